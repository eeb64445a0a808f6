"""One cell of a document → one cell of a content file, or the reason why it stays blank."""

import re
from collections.abc import Mapping
from unicodedata import normalize

from msgspec import Struct

from ...model.form import Heading
from ...parsing.cells import parse_cell
from ..characters import DASHES, FIGURE, RAISED, SLASHES, ZEROS, tidy
from .units import converted, foreign_unit, scale_of, units_in, units_of_head

TILDE, _NOT_APPLICABLE = "~", "/"

_GROUPED = re.compile(r"\d{1,3}([,，]\d{3})+(\.\d+)?")
_BESIDE_WORDS = re.compile(r"(?<=[\u2e80-\u9fff()]) +| +(?=[\u2e80-\u9fff()])")
_WRAPPED = re.compile(r"\d+( \d+)+")


class CellContext(Struct, frozen=True):
    """What a document says of a cell elsewhere: above its column, before its row, beside its table, and in its footnotes."""

    head: str = ""
    label: str = ""
    unit_line: str = ""
    footnotes: Mapping[str, str] = {}


class ContentCell(Struct, frozen=True):
    """A cell as the content file will have it; `code` and `why` when that is not simply what the document shows.

    `joined` is the figure that a blank cell would hold if its digits were only broken over lines.
    """

    text: str
    code: str = ""
    why: str = ""
    joined: str = ""


def content_cell(text: str, column: Heading, context: CellContext) -> ContentCell:
    """Return what to write for a cell in this column.

    Nothing is guessed: what could be read in two ways stays blank, with a code that says so.
    """
    shown = tidy(text)
    raised = RAISED.search(shown)
    said = _BESIDE_WORDS.sub("", normalize("NFKC", RAISED.sub("", shown)))
    if not said or DASHES.fullmatch(said):
        return ContentCell(TILDE)
    if SLASHES.fullmatch(said):
        return ContentCell(_NOT_APPLICABLE)
    if ZEROS.fullmatch(said):
        return ContentCell("0", "import.cell-changed", f"“{shown}”写成 0")
    match = FIGURE.fullmatch(said.replace(" ", "") if re.fullmatch(r"[^\d]*[\d.,]+\s*\D*", said) else said)
    if not match:
        joined = said.replace(" ", "") if _WRAPPED.fullmatch(said) else ""
        why = "中间有空白，看不出是一个数还是几个数" if joined else "不是一个数"
        why = "是公式，文件里没有保存它的结果" if said.startswith("=") else why
        return ContentCell(TILDE, "import.cell-unread", f"“{shown}”{why}", joined)
    number, changed = match["number"], f"去掉了注释标记 {raised['mark']}" if raised else ""
    if "," in number or "，" in number:
        if not _GROUPED.fullmatch(number):
            return ContentCell(TILDE, "import.cell-unread", f"“{shown}”里的逗号看不懂")
        number, changed = re.sub("[,，]", "", number), "去掉了千位分隔符"
    sign = re.sub("[−–—]", "-", match["sign"])
    if sign not in ("", "+", "-"):
        return ContentCell(TILDE, "import.ambiguous", f"“{shown}”可能是 -{number} 或 {number}")
    mark = normalize("NFKC", raised["mark"]) if raised else match["mark"] or ""
    note = match["note"] or context.footnotes.get(f"注{re.sub('[^0-9]', '', mark)}", "")
    changed = "" if raised and note else changed
    unit = match["unit"] + "元" * (bool(match["coin"]) and "元" not in match["unit"])
    return _with_unit(f"{'-' if sign == '-' else ''}{number}", unit, note, column, shown, context, changed)


def _with_unit(number: str, unit: str, note: str, column: Heading, shown: str, context: CellContext, changed: str) -> ContentCell:
    """The cell in the unit that its column keeps; an amount in another unit than the column's is converted to the digit."""
    money = column.holds == "money"
    own = scale_of(unit, money=money)
    target = column.units or tuple(units_in(column.label, money=True)) or ("",)
    if re.search("[元圆]", unit) and not (money and any(target)):
        return ContentCell(TILDE, "import.cell-unread", f"“{shown}”：这一列不是金额")
    named = own or units_of_head(f"{context.head};{context.label}", money=money) | units_in(context.unit_line, money=money)
    if money and not own and (other := foreign_unit(f"{context.head};{context.label};{context.unit_line}")):
        return ContentCell(TILDE, "import.ambiguous", f"“{shown}”的单位是{other}，不能换算")
    if len(named) > 1:
        return ContentCell(TILDE, "import.ambiguous", f"“{shown}”的单位有不止一种说法：{'、'.join(sorted(named))}")
    stated = next(iter(named), "")
    kept = stated if stated in column.units else target[-1]
    if stated and stated != kept and re.search(r"[1-9]", number):
        number, changed = converted(number, stated, kept), f"由{stated or '个'}换算成{kept or '个'}"
    elif stated in column.units and not own:
        changed = f"原表写明单位是{stated}"
    if not money and re.fullmatch(r"-?\d+\.0+", number):
        number = number.partition(".")[0]
    text = f"{number}{kept if column.units and stated else ''}{f'（{note}）' if note else ''}"
    _, problem = parse_cell(text, column.holds, column.units)
    if problem:
        return ContentCell(TILDE, "import.cell-unread", f"“{shown}”：{problem[1].partition('：')[2] or problem[2]}")
    return ContentCell(text, "import.cell-changed" if changed else "", f"“{shown}”写成 {text}：{changed}" if changed else "")
