"""The tables of reports, written row by row.

Tables of one form differ from report to report in their figures, and where the rows are the author's own in the
words at their heads. So each is laid out once, without them, and a row is what its template prints around them
(`prerender.py`); rows that recur, such as those of zeros, are cached.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from itertools import chain
from operator import attrgetter
from typing import Any

from markupsafe import Markup
from msgspec import Struct
from msgspec.structs import replace

from ..html.table import NarrowTable, PartHtml, RowMacro, TableMacro, join_html, table_view
from ..html.templates import render_macro
from ..model.digest_key import DigestKey
from ..model.form import Format, SectionForm
from ..model.report import AuthoredRow, Cell, CellState, Explanation, Report, Table, digits
from ..model.theme import Theme
from ..present.form_table import FormGrid, GridPart, GridRow, Notes, explanations_of, filled_rows, lay_out
from .prerender import Placeholder, Prerendered, ZeroPlaceholder, escaped, prerender_macro
from .switch import switchable

_AMOUNT = attrgetter("amount")
_MAX_KNOWN = 64
"""Texts that are cached of each row."""

RowNumber = tuple[str, int]
"""A row of figures: the key of its table and its number there."""
Shapes = tuple[tuple[str, tuple[int, ...]], ...]
"""The tables that a report has of a section, with the levels of their authored rows."""


class FilledTables(Struct, frozen=True):
    """The tables of a report by their keys, and which of their rows have notes."""

    tables: Mapping[str, Table]
    annotated: frozenset[RowNumber]
    explanations: tuple[Explanation, ...]


@switchable
def tables(theme: Theme, form: Format, report: Report, glossary: str, pages: str) -> dict[str, Markup] | None:
    """Return what `tables_html` returns."""
    filled = {table.key: table for table in report.tables}
    known = FilledTables(filled, frozenset(_rows_with_notes(filled)), report.remarks)
    return {section.key: _section_html(theme, form, section, known, glossary, pages) for section in form.sections}


def _rows_with_notes(filled: Mapping[str, Table]) -> Iterable[RowNumber]:
    """Yield the rows with notes."""
    for key, table in filled.items():
        if any(cell.note for row in set(table.rows) for cell in row):
            for number, row in enumerate(table.rows):
                if any(cell.note for cell in row):
                    yield key, number


def _section_html(theme: Theme, form: Format, section: SectionForm, filled: FilledTables, glossary: str, pages: str) -> Markup:
    present = [filled.tables[table.key] for table in section.tables if table.key in filled.tables]
    if not present:
        return Markup()
    shapes = tuple((table.key, tuple(row.level for row in table.authored)) for table in present)
    templates = _templates(DigestKey(theme), DigestKey(form), section.key, shapes, glossary, pages)
    return join_html(template.render(filled) for template in templates)


@lru_cache(maxsize=128)
def _templates(
    theme: DigestKey[Theme], form: DigestKey[Format], section: str, shapes: Shapes, glossary: str, pages: str
) -> "tuple[TableTemplate, ...]":
    """The tables of a section without figures."""
    known = next(one for one in form.value.sections if one.key == section)
    blank = tuple(_blank(form.value, key, levels) for key, levels in shapes)
    return tuple(TableTemplate(theme.value, form.value, grid, glossary, pages) for grid in lay_out(known, blank))


def _blank(form: Format, key: str, levels: tuple[int, ...]) -> Table:
    known = form.tables[key]
    rows = len(levels) if known.authored else len(known.row_keys)
    return Table(key, ((Cell(),) * len(known.column_keys),) * rows, tuple(AuthoredRow(level, "", "") for level in levels))


class TableTemplate:
    """A table of a form without figures, into which those of one report after another are put."""

    def __init__(self, theme: Theme, form: Format, grid: FormGrid, glossary: str, pages: str) -> None:
        def rows_of(parts: Iterable[GridPart]) -> list[tuple[bool, list[RowTemplate]]]:
            return [(part.head, [RowTemplate(theme, row, glossary, grid.name, pages) for row in part.rows]) for part in parts]

        self.theme, self.grid, self.glossary, self.pages = theme, grid, glossary, pages
        self.parts = rows_of(grid.parts)
        self.narrow = [(small.caption, small.term, rows_of(small.parts)) for small in grid.narrow]
        found = (key for part in grid.parts for row in part.rows for key, _ in row.figure_rows)
        self.keys = tuple(dict.fromkeys(found)) or (grid.name,)  # an author's own table may have no rows
        self.forms = tuple(form.tables[key] for key in self.keys)

    def render(self, filled: FilledTables) -> str:
        """Return the table with the figures of a report."""

        def written(parts: list[tuple[bool, list[RowTemplate]]], notes: Notes) -> tuple[PartHtml, ...]:
            return tuple(PartHtml(head, join_html([row.render(filled, notes) for row in rows])) for head, rows in parts)

        notes, narrow_notes = Notes(), Notes()
        parts = written(self.parts, notes)
        narrow = tuple(NarrowTable(caption, term, written(small, narrow_notes)) for caption, term, small in self.narrow)
        cells = set(chain.from_iterable({row for key in self.keys for row in filled.tables[key].rows}))
        grid = replace(
            self.grid,
            notes=tuple(notes.found),
            explanations=explanations_of(self.forms, filled.explanations),
            has_blank=any(cell.blank for cell in cells),
            has_not_applicable=any(cell.not_applicable for cell in cells),
            filled=filled_rows(self.forms[0], filled.tables[self.keys[0]]) if len(self.keys) == 1 else None,
        )
        return render_macro(self.theme, TableMacro(table_view(grid, parts, narrow), self.glossary, self.pages))


class RowTemplate:
    """A row of a table without its figures, and how it has been written with some."""

    def __init__(self, theme: Theme, row: GridRow, glossary: str, table: str, pages: str) -> None:
        self.theme, self.row, self.glossary, self.table, self.pages = theme, row, glossary, table, pages
        self.renderers: dict[Any, Callable[..., str] | None] = {}
        self.known: dict[Any, str] = {}

    def render(self, filled: FilledTables, notes: Notes) -> str:
        """Return the row with the figures of a report and, where its head is the author's own, their words."""
        where = self.row.figure_rows
        words: tuple[str, ...] = ()
        if len(where) == 1:
            key, number = where[0]
            table = filled.tables[key]
            figures = table.rows[number]
            if table.authored:
                words = (table.authored[number].label, table.authored[number].unit)
        else:
            figures = tuple(cell for key, number in where for cell in filled.tables[key].rows[number])
        if filled.annotated and not filled.annotated.isdisjoint(where):
            return self._written(figures, words, self._note_numbers(figures, words, notes))
        return self._cached_html(figures, words)

    def _cached_html(self, figures: tuple[Cell, ...], words: tuple[str, ...]) -> str:
        key = (figures, tuple(map(str, map(_AMOUNT, figures))), words)  # 8.1 equals 8.10, but is not written alike
        known = self.known.get(key)
        if known is not None:
            return known
        text = self._written(figures, words, ())
        if len(self.known) < _MAX_KNOWN:
            self.known[key] = text
        return text

    def _note_numbers(self, figures: tuple[Cell, ...], words: tuple[str, ...], notes: Notes) -> tuple[int, ...]:
        cells = (cell for cell in self.row.cells if cell.figure is not None)
        where = [cell.where or "".join(words[:1]) for cell in cells]
        return tuple(map(notes.number, figures, where))

    def _written(self, figures: tuple[Cell, ...], words: tuple[str, ...], notes: tuple[int, ...]) -> str:
        cells = [_state_and_texts(cell) for cell in figures]
        if notes:
            cells = [
                (state + 16, (*texts, str(note))) if note else (state, texts)
                for (state, texts), note in zip(cells, notes, strict=True)
            ]
        state = (*[state for state, _ in cells], bool(self.pages), *map(bool, words))
        if state not in self.renderers:
            prerendered = _prerendered_row(DigestKey(self.theme), self.row, self.table, state)
            addresses = (self.glossary, self.pages) if self.pages else (self.glossary,)
            self.renderers[state] = prerendered.bind(*addresses).join if prerendered else None
        renderer = self.renderers[state]
        if renderer is None:
            row = _with(self.row, figures, words, notes)
            return render_macro(self.theme, RowMacro(row, self.glossary, self.table, self.pages))
        return renderer(*[text for _, texts in cells for text in texts], *[escaped(word) for word in words if word])


def _state_and_texts(cell: Cell) -> tuple[int, tuple[str, ...]]:
    """What tells a cell apart besides its texts, and these: its amount and its unit, where it has them."""
    state = (cell.amount is not None) + 2 * bool(cell.unit) + 4 * cell.not_applicable + 8 * cell.unread + 32 * cell.is_zero
    texts = (digits(cell.amount),) if cell.amount is not None else ()
    return state, (*texts, escaped(cell.unit)) if cell.unit else texts


def _with(row: GridRow, figures: Iterable[Cell], words: Iterable[Any], notes: Iterable[Any] = ()) -> GridRow:
    """A row with figures in it, the numbers of their notes and, where its head is the author's own, words."""
    left, heads, numbers = iter(figures), iter(words), iter(notes)
    cells = [replace(cell, figure=next(left), note=next(numbers, 0)) if cell.figure is not None else cell for cell in row.cells]
    cells = [replace(cell, text=next(heads, cell.text)) if cell.figure is None else cell for cell in cells]
    return replace(row, cells=tuple(cells))


@lru_cache(maxsize=4096)
def _prerendered_row(theme: DigestKey[Theme], row: GridRow, table: str, state: tuple[int | bool, ...]) -> Prerendered | None:
    """What the template prints around the addresses that it is given and the texts of a row; `state` tells which there are."""
    glossary: Any = Placeholder(0)
    placeholders = [glossary]

    def placeholder(there: int | bool, kind: type[Placeholder] = Placeholder) -> Any:
        if there:
            placeholders.append(kind(len(placeholders)))
        return placeholders[-1] if there else ""

    number = sum(1 for cell in row.cells if cell.figure is not None)
    pages = placeholder(state[number])
    figures, notes = [], []
    for s in state[:number]:
        empty = CellState.NOT_APPLICABLE if s & 4 else CellState.UNREAD if s & 8 else CellState.BLANK
        amount = placeholder(1, ZeroPlaceholder if s & 32 else Placeholder) if s & 1 else None
        figures.append(Cell(amount, "", placeholder(s & 2), empty))
        notes.append(placeholder(s & 16) or 0)
    words = [placeholder(there) for there in state[number + 1 :]]
    row = _with(row, figures, words, notes)
    return prerender_macro(theme.value, len(placeholders), RowMacro(row, glossary, table, pages))
