"""The typing error that a wrong figure looks like: digits swapped, a part left out of a total, last year's figure kept.

Each typo is one function from a suspect figure to a clause, "" where the numbers do not show it; `TYPOS` are tried in order.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import NamedTuple

MIN_TELLING_VALUE = 3
"""The smallest figure whose appearing elsewhere means anything: one and two are everywhere."""


class Summand(NamedTuple):
    """One of the figures that add up to the right one: its name, the group it stands in, what it adds."""

    name: str
    group: str
    adds: Decimal


class Suspect(NamedTuple):
    """A figure that stands where another should: `before` is the year and the figure of the year before, if there is one."""

    given: Decimal
    right: Decimal
    parts: tuple[Summand, ...] = ()
    before: tuple[int, Decimal] | None = None


def likely_typo(suspect: Suspect) -> str:
    """Return what seems to have happened, in a clause; "" where nothing stands out."""
    return next((clause for typo in TYPOS if (clause := typo(suspect))), "")


def digit_typo(suspect: Suspect) -> str:
    """Return which digits seem to be mistyped, in a clause: two swapped, one too many, one too few; else ""."""
    return next((clause for typo in (_swapped, _digit_more, _digit_less) if (clause := typo(suspect))), "")


def _swapped(suspect: Suspect) -> str:
    given, right = str(suspect.given), str(suspect.right)
    at = next((n for n, (a, b) in enumerate(zip(given, right, strict=False)) if a != b), 0)
    swapped = f"{given[:at]}{given[at + 1 : at + 2]}{given[at : at + 1]}{given[at + 2 :]}"
    return f"像是把 {right} 的两个数字写颠倒了" if given != right == swapped else ""


def _left_out(suspect: Suspect) -> str:
    missing = suspect.right - suspect.given
    name = _only(suspect, missing)
    return f"像是没有算上{name}的 {abs(missing)}" if name else ""


def _counted_twice(suspect: Suspect) -> str:
    more = suspect.given - suspect.right
    name = _only(suspect, more)
    return f"像是把{name}的 {abs(more)} 算了两次" if name else ""


def _only(suspect: Suspect, amount: Decimal) -> str:
    """The name of the one part, or else the one group of parts, that adds this amount; of a lone part it says nothing."""
    if abs(amount) < MIN_TELLING_VALUE or len(suspect.parts) < 2:
        return ""
    singles = [f"“{part.name}”" for part in suspect.parts if part.adds == amount]
    groups: dict[str, Decimal] = defaultdict(Decimal)
    for part in suspect.parts:
        if part.group:
            groups[part.group] += part.adds
    whole = [f"“{name}”各项" for name, adds in groups.items() if adds == amount]
    found = singles or whole
    return found[0] if len(found) == 1 else ""


def _last_years(suspect: Suspect) -> str:
    if suspect.before and suspect.before[1] == suspect.given >= MIN_TELLING_VALUE:
        return f"与 {suspect.before[0]} 年报告的同一格相同，像是沿用了上一年的数"
    return ""


def _digit_more(suspect: Suspect) -> str:
    extra = _extra_digit(str(suspect.given), str(suspect.right))
    return f"像是把 {suspect.right} 多写了一个 {extra}" if extra else ""


def _digit_less(suspect: Suspect) -> str:
    extra = _extra_digit(str(suspect.right), str(suspect.given))
    return f"像是把 {suspect.right} 漏写了一个 {extra}" if extra else ""


def _extra_digit(longer: str, shorter: str) -> str:
    """The digit without which the longer number is the shorter; a lone digit is no trace of another number."""
    if len(longer) != len(shorter) + 1 or not shorter.strip("0"):
        return ""
    at = next((n for n, (a, b) in enumerate(zip(longer, shorter, strict=False)) if a != b), len(shorter))
    return longer[at] if longer[:at] + longer[at + 1 :] == shorter and longer[at].isdigit() else ""


TYPOS: tuple[Callable[[Suspect], str], ...] = (_swapped, _left_out, _counted_twice, _last_years, _digit_more, _digit_less)

STRONG_TYPOS: tuple[Callable[[Suspect], str], ...] = (_swapped, _last_years)
"""Typos that mean something even where any of several figures may be the wrong one."""


def only_typo(suspects: Iterator[tuple[str, Suspect]]) -> str:
    """Return the typo that just one of several figures looks like, with that figure's name; "" where none or several do."""
    found = [f"“{name}”{clause}" for name, suspect in suspects for typo in STRONG_TYPOS if (clause := typo(suspect))]
    return found[0] if len(found) == 1 else ""
