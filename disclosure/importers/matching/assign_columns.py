"""The cells of a matched line → the cells of its rows: which figure belongs under which column."""

import re
from collections.abc import Sequence

from msgspec import Struct

from ...model.form import Heading
from .labels import core, likeness
from .match_rows import FormLine, RowMatch
from .table_lines import TableLine
from .wordings import spellings

_SAME = 0.8
_PIECE = re.compile(r"\d+")


class Assignment(Struct, frozen=True):
    """The texts for a target's cells, None where they could not be told apart.

    `pieces` are then the digits that ran together, if they did; `how` says what decided when it was not plain order;
    `over` are texts of the line that have no cell; `heads` the document's own headings of the columns, "" where it has none.
    """

    texts: tuple[str, ...] | None
    pieces: tuple[str, ...] = ()
    how: str = ""
    over: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()


Layout = tuple[str, int]
"""A table, and the last column of its rows: rows alike in both begin their figures in the same column."""


def figure_starts(matches: Sequence[RowMatch]) -> dict[Layout, int]:
    """Return the column where figures begin, as headings and full lines agree on it."""
    starts: dict[Layout, set[int]] = {}
    for match in matches:
        columns = [steps[-1] for steps in match.target.table.column_lines]
        filled = [column for column, text in match.line.cells if text]
        if len(filled) == len(match.target.cells):
            starts.setdefault(layout_of(match), set()).add(filled[0])
        elif [_column_of(text, columns) for _, text in match.line.heads] == [column.key for column in columns]:
            starts.setdefault(layout_of(match), set()).add(match.line.heads[0][0])
    return {start_column: min(found) for start_column, found in starts.items() if len(found) == 1}


def layout_of(match: RowMatch) -> Layout:
    """Which rows a match's line is laid out like."""
    return match.target.table.key, match.line.cells[-1][0]


def assign_columns(line: TableLine, target: FormLine, start_column: int | None) -> Assignment:
    """Return which text of a line goes into which cell of its target.

    Headings decide where they are legible, then the number of cells, then where the figures of other lines stand.
    """
    width = len(target.cells)
    if len(target.rows) == 1 and (assignment := _by_heads(line, target)):
        return assignment
    heads = tuple(text for _, text in line.heads) if len(line.heads) == width else ()
    if not line.filled:
        return Assignment(("",) * width)
    if len(line.cells) == width:
        return Assignment(line.texts, heads=heads)
    if len(line.filled) == width:
        columns = [column for column, text in line.cells if text]
        whole = columns[-1] - columns[0] + 1 == width or len(line.cells) < columns[-1] - columns[0] + 1
        return Assignment(line.filled, how="" if whole else "empty-column", heads=heads)
    return _partly_filled(line, width, start_column, heads)


def _partly_filled(line: TableLine, width: int, start_column: int | None, heads: tuple[str, ...]) -> Assignment:
    """A line with more cells than it should have and fewer figures, or with too few cells."""
    starts = [
        start
        for start in range(len(line.cells) - width + 1)
        if not any(line.texts[:start]) and not any(line.texts[start + width :])
    ]
    known = [start for start in starts if line.cells[start][0] == start_column]
    if known or len(starts) == 1 or (starts and not line.labels):
        start = (known or starts)[0]
        return Assignment(line.texts[start : start + width], how="" if known else "outer-blanks", heads=heads)
    pieces = line.filled
    if len(pieces) < width and all(_PIECE.fullmatch(piece) for piece in pieces):
        return Assignment(None, pieces)
    return Assignment(None)


def _by_heads(line: TableLine, target: FormLine) -> Assignment | None:
    """The placing that the document's own headings ask for; None when they say nothing against plain order."""
    columns = [steps[-1] for steps in target.table.column_lines]
    cells = _below_heads(line)
    if len(line.heads) < 2 or cells is None:
        return None
    said = [_column_of(text, columns) for _, text in line.heads]
    known = [key for key in said if key]
    foreign = [text for (_, text), key in zip(line.heads, said, strict=True) if not key and len(core(text)) > 1]
    if known == [column.key for column in columns] and len(cells) == len(columns):
        return Assignment(cells, heads=tuple(text for _, text in line.heads))
    if len(set(known)) != len(known) or len(known) + len(foreign) != len(said) or len(known) < len(columns) - 1:
        return None
    if len(known) < 2 and len(columns) > 1:
        return None
    by_key = {key: (text, head) for key, text, (_, head) in zip(said, cells, line.heads, strict=True) if key}
    over = tuple(text for key, text in zip(said, cells, strict=True) if not key and text)
    texts, heads = zip(*(by_key.get(column.key, ("", "")) for column in columns), strict=True)
    return Assignment(texts, how="heads", over=over, heads=heads)


def _below_heads(line: TableLine) -> tuple[str, ...] | None:
    """The cell below each heading, by its column or, where merges moved them, by its number; None when neither is clear."""
    at = dict(line.cells)
    columns = [column for column, _ in line.heads]
    if all(column in at for column in columns) and not any(text for column, text in line.cells if column not in columns):
        return tuple(at[column] for column in columns)
    return line.texts if len(line.cells) == len(line.heads) else None


def _column_of(text: str, columns: Sequence[Heading]) -> str:
    """The key of the column that a heading names, "" when it names none or might name two."""
    near = sorted(((max(likeness(text, said) for said in spellings(column)), column.key) for column in columns), reverse=True)
    if near[0][0] < _SAME or (len(near) > 1 and near[1][0] == near[0][0]):
        return ""
    return near[0][1]
