"""The figures that forms declare comparable, each as a series over the years that one body has reported."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from msgspec import Struct

from ..model.digest_key import DigestKey
from ..model.form import Format, Trend
from .chart import Point, Series
from .figures import Figures, places_of, section_of
from .form_years import group_title


class Panel(Struct, frozen=True):
    """Series that are shown together, under a title."""

    title: str
    series: tuple[Series, ...]


def panels(filed: Sequence[Figures], years: Sequence[int]) -> tuple[Panel, ...]:
    """Lay out every figure that at least two reports can say, as the newest form orders and words it.

    `years` are those in which a report was filed at all, so that a missing report and a missing figure differ.
    """
    forms = {figures.form.key: figures.form for figures in sorted(filed, key=lambda figures: -figures.year)}
    found: dict[str, list[Series]] = {}
    seen: set[str] = set()
    for form in forms.values():
        for group in form.trends:
            for trend in group.trends:
                if trend.key not in seen:
                    seen.add(trend.key)
                    found.setdefault(group_title(group), []).extend(_series(trend, form, filed, years))
    return tuple(Panel(title, tuple(series)) for title, series in found.items() if series)


def _series(trend: Trend, form: Format, filed: Sequence[Figures], years: Sequence[int]) -> Iterator[Series]:
    """The series of a figure, from the first to the last year whose form has it; none of fewer than two."""
    known = [(figures, placed(figures.form).get(trend.key)) for figures in filed]
    cells = {figures.year: figures.total_at(own.cells) for figures, own in known if own}
    if len(cells) > 1:
        points = tuple(Point(year, cells.get(year), year in years) for year in range(min(cells), max(cells) + 1))
        yield Series(trend.key, trend.label, trend.unit, section_of(form, trend.cells[0].partition(".")[0]), points)


def trends_of(form: Format, key: str = "") -> tuple[Trend, ...]:
    """The trends of a form in its order, all or the one of this key."""
    return tuple(trend for group in form.trends for trend in group.trends if key in ("", trend.key))


def wholes_of(trends: Sequence[Trend], form: Format) -> tuple[tuple[str, Trend], ...]:
    """What trends are shares of, and which are, by their labels: "" where all are shares of one thing."""
    found: list[tuple[str, Trend]] = []
    for key in dict.fromkeys(trend.of for trend in trends if trend.of):
        labels = [trend.label for trend in trends if trend.of == key]
        found += [("、".join(labels) if len(labels) < len(trends) else "", whole) for whole in trends_of(form, key)]
    return tuple(found)


class Placed(Struct, frozen=True):
    """A trend of a form, and where its cells and those of what it is a share of stand."""

    trend: Trend
    cells: tuple[int, ...]
    of: tuple[int, ...]


def placed(form: Format) -> dict[str, Placed]:
    """The trends of a form by their keys, in its order."""
    return _placed(DigestKey(form))


@lru_cache(maxsize=16)
def _placed(form: DigestKey[Format]) -> dict[str, Placed]:
    known = {trend.key: trend for trend in trends_of(form.value)}
    return {
        key: Placed(trend, places_of(form.value, trend.cells), places_of(form.value, known[trend.of].cells) if trend.of else ())
        for key, trend in known.items()
    }
