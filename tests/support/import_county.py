"""The example county as documents, and back: what import makes of each copy of a report, beside the report."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from disclosure.importers import import_report
from disclosure.model.form import Format
from disclosure.model.report import Report, Section, Table
from tests.support.forms import BY_KEY, FORMS, report_of
from tests.support.import_documents import copy_of
from tests.support.portal import ROOT

COUNTY = ROOT / "examples" / "county"
KINDS = ("html", "xlsx", "docx", "pdf")
_LIST = "\n\n本年度做了三件事：\n\n- 修订公开指南\n- 更新公开目录，规范公开栏目的名称、次序和维护责任，把每一项内容落实到岗位和个人\n- 培训经办人员"


class Told(NamedTuple):
    """What a report says, as far as a copy of its kind can hold it."""

    tables: tuple[Table, ...]
    title: str = ""
    published: date | None = None
    preamble: str = ""
    sections: tuple[tuple[str, str], ...] = ()


def reports() -> list[Path]:
    """Every report of the county."""
    return sorted(COUNTY.rglob("20*.md"))


def told(report: Report, kind: str) -> Told:
    """What a copy of this kind must bring back: a workbook holds no text, and only the web page a date of its own."""
    if kind == "xlsx":
        return Told(report.tables)
    dated = report.published if kind == "html" else None
    sections = tuple((section.heading, section.text.strip()) for section in report.sections)
    return Told(report.tables, report.title, dated, report.preamble.strip(), sections)


def _as_shown(report: Report) -> Report:
    """The report with all the text of its page: corrections stand above, explanations below the table they are about."""
    corrections = [f"- {revision.date} {revision.change}" for revision in report.revisions]
    preamble = "\n\n".join((*(("### 更正记录", "\n".join(corrections)) if corrections else ()), report.preamble.strip()))
    explained = {_section_of(report, one.target.partition(".")[0]): f"说明 {one.sentence}" for one in report.explanations}
    sections = tuple(
        replace(one, text=f"{explained[one.key]}\n\n{one.text.strip()}" if one.key in explained else one.text)
        for one in report.sections
    )
    return replace(report, preamble=preamble, sections=sections)


def _section_of(report: Report, table: str) -> str:
    sections = BY_KEY[report.format].sections
    return next(section.key for section in sections if any(form.key == table for form in section.tables))


def there_and_back(path: Path, kind: str, site: Path) -> tuple[Told, Told]:
    """Return what a report says and what the import of its copy says; downloads come from `site`, which was built of the county."""
    report = report_of(path.read_bytes())
    if kind in ("html", "xlsx"):
        data = (site / path.relative_to(COUNTY).with_suffix(f".{kind}")).read_bytes()
    else:
        report = _with_list(report)
        data = copy_of(report, BY_KEY[report.format], kind)
    return told(_as_shown(report) if kind == "html" else report, kind), _imported(data, f"{report.year}.{kind}", FORMS, kind)


def _with_list(report: Report) -> Report:
    """The report with a list in its last section but one."""
    *before, section, last = report.sections
    return replace(report, sections=(*before, Section(section.key, section.heading, section.text.strip() + _LIST), last))


def _imported(data: bytes, name: str, forms: Sequence[Format], kind: str) -> Told:
    parsed = import_report(data, name, "content/{year}.md", forms)
    assert parsed.value is not None, parsed.findings
    text = parsed.value.text.replace("published: ~", "published: 2000-01-01").replace("title:  ", "title: 无题")
    return told(report_of(text.encode()), kind)
