"""Cells of reports as single words: what looks alike has one word, under which its look is remembered.

Equal cells may differ in their digits (8.1 and 8.10), so a cell itself can be no key.
"""

from decimal import Decimal
from functools import lru_cache

from msgspec import Struct

from ..model.digest import fingerprint
from ..model.digest_key import DigestKey
from ..model.report import BLANK, NOT_APPLICABLE, PARTLY_BLANK, AuthoredRow, Cell, CellState, Report, Table, digits

_NUMERIC = "-0123456789."
_STATES = {CellState.BLANK: "", CellState.UNREAD: "", CellState.NOT_APPLICABLE: "/", CellState.PARTLY_BLANK: "~"}
_CELLS = {"": BLANK, "/": NOT_APPLICABLE, "~": PARTLY_BLANK, "-": None}


def encode(cell: Cell | None) -> str | None:
    """Return a cell as a word: its digits and unit, "" for blank, "/" for not applicable, "-" for no such
    cell, "~" for a sum some of whose figures are blank.

    None stands for what no word says: a cell with a note, or with a unit that begins like a number.
    """
    if cell is None:
        return "-"
    if cell.note or (cell.unit and cell.unit[0] in _NUMERIC):
        return None
    if cell.amount is None:
        return _STATES[cell.state]
    return f"{digits(cell.amount)}{cell.unit}" if cell.unit else digits(cell.amount)


def decode(word: str) -> Cell | None:
    """Return the cell that a word stands for."""
    if word in _CELLS:
        return _CELLS[word]
    unit = word.lstrip(_NUMERIC)
    return Cell(Decimal(word.removesuffix(unit)), unit=unit)


class EncodedReport(Struct, frozen=True):
    """Every cell of a report as a word, table by table, row by row; by their numbers, those with a note or a unit."""

    words: tuple[str | None, ...]
    annotated: tuple[tuple[int, Cell], ...]


class _Filled(Struct, frozen=True):
    """The tables of a report, and the digest that stands for them."""

    tables: tuple[Table, ...]
    digest: str


def encoded_report(report: Report) -> EncodedReport:
    """Return the cells of a report as words."""
    return _encoded(DigestKey(_Filled(report.tables, report.figures or fingerprint(report.tables))))


@lru_cache(maxsize=64)
def _encoded(filled: DigestKey[_Filled]) -> EncodedReport:
    cells = [cell for table in filled.value.tables for row in table.rows for cell in row]
    annotated = ((number, cell) for number, cell in enumerate(cells) if cell.note or cell.unit)
    return EncodedReport(tuple(map(encode, cells)), tuple(annotated))


TableRows = tuple[tuple[str, tuple[AuthoredRow, ...], int], ...]
"""Which tables a report has, each with the rows its author named and their number: with the form, what its cells are."""


def table_rows(report: Report) -> TableRows:
    """Return which tables and rows a report has."""
    return tuple((table.key, table.authored, len(table.rows)) for table in report.tables)
