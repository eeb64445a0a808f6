"""When it was published, and on what basis."""

import re
from collections.abc import Iterator

from ..model.finding import Finding
from ..model.portal import BodyReports, FiledReport
from ..model.report import UNPUBLISHED
from .text_pieces import text_pieces

_BASIS = re.compile(
    r"(?P<office>国办公开办函|国办[发函秘公开办]*)\s*[〔\[［（(【]\s*(?P<year>20\d\d)\s*[〕\]］）)】]\s*(?P<number>\d+)\s*号"
)


def check_published(filing: FiledReport) -> Iterator[Finding]:
    """A report is first published in the year after, by the deadline of its kind of body; a draft may have no date yet."""
    report = filing.report
    if report.published == UNPUBLISHED:
        return
    if report.published.year != report.year + 1:
        message = f"{report.year} 年的报告应在 {report.year + 1} 年发布，published 是 {report.published}"
        hint = f"写首次发布的日期，例如 published: {report.year + 1}-01-26；"
        hint += "确在别的年份首次发布的，写 explain: {published.wrong-year: 原因}"
        yield Finding("published.wrong-year", message, report.path, ("published",), hint=hint)
    elif filing.late:
        month, day = (int(part) for part in filing.deadline.split("-"))
        message = f"{report.published} 发布，晚于 {report.year + 1} 年 {month} 月 {day} 日的期限"
        yield Finding("published.late", message, report.path, ("published",), hint="写 explain: {published.late: 原因}")


def check_basis(body_reports: BodyReports) -> Iterator[Finding]:
    """A quoted number of a format's notice is the number of the format that the year uses."""
    issued = {form.issued_as.partition("〔")[2] for form in body_reports.forms if form.issued_as}
    for filing in body_reports.filings:
        form, year = filing.format, filing.report.year
        if not (form.covers(year) or year in form.years_allowed):
            continue
        due = form.issued_as
        for place, text in text_pieces(filing):
            for match in _BASIS.finditer(text):
                number = f"{match['year']}〕{match['number']}号"
                if number in issued and f"{match['office']}〔{number}" != due:
                    says = f"应为 {due}" if due else "本年度没有统一格式"
                    message = f"引用的“{match[0]}”不是本年度格式的文号，{says}"
                    hint = f"写成 {due}" if due else "删去文号"
                    yield Finding("form.wrong-basis", message, filing.report.path, (*place, match[0]), hint=hint)
