"""The slip of the pen that a wrong figure looks like: digits swapped, a part left out of a total, last year's figure left in.

Each slip is one function from a doubt to a clause, "" where the numbers do not show it; `SLIPS` are asked in order.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import NamedTuple

TELLING = 3
"""The least figure whose turning up elsewhere tells anything: one and two are everywhere."""


class Part(NamedTuple):
    """One of the figures that the right one is reckoned from: its name, the group it stands in, what it adds."""

    name: str
    group: str
    adds: Decimal


class Doubt(NamedTuple):
    """A figure that stands where another should: `before` is the year and the figure of the year before, if there is one."""

    given: Decimal
    right: Decimal
    parts: tuple[Part, ...] = ()
    before: tuple[int, Decimal] | None = None


def likely_slip(doubt: Doubt) -> str:
    """What seems to have happened, in a clause; "" where nothing stands out."""
    return next((clause for slip in SLIPS if (clause := slip(doubt))), "")


def _swapped(doubt: Doubt) -> str:
    given, right = str(doubt.given), str(doubt.right)
    at = next((n for n, (a, b) in enumerate(zip(given, right, strict=False)) if a != b), 0)
    swapped = f"{given[:at]}{given[at + 1 : at + 2]}{given[at : at + 1]}{given[at + 2 :]}"
    return f"像是把 {right} 的两个数字写颠倒了" if given != right == swapped else ""


def _left_out(doubt: Doubt) -> str:
    missing = doubt.right - doubt.given
    name = _only(doubt, missing)
    return f"像是没有算上{name}的 {abs(missing)}" if name else ""


def _counted_twice(doubt: Doubt) -> str:
    more = doubt.given - doubt.right
    name = _only(doubt, more)
    return f"像是把{name}的 {abs(more)} 算了两次" if name else ""


def _only(doubt: Doubt, amount: Decimal) -> str:
    """The name of the one part, or else the one group of parts, that adds this amount; of a lone part it says nothing."""
    if abs(amount) < TELLING or len(doubt.parts) < 2:
        return ""
    singles = [f"“{part.name}”" for part in doubt.parts if part.adds == amount]
    groups: dict[str, list[Decimal]] = defaultdict(list)
    for part in doubt.parts:
        if part.group and part.adds:
            groups[part.group].append(part.adds)
    whole = [f"“{name}”各项" for name, adds in groups.items() if len(adds) > 1 and sum(adds) == amount]
    found = singles or whole
    return found[0] if len(found) == 1 else ""


def _last_years(doubt: Doubt) -> str:
    if doubt.before and doubt.before[1] == doubt.given >= TELLING:
        return f"与 {doubt.before[0]} 年报告的同一格相同，像是沿用了上一年的数"
    return ""


def _digit_more(doubt: Doubt) -> str:
    extra = _extra_digit(str(doubt.given), str(doubt.right))
    return f"像是把 {doubt.right} 多写了一个 {extra}" if extra else ""


def _digit_less(doubt: Doubt) -> str:
    extra = _extra_digit(str(doubt.right), str(doubt.given))
    return f"像是把 {doubt.right} 漏写了一个 {extra}" if extra else ""


def _extra_digit(longer: str, shorter: str) -> str:
    """The digit without which the longer number is the shorter; a lone digit is no trace of another number."""
    if len(longer) != len(shorter) + 1 or not shorter.strip("0"):
        return ""
    at = next((n for n, (a, b) in enumerate(zip(longer, shorter, strict=False)) if a != b), len(shorter))
    return longer[at] if longer[:at] + longer[at + 1 :] == shorter and longer[at].isdigit() else ""


SLIPS: tuple[Callable[[Doubt], str], ...] = (_swapped, _left_out, _counted_twice, _last_years, _digit_more, _digit_less)

STRIKING: tuple[Callable[[Doubt], str], ...] = (_swapped, _last_years)
"""Slips that tell something even where any of several figures may be the wrong one."""


def one_slip(doubts: Iterator[tuple[str, Doubt]]) -> str:
    """The slip that just one of several figures looks like, with that figure's name; "" where none or more than one does."""
    found = [f"“{name}”{clause}" for name, doubt in doubts for slip in STRIKING if (clause := slip(doubt))]
    return found[0] if len(found) == 1 else ""
