"""Values in, values that pages and workbooks show out. Nothing here knows HTML.

headings.py      a tree of headings → merged cells, for the heads and stubs of tables
form_table.py    a section of a form with a report's figures → grids of cells, as on the official form
figures.py       cells → sums, differences, shares; `Figures` are the numbers of a report without its prose
summary.py       figures → a report in a few sentences
reading_text.py  the tables of a report in sentences, nothing left out
series.py        the figures of several years → series, which forms declare comparable by their `trends`
sentences.py     a series → what it shows, in a sentence
column_chart.py  a series → the geometry of a chart
comparison.py    two forms → the lines of a comparison, and what it leaves out
body_table.py    the figures of several bodies in one year → tables of bodies
overview.py      the same on one sheet, with what stands beside them
row_figures.py   which rows the forms have, and what each body says in one; `row_table.py` → the table of a row
cell_view.py     a cell → what a template shows of it outside its own table
form_years.py    the years of a form in words; `form_changes.py` what one form changed in the one before
masking.py       reports and pages → the same with numbers of persons masked
"""
