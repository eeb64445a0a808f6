"""The tables of a report: written row by row, they are what laying them out for the one report gives."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from disclosure import fast
from disclosure.html.table import tables_html
from disclosure.model.report import AuthoredRow, Cell, Explanation
from tests.support.forms import FORMS
from tests.support.reports import authored, cells, plain_cells, report_of, titles
from tests.support.theme import THEME

CODES = sorted({identity.code for form in FORMS for table in form.tables.values() for identity in table.identities})
TARGETS = ["", "article_20_1", "requests", "requests.received", "disputes", "statistics.1"]
explanations = st.lists(st.builds(Explanation, st.sampled_from(CODES), st.sampled_from(TARGETS), titles), max_size=2)


@given(
    number=st.integers(0, len(FORMS) - 1),
    left_out=st.integers(0, 9),
    filled=st.lists(cells, min_size=1, max_size=3) | st.lists(plain_cells, min_size=1, max_size=3),
    rows=authored,
    said=explanations,
    addresses=st.sampled_from([("../glossary.html", "../rows/"), ("glossary.html", "")]),
)
def test_row_by_row(
    number: int, left_out: int, filled: list[Cell], rows: list[AuthoredRow], said: list[Explanation], addresses: tuple[str, str]
) -> None:
    """Figures, notes, explanations, folded rows and places are the same, whatever the cells say."""
    form = FORMS[number]
    report = replace(report_of(form, left_out, filled, rows, "甲", date(2023, 1, 2)), explanations=tuple(said))
    assert fast.tables(THEME, form, report, *addresses) == tables_html(THEME, form, report, *addresses)
