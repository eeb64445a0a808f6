"""The cells of a table: what is written in one → a number, blank or not applicable, typed by its column."""

import re
from decimal import Decimal
from functools import lru_cache

from ..model.form import Amounts, Heading
from ..model.report import BLANK, NOT_APPLICABLE, UNREAD, Cell
from .collector import FindingCollector
from .nodes import Node, YamlScalar, is_blank
from .text import HALF_WIDTH

_NUMBER = re.compile(r"(-?)(0|[1-9]\d{0,14})(\.\d{1,9})?")
_NOTE = re.compile(r"(?P<figure>[^（(]*?)\s*[（(](?P<note>.+)[)）]", re.DOTALL)


def read_cell(node: Node, column: Heading, findings: FindingCollector) -> Cell:
    """Return the cell that a node states, typed by its column; a wrong one is a finding and left unread."""
    if not isinstance(node, YamlScalar):
        findings.add("cell.not-a-number", "单元格里只能写一个数", node.span)
        return UNREAD
    if is_blank(node):
        return BLANK
    cell, problem = parse_cell(node.text, column.holds, column.units)
    if problem:
        code, message, hint = problem
        findings.add(code, message, node.span, hint)
    elif node.text.translate(HALF_WIDTH) != node.text and not cell.note:
        message = f"“{node.text}”用了全角数字，已按“{node.text.translate(HALF_WIDTH)}”读入"
        findings.add("cell.full-width", message, node.span, "改为半角数字")
    return cell


@lru_cache(maxsize=1 << 14)
def parse_cell(text: str, holds: Amounts, units: tuple[str, ...]) -> tuple[Cell, tuple[str, str, str] | None]:
    """Return the cell that `text` states, and what is wrong with it as (code, message, hint)."""
    figure, note = text.translate(HALF_WIDTH).strip(), ""
    if figure == "/":
        return NOT_APPLICABLE, None
    if match := _NOTE.fullmatch(text.strip()):
        figure, note = match["figure"].translate(HALF_WIDTH).strip(), match["note"].strip()
    unit = next((unit for unit in sorted(units, key=len, reverse=True) if figure.endswith(unit)), "")
    figure = figure.removesuffix(unit).rstrip()
    match = _NUMBER.fullmatch(figure)
    if not match:
        return UNREAD, ("cell.not-a-number", f"“{text}”不是数字", _suggestion(figure, units))
    sign, _, fraction = match.groups()
    if sign and holds != "change":
        return UNREAD, ("cell.negative", f"“{text}”：这一列不能是负数", "只有填写增减的列可以是负数")
    if fraction and holds != "money":
        return UNREAD, ("cell.fraction", f"“{text}”：这一列应为整数", "只有金额可以有小数")
    return Cell(Decimal(figure), note, unit), None


def _suggestion(figure: str, units: tuple[str, ...]) -> str:
    """What to type instead of a text that is no number."""
    if figure in ("", "-", "—", "--", "——", "\\", "无"):
        return "没有填报写 ~；不适用写 /"
    if re.fullmatch(r"\+\d+", figure):
        return f"写成 {figure[1:]}，不加正号"
    if re.fullmatch(r"0+\d+", figure):
        return f"数字前面不能有多余的 0：写成 {figure.lstrip('0') or '0'}"
    if re.fullmatch(r"-?\d{1,3}([,，]\d{3})+(\.\d+)?", figure):
        return f"不写千位分隔符：写成 {re.sub('[,，]', '', figure)}"
    if match := re.fullmatch(r"(-?\d+(?:\.\d+)?)\s*([^\d\s]+)", figure):
        allowed = f"；单位只能是{'或'.join(units)}" if units else ""
        return f'只写数字：{match[1]}；说明写在括号里，如 "{match[1]}（{match[2]}）"{allowed}'
    if re.fullmatch(r"-?\d+(\.\d+)?", figure):
        return "整数部分最多 15 位，小数最多 9 位"
    return '写数字、~（未填报）、/（不适用），或 "22（其中修订16件）"'
