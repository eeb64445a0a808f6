"""Reports to check, with as much in them as a test needs."""

from datetime import date
from typing import Any

from disclosure.model.portal import Body, FiledReport
from disclosure.model.report import Report, Section
from tests.support.forms import BY_KEY


def filed(form: str, year: int = 2021, kind: str = "township", previous: FiledReport | None = None, **fields: Any) -> FiledReport:
    """A report on this form, with these fields."""
    values: dict[str, Any] = {"tables": (), "preamble": "", "sections": ()} | fields
    report = Report(f"{year}.md", f"{year}.md", f"{year}年报告", year, date(year + 1, 1, 20), form, **values)
    return FiledReport(Body("portal.yml", "", "样例镇人民政府", kind), report, BY_KEY[form], "01-31", previous)


def section(key: str, text: str) -> Section:
    """A section of a report."""
    return Section(key, f"# {key}", text)
