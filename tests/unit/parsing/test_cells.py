"""What may stand in a cell: every accepted text means one thing, every other is refused with a reason."""

from decimal import Decimal
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.model.finding import Finding
from disclosure.model.form import Heading
from disclosure.model.report import BLANK, NOT_APPLICABLE, UNREAD, Cell
from disclosure.parsing.cells import parse_cell, read_cell
from disclosure.parsing.collector import FindingCollector
from disclosure.parsing.nodes import Node, YamlMapping, YamlScalar, YamlSequence, is_blank

Holds = Literal["count", "change", "money"]


@pytest.mark.parametrize(
    ("text", "holds", "cell"),
    [
        pytest.param("0", "count", Cell(Decimal(0)), id="zero"),
        pytest.param("12", "count", Cell(Decimal(12)), id="whole"),
        pytest.param("-15", "change", Cell(Decimal(-15)), id="negative-change"),
        pytest.param("24252.311082", "money", Cell(Decimal("24252.311082")), id="last-digit-kept"),
        pytest.param("10.50", "money", Cell(Decimal("10.50")), id="trailing-zero-kept"),
        pytest.param("/", "count", NOT_APPLICABLE, id="not-applicable"),
        pytest.param("／", "count", NOT_APPLICABLE, id="not-applicable-full-width"),
        pytest.param("22（其中修订16件）", "count", Cell(Decimal(22), "其中修订16件"), id="note"),
        pytest.param("22(其中修订16件)", "count", Cell(Decimal(22), "其中修订16件"), id="note-half-width"),
        pytest.param("１２", "count", Cell(Decimal(12)), id="full-width-digits"),
        pytest.param("251000元", "money", Cell(Decimal(251000), unit="元"), id="unit"),
        pytest.param("25.1万元（不含工程）", "money", Cell(Decimal("25.1"), "不含工程", "万元"), id="unit-and-note"),
    ],
)
def test_accepted(text: str, holds: Holds, cell: Cell) -> None:
    """An accepted text becomes exactly one cell."""
    assert parse_cell(text, holds, ("元", "万元") if holds == "money" else ()) == (cell, None)


@pytest.mark.parametrize(
    ("text", "holds", "code", "hint"),
    [
        pytest.param("010", "count", "cell.not-a-number", "数字前面不能有多余的 0：写成 10", id="leading-zero"),
        pytest.param("1:30", "count", "cell.not-a-number", None, id="sexagesimal"),
        pytest.param("1_000", "count", "cell.not-a-number", None, id="underscore"),
        pytest.param("no", "count", "cell.not-a-number", None, id="boolean"),
        pytest.param("1e3", "count", "cell.not-a-number", None, id="exponent"),
        pytest.param("0x10", "count", "cell.not-a-number", None, id="hexadecimal"),
        pytest.param("+22", "change", "cell.not-a-number", "写成 22，不加正号", id="plus"),
        pytest.param("1,234", "count", "cell.not-a-number", "不写千位分隔符：写成 1234", id="thousands"),
        pytest.param("12人", "count", "cell.not-a-number", '只写数字：12；说明写在括号里，如 "12（人）"', id="measure-word"),
        pytest.param("—", "count", "cell.not-a-number", "没有填报写 ~；不适用写 /", id="dash"),
        pytest.param("", "count", "cell.not-a-number", "没有填报写 ~；不适用写 /", id="empty-quotes"),
        pytest.param(
            "1234567890123456", "count", "cell.not-a-number", "核对位数：整数部分最多 15 位，小数最多 9 位", id="too-long"
        ),
        pytest.param("-3", "count", "cell.negative", "核对台账，写 0 或正数，例如 3；没有填报写 ~", id="negative-count"),
        pytest.param("-3", "money", "cell.negative", "核对台账，写 0 或正数，例如 3；没有填报写 ~", id="negative-money"),
        pytest.param("1.5", "count", "cell.fraction", "核对台账，写整数，例如 1 或 2；没有填报写 ~", id="fraction"),
        pytest.param("251000元", "count", "cell.not-a-number", None, id="unit-where-none-is"),
        pytest.param("<script>", "count", "cell.not-a-number", None, id="script"),
    ],
)
def test_refused(text: str, holds: Holds, code: str, hint: str | None) -> None:
    """A refused text is left unread, with its reason and what to type instead."""
    cell, problem = parse_cell(text, holds, ())
    assert problem is not None
    assert (cell.unread, problem[0]) == (True, code)
    if hint is not None:
        assert problem[2] == hint


@given(st.decimals(min_value=0, max_value=10**15 - 1, places=6, allow_nan=False, allow_infinity=False))
def test_money_keeps_every_digit(amount: Decimal) -> None:
    """An amount of money is printed with the very digits it was written with."""
    text = f"{amount:f}"
    cell, problem = parse_cell(text, "money", ())
    assert (problem, f"{cell.amount:f}") == (None, text)


@given(st.text(max_size=12))
def test_any_text_is_read_or_refused(text: str) -> None:
    """Whatever stands in a cell either means one number, one mark, or is refused: nothing in between."""
    cell, problem = parse_cell(text, "count", ())
    read = cell.amount is not None or cell.not_applicable
    assert read == (problem is None)
    assert cell.unread == (problem is not None)


@pytest.mark.parametrize("text", ["~", "", "null"])
def test_blank(text: str) -> None:
    """A bare `~`, `null` or nothing is a blank; in quotes they are texts."""
    assert is_blank(YamlScalar(text, True, 1, 1, 1))
    assert not is_blank(YamlScalar(text, False, 1, 1, 1))
    assert BLANK.blank


ENTRY = YamlScalar("8", True, 3, 5, 1)


def _listed(*nodes: Node) -> YamlSequence:
    found = YamlSequence(3, 4)
    found.nodes.extend(nodes)
    return found


@pytest.mark.parametrize(
    ("node", "code", "message", "hint"),
    [
        pytest.param(_listed(ENTRY), "cell.not-a-number", "单元格里只能写一个数", "写成 8，去掉里面的方括号；没有填报写 ~", id="list"),
        pytest.param(_listed(), "cell.not-a-number", "单元格里只能写一个数", "写成 6，去掉里面的方括号；没有填报写 ~", id="empty-list"),
        pytest.param(_listed(_listed()), "cell.not-a-number", "单元格里只能写一个数", "写成 6，去掉里面的方括号；没有填报写 ~", id="lists"),
        pytest.param(YamlMapping(3, 4), "cell.not-a-number", "单元格里只能写一个数", "写成 6，去掉里面的方括号；没有填报写 ~", id="mapping"),
        pytest.param(YamlScalar("5（甲\n  乙）", False, 3, 4, 1), "cell.not-a-number", "单元格里只能写一行", '写成 "5（甲乙）"', id="lines"),
        pytest.param(YamlScalar("３", True, 3, 4, 1), "cell.full-width", "“３”用了全角数字，已按“3”读入", "改为半角数字：3", id="full-width"),
        pytest.param(YamlScalar("3元", True, 3, 4, 2), "cell.not-a-number", "“3元”不是数字", "写成 0.0003；单位只能是万元，已写在表头，格里只写数字", id="unit-of-the-heading"),
    ],
)  # fmt: skip
def test_a_cell_with_a_finding(node: Node, code: str, message: str, hint: str) -> None:
    """What stands in a cell instead of a number is a finding at its place."""
    collector = FindingCollector("2021.md")
    cell = read_cell(node, Heading("收费金额（单位：万元）", "sum", holds="money"), collector)
    assert cell == (Cell(Decimal(3)) if code == "cell.full-width" else UNREAD)
    assert collector.findings == (Finding(code, message, "2021.md", span=node.span, hint=hint),)
