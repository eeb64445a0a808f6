"""The tables of a section as HTML. `tables.lay_out` says what is in every cell, `parts/table.html` how that is written.

Tables of one form differ from report to report in their figures, and where the rows are the author's own in the
words at their heads. So each is laid out once, without them, and a line is written by cutting what the template
prints around them (`render/skeleton.py`) and filling that; lines that recur, such as those of zeros, are kept.
`written_sheets` lays the tables out for the one report, which says the same.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from itertools import chain
from operator import attrgetter
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from ..fast.prerender import Html, Skeleton, Slot, escaped
from ..model.digest_key import DigestKey
from ..model.form import Format, SectionForm
from ..model.planned_file import Outline
from ..model.report import AuthoredRow, Cell, CellState, Explanation, Report, Table, digits
from ..model.theme import Theme
from ..present.form_table import Grid, GridPart, GridRow, Notes, explanations_of, foldable, lay_out
from .outline import outline
from .templates import call, call_alike, macro_skeleton

_TEMPLATE = "parts/table.html"
_AMOUNT = attrgetter("amount")
_MOST_KEPT = 64
"""Texts that are kept of each line."""
_WORTH_FOLDING = 4
"""Empty lines that a table must have before they can be folded away."""


class Lines(Struct, frozen=True):
    """Lines of a table that are written already, its head or a block of figures."""

    head: bool
    rows: Any


class Small(Struct, frozen=True):
    """One of the small tables that stand in for a wide one on a phone."""

    caption: str
    term: str
    parts: tuple[Lines, ...]


class Sheet(Struct, frozen=True):
    """A table as the template takes it: what it says around its lines, and these; `foldable` lines may be folded away.

    `classes` say what kind of table it is, and `stubs` what stands in each column of headings.
    """

    name: str
    caption: str
    classes: str
    stubs: tuple[str, ...]
    columns: int
    foldable: int
    parts: tuple[Lines, ...]
    narrow: tuple[Small, ...]
    has_blank: bool
    has_not_applicable: bool
    notes: tuple[tuple[int, str, str], ...]
    explanations: tuple[str, ...]


HERE = "\ufdd3"
"""Stands in a text where another will stand; Unicode keeps it for use inside programs, and no content file may hold it."""


def sheets(theme: Theme, form: Format, section: SectionForm, report: Report, glossary: str) -> tuple[list[str], Outline]:
    """Return the tables of a section as HTML in pieces, none when it has none, and their outline.

    `glossary` is the address of that page.
    """
    tables = {table.key: table for table in report.tables}
    filed = {known.key: tables[known.key] for known in section.tables if known.key in tables}
    if not filed:
        return [], Outline(frozenset(), frozenset())
    folds = {(key, line) for key, table in filed.items() for line in foldable(form.tables[key], table)}
    noted = {
        (key, line)
        for key, table in filed.items()
        if any(cell.note for row in set(table.rows) for cell in row)
        for line, row in enumerate(table.rows)
        if any(cell.note for cell in row)
    }
    shapes = tuple((key, tuple(row.level for row in table.authored)) for key, table in filed.items())
    moulds = _moulds(DigestKey(theme), DigestKey(form), section.key, shapes, glossary)
    pieces = [piece for mould in moulds for piece in mould.filled(theme, filed, folds, noted, report.explanations)]
    return pieces, moulds.outline(pieces, bool(noted))


def written_sheets(theme: Theme, section: SectionForm, report: Report, glossary: str) -> str:
    """Return the same, laid out and written for this report alone."""
    return "".join(_written(theme, grid, glossary) for grid in lay_out(section, report.tables, report.explanations))


def _written(theme: Theme, grid: Grid, glossary: str) -> str:
    def lines(part: GridPart) -> Lines:
        rows = (call(theme, _TEMPLATE, "row", row, glossary, grid.name) for row in part.rows)
        return Lines(part.head, Html("".join(rows)))

    narrow = tuple(Small(small.caption, small.term, tuple(map(lines, small.parts))) for small in grid.narrow)
    sheet = _sheet(grid, tuple(map(lines, grid.parts)), narrow, grid.empty_rows, grid.has_blank, grid.has_not_applicable)
    return call(theme, _TEMPLATE, "table", sheet, glossary)


def _sheet(grid: Grid, parts: tuple[Lines, ...], narrow: tuple[Small, ...], empty: int, blank: bool, inapplicable: bool) -> Sheet:
    return Sheet(
        name=grid.name,
        caption=grid.caption,
        classes=f"sheet-{grid.layout} sheet-dense" if grid.is_dense else f"sheet-{grid.layout}",
        stubs=(*("stub-group",) * (grid.stub - 1), "stub-row") if grid.stub > 1 and grid.layout != "authored" else (),
        columns=grid.width - grid.stub,
        foldable=empty if empty >= _WORTH_FOLDING else 0,
        parts=parts,
        narrow=narrow,
        has_blank=blank,
        has_not_applicable=inapplicable,
        notes=grid.notes,
        explanations=grid.explanations,
    )


class _Line:
    """A line of a table without its figures, and how it has been written with some."""

    def __init__(self, row: GridRow, glossary: str, name: str) -> None:
        self.row, self.glossary, self.name = row, glossary, name
        self.printers: dict[Any, Callable[..., str] | None] = {}
        self.kept: dict[Any, str] = {}

    def text(self, theme: Theme, figures: tuple[Cell, ...], words: tuple[str, ...], empty: bool) -> str:
        """The line with these figures in it and, where its head is the author's own, these words."""
        key = (figures, tuple(map(str, map(_AMOUNT, figures))), words, empty)  # 8.1 equals 8.10, but is not written alike
        known = self.kept.get(key)
        if known is not None:
            return known
        text = self._written(theme, figures, words, empty)
        if len(self.kept) < _MOST_KEPT:
            self.kept[key] = text
        return text

    def noted(self, theme: Theme, figures: tuple[Cell, ...], words: tuple[str, ...], notes: Notes) -> str:
        """The line with figures some of which have notes, which are numbered."""
        cells = (cell for cell in self.row.cells if cell.figure is not None)
        where = [cell.where or "".join(words[:1]) for cell in cells]
        return self._written(theme, figures, words, False, tuple(map(notes.number, figures, where)))

    def _written(
        self, theme: Theme, figures: tuple[Cell, ...], words: tuple[str, ...], empty: bool, notes: tuple[int, ...] = ()
    ) -> str:
        told = [_told(cell) for cell in figures]
        if notes:
            told = [
                (state + 16, (*texts, str(note))) if note else (state, texts)
                for (state, texts), note in zip(told, notes, strict=True)
            ]
        state = (empty, *[state for state, _ in told], *map(bool, words))
        if state not in self.printers:
            skeleton = _line_skeleton(DigestKey(theme), self.row, self.name, state)
            self.printers[state] = skeleton.begun(self.glossary).around if skeleton else None
        printer = self.printers[state]
        if printer is None:
            row = _with(self.row, figures, words, empty, notes)
            return call(theme, _TEMPLATE, "row", row, self.glossary, self.name)
        return printer(*[text for _, texts in told for text in texts], *[escaped(word) for word in words if word])


def _with(row: GridRow, figures: Iterable[Cell], words: Iterable[Any], empty: bool, notes: Iterable[Any] = ()) -> GridRow:
    """A line with figures in it, the numbers of their notes and, where its head is the author's own, words."""
    left, heads, numbers = iter(figures), iter(words), iter(notes)
    cells = [replace(cell, figure=next(left), note=next(numbers, 0)) if cell.figure is not None else cell for cell in row.cells]
    cells = [replace(cell, text=next(heads, cell.text)) if cell.figure is None else cell for cell in cells]
    return replace(row, cells=tuple(cells), empty=empty)


@lru_cache(maxsize=4096)
def _line_skeleton(theme: DigestKey[Theme], row: GridRow, name: str, state: tuple[int | bool, ...]) -> Skeleton | None:
    """What the template prints around the address of the glossary and the texts of a line; `state` tells which there are."""
    slots = [Slot(0)]

    def slot(there: int | bool) -> Any:
        if there:
            slots.append(Slot(len(slots)))
        return slots[-1] if there else ""

    number = sum(1 for cell in row.cells if cell.figure is not None)
    figures, notes = [], []
    for s in state[1 : number + 1]:
        state_without = CellState.NOT_APPLICABLE if s & 4 else CellState.UNREAD if s & 8 else CellState.BLANK
        figures.append(Cell(slot(s & 1) or None, "", slot(s & 2), state_without))
        notes.append(slot(s & 16) or 0)
    words = [slot(there) for there in state[number + 1 :]]
    row = _with(row, figures, words, bool(state[0]), notes)
    return macro_skeleton(theme.value, _TEMPLATE, "row", len(slots), row, slots[0], name)


def _told(cell: Cell) -> tuple[int, tuple[str, ...]]:
    """What tells a cell apart besides its texts, and these: its amount and its unit, where it has them."""
    state = (cell.amount is not None) + 2 * bool(cell.unit) + 4 * cell.not_applicable + 8 * cell.unread
    texts = (digits(cell.amount),) if cell.amount is not None else ()
    return state, (*texts, escaped(cell.unit)) if cell.unit else texts


class _Mould:
    """A table of a form without figures, in which those of one report after another are written."""

    def __init__(self, form: Format, grid: Grid, glossary: str) -> None:
        def lines(parts: Iterable[GridPart]) -> list[tuple[bool, list[_Line]]]:
            return [(part.head, [_Line(row, glossary, grid.name) for row in part.rows]) for part in parts]

        self.grid, self.glossary = grid, glossary
        self.parts = lines(grid.parts)
        self.narrow = [(small.caption, small.term, lines(small.parts)) for small in grid.narrow]
        takes = (key for part in grid.parts for row in part.rows for key, _ in row.takes)
        self.of = tuple(dict.fromkeys(takes)) or (grid.name,)  # an author's own table may have no rows
        self.forms = tuple(form.tables[key] for key in self.of)

    def filled(
        self,
        theme: Theme,
        filed: Mapping[str, Table],
        folds: set[tuple[str, int]],
        noted: set[tuple[str, int]],
        explanations: tuple[Explanation, ...],
    ) -> list[str]:
        """The table with the figures of a report, in pieces.

        `folds` are the lines that may be folded away, `noted` those with notes.
        """
        here = Html(HERE)
        lines: list[list[str]] = []

        def text(line: _Line, notes: Notes) -> str:
            takes = line.row.takes
            words: tuple[str, ...] = ()
            if len(takes) == 1:
                key, number = takes[0]
                table = filed[key]
                figures = table.rows[number]
                if table.authored:
                    words = (table.authored[number].label, table.authored[number].unit)
            else:
                figures = tuple(cell for key, number in takes for cell in filed[key].rows[number])
            if noted and not noted.isdisjoint(takes):
                return line.noted(theme, figures, words, notes)
            return line.text(theme, figures, words, len(takes) == 1 and takes[0] in folds)

        def written(parts: list[tuple[bool, list[_Line]]], notes: Notes) -> tuple[Lines, ...]:
            lines.extend([text(line, notes) for line in part] for _, part in parts)
            return tuple(Lines(head, here) for head, _ in parts)

        notes, again = Notes(), Notes()
        parts = written(self.parts, notes)
        narrow = tuple(Small(caption, term, written(small, again)) for caption, term, small in self.narrow)
        cells = set(chain.from_iterable({row for key in self.of for row in filed[key].rows}))
        blank, inapplicable = any(cell.blank for cell in cells), any(cell.not_applicable for cell in cells)
        empty = sum(1 for key, _ in folds if key in self.of)
        said = replace(self.grid, notes=tuple(notes.found), explanations=explanations_of(self.forms, explanations))
        sheet = _sheet(said, parts, narrow, empty, blank, inapplicable)
        pieces = call_alike(theme, _TEMPLATE, "table", sheet, self.glossary).split(HERE)
        return [pieces[0], *chain.from_iterable((*part, piece) for part, piece in zip(lines, pieces[1:], strict=True))]


class _Moulds(tuple[_Mould, ...]):
    """The tables of a section without figures."""

    _outline: Outline | None = None

    def outline(self, pieces: list[str], noted: bool) -> Outline:
        """Their outline, taken from the first text that was made with them: figures add nothing to it, but notes do."""
        if noted:
            return outline("".join(pieces).encode())
        if self._outline is None:
            self._outline = outline("".join(pieces).encode())
        return self._outline


Shapes = tuple[tuple[str, tuple[int, ...]], ...]
"""The tables that a report has of a section, with the levels of their authored rows."""


@lru_cache(maxsize=128)
def _moulds(theme: DigestKey[Theme], form: DigestKey[Format], section: str, shapes: Shapes, glossary: str) -> _Moulds:
    """The tables of a section without figures."""
    of = form.value
    known = next(one for one in of.sections if one.key == section)
    blank = tuple(_blank(of, key, levels) for key, levels in shapes)
    return _Moulds(_Mould(of, grid, glossary) for grid in lay_out(known, blank))


def _blank(form: Format, key: str, levels: tuple[int, ...]) -> Table:
    known = form.tables[key]
    rows = len(levels) if known.authored else len(known.row_keys)
    return Table(key, ((Cell(),) * len(known.column_keys),) * rows, tuple(AuthoredRow(level, "", "") for level in levels))
