"""The program in order: content → reports → portal → findings → promises → files → site."""

from collections.abc import Callable, Sequence
from concurrent.futures import Executor, as_completed
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from msgspec import MsgspecError, Struct, msgpack

from .check import by_place, run_checks, stops
from .check.pages import Outline, check_links, outline
from .model.finding import Finding, Parsed, Span
from .model.form import Format, GlossaryEntry, TableForm
from .model.job import Artifact, Job, Page, Piece
from .model.portal import Attachment, Body, Portal, Settings, StandingPage
from .model.report import Report, Source
from .model.stamp import digest_of, stamp
from .model.theme import Theme
from .outputs import plan
from .outputs.search import Document, Found, Index, Survey, documents_of, find, last_files, text_path
from .read.assemble import assemble
from .read.formats import check_formats, parse_format, parse_glossary
from .read.locate import Locator
from .read.reports import parse_report
from .read.settings import parse_body, parse_page, parse_settings
from .read.sort import Sorted, sort_texts
from .read.text import LARGEST
from .read.theme import parse_theme
from .render.templates import TemplateFault
from .seal import seal
from .shell.cache import Cache
from .shell.executors import SerialExecutor
from .shell.publish import Published, publish
from .shell.scan import Tree, scan
from .shell.spool import Spool

T = TypeVar("T")
R = TypeVar("R")


class Project(Struct, frozen=True):
    """Where everything is, and how this run differs from a plain build."""

    content: Path
    templates: Path
    formats: Path
    site: Path
    code: str
    strict: bool = False
    drafts: bool = False


class Tools(Struct):
    """What the run works with: a place to remember, workers, and someone to tell how far it is."""

    cache: Cache
    executor: Executor
    progress: Callable[[str, int, int], None] = lambda what, done, total: None


class Outcome(Struct, frozen=True):
    """How a run ended: its findings with their places, and what it published if it did."""

    findings: tuple[Finding, ...]
    sources: dict[str, Source]
    pages: int = 0
    published: Published | None = None


class Loaded(Struct, frozen=True):
    """The portal as read and checked; None when it can't even be put together."""

    portal: Portal | None
    findings: tuple[Finding, ...]
    sources: dict[str, Source]


def build(project: Project, tools: Tools) -> Outcome:
    """Read, check, make and publish; nothing is published unless everything is right."""
    loaded = load(project, tools)
    theme = read_theme(project, tools)
    found = by_place((*loaded.findings, *theme.findings))
    if loaded.portal is None or theme.value is None or stops(found, project.strict):
        return Outcome(found, loaded.sources)
    made, faults = make(loaded.portal, theme.value, project, tools)
    found = by_place((*found, *_located(faults, loaded.sources, loaded.portal)))
    if stops(found, project.strict):
        return Outcome(found, loaded.sources)
    pages = sum(1 for artifact in made if artifact.page)
    made = (*made, *index(loaded.portal, made, project, tools))
    return Outcome(found, loaded.sources, pages, publish(seal(made), project.site))


def check(project: Project, tools: Tools) -> Outcome:
    """Read and check everything, finished pages included; write nothing."""
    loaded = load(project, tools)
    theme = read_theme(project, tools)
    found = by_place((*loaded.findings, *theme.findings))
    if loaded.portal is None or theme.value is None or stops(found):
        return Outcome(found, loaded.sources)
    made, faults = make(loaded.portal, theme.value, project, tools)
    pages = sum(1 for artifact in made if artifact.page)
    return Outcome(by_place((*found, *_located(faults, loaded.sources, loaded.portal))), loaded.sources, pages)


def load(project: Project, tools: Tools) -> Loaded:
    """Read the content folder, put the portal together and check it."""
    tree = scan(project.content, (".md", ".yml", ".yaml"), LARGEST)
    sources = {source.path: source for source in tree.texts}
    forms, glossary, faults = read_formats(project, tools)
    files = sort_texts(tree.texts, project.content.as_posix())
    found = (*tree.findings, *files.findings, *faults)
    if files.settings is None or not forms:
        return Loaded(None, by_place(found), sources)
    portal, unread = _read(project, tools, files, tree, forms, glossary)
    found += unread
    if portal is None:
        return Loaded(None, by_place(found), sources)
    found += run_checks(portal)
    return Loaded(portal, by_place(_located(found, sources, portal)), sources)


def _read(
    project: Project, tools: Tools, files: Sorted, tree: Tree, forms: tuple[Format, ...], glossary: tuple[GlossaryEntry, ...]
) -> tuple[Portal | None, tuple[Finding, ...]]:
    """Parse every text of the content folder, what is unchanged from the cache."""

    def parsed(what: str, parse: Callable[[Source], Parsed[T]], texts: Sequence[Source], of: Any, *extra: str) -> list[Parsed[T]]:
        keys = [stamp(project.code, what, text.path, text.digest, *extra) for text in texts]
        return cached_map(parse, texts, keys, of, tools, what)

    assert files.settings is not None
    settings = parsed("网站", parse_settings, [files.settings], Parsed[Settings])
    bodies = parsed("机构", parse_body, files.bodies, Parsed[Body])
    pages = parsed("页面", parse_page, files.pages, Parsed[StandingPage])
    digests = [form.digest for form in forms]
    reports = parsed("报告", partial(parse_report, forms=forms), files.reports, Parsed[Report], *digests)
    if not project.drafts:
        reports = [report for report in reports if not (report.value and report.value.draft)]
    everything: list[Parsed[Any]] = [*settings, *bodies, *pages, *reports]
    found = tuple(finding for parsed_file in everything for finding in parsed_file.findings)
    if settings[0].value is None:
        return None, found
    attachments = tuple(Attachment(text.path, text.name, text.digest) for text in files.attached)
    portal, misplaced = assemble(
        settings[0].value,
        [body.value for body in bodies if body.value],
        [report.value for report in reports if report.value],
        [page.value for page in pages if page.value],
        (*tree.others, *attachments),
        forms,
        glossary,
    )
    return portal, (*found, *misplaced)


def read_formats(project: Project, tools: Tools) -> tuple[tuple[Format, ...], tuple[GlossaryEntry, ...], tuple[Finding, ...]]:
    """Read the official forms and the glossary; no form is returned unless all are sound."""
    everything = scan(project.formats, (".yml",), LARGEST).texts
    texts = tuple(text for text in everything if text.name != "glossary.yml")
    words = [text for text in everything if text.name == "glossary.yml"]
    keys = [stamp(project.code, "词汇", text.path, text.digest) for text in words]
    told = cached_map(parse_glossary, words, keys, Parsed[tuple[GlossaryEntry, ...]], tools, "词汇")
    glossary = tuple(entry for one in told for entry in one.value or ())
    keys = [stamp(project.code, "格式", text.path, text.digest) for text in texts]
    parsed = cached_map(parse_format, texts, keys, Parsed[Format], tools, "格式")
    everyone: list[Parsed[Any]] = [*parsed, *told]
    found = tuple(finding for one in everyone for finding in one.findings)
    forms = tuple(one.value for one in parsed if one.value)
    if not found:
        found = check_formats(texts, forms)
    return (() if found else forms), glossary, found


def read_theme(project: Project, tools: Tools) -> Parsed[Theme]:
    """Read the templates, their syntax checked."""
    tree = scan(project.templates, (".html", ".css", ".js", ".xml", ".svg", ".txt"), LARGEST)
    key = stamp(project.code, project.templates.as_posix(), [(text.name, text.digest) for text in tree.texts])
    (parsed,) = cached_map(partial(parse_theme, project.templates.as_posix()), [tree.texts], [key], Parsed[Theme], tools, "模板")
    return parsed


class Made(Struct, frozen=True, omit_defaults=True):
    """What came of a job: its bytes and, for a page, its outline; or the fault of the template."""

    body: bytes
    outline: Outline | None = None
    fault: Finding | None = None


def make(portal: Portal, theme: Theme, project: Project, tools: Tools) -> tuple[tuple[Artifact, ...], tuple[Finding, ...]]:
    """Promise every file, make those the cache lacks, and inspect the finished pages."""
    jobs, collisions = plan(portal, theme)
    if collisions:
        return (), collisions
    keys = [[piece.key(project.code) for piece in job.pieces] for job in jobs]
    wanted = {key: piece for job, known in zip(jobs, keys, strict=True) for key, piece in zip(known, job.pieces, strict=True)}
    made = dict(zip(wanted, cached_map(run_job, list(wanted.values()), list(wanted), Made, tools, "网页"), strict=True))
    faults = tuple(piece.fault for piece in made.values() if piece.fault)
    if faults:
        return (), faults
    finished = [(job, [made[key] for key in known]) for job, known in zip(jobs, keys, strict=True)]
    bodies = [(job, tuple(piece.body for piece in pieces)) for job, pieces in finished]
    files = tuple(Artifact(job.path, digest_of(*body), body, page=job.page) for job, body in bodies)
    copies = tuple(Artifact(a.name, a.digest, copy_of=a.path) for a in portal.attachments)
    pages: dict[str, tuple[Page, Outline]] = {
        job.path: (job.page, pieces[0].outline) for job, pieces in finished if job.page and pieces[0].outline
    }
    return (*files, *copies), tuple(check_links(pages, [artifact.path for artifact in (*files, *copies)]))


def index(portal: Portal, made: tuple[Artifact, ...], project: Project, tools: Tools) -> tuple[Artifact, ...]:
    """Make the search index of the finished pages that show a content file, what is unchanged from the cache."""
    documents = documents_of(portal)
    pages = {artifact.path: artifact for artifact in made if artifact.path in documents}
    items = [(document, b"".join(pages[path].body)) for path, document in documents.items()]
    keys = [stamp(project.code, "文字", document, pages[path].digest) for path, document in documents.items()]
    found = cached_map(_find, items, keys, Found, tools, "文字")
    key = stamp(project.code, "索引", *(one.digest for one in found))
    with Spool() as spool:
        making = Index(spool.keep(one.texts for one in found), spool.keep)
        (surveyed,) = cached_map(lambda _: making.survey, [None], [key], Survey, tools)
        making.known = surveyed
        keys = [stamp(key, part) for part in surveyed.parts]
        here = Tools(tools.cache, SerialExecutor(), tools.progress)  # the texts are gone through once, whichever part asks
        parts = cached_map(making.files, surveyed.parts, keys, dict[str, bytes], here, "索引")
    files = {text_path(document): one.shown for document, one in zip(documents.values(), found, strict=True)}
    for part in parts:
        files |= part
    digest = stamp(key, *(one.digest for one in found))[:12]
    files |= last_files(tuple(documents.values()), surveyed, digest)
    return tuple(Artifact(path, digest_of(body), (body,)) for path, body in files.items())


def _find(item: tuple[Document, bytes]) -> Found:
    return find(*item)


def run_job(job: Job | Piece) -> Made:
    """Keep the promise of one job or piece."""
    try:
        body = job.make(*job.inputs)
    except TemplateFault as fault:
        return Made(b"", fault=Finding("template.failed", f"模板运行出错：{fault.message}", fault.path, span=Span(fault.line, 1)))
    return Made(body, outline(body) if isinstance(job, Job) and job.page else None)


def cached_map(
    function: Callable[[T], R], items: Sequence[T], keys: Sequence[str], of: Any, tools: Tools, what: str = ""
) -> list[R]:
    """Return `function(item)` for each item, in order, where `keys` address the results.

    Results the cache has are decoded as type `of`; the others are made by the executor in chunks and stored.
    What is returned has always been through its encoding, so a warm run can't differ from a cold one.
    """
    stored = tools.cache.get_many(keys)
    decode = msgpack.Decoder(of).decode
    results: dict[int, R] = {}
    for number, key in enumerate(keys):
        if key in stored:
            try:
                results[number] = decode(stored[key])
            except MsgspecError:
                continue
    missing = [number for number in range(len(items)) if number not in results]
    chunks = [missing[start : start + CHUNK] for start in range(0, len(missing), CHUNK)]
    done = len(results)
    if len(chunks) <= 1:
        finished = [(chunk, _make_chunk(function, [items[number] for number in chunk])) for chunk in chunks]
    else:
        futures = {tools.executor.submit(_make_chunk, function, [items[number] for number in chunk]): chunk for chunk in chunks}
        finished = []
        for future in as_completed(futures):
            finished.append((futures[future], future.result()))
            done += len(futures[future])
            tools.progress(what, done, len(items))
    fresh: dict[str, bytes] = {}
    for chunk, encoded in finished:
        for number, value in zip(chunk, encoded, strict=True):
            fresh[keys[number]] = value
            results[number] = decode(value)
    tools.cache.put_many(fresh)
    return [results[number] for number in range(len(items))]


CHUNK = 32
"""Items that one worker is given at a time: enough to pay for the way there."""


def _make_chunk(function: Callable[[T], Any], items: Sequence[T]) -> list[bytes]:
    encode = msgpack.Encoder().encode
    return [encode(function(item)) for item in items]


def _located(findings: Sequence[Finding], sources: dict[str, Source], portal: Portal) -> tuple[Finding, ...]:
    """Give every finding its line and column; only files that have findings are read again."""
    from msgspec.structs import replace

    forms = {filing.report.path: filing.format.tables for filing in portal.filings}
    locators: dict[str, Locator] = {}
    located = []
    for finding in findings:
        if finding.span is None and finding.place and finding.path in sources:
            if finding.path not in locators:
                tables: dict[str, TableForm] = forms.get(finding.path, {})
                locators[finding.path] = Locator(sources[finding.path], tables)
            finding = replace(finding, span=locators[finding.path].span(finding.place))
        located.append(finding)
    return tuple(located)
