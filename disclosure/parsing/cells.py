"""The cells of a table: what is written in one → a number, blank or not applicable, typed by its column."""

import re
from decimal import Decimal
from functools import lru_cache

from ..model.folding import UNSEEN, name_of, without_unseen
from ..model.form import Amounts, Heading
from ..model.report import BLANK, NOT_APPLICABLE, UNREAD, Cell, digits
from .collector import FindingCollector
from .nodes import Node, YamlScalar, YamlSequence, is_blank
from .text import HALF_WIDTH

_NUMBER = re.compile(r"(-?)(0|[1-9]\d{0,14})(\.\d{1,9})?")
_NOTE = re.compile(r"(?P<figure>[^（(]*?)\s*[（(](?P<note>.+)[)）]", re.DOTALL)


_UNIT_OF_COLUMN = re.compile(r"单位[：:]\s*([百千万亿]*元)")
_YUAN = {"元": 1, "百元": 100, "千元": 1_000, "万元": 10_000, "百万元": 1_000_000, "千万元": 10_000_000, "亿元": 100_000_000}
_TIMES = {"百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000}


def read_cell(node: Node, column: Heading, findings: FindingCollector) -> Cell:
    """Return the cell that a node states, typed by its column; a wrong one is a finding and left unread."""
    if not isinstance(node, YamlScalar):
        first = node.nodes[0] if isinstance(node, YamlSequence) and node.nodes else None
        example = first.text if isinstance(first, YamlScalar) else "6"
        findings.add("cell.not-a-number", "单元格里只能写一个数", node.span, f"写成 {example}，去掉里面的方括号；没有填报写 ~")
        return UNREAD
    if is_blank(node):
        return BLANK
    if "\n" in node.text.strip():
        joined = "".join(line.strip() for line in node.text.split("\n"))
        findings.add("cell.not-a-number", "单元格里只能写一行", node.span, f'写成 "{joined}"')
        return UNREAD
    stated = _UNIT_OF_COLUMN.search(column.label) if column.holds == "money" else None
    cell, problem = parse_cell(node.text, column.holds, column.units, stated[1] if stated else "")
    if problem:
        code, message, hint = problem
        findings.add(code, message, node.span, hint)
    elif (half := node.text.translate(HALF_WIDTH)) != node.text and not cell.note:
        findings.add("cell.full-width", f"“{node.text}”用了全角数字，已按“{half}”读入", node.span, f"改为半角数字：{half}")
    return cell


@lru_cache(maxsize=1 << 14)
def parse_cell(
    text: str, holds: Amounts, units: tuple[str, ...], column_unit: str = ""
) -> tuple[Cell, tuple[str, str, str] | None]:
    """Return the cell that `text` states, and what is wrong with it as (code, message, hint).

    `column_unit` is the unit that the column's heading fixes for all its amounts, if it does.
    """
    figure, note = text.translate(HALF_WIDTH).strip(), ""
    if figure == "/":
        return NOT_APPLICABLE, None
    if match := _NOTE.fullmatch(text.strip()):
        figure, note = match["figure"].translate(HALF_WIDTH).strip(), match["note"].strip()
    written = figure
    unit = next((unit for unit in sorted(units, key=len, reverse=True) if figure.endswith(unit)), "")
    figure = figure.removesuffix(unit).rstrip()
    match = _NUMBER.fullmatch(figure)
    if not match:
        return UNREAD, (
            "cell.not-a-number",
            *_not_a_number(text, written, units or (column_unit,) * bool(column_unit), bool(units)),
        )
    sign, whole, fraction = match.groups()
    if sign and holds != "change":
        hint = f"核对台账，写 0 或正数，例如 {figure[1:]}；没有填报写 ~"
        return UNREAD, ("cell.negative", f"“{text}”：这一列不能是负数", hint)
    if fraction and holds != "money":
        exact = not fraction.strip(".0")
        hint = f"写成 {whole}" if exact else f"核对台账，写整数，例如 {whole} 或 {int(whole) + 1}；没有填报写 ~"
        return UNREAD, ("cell.fraction", f"“{text}”：这一列应为整数", hint)
    return Cell(Decimal(figure), note, unit), None


def _not_a_number(text: str, figure: str, units: tuple[str, ...], with_unit: bool) -> tuple[str, str]:
    """What is wrong with a text that is no number, and what to type instead."""
    if unseen := UNSEEN.search(text):
        clean = without_unseen(text)
        shown = clean if _NUMBER.fullmatch(clean.strip()) else f'"{clean}"'
        return f"“{clean}”里夹有看不见的{name_of(unseen[0])}", f"重新输入这一格：{shown}"
    return f"“{text}”不是数字", _suggestion(figure, units, with_unit)


def _suggestion(figure: str, units: tuple[str, ...], with_unit: bool) -> str:
    """What to type instead of a text that is no number; `units` are those an amount may have, written or not."""
    if figure in ("", "-", "—", "--", "——", "\\", "无"):
        return "没有填报写 ~；不适用写 /"
    if re.fullmatch(r"\+\d+", figure):
        return f"写成 {figure[1:]}，不加正号"
    if re.fullmatch(r"0+\d+", figure):
        return f"数字前面不能有多余的 0：写成 {figure.lstrip('0') or '0'}"
    if re.fullmatch(r"-?\d{1,3}([,，]\d{3})+(\.\d+)?", figure):
        return f"不写千位分隔符：写成 {re.sub('[,，]', '', figure)}"
    if re.fullmatch(r"-?\d+(_\d+)+", figure):
        return f"数字里不写下划线：写成 {figure.replace('_', '')}"
    if re.fullmatch(r"[\dOoIl]{1,9}", figure):
        meant = figure.translate(str.maketrans("OoIl", "0011")).lstrip("0") or "0"
        return f"字母 {_letters(figure)} 改成数字：写成 {meant}"
    if match := re.fullmatch(r"(-?\d+(?:\.\d+)?)\s*([^\d\s]+)", figure):
        return _with_words(match[1], match[2], units, with_unit)
    if re.fullmatch(r"-?\d+(\.\d+)?", figure):
        return "核对位数：整数部分最多 15 位，小数最多 9 位"
    return '写数字、~（未填报）、/（不适用），或 "22（其中修订16件）"'


def _letters(figure: str) -> str:
    return "、".join(dict.fromkeys(re.findall("[OoIl]", figure)))


def _with_words(number: str, words: str, units: tuple[str, ...], with_unit: bool) -> str:
    """How to write a number that words follow: an amount in a unit that may stand here, any other with a note."""
    if words in _YUAN and units:
        amounts = ((Decimal(number) * _YUAN[words] / _YUAN[unit], unit) for unit in units)
        said = [f'"{digits(amount.normalize())}{unit}"' if with_unit else digits(amount.normalize()) for amount, unit in amounts]
        return f"写成 {' 或 '.join(said)}；单位只能是{'或'.join(units)}" + ("" if with_unit else "，已写在表头，格里只写数字")
    if words[0] in _TIMES and words not in _YUAN:
        return f"写成 {digits((Decimal(number) * _TIMES[words[0]]).normalize())}，不写“{words}”"
    return f'只写数字：{number}；说明写在括号里，如 "{number}（{words}）"' + (f"；单位只能是{'或'.join(units)}" if units else "")
