"""The geometry of a small line chart of a series; a year without a number is a gap, never a zero.

Places on the chart are floats: they are written to a tenth of a pixel. The figures beside them keep their digits.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from math import ceil

from msgspec import Struct

from ..model.report import digits
from .series import Point, Series

WIDTH = 360
_TOP, _BASE = 30, 146
_DIGIT, _BOLD, _LINE = 8.4, 9.2, 14
"""Room for one digit of a label, of the last label, and for a line: what the widest of usual fonts takes."""


Box = tuple[float, float, float, float]
"""What a mark covers: left, top, right, bottom."""


class ChartMark(Struct, frozen=True):
    """A place on the chart and the text there or the size of the dot; `kind` tells the style sheet what it is."""

    x: str
    y: str
    kind: str
    text: str


class Chart(Struct, frozen=True):
    """What the template draws: unbroken lines, dots, labels of figures and of years, marks of gaps.

    `base` is where the axis lies, `zero` where it is named, 0 where it needs no name.
    """

    lines: tuple[str, ...]
    dots: tuple[ChartMark, ...]
    labels: tuple[ChartMark, ...]
    years: tuple[ChartMark, ...]
    gaps: tuple[ChartMark, ...]
    zero: int
    base: int
    height: int
    width: int = WIDTH


def lay_out_chart(series: Series) -> Chart | None:
    """Return the geometry of a series, from zero up; None when fewer than two years have a number.

    Years have columns of one width, so that a data table of one line under the chart is its axis;
    only where it takes several lines the chart names the years itself. Nothing but zeros takes little room.
    """
    points = series.points
    known = [point.amount for point in points if point.amount is not None]
    if len(known) < 2:
        return None
    base = _BASE if any(known) else _TOP
    width = WIDTH / len(points)
    xs = [width * number + width / 2 for number in range(len(points))]
    ys = _heights([point.amount for point in points], base)
    named = len(in_lines(points)) > 1
    dots = [(x, y) for x, y in zip(xs, ys, strict=True) if y is not None]
    missing = [(x, point) for x, point in zip(xs, points, strict=True) if point.amount is None]
    return Chart(
        lines=tuple(_lines(xs, ys)),
        dots=tuple(ChartMark(_short(x), _short(y), *(("last", "4") if (x, y) == dots[-1] else ("dot", "3"))) for x, y in dots),
        labels=_labels(dots, [digits(amount) for amount in known], base),
        years=_years(xs, points, width, base) if named else (),
        gaps=tuple(ChartMark(_short(x), str(base - 6), "gap", _gap(point)) for x, point in missing),
        zero=base - 5 if min(known) > 0 else 0,
        base=base,
        height=base + (30 if named else 6),
    )


def _heights(amounts: list[Decimal | None], base: int) -> list[float | None]:
    """How far down each amount lies; the base is 0, or the lowest amount where one is below it."""
    known = [float(amount) for amount in amounts if amount is not None]
    bottom, top = min(0.0, *known), max(0.0, *known)
    scale = (base - _TOP) / ((top - bottom) or 1.0)
    return [None if amount is None else base - (float(amount) - bottom) * scale for amount in amounts]


def _gap(point: Point) -> str:
    """What stands where there is no number: no such cell, not applicable, or blank."""
    if point.cell is None:
        return "—"
    return "／" if point.cell.not_applicable else "·"


def _lines(xs: list[float], ys: list[float | None]) -> Iterator[str]:
    """The runs of years that have numbers, each as the points of a line."""
    run: list[str] = []
    for x, y in [*zip(xs, ys, strict=True), (0.0, None)]:
        if y is not None:
            run.append(f"{_short(x)},{_short(y)}")
            continue
        if len(run) > 1:
            yield " ".join(run)
        run = []


def _labels(dots: list[tuple[float, float]], texts: list[str], base: int) -> tuple[ChartMark, ...]:
    """As many figures beside their dots as stand free; the last, the highest, the first and the lowest come first.

    The last may stand higher above its dot than the others, so that it is never left out.
    """
    heights = [y for _, y in dots]
    order = [len(dots) - 1, heights.index(min(heights)), 0, heights.index(max(heights)), *range(len(dots))]
    taken: list[Box] = [(x - 4, y - 4, x + 4, y + 4) for x, y in dots]
    labels: dict[int, ChartMark] = {}
    for number in dict.fromkeys(order):
        x, y = dots[number]
        kind, digit = ("last", _BOLD) if number == len(dots) - 1 else ("label", _DIGIT)
        half = digit * len(texts[number]) / 2
        middle = min(max(x, half + 2), WIDTH - half - 2)
        others = taken[:number] + taken[number + 1 :]
        lines = _sides(number, heights) + (tuple(range(-22, _LINE - 3 - int(y), -_LINE)) if kind == "last" else ())
        for line in lines:
            box = (middle - half, y + line - _LINE + 3, middle + half, y + line + 3)
            if box[3] <= base + 3 and _is_free(box, others):
                labels[number] = ChartMark(_short(middle), _short(y + line), kind, texts[number])
                taken.append(box)
                break
    return tuple(labels[number] for number in sorted(labels))


def _sides(number: int, heights: list[float]) -> tuple[int, ...]:
    """Where a label's line goes from its dot: above, but below in a valley first."""
    beside = heights[max(number - 1, 0) : number] + heights[number + 1 : number + 2]
    return (18, -8) if all(height < heights[number] for height in beside) else (-8, 18)


def _is_free(box: Box, others: Sequence[Box]) -> bool:
    left, top, right, bottom = box
    return not any(left < r and x < right and top < b and y < bottom for x, y, r, b in others)


def _years(xs: list[float], points: Sequence[Point], width: float, base: int) -> tuple[ChartMark, ...]:
    """The years along the base, every second or third where there is no room for all; the last always."""
    step = ceil(5 * _DIGIT / width)
    return tuple(
        ChartMark(_short(x), str(base + 20), "year", str(point.year))
        for number, (x, point) in enumerate(zip(xs, points, strict=True))
        if (len(points) - 1 - number) % step == 0
    )


def _short(number: float) -> str:
    """A place to a tenth, halves to the even one, whatever floats make of halves."""
    tenths = round(round(number * 10, 5))
    return f"{tenths / 10:.1f}".removesuffix(".0")


def in_lines(points: tuple[Point, ...]) -> tuple[tuple[Point, ...], ...]:
    """The points of a data table in lines of equal length that fit a phone, the last perhaps shorter."""
    longest = max(len(digits(point.amount)) if point.amount is not None else 3 for point in points)
    fit = max(2, min(8, 36 // (longest + 1)))
    lines = -(-len(points) // fit)
    each = -(-len(points) // lines)
    return tuple(points[start : start + each] for start in range(0, len(points), each))
