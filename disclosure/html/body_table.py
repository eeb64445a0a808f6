"""The bodies below one body side by side in one year: what each reported, in the words and order of the form."""

from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from ..fast.prerender import Html
from ..model.digest_key import DigestKey
from ..model.form import Format, TrendGroup
from ..model.report import Cell
from ..model.theme import Theme
from ..present.figures import Figures, brief, share, titled
from ..present.form_years import group_title
from ..present.series import Placed, placed, wholes_of
from .cells import in_brief, shown, value


class Entry(Struct, frozen=True):
    """A figure in a row of bodies, and its share of what it is a share of.

    `missing` is how many of the bodies that a sum is of gave no figure.
    """

    cell: Cell | None
    share: str = ""
    missing: int = 0


class Row(Struct, frozen=True):
    """One line: a body, or a sum; no entries where there is no report. `cells` are the entries as HTML."""

    name: str
    entries: tuple[Entry, ...] = ()
    cells: str = ""


class Tally(Struct, frozen=True):
    """A table of bodies: the figures of one group, by label and, where they differ, unit; `wholes` tell what shares are of."""

    title: str
    labels: tuple[tuple[str, str], ...]
    rows: tuple[Row, ...]
    wholes: tuple[str, ...] = ()


def printed(theme: Theme, tallies: Sequence[Tally]) -> tuple[Tally, ...]:
    """The tallies with the cells of their rows as HTML."""
    known = in_brief(DigestKey(theme))

    def cell_of(entry: Entry) -> str:
        if entry.missing:
            return value(theme, replace(shown(entry.cell), note=f"缺{entry.missing}个机构"))
        said = brief(entry.cell)
        return value(theme, shown(entry.cell, entry.share)) if said is None else known.value(said, entry.share)

    def row_of(row: Row) -> Row:
        return replace(row, cells=Html("".join(map(cell_of, row.entries))))

    return tuple(replace(one, rows=tuple(map(row_of, one.rows))) for one in tallies)


def tally(form: Format, rows: Sequence[tuple[str, Figures | None]], sums: str = "") -> tuple[Tally, ...]:
    """Put bodies in rows, in the order given. With `sums`, a last row of that name adds up those that have a report."""
    return tuple(_tally(group, form, rows, sums) for group in form.trends)


def _tally(group: TrendGroup, form: Format, rows: Sequence[tuple[str, Figures | None]], sums: str) -> Tally:
    known = [placed(form)[trend.key] for trend in group.trends]
    title, units = titled(group_title(group), [trend.unit for trend in group.trends])
    lines = [Row(name, tuple(_entry(trend, figures) for trend in known) if figures else ()) for name, figures in rows]
    filed = [line.entries for line in lines if line.entries]
    if sums and filed:
        lines.append(Row(sums, tuple(sum_of([entry.cell for entry in column]) for column in zip(*filed, strict=True))))
    return Tally(
        title=title,
        labels=tuple((trend.label, unit) for trend, unit in zip(group.trends, units, strict=True)),
        rows=tuple(lines),
        wholes=tuple(f"{parts}占本机构{whole.label}" for parts, whole in wholes_of(group.trends, form)),
    )


def _entry(trend: Placed, figures: Figures) -> Entry:
    cell = figures.total_at(trend.cells)
    return Entry(cell, share(cell, figures.total_at(trend.of)) if trend.of else "")


def sum_of(cells: Sequence[Cell | None]) -> Entry:
    """The sum of the bodies that gave a number, and how many did not; blank where none did."""
    known = [cell.amount for cell in cells if cell and cell.amount is not None]
    silent = sum(1 for cell in cells if cell is None or cell.blank)
    return Entry(Cell(sum(known, Decimal(0))), missing=silent) if known else Entry(Cell())
