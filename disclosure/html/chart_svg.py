"""A chart as SVG: what `parts/chart.html` draws, by its numbers of marks."""

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

from ..fast.prerender import escaped
from ..model.digest_key import DigestKey
from ..model.theme import Theme
from ..present.chart import Chart, Mark
from .templates import printer

_MARKS = ("dots", "labels", "years", "gaps")


def drawn(theme: Theme, chart: Chart, name: str, title: str, description: str) -> str:
    """Return the drawing, known to the page by `name`."""
    marks: list[tuple[Mark, ...]] = [getattr(chart, kind) for kind in _MARKS]
    about = (name, escaped(title), escaped(description), str(chart.base), str(chart.height), str(chart.width))
    named = (str(chart.zero),) if chart.zero else ()
    texts = [text for group in marks for mark in group for text in (mark.x, mark.y, mark.kind, mark.text)]  # digits and signs
    found = _drawing(DigestKey(theme), len(chart.lines), bool(chart.zero), tuple(map(len, marks)))
    return found(*about, *named, *chart.lines, *texts)


@lru_cache(maxsize=1024)
def _drawing(theme: DigestKey[Theme], lines: int, zero: bool, marks: tuple[int, ...]) -> Callable[..., str]:
    def arrange(name: Any, title: Any, description: Any, base: Any, height: Any, width: Any, *rest: Any) -> tuple[Any, ...]:
        pieces = iter(rest)
        named = next(pieces) if zero else 0
        runs = tuple(next(pieces) for _ in range(lines))
        dots, labels, years, gaps = (_marks(pieces, number) for number in marks)
        return Chart(runs, dots, labels, years, gaps, named, base, height, width), name, title, description

    return printer(theme.value, "parts/chart.html", "draw", arrange, 6 + zero + lines + 4 * sum(marks)).print


def _marks(pieces: Iterator[Any], number: int) -> tuple[Mark, ...]:
    return tuple(Mark(next(pieces), next(pieces), next(pieces), next(pieces)) for _ in range(number))
