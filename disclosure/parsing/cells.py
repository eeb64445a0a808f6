"""The cells of a table: what is written in one → a number, blank or not applicable, typed by its column."""

import re
from decimal import Decimal
from functools import lru_cache

from ..check.cell_texts import NUMBER, not_a_number
from ..model.form import Amounts, Heading
from ..model.report import BLANK, NOT_APPLICABLE, UNREAD, Cell
from .collector import FindingCollector
from .nodes import Node, YamlScalar, YamlSequence, is_blank
from .text import HALF_WIDTH

_NOTE = re.compile(r"(?P<figure>[^（(]*?)\s*[（(](?P<note>.+)[)）]", re.DOTALL)
_UNIT_OF_COLUMN = re.compile(r"单位[：:]\s*([百千万亿]*元)")


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
    match = NUMBER.fullmatch(figure)
    if not match:
        return UNREAD, (
            "cell.not-a-number",
            *not_a_number(text, written, units or (column_unit,) * bool(column_unit), bool(units)),
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
