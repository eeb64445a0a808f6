"""Cells of a table taken together: what the report says of them, and what the form calls them."""

from collections.abc import Iterable
from decimal import Decimal
from itertools import product
from typing import NamedTuple

from ..model.form import TableForm
from ..model.portal import FiledReport
from .evaluation import ZERO


class CellGroup(NamedTuple):
    """Cells of a table: those of some rows in some columns, or in its total column when `columns` is empty."""

    table: str
    rows: tuple[str, ...]
    columns: tuple[str, ...] = ()


class TableSum(NamedTuple):
    """What the tables say of some cells: their sum, or where some are blank the least that it can be."""

    amount: Decimal
    exact: bool


def figure(filing: FiledReport, meant: Iterable[CellGroup]) -> TableSum | None:
    """What the tables say of cells taken together; None where that can't be read, or nothing is filled in."""
    amount, exact, filled = ZERO, True, False
    for lines in meant:
        table = filing.report.table(lines.table)
        if table is None:
            return None
        form = filing.format.tables[lines.table]
        columns = [form.column_index[key] for key in lines.columns] or total_column(form)
        if not columns:
            return None
        for row, column in product((form.row_index[key] for key in lines.rows), columns):
            cell = table.rows[row][column]
            if cell.unread:
                return None
            if cell.amount is not None or cell.not_applicable:
                amount += cell.amount or ZERO
                filled = True
                continue
            others = [c for at, c in enumerate(table.rows[row]) if at != column] if form.leaf_columns[column].sums else []
            amount += sum((c.amount or ZERO for c in others), ZERO)
            filled = filled or any(c.amount is not None for c in others)
            exact = exact and bool(others) and not any(c.blank for c in others)
    return TableSum(amount, exact) if filled else None


def total_column(form: TableForm) -> list[int]:
    """The column that sums the others up, or the only one there is."""
    totals = [at for at, column in enumerate(form.leaf_columns) if column.sums]
    return totals or ([0] if len(form.leaf_columns) == 1 else [])


def group_name(filing: FiledReport, meant: tuple[CellGroup, ...]) -> str:
    """What the form calls some cells: their rows, and their columns where these are not the total."""
    names = []
    known = {frozenset(cells): key for key, cells in filing.format.trend_cells.items()}
    labels = {trend.key: trend.label for group in filing.format.trends for trend in group.trends}
    for lines in meant:
        form = filing.format.tables[lines.table]
        columns_at = [form.column_index[key] for key in lines.columns] or total_column(form)
        cells = frozenset((lines.table, form.row_index[row], at) for row in lines.rows for at in columns_at)
        if cells in known:
            names.append(f"“{labels[known[cells]]}”")
            continue
        columns = "、".join(form.column_label(key) for key in lines.columns)
        names.append(f"“{_row_name(form, lines.rows)}”" + (f"的“{columns}”" if columns else ""))
    return "加".join(names)


def _row_name(form: TableForm, rows: tuple[str, ...]) -> str:
    """The heading of a row, or the heading above several; without its number and what it says in brackets."""
    lines = [form.row_lines[form.row_index[row]] for row in rows]
    common = [steps[0] for steps in zip(*lines, strict=False) if all(step == steps[0] for step in steps)]
    heading = common[-1].label if common else lines[0][-1].label
    return bare_label(heading)


def bare_label(label: str) -> str:
    """A heading without its number and without what it says in brackets at its end."""
    for sign in ("、", "）", "."):
        head, _, rest = label.partition(sign)
        if rest and len(head) <= 2:
            label = rest
            break
    return label.partition("（")[0] or label
