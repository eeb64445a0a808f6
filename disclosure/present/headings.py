"""Merged heading cells from a tree of headings: one layout for page heads, page stubs, spreadsheets and import."""

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from ..model.form import Format, Heading, Trend, read_address


class HeadingCell(Struct, frozen=True):
    """A heading and the cells it covers: `leaves` lines from `start`, `levels` deep from `level`.

    In a table's head lines are columns and levels are rows; in its stub it is the other way round.
    """

    heading: Heading
    start: int
    leaves: int
    level: int
    levels: int
    above: tuple["HeadingCell", ...] = ()


def depth(headings: Sequence[Heading]) -> int:
    """How many levels a tree of headings has."""
    return max((1 + depth(heading.children) for heading in headings), default=0)


def heading_cells(headings: Sequence[Heading]) -> tuple[HeadingCell, ...]:
    """Lay out every heading of a tree; a leaf reaches down to the deepest level. Parents come before children."""
    return tuple(_heading_cells(headings, 0, 0, depth(headings), ()))


def _heading_cells(
    headings: Sequence[Heading], start: int, level: int, deepest: int, above: tuple[HeadingCell, ...]
) -> Iterator[HeadingCell]:
    for heading in headings:
        leaves = sum(1 for _ in heading.leaves())
        levels = 1 if heading.children else deepest - level
        cell = HeadingCell(heading, start, leaves, level, levels, above)
        yield cell
        yield from _heading_cells(heading.children, start, level + 1, deepest, (*above, cell))
        start += leaves


def nest_columns(rows: Sequence[Heading], columns: tuple[Heading, ...]) -> tuple[Heading, ...]:
    """Put the column headings below every leaf of the row headings: rows laid over the columns."""
    return tuple(
        replace(heading, children=nest_columns(heading.children, columns) if heading.children else columns) for heading in rows
    )


def words_of(form: Format, trend: Trend) -> tuple[str, ...]:
    """Return what a figure is called in words of two or three characters, between which a narrow heading may break.

    What its row is called in the form is a word of its own; 性 never begins one, and the last of an odd number has three.
    """
    address = read_address(trend.cells[0])
    table = form.tables[address.table]
    line = table.row_lines[table.row_numbers[address.row][0]]
    cut = next((len(step.label) for step in line if trend.label.startswith(step.label)), 0)
    return tuple(word for part in (trend.label[:cut], trend.label[cut:]) for word in _words(part))


def _words(text: str) -> Iterator[str]:
    while text:
        size = 3 if text[2:3] == "性" or len(text) == 3 else 2
        yield text[:size]
        text = text[size:]
