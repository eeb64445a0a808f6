"""Each report's figures for machines: JSON and CSV, every cell in one of its four states."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from msgspec import Struct

from ..model.form import Format, TableForm
from ..model.job import Job
from ..model.portal import Dossier
from ..model.report import Cell, Report
from ..model.theme import Theme
from .address import Surroundings, beside, data_address, data_path, page_path


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


def json_files(dossier: Dossier, around: Surroundings, theme: Theme) -> Iterator[Job]:
    """Plan the JSON file of each report."""
    if "json" in around.frame.settings.downloads:
        for filing in dossier.filings:
            path = beside(page_path(filing.report.name), "json")
            yield Job(path, render_json, (filing.body.name, filing.report, filing.format))


def csv_files(dossier: Dossier, around: Surroundings, theme: Theme) -> Iterator[Job]:
    """Plan the CSV file of each report."""
    settings = around.frame.settings
    if "csv" in settings.downloads:
        for filing in dossier.filings:
            page = page_path(filing.report.name)
            inputs = (filing.body.name, filing.report, filing.format, data_address(settings, page))
            yield Job(beside(page, "csv"), render_csv, inputs, part_of=data_path("csv"), head=len(CSV_HEAD))


def render_json(body: str, report: Report, form: Format) -> bytes:
    """Return the report's tables, nested by row key, then column key.

    Numbers as numbers exactly as written, blank `null`, not applicable `"/"`; `notes` and `units` by the
    address of their cell, `table.row.column`.
    """
    from msgspec import json

    tables: dict[str, Any] = {}
    notes: dict[str, str] = {}
    units: dict[str, str] = {}
    for table in report.tables:
        known = form.tables[table.key]
        if table.authored:
            tables[table.key] = [
                {"level": row.level, "label": row.label, "unit": row.unit}
                | {key: plain(cell) for key, cell in zip(known.column_keys, cells, strict=True)}
                for row, cells in zip(table.authored, table.rows, strict=True)
            ]
            keys: tuple[str, ...] = tuple(str(number + 1) for number in range(len(table.rows)))
        else:
            tables[table.key] = {}
            keys = known.row_keys
            for key, cells in zip(keys, table.rows, strict=True):
                _put(tables[table.key], key.split("."), dict(zip(known.column_keys, map(plain, cells), strict=True)))
        for key, cells in zip(keys, table.rows, strict=True):
            for column, cell in zip(known.column_keys, cells, strict=True):
                address = f"{table.key}.{key}.{column}"
                notes |= {address: cell.note} if cell.note else {}
                units |= {address: cell.unit} if cell.unit else {}
    whole: dict[str, Any] = {
        "body": body,
        "year": report.year,
        "format": form.key,
        "title": report.title,
        "published": report.published,
        "tables": tables,
    }
    whole |= {"notes": notes} if notes else {}
    whole |= {"units": units} if units else {}
    whole |= {"revisions": report.revisions} if report.revisions else {}
    whole |= {"explanations": report.explanations} if report.explanations else {}
    return json.format(json.Encoder(decimal_format="number").encode(whole), indent=1) + b"\n"


def _put(into: dict[str, Any], steps: list[str], value: Any) -> None:
    for step in steps[:-1]:
        into = into.setdefault(step, {})
    into[steps[-1]] = value


def plain(cell: Cell) -> Decimal | str | None:
    """A cell as JSON says it: a number as written, blank `null`, not applicable `"/"`."""
    return "/" if cell.not_applicable else cell.amount


CSV_HEAD = f"\ufeff{','.join(column.heading for column in COLUMNS)}\r\n".encode()
"""The line of headings, behind the mark by which spreadsheet programs know UTF-8."""


def render_csv(body: str, report: Report, form: Format, page: str) -> bytes:
    """Return the report's cells one to a line, with keys and official wording, as spreadsheet programs open it right."""
    import csv
    from io import StringIO

    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for line in long_lines(body, report, form, page):
        writer.writerow([_harmless(text) for text in line])
    return CSV_HEAD + out.getvalue().encode()


def long_lines(body: str, report: Report, form: Format, page: str) -> Iterator[tuple[str, ...]]:
    """Yield one line of texts for every cell of a report, in the order of COLUMNS."""
    for table, row, cells in rows_of(report, form):
        for column, cell in zip(table.column_keys, cells, strict=True):
            state = STATES[2] if cell.not_applicable else STATES[1] if cell.blank else STATES[0]
            amount = "" if cell.amount is None else str(cell.amount)
            where = (table.key, row.key, column, row.label, table.column_label(column), cell.unit or row.unit)
            yield (body, str(report.year), form.key, *where, amount, state, cell.note, str(report.published), page)


class Row(Struct, frozen=True):
    """What stands before a row's cells: its key, its wording, and the unit its author counts in."""

    key: str
    label: str
    unit: str = ""


def rows_of(report: Report, form: Format) -> Iterator[tuple[TableForm, Row, tuple[Cell, ...]]]:
    """Yield every row of a report with the table it stands in; an authored row's key is its number."""
    for table in report.tables:
        known = form.tables[table.key]
        rows = [Row(key, known.row_label(key)) for key in known.row_keys]
        if table.authored:
            rows = [Row(str(number), row.label, row.unit) for number, row in enumerate(table.authored, start=1)]
        for row, cells in zip(rows, table.rows, strict=True):
            yield known, row, cells


def _harmless(text: str) -> str:
    """A text that a spreadsheet program would run as a formula gets an apostrophe; numbers stay numbers."""
    if text.startswith(_FORMULA) and not text[1:].replace(".", "", 1).isdecimal():
        return f"'{text}"
    return text
