"""A report file → `Report`. The year picks the form, and the form decides what every cell may hold."""

import re

from msgspec.structs import replace

from ..check.field_texts import date_hint
from ..model.digest import fingerprint
from ..model.figure_address import with_figures
from ..model.finding import Parsed
from ..model.form import Format, form_of_year
from ..model.report import (
    UNPUBLISHED,
    Explanation,
    Report,
    Revision,
    Section,
    Signature,
    Source,
    Withdrawal,
)
from .classify import year_in
from .fields import SENTENCE, Fields, front_fields
from .nodes import YamlMapping, YamlScalar
from .public_address import read_old_addresses, read_source_address
from .report_tables import fits_form, read_tables
from .signed_text import signed_digest
from .text import Halves, chapters, decode, read_halves

_NUMBER = re.compile(r"^[一二三四五六七八九十]、\s*")
_DAY = re.compile(r"\s*[0-9０-９]{4}\D")
_CODE = re.compile(r"[a-z-]+\.[a-z-]+")


def parse_report(source: Source, forms: tuple[Format, ...]) -> Parsed[Report]:
    """Return the report that a file states, and everything in it that could not be read as written.

    The value is None when not even title, year and form are known; one without a date is read all the same.
    """
    halves = read_halves(source)
    if halves.value is None:
        return Parsed(None, halves.findings)
    fields = front_fields(halves.value, source.path)
    if fields.value is None:
        return Parsed(None, fields.findings)
    report = _report(fields.value, halves.value, source, forms)
    fields.value.report_unknown()
    return Parsed(report, fields.value.findings)


def _report(fields: Fields, halves: Halves, source: Source, forms: tuple[Format, ...]) -> Report | None:
    named = year_in(source.name)
    title = _title(fields, named)
    year = fields.year("year", named or "四位年份") or int(named or 0)
    if year and named not in ("", str(year)):
        _report_other_year(fields, source, named, year)
        return None
    draft = fields.flag("draft")
    published = fields.date("published", required=not draft, example=_example(year), timed=True)
    form = _form(fields, year, forms)
    change = f"{{date: {_example(year)}, change: 更正了什么}}"
    revisions = tuple(_revision(entry, _example(year)) for entry in fields.mappings("revisions", change))
    report = Report(
        path=source.path,
        name=source.name,
        title=title or f"{year}年政府信息公开工作年度报告",
        year=year,
        published=published or UNPUBLISHED,
        published_at=fields.time_of_day("published") if published else "",
        format=form.key if form else "",
        tables=read_tables(fields, form) if form else (),
        preamble="",
        sections=(),
        explanations=read_explanations(fields),
        revisions=tuple(revision for revision in revisions if revision),
        document_number=fields.text("document_number"),
        index_number=fields.text("index_number"),
        draft=draft,
        source=read_source_address(fields, source.name),
        as_published=read_explanations(fields, "as_published"),
        moved_from=read_old_addresses(fields, "moved_from"),
        withdrawn=read_withdrawal(fields, _example(year)),
        review=_review(fields, source),
        file_digest=source.digest,
    )
    fields.text("imported_from")  # for those who wrote the report: nothing of it is public
    if form is None:
        fields.node("tables")
        return None
    return with_text(report, form, halves)


def _title(fields: Fields, year: str) -> str:
    """The title, "" where something is wrong with it, which is said: what follows from it is not."""
    title = fields.text("title", required=True, hint=f"写成 title: 某某镇{year or '某某'}年政府信息公开工作年度报告")
    return "" if any(finding.span == fields.span("title") for finding in fields.findings) else title


def _report_other_year(fields: Fields, source: Source, named: str, year: int) -> None:
    """Report a year that is not that of the file's name; nothing else is said of such a file."""
    message = f"文件名是 {source.name.rpartition('/')[2]}，year 却是 {year}"
    hint = f"{named} 年的报告写 year: {named}，再核对标题、日期和各数；"
    hint += f"{year} 年的报告，文件名改为 {year}.md（已有的，删去这一份）"
    fields.add_finding("year.path", message, fields.span("year"), hint)
    fields.known += fields.yaml.keys


def with_text(report: Report, form: Format, halves: Halves) -> Report:
    """Return a report with the text of its file, the figures of its tables printed in it, and its digests."""
    preamble, *sections = chapters(with_figures(halves.text, report.tables, form))
    keys = {other: section.key for section in form.sections for other in section.also}
    keys |= {section.heading: section.key for section in form.sections}
    report = replace(
        report,
        preamble=preamble[2],
        sections=tuple(
            Section(keys.get(heading) or keys.get(_NUMBER.sub("", heading), ""), heading, text) for heading, _, text in sections
        ),
        figures_digest=fingerprint(report.tables),
    )
    return replace(report, digest=report.content_digest)


def _example(year: int) -> str:
    """How a day is written on which the report of this year may have been published."""
    return f"{year + 1}-MM-DD" if year else "YYYY-MM-DD"


def _form(fields: Fields, year: int, forms: tuple[Format, ...]) -> Format | None:
    """The form that the year asks for; another one that the file states or plainly uses is reported."""
    stated = fields.text("format")
    due = form_of_year(forms, year)
    if due is None:
        if year:
            first = min((form.first_year for form in forms), default=year)
            hint = f"年度报告从 {first} 年起；核对 year 和文件名，例如 year: {first}、{first}.md"
            fields.add_finding("form.wrong-year", f"没有适用于 {year} 年的格式", fields.span("year"), hint)
        return None
    if stated and stated != due.key:
        chosen = next((form for form in forms if form.key == stated and year in form.years_allowed), None)
        if chosen:
            return chosen
        message = f"{year} 年的报告应使用 {due.key} 格式，不是“{stated}”"
        fields.add_finding("form.wrong-year", message, fields.span("format"), "删去 format 一行，由年份决定格式")
    node = fields.node("tables")
    if isinstance(node, YamlMapping) and not fits_form(node, due):
        other = next((form for form in forms if form is not due and fits_form(node, form)), None)
        if other:
            message = f"{year} 年的报告应使用 {due.key} 格式（{due.issued_as}），这里的表格是 {other.key} 格式"
            hint = f"按 {due.key} 格式重新填写表格；或核对 year"
            fields.add_finding("form.wrong-year", message, fields.yaml.keys["tables"].span, hint)
            return other
    return due


def read_explanations(fields: Fields, key: str = "explain") -> tuple[Explanation, ...]:
    """Return the sentences about findings that a file gives under `explain:` or another key; what is no code is reported."""
    below = fields.mapping(key)
    found = []
    for about, scalar in below.yaml.keys.items():
        code, _, target = about.partition("@")
        sentence = below.text(about, longest=SENTENCE)
        if below.node(about) is None or (not sentence and isinstance(below.node(about), YamlScalar)):
            below.add_missing(about, f"写成 {about}: 原因，用一句话", message=f"“{about}”没有写原因")
        if not _CODE.fullmatch(code):
            below.add_finding(
                "field.unknown", f"“{code}”不是提示代码", scalar.span, "写提示末尾方括号里的代码，例如 published.late: 原因"
            )
        elif sentence:
            found.append(Explanation(code, target, sentence))
    below.report_unknown()
    return tuple(found)


def read_withdrawal(fields: Fields, example: str = "YYYY-MM-DD") -> Withdrawal | None:
    """Return when and why a report or a page was taken off the site, None when it was not."""
    if fields.node("withdrawn") is None:
        return None
    below = fields.mapping("withdrawn")
    on = below.date("date", required=True, example=example)
    hint = "写成 reason: 为什么撤下，用一句话，例如 reason: 数据有误，正在重新核实。"
    reason = below.text("reason", required=True, hint=hint, longest=SENTENCE)
    below.report_unknown()
    return Withdrawal(on, reason) if on and reason else None


def _review(fields: Fields, source: Source) -> tuple[Signature, ...]:
    """The signatures of a report, and whether they hold: whether its text is still the one that was signed."""
    entries = fields.mappings("review")
    digest = signed_digest(decode(source).value or "") if entries else ""
    found = []
    for entry in entries:
        hint = "签署由 disclosure approve 写入，不要手写；运行 disclosure approve 文件 --role 职务 --name 姓名"
        role, name, signed = (entry.text(key, required=True, hint=hint) for key in ("role", "name", "digest"))
        on = entry.date("date", required=True)
        entry.report_unknown()
        if role and name and on and signed:
            found.append(Signature(role, name, on, signed, signed == digest))
    return tuple(found)


def _revision(entry: Fields, example: str) -> Revision | None:
    dated = next((key for key in entry.yaml.keys if _DAY.match(key)), "")
    if dated and not entry.yaml.keys.keys() & {"date", "change"}:
        day = date_hint(dated, example).rpartition("写成 ")[2].partition("，")[0]
        hint = f"写成“  - {{date: {day}, change: {entry.text(dated) or '更正了什么'}}}”"
        entry.add_finding("field.type", f"更正的日期“{dated}”要写在 date: 后面", entry.yaml.keys[dated].span, hint)
        return None
    on = entry.date("date", required=True, example=example)
    hint = "写成 change: 更正了什么，用一句话，例如 change: 更正表三一处数字。"
    change = entry.text("change", required=True, hint=hint, longest=SENTENCE)
    entry.report_unknown()
    return Revision(on, change) if on and change else None
