"""All reports of the portal in one CSV and one JSON file."""

from collections.abc import Iterator
from typing import Any

from ..html.metadata import whole_data_title
from ..model.form import OPEN_END, Format, TableForm
from ..model.planned_file import ArchivePart, CombinedArchive, CombinedFile, PlannedSegment
from ..model.portal import BodyReports, Settings
from ..model.report import Cell, Report
from ..model.theme import Theme
from .addresses import (
    data_address,
    data_path,
    page_path,
)
from .page_head import BodyContext
from .report_data import (
    CSV_HEAD,
    PACKED_ROWS,
    CellLabels,
    DataBody,
    about_report,
    data_body,
    json_value,
    labelled_cells,
    version_of,
)


def combined_files(settings: Settings, forms: tuple[Format, ...]) -> Iterator[CombinedFile]:
    """Yield the files of all reports: CSV, a cell to a line; JSON, a report to a line after the wording of the forms."""
    if not settings.is_compact:
        yield from _whole_files(settings, forms)


def combined_archives(settings: Settings, forms: tuple[Format, ...]) -> Iterator[CombinedArchive]:
    """Yield the same where they are to be packed, each a ZIP file of one part."""
    if settings.is_compact:
        for one in _whole_files(settings, forms):
            part = ArchivePart(one.path.removesuffix(".zip"), one.opening, one.closing, PACKED_ROWS, between=one.between)
            yield CombinedArchive(one.path, (part,))


def separators(settings: Settings, forms: tuple[Format, ...]) -> dict[str, bytes]:
    """Return what stands between the reports in each of them, by their paths."""
    return {one.path: one.between for one in _whole_files(settings, forms)}


def _whole_files(settings: Settings, forms: tuple[Format, ...]) -> Iterator[CombinedFile]:
    from msgspec import json

    if "csv" in settings.downloads:
        yield CombinedFile(data_path(settings, "csv"), CSV_HEAD, b"", b"")
    if "json" in settings.downloads:
        about = {"title": whole_data_title(settings.name)} | ({"licence": settings.licence} if settings.licence else {})
        head = json.encode(about | {"forms": {form.key: _form_words(form) for form in forms}})
        yield CombinedFile(data_path(settings, "json"), head[:-1] + b',"reports":[\n', b",\n", b"\n]}\n")


def _form_words(form: Format) -> dict[str, Any]:
    """The tables of a form: their titles, the labels of their rows and columns by key, units, and the keys of sums."""
    return {
        "title": form.title,
        "issued_as": form.issued_as,
        "years": [form.first_year, form.last_year if form.last_year < OPEN_END else None],
        "tables": {table.key: _table_words(table) for table in form.tables.values()},
    }


def _table_words(table: TableForm) -> dict[str, Any]:
    lines = dict(zip(table.row_keys, table.row_lines, strict=True))
    columns = {column.key: column for column in table.leaf_columns}
    return {
        "title": table.title,
        "rows": {key: table.row_label(key) for key in lines},
        "columns": {key: column.label for key, column in columns.items()},
        "units": {key: table.unit_of(column) for key, column in columns.items()},
        "sums": [key for key, line in lines.items() if line[-1].sums] + [key for key, column in columns.items() if column.sums],
    }


def combined_segments(body_reports: BodyReports, context: BodyContext, theme: Theme) -> Iterator[PlannedSegment]:
    """Plan what the reports of a body add to the JSON file of all; to the CSV file they add the lines of their own."""
    settings = context.frame.settings
    for filing in body_reports.filings if "json" in settings.downloads else ():
        page = data_address(settings, page_path(filing.report.name))
        yield PlannedSegment(
            data_path(settings, "json"),
            render_line,
            (data_body(body_reports, context, filing.report.year), filing.report, filing.format, page, *version_of(filing)),
            PACKED_ROWS if settings.is_compact else "",
        )


def render_line(body: DataBody, report: Report, form: Format, page: str, version: int = 0) -> bytes:
    """Return one report as a line of JSON, its cells in long form.

    A cell is `{"table", "row", "column", "value"}`: a number as written, blank `null`, not applicable `"/"`;
    `note` and, where the report names them, `unit` and `row_label` are there when they say something. The head of the file has
    the wording of each form's tables, rows and columns, their units, and which are sums of others.
    """
    from msgspec import json

    always = {
        "body": body.name,
        "body_key": body.key,
        "body_kind": body.kind,
        "parent_key": body.parent,
        "sums_up_others": body.sums,
        "year": report.year,
        "format": form.key,
        "title": report.title,
        "published": report.published,
        "page": page,
        "cells": [_json_cell(address, cell) for address, cell in labelled_cells(report, form)],
    }
    return json.encode(always | {key: value for key, value in about_report(report, version).items() if value})


def _json_cell(at: CellLabels, cell: Cell) -> dict[str, Any]:
    fields = {"table": at.table, "row": at.row, "column": at.column, "value": json_value(cell)}
    if at.authored and at.row_label:
        fields["row_label"] = at.row_label
    if cell.unit or (at.authored and at.unit):
        fields["unit"] = cell.unit or at.unit
    if cell.note:
        fields["note"] = cell.note
    return fields
