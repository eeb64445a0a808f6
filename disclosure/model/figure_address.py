"""A figure of the tables by its name in a text: `{=requests.received.total}` prints that cell."""

import re
from collections.abc import Sequence

from .form import Format, TableForm
from .patterns import pattern
from .report import Cell, Table, digits

BOUND_FIGURE = pattern(r"[{｛]\s*[=＝]\s*(?P<address>[^{}｛｝\n]{0,200}?)\s*[}｝]")
"""A bound figure as it is typed."""


def addressed_cell(address: str, tables: Sequence[Table], form: Format) -> Cell | None:
    """Return the cell of `table.row.column`, where a row may be several steps; None where there is none."""
    found = _indexes(address, form)
    table = next((table for table in tables if found and table.key == address.partition(".")[0]), None)
    return table.rows[found[0]][found[1]] if found and table else None


def printed_figure(cell: Cell) -> str:
    """Return a cell as a text prints it: its figure with its unit; "" where it has none."""
    return f"{digits(cell.amount)}{cell.unit}" if cell.amount is not None else ""


def with_figures(text: str, tables: Sequence[Table], form: Format) -> str:
    """Return a text with its bound figures printed; those that cannot be stay as they are typed."""
    if "=" not in text and "＝" not in text:
        return text

    def printed(match: re.Match[str]) -> str:
        cell = addressed_cell(match["address"], tables, form)
        return (printed_figure(cell) if cell else "") or match[0]

    return BOUND_FIGURE.sub(printed, text)


def addresses(form: Format) -> list[str]:
    """Return the address of every cell of a form."""
    tables = form.tables.values()
    return [f"{table.key}.{row}.{column}" for table in tables for row in table.row_keys for column in table.column_keys]


def _indexes(address: str, form: Format) -> tuple[int, int] | None:
    key, _, rest = address.partition(".")
    row, _, column = rest.rpartition(".")
    table: TableForm | None = form.tables.get(key)
    if table is None or row not in table.row_index or column not in table.column_index:
        return None
    return table.row_index[row], table.column_index[column]
