"""Each report's figures for machines: JSON and CSV, every cell in one of its four states."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import count
from typing import Any

from msgspec import Struct

from ..model.digest_key import DigestKey
from ..model.form import Format
from ..model.planned_file import PlannedFile, SegmentOf
from ..model.portal import Dossier
from ..model.report import Cell, Report, digits
from ..model.theme import Theme
from ..present.figures import Rows, rows_of, said_of, unfolded
from .address import BodyContext, beside, data_address, data_path, page_path


class Column(Struct, frozen=True):
    """A column of the long form: its heading, its stable name, what it holds, and in which shape."""

    heading: str
    name: str
    holds: str
    kind: str = "string"


STATES = ("数值", "未填报", "不适用")
COLUMNS = (
    Column("机构", "body", "发布报告的机构"),
    Column("年度", "year", "报告所述的年度", "year"),
    Column("格式", "format", "报告所用的格式：2019（2019、2020年）、2021（2021年起）、legacy（此前）"),
    Column("表", "table", "统计表的键"),
    Column("行", "row", "行的键，上级在前；此前年度自定的行为序号"),
    Column("列", "column", "列的键"),
    Column("行名", "row_label", "行的官方用语，上级在前"),
    Column("列名", "column_label", "列的官方用语"),
    Column("计量单位", "unit", "报告写明的计量单位"),
    Column("数值", "value", "报告的数字，一位不差；未填报和不适用时为空", "number"),
    Column("状态", "state", "数值、未填报或不适用；未填报不是0"),
    Column("注", "note", "报告附在数字后的说明"),
    Column("发布日期", "published", "报告首次发布的日期", "date"),
    Column("网页", "page", "报告的网页；网站地址未知时从网站的根算起", "address"),
)
"""The columns of every CSV file, in order."""
_FORMULA = ("=", "+", "-", "@")


def json_files(dossier: Dossier, around: BodyContext, theme: Theme) -> Iterator[PlannedFile]:
    """Plan the JSON file of each report."""
    if "json" in around.frame.settings.downloads:
        for filing in dossier.filings:
            path = beside(page_path(filing.report.name), "json")
            yield PlannedFile(path, render_json, (filing.body.name, filing.report, filing.format))


def csv_files(dossier: Dossier, around: BodyContext, theme: Theme) -> Iterator[PlannedFile]:
    """Plan the CSV file of each report."""
    settings = around.frame.settings
    if "csv" in settings.downloads:
        for filing in dossier.filings:
            page = page_path(filing.report.name)
            inputs = (filing.body.name, filing.report, filing.format, data_address(settings, page))
            yield PlannedFile(beside(page, "csv"), render_csv, inputs, segment=SegmentOf(data_path("csv"), len(CSV_HEAD)))


class Place(Struct, frozen=True):
    """Where a cell stands: its keys, its row's and its column's wording, and what an author said of the row."""

    table: str
    row: str
    column: str
    row_label: str
    column_label: str
    authored: bool
    unit: str = ""

    @property
    def address(self) -> str:
        """Its address in the JSON of the report."""
        return f"{self.table}.{self.row}.{self.column}"


@lru_cache(maxsize=32)
def places_of(form: DigestKey[Format], rows: Rows) -> tuple[Place, ...]:
    """The place of every cell of the reports that have these rows; an authored row's key is its number."""
    found = []
    for key, authored, _ in rows:
        table = form.value.tables[key]
        lines = [(row, table.row_label(row), "") for row in table.row_keys]
        if table.authored:
            lines = [(str(number), row.label, row.unit) for number, row in enumerate(authored, start=1)]
        found += [
            Place(key, row, column, label, table.column_label(column), table.authored, unit)
            for row, label, unit in lines
            for column in table.column_keys
        ]
    return tuple(found)


def render_json(body: str, report: Report, form: Format) -> bytes:
    """Return the report's tables, nested by row key, then column key.

    Numbers as numbers exactly as written, blank `null`, not applicable `"/"`; `notes` and `units` by the
    address of their cell, `table.row.column`.
    """
    from msgspec import json

    rows, remarked = rows_of(report), said_of(report).remarked
    about = {"body": body, "year": report.year, "format": form.key, "title": report.title, "published": report.published}
    known = places_of(DigestKey(form), rows) if remarked else ()
    more = {
        "notes": {known[number].address: cell.note for number, cell in remarked if cell.note},
        "units": {known[number].address: cell.unit for number, cell in remarked if cell.unit},
        "revisions": report.revisions,
        "explanations": report.explanations,
    }
    told = {key: value for key, value in more.items() if value}
    head, rest = (json.format(json.encode(part), indent=1) for part in (about, told))
    tables = list(_nested(DigestKey(form), rows))
    tables[1::2] = values_of(report)
    closing = b"," + rest[1:] if told else b"\n}"
    return b"".join((head.removesuffix(b"\n}"), b",\n", "".join(tables).encode(), closing, b"\n"))


@lru_cache(maxsize=32)
def _nested(form: DigestKey[Format], rows: Rows) -> tuple[str, ...]:
    """The tables of the reports that have these rows as JSON, with gaps for the values of their cells."""
    from msgspec import json

    numbers = count()
    tables: dict[str, Any] = {}
    for key, authored, _ in rows:
        table = form.value.tables[key]
        if table.authored:
            tables[key] = [
                {"level": row.level, "label": row.label, "unit": row.unit}
                | {column: f"{_GAP}{next(numbers)}" for column in table.column_keys}
                for row in authored
            ]
            continue
        tables[key] = {}
        for line in table.row_keys:
            _put(tables[key], line.split("."), {column: f"{_GAP}{next(numbers)}" for column in table.column_keys})
    text = json.format(json.encode({"tables": tables}), indent=1).decode()
    pieces = re.split(f'"{_GAP}[0-9]+"', text.removeprefix("{\n").removesuffix("\n}"))
    return tuple(piece for between in pieces for piece in (between, ""))[:-1]


_GAP = "\ufdd0"
"""A character that Unicode keeps for use inside programs; no text has it."""


def _put(into: dict[str, Any], steps: list[str], value: Any) -> None:
    for step in steps[:-1]:
        into = into.setdefault(step, {})
    into[steps[-1]] = value


def values_of(report: Report) -> list[str]:
    """Every cell as JSON says it: a number as written, blank `null`, not applicable `"/"`."""
    said = said_of(report)
    found = [_WORDS.get(text, text) or "" for text in said.briefs]
    for number, cell in said.remarked:
        found[number] = "null" if cell.amount is None else digits(cell.amount)
    return found


_WORDS: dict[str | None, str] = {"": "null", "/": '"/"'}


CSV_HEAD = f"\ufeff{','.join(column.heading for column in COLUMNS)}\r\n".encode()
"""The line of headings, behind the mark by which spreadsheet programs know UTF-8."""


def render_csv(body: str, report: Report, form: Format, page: str) -> bytes:
    """Return the report's cells one to a line, with keys and official wording, as spreadsheet programs open it right."""
    said = said_of(report)
    known = _middles(DigestKey(form), rows_of(report))
    before = ",".join(map(field, (body, str(report.year), form.key)))
    after = f"{field(str(report.published))},{field(page)}\r\n"
    lines = [f"{before},{middle},{_told(text, unit)},{after}" for (middle, unit), text in zip(known, said.briefs, strict=True)]
    for number, cell in said.remarked:
        middle, unit = known[number]
        lines[number] = f"{before},{middle},{_cell(cell, unit)},{after}"
    return CSV_HEAD + "".join(lines).encode()


@lru_cache(maxsize=32)
def _middles(form: DigestKey[Format], rows: Rows) -> tuple[tuple[str, str], ...]:
    """What stands in a line of CSV from the table's key to the column's wording, and the unit its row is counted in."""
    return tuple(
        (",".join(map(field, (p.table, p.row, p.column, p.row_label, p.column_label))), p.unit) for p in places_of(form, rows)
    )


@lru_cache(maxsize=1 << 14)
def _told(said: str | None, unit: str) -> str:
    """What stands in a line from the unit to the note, of a cell that has neither itself."""
    return _cell(unfolded(said) or Cell(), unit) if said is not None else ""


def _cell(cell: Cell, unit: str) -> str:
    state = STATES[2] if cell.not_applicable else STATES[1] if cell.blank else STATES[0]
    amount = "" if cell.amount is None else digits(cell.amount)
    return ",".join(map(field, (cell.unit or unit, amount, state, cell.note)))


def field(text: str) -> str:
    """A text as a field of a CSV file (RFC 4180).

    One that a spreadsheet program would run as a formula gets an apostrophe; numbers stay numbers.
    """
    if text.startswith(_FORMULA) and not text[1:].replace(".", "", 1).isdecimal():
        text = f"'{text}"
    if '"' in text or "," in text or "\n" in text or "\r" in text:
        return '"' + text.replace('"', '""') + '"'
    return text
