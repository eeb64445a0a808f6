"""Series of figures over the years, for charts and sentences."""

from collections.abc import Callable
from decimal import Decimal

from hypothesis import strategies as st

from disclosure.model.report import NOT_APPLICABLE, Cell
from disclosure.present.series import Point, Series


def series_of(figures: str) -> Series:
    """A series from 2019 on: numbers, `~` blank, `/` not applicable, `!` no report."""
    states: dict[str, Callable[[int], Point]] = {
        "~": lambda year: Point(year, Cell()),
        "/": lambda year: Point(year, NOT_APPLICABLE),
        "!": lambda year: Point(year, None, filed=False),
    }
    points = [
        states[text](year) if text in states else Point(year, Cell(Decimal(text)))
        for year, text in enumerate(figures.split(), start=2019)
    ]
    return Series("k", "新收申请", "件", "requests", tuple(points))


states = st.sampled_from("~/!") | st.integers(0, 30000).map(str) | st.decimals(0, 90000, places=6).map(str)


series = st.lists(states, min_size=2, max_size=20).map(lambda figures: series_of(" ".join(figures)))
