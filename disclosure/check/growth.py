"""What a text says of a change between two figures that it gives both: 1320条，较上年的1100条增长20%."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from .phrases import Paragraph
from .word_search import any_of

_MAY_CHANGE = any_of(f"{sign}{year}" for sign in "比较与由从" for year in ("上", "去", "20"))
_NUMBER = r"\d{1,9}(?:\.\d{1,4})?"
_RISES = "增长|增加|上升|提高|上涨|提升|增幅|涨幅|多|升"
_FALLS = "下降|减少|降低|回落|降幅|减幅|下滑|少|降"
_LAST_YEAR = r"(?:上年|去年|上一年|上年度|20\d\d年)(?:度|同期)?的?"
_CHANGE = rf"(?P<way>{_RISES}|{_FALLS})(?:了|为|达|约)?(?P<change>{_NUMBER})(?P<of>%|个百分点|(?P=unit))"
_HELD_AGAINST = re.compile(
    rf"(?P<now>{_NUMBER})(?P<unit>%|[^\d，。；,;、%]{{1,4}}?)[，,]?(?:同比|比|较|与){_LAST_YEAR}(?P<before>{_NUMBER})(?P=unit)"
    rf"(?:相比)?[，,]?(?:同比)?{_CHANGE}"
)
_BECAME = re.compile(
    rf"[由从]{_LAST_YEAR}(?P<before>{_NUMBER})(?P<unit>%|[^\d，。；,;、%]{{1,4}}?)"
    rf"(?:增至|增加到|增加至|升至|上升到|上升至|提高到|提高至|提升到|提升至|增长到|增长至|降至|下降到|下降至|减至|减少到|减少至|降低到|降低至)"
    rf"(?P<now>{_NUMBER})(?P=unit)[，,](?:同比)?{_CHANGE}"
)


class WrongChange(NamedTuple):
    """A change that two figures do not make: what it is, what it should be, and where the words stand in their paragraph."""

    before: str
    now: str
    said: str
    right: str
    start: int
    end: int


def may_hold_changes(text: str) -> bool:
    """Whether it is worth looking into a paragraph for changes."""
    return _MAY_CHANGE.search(text) is not None


def wrong_changes(paragraph: Paragraph) -> Iterator[WrongChange]:
    """Yield each change that is not the difference, or the rate of growth, of the two figures beside it."""
    for pattern in (_HELD_AGAINST, _BECAME) if may_hold_changes(paragraph.text) else ():
        for match in pattern.finditer(paragraph.text):
            if found := _wrong(match):
                yield found


def _wrong(match: re.Match[str]) -> WrongChange | None:
    now, before, change = (Decimal(match[name]) for name in ("now", "before", "change"))
    rises = match["way"] in _RISES.split("|")
    more = now - before if rises else before - now
    unit, digits = match["of"], len(match["change"].partition(".")[2])
    if unit == "%" and not before:
        return None
    exact = 100 * more / before if unit == "%" and match["unit"] != "%" else more
    if unit == "%" and match["unit"] == "%" and abs(100 * more / before - change) < Decimal(1).scaleb(-digits):
        return None
    if abs(exact - change) < Decimal(1).scaleb(-digits) if unit == "%" else exact == change:
        return None
    is_other_way = exact < 0
    word = (_FALLS if rises else _RISES).split("|")[0] if is_other_way else match["way"]
    size = abs(exact)
    right = f"{word}{round(size, max(digits, 1)) if unit == '%' else size}{unit}"
    said = f"{match['way']}{match['change']}{unit}"
    return WrongChange(f"{before}{match['unit']}", f"{now}{match['unit']}", said, right, match.start(), match.end())
