"""A chart draws every number to scale and leaves gaps, and its table has every year once."""

import re
from collections.abc import Iterator
from decimal import Decimal

import pytest
from hypothesis import given

from disclosure.present.chart import Chart, ChartMark, in_lines, lay_out_chart
from disclosure.present.series import Series
from tests.support.portal import SNAPSHOTS
from tests.support.series import series, series_of

RECORDED = SNAPSHOTS / "charts.txt"
"""Charts of series in which dots and labels touch, overlap, lie in valleys or at the edges, each below its figures."""


@given(series)
def test_chart_draws_numbers_and_leaves_gaps(one: Series) -> None:
    """Dots are the numbers and no others; a line never crosses a year without one; labels stand free and inside."""
    known = [point.amount for point in one.points if point.amount is not None]
    drawn = lay_out_chart(one)
    if len(known) < 2:
        assert drawn is None
        return
    assert drawn is not None
    assert len(drawn.dots) == len(known)
    assert len(drawn.gaps) == len(one.points) - len(known)
    runs = re.findall(r"N{2,}", "".join("-" if point.amount is None else "N" for point in one.points))
    assert [len(line.split()) for line in drawn.lines] == [len(run) for run in runs]
    assert_labels_stand_free(drawn)
    assert drawn.labels[-1].text == format(known[-1], "f")


def assert_labels_stand_free(drawn: Chart) -> None:
    """No label overlaps another or leaves the chart, at 8 units to a digit."""
    boxes: list[tuple[Decimal, ...]] = []
    for label in drawn.labels:
        half, x, y = Decimal(4 * len(label.text)), Decimal(label.x), Decimal(label.y)
        assert x - half >= 0
        assert x + half <= drawn.width
        assert 0 < y - 11 < y < drawn.height
        assert not any(x - half < right and left < x + half and y - 11 < low and high < y for left, right, high, low in boxes)
        boxes.append((x - half, x + half, y - 11, y))


@given(series)
def test_data_table_has_every_year_once(one: Series) -> None:
    """The lines of the data table are the series in order, all of one length but the last."""
    lines = in_lines(one.points)
    assert tuple(point for line in lines for point in line) == one.points
    assert len({len(line) for line in lines[:-1]} | {max(map(len, lines))}) == 1


def test_the_last_year_is_always_named() -> None:
    """Of more years than there is room for, every second or third is named, counted from the last."""
    drawn = lay_out_chart(series_of(" ".join(map(str, range(1, 21)))))
    assert drawn is not None
    years = [int(mark.text) for mark in drawn.years]
    assert years == list(range(2038, 2018, years[0] - years[1]))[::-1]


def in_words(figures: str) -> Iterator[str]:
    """A chart mark by mark, and the lines of its data table."""
    one = series_of(figures)
    yield f"> {figures}"
    yield f"table {' | '.join(' '.join(str(point.year) for point in line) for line in in_lines(one.points))}"
    drawn = lay_out_chart(one)
    if drawn is None:
        yield from ("no chart", "")
        return
    yield f"width {drawn.width} height {drawn.height} base {drawn.base} zero {drawn.zero}"
    yield from (f"line {line}" for line in drawn.lines)
    for what, marks in (("dot", drawn.dots), ("label", drawn.labels), ("year", drawn.years), ("gap", drawn.gaps)):
        if marks:
            yield f"{what} {', '.join(map(_mark, marks))}"
    yield ""


def _mark(mark: ChartMark) -> str:
    return f"{mark.x},{mark.y} {mark.kind} {mark.text}"


def test_charts_as_recorded(request: pytest.FixtureRequest) -> None:
    """Every mark of these charts is where it was recorded; `--snapshots` records anew."""
    recorded = RECORDED.read_text(encoding="utf-8")
    found = "\n".join(line for text in re.findall("(?m)^> (.*)$", recorded) for line in in_words(text))
    if request.config.getoption("--snapshots"):
        RECORDED.write_text(found, encoding="utf-8")
    assert found == RECORDED.read_text(encoding="utf-8")
