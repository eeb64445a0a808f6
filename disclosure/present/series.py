"""The figures that forms declare comparable, each as a series over the years that one body has reported."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from msgspec import Struct

from ..model.form import Format, Trend
from ..model.report import Cell, digits
from .figures import Figures, in_words
from .form_years import group_title


class Point(Struct, frozen=True):
    """A year of a series: its figure, None where the year's report has no such cell or was never filed."""

    year: int
    cell: Cell | None
    filed: bool = True

    @property
    def amount(self) -> Decimal | None:
        """The number, None where there is none."""
        return self.cell.amount if self.cell else None

    def words(self, unit: str = "") -> str:
        """What there is to say of this year."""
        return in_words(self.cell, unit) if self.filed else "没有报告"


class Series(Struct, frozen=True):
    """One figure over consecutive years; `section` is the part of a report where it stands."""

    key: str
    label: str
    unit: str
    section: str
    points: tuple[Point, ...]


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
    cells = {figures.year: figures.total(own.cells) for figures in filed for own in trends_of(figures.form, trend.key)}
    if len(cells) > 1:
        points = tuple(Point(year, cells.get(year), year in years) for year in range(min(cells), max(cells) + 1))
        table = form.tables[trend.cells[0].partition(".")[0]]
        section = next(section.key for section in form.sections if table in section.tables)
        yield Series(trend.key, trend.label, trend.unit, section, points)


def in_lines(points: tuple[Point, ...]) -> tuple[tuple[Point, ...], ...]:
    """Return the points of a data table in lines of equal length that fit a phone, the last perhaps shorter."""
    longest = max(len(digits(point.amount)) if point.amount is not None else 3 for point in points)
    fit = max(2, min(8, 36 // (longest + 1)))
    lines = -(-len(points) // fit)
    each = -(-len(points) // lines)
    return tuple(points[start : start + each] for start in range(0, len(points), each))


def trends_of(form: Format, key: str = "") -> tuple[Trend, ...]:
    """The trends of a form in its order, all or the one of this key."""
    return tuple(trend for trend in form.every_trend if key in ("", trend.key))


def wholes_of(trends: Sequence[Trend], form: Format) -> tuple[tuple[str, Trend], ...]:
    """What trends are shares of, and which are, by their labels: "" where all are shares of one thing."""
    found: list[tuple[str, Trend]] = []
    for key in dict.fromkeys(trend.of for trend in trends if trend.of):
        labels = [trend.label for trend in trends if trend.of == key]
        found += [("、".join(labels) if len(labels) < len(trends) else "", whole) for whole in trends_of(form, key)]
    return tuple(found)
