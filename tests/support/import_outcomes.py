"""What import made of a document, cell by cell, beside what the document says."""

import re
from decimal import Decimal

from disclosure.check.codes import level_of
from disclosure.importers import Imported, import_report
from disclosure.model.finding import Finding, Parsed
from disclosure.model.report import Report, Source
from disclosure.parsing.reports import parse_report
from tests.support.forms import FORMS
from tests.support.import_documents import Cell, Made, value_of


def run(made: Made) -> Parsed[Imported]:
    """Import a made document."""
    return import_report(made.data, made.name, "content/{year}.md", FORMS)


def report_in(text: str) -> Report:
    """The report that a content file states; it must be one."""
    dated = re.sub(r"published: ~", "published: 2000-01-01", text)
    parsed = parse_report(Source("report.md", "report.md", dated.encode(), ""), FORMS)
    assert parsed.value is not None, parsed.findings
    return parsed.value


def named(cell: Cell, made: Made, findings: tuple[Finding, ...]) -> bool:
    """Whether some warning speaks of this cell: by its place, or by the wording of its row or table."""
    table, row, column = cell
    form = made.form.tables[table]
    steps = ("tables", table, *row.split("."), column)
    wordings = (form.row_label(row), f"“{form.column_label(column)}”" if len(form.row_keys) == 1 else form.row_label(row))
    whole = form.title if form.layout == "across" else f"“{form.title}”，"
    return any(
        (len(f.place) > 2 and f.place == steps[: len(f.place)])
        or (f.place[:2] == steps[:2] and any(said in f.message for said in (*wordings, whole)))
        or f.code == "import.no-tables"
        or (f.code == "import.columns" and f.place == steps[:2])
        for f in findings
        if level_of(f.code) != "note"
    )


Said = tuple[Decimal | None, str]
"""A cell's amount, and its state, unit or note."""


def outcome_of(made: Made, parsed: Parsed[Imported]) -> dict[Cell, tuple[Said, Said]]:
    """The cells that came out otherwise than they went in: what they should say, and what they do."""
    assert parsed.value is not None, parsed.findings
    assert parsed.value.year == made.year, made.damage
    # a form that is not the year's is kept as it is, and read here as what it is
    report = report_in(re.sub(r"(?m)^year: .*", f"year: {made.form.first_year + 1}", parsed.value.text))
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
