"""Other documents → content files: bytes in, text and findings out. Nothing here touches a disk; `cli` reads and writes.

How a document becomes a content file, in reading order:

1. `import_report` is the whole way on one page: read, find the year, choose the form, fill it, compose the prose, write,
   and settle the account (`ledger`): what is neither written nor said is reported as lost.
2. `readers/` make a `SourceDocument` (`document`) of the bytes: paragraphs and grids of cells in the order in which a person
   reads them. `registry` chooses the reader by the first bytes, then by the name; `limits` bound what a file may cost.
3. `matching/` brings grids to the cells of an official form: `recover_tables` (tables that lost their borders),
   `other_years` (tables that are not this year's), `table_lines` (grid → labelled lines of figures),
   `match_rows` (the form, and line → row of it, both in order), `lines_by_words` (tables in any direction),
   `assign_columns` (figure → column), `units`, `content_cell` (one figure as the content file writes it), `split_digits`
   (figures that ran together), and `fill_form`, which brings these together.
   `labels` and `wordings` compare what a document calls a row with what the form calls it. `statistics_table` is the same
   for reports of before 2019, whose rows are the author's own.
4. `prose/` brings the rest to sections in Markdown: `paragraphs`, `section_headings`, `title_and_date`, and
   `compose_prose`, which brings these together.

The promise: no figure in a wrong cell without a finding about it, and nothing lost in silence. What can be read in two
ways stays blank, with both readings in the finding.
"""

from .document import DocumentOrigin
from .import_report import Imported, ImportSummary, import_report
from .readers.page_files import files_linked_by_page
from .readers.read_spreadsheet import read_rows
from .readers.registry import is_document, is_old_office, is_web_page, needs_office

__all__ = [
    "DocumentOrigin",
    "ImportSummary",
    "Imported",
    "files_linked_by_page",
    "import_report",
    "is_document",
    "is_old_office",
    "is_web_page",
    "needs_office",
    "read_rows",
]
