"""Cells of reports as short texts (words): the keys under which their HTML is cached, as cells of one look have one word.

Equal cells may differ in their digits (8.1 and 8.10), so a cell itself can be no key.
"""

from decimal import Decimal

from ..model.report import BLANK, NOT_APPLICABLE, PARTLY_BLANK, Cell, CellState, digits

_NUMERIC = "-0123456789."
_STATES = {CellState.BLANK: "", CellState.UNREAD: "", CellState.NOT_APPLICABLE: "/", CellState.PARTLY_BLANK: "~"}
_CELLS = {"": BLANK, "/": NOT_APPLICABLE, "~": PARTLY_BLANK, "-": None}


def encode_cell(cell: Cell | None) -> str | None:
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


def decode_cell(word: str) -> Cell | None:
    """Return the cell that a word stands for."""
    if word in _CELLS:
        return _CELLS[word]
    unit = word.lstrip(_NUMERIC)
    return Cell(Decimal(word.removesuffix(unit)), unit=unit)
