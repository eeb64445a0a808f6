"""The tables block: written from a form and cells just as people found it in their files."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.authoring.yaml_text import blank_table, cell_text, tables_text
from disclosure.model.form import Format
from disclosure.model.report import NOT_APPLICABLE, AuthoredRow, Cell, Table
from tests.support.forms import BY_KEY, FORMS, report_of, tables_of
from tests.support.portal import BASE, ROOT


def file_with(form: Format, tables: dict[str, Table]) -> bytes:
    """A content file with these tables."""
    year = form.last_year if form.last_year < 9999 else form.first_year
    return f"---\ntitle: 样例镇{year}年报告\nyear: {year}\npublished: {year + 1}-01-20\n{tables_text(form, tables)}---\n".encode()


def test_the_township_s_own_file_is_written_letter_for_letter() -> None:
    """The tables of content/2020.md come out as they stand there, alignment and comments included."""
    text = (ROOT / "content" / "2020.md").read_text(encoding="utf-8")
    block = text[text.index("tables:\n") : text.index("---\n", 4)]
    assert tables_text(BY_KEY["2019"], tables_of(report_of(text.encode()))) == block


@pytest.mark.parametrize("year", [2017, 2018, 2019, 2020, 2021, 2022])
def test_tables_read_back_as_they_were(year: int) -> None:
    """What is written of any report's tables is read as the same cells."""
    report = report_of((BASE / f"{year}.md").read_bytes())
    assert report_of(file_with(BY_KEY[report.format], tables_of(report))).tables == report.tables


@pytest.mark.parametrize("form", [form for form in FORMS if not form.free_chapters], ids=lambda form: form.key)
def test_a_table_not_given_is_blank(form: Format) -> None:
    """Without cells every table of the form is written, and every cell of it is blank."""
    assert report_of(file_with(form, {})).tables == tuple(blank_table(table) for table in form.tables.values())


def test_authored_rows_are_never_invented() -> None:
    """A form whose rows are the author's own has no tables block until there are rows."""
    assert tables_text(BY_KEY["legacy"], {}) == ""


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        pytest.param(Cell(), "~", id="blank"),
        pytest.param(NOT_APPLICABLE, "/", id="not-applicable"),
        pytest.param(Cell(Decimal(-15)), "-15", id="change"),
        pytest.param(Cell(Decimal("24252.311082")), "24252.311082", id="every-digit"),
        pytest.param(Cell(Decimal("1E+3")), "1000", id="never-an-exponent"),
        pytest.param(Cell(Decimal(251000), unit="元"), '"251000元"', id="unit"),
        pytest.param(Cell(Decimal(22), note='其中"修订"16件'), '"22（其中\\"修订\\"16件）"', id="note"),
    ],
)
def test_cell_text(cell: Cell, text: str) -> None:
    """A cell is written as an author would type it."""
    assert cell_text(cell) == text


LETTERS = st.characters(exclude_categories=["C", "Z"]) | st.sampled_from("，：# -[]{}'\"")
LABELS = st.text(LETTERS, min_size=1, max_size=12).map(str.strip)


@given(st.lists(st.tuples(st.integers(0, 9), LABELS.filter(bool), LABELS.filter(lambda text: text != "~"))))
def test_any_authored_label_is_read_back(rows: list[tuple[int, str, str]]) -> None:
    """Labels and units of the author's own rows survive whatever characters they are made of."""
    headings = tuple(AuthoredRow(*row) for row in rows)
    table = Table("statistics", ((Cell(Decimal(3)), Cell()),) * len(rows), headings)
    assert report_of(file_with(BY_KEY["legacy"], {"statistics": table})).table("statistics") == (table if rows else None)
