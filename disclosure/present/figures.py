"""Figures taken from reports and weighed against each other: sums, differences and shares, exact to the last digit."""

from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property

from msgspec import Struct

from ..model.digest import fingerprint
from ..model.form import Format
from ..model.portal import FiledReport
from ..model.report import BLANK, PARTLY_BLANK, Cell, CellState, Table, digits

STATES_IN_WORDS = {
    CellState.BLANK: "未填报",
    CellState.UNREAD: "未填报",
    CellState.PARTLY_BLANK: "部分未填报",
    CellState.NOT_APPLICABLE: "不适用",
}
"""How pages put the states without a figure."""

FEW = 10
"""Of fewer cases no percentages are told."""
MIN_PEERS = 3
"""The median of fewer bodies is not given."""


class Figures(Struct, frozen=True, dict=True):
    """The numbers of one report and the form they were filed on, without its prose; `digest` stands for both."""

    year: int
    form: Format
    tables: tuple[Table, ...]
    digest: str

    @cached_property
    def cells(self) -> tuple[Cell | None, ...]:
        """Every cell of the form in the order of `Format.cell_numbers`, None where the report lacks the table."""
        filed = {table.key: table.rows for table in self.tables}
        found: list[Cell | None] = []
        for table in self.form.tables.values():
            if not table.authored:
                rows = filed.get(table.key)
                lacking = (None,) * (len(table.row_keys) * len(table.column_keys))
                found += lacking if rows is None else [cell for row in rows for cell in row]
        return tuple(found)

    def total(self, addresses: Iterable[str]) -> Cell | None:
        """What the cells at `addresses` add up to; None where the report has none of them."""
        return self.total_at(places_of(self.form, addresses))

    def total_at(self, places: Sequence[int]) -> Cell | None:
        """What the cells at these of the form's places add up to; None where the report has none of them."""
        cells = self.cells
        if len(places) == 1:
            return cells[places[0]]
        return total([cell for place in places if (cell := cells[place]) is not None])


def places_of(form: Format, addresses: Iterable[str]) -> tuple[int, ...]:
    """Where the cells at `table.row.column` stand, of a row with rows below it all of those; none that the form lacks."""
    return tuple(place for address in addresses for place in form.cell_numbers.get(address, ()))


def figures_of(filing: FiledReport) -> Figures:
    """The numbers of a filing."""
    report, form = filing.report, filing.format
    return Figures(report.year, form, report.tables, fingerprint(report.year, report.figures_digest, form))


def amounts_of(cells: Iterable[Cell | None]) -> list[Decimal]:
    """Return the amounts of the cells that have one."""
    return [cell.amount for cell in cells if cell is not None and cell.amount is not None]


def total(cells: list[Cell]) -> Cell | None:
    """The sum of cells. What is not applicable adds nothing; over a blank there is no sum, and none is guessed."""
    if len(cells) <= 1:
        return cells[0] if cells else None
    filled = amounts_of(cells)
    if len(filled) == len(cells):
        return Cell(sum(filled, Decimal(0)))
    if all(cell.not_applicable for cell in cells):
        return cells[0]
    if all(cell.amount is not None or cell.not_applicable for cell in cells):
        return Cell(sum(filled, Decimal(0)))
    return PARTLY_BLANK if filled else BLANK


def in_words(cell: Cell | None, unit: str = "") -> str:
    """What a cell says, in words where it is no number; None is a report that has no such cell."""
    if cell is None:
        return "报告中没有这一项"
    if cell.amount is not None:
        return f"{digits(cell.amount)}{cell.unit or unit}"
    return STATES_IN_WORDS[cell.state]


class Change(Struct, frozen=True):
    """A difference, and how much of the earlier figure it is: "" where that is 0 or less."""

    amount: Decimal
    percent: str

    @property
    def signed(self) -> str:
        """The difference with its sign; no change is a plain 0."""
        if not self.amount:
            return "0"
        return f"{'+' if self.amount > 0 else '−'}{digits(abs(self.amount))}"

    @property
    def signed_percent(self) -> str:
        """The share with the sign of the difference."""
        if not self.amount or not self.percent:
            return ""
        return f"{'+' if self.amount > 0 else '−'}{self.percent}"


def change(earlier: Cell | None, later: Cell | None) -> Change | None:
    """The difference between two figures, None unless both are numbers in one unit."""
    if earlier is None or later is None or earlier.amount is None or later.amount is None or earlier.unit != later.unit:
        return None
    amount = later.amount - earlier.amount
    return Change(amount, percent(abs(amount), earlier.amount))


def percent(part: Decimal, whole: Decimal) -> str:
    """A share in percent with one decimal, halves rounded up; "" of few. What is not 0 is never shown as 0."""
    if whole < FEW:
        return ""
    tenths = int((2000 * part + whole) // (2 * whole))
    return "不足0.1%" if part and not tenths else f"{tenths // 10}.{tenths % 10}%"


def share(part: Cell | None, whole: Cell | None) -> str:
    """The share of one figure in another in percent, "" unless both are numbers, the part not 0 and the whole not few."""
    if part is None or whole is None or not part.amount or not whole.amount:
        return ""
    return percent(part.amount, whole.amount)


def short_figure(amount: Decimal) -> str:
    """Return an amount where room is short, halves rounded up: from 100,000 on in 万 and 亿, else with one decimal at most."""
    for unit, size, least in (("亿", Decimal(10**8), 1), ("万", Decimal(10**4), 10)):
        tenths = (amount / size).quantize(Decimal("0.1"), ROUND_HALF_UP)
        if abs(tenths) >= least and abs(amount) >= 10**5:
            return f"{tenths:f}".removesuffix(".0") + unit
    tenths = amount.quantize(Decimal("0.1"), ROUND_HALF_UP)
    return digits(amount if len(digits(amount)) <= len(digits(tenths)) or not tenths else tenths)


def median(amounts: Sequence[Decimal]) -> Decimal | None:
    """Return the median of the amounts of bodies, None of fewer than `MIN_PEERS`."""
    if len(amounts) < MIN_PEERS:
        return None
    ordered, half = sorted(amounts), len(amounts) // 2
    if len(amounts) % 2:
        return ordered[half]
    between = (ordered[half - 1] + ordered[half]) / 2
    return between.to_integral_value() if between == between.to_integral_value() else between


def title_and_units(title: str, units: list[str]) -> tuple[str, list[str]]:
    """A title with the unit of what stands below it, and the units left to say there: none where one holds for all."""
    if len(set(units)) == 1 and units[0]:
        return f"{title}（{units[0]}）", [""] * len(units)
    return title, units
