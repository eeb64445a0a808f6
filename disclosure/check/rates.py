"""A rate beside the two counts it is of: 发放问卷250份，收回235份，回收率94%."""

import re
from collections.abc import Iterator
from decimal import Decimal

from ..model.patterns import pattern
from .parts import WrongShare, wrong_share
from .phrases import Measure, Paragraph, measures_in

_RATE = pattern(
    r"(?P<how>按时|按期|及时|限时|主动)?(?P<what>办结|答复|回复|办复|处理|完成|整改|回收|回应|公开|满意|合格|采纳|通过|达标|录用|参与)"
    r"率(?:为|达|达到|约为)?(?P<share>\d{1,3}(?:\.\d{1,4})?)%"
)
_STATED = pattern(r"率(?:为|达|达到|约为)?\d{1,3}(?:\.\d{1,4})?%")
"""How every rate ends; looked for first, because its beginning is searched slowly."""
_OF_WHAT_IS_DUE = frozenset({"办结", "答复", "回复", "办复", "处理", "完成", "整改"})
"""All of what was due is done where such a rate is 100 %, whatever is not due yet."""
_PART_SAYS = {"办结": "办结|办理完毕|办毕|答复|办复", "回收": "收回|回收", "办复": "办复|答复", "公开": "公开"}
_WHOLE_SAYS = {"公开": pattern("办结|答复|办理")}
"""What a rate is a share of, where that could be several things."""
_FAR = 80
"""Characters within which both counts stand before the rate."""


def may_hold_rates(text: str) -> bool:
    """Whether it is worth looking into a paragraph for rates."""
    return "率" in text


def wrong_rates(paragraph: Paragraph) -> Iterator[WrongShare]:
    """Yield each rate that is not the share of the count before it in the only other one of its sentence."""
    text = paragraph.text
    for rate in _RATE.finditer(text) if _STATED.search(text) else ():
        share = Decimal(rate["share"])
        if share == 100 and rate["what"] in _OF_WHAT_IS_DUE:
            continue
        far = max(0, rate.start() - _FAR)
        begin = max(far, *(text.rfind(sign, far, rate.start()) + 1 for sign in "。;；"))
        counts = list(measures_in(text, begin, rate.start()))
        of_unit = [one for one in counts if one[0].unit == counts[-1][0].unit]
        if len({one[0].amount for one in of_unit[:-1]}) == 1:
            of_unit = of_unit[-2:]
        if len(of_unit) != 2 or any(measure.rough for measure, _, _ in of_unit):
            continue
        (whole, at, ends), (part, _, _) = of_unit
        says_part = re.search(
            f"(?<!不){rate['how'] or ''}(?:{_PART_SAYS.get(rate['what'], rate['what'])})", text[ends : rate.start()]
        )
        of_whole = _WHOLE_SAYS.get(rate["what"])
        if not says_part or part.amount > whole.amount or (of_whole and not of_whole.search(text, begin, at)):
            continue
        right = wrong_share(part.amount, whole.amount, Measure(share, "%", False, len(rate["share"].partition(".")[2])))
        if right is not None:
            yield WrongShare(part.amount, whole.amount, share, right, at, rate.end())
