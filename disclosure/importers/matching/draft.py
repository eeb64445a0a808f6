"""A form while it is being filled in: the one place where cells, remarks and findings come together."""

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType

from ...model.finding import Finding, Place
from ...model.form import Address, Format, TableForm
from ...parsing.cells import parse_cell
from .content_cell import TILDE, ContentCell
from .match_rows import FormLine

CellKey = tuple[str, str, str]
"""Table, row and column."""


class Draft:
    """The cells as they will be written, and what there is to say about them; blank ones may be left out.

    `remarks` go behind a row, `over` are texts without a cell that go below a table, both as comments; `grids` are the blocks
    of the document that were used.
    """

    def __init__(self, form: Format, path: str) -> None:
        self.form, self.path = form, path
        self.cells: dict[CellKey, ContentCell] = {}
        self.remarks: dict[tuple[str, str], str] = {}
        self.over: dict[str, list[str]] = {}
        self.findings: list[Finding] = []
        self.ambiguous = 0
        self.grids: frozenset[int] = frozenset()

    def add_finding(self, code: str, message: str, place: Place = (), hint: str = "") -> None:
        """Add a finding about a place of the content file."""
        self.findings.append(Finding(code, message, self.path, place, hint=hint))

    def add_row_finding(self, target: FormLine, code: str, message: str, hint: str = "") -> None:
        """Add a finding about every cell of a line."""
        self.add_finding(code, f"“{target.name}”：{message}", row_place(target.table, *target.rows), hint)

    def add_remark(self, table: TableForm, row: str, text: str) -> None:
        """Add a comment behind a row."""
        self.remarks[table.key, row] = "；".join(filter(None, (self.remarks.get((table.key, row)), text)))

    def add_over(self, table: TableForm, text: str) -> None:
        """Keep a text that has no cell as a comment below its table."""
        self.over.setdefault(table.key, []).append(text)

    def leave_blank(self, target: FormLine, quote: str, why: str, code: str = "import.ambiguous") -> None:
        """Leave a line blank whose figures can't be told, with what the document has there as a remark."""
        self.ambiguous += len(target.cells)
        for row, column in target.cells:
            self.cells[target.table.key, row, column] = ContentCell(TILDE)
        self.add_remark(target.table, target.rows[0], f"原文“{quote}”")
        self.add_row_finding(target, code, why, "对照原文填写")

    def amounts(self, table: TableForm, joined: Mapping[CellKey, str] = MappingProxyType({})) -> dict[Address, Decimal]:
        """Return the figures of a table that stand for themselves, with those `joined`; not applicable counts as nothing."""
        found = {}
        for cell, one in self.cells.items():
            if cell[0] == table.key and (text := joined.get(cell, one.text)) != TILDE:
                heading = table.column(cell[2])
                found[cell[1:]] = parse_cell(text, heading.holds, heading.units)[0].amount or Decimal(0)
        return found


def row_place(table: TableForm, *rows: str) -> Place:
    """Return where a row stands in a content file; the whole table for several."""
    return ("tables", table.key, *(rows[0].split(".") if len(rows) == 1 else ()))
