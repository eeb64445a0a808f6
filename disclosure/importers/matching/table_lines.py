"""Grids → lines of figures: what names each line, what stands above it, and its cells."""

from collections.abc import Iterator

from msgspec import Struct

from ..characters import has_digit, tidy
from ..document import Block, GridBlock, GridRow
from ..figure_text import is_figure

_DEEPEST = 3
"""Labels that one row has at most; a row of more wordings and no figure is a head."""


class TableLine(Struct, frozen=True):
    """One row with cells for figures.

    `labels` name it, outermost first; `cells` are what follows, as (column of the grid, text), cells covered
    by a merge left out; `heads` are the headings above, as (column, text); `grid` and `row` are where it stands.
    """

    grid: int
    row: int
    labels: tuple[str, ...]
    cells: tuple[tuple[int, str], ...]
    heads: tuple[tuple[int, str], ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """The cells' texts."""
        return tuple(text for _, text in self.cells)

    @property
    def filled(self) -> tuple[str, ...]:
        """The texts of the cells that are not empty."""
        return tuple(text for _, text in self.cells if text)

    @property
    def has_figures(self) -> bool:
        """Whether anything in it is a number."""
        return any(has_digit(text) for text in self.filled)

    @property
    def quote(self) -> str:
        """The line as a person would quote it."""
        return " | ".join((*self.labels, *self.texts)).rstrip(" |")


def table_lines(blocks: tuple[Block, ...]) -> tuple[TableLine, ...]:
    """Return every line of figures of a document, in order; `grid` counts the blocks."""
    return tuple(line for number, block in enumerate(blocks) if isinstance(block, GridBlock) for line in _lines(number, block))


def _lines(number: int, grid: GridBlock) -> Iterator[TableLine]:
    """The lines of one grid, each with the head above it.

    A row without figures may be an empty row or a head. It is a head when it says something in the columns
    where the figures of the last row stood; a new head below figures takes the place of the one before.
    """
    above: list[GridRow] = []
    fresh = True
    last: GridRow = ()
    first = 0
    for at, row in enumerate(grid.rows):
        cells = [(column, tidy(text)) for column, text in enumerate(row) if text is not None]
        stub = _stub(cells)
        labels, rest = tuple(text for _, text in cells[:stub] if text), tuple(cells[stub:])
        empty = not any(is_figure(text) for _, text in rest)
        head = empty and len(row) == len(last) and any(row[first:])
        if not rest or head or (empty and not 0 < len(labels) <= _DEEPEST):
            above = [*above, row] if fresh else [row]
            fresh = True
            continue
        yield TableLine(number, at, labels, rest, _heads(above, rest[0][0]))
        if empty and fresh:
            above = [*above, row]
        elif not empty:
            fresh, last, first = False, row, rest[0][0]


def _stub(cells: list[tuple[int, str]]) -> int:
    """How many cells name the row: up to the last wording before the first figure."""
    first = next((n for n, (_, text) in enumerate(cells) if is_figure(text)), len(cells))
    return max((n + 1 for n, (_, text) in enumerate(cells[:first]) if text), default=0)


def _heads(above: list[GridRow], first: int) -> tuple[tuple[int, str], ...]:
    """The lowest wording above each column from `first` on, a merged one at its first column."""
    width = max((len(row) for row in above), default=0)
    found = []
    for column in range(first, width):
        text = next((tidy(row[column] or "") for row in reversed(above) if column < len(row) and row[column]), "")
        if text:
            found.append((column, text))
    return tuple(found)
