"""One body at a time: its reports are read, checked and made into files, in one job."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import chain

from msgspec import Struct
from msgspec.structs import replace

from ..check.all_checks import judge_body_reports
from ..check.codes import stops
from ..check.links import linked_files
from ..check.public_versions import draft_findings
from ..model.differences import differ
from ..model.digest import fingerprint
from ..model.finding import Finding
from ..model.planned_file import PlannedFile
from ..model.portal import BodyReports, Portal, PublicHistory, ReportEntry, RivalVersion
from ..model.report import Report, Source, Withdrawal, folders_to
from ..outputs import plan_body
from ..outputs.moved_pages import old_page
from ..outputs.page_head import BodyContext, body_context, frame_of
from ..parsing.locate import Locator
from ..parsing.text import MAX_FILE_SIZE
from ..present.masking import masked_body_reports
from ..present.row_figures import row_texts
from ..publishing.register import Fork
from ..system.files import load_source
from .assemble import build_body_reports, expected_entries, report_entry, with_issued_faults, withdrawn_entry
from .context import BuildContext, Runtime
from .incremental import cached_map
from .load import BodySources, Content, parsed_report
from .locate_findings import with_span
from .record import registered_digest
from .render import BuiltFiles, IsCurrent, build_files


class BodyJob(Struct, frozen=True):
    """The reports of one body, and what their pages say of the rest of the portal."""

    sources: BodySources
    page_context: BodyContext


class BodyResult(Struct, frozen=True):
    """What came of a job: an entry for each report, what is wrong with them, and the files that were made of them.

    `draft_links` are the files that drafts link to which this run leaves out; `row_texts` are the figures of the reports, row by
    row of the forms.
    """

    entries: tuple[ReportEntry, ...]
    findings: tuple[Finding, ...]
    built: BuiltFiles
    draft_links: tuple[str, ...] = ()
    row_texts: dict[str, str] = {}


class Bodies(Struct, frozen=True):
    """The portal as its reports turned out to be, and the job and the result of each body.

    `content` is what they are made of; `expected` are the jobs as they followed from the names of the files.
    """

    content: Content
    portal: Portal
    jobs: tuple[BodyJob, ...]
    results: tuple[BodyResult, ...]
    expected: tuple[BodyJob, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is wrong with the reports."""
        return tuple(finding for result in self.results for finding in result.findings)


def build_body(context: BuildContext, job: BodyJob) -> BodyResult:
    """Read and check the reports of a body, and make their files unless something is wrong with them."""
    body_reports, sources, found = open_body_reports(context, job.sources)
    judged = judge_body_reports(body_reports)
    public = masked_body_reports(with_issued_faults(body_reports, judged.issued_faults))
    digests = {source.path: source.digest for source in job.sources.reports}
    registered = {name: versions[-1].digest for name, versions in job.sources.versions.present.items() if versions}
    filed = tuple(report_entry(filing, digests[filing.report.path], registered) for filing in public.filings)
    withdrawn = (one.report for one in public.withdrawn)
    entries = (*filed, *(withdrawn_entry(one, digests[one.path], _linked_names(sources[one.path])) for one in withdrawn))
    others = {source.path: source for lower in job.sources.below for source in lower.reports}
    locator = _locator(body_reports, others | sources)
    found += judged.findings
    found = () if job.sources.held else found  # what is public has been checked, perhaps by an earlier version
    findings = tuple(with_span(f, locator) if f.path in sources or f.path in others else f for f in found)
    planned = iter(()) if stops(findings) else plan_body(public, job.page_context, context.theme)
    wanted = (one for one in planned if isinstance(one, PlannedFile) or context.complete)
    shown = {entry.path for entry in filed}
    unfiled = (source for source in sources.values() if source.path not in shown)
    draft_links = {name for source in unfiled for name in _linked_names(source)}
    return BodyResult(entries, findings, build_files(context, wanted), tuple(sorted(draft_links)), row_texts(public.filings))


Make = Callable[[BuildContext, BodyJob], BodyResult]
"""What makes the files of a body."""


def build_bodies(
    content: Content, context: BuildContext, runtime: Runtime, is_current: IsCurrent, make: Make = build_body, shard: str = ""
) -> Bodies:
    """Run the job of each body in the folder `shard`, of all where that is "".

    What the pages of a body say of the rest of the portal is first taken from the names of the files. Where reports turn
    out otherwise, as drafts do, the jobs of the bodies concerned are run again.
    """
    named = expected_entries(content.reports, context.forms)
    jobs = _plan_jobs(content, context, content.portal(named), shard)
    results = _run_jobs(jobs, context, runtime, is_current, make)
    others = [one for one in named if shard not in folders_to(one.folder)]
    rows = {job.sources.body.folder: result.row_texts for job, result in zip(jobs, results, strict=True)}
    portal = content.portal((*(entry for result in results for entry in result.entries), *others), rows)
    actual = _plan_jobs(content, context, portal, shard)
    changed = [number for number, job in enumerate(actual) if job != jobs[number]]
    context.writer.discard(file.path for number in changed for file in results[number].built.files)
    for number, result in zip(changed, _run_jobs([actual[n] for n in changed], context, runtime, is_current, make), strict=True):
        results[number] = result
    return Bodies(content, portal, tuple(actual), tuple(results), tuple(jobs))


def _plan_jobs(content: Content, context: BuildContext, portal: Portal, shard: str) -> list[BodyJob]:
    frame = frame_of(portal, context.theme)
    own = (one for one in content.bodies_with_reports if shard in folders_to(one.body.folder))
    return [BodyJob(sources, body_context(portal, frame, sources.body)) for sources in own]


def job_key(context: BuildContext, job: BodyJob) -> str:
    """Return the key of what comes of a job."""
    return fingerprint(context.key, job.sources, job.page_context)


def _run_jobs(
    jobs: Sequence[BodyJob], context: BuildContext, runtime: Runtime, is_current: IsCurrent, make: Make
) -> list[BodyResult]:
    keys = [job_key(context, job) for job in jobs]
    weights = [len(job.sources.reports) for job in jobs]
    function = partial(make, context)
    return cached_map(function, jobs, keys, BodyResult, runtime, "报告", weights, lambda result: is_current(result.built))


def _locator(body_reports: BodyReports, sources: Mapping[str, Source]) -> Callable[[str], Locator]:
    """What finds places in the files of a body, and in those that its reports sum up."""
    filings = chain(body_reports.filings, *(lower.filings for lower in body_reports.below))
    tables = {filing.report.path: filing.format.tables for filing in filings}
    return cache(lambda path: Locator(load_source(sources[path], MAX_FILE_SIZE), tables.get(path, {})))


def _linked_names(source: Source) -> Iterator[str]:
    return linked_files(source.data.decode(errors="replace"), source.name)


def open_body_reports(context: BuildContext, files: BodySources) -> tuple[BodyReports, dict[str, Source], tuple[Finding, ...]]:
    """Return the reports of a body in their places, the files they were read from by path, and what is wrong in these."""
    sources = {source.path: load_source(source, MAX_FILE_SIZE) for source in files.reports}
    parsed = [parsed_report(source, context.forms) for source in sources.values()]
    wanted = [one for one in parsed if context.drafts or not (one.value and one.value.draft)]
    reports = [_as_registered(one.value, sources[one.value.path], files, context) for one in wanted if one.value]
    body_reports, doubles = _in_place(reports, files, context)
    found = [finding for one in wanted for finding in one.findings]
    known = (one.value for one in parsed if one.value)
    found += [finding for report in known for finding in draft_findings(report, files.versions.present.get(report.name, ()))]
    return body_reports, sources, (*found, *doubles)


def _in_place(reports: Sequence[Report], files: BodySources, context: BuildContext) -> tuple[BodyReports, tuple[Finding, ...]]:
    """The reports of a body with what was published of each and with those that they sum up, and a finding for each double."""
    histories = {report.name: _history(report, files, context) for report in reports}
    body_reports, doubles = build_body_reports(context.settings, files.body, reports, context.forms, histories)
    below = tuple(open_body_reports(context, lower)[0] for lower in files.below)
    shown = {report.name for report in reports if not report.withdrawn}
    unread = (source.name for source in files.reports if source.name not in shown)
    return replace(body_reports, below=below, unread=(*unread, *files.misnamed), held=files.held), doubles


def _as_registered(report: Report, source: Source, files: BodySources, context: BuildContext) -> Report:
    """A report that is known by the digest of its registered version where that says the same."""

    def what_it_says(version: Source) -> object:
        read = report if version.digest == source.digest else parsed_report(version, context.forms).value
        return read and read.digest

    known = (one for one in files.versions.present.get(report.name, ()) if one.digest not in files.versions.erased)
    digest = registered_digest(source, tuple(known), what_it_says)
    return report if digest == report.file_digest else replace(report, file_digest=digest)


def _history(report: Report, files: BodySources, context: BuildContext) -> PublicHistory:
    """What was published of a report: the version that is public, if it is another, and those that say something else."""
    versions, fork = _other_versions(report, files, context), files.versions.forks.get(report.name)
    public = versions[-1] if versions and versions[-1] != report else None
    each = zip(versions, (*versions, report)[1:], strict=True)
    earlier = tuple(version for version, following in each if differ(version, following))
    rivals = _rivals(fork, versions) if fork else ()
    return PublicHistory(public, earlier, rivals, files.versions.forked.get(report.name, {}))


def _rivals(fork: Fork, versions: tuple[Report, ...]) -> tuple[RivalVersion, ...]:
    """The versions of a report that two people published at once."""
    known = {version.file_digest: version for version in versions if not version.erased}
    sides = ((side.said, known.get(side.change.source)) for side in fork.sides)
    return tuple(RivalVersion(said, version, known.get(fork.before)) for said, version in sides if version)


def _other_versions(report: Report, files: BodySources, context: BuildContext) -> tuple[Report, ...]:
    """The registered versions of a report, oldest first, also from where it was before; none where its file is the only one."""
    digest = next(source.digest for source in files.reports if source.name == report.name)
    versions = files.versions.present.get(report.name, ())
    for written in () if versions else report.moved_from:
        versions = versions or files.versions.gone.get(old_page(context.settings, written) or "", ())
    if [version.digest for version in versions] in ([], [digest]):
        return ()
    found: list[Report] = []
    for version in reversed(versions):
        if erasure := files.versions.erased.get(version.digest):
            after = found[-1] if found else report
            found += [_erased_version(after, version.digest, erasure.said)] if erasure.had_page else []
        elif version.digest == digest:
            found.append(report)
        elif parsed := parsed_report(load_source(version, MAX_FILE_SIZE), context.forms).value:
            found.append(parsed)
    return tuple(reversed(found))


def _erased_version(after: Report, digest: str, said: Withdrawal) -> Report:
    """What is left of a version that was erased: what the one after it says, which is taken to have added one correction."""
    left = replace(after.without_content(), revisions=after.revisions[:-1], withdrawn=None, erased=said, file_digest=digest)
    return replace(left, digest=fingerprint("erased", digest))
