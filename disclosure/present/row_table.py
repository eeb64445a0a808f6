"""A row of the forms over all bodies and years: a line for each body, the median of each peer group, and all bodies together."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cached_property

from msgspec import Struct

from ..model.digest import Interned
from ..model.portal import peer_group
from ..model.report import Cell, digits
from .cell_view import CellView, cell_view
from .column_chart import HALF_ROOM, ColumnChart, lay_out_columns, top_of_scale
from .figures import FEW, amounts_of, median, share
from .overview import TOO_FEW_PEERS
from .row_figures import RowMeasure, cells_by_year
from .series import Point

MOST_LINES = 200
"""Of more bodies only those right below the outermost are listed."""
_MOST_CELLS, _FEWEST_YEARS, _MOST_YEARS = 2000, 3, 10
"""A table lists so many figures, of so many years at least and at most; the file beside it lists all."""
MOST_CHARTS = 24


class RowBody(Struct, frozen=True):
    """A body in the tables of rows: its name, folder and kind, and the number of that above, or -1.

    `reports` are the years and forms of its reports; `sums` says that they sum up those of the bodies below.
    """

    name: str
    folder: str
    kind: str
    above: int
    sums: bool
    reports: tuple[tuple[int, str], ...]

    @property
    def peers(self) -> str:
        """What the bodies are called that its figures are compared with."""
        return peer_group(self.kind)


class Roster(Interned, frozen=True):
    """All bodies of a portal in their order; `digest` stands for them."""

    bodies: tuple[RowBody, ...]
    digest: str = ""


class RowTableLine(Struct, frozen=True):
    """A line of a table of bodies and years: of a body by its folder, or of the kind `middle` (a median), `whole` or `share`."""

    kind: str
    name: str
    cells: tuple[CellView, ...]
    folder: str = ""


class BodyChart(Struct, frozen=True):
    """The chart of a body."""

    name: str
    folder: str
    chart: ColumnChart


class RowTable(Struct, frozen=True):
    """A measure of a row over bodies and years; `top` is how far the one scale of the charts reaches.

    `left_out` are the numbers of bodies and of years that are not listed.
    """

    label: str
    unit: str
    years: tuple[int, ...]
    lines: tuple[RowTableLine, ...]
    sentence: str
    charts: tuple[BodyChart, ...] = ()
    top: str = ""
    left_out: tuple[int, int] = (0, 0)


class Across(Struct, frozen=True, dict=True):
    """A measure in all bodies: the cells of each by year, as the texts of its row say."""

    measure: RowMeasure
    roster: Roster
    texts: tuple[str, ...]

    @cached_property
    def cells(self) -> tuple[dict[int, Cell | None], ...]:
        """The cell of each body and year, None where the form of the report has no such cell; no key without a report."""
        places = dict(self.measure.places)
        forms = {form.key for form in self.measure.forms}
        found: list[dict[int, Cell | None]] = []
        for body, text in zip(self.roster.bodies, self.texts, strict=True):
            known = cells_by_year(text)
            found.append(
                {
                    year: known[year][places[form]] if year in known and form in places else None
                    for year, form in body.reports
                    if form in forms
                }
            )
        return tuple(found)

    @cached_property
    def years(self) -> tuple[int, ...]:
        """The years of which any body has a report, oldest first."""
        return tuple(sorted({year for cells in self.cells for year in cells}))

    @cached_property
    def below(self) -> Mapping[int, Sequence[int]]:
        """The bodies right below each, and the outermost below -1, by number."""
        found: dict[int, list[int]] = {}
        for number, body in enumerate(self.roster.bodies):
            found.setdefault(body.above, []).append(number)
        return found

    @cached_property
    def _wholes(self) -> dict[int, Cell | None]:
        """What all bodies reported together, by the years that were asked for."""
        return {}

    def whole(self, year: int) -> Cell | None:
        """Return what all bodies reported together, None where none has a figure: what sums up others stands for them."""
        if year not in self._wholes:
            self._wholes[year] = self._whole(year)
        return self._wholes[year]

    def _whole(self, year: int) -> Cell | None:
        cells = [cell for number in self.below.get(-1, ()) for cell in self._parts(number, year)]
        known = [cell for cell in cells if cell is not None and cell.amount is not None]
        if not known or len({cell.unit for cell in known}) > 1:
            return next((cell for cell in cells if cell is not None), None) if not known else None
        return Cell(sum(amounts_of(known), Decimal(0)), "", known[0].unit)

    def _parts(self, number: int, year: int) -> Iterator[Cell | None]:
        own = self.cells[number]
        if year in own:
            yield own[year]
        if not (self.roster.bodies[number].sums and year in own):
            for lower in self.below.get(number, ()):
                yield from self._parts(lower, year)

    def peer_amounts(self, peers: str, year: int) -> list[Decimal]:
        """Return the figures of a peer group in a year."""
        pairs = zip(self.roster.bodies, self.cells, strict=True)
        cells = [cells.get(year) for body, cells in pairs if body.peers == peers]
        known = [cell for cell in cells if cell is not None and cell.amount is not None]
        return amounts_of(known) if len({cell.unit for cell in known}) == 1 else []

    def peer_median(self, peers: str, year: int) -> Decimal | None:
        """Return the median of a peer group in a year, None of too few bodies."""
        return median(self.peer_amounts(peers, year))


def lay_out_row(across: Across, of: Across | None, of_label: str, has_charts: bool) -> RowTable | None:
    """Return a measure over all bodies and years, and the share of all of them in `of`; None where no report has it."""
    filed = [number for number, cells in enumerate(across.cells) if cells]
    if not filed:
        return None
    listed = [number for number in filed if not _is_summit(across, number)] or filed
    shown = _listed_bodies(across, listed)
    room = max(_FEWEST_YEARS, min(_MOST_YEARS, _MOST_CELLS // max(len(shown), 1)))
    years = across.years[-room:]
    wholes = _wholes(across, of, of_label, years) if len(filed) > 1 else ()
    points = {number: _points(across, number, years) for number in shown if has_charts and len(shown) <= MOST_CHARTS}
    top = top_of_scale(point for found in points.values() for point in found)
    charts = tuple(_charts(across, points, top))
    return RowTable(
        across.measure.label,
        across.measure.unit,
        years,
        (*_lines(across, listed, frozenset(shown), years), *wholes),
        describe_whole(across, of, of_label, years),
        charts,
        digits(top) if charts else "",
        (len(listed) - len(shown), len(across.years) - len(years)),
    )


def _listed_bodies(across: Across, listed: list[int]) -> list[int]:
    """The bodies with a line of their own: of very many those right below the outermost, or none."""
    if len(listed) <= MOST_LINES:
        return listed
    high = [number for number in listed if across.roster.bodies[number].above in (-1, *across.below.get(-1, ()))]
    return high if len(high) <= MOST_LINES else []


def _is_summit(across: Across, number: int) -> bool:
    """Whether a body sums up all others: its figures are those of all bodies."""
    body = across.roster.bodies[number]
    return body.sums and body.above == -1 and len(across.below.get(-1, ())) == 1


def _points(across: Across, number: int, years: Sequence[int]) -> tuple[Point, ...]:
    cells = across.cells[number]
    return tuple(Point(year, cells.get(year), year in cells) for year in years)


def _lines(across: Across, listed: Sequence[int], shown: frozenset[int], years: Sequence[int]) -> Iterator[RowTableLine]:
    """A line for each body that is shown, by peer groups, each with its median at the end."""
    groups: dict[str, list[int]] = {}
    for number in listed:
        groups.setdefault(across.roster.bodies[number].peers, []).append(number)
    for peers, numbers in groups.items():
        for number in (number for number in numbers if number in shown):
            body = across.roster.bodies[number]
            cells = (_view(across, number, year) for year in years)
            yield RowTableLine("body", body.name, tuple(cells), body.folder)
        medians = [across.peer_median(peers, year) for year in years]
        if any(one is not None for one in medians):
            views = (cell_view(None, missing=TOO_FEW_PEERS) if one is None else cell_view(Cell(one)) for one in medians)
            yield RowTableLine("middle", f"{peers}中间数（{len(across.peer_amounts(peers, years[-1]))}个）", tuple(views))


def _view(across: Across, number: int, year: int) -> CellView:
    cells = across.cells[number]
    return cell_view(cells.get(year), missing="" if year in cells else "没有报告")


def _wholes(across: Across, of: Across | None, of_label: str, years: Sequence[int]) -> Iterator[RowTableLine]:
    yield RowTableLine("whole", "全部机构", tuple(cell_view(across.whole(year)) for year in years))
    shares = [_share(across, of, year) for year in years]
    if any(shares):
        cells = (CellView("figure", one) if one else cell_view(None, missing=f"不到{FEW}件，不算比重") for one in shares)
        yield RowTableLine("share", f"占{of_label}", tuple(cells))


def _share(across: Across, of: Across | None, year: int) -> str:
    """The share of all bodies together, "" where the whole is too small for one."""
    whole = of.whole(year) if of else None
    if whole is None or whole.amount is None or whole.amount < FEW:
        return ""
    part = across.whole(year)
    return "0" if part is not None and part.is_zero else share(part, whole)


def _charts(across: Across, points: Mapping[int, Sequence[Point]], top: Decimal) -> Iterator[BodyChart]:
    for number, found in points.items():
        body = across.roster.bodies[number]
        chart = lay_out_columns(found, across.measure.unit, top, f"{body.name}{across.measure.row.title}", HALF_ROOM)
        if chart:
            yield BodyChart(body.name, body.folder, chart)


def describe_whole(across: Across, of: Across | None, of_label: str, years: Sequence[int]) -> str:
    """Say what all bodies together have in the newest year, and between which figures the years lie."""
    known = [(year, cell) for year in years if (cell := across.whole(year)) is not None and cell.amount is not None]
    if not known:
        return "各年都没有填报。"
    (year, cell), unit = known[-1], across.measure.unit
    who = "全部机构共" if sum(1 for cells in across.cells if cells) > 1 else ""
    found = f"{year}年{who}{digits(cell.amount or Decimal(0))}{cell.unit or unit}"
    shares = [one for other, _ in known if (one := _share(across, of, other))]
    whole = of.whole(year) if of else None
    if whole is not None and whole.amount and _share(across, of, year) not in ("", "0"):
        found += f"，占{of_label}{digits(whole.amount)}{unit}的{shares[-1]}"
    amounts = amounts_of(one for _, one in known)
    if len(known) > 1:
        low, high = min(amounts), max(amounts)
        span = f"{known[0][0]}—{year}年"
        found += f"；{span}各年都是这个数" if low == high else f"；{span}最少{digits(low)}{unit}，最多{digits(high)}{unit}"
    return f"{found}。"


def describe_scale(table: RowTable) -> str:
    """Say which scale the charts have in common."""
    return f"各图同一尺度：从0到{table.top}{table.unit}，可以直接比高矮；最右边是{table.years[-1]}年。"
