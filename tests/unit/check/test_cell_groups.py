"""Cells taken together: what the tables say of them, and what the form calls them."""

from decimal import Decimal

import pytest
from msgspec.structs import replace

from disclosure.check.cell_groups import CellGroup, TableSum, bare_label, figure, group_name, total_column
from disclosure.model.form import Format, Heading, SectionForm, TableForm, Trend, TrendGroup
from disclosure.model.portal import Body, FiledReport
from disclosure.model.report import UNREAD, Cell, Report, Table
from tests.support.small_form import cell
from tests.unit.check.filings import filed

ROWS = (
    Heading("一、收件（含网上）", "in"),
    Heading("二、办件", "out", (Heading("（一）准予", "granted"), Heading("1.退件", "refused"), Heading("其他", "other"))),
)
WITH_TOTAL = TableForm("t", "表", ROWS, (Heading("窗口", "desk"), Heading("网上", "web"), Heading("总计", "total", sums=True)))
SINGLE = TableForm("s", "单表", (Heading("甲", "a"),), (Heading("数", "n"),))
PLAIN = TableForm("p", "平表", (Heading("甲", "a"),), (Heading("数", "n"), Heading("量", "m")))
TREND = Trend("received", "新收件", "件", ("t.in.total",))
SECTIONS = (SectionForm("x", "", (WITH_TOTAL, SINGLE, PLAIN)),)
FORM = Format("f", "", "", 2020, 2030, sections=SECTIONS, trends=(TrendGroup("", (TREND,)),), digest="f")


def filing(*rows: str) -> FiledReport:
    """A report whose first table has these rows of cells, `?` where one could not be read."""
    cells = tuple(tuple(UNREAD if one == "?" else cell(one) for one in row.split()) for row in rows)
    tables = (Table("t", cells), Table("s", ((Cell(Decimal(7)),),)), Table("p", ((Cell(Decimal(1)), Cell(Decimal(2))),)))
    one = filed("2021")
    report: Report = replace(one.report, tables=tables, format="f")
    return FiledReport(Body("portal.yml", "", "甲", "township"), report, FORM)


GIVEN = filing("1 2 3", "4 ~ ~", "~ ~ ~", "/ / /")


@pytest.mark.parametrize(
    ("groups", "known"),
    [
        pytest.param([CellGroup("t", ("in",))], TableSum(Decimal(3), True), id="total"),
        pytest.param([CellGroup("t", ("in",), ("desk", "web"))], TableSum(Decimal(3), True), id="columns"),
        pytest.param([CellGroup("t", ("in", "out.other"))], TableSum(Decimal(3), True), id="not-applicable-is-nothing"),
        pytest.param([CellGroup("t", ("out.granted",))], TableSum(Decimal(4), False), id="at-least-its-parts"),
        pytest.param([CellGroup("t", ("out.granted",), ("web",))], None, id="blank"),
        pytest.param([CellGroup("t", ("in", "out.granted"), ("web",))], TableSum(Decimal(2), False), id="partly-blank"),
        pytest.param([CellGroup("t", ("out.refused",))], None, id="all-blank"),
        pytest.param([CellGroup("t", ("out.other",))], TableSum(Decimal(0), True), id="not-applicable"),
        pytest.param([CellGroup("s", ("a",)), CellGroup("t", ("in",))], TableSum(Decimal(10), True), id="of-two-tables"),
        pytest.param([CellGroup("p", ("a",))], None, id="no-total"),
        pytest.param([CellGroup("p", ("a",)), CellGroup("t", ("in",))], None, id="no-total-in-one"),
    ],
)
def test_what_tables_say(groups: list[CellGroup], known: TableSum | None) -> None:
    """Cells add up; where some are blank the sum is the least that it can be, and where none is filled in there is none."""
    assert figure(GIVEN, groups) == known


def test_what_can_not_be_known() -> None:
    """Of a table that is not there, or a cell that could not be read, nothing is known; parts that are all there make a total."""
    assert figure(filing("1 2 ?", "4 5 ~"), [CellGroup("t", ("in",))]) is None
    assert figure(filing("1 2 3", "4 5 ~"), [CellGroup("t", ("out.granted",))]) == TableSum(Decimal(9), True)
    assert figure(replace(GIVEN, report=replace(GIVEN.report, tables=())), [CellGroup("t", ("in",))]) is None


def test_the_total_column() -> None:
    """The total is the column that sums the others up, or the only one."""
    assert [total_column(form) for form in (WITH_TOTAL, SINGLE, PLAIN)] == [[2], [0], []]


@pytest.mark.parametrize(
    ("groups", "name"),
    [
        pytest.param((CellGroup("t", ("in",)),), "“新收件”", id="a-followed-figure"),
        pytest.param((CellGroup("t", ("in",), ("web",)),), "“收件”的“网上”", id="a-column"),
        pytest.param((CellGroup("t", ("in",), ("desk", "web")),), "“收件”的“窗口、网上”", id="columns"),
        pytest.param((CellGroup("t", ("out.granted", "out.refused")),), "“办件”", id="a-group"),
        pytest.param((CellGroup("t", ("out.refused",)), CellGroup("s", ("a",))), "“退件”加“甲”", id="two"),
        pytest.param((CellGroup("t", ("in", "out.other")),), "“收件”", id="rows-of-no-group"),
    ],
)
def test_names(groups: tuple[CellGroup, ...], name: str) -> None:
    """Cells are called as the form calls them."""
    assert group_name(GIVEN, groups) == name


@pytest.mark.parametrize(
    ("label", "bare"),
    [
        ("一、本年新收", "本年新收"),
        ("（三）不予公开", "不予公开"),
        ("10.其他", "其他"),
        ("部分公开（区分处理的）", "部分公开"),
        ("（七）", "（七）"),
        ("总计以外、无", "总计以外、无"),
    ],
)
def test_a_heading_without_its_number(label: str, bare: str) -> None:
    """A heading is quoted without its number and what it says in brackets at its end."""
    assert bare_label(label) == bare
