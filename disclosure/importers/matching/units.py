"""The unit that an amount is in, wherever a document says it, and amounts taken from one unit to another to the digit."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from ..document import Block, TextBlock
from .labels import plain

_SCALES = {"": 0, "十": 1, "百": 2, "千": 3, "万": 4, "十万": 5, "百万": 6, "千万": 7, "亿": 8}
_SCALE = "十万|百万|千万|[百千万亿]"
_MONEY = re.compile(rf"(?:(?<![\u4e00-\u9fff])|(?<=[币以为计位额]))((?:{_SCALE})?)[元圆]")
_YUAN = re.compile(r"(?:RMB|CNY|¥)(?!.{0,3}元)")
_FOREIGN = re.compile(r"(?:[(:/](?:单位:?)?)([角分]|[美欧港日]元)(?=\)|;|$)")
_ALONE = re.compile(rf"\(?(?:计量|金额|货币)?(?:单位)?:?(?:人民币)?(?:{_SCALE})?元\)?")
_TAIL = re.compile(rf"[额费,、]((?:{_SCALE})?[元圆])$")
_COUNT = re.compile(rf"({_SCALE})(?=[件个条项份次人宗户])")
_BRACKETS = re.compile(r"[(（\[【]([^()（）\[\]【】]*)[)）\]】]|[/／:：]\s*([^/／:：\s]+)$")
_LINE = re.compile(
    r"(?:单位|金额)[^。；，,\d]{0,6}?(?:为|以|[:：])\s*(?:人民币)?[^。；\d]{0,12}?[元件个条项份次人宗户][^。；\d]{0,6}"
)
_LOOSE_HEAD = re.compile(r"(?:金额|收费)[^。；]{0,6}\([^)]*元[^)]*\)$")
_AROUND, _SHORT = 60, 60
"""Characters of a text beside a table in which a unit may be named; of the longest one that may stand between two tables."""
_CHAPTERS = tuple(f"{number}、" for number in "一二三四五六七八九")


def units_in(text: str, *, money: bool) -> frozenset[str]:
    """Return the units of money that a wording names, or the scales of its counts (`万` of `万件`)."""
    found = (_MONEY if money else _COUNT).finditer(_YUAN.sub("元", plain(text)))
    return frozenset(match[1] + "元" * money for match in found)


def units_of_head(text: str, *, money: bool) -> frozenset[str]:
    """Return the units that a heading or the label of a row names: in brackets, behind a stroke or colon, or alone."""
    said = [match[1] or match[2] or "" for match in _BRACKETS.finditer(plain(text))]
    parts = plain(text).split(";")
    alone = [part for part in parts if _MONEY.fullmatch(part)]
    ends = [match[1] for part in parts if (match := _TAIL.search(part))]
    return units_in(";".join((*said, *alone, *ends)), money=money)


def scale_of(unit: str, *, money: bool) -> frozenset[str]:
    """Return the unit that stands right behind a figure, or the scale of its count; none for a plain count."""
    scale, yuan = re.findall(rf"^\(?({_SCALE})?([元圆])?", plain(unit))[0]
    return frozenset((f"{scale}元",) if money and (scale or yuan) else (scale,) if scale else ())


def foreign_unit(text: str) -> str:
    """Return a unit of money that a text names and no form counts in; "" when it names none."""
    match = _FOREIGN.search(plain(text))
    return match[1] if match else ""


def unit_line(text: str) -> str:
    """Return what a text beside a table says of units, `单位：万元`; "" when it says nothing of them."""
    said = plain(text)
    match = _ALONE.fullmatch(said) or _LINE.search(said[-_AROUND:]) or _LINE.search(said[:_AROUND]) or _LOOSE_HEAD.search(said)
    return match[0] if match else ""


def unit_lines(blocks: Sequence[Block]) -> Mapping[int, str]:
    """Return what is said of units above, right below or within each grid, by the number of its block."""
    found: dict[int, str] = {}
    above: list[str] = []
    for number, block in enumerate(blocks):
        if isinstance(block, TextBlock):
            above = [*(above if len(block.text) < _SHORT and not block.text.startswith(_CHAPTERS) else []), block.text]
            continue
        below = [one.text for one in blocks[number + 1 : number + 2] if isinstance(one, TextBlock)]
        inside = [cells[0] for row in block.rows if len(cells := [cell for cell in row if cell]) == 1]
        found[number] = "；".join(dict.fromkeys(filter(None, map(unit_line, (*above, *inside, *below)))))
    return found


def converted(number: str, unit: str, target: str) -> str:
    """Return a decimal number in another unit, to the last digit."""
    places = _SCALES[unit.removesuffix("元")] - _SCALES[target.removesuffix("元")]
    return f"{Decimal(number).scaleb(places).normalize():f}"
