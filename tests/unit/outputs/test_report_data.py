"""JSON and CSV of any report are what their libraries make of its cells, byte for byte."""

import csv
from datetime import date
from io import StringIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import json

from disclosure.model.form import Format
from disclosure.model.report import AuthoredRow, Cell, Explanation, Report, Revision, digits
from disclosure.outputs.csv_file import harmless
from disclosure.outputs.open_data import render_line
from disclosure.outputs.report_data import CSV_HEAD, STATES, TOTALS, DataBody, render_csv, render_json
from tests.support.forms import FORMS
from tests.support.reports import authored, cells, plain_cells, report_of, titles

ENCODER = json.Encoder(decimal_format="number")
filed = st.fixed_dictionaries(
    {
        "form": st.integers(0, len(FORMS) - 1),
        "left_out": st.integers(0, 9),
        "filled": st.lists(cells, min_size=1, max_size=3) | st.lists(plain_cells, min_size=1, max_size=3),
        "rows": authored,
        "title": titles,
        "more": st.booleans(),
    }
)
"""What a report is made of."""


def made(form: int, left_out: int, filled: list[Cell], rows: list[AuthoredRow], title: str, more: bool) -> tuple[Report, Format]:
    """A report and its form."""
    report = report_of(FORMS[form], left_out, [shortened(cell) for cell in filled], rows, title, date(2023, 1, 2))
    told = {"revisions": (Revision(date(2023, 3, 4), "更正"),), "explanations": (Explanation("a.b", "", "说明"),)}
    return (report if not more else Report(**({f: getattr(report, f) for f in report.__struct_fields__} | told)), FORMS[form])


def shortened(cell: Cell) -> Cell:
    """A cell whose amount the library writes without an exponent."""
    return cell if "E" not in str(cell.amount) else Cell()


def data_of(body: str) -> DataBody:
    """A body of that name, below the one of the portal."""
    return DataBody(body, "b", "乡镇", ".", False)


def plainly(cell: Cell) -> Any:
    """A cell as JSON says it."""
    return "/" if cell.not_applicable else cell.amount


def located(report: Report, form: Format) -> list[tuple[str, str, str, str, str, str, bool, Cell]]:
    """Every cell with its keys, its row's and column's wording, the unit of its row, and whether its author named that."""
    found = []
    for table in report.tables:
        known = form.tables[table.key]
        lines = [(key, known.row_label(key), "") for key in known.row_keys]
        if known.authored:
            lines = [(str(number), row.label, row.unit) for number, row in enumerate(table.authored, start=1)]
        for (key, label, unit), row in zip(lines, table.rows, strict=True):
            for column, cell in zip(known.column_keys, row, strict=True):
                found.append((table.key, key, column, label, known.column_label(column), unit, known.authored, cell))
    return found


@given(filed, titles)
def test_json(given: dict[str, Any], body: str) -> None:
    """The JSON of a report nests its cells by their keys and lists notes and units by address."""
    report, form = made(**given)
    tables: dict[str, Any] = {table.key: [] if form.tables[table.key].authored else {} for table in report.tables}
    notes: dict[str, str] = {}
    units: dict[str, str] = {}
    for table, row, column, label, _, unit, by_author, cell in located(report, form):
        if by_author:
            if column == form.tables[table].column_keys[0]:
                tables[table].append({"level": report.table(table).authored[int(row) - 1].level, "label": label, "unit": unit})  # type: ignore[union-attr]
            tables[table][-1][column] = plainly(cell)
        else:
            node = tables[table]
            for step in row.split("."):
                node = node.setdefault(step, {})
            node[column] = plainly(cell)
        notes |= {f"{table}.{row}.{column}": cell.note} if cell.note else {}
        units |= {f"{table}.{row}.{column}": cell.unit} if cell.unit else {}
    about = {"body": body, "year": 2022, "format": form.key, "title": report.title, "published": report.published}
    more = {"notes": notes, "units": units, "revisions": report.revisions, "explanations": report.explanations}
    whole = about | {"tables": tables} | {key: value for key, value in more.items() if value}
    assert render_json(data_of(body), report, form) == json.format(ENCODER.encode(whole), indent=1) + b"\n"


@given(filed, titles)
def test_line_of_all_reports(given: dict[str, Any], body: str) -> None:
    """A report's line in the file of all reports lists its cells in long form."""
    report, form = made(**given)
    listed = []
    for table, row, column, label, _, unit, by_author, cell in located(report, form):
        said = {"row_label": label if by_author else "", "unit": cell.unit or (unit if by_author else ""), "note": cell.note}
        keys = {"table": table, "row": row, "column": column, "value": plainly(cell)}
        listed.append(keys | {key: text for key, text in said.items() if text})
    about = {
        "body": body,
        "body_key": "b",
        "body_kind": "乡镇",
        "parent_key": ".",
        "sums_up_others": False,
        "year": 2022,
        "format": form.key,
        "title": report.title,
        "published": report.published,
        "page": "a b.html",
    }
    more = {"revisions": report.revisions, "explanations": report.explanations}
    whole = about | {"cells": listed} | {key: value for key, value in more.items() if value}
    assert render_line(data_of(body), report, form, "a b.html") == ENCODER.encode(whole)


@given(filed, titles)
def test_lines(given: dict[str, Any], body: str) -> None:
    """The CSV of a report is a line for each cell as the library writes it."""
    report, form = made(**given)
    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for table, row, column, label, heading, unit, by_author, cell in located(report, form):
        known = form.tables[table]
        line, over = (
            known.row_lines[known.row_index[row]][-1] if not by_author else None,
            known.column_lines[known.column_index[column]],
        )
        if not by_author:
            unit = "" if over[-1].units else over[-1].unit or known.unit
        whole = (known.title, TOTALS[over[-1].sums or bool(line and line.sums)])
        state = STATES[2] if cell.not_applicable else STATES[1] if cell.blank else STATES[0]
        where = (body, "2022", form.key, table, row, column, label, heading, cell.unit or unit)
        amount = "" if cell.amount is None else digits(cell.amount)
        writer.writerow((*where, amount, state, cell.note, "2023-01-02", "a,b.html", "b", "乡镇", ".", *whole, "3"))
    assert render_csv(data_of(body), report, form, "a,b.html", 3) == CSV_HEAD + out.getvalue().encode()


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "+1"),
        ("-0.5", "-0.5"),
        ("-1.5.2", "'-1.5.2"),
        ("@甲", "'@甲"),
        ("-", "'-"),
        ("", ""),
        ("甲=乙", "甲=乙"),
    ],
)
def test_formulas(text: str, written: str) -> None:
    """A text that a spreadsheet program would run has an apostrophe before it; numbers stay numbers."""
    assert harmless(text) == written
