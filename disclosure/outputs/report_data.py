"""Each report's figures for machines: JSON and CSV, every cell in one of its four states."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from ..model.form import Format
from ..model.job import Job
from ..model.portal import Portal
from ..model.report import Cell, Report
from ..model.theme import Theme
from .address import beside, page_path

HEADINGS = ("机构", "年度", "格式", "表", "行", "列", "行名", "列名", "计量单位", "数值", "状态", "注")
_FORMULA = ("=", "+", "-", "@")


def json_files(portal: Portal, theme: Theme) -> Iterator[Job]:
    """Plan the JSON file of each report."""
    yield from _plan(portal, "json", render_json)


def csv_files(portal: Portal, theme: Theme) -> Iterator[Job]:
    """Plan the CSV file of each report."""
    yield from _plan(portal, "csv", render_csv)


def _plan(portal: Portal, kind: str, make: Any) -> Iterator[Job]:
    if kind in portal.settings.downloads:
        for filing in portal.filings:
            path = beside(page_path(filing.report.name), kind)
            yield Job(path, make, (filing.body.name, filing.report, filing.format))


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
                | {key: _plain(cell) for key, cell in zip(known.column_keys, cells, strict=True)}
                for row, cells in zip(table.authored, table.rows, strict=True)
            ]
            keys: tuple[str, ...] = tuple(str(number + 1) for number in range(len(table.rows)))
        else:
            tables[table.key] = {}
            keys = known.row_keys
            for key, cells in zip(keys, table.rows, strict=True):
                _put(tables[table.key], key.split("."), dict(zip(known.column_keys, map(_plain, cells), strict=True)))
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


def _plain(cell: Cell) -> Decimal | str | None:
    return "/" if cell.not_applicable else cell.amount


def render_csv(body: str, report: Report, form: Format) -> bytes:
    """Return the report's cells one to a line, with keys and official wording, as spreadsheet programs open it right."""
    import csv
    from io import StringIO

    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEADINGS)
    for line in long_lines(body, report, form):
        writer.writerow([_harmless(text) for text in line])
    return out.getvalue().encode("utf-8-sig")


def long_lines(body: str, report: Report, form: Format) -> Iterator[tuple[str, ...]]:
    """Yield one line of texts for every cell of a report, in the order of HEADINGS."""
    for table in report.tables:
        known = form.tables[table.key]
        rows: list[tuple[str, str, str]] = [(key, known.row_label(key), "") for key in known.row_keys]
        if table.authored:
            rows = [(str(number), row.label, row.unit) for number, row in enumerate(table.authored, start=1)]
        for (key, label, unit), cells in zip(rows, table.rows, strict=True):
            for column, cell in zip(known.column_keys, cells, strict=True):
                state = "不适用" if cell.not_applicable else "未填报" if cell.blank else "数值"
                amount = "" if cell.amount is None else str(cell.amount)
                where = (table.key, key, column, label, known.column_label(column), cell.unit or unit)
                yield (body, str(report.year), form.key, *where, amount, state, cell.note)


def _harmless(text: str) -> str:
    """A text that a spreadsheet program would run as a formula gets an apostrophe; numbers stay numbers."""
    if text.startswith(_FORMULA) and not text[1:].replace(".", "", 1).isdecimal():
        return f"'{text}"
    return text
