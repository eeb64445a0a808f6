"""Each report as a workbook: a sheet for each section with tables, laid out as on the official form."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from .. import fast
from ..model.form import Format
from ..model.planned_file import PlannedFile
from ..model.portal import BodyReports
from ..model.report import Cell, Report, digits
from ..model.theme import Theme
from ..present.form_table import FormGrid, GridCell, lay_out
from .addresses import download_path, page_path
from .page_head import BodyContext
from .report_data import version_of
from .zip_file import ZipPart, join_parts, pack_part

MAX_DIGITS = 15
"""Digits that a spreadsheet's number keeps; a longer amount is written as text."""


def xlsx_files(body_reports: BodyReports, context: BodyContext, theme: Theme) -> Iterator[PlannedFile]:
    """Plan the workbook of each report."""
    if "xlsx" in context.frame.settings.downloads:
        for filing in body_reports.filings:
            path = download_path(page_path(filing.report.name), "xlsx")
            yield PlannedFile(path, render_xlsx, (filing.body.name, filing.report, filing.format, *version_of(filing)))


def render_xlsx(body: str, report: Report, form: Format, version: int = 0) -> bytes:
    """Return the workbook of a report: the same bytes for the same report. `version` is there once it was corrected."""
    parts = None if version else fast.workbook(body, report, form, workbook_parts, pack_part, spreadsheet_text)
    if parts is None:
        parts = packed_workbook(body, report, form, version)
    return join_parts(parts)


def packed_workbook(body: str, report: Report, form: Format, version: int = 0) -> tuple[ZipPart, ...]:
    """Return the parts of a report's workbook as they are stored."""
    return tuple(pack_part(name, part) for name, part in workbook_parts(body, report, form, version).items())


def workbook_parts(body: str, report: Report, form: Format, version: int = 0) -> dict[str, bytes]:
    """Return the parts of a report's workbook by name, as XlsxWriter writes them.

    In the table of strings what a report says stands behind the headings, which are the same for all reports on a form.
    """
    from io import BytesIO
    from zipfile import ZipFile

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
    texts: list[ReportText] = []
    for section in form.sections:
        for grid in lay_out(section, report.tables, report.remarks):
            texts += _write_sheet(book.add_worksheet(grid.caption[:31]), grid, report, version, styles)
    for sheet, row, column, text, style in texts:
        sheet.write_string(row, column, text, style)
    if not book.worksheets():
        book.add_worksheet("说明").write_string(0, 0, withdrawn_words(report) or "本报告没有统计表")
    book.close()
    with ZipFile(out) as file:
        return {name: file.read(name) for name in file.namelist()}


def withdrawn_words(report: Report) -> str:
    """Return what is said in place of a report that was withdrawn, "" of another."""
    gone = report.withdrawn
    return f"{report.title}已于{gone.date}撤下：{gone.reason}" if gone else ""


class ReportText(NamedTuple):
    """Something that a report says, the cell it stands in and how it looks there."""

    sheet: Any
    row: int
    column: int
    text: str
    style: Any


def _write_sheet(sheet: Any, grid: FormGrid, report: Report, version: int, styles: dict[str, Any]) -> Iterator[ReportText]:
    """Write headings and numbers; yield what is still to be written."""
    yield ReportText(sheet, 0, 0, report.title, styles["title"])
    said = [f"本站第{version}版"] if version else []
    said += [f"更正过{len(report.revisions)}次，最近一次 {report.updated}"] if report.revisions else []
    if said:
        yield ReportText(sheet, 1, 0, "，".join(said), styles["note"])
    sheet.set_column(0, max(grid.stub_columns - 1, 0), 22 if grid.stub_columns else 9)
    sheet.set_column(grid.stub_columns or 1, grid.width - 1, 11)
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
                yield from _write_cell(sheet, line + offset, column, cell, styles, part.head)
                column += cell.colspan
        line += len(part.rows)
        head += len(part.rows) if part.head else 0
    if head:
        sheet.freeze_panes(2 + head, grid.stub_columns)
    remarks = [f"注{number}（{where}）：{note}" for number, where, note in grid.notes]
    remarks += [f"说明：{sentence}" for sentence in grid.explanations]
    for at, remark in enumerate(remarks, start=line + 1):
        yield ReportText(sheet, at, 0, remark, styles["note"])


def _write_cell(sheet: Any, row: int, column: int, cell: GridCell, styles: dict[str, Any], head: bool) -> Iterator[ReportText]:
    """Write a heading, a number or a blank; yield a figure that is a text."""
    centered = head or cell.scope in ("col", "colgroup")
    style = styles["figure"] if cell.figure else styles["head" if centered else "stub"]
    heading = "　" * cell.indent + cell.text
    if cell.rowspan > 1 or cell.colspan > 1:
        sheet.merge_range(row, column, row + cell.rowspan - 1, column + cell.colspan - 1, heading, style)
    if cell.figure is None:
        sheet.write_string(row, column, heading, style)
        return
    text = spreadsheet_text(cell.figure)
    if text:
        yield ReportText(sheet, row, column, text, style)
    elif cell.figure.amount is None:
        sheet.write_blank(row, column, None, style)
    else:
        sheet.write_number(row, column, cell.figure.amount, style)
    if cell.figure.note:
        sheet.write_comment(row, column, cell.figure.note)


def spreadsheet_text(cell: Cell) -> str:
    """Return the text that a figure is in a workbook, "" where it is a number or blank."""
    if cell.not_applicable:
        return "/"
    if cell.amount is not None and (cell.unit or len(cell.amount.as_tuple().digits) > MAX_DIGITS):
        return f"{digits(cell.amount)}{cell.unit}"
    return ""
