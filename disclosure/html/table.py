"""The tables of a report as HTML: `present/form_table.py` says what is in every cell, `parts/table.html` how that is written."""

from collections.abc import Iterable

from markupsafe import Markup
from msgspec import Struct

from ..model.form import Format
from ..model.report import Report
from ..model.theme import Theme
from ..present.form_table import FilledRows, FormGrid, GridPart, GridRow, RowFigure, lay_out
from .template_views import MacroView
from .templates import as_html, render_macro


class PartHtml(Struct, frozen=True):
    """A head or a block of figures, its rows as HTML."""

    head: bool
    rows: Markup


class NarrowTable(Struct, frozen=True):
    """One of the small tables that stand in for a wide one on a phone."""

    caption: str
    term: str
    parts: tuple[PartHtml, ...]


class TableView(Struct, frozen=True):
    """A table as its template gets it: what stands around its rows, and these; `filled` are the few that are not 0.

    `classes` say what kind of table it is, and `stubs` what stands in each column of headings.
    """

    name: str
    caption: str
    classes: str
    stubs: tuple[str, ...]
    columns: int
    filled: FilledRows | None
    parts: tuple[PartHtml, ...]
    narrow: tuple[NarrowTable, ...]
    has_blank: bool
    has_not_applicable: bool
    notes: tuple[tuple[int, str, str], ...]
    explanations: tuple[str, ...]
    followed: tuple[RowFigure, ...]


class RowMacro(MacroView, frozen=True):
    """A row of a table, the address of the glossary, the name of the table, and the folder of the pages of rows, "" for none."""

    TEMPLATE, MACRO = "parts/table.html", "row"
    row: GridRow
    glossary: str
    name: str
    pages: str


class TableMacro(MacroView, frozen=True):
    """A table, the address of the glossary, and the folder of the pages of rows, "" for none."""

    TEMPLATE, MACRO = "parts/table.html", "table"
    grid: TableView
    glossary: str
    pages: str


def tables_html(theme: Theme, form: Format, report: Report, glossary: str, pages: str) -> dict[str, Markup]:
    """Return the tables of a report by the key of their section.

    `glossary` is the address of that page, `pages` the folder of the pages of rows, "" for none.
    """
    return {
        section.key: join_html(
            table_html(theme, grid, glossary, pages) for grid in lay_out(section, report.tables, report.remarks)
        )
        for section in form.sections
    }


def table_html(theme: Theme, grid: FormGrid, glossary: str, pages: str) -> Markup:
    """Return a table as HTML."""

    def part_html(part: GridPart) -> PartHtml:
        rows = (render_macro(theme, RowMacro(row, glossary, grid.name, pages)) for row in part.rows)
        return PartHtml(part.head, join_html(rows))

    parts = tuple(map(part_html, grid.parts))
    narrow = tuple(NarrowTable(small.caption, small.term, tuple(map(part_html, small.parts))) for small in grid.narrow)
    return render_macro(theme, TableMacro(table_view(grid, parts, narrow), glossary, pages))


def table_view(grid: FormGrid, parts: tuple[PartHtml, ...], narrow: tuple[NarrowTable, ...]) -> TableView:
    """Return a table as its template gets it."""
    return TableView(
        name=grid.name,
        caption=grid.caption,
        classes=f"sheet-{grid.layout} sheet-dense" if grid.is_dense else f"sheet-{grid.layout}",
        stubs=(*("stub-group",) * (grid.stub_columns - 1), "stub-row")
        if grid.stub_columns > 1 and grid.layout != "authored"
        else (),
        columns=grid.width - grid.stub_columns,
        filled=grid.filled,
        parts=parts,
        narrow=narrow,
        has_blank=grid.has_blank,
        has_not_applicable=grid.has_not_applicable,
        notes=grid.notes,
        explanations=grid.explanations,
        followed=grid.followed,
    )


def join_html(pieces: Iterable[str]) -> Markup:
    """Return pieces of HTML as one."""
    return as_html("".join(pieces))
