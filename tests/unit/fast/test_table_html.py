"""The tables of a report's page: written line by line, they are what laying them out for the one report gives."""

from datetime import date
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from disclosure.html.outline import outline
from disclosure.html.table import sheets, written_sheets
from disclosure.model.report import AuthoredRow, Cell, Explanation
from disclosure.model.theme import Theme
from disclosure.parsing.text import MAX_FILE_SIZE
from disclosure.parsing.theme_files import parse_theme
from disclosure.system.snapshot import read_texts
from tests.support.forms import FORMS
from tests.support.portal import ROOT
from tests.support.reports import authored, cells, plain_cells, report_of, titles


def theme() -> Theme:
    """The program's own templates."""
    parsed = parse_theme("templates", read_texts(Path(ROOT / "templates"), (".html",), MAX_FILE_SIZE))
    assert parsed.value
    return parsed.value


THEME = theme()
CODES = sorted({identity.code for form in FORMS for table in form.tables.values() for identity in table.identities})
TARGETS = ["", "article_20_1", "requests", "requests.received", "disputes", "statistics.1"]
explanations = st.lists(st.builds(Explanation, st.sampled_from(CODES), st.sampled_from(TARGETS), titles), max_size=2)


@given(
    number=st.integers(0, len(FORMS) - 1),
    left_out=st.integers(0, 9),
    filled=st.lists(cells, min_size=1, max_size=3) | st.lists(plain_cells, min_size=1, max_size=3),
    rows=authored,
    said=explanations,
)
def test_line_by_line(number: int, left_out: int, filled: list[Cell], rows: list[AuthoredRow], said: list[Explanation]) -> None:
    """Figures, notes, explanations, folded lines and places are the same, whatever the cells say."""
    form = FORMS[number]
    report = replace(report_of(form, left_out, filled, rows, "甲", date(2023, 1, 2)), explanations=tuple(said))
    for section in form.sections:
        pieces, outlined = sheets(THEME, form, section, report, "../glossary.html")
        plain = written_sheets(THEME, section, report, "../glossary.html")
        assert "".join(pieces) == plain
        assert outlined == outline(plain.encode())
