"""Cells of reports as short texts (words): the keys under which their HTML is cached, as cells of one look have one word.

Equal cells may differ in their digits (8.1 and 8.10), so a cell itself can be no key.
"""

from ..model.report import Cell
from ..present.row_figures import cell_of_word, cell_word


def encode_cell(cell: Cell | None) -> str | None:
    """Return a cell as a word, "-" for no such cell.

    None stands for what no word says: a cell with a note, or with a unit that begins like a number.
    """
    if cell is None:
        return "-"
    return None if cell.note or (cell.unit and cell.unit[0] in "-0123456789.") else cell_word(cell)


def decode_cell(word: str) -> Cell | None:
    """Return the cell that a word stands for."""
    return None if word == "-" else cell_of_word(word)
