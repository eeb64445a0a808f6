"""Import: a figure stands under its heading and in its unit, whichever way a table is laid out; what contradicts itself is blank."""

import re
from collections.abc import Callable
from decimal import Decimal

import pytest

from disclosure.check.codes import level_of
from disclosure.importers import import_report
from tests.support.effort import tried
from tests.support.forms import BY_KEY, FORMS
from tests.support.import_documents import Cell, Layout, Made, plain_document
from tests.support.import_outcomes import outcome_of, run, unnamed

FORM = BY_KEY["2021"]
BORDERED = ("html", "docx", "xlsx", "csv", "markdown", "tabs", "pdf")
SLOW = ("docx", "pdf")
"""Kinds that take long to write and to read, tried here on every layout and unit at length only."""
FREE = [kind for kind in BORDERED if kind not in SLOW]
FEE: Cell = ("article_20_8", "administrative_fees", "fees_collected")


def warnings(made: Made) -> dict[str, str]:
    """The warnings about a document's import: code → message."""
    return {finding.code: finding.message for finding in run(made).findings if level_of(finding.code) != "note"}


@pytest.mark.parametrize("kind", [*tried(FREE, BORDERED), "bars", "cells", "spaces"])
@pytest.mark.parametrize(
    "layout",
    [
        pytest.param(Layout(lawsuits_first=True), id="lawsuits-first"),
        pytest.param(Layout(totals_first=True), id="totals-first"),
        pytest.param(Layout(lawsuits_first=True, totals_first=True), id="both"),
        pytest.param(Layout(rows_apart=True), id="a-row-for-each-group"),
        pytest.param(Layout(rows_apart=True, lawsuits_first=True, totals_first=True), id="rows-in-another-order"),
    ],
)
def test_tables_are_read_by_their_headings(layout: Layout, kind: str) -> None:
    """Groups and totals may stand in any order: figures go under their headings, also in the order in which a text reads them."""
    made = plain_document(FORM, kind, layout)
    assert unnamed(made, run(made)) == {}
    if kind in BORDERED or kind == "spaces":
        assert outcome_of(made, run(made)) == {}


def test_rows_that_are_not_full() -> None:
    """An empty row above a full one of the same name is passed over; a word in the place of a figure leaves that cell alone blank."""
    made = plain_document(FORM, "markdown")
    row = next(line for line in made.data.decode().split("\n") if "部分公开" in line)
    begin, *figures = re.split(r"(?=\| \d)", row)
    empty = begin + "".join("|  " for _ in figures) + "|"
    above = made._replace(data=made.data.replace(row.encode(), f"{empty}\n{row}".encode()))
    assert outcome_of(above, run(above)) == {}
    worded = "".join((begin, "| 未统计 ", *figures[1:]))
    other = made._replace(data=made.data.replace(row.encode(), worded.encode()))
    assert list(outcome_of(other, run(other))) == [("requests", "processed.granted_in_part", "natural_person")]
    assert "“未统计”不是一个数" in warnings(other)["import.cell-unread"]


@pytest.mark.parametrize("kind", BORDERED)
def test_one_row_for_a_group_changes_no_form(kind: str) -> None:
    """Column headings decide the form: a group counted in one row is said and stays blank, and no other figure is cut."""
    other: dict[Cell, str] = {
        ("requests", "processed.otherwise_closed.not_corrected", column): str(7 + n)
        for n, column in enumerate(FORM.tables["requests"].column_keys)
    }
    large: dict[Cell, str] = {
        ("article_20_5", "licenses", "decisions"): "5531",
        ("article_20_6", "penalties", "decisions"): "4119",
        ("article_20_6", "coercive_measures", "decisions"): "550",
    }
    made = plain_document(FORM, kind, Layout(one_other_row=True), other | large)
    blank = {cell: "" for cell in made.truth if cell[1].startswith("processed.otherwise_closed.")}
    made = made._replace(truth=made.truth | large | blank)
    assert outcome_of(made, run(made)) == {}
    assert "“（六）其他处理”在格式里分 3 行，原表只有一行" in warnings(made)["import.ambiguous"]


@pytest.mark.parametrize("kind", tried(FREE, BORDERED))
@pytest.mark.parametrize(
    ("unit", "shown"),
    [
        pytest.param("head", "312450000", id="in-the-head"),
        pytest.param("label", "312450000", id="in-the-label"),
        pytest.param("line", "312450000", id="on-a-line"),
        pytest.param("", "312450000元", id="in-the-cell"),
        pytest.param("", "312450千元", id="thousands"),
        pytest.param("", "3.1245亿元", id="hundred-millions"),
        pytest.param("head", "31245万元", id="the-cell-knows-better"),
    ],
)
def test_amounts_are_converted_to_the_unit_of_the_form(kind: str, unit: str, shown: str) -> None:
    """An amount in another unit than the form's is converted to the last digit, and that is said."""
    made = plain_document(FORM, kind, Layout(unit=unit), {FEE: shown})
    made = made._replace(truth=made.truth | {FEE: "31245"})
    assert outcome_of(made, run(made)) == {}
    if shown != "31245万元":
        assert [f.message for f in run(made).findings if f.code == "import.cell-changed" and "换算成万元" in f.message] != []


@pytest.mark.parametrize(
    ("text", "row", "written", "said"),
    [
        pytest.param(
            "单位：元\n信息内容 | 本年收费金额（单位：万元） |\n行政事业性收费 | 5 |",
            "administrative_fees",
            ["~"],
            "不止一种说法",
            id="two-units",
        ),
        pytest.param("信息内容 | 处理决定数量（万件） |\n行政许可 | 0.5 |", "licenses", ["5000"], "由万换算成个", id="counts"),
        pytest.param("行政事业性收费 | 元 | 30000 |", "administrative_fees", ["3"], "由元换算成万元", id="in-a-cell-of-its-own"),
        pytest.param("行政许可 | 12元 |", "licenses", ["~"], "这一列不是金额", id="no-amounts-here"),
        pytest.param(
            "行政事业性收费 | 3 |\n注：以上金额单位为元", "administrative_fees", ["0.0003"], "由元换算成万元", id="below"
        ),
    ],
)
def test_units(text: str, row: str, written: list[str], said: str) -> None:
    """A unit counts wherever it stands; two that contradict each other leave the cell blank."""
    head = "某镇2022年政府信息公开工作年度报告\n二、主动公开政府信息情况\n"
    parsed = import_report((head + text).encode(), "a.txt", "content/{year}.md", FORMS)
    assert parsed.value is not None
    rows = dict(re.findall(r"^ +(\w+): +\[(.*?)\] ", parsed.value.text, re.MULTILINE))
    assert rows[row].split(", ") == written
    assert any(said in finding.message for finding in parsed.findings)


@pytest.mark.parametrize("kind", ["html", "xlsx", "csv"])
def test_digits_broken_over_lines(kind: str) -> None:
    """Digits that a narrow cell broke are joined where every sum then holds; elsewhere the cell stays blank, and is asked about."""
    table = FORM.tables["requests"]
    plain = plain_document(FORM, kind).truth
    total: Cell = ("requests", "processed.total", "total")
    rule: Cell = ("article_20_6", "penalties", "decisions")
    assert Decimal(plain[total]) > 9 and table.row_keys
    broken = {total: f"{plain[total][:1]}\n{plain[total][1:]}", rule: "12\n34"}
    made = plain_document(FORM, kind, cells=broken)
    made = made._replace(truth=made.truth | {rule: ""})
    assert outcome_of(made, run(made)) == {}
    assert "“12 34”中间有空白，看不出是一个数还是几个数，留作空白" in warnings(made)["import.cell-unread"]


def test_blanks_without_a_trace() -> None:
    """Where a text has fewer figures than cells in one row, digits of another that may be one figure are not cut."""
    made = plain_document(FORM, "cells")
    first, second = FORM.tables["requests"].row_keys[3:5]
    figures = dict(zip(FORM.tables["requests"].column_keys, ("0", "0", "0", "0", "0", "55", ""), strict=True))
    shown = {("requests", first, column): text for column, text in figures.items()}
    shown |= {("requests", second, column): "0" if text else "" for column, text in figures.items()}
    made = plain_document(FORM, "cells", cells=shown)._replace(truth=made.truth | shown)
    assert unnamed(made, run(made)) == {}


@pytest.mark.parametrize(
    ("kind", "encoding", "label"), [("tabs", "gb18030", ""), ("spaces", "utf-8", "2.其他法律行政法规禁止公开\n")]
)
def test_an_order_that_no_heading_names(kind: str, encoding: str, label: str) -> None:
    """A table without headings whose rows contradict the form's order stays blank, row by row; 其他 in a row's label heads none."""
    made = plain_document(FORM, kind, Layout(totals_first=True))
    text = made.data.decode(encoding)
    head = text.index("（本列数据"), text.index("一、本年新收")
    made = made._replace(data=(text[: head[0]] + label + text[head[1] :]).encode(encoding))
    wrong = [one for one in outcome_of(made, run(made)).values() if one[1][0] is not None]
    assert wrong == [] and unnamed(made, run(made)) == {}
    assert "没有认出列标题，按格式的次序又不合勾稽" in warnings(made)["import.ambiguous"]


def torn(height: int) -> Callable[[re.Match[str]], str]:
    """What becomes of a line of headings of which only so many characters stand on a line."""

    def over_lines(line: re.Match[str]) -> str:
        words = line[0].split()
        return "\n".join(" ".join(word[n : n + height] for word in words) for n in range(0, max(map(len, words)), height))

    return over_lines


@pytest.mark.parametrize(
    ("layout", "change"),
    [
        pytest.param(Layout(lawsuits_first=True), torn(1), id="a-character-a-line"),
        pytest.param(Layout(lawsuits_first=True), torn(2), id="two-characters-a-line"),
        pytest.param(Layout(), lambda line: line[0].replace("结果维持 结果纠正", "结果纠正 结果维持"), id="columns-swapped"),
    ],
)
def test_headings_that_contradict_the_order(layout: Layout, change: Callable[[re.Match[str]], str]) -> None:
    """In a text the table stays blank whose headings stand in another order and can't be told apart, or are no form's."""
    made = plain_document(FORM, "spaces", layout)
    heads = r"(?m)^(?:未经\S+ 复议后\S+ )?(?:(?:结果..|其他结果|尚未审结|总计) ?){5,}(?:未经\S+ 复议后\S+)?$"
    made = made._replace(data=re.sub(heads, change, made.data.decode()).encode())
    differences = outcome_of(made, run(made))
    assert {(cell[0], amount) for cell, (_, (amount, _)) in differences.items()} == {("disputes", None)}
    assert unnamed(made, run(made)) == {}
