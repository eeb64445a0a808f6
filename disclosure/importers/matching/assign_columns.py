"""The cells of a matched line → the cells of its rows: which figure belongs under which column."""

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from msgspec import Struct

from ...model.form import Heading, TableForm
from .labels import core
from .lines_by_words import nearest_heading
from .match_rows import FormLine
from .table_lines import TableLine
from .wordings import spellings

_DIGITS = re.compile(r"\d+")

Evidence = Literal["", "heads", "empty-column", "outer-blanks"]
"""What decided when it was not plain order: headings, or which columns are empty."""


class Assignment(Struct, frozen=True):
    """The texts for a target's cells, None where they could not be told apart, and `how` that was decided.

    `pieces` are then the digits that ran together, if they did, or `against` says which headings contradict the order. `missing`
    are cells without a column in the document, `over` texts without a cell, `heads` the document's own headings of the columns;
    `named` says that these decided, `reordered` that they stand in another order than the form's.
    """

    texts: tuple[str, ...] | None
    pieces: tuple[str, ...] = ()
    how: Evidence = ""
    over: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    missing: tuple[int, ...] = ()
    against: str = ""
    named: bool = False
    reordered: bool = False


def in_read_order(line: TableLine, target: FormLine) -> FormLine:
    """Return a target with its cells in the order in which the words above a line name them all; as it is where they don't.

    The cells of a line that has its headings right above them are told by these. Headings of two levels may be read in
    another order than they stand, so that only totals are known to have moved.
    """
    if line.aligned:
        return target
    table, strip = target.table, len(target.rows) > 1
    columns = _as_read(line.words if strip else line.head_words, table.columns)
    rows = _as_read(line.words, table.rows) if strip else ()
    parts = [column for column in table.leaf_columns if not column.sums]
    if strip > bool(rows) or [column for column in columns if not column.sums] != parts:
        return target
    last = [steps[-1] for steps in table.row_lines]
    keys = tuple(table.row_keys[last.index(row)] for row in rows) or target.rows
    return FormLine(table, keys, tuple(column.key for column in columns))


def _as_read(said: str, headings: Sequence[Heading]) -> tuple[Heading, ...]:
    """The headings that have none below them in the order in which a text names all, those of a group where the group is named.

    None where it does not begin with all of them, or names them all again in another order.
    """
    tree = _reading_order(headings, groups=True)
    named = _named_in(said, tree)
    times = [named[start : start + len(tree)] for start in range(0, len(named) - len(tree) + 1, len(tree))]
    once = times[0] if times else []
    if len(set(once)) != len(tree) or any(again != once for again in times):
        return ()

    def expanded(some: Sequence[Heading]) -> Iterator[Heading]:
        for heading in sorted(some, key=once.index):
            yield from expanded(heading.children) if heading.children else (heading,)

    return tuple(expanded(headings))


def assign_columns(line: TableLine, target: FormLine) -> Assignment:
    """Return which text of a line goes into which cell of its target.

    Headings decide where they are legible, then the number of cells, then the only way to pass over empty ones; what
    headings contradict is not decided at all.
    """
    width = len(target.cells)
    if not line.filled:
        return Assignment(("",) * width, named=True)
    if by_heads := _by_heads(line, target):
        return by_heads
    heads = tuple(head.text for head in line.heads) if len(line.heads) == width else ()
    if against := _against(line, target):
        return Assignment(None, against=against)
    if len(line.cells) == width:
        return Assignment(line.texts, heads=heads)
    if len(line.filled) == width:
        columns = [column for column, text in line.cells if text]
        whole = columns[-1] - columns[0] + 1 == width or len(line.cells) < columns[-1] - columns[0] + 1
        return Assignment(line.filled, how="" if whole else "empty-column", heads=heads)
    starts = [n for n in range(len(line.cells) - width + 1) if not any(line.texts[:n]) and not any(line.texts[n + width :])]
    if len(starts) == 1 or (starts and not line.labels):
        return Assignment(line.texts[starts[0] : starts[0] + width], how="outer-blanks", heads=heads)
    ran_together = not line.bordered and len(line.filled) < width and all(map(_DIGITS.fullmatch, line.filled))
    return Assignment(None, line.filled if ran_together else ())


def _by_heads(line: TableLine, target: FormLine) -> Assignment | None:
    """What the document's own headings ask for; None when they are not legible enough to decide."""
    cells, named, width = _below_heads(line), _cells_named(line, target), len(target.cells)
    if cells is None or len(line.heads) < 2 or (len(target.rows) > 1 and not line.aligned):
        return None
    known = [cell for cell in named if cell is not None]
    foreign = sum(cell is None and len(core(head.text)) > 1 for cell, head in zip(named, line.heads, strict=True))
    if len(set(known)) < min(2, width) or len(set(known)) != len(known) or len(known) + foreign != len(named):
        return None
    if (foreign or not line.aligned) and len(known) < width - 1:
        return None
    by_cell = {cell: (text, head.text) for cell, text, head in zip(named, cells, line.heads, strict=True) if cell is not None}
    over = tuple(text for cell, text in zip(named, cells, strict=True) if cell is None and text)
    texts, heads = zip(*(by_cell.get(cell, ("", "")) for cell in range(width)), strict=True)
    how: Evidence = "" if known == list(range(width)) and not foreign else "heads"
    missing = tuple(cell for cell in range(width) if cell not in by_cell)
    return Assignment(texts, how=how, over=over, heads=heads, missing=missing, named=True, reordered=known != sorted(known))


def _below_heads(line: TableLine) -> tuple[str, ...] | None:
    """The cell below each heading, by its column or, where merges moved them, by its number; None when neither is clear."""
    at = dict(line.cells)
    columns = [head.column for head in line.heads]
    if all(column in at for column in columns) and not any(text for column, text in line.cells if column not in columns):
        return tuple(at[column] for column in columns)
    return line.texts if len(line.cells) == len(line.heads) else None


def _cells_named(line: TableLine, target: FormLine) -> list[int | None]:
    """Which cell of the target each heading of a line names, by its number; None where it names none or might name two."""
    table, found = target.table, list[int | None]()
    columns = table.leaf_columns
    rows = [table.row_lines[table.row_index[row]][-1] for row in target.rows]
    for head in line.heads:
        column = nearest_heading(head.text, columns)
        named = (row for text in head.groups if (row := nearest_heading(text, rows)) is not None)
        row = next(named, None) if len(rows) > 1 else 0
        is_told = row is not None and column is not None
        found.append(target.cells.index((target.rows[row or 0], table.column_keys[column or 0])) if is_told else None)
    return found


def _against(line: TableLine, target: FormLine) -> str:
    """The headings that contradict the plain order of the figures below them; "" when none does."""
    width = len(target.cells)
    if line.aligned and len(line.cells) == width:
        at = {column: number for number, (column, _) in enumerate(line.cells)}
        pairs = zip(line.heads, _cells_named(line, target), strict=True)
        wrong = [head.text for head, cell in pairs if cell is not None and at.get(head.column, cell) != cell]
        return "、".join(wrong)
    return "" if target.columns else _out_of_order(line.words if len(target.rows) > 1 else line.head_words, target.table)


def _out_of_order(said: str, table: TableForm) -> str:
    """The headings that the words of all headings name in another order than the form; "" when they name them in that order."""
    across = table.layout == "across"
    columns = list(table.leaf_columns)
    expected = _reading_order(table.rows if across else table.columns, groups=across)
    named = list(dict.fromkeys(_named_in(said, expected)[::-1]))[::-1]
    if any(named == [one for one in order if one in named] for order in (expected, columns)):
        last = _named_in(said, columns)[-len(columns) :]
        named = last if across and set(last) == set(columns) and last != columns else []
    return "、".join(heading.label for heading in named)


def _named_in(said: str, headings: Sequence[Heading]) -> list[Heading]:
    """The headings that a text names, in its order, as often as it does."""
    words = {core(word): heading for heading in headings for word in spellings(heading)}
    return [words[word] for word in re.findall("|".join(sorted(words, key=len, reverse=True)), said)]


def _reading_order(headings: Sequence[Heading], *, groups: bool) -> list[Heading]:
    """Headings as they are read above the figures, line by line; those that group others only when asked for."""
    found: list[Heading] = []
    while headings:
        found += [heading for heading in headings if groups or not heading.children]
        headings = [child for heading in headings for child in heading.children]
    return found
