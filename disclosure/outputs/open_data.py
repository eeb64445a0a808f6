"""All reports of the portal in one CSV and one JSON file, and what describes them to programs.

The descriptions: CSVW (Model for Tabular Data, W3C 2015), Data Package 2.0 (datapackage.org), DCAT 3 as JSON-LD
(W3C 2024). DCAT-US was not taken: it demands identifiers of US agencies and an e-mail address.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from msgspec import Struct

from ..html.metadata import MEDIA_TYPES, whole_data_words
from ..model.form import Format
from ..model.planned_file import CombinedFile, PlannedFile, PlannedSegment
from ..model.portal import Dossier, Portal, Settings
from ..model.report import Cell, Report
from ..model.theme import Theme
from .address import BodyContext, body_path, data_address, data_path, page_path, whole_kinds
from .report_data import COLUMNS, CSV_HEAD, STATES, CellAddress, addressed_cells, json_value

_KEY = ("page", "table", "row", "column")
_FILLED = (*_KEY, "body", "year", "format", "state", "published")


def combined_files(settings: Settings) -> Iterator[CombinedFile]:
    """Yield the files of all reports: CSV, a cell to a line; JSON, a report to a line."""
    if "csv" in settings.downloads:
        yield CombinedFile(data_path("csv"), CSV_HEAD, b"", b"")
    if "json" in settings.downloads:
        yield CombinedFile(data_path("json"), b'{"reports":[\n', b",\n", b"\n]}\n")


def combined_segments(dossier: Dossier, around: BodyContext, theme: Theme) -> Iterator[PlannedSegment]:
    """Plan what the reports of a body add to the JSON file of all; to the CSV file they add the lines of their own."""
    settings = around.frame.settings
    for filing in dossier.filings if "json" in settings.downloads else ():
        page = data_address(settings, page_path(filing.report.name))
        yield PlannedSegment(data_path("json"), render_line, (filing.body.name, filing.report, filing.format, page))


def render_line(body: str, report: Report, form: Format, page: str) -> bytes:
    """Return one report as a line of JSON, its cells in long form.

    A cell is `{"table", "row", "column", "value"}`: a number as written, blank `null`, not applicable `"/"`;
    `unit`, `note` and, where the author named the row, `row_label` are there when they say something.
    """
    from msgspec import json

    known = {
        "body": body,
        "year": report.year,
        "format": form.key,
        "title": report.title,
        "published": report.published,
        "page": page,
        "cells": [_json_cell(address, cell) for address, cell in addressed_cells(report, form)],
    }
    optional = {"revisions": report.revisions, "explanations": report.explanations}
    return json.encode(known | {key: value for key, value in optional.items() if value})


def _json_cell(at: CellAddress, cell: Cell) -> dict[str, Any]:
    said = {"table": at.table, "row": at.row, "column": at.column, "value": json_value(cell)}
    if at.authored and at.row_label:
        said["row_label"] = at.row_label
    if cell.unit or at.unit:
        said["unit"] = cell.unit or at.unit
    if cell.note:
        said["note"] = cell.note
    return said


class About(Struct, frozen=True):
    """What the descriptions say of the data as a whole; `home` and `files` are addresses."""

    title: str
    description: str
    language: str
    publisher: str
    contact: str
    home: str
    files: tuple[tuple[str, str], ...]
    years: tuple[int, int]
    issued: date
    modified: date


def about(portal: Portal) -> About | None:
    """What there is to say of a portal's data; None when it publishes none."""
    settings, cards = portal.settings, portal.cards
    kinds = whole_kinds(settings)
    if not cards or not kinds:
        return None
    years = (min(card.year for card in cards), max(card.year for card in cards))
    title, description = whole_data_words(settings.name, years)
    return About(
        title=title,
        description=description,
        language=settings.language,
        publisher=settings.body.name,
        contact=settings.contact,
        home=data_address(settings, body_path("")),
        files=tuple((kind, data_address(settings, data_path(kind))) for kind in kinds),
        years=years,
        issued=min(card.published for card in cards),
        modified=max(card.updated for card in cards),
    )


def descriptions(portal: Portal, theme: Theme) -> Iterator[PlannedFile]:
    """Plan the descriptions: of the CSV file for CSVW, of both files for Data Package and DCAT."""
    known = about(portal)
    if known:
        if "csv" in portal.settings.downloads:
            yield PlannedFile(f"{data_path('csv')}-metadata.json", render_csvw, (known,))
        yield PlannedFile("datapackage.json", render_package, (known,))
        yield PlannedFile("data.json", render_catalog, (known,))


def render_csvw(known: About) -> bytes:
    """Return the CSVW description of the CSV file."""
    kinds = {"year": "gYear", "number": "decimal", "address": "anyURI"}
    columns = [
        {
            "name": column.name,
            "titles": column.heading,
            "dc:description": column.holds,
            "datatype": kinds.get(column.kind, column.kind),
            "required": column.name in _FILLED,
        }
        for column in COLUMNS
    ]
    return _indented(
        {
            "@context": ["http://www.w3.org/ns/csvw", {"@language": known.language}],
            "url": data_path("csv"),
            "dc:title": known.title,
            "dc:description": known.description,
            "dc:publisher": known.publisher,
            "dc:modified": {"@value": known.modified, "@type": "xsd:date"},
            "tableSchema": {"columns": columns, "primaryKey": _KEY},
        }
    )


def render_package(known: About) -> bytes:
    """Return the Data Package description of the files."""
    return _indented(
        {
            "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
            "name": "disclosure-reports",
            "title": known.title,
            "description": known.description,
            **({"homepage": known.home} if "://" in known.home else {}),
            "contributors": [{"title": known.publisher, "roles": ["publisher"]}],
            "keywords": _KEYWORDS,
            "resources": [_resource(kind) for kind, _ in known.files],
        }
    )


_KEYWORDS = ("政府信息公开", "年度报告", "依申请公开", "行政复议", "行政诉讼")


def _resource(kind: str) -> dict[str, Any]:
    """A file of the package; its path is relative, as the package and its files lie in one folder."""
    found = {
        "name": f"reports-{kind}",
        "path": data_path(kind),
        "format": kind,
        "mediatype": MEDIA_TYPES[kind],
        "encoding": "utf-8",
    }
    return found | ({"type": "table", "schema": _table_schema()} if kind == "csv" else {})


def _table_schema() -> dict[str, Any]:
    heading = {column.name: column.heading for column in COLUMNS}
    return {
        "fields": [
            {
                "name": column.heading,
                "type": "string" if column.kind == "address" else column.kind,
                "description": column.holds,
                **({"constraints": _constraints(column.name)} if column.name in _FILLED else {}),
            }
            for column in COLUMNS
        ],
        "missingValues": [""],
        "primaryKey": [heading[name] for name in _KEY],
    }


def _constraints(name: str) -> dict[str, Any]:
    return {"required": True} | ({"enum": STATES} if name == "state" else {})


def render_catalog(known: About) -> bytes:
    """Return the DCAT catalogue: one dataset, all reports of the portal; each report's own is told on its page."""
    publisher = {"@type": "foaf:Agent", "foaf:name": known.publisher}
    dates = {"dct:issued": _typed(known.issued, "date"), "dct:modified": _typed(known.modified, "date")}
    contact = {"@type": "vcard:Organization", "vcard:fn": known.publisher, "vcard:note": known.contact}
    dataset = {
        "@id": f"{known.home}#data",
        "@type": "dcat:Dataset",
        "dct:title": known.title,
        "dct:description": known.description,
        "dct:publisher": publisher,
        **dates,
        "dct:temporal": {
            "@type": "dct:PeriodOfTime",
            "dcat:startDate": _typed(str(known.years[0]), "gYear"),
            "dcat:endDate": _typed(str(known.years[1]), "gYear"),
        },
        "dct:accrualPeriodicity": {"@id": "http://purl.org/cld/freq/annual"},
        "dcat:keyword": _KEYWORDS,
        "dcat:landingPage": {"@id": known.home},
        **({"dcat:contactPoint": contact} if known.contact else {}),
        "dcat:distribution": [_distribution(kind, address) for kind, address in known.files],
    }
    return _indented(
        {
            "@context": {
                "@language": known.language,
                "dcat": "http://www.w3.org/ns/dcat#",
                "dct": "http://purl.org/dc/terms/",
                "foaf": "http://xmlns.com/foaf/0.1/",
                "vcard": "http://www.w3.org/2006/vcard/ns#",
                "xsd": "http://www.w3.org/2001/XMLSchema#",
            },
            "@id": f"{known.home}#catalog",
            "@type": "dcat:Catalog",
            "dct:title": known.title,
            "dct:description": known.description,
            "dct:publisher": publisher,
            **dates,
            "foaf:homepage": {"@id": known.home},
            "dcat:dataset": [dataset],
        }
    )


def _distribution(kind: str, address: str) -> dict[str, Any]:
    return {
        "@type": "dcat:Distribution",
        "dct:title": f"全部报告（{kind.upper()}）",
        "dcat:accessURL": {"@id": address},
        "dcat:downloadURL": {"@id": address},
        "dcat:mediaType": {"@id": f"https://www.iana.org/assignments/media-types/{MEDIA_TYPES[kind]}"},
    }


def _typed(value: date | str, kind: str) -> dict[str, Any]:
    return {"@value": value, "@type": f"xsd:{kind}"}


def _indented(values: Any) -> bytes:
    from msgspec import json

    return json.format(json.encode(values), indent=1) + b"\n"
