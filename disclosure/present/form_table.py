"""A form's tables with a report's figures in them, as grids of merged cells exactly as on the official form."""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from msgspec import Struct
from msgspec.structs import replace

from ..model.form import Format, SectionForm, TableForm
from ..model.report import AuthoredRow, Cell, Explanation, Report, Table, digits
from .headings import HeadingCell, depth, heading_cells, nest_columns


class GridCell(Struct, frozen=True):
    """A cell of a grid, heading or figure, and how many columns and rows it covers.

    `name` is its address for links and for the `headers` of the figures it stands over;
    `note` numbers the note to its figure, 0 for none, which says `where` that stands; `indent` is the level of an authored
    row; `term` names the glossary entry of its wording.
    """

    text: str = ""
    colspan: int = 1
    rowspan: int = 1
    scope: str = ""
    name: str = ""
    headers: str = ""
    figure: Cell | None = None
    note: int = 0
    where: str = ""
    indent: int = 0
    term: str = ""


class GridRow(Struct, frozen=True):
    """A line of cells; `name` is the address of a line of figures, to cite it by.

    One whose row can be followed over bodies and years is `followed`. `figure_rows` are the rows of figures in it, each by its
    table and its number there.
    """

    cells: tuple[GridCell, ...]
    name: str = ""
    figure_rows: tuple[tuple[str, int], ...] = ()
    followed: bool = False


class GridPart(Struct, frozen=True):
    """Rows that belong together: a head, or a block of figures."""

    head: bool
    rows: tuple[GridRow, ...]


class RowFigure(Struct, frozen=True):
    """A row by its address and its heading, with its total, "" where it has none."""

    name: str
    label: str
    total: str


class FilledRows(Struct, frozen=True):
    """The few of a table's `rows` that are not all 0 or blank."""

    rows: int
    found: tuple[RowFigure, ...]


MANY_COLUMNS = 6
"""From so many columns of figures on a table has to save room."""
MANY_ROWS = 12
"""From so many rows on a table says first which of them are not all 0 or blank."""
FEW_FILLED = 9
"""More rows than this are read in the table itself."""


class FormGrid(Struct, frozen=True):
    """One published table: `width` columns, of which the first `stub_columns` are row headings.

    `layout` is that of its form, or `authored`; `filled` are the few rows with figures of a long table, None where it need
    not say which; `followed` are the rows that can be followed of a table that has no line for each. A table too wide for a
    phone brings `narrow`, the same figures as several small tables; `term` names the glossary entry of a small table's caption.
    """

    name: str
    caption: str
    width: int
    stub_columns: int
    parts: tuple[GridPart, ...]
    layout: str = "plain"
    notes: tuple[tuple[int, str, str], ...] = ()
    explanations: tuple[str, ...] = ()
    has_blank: bool = False
    has_not_applicable: bool = False
    filled: FilledRows | None = None
    followed: tuple[RowFigure, ...] = ()
    narrow: tuple["FormGrid", ...] = ()
    term: str = ""

    @property
    def is_dense(self) -> bool:
        """Whether it has many columns, each of its own."""
        return self.layout == "plain" and self.width - self.stub_columns >= MANY_COLUMNS


def lay_out(section: SectionForm, tables: tuple[Table, ...], explanations: tuple[Explanation, ...] = ()) -> tuple[FormGrid, ...]:
    """Return the grids of a section of a report: its stacked tables as one, every other as its own."""
    known = {table.key: table for table in tables}
    filled = [(form, known[form.key]) for form in section.tables if form.key in known]
    stacked = [(form, table) for form, table in filled if form.layout == "stacked"]
    grids = [_stack(section, stacked, explanations)] if stacked else []
    return tuple(grids + [_single(form, table, explanations) for form, table in filled if form.layout != "stacked"])


def other_explanations(form: Format, report: Report) -> tuple[str, ...]:
    """The explanations that belong to no table: they are shown at the end of the report."""
    shown = {e for table in form.tables.values() for e in report.remarks if _concerns(e, table)}
    return tuple(explanation.sentence for explanation in report.remarks if explanation not in shown)


def _concerns(explanation: Explanation, form: TableForm) -> bool:
    if explanation.target:
        return f"{explanation.target}.".startswith(f"{form.key}.")
    return any(identity.code == explanation.code for identity in form.identities)


def explanations_of(forms: Iterable[TableForm], explanations: Iterable[Explanation]) -> tuple[str, ...]:
    """The explanations that stand below these tables, each once."""
    known = tuple(forms)
    return tuple(dict.fromkeys(e.sentence for e in explanations for form in known if _concerns(e, form)))


class Notes:
    """Numbers the notes of one grid in reading order; `found` are their numbers, places and words."""

    def __init__(self) -> None:
        self.found: list[tuple[int, str, str]] = []

    def number(self, cell: Cell, where: str) -> int:
        """Return the number of a figure's note, 0 for a figure without one."""
        if not cell.note:
            return 0
        self.found.append((len(self.found) + 1, where, cell.note))
        return len(self.found)


def _figure(cell: Cell, headers: str, where: str, notes: Notes, colspan: int = 1) -> GridCell:
    return GridCell(colspan=colspan, headers=headers, figure=cell, note=notes.number(cell, where), where=where)


def _grid(
    name: str,
    caption: str,
    stub_columns: int,
    parts: list[GridPart],
    tables: list[tuple[TableForm, Table]],
    explanations: tuple[Explanation, ...],
    notes: Notes,
) -> FormGrid:
    first = next(row for part in parts for row in part.rows)
    cells = [cell for _, table in tables for row in table.rows for cell in row]
    return FormGrid(
        name=name,
        caption=caption,
        width=sum(cell.colspan for cell in first.cells),
        stub_columns=stub_columns,
        parts=tuple(parts),
        layout="authored" if tables[0][0].authored else tables[0][0].layout,
        notes=tuple(notes.found),
        explanations=explanations_of((form for form, _ in tables), explanations),
        has_blank=any(cell.blank for cell in cells),
        has_not_applicable=any(cell.not_applicable for cell in cells),
    )


def _single(form: TableForm, table: Table, explanations: tuple[Explanation, ...]) -> FormGrid:
    notes = Notes()
    if form.authored:
        return _grid(form.key, form.title, 2, list(_authored(form, table, notes)), [(form, table)], explanations, notes)
    if form.layout == "across":
        grid = _grid(form.key, form.title, 0, list(_across(form, table, notes)), [(form, table)], explanations, notes)
        narrow_notes = Notes()
        followed = tuple(RowFigure(f"{form.key}.{key}", form.row_label(key), "") for key in form.row_keys)
        narrow = tuple(_narrow(form, table, row, narrow_notes) for row in range(len(form.row_keys)))
        return replace(grid, followed=followed, narrow=narrow)
    stub, head = heading_cells(form.rows), heading_cells(form.columns)
    levels = depth(form.columns)
    corner = GridCell(form.corner, colspan=depth(form.rows), rowspan=levels, term=form.term)
    head_rows = [
        GridRow(((corner,) if level == 0 else ()) + tuple(_heading(form, cell) for cell in head if cell.level == level))
        for level in range(levels)
    ]
    rows = [
        GridRow(
            tuple(_row_heading(form, cell) for cell in stub if cell.start == number)
            + tuple(_figures(form, table, number, stub, head, notes)),
            f"{form.key}.{key}",
            ((form.key, number),),
            followed=True,
        )
        for number, key in enumerate(form.row_keys)
    ]
    parts = [GridPart(True, tuple(head_rows)), GridPart(False, tuple(rows))]
    grid = _grid(form.key, form.title, depth(form.rows), parts, [(form, table)], explanations, notes)
    return replace(grid, filled=filled_rows(form, table))


def filled_rows(form: TableForm, table: Table) -> FilledRows | None:
    """Return the rows of a long table that are not all 0 or blank; None where it is short or has many of them."""
    if form.layout != "plain" or form.authored or len(table.rows) < MANY_ROWS:
        return None
    found = [number for number, row in enumerate(table.rows) if any(cell.amount or cell.note for cell in row)]
    if not 0 < len(found) <= FEW_FILLED:
        return None
    totals = [number for number, column in enumerate(form.leaf_columns) if column.sums]
    return FilledRows(len(table.rows), tuple(_row_figure(form, table, number, totals) for number in found))


def _row_figure(form: TableForm, table: Table, number: int, totals: list[int]) -> RowFigure:
    amounts = (table.rows[number][column].amount for column in totals)
    total = next((digits(amount) for amount in amounts if amount is not None), "")
    return RowFigure(f"{form.key}.{form.row_keys[number]}", form.row_lines[number][-1].label, total)


def _heading(form: TableForm, cell: HeadingCell) -> GridCell:
    scope = "colgroup" if cell.heading.children else "col"
    return GridCell(cell.heading.label, cell.leaves, cell.levels, scope, _column_id(form, cell), term=cell.heading.term)


def _row_heading(form: TableForm, cell: HeadingCell) -> GridCell:
    scope = "rowgroup" if cell.heading.children else "row"
    return GridCell(cell.heading.label, cell.levels, cell.leaves, scope, _row_id(form, cell), term=cell.heading.term)


def _column_id(form: TableForm, cell: HeadingCell) -> str:
    """The id of a column heading: a level has one digit, so that no two are alike."""
    return f"{form.initial}c{cell.level}{cell.start}"


def _row_id(form: TableForm, cell: HeadingCell) -> str:
    return f"{form.initial}r{cell.level}{cell.start}"


def _headings_over(found: tuple[HeadingCell, ...], number: int) -> tuple[HeadingCell, ...]:
    """The heading cells over one leaf, outermost first, and its own."""
    leaf = next(cell for cell in found if not cell.heading.children and cell.start == number)
    return (*leaf.above, leaf)


def _figures(
    form: TableForm, table: Table, row: int, stub: tuple[HeadingCell, ...], head: tuple[HeadingCell, ...], notes: Notes
) -> Iterator[GridCell]:
    for column, cell in enumerate(table.rows[row]):
        over = [_row_id(form, above) for above in _headings_over(stub, row)]
        over += [_column_id(form, above) for above in _headings_over(head, column)]
        where = f"{form.row_lines[row][-1].label}·{form.leaf_columns[column].label}"
        yield _figure(cell, " ".join(over), where, notes)


def _across(form: TableForm, table: Table, notes: Notes) -> Iterator[GridPart]:
    """Rows laid over the columns: three heads, then all figures in one line, which is cited as the whole table."""
    tree = heading_cells(nest_columns(form.rows, form.columns))
    levels = 1 + max(cell.level for cell in tree)
    yield GridPart(
        True,
        tuple(GridRow(tuple(_heading(form, cell) for cell in tree if cell.level == level)) for level in range(levels)),
    )
    cells = []
    for number, key in enumerate(form.row_keys):
        for column, cell in enumerate(table.rows[number]):
            place = number * len(form.columns) + column
            over = " ".join(_column_id(form, above) for above in _headings_over(tree, place))
            where = f"{form.row_label(key)}·{form.columns[column].label}"
            cells.append(_figure(cell, over, where, notes))
    figure_rows = tuple((form.key, number) for number in range(len(form.row_keys)))
    yield GridPart(False, (GridRow(tuple(cells), figure_rows=figure_rows),))


def _narrow(form: TableForm, table: Table, row: int, notes: Notes) -> FormGrid:
    """One line of such a table as a table of its own; its notes are numbered as in the wide one."""
    name = f"{form.key}-{form.row_keys[row]}"
    heads = [f"{form.initial}n{row}-{column}" for column in range(len(form.columns))]
    head = GridRow(tuple(GridCell(h.label, scope="col", name=at) for h, at in zip(form.columns, heads, strict=True)))
    cells = zip(table.rows[row], heads, strict=True)
    figures = tuple(_figure(cell, at, "", notes) for cell, at in cells)
    line = GridRow(figures, figure_rows=((form.key, row),))
    parts = (GridPart(True, (head,)), GridPart(False, (line,)))
    return FormGrid(name, form.row_label(form.row_keys[row]), len(heads), 0, parts, term=form.row_lines[row][-1].term)


def _stack(section: SectionForm, tables: list[tuple[TableForm, Table]], explanations: tuple[Explanation, ...]) -> FormGrid:
    """Blocks under each other, each with a title row and a head of its own, their columns spread evenly over one width.

    The width is cut only where some block has an edge, as on the official form.
    """
    cuts = sorted({Fraction(edge, len(form.columns)) for form, _ in tables for edge in range(1, len(form.columns) + 1)})
    notes = Notes()
    parts = [GridPart(False, tuple(_block(form, table, cuts, notes))) for form, table in tables]
    return _grid(section.key, section.title, 1, parts, tables, explanations, notes)


def _block(form: TableForm, table: Table, cuts: list[Fraction], notes: Notes) -> Iterator[GridRow]:
    edges = [cuts.index(Fraction(edge, len(form.columns))) for edge in range(1, len(form.columns) + 1)]
    spans = [edge - before for before, edge in zip([-1, *edges], edges, strict=False)]
    title = f"{form.initial}t"
    yield GridRow((GridCell(form.title, 1 + len(cuts), 1, "colgroup", title),))
    yield GridRow(
        (
            GridCell(form.corner, scope="col", name=f"{form.initial}s"),
            *(
                GridCell(column.label, spans[number], 1, "col", f"{form.initial}c{number}")
                for number, column in enumerate(form.columns)
            ),
        )
    )
    for row, (line, key) in enumerate(zip(form.row_lines, form.row_keys, strict=True)):
        heading = line[-1]
        name = f"{form.initial}r{row}"
        cells = [GridCell(heading.label, scope="row", name=name, term=heading.term)]
        for number, cell in enumerate(table.rows[row]):
            where = f"{heading.label}·{form.columns[number].label}"
            headers = f"{title} {name} {form.initial}c{number}"
            cells.append(_figure(cell, headers, where, notes, spans[number]))
        yield GridRow(tuple(cells), f"{form.key}.{key}", figure_rows=((form.key, row),), followed=True)


def _authored(form: TableForm, table: Table, notes: Notes) -> Iterator[GridPart]:
    labels = [form.corner, form.unit_label, *(column.label for column in form.columns)]
    names = [f"{form.initial}c{number}" for number in range(len(labels))]
    heads = tuple(GridCell(label, scope="col", name=name) for number, (label, name) in enumerate(zip(labels, names, strict=True)))
    yield GridPart(True, (GridRow(heads),))
    rows = enumerate(zip(table.authored, table.rows, strict=True))
    yield GridPart(False, tuple(_authored_row(form, number, heading, cells, notes) for number, (heading, cells) in rows))


def _authored_row(form: TableForm, number: int, heading: AuthoredRow, cells: tuple[Cell, ...], notes: Notes) -> GridRow:
    name = f"{form.initial}r{number}"
    over = [f"{name} {form.initial}c{2 + column}" for column in range(len(cells))]
    figures = tuple(_figure(cell, at, heading.label, notes) for cell, at in zip(cells, over, strict=True))
    headings = (
        GridCell(heading.label, scope="row", name=name, indent=heading.level),
        GridCell(heading.unit, headers=f"{name} {form.initial}c1"),
    )
    return GridRow(headings + figures, f"{form.key}.{number + 1}", figure_rows=((form.key, number),))
