"""Every accelerator of the program: each returns what the plain function beside it returns, or None.

None means that this input is not for it, or that accelerators are switched off; the caller then calls the plain
function. Nothing here is needed for a right result. `DISCLOSURE_PLAIN=1` (`--plain`) switches all of them off,
`DISCLOSURE_PLAIN=markdown,tables` some by their names.

    pairs.py          every accelerator with its plain function
    switch.py         how they are switched off
    front_matter.py   the front matter of a report, read without a YAML parser
    markdown.py       usual Markdown, rendered without a parser
    prerender.py      macros run once for all rows that differ in their texts only
    known_files.py    official forms and themes as an earlier run found them
    slow_templates.py the macros of a theme that must be run for every row, as findings
    table.py          the tables of reports, written row by row
    comparison.py     comparisons of two reports, line by line
    workbook.py       workbooks filled in
    index_numpy.py    the search index, made with arrays
    encoded_cells.py  cells as short texts, the keys under which their HTML is cached
"""

from .comparison import comparison
from .front_matter import report
from .index_numpy import stripe_entries
from .known_files import known_forms, known_theme
from .markdown import markdown
from .table import tables
from .workbook import workbook

__all__ = [
    "comparison",
    "known_forms",
    "known_theme",
    "markdown",
    "report",
    "stripe_entries",
    "tables",
    "workbook",
]
