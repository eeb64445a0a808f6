"""The bodies below one body side by side in one year: what each reported, in the words and order of the form."""

from collections.abc import Sequence

from msgspec import Struct

from ..model.form import Format
from ..model.report import Cell
from .figures import Figures, share, total
from .trends import trends_of


class Entry(Struct, frozen=True):
    """A figure in a row of bodies, and its share of what it is a share of."""

    cell: Cell | None
    share: str = ""


class Row(Struct, frozen=True):
    """One line: a body, or a sum; no entries where there is no report."""

    name: str
    entries: tuple[Entry, ...] = ()


class Tally(Struct, frozen=True):
    """A table of bodies: the figures of one group, by label and unit; `whole` is what shares are shares of."""

    title: str
    labels: tuple[tuple[str, str], ...]
    rows: tuple[Row, ...]
    whole: str = ""


def tally(form: Format, rows: Sequence[tuple[str, Figures | None]], sums: str = "") -> tuple[Tally, ...]:
    """Put bodies in rows, in the order given. With `sums`, a last row of that name adds up those that have a report."""
    wanted = trends_of(form)
    labels = {trend.key: trend.label for trend in wanted}
    found: list[tuple[str, dict[str, Cell | None] | None]] = [
        (name, {trend.key: figures.total(trend.cells) for trend in wanted} if figures else None) for name, figures in rows
    ]
    if sums:
        known = [cells for _, cells in found if cells]
        found.append((sums, {key: total([cell for cells in known if (cell := cells[key])]) for key in labels}))
    tables = []
    for group in form.trends:
        wholes = dict.fromkeys(labels[trend.of] for trend in group.trends if trend.of)
        lines = [
            Row(name, tuple(Entry(cells[t.key], share(cells[t.key], cells.get(t.of))) for t in group.trends) if cells else ())
            for name, cells in found
        ]
        units = tuple((trend.label, trend.unit) for trend in group.trends)
        tables.append(Tally(group.title, units, tuple(lines), "、".join(wholes)))
    return tuple(tables)
