"""Import: whatever a document looks like, each figure is right or a finding names it."""

import re
from decimal import Decimal
from pathlib import Path
from random import Random
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from disclosure.convert import import_report
from disclosure.convert.import_report import Imported
from disclosure.importing import load_forms
from disclosure.model.finding import Finding, Parsed
from disclosure.model.report import Report, Source
from disclosure.read.reports import parse_report

from .base import ROOT
from .import_documents import WRITERS, Cell, Made, make_document, value_of

FORMS = load_forms(ROOT / "formats")


def run(made: Made) -> Parsed[Imported]:
    """Import a made document."""
    return import_report(made.data, made.name, "content/{year}.md", FORMS)


def report_in(text: str) -> Report:
    """The report that a content file states; it must be one."""
    dated = re.sub(r"published: ~", "published: 2000-01-01", text)
    parsed = parse_report(Source("2000.md", "2000.md", dated.encode(), ""), FORMS)
    assert parsed.value is not None, parsed.findings
    return parsed.value


def named(cell: Cell, made: Made, findings: tuple[Finding, ...]) -> bool:
    """Whether some finding speaks of this cell: by its place, or by the wording of its row or table."""
    table, row, column = cell
    form = made.form.tables[table]
    steps = ("tables", table, *row.split("."), column)
    wordings = (form.row_label(row), f"“{form.column_label(column)}”" if len(form.row_keys) == 1 else form.row_label(row))
    whole = form.title if form.layout == "across" else f"“{form.title}”，"
    return any(
        (len(f.place) > 2 and f.place == steps[: len(f.place)])
        or (f.place[:2] == steps[:2] and any(said in f.message for said in (*wordings, whole)))
        or f.code == "import.no-tables"
        for f in findings
    )


Said = tuple[Decimal | None, str]
"""A cell's amount, and its state, unit or note."""


def outcome_of(made: Made, parsed: Parsed[Imported]) -> dict[Cell, tuple[Said, Said]]:
    """The cells that came out otherwise than they went in: what they should say, and what they do."""
    assert parsed.value is not None, parsed.findings
    report = report_in(parsed.value.text)
    assert report.format == made.form.key, (report.format, made.form.key, made.damage)
    differences = {}
    for (table, row, column), text in made.truth.items():
        form = made.form.tables[table]
        found = report.table(table)
        assert found is not None
        cell = found.rows[form.row_index[row]][form.column_index[column]]
        note = f"({cell.note})" if cell.note else ""
        got = (cell.amount, "/" if cell.not_applicable else f"{cell.unit}{note}")
        if got != value_of(text):
            differences[table, row, column] = (value_of(text), got)
    return differences


def unnamed(made: Made, parsed: Parsed[Imported]) -> dict[Cell, tuple[Said, Said]]:
    """Cells that came out otherwise than they went in, with no finding that says so."""
    differences = outcome_of(made, parsed)
    return {cell: difference for cell, difference in differences.items() if not named(cell, made, parsed.findings)}


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 10**9), kind=st.sampled_from([kind for kind in WRITERS if kind != "pdf"]))
def test_no_figure_is_wrong_unsaid(seed: int, kind: str) -> None:
    """A figure comes out as it went in, or a finding names its cell: in every kind of file, with every damage."""
    made = make_document(Random(seed), FORMS, kind)
    assert unnamed(made, run(made)) == {}, made.damage
