"""The bodies below one body side by side in one year: what each reported, in the words and order of the form."""

from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct

from ..model.form import Format, Trend, TrendGroup
from ..model.report import Cell
from .figures import Figures, share, titled
from .trends import trends_of, wholes_of


class Entry(Struct, frozen=True):
    """A figure in a row of bodies, and its share of what it is a share of."""

    cell: Cell | None
    share: str = ""


class Row(Struct, frozen=True):
    """One line: a body, or a sum; no entries where there is no report."""

    name: str
    entries: tuple[Entry, ...] = ()


class Tally(Struct, frozen=True):
    """A table of bodies: the figures of one group, by label and, where they differ, unit; `wholes` tell what shares are of."""

    title: str
    labels: tuple[tuple[str, str], ...]
    rows: tuple[Row, ...]
    wholes: tuple[str, ...] = ()


def tally(form: Format, rows: Sequence[tuple[str, Figures | None]], sums: str = "") -> tuple[Tally, ...]:
    """Put bodies in rows, in the order given. With `sums`, a last row of that name adds up those that have a report."""
    known = {trend.key: trend for trend in trends_of(form)}
    return tuple(_tally(group, form, known, rows, sums) for group in form.trends)


def _tally(
    group: TrendGroup, form: Format, known: dict[str, Trend], rows: Sequence[tuple[str, Figures | None]], sums: str
) -> Tally:
    title, units = titled(group.title, [trend.unit for trend in group.trends])
    lines = [
        Row(name, tuple(_entry(trend, known, figures) for trend in group.trends) if figures else ()) for name, figures in rows
    ]
    filed = [line.entries for line in lines if line.entries]
    if sums and filed:
        lines.append(Row(sums, tuple(Entry(sum_of([entry.cell for entry in column])) for column in zip(*filed, strict=True))))
    return Tally(
        title=title,
        labels=tuple((trend.label, unit) for trend, unit in zip(group.trends, units, strict=True)),
        rows=tuple(lines),
        wholes=tuple(f"{parts}占本机构{whole.label}" for parts, whole in wholes_of(group.trends, form)),
    )


def _entry(trend: Trend, known: dict[str, Trend], figures: Figures) -> Entry:
    cell = figures.total(trend.cells)
    return Entry(cell, share(cell, figures.total(known[trend.of].cells)) if trend.of else "")


def sum_of(cells: Sequence[Cell | None]) -> Cell:
    """The sum of the bodies that gave a number, with a note of how many did not; blank where none did."""
    known = [cell.amount for cell in cells if cell and cell.amount is not None]
    silent = sum(1 for cell in cells if cell is None or cell.blank)
    return Cell(sum(known, Decimal(0)), f"缺{silent}个机构" if silent else "") if known else Cell()
