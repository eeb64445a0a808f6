"""What a series of figures shows, in a plain sentence; every number in it is in the series or follows from it."""

from collections.abc import Sequence
from decimal import Decimal

from ..model.report import digits
from .figures import change
from .series import Point, Series


def describe_change(series: Series) -> str:
    """Say how the figures went: the first and the last, what changed, which year had most, and what is missing."""
    known = [point for point in series.points if point.amount is not None]
    return _course(known, series) + _gaps(series)


def _course(known: list[Point], series: Series) -> str:
    if not known:
        return "各年都没有可比的数字。"
    first, last = known[0], known[-1]
    if first is last:
        return f"只有{first.year}年有数字，为{first.words(series.unit)}。"
    if len({point.amount for point in known}) == 1:
        which = "" if len(known) == len(series.points) else "有数字的"
        return f"{which}{_years(known)}均为{first.words(series.unit)}。"
    ends = "，".join(f"{point.year}年{point.words(series.unit)}" for point in (first, last))
    return f"{ends}，{_changed(first, last, series.unit)}{_most(known, series.unit)}。"


def _changed(first: Point, last: Point, unit: str) -> str:
    between = change(first.cell, last.cell)
    if between is None or not between.amount:
        return "两年相同"
    share = f"（{between.percent}）" if between.percent else ""
    return f"{'增加' if between.amount > 0 else '减少'}{digits(abs(between.amount))}{unit}{share}"


def _most(known: Sequence[Point], unit: str) -> str:
    """The years with the largest figure, where there are more than two to choose from."""
    amounts = [point.amount or Decimal(0) for point in known]
    top = [point for point, amount in zip(known, amounts, strict=True) if amount == max(amounts)]
    if len(known) < 3:
        return ""
    years = _years(top)
    if len(top) == 1:
        return f"；{years}最多" + ("" if top[0] in (known[0], known[-1]) else f"，为{top[0].words(unit)}")
    return f"；{years}最多，均为{top[0].words(unit)}"


def _gaps(series: Series) -> str:
    """The years without a number, each kind once."""
    kinds: dict[str, list[Point]] = {}
    for point in series.points:
        if point.amount is None:
            kinds.setdefault(point.words(), []).append(point)
    return "".join(f"{_years(points)}{words}。" for words, points in kinds.items())


def _years(points: Sequence[Point]) -> str:
    """The years in words; three or more in a row as a span."""
    runs: list[list[int]] = []
    for point in points:
        if runs and point.year == runs[-1][-1] + 1:
            runs[-1].append(point.year)
        else:
            runs.append([point.year])
    words = [word for run in runs for word in ([f"{run[0]}—{run[-1]}年"] if len(run) > 2 else [f"{year}年" for year in run])]
    return words[0] if len(words) == 1 else f"{'、'.join(words[:-1])}和{words[-1]}"
