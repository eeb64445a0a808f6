"""All reports of the portal in one CSV and one JSON file, and what describes them to programs.

The descriptions: CSVW (Model for Tabular Data, W3C 2015), Data Package 2.0 (datapackage.org), DCAT 3 as JSON-LD
(W3C 2024). DCAT-US was not taken: it demands identifiers of US agencies and an e-mail address.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from msgspec import Struct

from ..html.metadata import whole_data_title, whole_data_words
from ..model.form import OPEN_END, Format, TableForm
from ..model.planned_file import ArchivePart, CombinedArchive, CombinedFile, PlannedFile, PlannedSegment
from ..model.portal import DOWNLOAD_OF, DOWNLOADS, BodyReports, Portal, Settings
from ..model.report import Cell, Report
from ..model.theme import Theme
from .addresses import (
    DATA,
    WHOLE,
    WHOLE_WORKBOOK,
    WHOLE_ZIP,
    body_path,
    data_address,
    data_path,
    dataset_path,
    page_path,
    whole_kinds,
)
from .dataset_files import portal_datasets
from .datasets import Dataset
from .page_head import BodyContext
from .report_data import (
    CSV_HEAD,
    PACKED_ROWS,
    STATES,
    TOTALS,
    CellLabels,
    CsvColumn,
    DataBody,
    data_body,
    described_columns,
    indented_json,
    json_value,
    labelled_cells,
    unit_of,
    version_of,
)

_KEY = ("page", "table", "row", "column")
_REQUIRED = (*_KEY, "body", "year", "format", "state", "published", "body_key", "total", "version")


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
    columns = {line[-1].key: line[-1] for line in table.column_lines}
    return {
        "title": table.title,
        "rows": {key: table.row_label(key) for key in lines},
        "columns": {key: column.label for key, column in columns.items()},
        "units": {key: unit_of(table, column) for key, column in columns.items()},
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
    optional = {
        "version": version,
        "revisions": report.revisions,
        "explanations": report.explanations,
        "as_published": report.issued_faults,
        "source": report.source,
    }
    return json.encode(always | {key: value for key, value in optional.items() if value})


def _json_cell(at: CellLabels, cell: Cell) -> dict[str, Any]:
    fields = {"table": at.table, "row": at.row, "column": at.column, "value": json_value(cell)}
    if at.authored and at.row_label:
        fields["row_label"] = at.row_label
    if cell.unit or (at.authored and at.unit):
        fields["unit"] = cell.unit or at.unit
    if cell.note:
        fields["note"] = cell.note
    return fields


class DataDescription(Struct, frozen=True):
    """The published data of a site as a whole: the columns of the CSV file, the first and last year, the dates.

    `tables` are those that have files of their own.
    """

    settings: Settings
    columns: tuple[CsvColumn, ...]
    years: tuple[int, int]
    issued: date
    modified: date
    tables: tuple[Dataset, ...] = ()

    @property
    def words(self) -> tuple[str, str]:
        """The title and the description."""
        return whole_data_words(self.settings.name, self.years)

    @property
    def home(self) -> str:
        """The address of the portal."""
        return data_address(self.settings, body_path(""))


def descriptions(portal: Portal, theme: Theme) -> Iterator[PlannedFile]:
    """Plan the descriptions: of the CSV file for CSVW, of both files for Data Package and DCAT."""
    settings, entries = portal.settings, portal.entries
    if entries and whole_kinds(settings):
        years = sorted(entry.year for entry in entries)
        issued, modified = min(entry.published for entry in entries), max(entry.updated for entry in entries)
        data = DataDescription(
            settings, described_columns(portal.forms), (years[0], years[-1]), issued, modified, portal_datasets(portal)
        )
        if "csv" in settings.downloads:
            yield PlannedFile(f"{data_path(settings, 'csv')}-metadata.json", render_csvw, (data,))
        yield PlannedFile("datapackage.json", render_package, (data,))
        yield PlannedFile("data.json", render_catalog, (data,))


def render_csvw(data: DataDescription) -> bytes:
    """Return the CSVW description of the CSV file."""
    kinds = {"year": "gYear", "number": "decimal", "address": "anyURI"}
    title, description = data.words
    columns = [
        {
            "name": column.name,
            "titles": column.heading,
            "dc:description": column.meaning,
            "datatype": kinds.get(column.kind, column.kind),
            "required": column.name in _REQUIRED,
        }
        for column in data.columns
    ]
    return indented_json(
        {
            "@context": ["http://www.w3.org/ns/csvw", {"@language": data.settings.language}],
            "url": data_path(data.settings, "csv"),
            "dc:title": title,
            "dc:description": description,
            "dc:publisher": data.settings.body.name,
            "dc:modified": {"@value": data.modified, "@type": "xsd:date"},
            "tableSchema": {"columns": columns, "primaryKey": _KEY},
        }
    )


def render_package(data: DataDescription) -> bytes:
    """Return the Data Package description of the files."""
    title, description = data.words
    return indented_json(
        {
            "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
            "name": "disclosure-reports",
            "title": title,
            "description": description,
            **({"homepage": data.home} if "://" in data.home else {}),
            **({"licenses": [{"path": DATA, "title": data.settings.licence}]} if data.settings.licence else {}),
            "contributors": [{"title": data.settings.body.name, "roles": ["publisher"]}],
            "keywords": _KEYWORDS,
            "resources": [
                *(_resource(kind, data) for kind in whole_kinds(data.settings)),
                *(_table_resource(one) for one in data.tables),
            ],
        }
    )


_KEYWORDS = ("政府信息公开", "年度报告", "依申请公开", "行政复议", "行政诉讼")


def _resource(kind: str, data: DataDescription) -> dict[str, Any]:
    """A file of the package; its path is relative, as the package and its files lie in one folder."""
    found = {
        "name": f"reports-{kind}",
        "path": data_path(data.settings, kind),
        **({"compression": "zip"} if data.settings.is_compact else {}),
        "format": kind,
        "mediatype": DOWNLOAD_OF[kind].media_type,
        "encoding": "utf-8",
    }
    return found | ({"type": "table", "schema": _table_schema(data.columns)} if kind == "csv" else {})


def _table_resource(table: Dataset) -> dict[str, Any]:
    """The file of a table; its figures may be words for what is no number."""
    kinds = {"年度": "year", "发布日期": "date", "版本": "integer"} | dict.fromkeys(table.headings, "any")
    fields = [{"name": heading, "type": kinds.get(heading, "string")} for heading in table.heading]
    return {
        "name": f"reports-{table.key}",
        "path": dataset_path(table.key),
        "title": table.title,
        "format": "csv",
        "mediatype": DOWNLOAD_OF["csv"].media_type,
        "encoding": "utf-8",
        "type": "table",
        "schema": {"fields": fields, "missingValues": ["", *STATES[1:]], "primaryKey": ["网页", "行"]},
    }


def _table_schema(columns: tuple[CsvColumn, ...]) -> dict[str, Any]:
    heading = {column.name: column.heading for column in columns}
    return {
        "fields": [
            {
                "name": column.heading,
                "type": "string" if column.kind == "address" else column.kind,
                "description": column.meaning,
                **({"constraints": _constraints(column.name)} if column.name in _REQUIRED else {}),
            }
            for column in columns
        ],
        "missingValues": [""],
        "primaryKey": [heading[name] for name in _KEY],
    }


_CHOICES = {"state": {"enum": STATES}, "total": {"enum": TOTALS}}


def _constraints(name: str) -> dict[str, Any]:
    return {"required": True} | _CHOICES.get(name, {})


def render_catalog(data: DataDescription) -> bytes:
    """Return the DCAT catalogue with one dataset, all reports of the portal; each report describes its own on its page."""
    title, description = data.words
    about = {
        "dct:title": title,
        "dct:description": description,
        "dct:publisher": {"@type": "foaf:Agent", "foaf:name": data.settings.body.name},
        "dct:issued": _typed(data.issued, "date"),
        "dct:modified": _typed(data.modified, "date"),
        **({"dct:license": _licence(data.settings)} if data.settings.licence else {}),
    }
    return indented_json(
        {
            "@context": {
                "@language": data.settings.language,
                "dcat": "http://www.w3.org/ns/dcat#",
                "dct": "http://purl.org/dc/terms/",
                "foaf": "http://xmlns.com/foaf/0.1/",
                "vcard": "http://www.w3.org/2006/vcard/ns#",
                "xsd": "http://www.w3.org/2001/XMLSchema#",
            },
            "@id": f"{data.home}#catalog",
            "@type": "dcat:Catalog",
            **about,
            "foaf:homepage": {"@id": data.home},
            "dcat:dataset": [_dataset(data, about)],
        }
    )


def _licence(settings: Settings) -> dict[str, str]:
    return {"@type": "dct:LicenseDocument", "dct:title": settings.licence}


def _dataset(data: DataDescription, about: dict[str, Any]) -> dict[str, Any]:
    settings = data.settings
    contact = {"@type": "vcard:Organization", "vcard:fn": settings.body.name, "vcard:note": settings.contact}
    return {
        "@id": f"{data.home}#data",
        "@type": "dcat:Dataset",
        **about,
        "dct:temporal": {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": _typed(str(data.years[0]), "gYear"),
            "dcat:endDate": _typed(str(data.years[1]), "gYear"),
        },
        "dct:accrualPeriodicity": {"@id": "http://purl.org/cld/freq/annual"},
        "dcat:keyword": _KEYWORDS,
        "dcat:landingPage": {"@id": data.home},
        **({"dcat:contactPoint": contact} if settings.contact else {}),
        "dcat:distribution": [
            *(
                _distribution(f"全部报告（{kind.upper()}）", kind, data_path(settings, kind), settings)
                for kind in whole_kinds(settings)
            ),
            *(_distribution(title, kind, path, settings) for title, kind, path in _TABLES if data.tables),
        ],
    }


_TABLES = (("全部报告的统计表（XLSX）", "xlsx", WHOLE_WORKBOOK), ("全部报告的统计表（CSV，ZIP）", "zip", WHOLE_ZIP))
_IANA = "https://www.iana.org/assignments/media-types/"
_MEDIA_TYPES = {one.kind: one.media_type for one in DOWNLOADS} | {"zip": "application/zip"}


def _distribution(title: str, kind: str, path: str, settings: Settings) -> dict[str, Any]:
    address = data_address(settings, path)
    return {
        "@type": "dcat:Distribution",
        "dct:title": title,
        "dcat:accessURL": {"@id": address},
        "dcat:downloadURL": {"@id": address},
        "dcat:mediaType": {"@id": f"{_IANA}{_MEDIA_TYPES[kind]}"},
        **({"dcat:compressFormat": {"@id": f"{_IANA}{_MEDIA_TYPES['zip']}"}} if path == f"{WHOLE}.{kind}.zip" else {}),
    }


def _typed(value: date | str, kind: str) -> dict[str, Any]:
    return {"@value": value, "@type": f"xsd:{kind}"}
