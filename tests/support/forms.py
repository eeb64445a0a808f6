"""The official forms, and content files read by them."""

from pathlib import Path

from disclosure.model.digest import digest_of
from disclosure.model.form import Format
from disclosure.model.report import Report, Source, Table
from disclosure.parsing.forms import parse_format
from disclosure.parsing.reports import parse_report
from tests.support.portal import ROOT


def source(name: str, data: bytes) -> Source:
    """A file of this name and these bytes."""
    return Source(name, name, data, "")


def source_of(path: Path) -> Source:
    """A file as the scan gives it."""
    data = path.read_bytes()
    return Source(path.name, path.name, data, digest_of(data))


def read_forms() -> tuple[Format, ...]:
    """The official forms."""
    parsed = [parse_format(source(path.name, path.read_bytes())).value for path in sorted((ROOT / "formats").glob("*.yml"))]
    return tuple(form for form in parsed if form)


FORMS = read_forms()
BY_KEY = {form.key: form for form in FORMS}


def report_of(data: bytes, name: str = "report.md") -> Report:
    """The report that a content file states."""
    parsed = parse_report(source(name, data), FORMS)
    assert parsed.value
    return parsed.value


def tables_of(report: Report) -> dict[str, Table]:
    """The tables of a report by key."""
    return {table.key: table for table in report.tables}
