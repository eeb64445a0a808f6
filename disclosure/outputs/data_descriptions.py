"""What describes the data of all reports to programs.

CSVW (Model for Tabular Data, W3C 2015), Data Package 2.0 (datapackage.org), DCAT 3 as JSON-LD (W3C 2024). DCAT-US was not
taken: it demands identifiers of US agencies and an e-mail address.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from msgspec import Struct

from ..html.metadata import whole_data_words
from ..model.planned_file import PlannedFile
from ..model.portal import DOWNLOAD_OF, DOWNLOADS, Portal, Settings
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
    whole_kinds,
)
from .dataset_files import portal_datasets
from .datasets import Dataset
from .report_data import (
    STATES,
    TOTALS,
    CsvColumn,
    described_columns,
    indented_json,
)

_KEY = ("page", "table", "row", "column")
_REQUIRED = (*_KEY, "body", "year", "format", "state", "published", "body_key", "total", "version")


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
                **({"constraints": {"required": True} | _CHOICES.get(column.name, {})} if column.name in _REQUIRED else {}),
            }
            for column in columns
        ],
        "missingValues": [""],
        "primaryKey": [heading[name] for name in _KEY],
    }


_CHOICES: dict[str, dict[str, Any]] = {"state": {"enum": STATES}, "total": {"enum": TOTALS}}


def render_catalog(data: DataDescription) -> bytes:
    """Return the DCAT catalogue with one dataset, all reports of the portal; each report describes its own on its page."""
    title, description = data.words
    about = {
        "dct:title": title,
        "dct:description": description,
        "dct:publisher": {"@type": "foaf:Agent", "foaf:name": data.settings.body.name},
        "dct:issued": _typed(data.issued, "date"),
        "dct:modified": _typed(data.modified, "date"),
        **({"dct:license": {"@type": "dct:LicenseDocument", "dct:title": licence}} if (licence := data.settings.licence) else {}),
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
