"""One cell of a document → one cell of a content file, or the reason why it stays blank."""

import re
from decimal import Decimal
from unicodedata import normalize

from msgspec import Struct

from ...model.form import Heading
from ...parsing.cells import parse_cell
from ..characters import tidy
from ..figure_text import DASHES, FIGURE, RAISED, SLASHES

BLANK, NOT_APPLICABLE = "~", "/"

_GROUPED = re.compile(r"\d{1,3}([,，]\d{3})+(\.\d+)?")
_BESIDE_WORDS = re.compile(r"(?<=[\u2e80-\u9fff()]) +| +(?=[\u2e80-\u9fff()])")
_SCALE = {"元": 0, "万元": 4, "亿元": 8}


class ContentCell(Struct, frozen=True):
    """A cell as the content file will have it; `code` and `why` when that is not simply what the document shows."""

    text: str
    code: str = ""
    why: str = ""


def content_cell(text: str, column: Heading, head: str = "", remarks: dict[str, str] | None = None) -> ContentCell:
    """Return what to write for a cell in this column. `head` is the document's own heading, which may name a unit.

    Nothing is guessed: what could be read in two ways stays blank, with a code that says so.
    """
    raised = RAISED.search(tidy(text))
    said = _BESIDE_WORDS.sub("", normalize("NFKC", RAISED.sub("", tidy(text))))
    if not said or DASHES.fullmatch(said):
        return ContentCell(BLANK)
    if SLASHES.fullmatch(said):
        return ContentCell(NOT_APPLICABLE)
    match = FIGURE.fullmatch(said.replace(" ", "") if re.fullmatch(r"[^\d]*[\d.,]+\s*\D*", said) else said)
    if not match:
        why = "是公式，文件里没有保存它的结果" if said.startswith("=") else "不是一个数"
        return ContentCell(BLANK, "import.cell-unread", f"“{tidy(text)}”{why}")
    number, changed = match["number"], f"去掉了注释标记 {raised['mark']}" if raised else ""
    if "," in number or "，" in number:
        if not _GROUPED.fullmatch(number):
            return ContentCell(BLANK, "import.cell-unread", f"“{tidy(text)}”里的逗号看不懂")
        number, changed = re.sub("[,，]", "", number), "去掉了千位分隔符"
    sign = match["sign"].replace("−", "-").replace("–", "-").replace("—", "-")
    if sign not in ("", "+", "-"):
        return ContentCell(BLANK, "import.ambiguous", f"“{tidy(text)}”可能是 -{number} 或 {number}")
    mark = normalize("NFKC", raised["mark"]) if raised else match["mark"] or ""
    note = match["note"] or _remark_of(mark, remarks or {})
    changed = "" if raised and note else changed
    return _with_unit(f"{'-' if sign == '-' else ''}{number}", match["unit"], note, column, tidy(text), head, changed)


def _remark_of(mark: str, remarks: dict[str, str]) -> str:
    """What the footnote says that a mark refers to, `注1`, `[1]` or `①`; "" when there is none."""
    digits = re.search(r"\d+", mark)
    return remarks.get(f"注{digits[0]}", "") if digits else ""


def _with_unit(number: str, unit: str, note: str, column: Heading, shown: str, head: str, changed: str) -> ContentCell:
    """The cell with the unit that its column keeps; an amount in another unit than the column's is converted to the digit."""
    named = next((u for u in ("万元", "元") if re.search(rf"[(（][^)）]*{u}", normalize("NFKC", head))), "")
    if unit in _SCALE and not (column.units and unit in column.units):
        target = column.units[-1] if column.units else "万元" if "万元" in column.label else ""
        if not target:
            return ContentCell(BLANK, "import.cell-unread", f"“{shown}”：这一列不是金额")
        if target != unit:
            number, changed = _shifted(number, _SCALE[unit] - _SCALE[target]), f"由{unit}换算成{target}"
        unit = target if column.units else ""
    elif column.units and not unit and named in column.units:
        unit, changed = named, f"表头写明单位是{named}"
    elif unit not in column.units:
        unit = ""
    if column.holds != "money" and re.fullmatch(r"-?\d+\.0+", number):
        number = number.partition(".")[0]
    text = f"{number}{unit}{f'（{note}）' if note else ''}"
    _, problem = parse_cell(text, column.holds, column.units)
    if problem and problem[0] == "cell.not-a-number":
        return ContentCell(BLANK, "import.cell-unread", f"“{shown}”：{problem[2]}")
    return ContentCell(text, "import.cell-changed" if changed else "", f"“{shown}”写成 {text}：{changed}" if changed else "")


def _shifted(number: str, places: int) -> str:
    """A decimal number with its point moved, to the last digit."""
    return f"{Decimal(number).scaleb(places).normalize():f}"
