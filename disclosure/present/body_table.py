"""The bodies below one body side by side in one year: what each reported, in the words and order of the form."""

from collections.abc import Sequence
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from ..model.form import Format, Trend, TrendGroup
from ..model.report import Cell
from .cell_view import CellView, cell_view
from .figures import Figures, amounts_of, share, title_and_units
from .form_years import group_title
from .headings import words_of
from .series import trends_of, wholes_of


class BodyRow(Struct, frozen=True):
    """The row of a body, or a sum; it has no cells where there is no report."""

    name: str
    cells: tuple[CellView, ...] = ()


class BodyTable(Struct, frozen=True):
    """A table of bodies: the figures of one group, by label and, where they differ, unit; `wholes` tell what shares are of.

    `words` are those of each label, between which it may break.
    """

    title: str
    labels: tuple[tuple[str, str], ...]
    rows: tuple[BodyRow, ...]
    wholes: tuple[str, ...] = ()
    words: tuple[tuple[str, ...], ...] = ()


def body_tables(form: Format, rows: Sequence[tuple[str, Figures | None]], sums: str = "") -> tuple[BodyTable, ...]:
    """Return a table for each group of figures, the bodies in the order given.

    With `sums`, a last row of that name adds up those that have a report.
    """
    return tuple(_body_table(group, form, rows, sums) for group in form.trends)


def _body_table(group: TrendGroup, form: Format, rows: Sequence[tuple[str, Figures | None]], sums: str) -> BodyTable:
    trends = {trend.key: trend for trend in trends_of(form)}
    title, units = title_and_units(group_title(group), [trend.unit for trend in group.trends])
    found = [
        BodyRow(name, tuple(_view(figures, trend, trends.get(trend.of)) for trend in group.trends) if figures else ())
        for name, figures in rows
    ]
    filed = [figures for _, figures in rows if figures]
    if sums and filed:
        found.append(BodyRow(sums, tuple(_sum_view([figures.total(trend.cells) for figures in filed]) for trend in group.trends)))
    return BodyTable(
        title=title,
        labels=tuple((trend.label, unit) for trend, unit in zip(group.trends, units, strict=True)),
        rows=tuple(found),
        wholes=tuple(f"{parts}占本机构{whole.label}" for parts, whole in wholes_of(group.trends, form)),
        words=tuple(words_of(form, trend) for trend in group.trends),
    )


def _view(figures: Figures, trend: Trend, whole: Trend | None) -> CellView:
    cell = figures.total(trend.cells)
    return cell_view(cell, share(cell, figures.total(whole.cells)) if whole else "")


def _sum_view(cells: Sequence[Cell | None]) -> CellView:
    """The sum of the bodies that gave a number, and how many did not; blank where none did."""
    known = amounts_of(cells)
    missing = sum(1 for cell in cells if cell is None or cell.blank)
    if not known:
        return cell_view(Cell())
    view = cell_view(Cell(sum(known, Decimal(0))))
    return replace(view, note=f"缺{missing}个机构") if missing else view
