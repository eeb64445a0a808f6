"""Cells of reports outside their own tables, as HTML: what `parts/value.html` makes of each state they can be in."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from msgspec import Struct

from ..fast.prerender import escaped
from ..model.digest_key import DigestKey
from ..model.report import Cell, CellState, digits
from ..model.theme import Theme
from ..present.figures import STATES_IN_WORDS, Change, change, share, unfolded
from .templates import printer

_PART = "parts/value.html"
_KINDS = {
    CellState.BLANK: "blank",
    CellState.UNREAD: "blank",
    CellState.PARTLY_BLANK: "partly",
    CellState.NOT_APPLICABLE: "na",
}
"""What the template calls the states without a figure."""
LACKING = "报告中没有这一项"
MOST = 1 << 14
"""Figures whose HTML is remembered; most are small numbers, met again and again."""


class Shown(Struct, frozen=True):
    """A cell as its template gets it: its state, its amount before and after the point, and what stands beside it."""

    kind: str
    whole: str = ""
    point: str = ""
    unit: str = ""
    note: str = ""
    share: str = ""
    headers: str = ""


def shown(cell: Cell | None, percent: str = "", headers: str = "", missing: str = LACKING) -> Shown:
    """What there is to show of a cell; None is a report that has no such cell."""
    if cell is None:
        return Shown("none", note=missing, headers=headers)
    if cell.amount is not None:
        whole, _, point = digits(cell.amount).partition(".")
        return Shown("figure", whole, point, cell.unit, cell.note, percent, headers)
    return Shown(_KINDS[cell.state], note=STATES_IN_WORDS[cell.state], headers=headers)


def value(theme: Theme, it: Shown) -> str:
    """Return the cell of a table."""
    texts = (it.whole, it.point, it.unit, it.note, it.share, it.headers)
    return _value(DigestKey(theme), it.kind, tuple(map(bool, texts)))(*map(escaped, texts))


@lru_cache(maxsize=512)
def _value(key: DigestKey[Theme], kind: str, there: tuple[bool, ...]) -> Callable[..., str]:
    def arrange(*texts: Any) -> tuple[Shown]:
        return (Shown(kind, *(text if known else "" for text, known in zip(texts, there, strict=True))),)

    return printer(key.value, _PART, "value", arrange, len(there)).print


def difference(theme: Theme, between: Change | None) -> str:
    """Return the cell that tells a difference; None is one between two figures that cannot be compared."""
    whole, _, point = between.signed.partition(".") if between else ("", "", "")
    texts = (whole, point, between.signed_percent if between else "")
    return _difference(DigestKey(theme), tuple(map(bool, texts)))(*map(escaped, texts))


@lru_cache(maxsize=16)
def _difference(key: DigestKey[Theme], there: tuple[bool, ...]) -> Callable[..., str]:
    def arrange(*texts: Any) -> tuple[Any, ...]:
        return tuple(text if known else "" for text, known in zip(texts, there, strict=True))

    return printer(key.value, _PART, "difference", arrange, len(there)).print


class Brief(Struct, frozen=True):
    """What figures said in brief look like: one with its share; two and their difference. And the share of one in another."""

    value: Callable[[str, str], str]
    pair: Callable[[str, str], tuple[str, str, str]]
    share: Callable[[str, str], str]


@lru_cache(maxsize=4)
def in_brief(key: DigestKey[Theme]) -> Brief:
    """Return what remembers how cells look that are said in brief."""

    @lru_cache(maxsize=MOST)
    def one(said: str, percent: str) -> str:
        return value(key.value, shown(unfolded(said), percent))

    @lru_cache(maxsize=MOST)
    def pair(earlier: str, later: str) -> tuple[str, str, str]:
        between = difference(key.value, change(unfolded(earlier), unfolded(later)))
        return one(earlier, ""), one(later, ""), between

    @lru_cache(maxsize=MOST)
    def part(said: str, whole: str) -> str:
        return share(unfolded(said), unfolded(whole))

    return Brief(one, pair, part)
