"""What a report was issued with: faults that `as_published:` lets stand are dropped and printed with the report.

An earlier report is shown as it was issued, printed faults included, when it says where it was issued. Never the newest
reports of the portal: these can still be corrected.
"""

from collections.abc import Iterator, Mapping, Sequence

from ..model.finding import Finding
from ..model.portal import FiledReport, Portal
from ..model.report import IssuedFault, Report
from .codes import BY_CODE
from .explanations import matches


def issued_faults(findings: Sequence[Finding], filings: Sequence[FiledReport]) -> Mapping[str, tuple[IssuedFault, ...]]:
    """Return the faults that each report was issued with and may keep, by the path of its file."""
    reports = (filing.report for filing in filings if filing.report.as_published)
    found = {report.path: tuple(_faults(report, findings)) for report in reports}
    return {path: faults for path, faults in found.items() if faults}


def _faults(report: Report, findings: Sequence[Finding]) -> Iterator[IssuedFault]:
    for finding in findings:
        if finding.path == report.path and BY_CODE[finding.code].may_stand:
            stated = next((one for one in report.as_published if matches(one, finding)), None)
            if stated:
                yield IssuedFault(finding.code, finding.target, finding.message, stated.sentence)


def drop_issued_faults(findings: tuple[Finding, ...], filings: Sequence[FiledReport]) -> tuple[Finding, ...]:
    """Return the findings that no report was issued with, and those that `as_published:` itself deserves."""
    stated = {filing.report.path: filing.report.as_published for filing in filings if filing.report.as_published}
    if not stated:
        return findings

    def stands(finding: Finding) -> bool:
        return BY_CODE[finding.code].may_stand and any(matches(one, finding) for one in stated.get(finding.path, ()))

    kept = tuple(finding for finding in findings if not stands(finding))
    about = (found for filing in filings for found in _failures(filing.report, findings))
    return (*kept, *about)


def _failures(report: Report, findings: Sequence[Finding]) -> Iterator[Finding]:
    """What is wrong with what a report says of the faults that it was issued with."""
    from difflib import get_close_matches

    if report.as_published and not report.source:
        hint = "写上 source: 原载的网址（https://…），或把原件放在旁边，写 source: 文件名.pdf"
        yield Finding("as-published.source", "没有写明原文登在哪里", report.path, ("as_published", ""), hint=hint)
    for one in report.as_published:
        code, place = BY_CODE.get(one.code), ("as_published", one.key, "")
        same = [finding for finding in findings if finding.path == report.path and finding.code == one.code]
        if code is None:
            near = get_close_matches(one.code, BY_CODE, n=1)
            hint = f"是不是“{near[0]}”？" if near else "disclosure explain 列出全部代码"
            yield Finding("as-published.unmatched", f"没有“{one.code}”这个代码", report.path, place, hint=hint)
        elif not code.may_stand:
            hint = f"删去 as_published 中的 {one.key} 一行，改正所指的问题"
            yield Finding("as-published.refused", f"“{code.title}”不是原文印错，不能照登", report.path, place, hint=hint)
        elif not any(matches(one, finding) for finding in same):
            elsewhere = [finding.target for finding in same if finding.target]
            hint = f"写成 {one.code}@{elsewhere[0]}" if elsewhere else f"原文没有这个问题的，删去 {one.key} 一行"
            yield Finding("as-published.unmatched", f"“{one.key}”没有对应的问题", report.path, place, hint=hint)


def check_as_published(portal: Portal) -> Iterator[Finding]:
    """Only earlier reports keep the faults they were issued with: those of the portal's newest year are corrected."""
    newest = max((entry.year for entry in portal.entries if not entry.draft), default=0)
    for entry in portal.entries:
        for key in entry.as_published if entry.year >= newest else ():
            message = f"{entry.year} 年是最新的一年，还能改正，不能用 as_published 照登"
            hint = f"删去 as_published 中的 {key} 一行，改正所指的问题；已经公开的，改正后写 revisions"
            yield Finding("as-published.current", message, entry.path, ("as_published", key, ""), hint=hint)
