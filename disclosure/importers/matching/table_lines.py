"""Grids → lines of figures: what names each line, what stands above it, and its cells."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from ..characters import has_digit, is_figure, tidy
from ..document import Block, GridBlock, SourceRow, TextBlock
from .labels import core

_CAPTION, _COUNTED = 30, 5
"""Characters of the longest caption of a grid; columns that a row of numbers has at least when it only counts them."""
_MANY = 5
"""Rows that must begin their figures in one column before others are held to it."""
_DEEPEST = 3
"""Labels that one row has at most; a row of more wordings and no figure is a head."""
_WORDING = re.compile(r"[\u4e00-\u9fff]\s*[\u4e00-\u9fff]")


class Head(Struct, frozen=True):
    """What stands above a column: its own words, and the headings over these, the nearest first."""

    column: int
    text: str
    groups: tuple[str, ...] = ()


class TableLine(Struct, frozen=True):
    """One row with cells for figures.

    `labels` name it, outermost first; `cells` are what follows, as (column of the grid, text), cells covered
    by a merge left out; `heads` are the headings of its columns, `above` the rows these stand in; `grid` and `row` are where
    it stands, `width` how many columns that row has, `caption` the short text right above the grid. `aligned` says that the
    rows of headings have as many, so that a heading belongs to the column it stands in; `bordered` that each cell had
    borders, so that what stands in one is one figure; `origins` are the rows of a line that was put together from several.
    """

    grid: int
    row: int
    labels: tuple[str, ...]
    cells: tuple[tuple[int, str], ...]
    heads: tuple[Head, ...]
    above: tuple[SourceRow, ...]
    width: int
    aligned: bool
    bordered: bool
    caption: str = ""
    origins: frozenset[tuple[int, int]] = frozenset()

    @property
    def places(self) -> frozenset[tuple[int, int]]:
        """Where it stands, as (grid, row): the rows it was put together from, else its own."""
        return self.origins or frozenset({(self.grid, self.row)})

    @property
    def texts(self) -> tuple[str, ...]:
        """The cells' texts."""
        return tuple(text for _, text in self.cells)

    @property
    def head_words(self) -> str:
        """All that stands above it, as it is read."""
        return core("".join(text or "" for row in self.above for text in row))

    @property
    def words(self) -> str:
        """All that stands above and before its figures, as it is read."""
        return self.head_words + core("".join(self.labels))

    @property
    def filled(self) -> tuple[str, ...]:
        """The texts of the cells that are not empty."""
        return tuple(text for _, text in self.cells if text)

    @property
    def digits(self) -> int:
        """How many digits all its cells hold together."""
        return sum(map(str.isdecimal, "".join(self.filled)))

    @property
    def has_figures(self) -> bool:
        """Whether anything in it is a number."""
        return any(map(has_digit, self.filled))

    @property
    def quote(self) -> str:
        """The line as a person would quote it."""
        return " | ".join((*self.labels, *self.texts)).rstrip(" |")


def table_lines(blocks: tuple[Block, ...]) -> tuple[TableLine, ...]:
    """Return every line of figures of a document, in order; `grid` counts the blocks."""
    found: list[TableLine] = []
    caption = ""
    for number, block in enumerate(blocks):
        if isinstance(block, GridBlock) and block.rows:
            lines = _lines(number, block, _head_to_continue(found[-1], block) if found else ())
            found += (replace(line, caption=caption) for line in lines) if caption else lines
        caption = block.text if isinstance(block, TextBlock) and len(block.text) < _CAPTION else ""
    return tuple(found)


def numbers_columns(row: SourceRow) -> bool:
    """Return whether a row only counts its columns, 1, 2, 3, …: part of a head, and no figures."""
    texts = [re.sub(r"[()（）\s]", "", text) for text in row if text]
    counted = [text for text in texts if text not in ("甲", "乙", "丙", "丁", "栏次", "序号", "行次")]
    return len(counted) >= _COUNTED and counted == [str(n) for n in range(1, len(counted) + 1)]


def without_row_numbers(rows: tuple[SourceRow, ...]) -> tuple[SourceRow, ...]:
    """Return rows without the numbers that only count them, before a wording each."""
    counts = [bool(row) and is_figure(row[0] or "") and bool(_WORDING.search(next(filter(None, row[1:]), ""))) for row in rows]
    return tuple(("", *row[1:]) if one else row for one, row in zip(counts, rows, strict=True)) if sum(counts) > 1 else rows


def _head_to_continue(before: TableLine, grid: GridBlock) -> tuple[SourceRow, ...]:
    """The head of the table before, which a grid without one goes on with; a page break may have changed the stub's columns."""
    shift = len(grid.rows[0]) - before.width
    if not grid.bordered or abs(shift) >= _DEEPEST:
        return ()
    return tuple((*(None,) * shift, *row[max(0, -shift) :]) for row in before.above if len(row) == before.width)


def _lines(number: int, grid: GridBlock, before: tuple[SourceRow, ...]) -> Iterator[TableLine]:
    """The lines of one grid, each with the head above it; `before` is that of the table that the grid may go on with.

    A row without figures may be an empty row or a head. It is a head when it says something in the columns
    where the figures of the last row stood; a new head below figures takes the place of the one before. A title, the only
    text of its row, is part of the head that follows it.
    """
    above: tuple[SourceRow, ...] = ()
    title: tuple[SourceRow, ...] = ()
    last: SourceRow = ()
    fresh, first = True, 0
    rows = without_row_numbers(grid.rows)
    begins = _begins(rows)
    for at, row in enumerate(rows):
        if fresh and numbers_columns(row):
            continue
        cells = _cells(row)
        stub = _stub(cells, begins.get(len(row), len(row)))
        labels, rest = tuple(text for _, text in cells[:stub] if text), tuple(cells[stub:])
        empty = not any(is_figure(text) for _, text in rest)
        is_head = empty and len(row) == len(last) and any(row[first:])
        if not rest or is_head or (empty and not 0 < len(labels) <= _DEEPEST):
            if grid.bordered and not fresh and len(labels) < 2:
                title = (*title, row)
                continue
            above = (*above, row) if fresh or not grid.bordered else (*title, row)
            fresh, title = True, ()
            continue
        if len(labels) > _DEEPEST:
            above = (*above, labels) if fresh else (labels,)
        head = above if any(_text(one, column) for one in above for column, _ in rest) or not before else before
        heads = tuple(_heads(head, rest[0][0]))
        aligned = bool(head) and all(len(one) == len(row) for one in head)
        aligned &= head is above or {one.column for one in heads} == {column for column, _ in rest}
        yield TableLine(number, at, labels, rest, heads, head, len(row), aligned, grid.bordered)
        title = ()
        if empty and fresh:
            above = (*above, row)
        elif not empty:
            fresh, last, first = False, row, next(column for column, text in rest if is_figure(text))


def _cells(row: SourceRow) -> list[tuple[int, str]]:
    return [(column, tidy(text)) for column, text in enumerate(row) if text is not None]


def _begins(rows: tuple[SourceRow, ...]) -> Mapping[int, int]:
    """The column in which figures begin in most rows with as many cells, by that number, where these are many."""
    found: dict[int, Counter[int]] = {}
    for row in rows:
        cells = _cells(row)
        if (stub := _stub(cells, len(row))) < len(cells):
            found.setdefault(len(row), Counter())[cells[stub][0]] += 1
    most = {width: columns.most_common(1)[0] for width, columns in found.items()}
    return {width: column for width, (column, rows) in most.items() if rows >= max(_MANY, found[width].total() / 2)}


def _stub(cells: list[tuple[int, str]], begins: int) -> int:
    """How many cells name the row: up to the last wording before its first figure, or the column where figures begin."""
    first = next((n for n, (_, text) in enumerate(cells) if is_figure(text)), len(cells))
    last = next((n for n, (column, _) in enumerate(cells[:first]) if column >= begins), first) if first < len(cells) else first
    return max((n + 1 for n, (_, text) in enumerate(cells[:last]) if text), default=0)


def _heads(above: tuple[SourceRow, ...], first: int) -> Iterator[Head]:
    """The lowest wording above each column from `first` on, a merged one at its first column, and what stands over it."""
    for column in range(first, max(map(len, above), default=0)):
        if said := [n for n, row in enumerate(above) if _text(row, column)]:
            # of each row above it the text that may reach over the column from the left, the nearest first
            filled = [[(at, n) for at in range(column + 1) if _text(row, at)][-1:] for n, row in enumerate(above[: said[-1]])]
            over = [_text(above[n], at) for at, n in sorted((place for one in filled for place in one), reverse=True)]
            yield Head(column, _text(above[said[-1]], column), tuple(over))


def _text(row: SourceRow, column: int) -> str:
    return tidy(row[column] or "") if column < len(row) else ""
