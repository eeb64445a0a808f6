"""What a text says of a change between two figures that it gives both: 1320条，较上年的1100条增长20%."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from ..model.patterns import pattern
from .phrases import Measure, Paragraph, measure_at, measures_in

_MAY_CHANGE = pattern(r"[长加升高涨幅速多降少低落滑][了为达约到至]?[\s*`~]{0,3}[\d百]")
"""How a change ends, before its number; looked for first, because its beginning is searched slowly."""
_NUMBER = r"\d{1,9}(?:\.\d{1,4})?"
_RISES = "增长|增加|上升|提高|上涨|提升|增幅|涨幅|升幅|增速|多|升"
_FALLS = "下降|减少|降低|回落|降幅|减幅|下滑|少|降"
_CHANGED = pattern(
    rf"(?P<way>{_RISES}|{_FALLS})(?:了|为|达|约)?(?:(?P<change>{_NUMBER})(?P<of>%|个百分点|人次|件次|场次|万元|亿元|千元|[^\d，。；,;、%()])|(?P<written>百分之))"
)
_LAST_YEAR = pattern(r"(?:[上去前](?:一)?年|(?<!\d)(?P<year>20\d\d)年)[^，。；,;、\d多少增减]{0,10}$|[由从][^，。；,;、\d]{0,8}$")
_BETWEEN = pattern(r"[^，。；,;、\d%()]{0,6}[，,]?(?:相比|相较)?[，,]?(?:同比|总体|总量|数量|比例|约|净){0,2}")
"""What may stand between the figures and what they changed by: more would be about something else."""
_FAR = 80
"""Characters within which both figures stand before the change."""


class WrongChange(NamedTuple):
    """A change that two figures do not make: what it is, what it should be, and where the words stand in their paragraph."""

    before: str
    now: str
    said: str
    right: str
    start: int
    end: int


class _Held(NamedTuple):
    """A figure of this year and one of an earlier year, in one unit, where they stand, and by how much each may be rounded."""

    now: Decimal
    before: Decimal
    unit: str
    start: int
    end: int
    rounded: tuple[Decimal, Decimal] = (Decimal(0), Decimal(0))


def may_hold_changes(text: str) -> bool:
    """Whether it is worth looking into a paragraph for changes."""
    return ("年" in text or "由" in text or "从" in text) and _MAY_CHANGE.search(text) is not None


def wrong_changes(paragraph: Paragraph, year: int) -> Iterator[WrongChange]:
    """Yield each change that is not the difference, or the rate of growth, of the two figures beside it.

    `year` is the report's: a figure of it is never the one before.
    """
    text = paragraph.text
    if not may_hold_changes(text):
        return
    own: list[tuple[int, int]] = []
    for change in _CHANGED.finditer(text):
        at, far = change.start(), max(0, change.start() - _FAR)
        begin = max(far, *(text.rfind(sign, far, at) + 1 for sign in "。;；"))
        own = [span for span in own if span[0] >= begin]
        held = _two_figures(text, begin, at, {start for start, _ in own}, year)
        if held and _BETWEEN.fullmatch(text, max(held.end, *(end for _, end in own), 0), at):
            yield from (
                _wrong(held, change) if not _is_of_earlier(held, change, max(text.rfind("。", 0, at) + 1, at - 3 * _FAR)) else ()
            )
        elif held is None and (behind := _base_behind(text, begin, change, own)):
            yield from _wrong(behind, change)
        own.append((max(change.start("change"), change.start("written")), change.end()))
    yield from _wrong_ways(text)


def _is_of_earlier(held: _Held, change: re.Match[str], begin: int) -> bool:
    """Whether a figure of the same unit told before in the sentence makes the change: 账号41个；关停8个，较上年49个减少16.3%."""
    of_unit = [one for one, _, _ in measures_in(change.string, begin, held.start) if one.unit == held.unit]
    return any(not any(_wrong(held._replace(now=one.amount), change)) for one in of_unit)


_FROM = pattern(rf"[由从][^，。；,;、\d]{{0,10}}(?P<before>\d[^，。；,;、]{{0,12}}?)(?P<way>{_RISES}|{_FALLS})(?:到|至|为)(?=\d)")
_ROUGHLY = Decimal("0.05")
"""By which share rounded numbers have to differ for one to be surely more."""


def _wrong_ways(text: str) -> Iterator[WrongChange]:
    """Yield each figure that is said to have grown to less than it was, or to have fallen to more: 由8万人次增长到6万人次."""
    for match in _FROM.finditer(text):
        before, stop = measure_at(text, match.start("before"))
        now, end = measure_at(text, match.end())
        if not before or not now or stop != match.start("way") or before.unit != now.unit:
            continue
        rises, more = match["way"] in _RISES.split("|"), now.amount - before.amount
        if rises != (more > 0) and abs(more) > (before.amount * _ROUGHLY if before.rough or now.rough else 0):
            said = text[match.start("way") : end]
            right = f"{(_FALLS if rises else _RISES).split('|')[0]}{said.removeprefix(match['way'])}"
            yield WrongChange(match["before"], text[match.end() : end], said, right, match.start(), end)


_THAN = pattern(r"[^，。；,;、\d%()]{0,6}[，,]?(?:比|较|与|相比)(?:上年|去年|上一年|20\d\d年)度?(?:同期)?(?:相比)?(?:净)?")
_TO_CHANGE = pattern(rf"(?:{_BETWEEN.pattern}|{_THAN.pattern})(?:{_RISES}|{_FALLS})(?:了|为|达|约)?")
_BASE_BEHIND = pattern(
    rf"(?:[，,、](?:同比)?(?:{_RISES}|{_FALLS})(?:了|为|达)?{_NUMBER}%)?"
    r"[，,]?[(](?P<year>20\d\d年|上年|去年|上一年)度?(?:同期)?(?:为|是|共)?(?=\d)"
)


def _base_behind(text: str, begin: int, change: re.Match[str], own: list[tuple[int, int]]) -> _Held | None:
    """The figure right before a change, and the one in brackets behind it that it grew from: 660条，增长10%（上年600条）.

    `own` are the changes before this one, of the same figure: 660条，增加60条，增长10%（上年600条）.
    """
    base = _BASE_BEHIND.match(text, change.end())
    if base is None:
        return None
    before, end = measure_at(text, base.end())
    changes = {start for start, _ in own}
    counted = [one for one in measures_in(text, begin, change.start()) if one[1] not in changes][-1:]
    if not before or not counted or before.rough or counted[0][0].rough or counted[0][0].unit != before.unit:
        return None
    now, start, stop = counted[0]
    own = [span for span in own if span[0] >= stop]
    if own and not _TO_CHANGE.fullmatch(text, stop, own[0][0]):
        return None
    stop = own[-1][1] if own else stop
    near = _BETWEEN.fullmatch(text, stop, change.start()) or _THAN.fullmatch(text, stop, change.start())
    return _Held(now.amount, before.amount, now.unit, start, end) if near else None


def _two_figures(text: str, begin: int, end: int, changes: set[int], year: int) -> _Held | None:
    """The only two figures of one unit in a stretch of text, if one of them is said to be of an earlier year."""
    found: dict[str, list[tuple[Measure, int, int, bool]]] = {}
    for measure, start, stop in measures_in(text, begin, end):
        if start not in changes:
            dated = _LAST_YEAR.search(text, max(begin, start - 18), start)
            is_before = dated is not None and (dated["year"] is None or int(dated["year"]) < year)
            found.setdefault(measure.unit, []).append((measure, start, stop, is_before))
    for unit, of_unit in found.items():
        is_rough = any(one[0].rough and not _IN_TEN_THOUSANDS.match(text, one[1]) for one in of_unit)
        if len(of_unit) == 2 and of_unit[0][3] != of_unit[1][3] and not is_rough:
            before, now = sorted(of_unit, key=lambda one: not one[3])
            rounded = _rounded_by(now[0]), _rounded_by(before[0])
            return _Held(now[0].amount, before[0].amount, unit, of_unit[0][1], of_unit[1][2], rounded)
    return None


_IN_TEN_THOUSANDS = pattern(r"(?<![近约超逾过破])\d{1,9}(?:\.\d{1,4})?万(?![余多])")


def _rounded_by(measure: Measure) -> Decimal:
    """By how much a number may be off that is told in ten thousands: half of its last digit."""
    return Decimal(5000).scaleb(-measure.digits) if measure.rough else Decimal(0)


def _wrong(held: _Held, match: re.Match[str]) -> Iterator[WrongChange]:
    """Yield what a change should be, unless it is: as a rate, as a number, or as points of percentages."""
    said, end = measure_at(match.string, match.start("written")) if match["written"] else (None, match.end())
    if match["written"] and said is None:
        return
    rises, of = match["way"] in _RISES.split("|"), "%" if said else match["of"]
    change = said.amount if said else Decimal(match["change"])
    more = held.now - held.before if rises else held.before - held.now
    digits = said.digits if said else len(match["change"].partition(".")[2])
    if any(held.rounded) and (of != "%" or _may_be(held, change if rises else -change, digits)):
        return
    if of == held.unit or held.unit == "%":
        exact, unit = more, of if of == held.unit else "个百分点"
    elif of in ("%", "个百分点") and held.before:
        exact, unit = 100 * more / held.before, "%"
    else:
        return
    is_rate = of == "%" and held.before != 0 and abs(100 * more / held.before - change) < Decimal(1).scaleb(-digits)
    if is_rate or (of == unit and (exact == change if of != "%" else abs(exact - change) < Decimal(1).scaleb(-digits))):
        return
    word = (_FALLS if rises else _RISES).split("|")[0] if exact < 0 else match["way"]
    right = f"{word}{round(abs(exact), max(digits, 1)) if unit == '%' else abs(exact)}{unit}"
    words = f"{match['way']}{change}{of}"
    before, now = (f"{amount.normalize():f}{held.unit}" for amount in (held.before, held.now))
    yield WrongChange(before, now, words, right, held.start, end)


def _may_be(held: _Held, rate: Decimal, digits: int) -> bool:
    """Whether two figures may have made a rate of growth before they were rounded."""
    now, before = held.rounded
    step = Decimal(1).scaleb(-digits)
    least, most = ((held.now + sign * now) / (held.before - sign * before) for sign in (-1, 1))
    return 100 * least - step < 100 + rate < 100 * most + step
