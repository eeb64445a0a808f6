"""A count that is named again with another number: 收到申请30件。在这35件申请中；发布信息936条，发布的963条信息中."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from ..model.patterns import pattern
from .phrases import Measure, Paragraph, measure_at, measures_in
from .typos import Suspect, digit_typo

_AGAIN = pattern(r"(?P<said>这|上述|以上|前述|该|全体|的)(?=\d{1,9}[^\d，。；%])")
_THING = pattern(r"(?P<thing>[一-龥]{2})[一-龥]{0,6}?(?P<inside>[中里内]|当中)?(?=[，,。；、]|[一-龥])")
_AROUND = 14
"""Characters before a number, or behind it, in which what it counts is named."""
_MOST = 30
"""Counts of a paragraph up to which one is looked for that is named again."""


class OtherNumber(NamedTuple):
    """A count and the number with which it is named again, and where that stands in its paragraph."""

    first: Decimal
    again: Decimal
    unit: str
    start: int
    end: int


def may_refer(text: str) -> bool:
    """Whether it is worth looking into a paragraph for counts that are named again."""
    return _AGAIN.search(text) is not None


def named_again(paragraph: Paragraph) -> Iterator[OtherNumber]:
    """Yield each count that refers to one before of the same thing, and to none with its number."""
    text = paragraph.text
    mentions = [m for m in _AGAIN.finditer(text) if m["said"] != "的" or _INSIDE.match(text, m.end())]
    if not mentions:
        return
    counts = [one for one, _ in zip(measures_in(text, 0, mentions[-1].start()), range(_MOST), strict=False)]
    for mention in mentions:
        measure, end = measure_at(text, mention.end())
        thing = _THING.match(text, end)
        if measure is None or measure.rough or thing is None:
            continue
        before = [one for one in counts if one[2] <= mention.start() and _counts(text, one, measure.unit, thing["thing"])]
        amounts = [one[0].amount for one in before]
        if not amounts or measure.amount in amounts or any(one[0].rough for one in before):
            continue
        sums = {a + b for a in amounts for b in amounts} | {abs(a - b) for a in amounts for b in amounts} | {sum(amounts)}
        is_whole = mention["said"] != "的" or _WHOLE.search(text, max(0, mention.start() - _AROUND), mention.start())
        slips = is_whole or any(digit_typo(Suspect(measure.amount, amount)) for amount in amounts)
        if slips and measure.amount not in sums:
            yield OtherNumber(amounts[-1], measure.amount, measure.unit, mention.end(), end)


_WHOLE = pattern("(?:全年|本年度?|共)[^，。；]{0,8}$")
_INSIDE = pattern(r"\d{1,9}[^\d，。；%]{1,2}[一-龥]{2,6}?[中里]")


def _counts(text: str, count: tuple[Measure, int, int], unit: str, thing: str) -> bool:
    """Whether a count is of these things."""
    measure, start, end = count
    near = re.split("[，。；]", text[max(0, start - _AROUND) : start])[-1] + re.split("[，。；、]", text[end : end + _AROUND])[0]
    return measure.unit == unit and thing in near
