"""The parsed files of a content folder → `Portal`: bodies in order, reports in their places."""

from collections.abc import Iterable

from ..model.finding import Finding
from ..model.form import Format, GlossaryEntry
from ..model.portal import Attachment, Body, Filing, Portal, Settings, StandingPage
from ..model.report import Report


def assemble(
    settings: Settings,
    bodies: Iterable[Body],
    reports: Iterable[Report],
    pages: Iterable[StandingPage],
    attachments: Iterable[Attachment],
    forms: tuple[Format, ...],
    glossary: tuple[GlossaryEntry, ...],
) -> tuple[Portal, tuple[Finding, ...]]:
    """Put everything in its place; folders that hold reports but no `body.yml` become bodies without a name."""
    reports = tuple(reports)
    known = {body.folder: body for body in (settings.body, *bodies)}
    findings = []
    for report in reports:
        if report.folder not in known:
            known[report.folder] = Body("", report.folder, "", "other")
            message = f"文件夹“{report.folder}”有报告，但没有说明它是哪个机构"
            hint = f"新建 {report.folder}/body.yml，写上 name: 机构名称 和 kind: 机构类别"
            findings.append(Finding("body.missing", message, report.path, place=("title",), hint=hint))
    filed: dict[str, list[Report]] = {folder: [] for folder in known}
    for report in reports:
        filed[report.folder].append(report)
    by_key = {form.key: form for form in forms}
    filings: list[Filing] = []
    for folder in known:
        earlier: dict[int, Filing] = {}
        for report in sorted(filed[folder], key=lambda r: (r.year, r.name.swapcase())):
            form, body = by_key[report.format], known[folder]
            filing = Filing(body, report, form, settings.deadline(body, form), earlier.get(report.year - 1))
            if report.year in earlier:
                message = f"{report.year} 年的报告已有：{earlier[report.year].report.path}"
                findings.append(Finding("report.duplicate", message, report.path, place=("year",), hint="只留一份"))
                continue
            earlier[report.year] = filing
        filings += reversed(earlier.values())
    ordered = _in_order(known)
    rank = {body.folder: number for number, body in enumerate(ordered)}
    portal = Portal(
        settings=settings,
        bodies=ordered,
        filings=tuple(sorted(filings, key=lambda filing: (rank[filing.body.folder], -filing.report.year))),
        forms=forms,
        glossary=glossary,
        pages=tuple(sorted(pages, key=lambda page: (page.order, page.name))),
        attachments=tuple(sorted(attachments, key=lambda attachment: attachment.name)),
    )
    return portal, tuple(findings)


def _in_order(known: dict[str, Body]) -> tuple[Body, ...]:
    """Bodies with their own below them, siblings by `order`, then by folder."""

    def place(body: Body) -> list[tuple[int, str]]:
        steps = body.folder.split("/") if body.folder else []
        above = ["/".join(steps[: depth + 1]) for depth in range(len(steps))]
        return [(known[folder].order if folder in known else 0, folder) for folder in above]

    return tuple(sorted(known.values(), key=place))
