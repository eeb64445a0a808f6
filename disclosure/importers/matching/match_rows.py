"""Lines of figures → the form they are of and its rows: by where they stand among the others, with their labels as evidence."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import groupby, product

from msgspec import Struct
from msgspec.structs import replace

from ...model.form import Format, Heading, TableForm
from ..document import SourceDocument
from .labels import EXACT, best_alignment, core, likeness, plain
from .lines_by_words import lines_by_words
from .table_lines import TableLine
from .wordings import Wordings, closing_heads, spellings

_ALIKE = 0.62
"""The least likeness at which a label names a row."""
_CLEAR = 0.8
"""The likeness from which a label names a row even when the figures are not as many as the row's cells."""
_FAINT = 0.5
"""The least likeness of a garbled label whose place leaves it only one row."""
_FITS = 0.3
_EMPTY = 0.5
_HEADS, _NOTICE, _YEAR = 12, 3, 2
"""What all of a form's own column headings, the notice that issued it, and the year it is due for weigh; a row weighs 1."""


RowKey = tuple[str, tuple[str, ...]]
"""Table and rows."""


class FormLine(Struct, frozen=True, dict=True):
    """A line of figures that the form asks for: one row, or all rows of a table that lays them side by side.

    `columns` are named where a document has them in another order than the form.
    """

    table: TableForm
    rows: tuple[str, ...]
    columns: tuple[str, ...] = ()

    @cached_property
    def cells(self) -> tuple[tuple[str, str], ...]:
        """Its cells as (row, column), in the order they stand."""
        return tuple(product(self.rows, self.columns or self.table.column_keys))

    @cached_property
    def spellings(self) -> tuple[str, ...]:
        """The wordings of its label; a strip of several rows has none."""
        return spellings(self.table.row_lines[self.table.row_index[self.rows[0]]][-1]) if len(self.rows) == 1 else ()

    @property
    def name(self) -> str:
        """What people call it."""
        return self.table.row_label(self.rows[0]) if len(self.rows) == 1 else self.table.title


class RowMatch(Struct, frozen=True):
    """A line taken for a target; `how` is empty when its label says so, otherwise what spoke for it.

    `rivals` are lines that say they are the same row, with other figures.
    """

    target: FormLine
    line: TableLine
    likeness: float
    how: str = ""
    rivals: tuple[TableLine, ...] = ()


class FormMatch(Struct, frozen=True):
    """What a form makes of a document's lines: those that are its own, and those that are not."""

    form: Format
    matches: tuple[RowMatch, ...]
    left: tuple[TableLine, ...]

    @property
    def score(self) -> float:
        """How well the form explains the document."""
        fitting = sum(match.likeness for match in self.matches if match.line.has_figures and may_fit(match.line, match.target))
        return fitting - 0.5 * sum(line.has_figures for line in self.left)


def choose_form(
    document: SourceDocument, lines: Sequence[TableLine], forms: Sequence[Format], due: Format, wordings: Wordings
) -> FormMatch:
    """Return the lines as the form has them that explains the document best; `due` is the form of its year."""
    said = plain("".join(said for block in document.blocks for said in block.words))
    tabled = [due, *(form for form in forms if form is not due and not form.free_chapters)]

    def weight(matched: FormMatch) -> tuple[float, bool]:
        form = matched.form
        others = {word for other in tabled if other is not form for words in _columns(other) for word in words}
        own = [words for words in _columns(form) if not others.intersection(words)]
        shown = sum(any(word in said for word in words) for words in own) / max(len(own), 1)
        cited = bool(form.issued_as) and plain(form.issued_as) in said
        return matched.score + _HEADS * shown + _NOTICE * cited + _YEAR * (form is due), form is due

    return max((match_lines(lines, form, wordings) for form in tabled), key=weight)


def _columns(form: Format) -> Iterator[tuple[str, ...]]:
    """The wordings of each column heading of a form."""
    headings = dict.fromkeys(column for table in form.tables.values() for column in table.leaf_columns)
    return (tuple(map(plain, spellings(heading))) for heading in headings)


def match_lines(lines: Sequence[TableLine], form: Format, wordings: Wordings) -> FormMatch:
    """Return which line fills which row of the form: within a table in the form's order, each line once."""
    plain = [table for table in form.tables.values() if table.layout != "across" and not table.authored]
    targets = [FormLine(table, (row,)) for table in plain for row in table.row_keys]
    # what the head of a table ends with that lays its rows side by side is no label of a row
    ends = {core(word) for table in form.tables.values() if table.layout == "across" for word in closing_heads(table)}
    labeled = [line for line in lines if not any(end in core("".join(line.labels)) for end in ends)]
    named = [(line, near) for line in labeled if (near := _rows_named(line, targets, wordings))]
    matches = [match for table in plain for match in _align(named, [t for t in targets if t.table is table])]
    matches += _in_gaps(lines, targets, matches)
    for table in form.tables.values():
        if table.layout == "across":
            taken = {(match.line.grid, match.line.row) for match in matches}
            matches += _across([line for line in lines if (line.grid, line.row) not in taken], table, wordings)
    taken = {place for match in matches for place in match.line.places}
    left = [line for line in lines if (line.grid, line.row) not in taken]
    matches = [match if match.rivals else replace(match, rivals=_rivals(match, left, wordings)) for match in matches]
    rivals = {id(line) for match in matches for line in match.rivals}
    return FormMatch(form, tuple(matches), tuple(line for line in left if id(line) not in rivals))


def _rivals(match: RowMatch, left: Sequence[TableLine], wordings: Wordings) -> tuple[TableLine, ...]:
    """The lines that were not taken, could be the same row, and have other figures."""
    target, line = match.target, match.line
    rivals = (one for one in left if one.has_figures and line.has_figures and fits(one, target) and one.filled != line.filled)
    if target.spellings:
        return tuple(one for one in rivals if alike(one, target, wordings) == EXACT)
    return tuple(one for one in rivals if _may_be_strip(one, target) and one.aligned and one.heads)


def fits(line: TableLine, target: FormLine) -> bool:
    """Whether a line has just the figures that the target has cells."""
    return len(target.cells) in (len(line.cells), len(line.filled))


def may_fit(line: TableLine, target: FormLine) -> bool:
    """Whether a line has the figures of the target, or digits run together that may hold them."""
    return fits(line, target) or (not line.bordered and len(line.cells) == 1 and line.digits >= len(target.cells))


def alike(line: TableLine, target: FormLine, wordings: Wordings) -> float:
    """Return how near a line's label comes to a row's, whichever part of the label says it."""
    pairs = [(said, spelling) for said in _sayings(line) for spelling in target.spellings]
    ends = ((core(said), core(spelling)) for said, spelling in pairs)
    if any(said.endswith(ending) and not wordings.strip_known(said.removesuffix(ending)) for said, ending in ends if ending):
        return EXACT
    return max((likeness(said, spelling) for said, spelling in pairs), default=0.0)


def _sayings(line: TableLine) -> Iterator[str]:
    """A line's last label, and its last ones read together: a word may be torn over two cells."""
    for count in range(1, min(len(line.labels), 3) + 1):
        yield "".join(line.labels[-count:])


def _rows_named(line: TableLine, targets: Sequence[FormLine], wordings: Wordings) -> dict[RowKey, float]:
    """The rows that a line's label names best, with their likeness; none for the label of a whole group of rows."""
    # one figure with too few digits for the cells that it would have to fill is none of a row
    is_alone = len(line.cells) == len(line.filled) == 1
    near = [(t, alike(line, t, wordings)) for t in targets if not (is_alone and line.digits < len(t.cells) > 1)]
    best = max((value for _, value in near), default=0.0)
    tables = {t.table.key: t.table for t in targets}.values() if best < EXACT else ()
    if best < _ALIKE or any(group_of(line, table) for table in tables):
        return {}
    return {(t.table.key, t.rows): best for t, value in near if value == best and (best >= _CLEAR or may_fit(line, t))}


def group_of(line: TableLine, table: TableForm) -> Heading | None:
    """The heading of a group of rows, where a line's label is just that."""
    groups = dict.fromkeys(heading for row in table.row_lines for heading in row[:-1])
    return next((group for group in groups for said in line.labels[-1:] if likeness(said, group.label) == EXACT), None)


def _align(named: Sequence[tuple[TableLine, Mapping[RowKey, float]]], targets: Sequence[FormLine]) -> list[RowMatch]:
    """The pairing of lines with targets, both in order, that the labels speak for most."""
    place = {(target.table.key, target.rows): number for number, target in enumerate(targets)}
    near = [{place[key]: value for key, value in found.items() if key in place} for _, found in named]

    def weight(line: TableLine, target: FormLine, value: float) -> float:
        if not 0 < len(line.filled) <= len(target.cells):
            return value * _EMPTY
        return value + (_FITS if fits(line, target) else 0)

    weights = [
        {n: weight(line, targets[n], value) for n, value in some.items()} for (line, _), some in zip(named, near, strict=True)
    ]
    return [RowMatch(targets[n], named[i][0], near[i][n]) for i, n in best_alignment(weights, len(targets))]


def _in_gaps(lines: Sequence[TableLine], targets: list[FormLine], matches: list[RowMatch]) -> list[RowMatch]:
    """Lines without a legible label, where as many stand between two known rows as the form has there."""
    place = {id(line): number for number, line in enumerate(lines)}
    by_row = {(match.target.table.key, match.target.rows): match for match in matches}
    taken = {id(match.line) for match in matches}
    found = [by_row.get((target.table.key, target.rows)) for target in targets]
    added: list[RowMatch] = []
    for (_, has_line), run in groupby(range(len(targets)), key=lambda n: (targets[n].table.key, found[n] is not None)):
        gap = list(run)
        before, after = (next(filter(None, some), None) for some in (found[: gap[0]][::-1], found[gap[-1] + 1 :]))
        start, end = place[id(before.line)] + 1 if before else 0, place[id(after.line)] if after else len(lines)
        between = [line for line in lines[start:end] if id(line) not in taken and line.has_figures]
        for candidates in () if has_line else (between, [line for line in between if not line.labels]):
            if len(candidates) == len(gap) and all(_may_be(line, targets[n]) for line, n in zip(candidates, gap, strict=True)):
                added += [RowMatch(targets[n], line, _FAINT, "position") for line, n in zip(candidates, gap, strict=True)]
                taken |= {id(line) for line in candidates}
                break
    return added


def _may_be(line: TableLine, target: FormLine) -> bool:
    """Whether a line could be this row: as many figures, and nothing in its label against it."""
    near = (likeness(said, spelling) for said in _sayings(line) for spelling in target.spellings)
    return fits(line, target) and max(near, default=EXACT) >= _FAINT


def _across(lines: list[TableLine], table: TableForm, wordings: Wordings) -> list[RowMatch]:
    """The rows of a table that lays them side by side: where its headings put them, as lines of their own, or in one line."""
    found: dict[tuple[str, ...], RowMatch] = {}
    rows = [FormLine(table, (row,)) for row in table.row_keys]
    by_words = lines_by_words(lines, table)
    if len(by_words) == len(rows):
        return [RowMatch(row, by_words[n][0], EXACT, rivals=by_words[n][1:]) for n, row in enumerate(rows)]
    for line in lines:
        near = _rows_named(line, rows, wordings) if line.filled else {}
        for target in (target for target in rows if (table.key, target.rows) in near and fits(line, target)):
            found.setdefault(target.rows, RowMatch(target, line, near[table.key, target.rows]))
    if found:
        return list(found.values())
    whole = FormLine(table, table.row_keys)
    candidates = [line for line in lines if line.filled and _may_be_strip(line, whole)]
    return [RowMatch(whole, candidates[0], EXACT)] if candidates else []


def _may_be_strip(line: TableLine, whole: FormLine) -> bool:
    """Whether a line could hold all the figures of the table: enough of them, below its head or without any."""
    width = len(whole.cells)
    marks = {core(column.label) for column in whole.table.leaf_columns}
    heads = {core(head.text) for head in line.heads} | {core(label) for label in line.labels}
    headed = len(marks & heads) > 1 or any(core(word) in core("".join(line.labels)) for word in closing_heads(whole.table))
    if len(line.cells) >= width and (headed or not line.labels):
        return len(line.filled) <= width
    return headed and len(line.cells) < width <= line.digits
