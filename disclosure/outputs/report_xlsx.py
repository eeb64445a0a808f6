"""Each report's tables as a workbook, headings merged as on the official form."""

from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from itertools import count
from typing import Any

from ..fast.workbook import BODY, EXACT, PUBLISHED, TITLE, Mould, marked, mould_of
from ..model.digest_key import DigestKey
from ..model.form import Format
from ..model.planned_file import PlannedFile
from ..model.portal import Dossier
from ..model.report import Cell, Report, Table, digits
from ..model.theme import Theme
from ..present.figures import Rows, rows_of, said_of
from ..present.form_table import Grid, GridCell, lay_out
from .address import BodyContext, beside, page_path


def xlsx_files(dossier: Dossier, around: BodyContext, theme: Theme) -> Iterator[PlannedFile]:
    """Plan the workbook of each report."""
    if "xlsx" in around.frame.settings.downloads:
        for filing in dossier.filings:
            path = beside(page_path(filing.report.name), "xlsx")
            yield PlannedFile(path, render_xlsx, (filing.body.name, filing.report, filing.format))


def render_xlsx(body: str, report: Report, form: Format) -> bytes:
    """Return the workbook: a sheet for each section with tables; the same bytes for the same report.

    Workbooks of reports with the same rows differ only in their figures, so these are put into one made before;
    a report with notes or explanations, or without tables, has one written for itself.
    """
    said = said_of(report).briefs
    known = [text for text in said if text is not None]
    if (
        len(known) < len(said)
        or not report.tables
        or report.explanations
        or not (report.title.isprintable() and body.isprintable())
    ):
        return write_workbook(body, report, form)
    return _mould(DigestKey(form), rows_of(report)).filled(body, report.title, report.published, known)


@lru_cache(maxsize=32)
def _mould(form: DigestKey[Format], filed: Rows) -> Mould:
    """The workbook of all reports with these tables, and in authored ones these rows."""
    numbers = count()
    tables = tuple(
        Table(
            key,
            tuple(tuple(Cell(marked(next(numbers))) for _ in form.value.tables[key].column_keys) for _ in range(rows)),
            authored,
        )
        for key, authored, rows in filed
    )
    report = Report("", "", TITLE, 0, PUBLISHED, form.value.key, tables, "", ())
    return mould_of(write_workbook(BODY, report, form.value))


def write_workbook(body: str, report: Report, form: Format) -> bytes:
    """Return the workbook of any report."""
    from io import BytesIO

    from xlsxwriter import Workbook

    out = BytesIO()
    book = Workbook(out, {"in_memory": True})
    book.set_properties(
        {"title": report.title, "author": body, "created": datetime.combine(report.published, datetime.min.time())}
    )
    styles = {
        "head": book.add_format({"border": 1, "align": "center", "valign": "vcenter", "text_wrap": True, "bold": True}),
        "stub": book.add_format({"border": 1, "align": "left", "valign": "vcenter", "text_wrap": True}),
        "figure": book.add_format({"border": 1, "align": "right", "valign": "vcenter"}),
        "title": book.add_format({"bold": True, "font_size": 14}),
        "note": book.add_format({"text_wrap": False, "font_color": "#444444"}),
    }
    for section in form.sections:
        for grid in lay_out(section, report.tables, report.explanations):
            _write_sheet(book.add_worksheet(grid.caption[:31]), grid, report, styles)
    if not book.worksheets():
        book.add_worksheet("说明").write_string(0, 0, "本报告没有统计表")
    book.close()
    return out.getvalue()


def _write_sheet(sheet: Any, grid: Grid, report: Report, styles: dict[str, Any]) -> None:
    sheet.write_string(0, 0, report.title, styles["title"])
    sheet.set_column(0, max(grid.stub - 1, 0), 22 if grid.stub else 9)
    sheet.set_column(grid.stub or 1, grid.width - 1, 11)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    line = 2
    head = 0
    for part in grid.parts:
        taken: set[tuple[int, int]] = set()
        for offset, row in enumerate(part.rows):
            column = 0
            for cell in row.cells:
                while (offset, column) in taken:
                    column += 1
                taken |= {(offset + down, column + right) for down in range(cell.rowspan) for right in range(cell.colspan)}
                _write(sheet, line + offset, column, cell, styles, part.head)
                column += cell.colspan
        line += len(part.rows)
        head += len(part.rows) if part.head else 0
    if head:
        sheet.freeze_panes(2 + head, grid.stub)
    for number, where, note in grid.notes:
        line += 1
        sheet.write_string(line, 0, f"注{number}（{where}）：{note}", styles["note"])
    for sentence in grid.explanations:
        line += 1
        sheet.write_string(line, 0, f"说明：{sentence}", styles["note"])


def _write(sheet: Any, row: int, column: int, cell: GridCell, styles: dict[str, Any], head: bool) -> None:
    centered = head or cell.scope in ("col", "colgroup")
    style = styles["figure"] if cell.figure else styles["head" if centered else "stub"]
    text = "　" * cell.indent + cell.text
    if cell.rowspan > 1 or cell.colspan > 1:
        sheet.merge_range(row, column, row + cell.rowspan - 1, column + cell.colspan - 1, text, style)
    if cell.figure is None:
        sheet.write_string(row, column, text, style)
    else:
        _write_figure(sheet, row, column, cell.figure, style)


def _write_figure(sheet: Any, row: int, column: int, cell: Cell, style: Any) -> None:
    if cell.not_applicable:
        sheet.write_string(row, column, "/", style)
    elif cell.amount is None:
        sheet.write_blank(row, column, None, style)
    elif cell.unit or len(cell.amount.as_tuple().digits) > EXACT:
        sheet.write_string(row, column, f"{digits(cell.amount)}{cell.unit}", style)
    else:
        sheet.write_number(row, column, cell.amount, style)
    if cell.note:
        sheet.write_comment(row, column, cell.note)
