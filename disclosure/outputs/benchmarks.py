"""What stands beside the key figures of a body: last year's, the median of the peer group, what all bodies have together."""

from collections.abc import Iterator
from decimal import Decimal

from msgspec import Struct

from ..model.form import Highlight
from ..model.portal import Portal, ReportEntry
from ..model.report import Cell, digits
from ..present.figures import share
from ..present.row_figures import measures
from ..present.row_table import Across
from .addresses import row_path
from .row_pages import forms_in_use, roster_of, texts_of


class FigureBenchmark(Struct, frozen=True):
    """What stands beside a figure in words, and the path of the page of its row, "" for none."""

    words: tuple[str, ...]
    path: str


class Benchmarks:
    """The figures that forms call worth showing, in all bodies of a portal; each is computed when it is first asked for."""

    def __init__(self, portal: Portal) -> None:
        self._portal = portal
        self._roster = roster_of(portal)
        self._numbers = {body.folder: number for number, body in enumerate(self._roster.bodies)}
        self._across: dict[tuple[str, str], Across | None] = {}
        self._peers: dict[tuple[str, str, str, int], tuple[int, Decimal | None]] = {}

    def beside(self, entry: ReportEntry) -> tuple[FigureBenchmark, ...]:
        """Return for each highlight of a report what stands beside it."""
        form = self._portal.form_of[entry.format]
        shown = {figure.label for figure in entry.highlights}
        return tuple(self._beside(entry, one) for one in form.highlights if one.label in shown)

    def _beside(self, entry: ReportEntry, highlight: Highlight) -> FigureBenchmark:
        return FigureBenchmark(tuple(self._sentences(entry, highlight)), row_path(f"{highlight.table}.{highlight.row}"))

    def _sentences(self, entry: ReportEntry, highlight: Highlight) -> Iterator[str]:
        row = f"{highlight.table}.{highlight.row}"
        across = self._across_of(row, highlight.column, entry.format)
        number, year, unit = self._numbers[entry.folder], entry.year, highlight.unit
        if across is None or year not in across.cells[number]:
            return
        own, before = across.cells[number][year], across.cells[number].get(year - 1)
        if before is not None and before.amount is not None:
            yield f"{year - 1}年{digits(before.amount)}{unit}"
        body = self._roster.bodies[number]
        bodies, median = self._peers_of(across, (row, highlight.column, body.peers, year))
        if median is not None:
            yield f"{bodies}个{body.peers}的中间数{digits(median)}{unit}"
        whole = across.whole(year)
        if whole is not None and whole.amount is not None and whole != own:
            yield f"全部机构{digits(whole.amount)}{unit}{_share(own, whole)}"

    def _peers_of(self, across: Across, key: tuple[str, str, str, int]) -> tuple[int, Decimal | None]:
        """How many bodies of a peer group have a figure, and their median."""
        if key not in self._peers:
            *_, peers, year = key
            self._peers[key] = len(across.peer_amounts(peers, year)), across.peer_median(peers, year)
        return self._peers[key]

    def _across_of(self, row: str, column: str, form: str) -> Across | None:
        """The measure of a column of a row on a form, None where the row is not followed by that column."""
        key = (row, f"{column}@{form}")
        if key not in self._across:
            wanted = self._portal.form_of[form]
            table = wanted.tables[row.partition(".")[0]]
            label = table.column_label(column)
            fitting = (
                one for one in measures(row, forms_in_use(self._portal)) if form in dict(one.places) and one.label == label
            )
            measure = next(fitting, None)
            texts = texts_of(self._portal, self._roster, row)
            self._across[key] = Across(measure, self._roster, texts) if measure else None
        return self._across[key]


def _share(own: Cell | None, whole: Cell) -> str:
    """The share of a body in all, "" where all are too few for one."""
    found = share(own, whole)
    return f"，占{found}" if found else ""
