"""A table whose rows may stand in any order and direction → a line for each of its rows, by the words around each figure."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from ...model.form import Heading, TableForm
from .labels import likeness
from .table_lines import Head, TableLine
from .wordings import spellings

_SAME, _JOINED = 0.8, 0.9


def lines_by_words(lines: Sequence[TableLine], table: TableForm) -> dict[int, tuple[TableLine, ...]]:
    """Return the lines of each row of a table, by its number: the figures in the form's order, "" for those that are not there.

    More than one where the document has a cell more than once, with different figures.
    """
    found: dict[tuple[int, int], list[tuple[TableLine, str]]] = {}
    for line in lines:
        # what stands above each cell: by its column, or by its number where there are as many of both
        heads = {column: head for column, _ in line.cells for head in line.heads if head.column <= column} if line.aligned else {}
        if not line.aligned and len(line.heads) == len(line.cells):
            heads = {column: head for (column, _), head in zip(line.cells, line.heads, strict=True)}
        heads = heads if line.bordered else {}
        for column, text in line.cells:
            place = _place_of(line, heads.get(column), table)
            if text and place and all(text != other for _, other in found.get(place, [])):
                found.setdefault(place, []).append((line, text))
    rows = {row for row, _ in found}
    return {row: tuple(_lines_of(row, found, table)) for row in rows if sum(place[0] == row for place in found) > 1}


def nearest_heading(text: str, headings: Sequence[Heading]) -> int | None:
    """Return the number of the heading that a text says, None when it says none or might say two."""
    near = sorted(
        ((max(likeness(text, said) for said in spellings(heading)), n) for n, heading in enumerate(headings)), reverse=True
    )
    return None if near[0][0] < _SAME or (len(near) > 1 and near[1][0] == near[0][0]) else near[0][1]


def _place_of(line: TableLine, head: Head | None, table: TableForm) -> tuple[int, int] | None:
    """The row and the column that the words around a cell name, the nearest word first; None when they don't name both."""
    rows, columns = [steps[-1] for steps in table.row_lines], table.leaf_columns
    row = column = None
    for text in (*((head.text, *head.groups) if head else ()), *reversed(line.labels), line.caption):
        named_row, named_column = _both(text, rows, columns) or (nearest_heading(text, rows), nearest_heading(text, columns))
        row, column = named_row if row is None else row, named_column if column is None else column
    return None if row is None or column is None else (row, column)


def _both(text: str, rows: Sequence[Heading], columns: Sequence[Heading]) -> tuple[int, int] | None:
    """The row and the column that one text names together, None when it does not name both."""
    near = max(
        (max(likeness(text, one.label + other.label), likeness(text, other.label + one.label)), m, n)
        for m, one in enumerate(rows)
        for n, other in enumerate(columns)
    )
    return (near[1], near[2]) if near[0] >= _JOINED else None


def _lines_of(
    row: int, found: Mapping[tuple[int, int], Sequence[tuple[TableLine, str]]], table: TableForm
) -> Iterator[TableLine]:
    """The lines of one row: one, or as many as a cell of it has figures."""
    cells = [found.get((row, column), []) for column in range(len(table.column_keys))]
    lines = [line for cell in cells for line, _ in cell]
    heads = tuple(Head(number, column.label) for number, column in enumerate(table.leaf_columns))
    label, origins = table.row_lines[row][-1].label, frozenset((line.grid, line.row) for line in lines)
    for n in range(max(map(len, cells))):
        texts = [cell[min(n, len(cell) - 1)][1] if cell else "" for cell in cells]
        yield replace(lines[0], labels=(label,), cells=tuple(enumerate(texts)), heads=heads, aligned=True, origins=origins)
