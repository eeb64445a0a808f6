"""One body at a time: its reports read, checked and made into files; and every other promise kept."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, lru_cache

from msgspec import Struct
from msgspec.structs import replace

from ..check import check_dossier, stops
from ..check.links import OutgoingLink, unresolved_links
from ..fast import front_matter as fast_front_matter
from ..fast import sums as fast_sums
from ..html.outline import outline
from ..html.templates import TemplateFault
from ..model.digest import digest_of
from ..model.finding import Finding, Parsed, Span
from ..model.form import Format
from ..model.planned_file import BuiltFile, FiguresRef, Outline, OutlinedPage, PlannedFile, PlannedSegment
from ..model.portal import Dossier, Portal, ReportEntry
from ..model.report import Report, Source
from ..outputs import plan_body
from ..outputs.address import BodyContext
from ..outputs.open_data import combined_files
from ..outputs.search_page import TEXTS, text_of
from ..parsing.locate import Locator
from ..parsing.reports import parse_report
from ..parsing.text import MAX_FILE_SIZE
from ..present.figures import Figures
from ..system.atomic import Stage
from ..system.files import load as load_source
from ..system.files import read_source
from .assemble import build_dossier, report_entry
from .load import Common, Unit


class Batch(Struct, frozen=True):
    """The reports of one body, and what their pages say of the portal around them: read, checked and made together."""

    unit: Unit
    around: BodyContext


class Done(Struct, frozen=True):
    """What came of a batch: a card for each report, what is wrong with them, and the files that were made of them."""

    cards: tuple[ReportEntry, ...]
    findings: tuple[Finding, ...]
    kept: "Kept"


def work(common: Common, batch: Batch) -> Done:
    """Read and check the reports of a body, and make their files unless something is wrong with them."""
    dossier, sources, found = open_dossier(common, batch.unit)
    digests = {source.path: source.digest for source in batch.unit.sources}
    cards = tuple(report_entry(filing, digests[filing.report.path]) for filing in dossier.filings)
    tables = {filing.report.path: filing.format.tables for filing in dossier.filings}
    locator = lru_cache(maxsize=None)(lambda path: Locator(sources[path], tables.get(path, {})))
    found += check_dossier(dossier, figures_add_up=fast_sums.figures_add_up(dossier) is True)
    findings = tuple(_with_span(f, locator) if f.path in sources else f for f in found)
    jobs = iter(()) if stops(findings) else plan_body(dossier, batch.around, common.theme)
    return Done(cards, findings, _keep(common, (job for job in jobs if isinstance(job, PlannedFile) or common.whole)))


def open_dossier(common: Common, unit: Unit) -> tuple[Dossier, dict[str, Source], tuple[Finding, ...]]:
    """Return the reports of a body in their places, their sources with what was read, and what could not be."""
    sources = {source.path: load_source(source, MAX_FILE_SIZE) for source in unit.sources}
    parsed = [_parsed_report(source, common.forms) for source in sources.values()]
    wanted = [one for one in parsed if common.drafts or not (one.value and one.value.draft)]
    reports: list[Report] = [one.value for one in wanted if one.value]
    dossier, doubles = build_dossier(common.settings, unit.body, reports, common.forms)
    below = tuple(open_dossier(common, lower)[0] for lower in unit.below)
    return replace(dossier, below=below), sources, (*(f for one in wanted for f in one.findings), *doubles)


def _parsed_report(source: Source, forms: tuple[Format, ...]) -> Parsed[Report]:
    """The report that a file states, and what could not be read."""
    parsed = fast_front_matter.report(source, forms)
    if parsed is None:
        parsed = parse_report(source, forms)
    return parsed


def located(findings: Sequence[Finding], portal: Portal) -> tuple[Finding, ...]:
    """Give findings about the content folder their line and column; only files that have findings are read again."""
    tables = {card.path: portal.form_of[card.format].tables for card in portal.cards} if findings else {}

    @cache
    def locator(path: str) -> Locator:
        return Locator(read_source(path, path, path, MAX_FILE_SIZE), tables.get(path, {}))

    return tuple(_with_span(finding, locator) for finding in findings)


def _with_span(finding: Finding, locator: Callable[[str], Locator]) -> Finding:
    if finding.span is not None or not finding.place:
        return finding
    return replace(finding, span=locator(finding.path).span(finding.place))


class Part(Struct, frozen=True, array_like=True):
    """A stretch of a whole file: the file it is part of, where it is kept until that is made, its digest and size."""

    of: str
    name: str
    digest: str
    size: int


class Said(Struct, frozen=True, array_like=True):
    """The text of a page, which search is made of: kept as a part until it has its number."""

    page: str
    digest: str

    @property
    def name(self) -> str:
        """Where it is kept."""
        return f"{TEXTS}{self.digest}"


class Kept(Struct, frozen=True, omit_defaults=True):
    """What came of a batch or a single promise: its files, or the fault of a template."""

    files: tuple[BuiltFile, ...]
    parts: tuple[Part, ...] = ()
    loose: tuple[OutgoingLink, ...] = ()
    texts: tuple[Said, ...] = ()
    fault: Finding | None = None


def keep(common: Common, job: PlannedFile) -> Kept:
    """Keep a single promise, the figures read that it asks for."""
    return _keep(common, iter((_resolved(common, job),)))


def _keep(common: Common, jobs: Iterator[PlannedFile | PlannedSegment]) -> Kept:
    files, outlines, texts, stage = [], {}, [], Stage(common.site)
    parts: dict[str, list[bytes]] = {}
    try:
        for job in jobs:
            made = job.make(*job.inputs)
            body = made.body if isinstance(made, OutlinedPage) else made
            if isinstance(job, PlannedSegment):
                parts.setdefault(job.combined, []).append(body)
                continue
            files.append(BuiltFile(job.path, digest_of(body), job.page))
            stage.put(job.path, body)
            if job.page:
                outlines[job.path] = made.outline if isinstance(made, OutlinedPage) else outline(made)
            if job.page and job.page.source and common.searchable:
                text = text_of(job.page, body)
                texts.append(Said(job.path, digest_of(text)))
                stage.put_part(texts[-1].name, text)
            if job.segment and common.whole:
                parts.setdefault(job.segment.combined, []).append(body[job.segment.skip :])
    except TemplateFault as fault:
        return Kept((), fault=Finding("template.failed", f"模板运行出错：{fault.message}", fault.path, span=Span(fault.line, 1)))
    return Kept(tuple(files), tuple(_parts(common, parts)), unresolved_links(outlines), tuple(texts))


def outline_again(common: Common, promise: Batch | PlannedFile, path: str) -> Outline:
    """The outline of a page, which is made once more for it."""
    if isinstance(promise, PlannedFile):
        jobs: Iterator[PlannedFile | PlannedSegment] = iter((_resolved(common, promise),))
    else:
        jobs = plan_body(open_dossier(common, promise.unit)[0], promise.around, common.theme)
    made = next(job.make(*job.inputs) for job in jobs if isinstance(job, PlannedFile) and job.path == path)
    return made.outline if isinstance(made, OutlinedPage) else outline(made)


def _resolved(common: Common, job: PlannedFile) -> PlannedFile:
    """A job with the figures read that it asks for."""
    return replace(job, inputs=tuple(_figures(common, value) if isinstance(value, FiguresRef) else value for value in job.inputs))


def _figures(common: Common, filed: FiguresRef) -> Figures:
    source = load_source(Source(filed.path, filed.name, b"", filed.source), MAX_FILE_SIZE)
    report = _parsed_report(source, common.forms).value
    assert report is not None
    form = next(form for form in common.forms if form.key == report.format)
    return Figures(report.year, form, report.tables, filed.digest)


def _parts(common: Common, parts: Mapping[str, list[bytes]]) -> Iterator[Part]:
    """Put what a batch adds to whole files beside the site."""
    for whole in combined_files(common.settings):
        if whole.path in parts:
            data = whole.between.join(parts[whole.path])
            name = f"{whole.path}/{digest_of(data)}"
            Stage(common.site).put_part(name, data)
            yield Part(whole.path, name, digest_of(data), len(data))
