"""Parsed values in their places: the reports of a body → `BodyReports`; bodies and entries of reports → `Portal`."""

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from ..check.body_folders import where_it_belongs
from ..check.codes import CODES
from ..check.copied_texts import sketch_of_problems
from ..model.figure_address import addressed_cell
from ..model.finding import Finding
from ..model.form import Format, GlossaryEntry, form_of_year
from ..model.portal import (
    RULES,
    Attachment,
    Body,
    BodyReports,
    FiledReport,
    HighlightedFigure,
    Portal,
    PublicHistory,
    ReportEntry,
    Rule,
    Settings,
    StandingPage,
)
from ..model.report import UNPUBLISHED, IssuedFault, Report, Source, folders_to, missing_roles


def build_body_reports(
    settings: Settings,
    body: Body,
    reports: Iterable[Report],
    forms: tuple[Format, ...],
    histories: Mapping[str, PublicHistory],
) -> tuple[BodyReports, tuple[Finding, ...]]:
    """Return the reports of a body, each with that of the year before; of two of one year the second is left out.

    `histories` are what was published of each, by their names.
    """
    by_key = {form.key: form for form in forms}
    findings = []
    filed: dict[int, FiledReport] = {}
    withdrawn: list[FiledReport] = []
    for report in sorted(reports, key=lambda r: (r.year, r.name.swapcase())):
        form, history = by_key[report.format], histories[report.name]
        if report.withdrawn:
            withdrawn.append(FiledReport(body, report, form, "", None, settings.thresholds, settings.public_numbers, history))
            continue
        if report.year in filed:
            hint = f"只留一份：删去 {report.path} 或 {filed[report.year].report.path}"
            message = f"{report.year} 年的报告已有：{filed[report.year].report.path}"
            findings.append(Finding("report.duplicate", message, report.path, place=("year",), hint=hint))
            continue
        filed[report.year] = FiledReport(
            body,
            report,
            form,
            settings.deadline(body, form),
            filed.get(report.year - 1),
            settings.thresholds,
            settings.public_numbers,
            history,
            settings.review,
        )
    return BodyReports(body, tuple(reversed(filed.values())), forms, withdrawn=tuple(withdrawn)), tuple(findings)


def with_issued_faults(body_reports: BodyReports, faults: Mapping[str, tuple[IssuedFault, ...]]) -> BodyReports:
    """Return the reports of a body with the faults that they were issued with, given by their paths."""
    if not faults:
        return body_reports

    def shown(filing: FiledReport) -> FiledReport:
        report = filing.report
        if report.path not in faults:
            return filing
        report = replace(report, issued_faults=faults[report.path])
        return replace(filing, report=replace(report, digest=report.content_digest))

    return replace(body_reports, filings=tuple(map(shown, body_reports.filings)))


def expected_entries(sources: Iterable[Source], forms: tuple[Format, ...]) -> tuple[ReportEntry, ...]:
    """Return the entries that follow from the names of files alone; only year and form are reliable."""
    found = []
    for source in sources:
        year = int(source.name.rpartition("/")[2][:4])
        form = form_of_year(forms, year)
        if form:
            found.append(ReportEntry(source.path, source.name, "", year, UNPUBLISHED, form.key, "", ""))
    return tuple(found)


def withdrawn_entry(report: Report, source: str, attached: Iterable[str]) -> ReportEntry:
    """Return what the portal as a whole knows of a report that was taken off the site; `attached` are the files it led to."""
    files = sorted({name for name in attached if not name.endswith((".md", ".html", ".htm"))})
    return replace(_entry(report, source), withdrawn=report.withdrawn, attached=tuple(files))


def _entry(report: Report, source: str) -> ReportEntry:
    """What is known of any report, public or withdrawn."""
    return ReportEntry(
        path=report.path,
        name=report.name,
        title=report.title,
        year=report.year,
        published=report.published,
        format=report.format,
        source=source,
        figures_digest="",
        moved_from=report.moved_from,
        registered=report.file_digest if report.file_digest != source else "",
    )


def report_entry(filing: FiledReport, source: str, registered: Mapping[str, str] | None = None) -> ReportEntry:
    """Return what the portal as a whole knows of a report; `source` is the digest of its file.

    `registered` are the digests of the versions that are public, by name: such a one needs nobody to sign it.
    """
    report = filing.report
    is_public = (registered or {}).get(report.name) in (source, report.file_digest or source)
    return replace(
        _entry(report, source),
        figures_digest=report.figures_digest,
        highlights=_highlights(report, filing.format),
        revisions=report.revisions,
        days_late=filing.days_late,
        draft=report.draft,
        index_number=report.index_number,
        signed=bool(report.review),
        missing_roles=() if is_public else missing_roles(filing.roles, report.review),
        as_published=tuple(one.key for one in report.as_published),
        attachment_explanations=tuple(one.target for one in report.explanations if one.code == "personal.attachment"),
        amendments=filing.amendments if filing.history.earlier else (),
        problems=sketch_of_problems(filing),
    )


def _highlights(report: Report, form: Format) -> tuple[HighlightedFigure, ...]:
    """The figures that a form calls worth showing, where the report has their tables."""
    cells = ((one, addressed_cell(one.address, report.tables, form)) for one in form.highlights)
    return tuple(HighlightedFigure(one.label, cell, one.unit) for one, cell in cells if cell)


def order_bodies(
    settings: Settings, bodies: Iterable[Body], reports: Mapping[str, str], pages: Iterable[StandingPage] = ()
) -> tuple[tuple[Body, ...], tuple[Finding, ...]]:
    """Return the bodies in the order they are shown; `reports` names one report for each folder that holds any.

    A folder of reports or of `pages` without a `body.yml` becomes a body without a name.
    """
    known = {body.folder: body for body in (settings.body, *bodies)}
    findings = []
    files = [("报告", folder, path) for folder, path in reports.items()]
    for what, folder, path in (*files, *(("页面", page.folder, page.path) for page in pages)):
        if folder not in known:
            known[folder] = Body("", folder, "", "other")
            hint = f"新建 {folder}/body.yml，写上 name: 机构名称 和 kind: 机构类别；或把页面移到它的机构的 pages/ 里"
            if what == "报告":
                hint = where_it_belongs(folder, path.rpartition("/")[2], known)
            message = f"文件夹“{folder}”有{what}，但没有说明它是哪个机构"
            findings.append(Finding("body.missing", message, path, place=("title",), hint=hint))
    return _in_order(known), tuple(findings)


def assemble(
    settings: Settings,
    bodies: tuple[Body, ...],
    entries: Iterable[ReportEntry],
    pages: Iterable[StandingPage],
    attachments: Iterable[Attachment],
    forms: tuple[Format, ...],
    glossary: tuple[GlossaryEntry, ...],
) -> Portal:
    """Return the portal: entries in the order of their bodies, newest first, standing pages in theirs."""
    rank = {body.folder: number for number, body in enumerate(bodies)}
    in_order = sorted(pages, key=lambda page: (page.order, page.name))
    ordered = sorted(entries, key=lambda entry: (rank[entry.folder], -entry.year))
    return Portal(
        settings=settings,
        bodies=bodies,
        entries=tuple(entry for entry in ordered if not entry.withdrawn),
        forms=forms,
        glossary=glossary,
        rules=rules_of_checks() if RULES in settings.publish else (),
        pages=tuple(page for page in in_order if not page.withdrawn and not page.is_blank),
        withdrawn_pages=tuple(page for page in in_order if page.withdrawn),
        attachments=tuple(sorted(attachments, key=lambda attachment: attachment.name)),
        withdrawn=tuple(entry for entry in ordered if entry.withdrawn),
    )


def rules_of_checks() -> tuple[Rule, ...]:
    """Return the rules that the program checks reports by, in the order of their families."""
    return tuple(Rule(one.code, one.level, one.title, one.why, one.fix) for one in CODES)


def _in_order(known: dict[str, Body]) -> tuple[Body, ...]:
    """Bodies with their own below them, siblings by `order`, then by folder."""

    def place(body: Body) -> list[tuple[int, str]]:
        return [(known[folder].order if folder in known else 0, folder) for folder in folders_to(body.folder)[1:]]

    return tuple(sorted(known.values(), key=place))
