"""Columns, one for each year: small charts that stand beside each other on one scale.

Places across are in per cent, heights in em of the chart's letters, so that columns stretch and letters never shrink. Every
column bears its figure; a year without one has none, never a column of no height.
"""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from msgspec import Struct

from .figures import short_figure
from .series import Point

LOWEST_TOP = Decimal(10)
"""A scale reaches at least so far: 0 and then 1 is no leap."""
_TOP, _BASE, _ABOVE = Decimal("1.5"), Decimal("5.1"), Decimal("0.35")
"""The em at which the highest column begins and all end, and how far above a column its figure stands."""
ROOM, HALF_ROOM = 42, 19
"""So many letters fit side by side over a chart on a phone, and over one of two in a line."""


class ChartColumn(Struct, frozen=True):
    """A year of a chart: its middle, its column and its figure or, without one, what there is to say in a sign."""

    year: int
    middle: str
    x: str = ""
    width: str = ""
    y: str = ""
    height: str = ""
    text: str = ""
    text_y: str = ""


class ColumnChart(Struct, frozen=True):
    """A chart of columns, the last of which is this year's, and the same read out; `ends` are those whose years stand below."""

    columns: tuple[ChartColumn, ...]
    ends: tuple[ChartColumn, ...]
    words: str


def top_of_scale(points: Iterable[Point]) -> Decimal:
    """Return how far a scale reaches on which all of these points stand."""
    return max((point.amount for point in points if point.amount is not None), default=LOWEST_TOP).max(LOWEST_TOP)


def lay_out_columns(points: Sequence[Point], unit: str, top: Decimal, name: str, room: int = ROOM) -> ColumnChart | None:
    """Return a chart of the years on a scale to `top`; None where fewer than two have a figure, or one is below 0.

    Where the figures of all years need more `room` than there is, every second or third column bears its own.
    """
    known = [point.amount for point in points if point.amount is not None]
    if len(known) < 2 or min(known) < 0:
        return None
    columns = tuple(_columns(points, top, room))
    words = "，".join(f"{point.year}年{point.words(unit)}" for point in points)
    return ColumnChart(columns, tuple(dict.fromkeys((columns[0], columns[-1]))), f"{name}：{words}")


def _columns(points: Sequence[Point], top: Decimal, room: int) -> Iterator[ChartColumn]:
    each = Decimal(100) / len(points)
    texts = [short_figure(point.amount) if point.amount is not None else "" for point in points]
    step = -(-sum(len(text) + 1 for text in texts) // room)
    for number, (point, text) in enumerate(zip(points, texts, strict=True)):
        middle = each * number + each / 2
        if point.amount is None:
            sign = "—" if not point.filed or point.cell is None else "／" if point.cell.not_applicable else "·"
            yield ChartColumn(point.year, in_percent(middle), text=sign, text_y=_em(_BASE - _ABOVE))
            continue
        height = (_BASE - _TOP) * point.amount / top
        shown = text if (len(points) - 1 - number) % step == 0 else ""
        above = _em(_BASE - height - _ABOVE)
        if not height:
            yield ChartColumn(point.year, in_percent(middle), text=shown, text_y=above)
            continue
        x, width = in_percent(middle - each * Decimal("0.37")), in_percent(each * Decimal("0.74"))
        yield ChartColumn(point.year, in_percent(middle), x, width, _em(_BASE - height), _em(height), shown, above)


def in_percent(number: Decimal) -> str:
    """Return a length or a place in percent of the room there is."""
    return f"{number:.2f}%"


def _em(number: Decimal) -> str:
    return f"{number:.2f}em"
