"""Cells as words: a word says all of its cell."""

from hypothesis import given
from hypothesis import strategies as st

from disclosure.fast.encoded_cells import decode_cell, encode_cell
from disclosure.model.report import Cell
from tests.support.reports import cells


@given(cells | st.none())
def test_the_word_of_a_cell(cell: Cell | None) -> None:
    """The word of a cell says all of it, to its last digit; one with a note has none."""
    word = encode_cell(cell)
    assert (word is None) == (cell is not None and bool(cell.note))
    if word is not None:
        found = decode_cell(word)
        assert (found, str(found and found.amount)) == (cell, str(cell and cell.amount))
