"""The tables of a section as grids: stacked ones as one, notes numbered, explanations where they belong."""

from decimal import Decimal

import pytest
from msgspec.structs import replace

from disclosure.model.form import Heading, SectionForm, TableForm
from disclosure.model.report import BLANK, Cell, Explanation, Table
from disclosure.present.form_table import (
    FilledRows,
    FormGrid,
    RowFigure,
    explanations_of,
    filled_rows,
    lay_out,
    other_explanations,
)
from tests.support.forms import BY_KEY, report_of
from tests.support.portal import BASE

FORM = BY_KEY["2021"]
TEXT = (BASE / "2022.md").read_text(encoding="utf-8").replace("[25]", '["25（其中线上20件）"]')
REPORT = report_of(TEXT.encode(), "2022.md")
EXPLANATIONS = (
    Explanation("balance.unequal", "", "一。"),
    Explanation("balance.unequal", "requests.received", "二。"),
    Explanation("figures.jump", "", "三。"),
    Explanation("figures.jump", "disputes", "四。"),
    Explanation("figures.jump", "article_20_50", "五。"),
    Explanation("in-force.unequal", "", "六。"),
)


def grids() -> dict[str, tuple[FormGrid, ...]]:
    """The grids of each section that has any."""
    found = {section.key: lay_out(section, REPORT.tables, EXPLANATIONS) for section in FORM.sections}
    return {key: laid for key, laid in found.items() if laid}


def test_each_section_has_its_grids() -> None:
    """The blocks of the second section are one grid, whose notes are numbered; only the large table is dense."""
    found = {
        key: [(grid.layout, grid.is_dense, [note[0] for note in grid.notes]) for grid in laid] for key, laid in grids().items()
    }
    assert found == {
        "proactive_disclosure": [("stacked", False, [1, 2])],
        "requests": [("plain", True, [])],
        "disputes": [("across", False, [])],
    }


@pytest.mark.parametrize(("columns", "is_dense"), [(5, False), (6, True)])
def test_a_table_of_six_columns_saves_room(columns: int, is_dense: bool) -> None:
    """From six columns of figures on a table is dense; the column of its row headings does not count."""
    form = TableForm("t", "表", (Heading("甲", "a"),), tuple(Heading(f"数{n}", f"n{n}") for n in range(columns)))
    (grid,) = lay_out(SectionForm("s", "一、", (form,)), (Table("t", ((BLANK,) * columns,)),))
    assert (grid.width, grid.stub_columns, grid.is_dense) == (columns + 1, 1, is_dense)


LONG = TableForm(
    "t",
    "表",
    (*(Heading(f"项{n}", f"r{n}") for n in range(11)), Heading("组", "g", (Heading("末项", "last"),))),
    (Heading("甲", "a"), Heading("总计", "total", sums=True)),
)


def long_table(*cells: tuple[int, int, Cell]) -> Table:
    """A table of twelve rows of zeros, but for these cells."""
    rows = [[Cell(Decimal(0)), BLANK] for _ in LONG.row_keys]
    for row, column, cell in cells:
        rows[row][column] = cell
    return Table("t", tuple(map(tuple, rows)))


@pytest.mark.parametrize(
    ("table", "found"),
    [
        pytest.param(long_table(), None, id="nothing"),
        pytest.param(
            long_table((0, 0, Cell(Decimal(3))), (3, 1, Cell(Decimal("2.50"))), (4, 0, Cell(Decimal(0), "注")), (11, 1, Cell(Decimal(7)))),
            (RowFigure("t.r0", "项0", ""), RowFigure("t.r3", "项3", "2.50"), RowFigure("t.r4", "项4", ""), RowFigure("t.g.last", "末项", "7")),
            id="few",
        ),
        pytest.param(long_table(*((n, 1, Cell(Decimal(1))) for n in range(9))), tuple(RowFigure(f"t.r{n}", f"项{n}", "1") for n in range(9)), id="nine"),
        pytest.param(long_table(*((n, 1, Cell(Decimal(1))) for n in range(10))), None, id="ten"),
    ],
)  # fmt: skip
def test_the_few_rows_that_say_something(table: Table, found: tuple[RowFigure, ...] | None) -> None:
    """Of a table of twelve rows or more, up to nine that are not all 0 or blank are named with their totals."""
    assert filled_rows(LONG, table) == (FilledRows(12, found) if found else None)
    shorter = replace(LONG, rows=LONG.rows[1:])
    assert filled_rows(shorter, replace(table, rows=table.rows[1:])) is None
    assert filled_rows(replace(LONG, layout="stacked"), table) is None
    assert filled_rows(replace(LONG, authored=True), table) is None


def test_notes_stand_in_reading_order() -> None:
    """A note has its number, the place of its figure, and its words."""
    (grid,) = grids()["proactive_disclosure"]
    assert grid.notes == (
        (1, "行政规范性文件·本年制发件数", "其中修订1件"),
        (2, "行政许可·本年处理决定数量", "其中线上20件"),
    )


@pytest.mark.parametrize(
    ("tables", "sentences"),
    [
        pytest.param(["requests"], ("一。", "二。"), id="by-its-rule-or-by-a-cell"),
        pytest.param(["disputes"], ("四。",), id="by-name"),
        pytest.param(["article_20_1", "article_20_5"], ("六。",), id="of-several"),
        pytest.param(["article_20_5"], (), id="a-name-that-only-begins-alike"),
    ],
)
def test_explanations_below_their_table(tables: list[str], sentences: tuple[str, ...]) -> None:
    """An explanation stands below the table that its place or its rule belongs to."""
    assert explanations_of([FORM.tables[key] for key in tables], EXPLANATIONS) == sentences


def test_other_explanations() -> None:
    """What belongs to no table stands at the end of the report."""
    assert other_explanations(FORM, replace(REPORT, explanations=EXPLANATIONS)) == ("三。", "五。")
