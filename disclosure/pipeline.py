"""The program in order: content → reports → portal → findings → promises → files → site."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, as_completed
from functools import cache, lru_cache, partial
from pathlib import Path
from time import sleep
from typing import Any, TypeVar

from msgspec import MsgspecError, Struct, msgpack
from msgspec.structs import replace

from .check import by_place, check_dossier, check_portal, stops
from .check.pages import Loose, check_links, loose_ends
from .model.finding import Finding, Parsed, Span
from .model.form import Format, GlossaryEntry
from .model.job import File, Filed, Job, Whole, Written
from .model.passage import Chapter
from .model.portal import Attachment, Body, Card, Dossier, Portal, Settings, StandingPage
from .model.report import Report, Source
from .model.stamp import Shared, digest_of, stamp
from .model.theme import Theme
from .outputs import check_paths, plan_body, plan_portal, plan_site
from .outputs.address import Surroundings, frame_of, surroundings_of
from .outputs.open_data import whole_files
from .outputs.search import Shards, Survey, documents_of, index_files
from .outputs.search import survey as survey_texts
from .read.assemble import assemble, card_of, expected_cards, file_reports, house
from .read.formats import check_formats, parse_format, parse_glossary
from .read.locate import Locator
from .read.reports import parse_report
from .read.settings import parse_body, parse_page, parse_settings
from .read.sort import Sorted, sort_texts
from .read.text import LARGEST
from .read.theme import parse_theme
from .render.figures import Figures
from .render.outline import outline
from .render.passages import chapters
from .render.templates import TemplateFault
from .seal import manifest
from .shell.cache import Cache
from .shell.executors import SerialExecutor
from .shell.files import load as load_source
from .shell.files import read_source
from .shell.publish import Published, Stage, Stretch, open_stage, publish
from .shell.scan import TICK, Look, Mark, Tree, look, read_texts, scan

T = TypeVar("T")
R = TypeVar("R")


class Project(Struct, frozen=True):
    """Where everything is, and how this run differs from a plain build.

    Without `searchable` there is no search index: it is made of all pages, and a preview does without it until it is asked for.
    """

    content: Path
    templates: Path
    formats: Path
    site: Path
    code: str
    strict: bool = False
    drafts: bool = False
    searchable: bool = True


class Memory:
    """Results as values, for a program that builds again and again: those of this run and of the last."""

    def __init__(self) -> None:
        self.last: dict[str, Any] = {}
        self.now: dict[str, Any] = {}

    def get(self, key: str) -> Any:
        """What is known under a key, None if nothing is."""
        return self.now.get(key, self.last.get(key))

    def turn(self) -> None:
        """Begin the next run; what this one did not use is forgotten after it."""
        self.last, self.now = self.now, {}


class Tools(Struct):
    """What the run works with: a place to remember, workers, and someone to tell how far it is.

    With `memory`, what the last run made is not even decoded again.
    """

    cache: Cache
    executor: Executor
    progress: Callable[[str, int, int], None] = lambda what, done, total: None
    memory: Memory | None = None


class Outcome(Struct, frozen=True):
    """How a run ended: its findings with their places, and what it published if it did."""

    findings: tuple[Finding, ...]
    pages: int = 0
    published: Published | None = None


# --- the program ------------------------------------------------------------------------------------------------


def build(project: Project, tools: Tools) -> Outcome:
    """Read, check, make and publish; nothing is published unless everything is right."""
    before = look_around(project)
    if known := recall(before, project, tools):
        return known
    surveyed = survey(project, tools, before.content)
    if surveyed.common is None:
        return Outcome(surveyed.findings)
    with open_stage(project.site):
        record = read_record(project, tools)
        made = make(surveyed, project, tools, record)
        if stops(made.findings, project.strict):
            return Outcome(made.findings)
        digests = {path: file.digest for path, file in made.files.items()}
        published = publish(project.site, digests, manifest(digests))
        outcome = Outcome(made.findings, made.pages, published)
        remember(before, outcome, made, project, tools)
    return outcome


def check(project: Project, tools: Tools) -> Outcome:
    """Read and check everything, finished pages included; write nothing."""
    surveyed = survey(project, tools, look(project.content))
    if surveyed.common is None:
        return Outcome(surveyed.findings)
    made = make(surveyed, project, tools, None)
    return Outcome(made.findings, made.pages)


# --- what there is ----------------------------------------------------------------------------------------------


class Unit(Struct, frozen=True):
    """A body with the files of its reports, by which the work is divided; `below` where its reports sum others up."""

    body: Body
    sources: tuple[Source, ...]
    below: tuple["Unit", ...] = ()

    @property
    def digest(self) -> str:
        """What stands for all that can be read of it."""
        return stamp(self.body, [(source.path, source.digest) for source in self.sources], [unit.digest for unit in self.below])


class Common(Shared, frozen=True, dict=True):
    """What all work of a run has in common; `site` is where finished files are put beside, "" when nothing is written."""

    settings: Settings
    forms: tuple[Format, ...]
    theme: Theme
    drafts: bool
    site: str = ""


class Surveyed(Struct, frozen=True):
    """All of the content folder but its reports, and the work that these are; nothing when that can't be begun."""

    findings: tuple[Finding, ...]
    common: Common | None = None
    bodies: tuple[Body, ...] = ()
    units: tuple[Unit, ...] = ()
    pages: tuple[StandingPage, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    glossary: tuple[GlossaryEntry, ...] = ()

    def portal(self, cards: Iterable[Card]) -> Portal:
        """The portal, with cards for its reports."""
        assert self.common is not None
        settings, forms = self.common.settings, self.common.forms
        return assemble(settings, self.bodies, cards, self.pages, self.attachments, forms, self.glossary)


def survey(project: Project, tools: Tools, looked: Look) -> Surveyed:
    """Read what says of what the portal consists, and divide its reports into units of work."""
    theme, told = read_theme(project, tools), read_formats(project, tools)
    tree, files = _scanned(project, tools, looked)
    found = (*tree.findings, *files.findings, *theme.findings, *told.findings)
    if files.settings is None or theme.value is None or told.value is None:
        return Surveyed(by_place(found))
    forms, glossary = told.value
    settings, bodies, pages, unread = _read(project, tools, files)
    found += unread
    if settings is None or not files.reports:
        return Surveyed(by_place(found))
    folders: dict[str, list[Source]] = {}
    for source in files.reports:
        folders.setdefault(source.name.rpartition("/")[0], []).append(source)
    housed, homeless = house(settings, bodies, {folder: sources[0].path for folder, sources in folders.items()})
    others = (*tree.others, *(Attachment(text.path, text.name, text.digest) for text in files.attached))
    common = Common(settings, forms, theme.value, project.drafts)
    return Surveyed((*found, *homeless), common, housed, _units(housed, folders), tuple(pages), others, glossary)


def _scanned(project: Project, tools: Tools, looked: Look) -> tuple[Tree, Sorted]:
    """The content folder with the digests of its files; those that nobody changed since are remembered."""
    key = stamp("文件", project.content.absolute().as_posix())
    known = recalled(tools, key, dict[str, tuple[Mark, str]]) or {}
    tree, digests = scan(project.content, looked, (".md", ".yml", ".yaml"), known, partial(run_all, tools))
    if digests != known:
        tools.cache.put_many({key: msgpack.encode(digests)})
    return tree, sort_texts(tree.texts, project.content.as_posix())


def _read(
    project: Project, tools: Tools, files: Sorted
) -> tuple[Settings | None, list[Body], list[StandingPage], tuple[Finding, ...]]:
    """Parse the texts that belong to no body's reports, what is unchanged from the cache."""

    def parsed(what: str, parse: Callable[[Source], Parsed[T]], texts: Sequence[Source], of: Any) -> list[Parsed[T]]:
        keys = [stamp(project.code, what, text.path, text.digest) for text in texts]
        return cached_map(partial(_parse_file, parse), texts, keys, of, tools, what)

    assert files.settings is not None
    settings = parsed("网站", parse_settings, [files.settings], Parsed[Settings])
    bodies = parsed("机构", parse_body, files.bodies, Parsed[Body])
    pages = parsed("页面", parse_page, files.pages, Parsed[StandingPage])
    everything: list[Parsed[Any]] = [*settings, *bodies, *pages]
    found = tuple(finding for one in everything for finding in one.findings)
    return settings[0].value, [b.value for b in bodies if b.value], [p.value for p in pages if p.value], found


def _parse_file(parse: Callable[[Source], Parsed[T]], source: Source) -> Parsed[T]:
    return parse(load_source(source, LARGEST))


def _units(bodies: tuple[Body, ...], folders: Mapping[str, list[Source]]) -> tuple[Unit, ...]:
    """One unit for each body that has reports."""
    units = {body.folder: Unit(body, tuple(folders.get(body.folder, ()))) for body in bodies}
    below: dict[str, list[Unit]] = {}
    for folder, unit in units.items():
        above = next((at for at in _folders_above(folder) if at in units), None)
        if above is not None and units[above].body.summary:
            below.setdefault(above, []).append(unit)
    return tuple(replace(unit, below=tuple(below.get(folder, ()))) for folder, unit in units.items() if unit.sources)


def _folders_above(folder: str) -> Iterator[str]:
    """Yield the folders that a folder lies in, innermost first."""
    while folder:
        folder = folder.rpartition("/")[0]
        yield folder


def read_formats(project: Project, tools: Tools) -> Parsed[tuple[tuple[Format, ...], tuple[GlossaryEntry, ...]]]:
    """Read the official forms and the glossary; there are none unless all are sound."""
    everything = read_texts(project.formats, (".yml",), LARGEST)
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
    return Parsed(None, found) if found or not forms else Parsed((forms, glossary))


def read_theme(project: Project, tools: Tools) -> Parsed[Theme]:
    """Read the templates, their syntax checked."""
    texts = read_texts(project.templates, (".html", ".css", ".js", ".xml", ".svg", ".txt"), LARGEST)
    key = stamp(project.code, project.templates.as_posix(), [(text.name, text.digest) for text in texts])
    (parsed,) = cached_map(partial(parse_theme, project.templates.as_posix()), [texts], [key], Parsed[Theme], tools, "模板")
    return parsed


# --- one body ---------------------------------------------------------------------------------------------------


class Batch(Struct, frozen=True):
    """The reports of one body, and what their pages say of the portal around them: read, checked and made together."""

    unit: Unit
    around: Surroundings


class Done(Struct, frozen=True):
    """What came of a batch: a card for each report, what is wrong with them, and the files that were made of them."""

    cards: tuple[Card, ...]
    findings: tuple[Finding, ...]
    kept: "Kept"


def work(common: Common, batch: Batch) -> Done:
    """Read and check the reports of a body, and make their files unless something is wrong with them."""
    dossier, sources, found = open_dossier(common, batch.unit)
    digests = {source.path: source.digest for source in batch.unit.sources}
    cards = tuple(card_of(filing, digests[filing.report.path]) for filing in dossier.filings)
    tables = {filing.report.path: filing.format.tables for filing in dossier.filings}
    locator = lru_cache(maxsize=None)(lambda path: Locator(sources[path], tables.get(path, {})))
    findings = tuple(_with_span(f, locator) if f.path in sources else f for f in (*found, *check_dossier(dossier)))
    jobs = iter(()) if stops(findings) else plan_body(dossier, batch.around, common.theme)
    return Done(cards, findings, _keep(common, jobs))


def open_dossier(common: Common, unit: Unit) -> tuple[Dossier, dict[str, Source], tuple[Finding, ...]]:
    """Return the reports of a body in their places, their sources with what was read, and what could not be."""
    sources = {source.path: load_source(source, LARGEST) for source in unit.sources}
    parsed = [parse_report(source, common.forms) for source in sources.values()]
    wanted = [one for one in parsed if common.drafts or not (one.value and one.value.draft)]
    reports: list[Report] = [one.value for one in wanted if one.value]
    dossier, doubles = file_reports(common.settings, unit.body, reports, common.forms)
    below = tuple(open_dossier(common, lower)[0] for lower in unit.below)
    return replace(dossier, below=below), sources, (*(f for one in wanted for f in one.findings), *doubles)


def located(findings: Sequence[Finding], portal: Portal) -> tuple[Finding, ...]:
    """Give findings about the content folder their line and column; only files that have findings are read again."""
    tables = {card.path: portal.form_of[card.format].tables for card in portal.cards} if findings else {}

    @cache
    def locator(path: str) -> Locator:
        return Locator(read_source(path, path, path, LARGEST), tables.get(path, {}))

    return tuple(_with_span(finding, locator) for finding in findings)


def _with_span(finding: Finding, locator: Callable[[str], Locator]) -> Finding:
    if finding.span is not None or not finding.place:
        return finding
    return replace(finding, span=locator(finding.path).span(finding.place))


# --- promises and what comes of them ----------------------------------------------------------------------------


class Part(Struct, frozen=True, array_like=True):
    """A stretch of a whole file: the file it is part of, where it is kept until that is made, its digest and size."""

    of: str
    name: str
    digest: str
    size: int


class Kept(Struct, frozen=True, omit_defaults=True):
    """What came of a batch or a single promise: its files, or the fault of a template."""

    files: tuple[File, ...]
    parts: tuple[Part, ...] = ()
    loose: tuple[Loose, ...] = ()
    texts: tuple[tuple[str, tuple[Chapter, ...]], ...] = ()
    fault: Finding | None = None


class Made(Struct, frozen=True):
    """Every file of the site by its path, how many are pages, all that is wrong, and what whole files consist of."""

    findings: tuple[Finding, ...]
    files: dict[str, File] = {}
    pages: int = 0
    wholes: dict[str, tuple[tuple[str, int], ...]] = {}


def make(surveyed: Surveyed, project: Project, tools: Tools, record: "Record | None") -> Made:
    """Read and check every report, make the files that the site lacks beside it, and inspect the finished pages.

    Without a record of the site nothing is written.
    """
    assert surveyed.common is not None
    common = replace(surveyed.common, site=project.site.as_posix() if record else "")
    key = stamp(project.code, common.theme, common.settings, common.drafts, *common.forms)
    portal, done = work_all(surveyed, common, key, tools, record)
    found = (*located((*surveyed.findings, *check_portal(portal)), portal), *(f for one in done for f in one.findings))
    if stops(found, project.strict):
        return Made(by_place(found))
    kept = [one.kept for one in done]
    kept += keep_all(plan_portal(portal, common.theme), common, key, tools, record)
    pages = tuple(file.page for one in kept for file in one.files if file.page)
    kept += keep_all(plan_site(portal, pages, common.theme), common, key, tools, record)
    if faults := tuple(one.fault for one in kept if one.fault):
        return Made(by_place((*found, *faults)))
    made = [file for one in kept for file in one.files]
    collisions = check_paths(((file.path, file.page.source if file.page else "") for file in made), portal.attachments)
    files, wholes = _joined(portal, kept, [*made, *index(portal, kept, common, project, tools)], common, record)
    ends = (end for one in kept for end in one.loose)
    dead = check_links(ends, {page.path: page for page in pages}, files, partial(_places, common.site, files, tools))
    return Made(by_place((*found, *located((*collisions, *dead), portal))), files, len(pages), wholes)


def work_all(surveyed: Surveyed, common: Common, key: str, tools: Tools, record: "Record | None") -> tuple[Portal, list[Done]]:
    """Work through every batch, and return the portal with the cards of all.

    What surrounds a body is first taken from the names of the files. Where reports turn out otherwise, as drafts do,
    the pages concerned are made again.
    """
    still = record.has if record else None

    def batches(portal: Portal) -> list[Batch]:
        frame = frame_of(portal, common.theme)
        return [Batch(unit, surroundings_of(portal, frame, unit.body)) for unit in surveyed.units]

    def worked(planned: list[Batch]) -> list[Done]:
        keys = [stamp(key, batch.unit, batch.around) for batch in planned]
        weights = [len(batch.unit.sources) for batch in planned]
        good = (lambda done: still(done.kept)) if still else None
        return cached_map(partial(work, common), planned, keys, Done, tools, "报告", weights, good)

    sources = (source for unit in surveyed.units for source in unit.sources)
    planned = batches(surveyed.portal(expected_cards(sources, common.forms)))
    done = worked(planned)
    portal = surveyed.portal(card for one in done for card in one.cards)
    actual = batches(portal)
    others = [number for number, batch in enumerate(actual) if batch != planned[number]]
    for number, again in zip(others, worked([actual[number] for number in others]), strict=True):
        done[number] = again
    return portal, done


def keep_all(jobs: Sequence[Job], common: Common, key: str, tools: Tools, record: "Record | None") -> list[Kept]:
    """Keep every promise."""
    keys = [job.key(key) for job in jobs]
    return cached_map(partial(keep, common), jobs, keys, Kept, tools, "网页", still=record.has if record else None)


def keep(common: Common, job: Job) -> Kept:
    """Keep a single promise, the figures read that it asks for."""
    return _keep(common, iter((_resolved(common, job),)))


def _keep(common: Common, jobs: Iterator[Job]) -> Kept:
    files, outlines, texts, stage = [], {}, [], Stage(common.site)
    parts: dict[str, list[bytes]] = {}
    try:
        for job in jobs:
            made = job.make(*job.inputs)
            body = made.body if isinstance(made, Written) else made
            if job.path:
                files.append(File(job.path, digest_of(body), len(body), job.page))
                stage.put(job.path, body)
            if job.page:
                outlines[job.path] = outline(made)
            if job.page and job.page.source and "search" in common.settings.publish:
                texts.append((job.path, chapters(body)))
            if job.part_of:
                parts.setdefault(job.part_of, []).append(body[job.head :])
    except TemplateFault as fault:
        return Kept((), fault=Finding("template.failed", f"模板运行出错：{fault.message}", fault.path, span=Span(fault.line, 1)))
    return Kept(tuple(files), tuple(_parts(common, parts)), loose_ends(outlines), tuple(texts))


def _resolved(common: Common, job: Job) -> Job:
    """A job with the figures read that it asks for."""
    return replace(job, inputs=tuple(_figures(common, value) if isinstance(value, Filed) else value for value in job.inputs))


def _figures(common: Common, filed: Filed) -> Figures:
    report = parse_report(load_source(Source(filed.path, filed.name, b"", filed.source), LARGEST), common.forms).value
    assert report is not None
    form = next(form for form in common.forms if form.key == report.format)
    return Figures(report.year, form, report.tables, filed.digest)


def _parts(common: Common, parts: Mapping[str, list[bytes]]) -> Iterator[Part]:
    """Put what a batch adds to whole files beside the site."""
    for whole in whole_files(common.settings):
        if whole.path in parts:
            data = whole.between.join(parts[whole.path])
            name = f"{whole.path}/{digest_of(data)}"
            Stage(common.site).put_part(name, data)
            yield Part(whole.path, name, digest_of(data), len(data))


def _places(site: str, files: Mapping[str, File], tools: Tools, path: str) -> Collection[str]:
    """The ids of a finished page."""
    key = f"位置 {files[path].digest}"
    found = tools.memory.get(key) if tools.memory else None
    if found is None:
        found = frozenset(outline(Stage(site).read(path)).ids)
    if tools.memory:
        tools.memory.now[key] = found
    places: Collection[str] = found
    return places


def _joined(
    portal: Portal, kept: Sequence[Kept], made: Sequence[File], common: Common, record: "Record | None"
) -> tuple[dict[str, File], dict[str, tuple[tuple[str, int], ...]]]:
    """Add the whole files and the attachments to what was made, putting beside the site what it lacks."""
    files = {file.path: file for file in made}
    wholes = {}
    for whole in whole_files(portal.settings):
        parts = [part for one in kept for part in one.parts if part.of == whole.path]
        wholes[whole.path] = tuple((part.digest, part.size) for part in parts)
        digest = record.join(whole, parts, common.site) if record else ""
        files[whole.path] = File(whole.path, digest, 0)
    for attachment in portal.attachments:
        files[attachment.name] = File(attachment.name, attachment.digest, 0)
        if record and not record.keeps(attachment.name, attachment.digest):
            Stage(common.site).put_copy(attachment.name, attachment.path)
    return files, wholes


def index(portal: Portal, kept: Sequence[Kept], common: Common, project: Project, tools: Tools) -> list[File]:
    """Make the search index of the finished pages that show a content file, what is unchanged from the cache."""
    if "search" not in common.settings.publish or not project.searchable:
        return []
    documents = documents_of(portal, {path: text for one in kept for path, text in one.texts})
    key = stamp(project.code, "索引", *(document.digest for document in documents))
    (surveyed,) = cached_map(survey_texts, [documents], [key], Survey, tools)
    keys = [stamp(project.code, "索引", key, number) for number, key in enumerate(surveyed.keys)]
    here = Tools(tools.cache, SerialExecutor(), tools.progress)  # what shards share is too much to hand to other processes
    shards = cached_map(Shards(documents, surveyed).files, range(len(surveyed.keys)), keys, tuple[bytes, ...], here, "索引")
    files = index_files(documents, surveyed, shards)
    stage = Stage(common.site)
    for path, body in files.items():
        stage.put(path, body)
    return [File(path, digest_of(body), len(body)) for path, body in files.items()]


# --- remembering ------------------------------------------------------------------------------------------------


class Around(Struct, frozen=True):
    """Everything that a build depends on, and what it left, as it lies there."""

    content: Look
    templates: Look
    formats: Look
    site: Look

    def digest(self, project: Project) -> str:
        """What changes when any of it does."""
        looks = (self.content, self.templates, self.formats, self.site)
        return stamp(
            project.code, project.strict, project.drafts, project.searchable, *(list(looked.marks.items()) for looked in looks)
        )

    @property
    def settled(self) -> bool:
        """Whether a later change would surely be seen."""
        looks = (self.content, self.templates, self.formats, self.site)
        return all(looked.settled(mark) for looked in looks for mark in looked.marks.values())


class State(Struct, frozen=True):
    """How the last build ended, and how everything lay then."""

    digest: str
    findings: tuple[Finding, ...]
    pages: int


class Record(Struct, frozen=True):
    """The site as the last build left it: files with marks and digests, the stretches of whole files.

    `found` is how it lies there now.
    """

    files: dict[str, tuple[Mark, str]]
    wholes: dict[str, tuple[tuple[str, int], ...]]
    found: dict[str, Mark] = {}

    def keeps(self, path: str, digest: str) -> bool:
        """Whether the site has this very file."""
        return self.files.get(path) == (self.found.get(path), digest)

    def has(self, kept: Kept) -> bool:
        """Whether the site has everything that came of a batch."""
        return all(self.keeps(file.path, file.digest) for file in kept.files) and all(
            self._whole(part.of) and (part.digest, part.size) in self.wholes[part.of] for part in kept.parts
        )

    def _whole(self, path: str) -> bool:
        return path in self.wholes and path in self.files and self.files[path][0] == self.found.get(path)

    def join(self, whole: Whole, parts: Sequence[Part], site: str) -> str:
        """Put a whole file beside the site if it changed, its unchanged stretches taken from the old one; return its digest."""
        known = self.wholes.get(whole.path, ()) if self._whole(whole.path) else ()
        if known == tuple((part.digest, part.size) for part in parts):
            return self.files[whole.path][1]
        places, start, stage = {}, len(whole.opening), Stage(site)
        for digest, size in known:
            places[digest] = Stretch(f"{site}/{whole.path}", start, size)
            start += size + len(whole.between)
        stretches = [Stretch("", 0, 0, whole.opening)]
        for number, part in enumerate(parts):
            stretches += [Stretch("", 0, 0, whole.between)] if number else []
            stretches.append(places.get(part.digest) or Stretch(stage.part(part.name), 0, part.size))
        return stage.put_whole(whole.path, [*stretches, Stretch("", 0, 0, whole.closing)])


def look_around(project: Project) -> Around:
    """Look at everything that a build depends on, and at the site."""
    return Around(look(project.content), look(project.templates), look(project.formats), look(project.site))


def recalled(tools: Tools, key: str, kind: Any) -> Any:
    """What is stored under a key, None unless it is of its kind."""
    try:
        return msgpack.decode(tools.cache.get_many([key]).get(key, b""), type=kind)
    except MsgspecError:
        return None


def recall(around: Around, project: Project, tools: Tools) -> Outcome | None:
    """The outcome of the last build, if nothing has changed since."""
    state = recalled(tools, _site_key("结果", project), State)
    if state is None or state.digest != around.digest(project):
        return None
    return Outcome(state.findings, state.pages, Published())


def read_record(project: Project, tools: Tools) -> Record:
    """The site as the last build left it and as it lies there now."""
    record: Record = recalled(tools, _site_key("网站", project), Record) or Record({}, {})
    return replace(record, found=look(project.site).marks)


def remember(before: Around, outcome: Outcome, made: Made, project: Project, tools: Tools) -> None:
    """Keep in mind how everything lies now, for the next build."""
    if outcome.published and outcome.published.written:
        sleep(TICK / 1e9)  # so that the next change of a file leaves another mark
    after = replace(before, site=look(project.site))
    files = {path: (after.site.marks.get(path, (0, 0, 0, 0)), file.digest) for path, file in made.files.items()}
    fresh = {_site_key("网站", project): msgpack.encode(Record(files, made.wholes))}
    if after.settled:
        state = State(after.digest(project), outcome.findings, outcome.pages)
        fresh[_site_key("结果", project)] = msgpack.encode(state)
    tools.cache.put_many(fresh)


def _site_key(what: str, project: Project) -> str:
    return stamp(what, project.site.absolute().as_posix())


# --- mapping ----------------------------------------------------------------------------------------------------


CHUNK = 64
"""The weight of what a worker is given at a time, in reports: enough to pay for the way there."""


def cached_map(
    function: Callable[[T], R],
    items: Sequence[T],
    keys: Sequence[str],
    of: Any,
    tools: Tools,
    what: str = "",
    weights: Sequence[int] | None = None,
    still: Callable[[R], bool] | None = None,
) -> list[R]:
    """Return `function(item)` for each item, in order, where `keys` address the results.

    Results the cache has are decoded as type `of`, and taken while they are `still` good; the others are made by the
    executor, in chunks by `weights`, and stored. What is returned has always been through its encoding, so a warm run
    can't differ from a cold one.
    """
    decode = msgpack.Decoder(of).decode
    known = [(number, tools.memory.get(key)) for number, key in enumerate(keys)] if tools.memory else []
    results: dict[int, R] = {n: value for n, value in known if value is not None and (still is None or still(value))}
    stored = tools.cache.get_many([key for number, key in enumerate(keys) if number not in results])
    for number, key in enumerate(keys):
        if key in stored:
            try:
                value = decode(stored[key])
            except MsgspecError:
                continue
            if still is None or still(value):
                results[number] = value
    chunks = _chunks([number for number in range(len(items)) if number not in results], weights)
    done = len(results)
    calls = [(partial(_make_chunk, function), [items[number] for number in chunk]) for chunk in chunks]
    fresh: dict[str, bytes] = {}
    for at, encoded in _run(calls, tools):
        for number, value in zip(chunks[at], encoded, strict=True):
            fresh[keys[number]] = value
            results[number] = decode(value)
        done += len(chunks[at])
        tools.progress(what, done, len(items))
    tools.cache.put_many(fresh)
    if tools.memory:
        tools.memory.now |= {key: results[number] for number, key in enumerate(keys)}
    return [results[number] for number in range(len(items))]


def _chunks(numbers: Sequence[int], weights: Sequence[int] | None) -> list[list[int]]:
    """Put items together until they weigh enough."""
    chunks: list[list[int]] = []
    weight = CHUNK
    for number in numbers:
        if weight >= CHUNK:
            chunks.append([])
            weight = 0
        chunks[-1].append(number)
        weight += weights[number] if weights else 1
    return chunks


def run_all(tools: Tools, function: Callable[[T], R], items: Sequence[T]) -> Iterator[R]:
    """Yield `function(item)` for each item, in order; a single one is worked on here."""
    found = dict(_run([(function, item) for item in items], tools))
    return (found[number] for number in range(len(items)))


def _run(calls: Sequence[tuple[Callable[[T], R], T]], tools: Tools) -> Iterator[tuple[int, R]]:
    """Yield the number and the result of each call as it is done.

    The first is worked on here: workers that start after it begin with all that it loaded and worked out.
    """
    for function, item in calls[:1]:
        yield 0, function(item)
    futures = {tools.executor.submit(function, item): number for number, (function, item) in enumerate(calls[1:], start=1)}
    for future in as_completed(futures):
        yield futures.pop(future), future.result()


def _make_chunk(function: Callable[[T], Any], items: Sequence[T]) -> list[bytes]:
    encode = msgpack.Encoder().encode
    return [encode(function(item)) for item in items]
