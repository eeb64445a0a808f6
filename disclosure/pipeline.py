"""The program in order: content → reports → portal → findings → promises → files → site."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import Executor, as_completed
from functools import lru_cache, partial
from pathlib import Path
from time import sleep
from typing import Any, TypeVar

from msgspec import MsgspecError, Struct, msgpack
from msgspec.structs import replace

from .check import by_place, check_dossier, check_portal, stops
from .check.pages import Loose, check_links, loose_ends
from .model.finding import Finding, Parsed, Span
from .model.form import Format, GlossaryEntry
from .model.job import File, Filed, Job, Page, Whole, Written
from .model.passage import Chapter
from .model.portal import Attachment, Body, Card, Dossier, Portal, Settings, StandingPage
from .model.report import Report, Source
from .model.stamp import Shared, digest_of, stamp
from .model.theme import Theme
from .outputs import check_paths, plan_body, plan_portal, plan_site
from .outputs.address import Surroundings, frame_of, surroundings_of
from .outputs.open_data import whole_files
from .outputs.search import Shards, Survey, documents_of, index_files, survey
from .read.assemble import assemble, card_of, file_reports, house
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
from .shell.scan import TICK, Look, Mark, look, read_texts, scan

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
    pages: int = 0
    published: Published | None = None


# --- the program ------------------------------------------------------------------------------------------------


def build(project: Project, tools: Tools) -> Outcome:
    """Read, check, make and publish; nothing is published unless everything is right."""
    before = look_around(project)
    if known := recall(before, project, tools):
        return known
    loaded = load(project, tools, before.content)
    if loaded.portal is None or stops(loaded.findings, project.strict):
        return Outcome(loaded.findings)
    with open_stage(project.site):
        record = read_record(project, tools)
        made = make(loaded, project, tools, record)
        found = by_place((*loaded.findings, *made.findings))
        if stops(found, project.strict):
            return Outcome(found)
        digests = {path: file.digest for path, file in made.files.items()}
        published = publish(project.site, digests, manifest(digests))
        outcome = Outcome(found, made.pages, published)
        remember(before, outcome, made, record, project, tools)
    return outcome


def check(project: Project, tools: Tools) -> Outcome:
    """Read and check everything, finished pages included; write nothing."""
    loaded = load(project, tools, look(project.content))
    if loaded.portal is None or stops(loaded.findings):
        return Outcome(loaded.findings)
    made = make(loaded, project, tools, None)
    return Outcome(by_place((*loaded.findings, *made.findings)), made.pages)


# --- reading ----------------------------------------------------------------------------------------------------


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


class Loaded(Struct, frozen=True):
    """The portal as read and checked, and the work to be done for it; None when it can't even be put together."""

    portal: Portal | None
    findings: tuple[Finding, ...]
    units: tuple[Unit, ...] = ()
    common: Common | None = None


def load(project: Project, tools: Tools, looked: Look) -> Loaded:
    """Read the content folder, put the portal together and check it."""
    theme, told = read_theme(project, tools), read_formats(project, tools)
    tree, files = _scanned(project, tools, looked)
    found = (*tree.findings, *files.findings, *theme.findings, *told.findings)
    if files.settings is None or theme.value is None or told.value is None:
        return Loaded(None, by_place(found))
    forms, glossary = told.value
    settings, bodies, pages, unread = _read(project, tools, files)
    found += unread
    if settings is None:
        return Loaded(None, by_place(found))
    folders: dict[str, list[Source]] = {}
    for source in files.reports:
        folders.setdefault(source.name.rpartition("/")[0], []).append(source)
    housed, homeless = house(settings, bodies, {folder: sources[0].path for folder, sources in folders.items()})
    units = _units(housed, folders)
    common = Common(settings, forms, theme.value, project.drafts)
    key = stamp(project.code, "报告", settings.deadlines, project.drafts, *forms)
    studied = cached_map(
        partial(study, common), units, [stamp(key, unit) for unit in units], Studied, tools, "报告", [len(u.sources) for u in units]
    )
    others = (*tree.others, *(Attachment(text.path, text.name, text.digest) for text in files.attached))
    cards = (card for one in studied for card in one.cards)
    portal = assemble(settings, housed, cards, pages, others, forms, glossary)
    here = located((*found, *homeless, *check_portal(portal)), portal)
    return Loaded(portal, by_place((*here, *(finding for one in studied for finding in one.findings))), units, common)


def _scanned(project: Project, tools: Tools, looked: Look) -> tuple[Any, Sorted]:
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
    units = {body.folder: Unit(body, tuple(folders[body.folder])) for body in bodies if body.folder in folders}
    return tuple(
        replace(unit, below=tuple(u for u in units.values() if _right_below(u.body, unit.body, units))) if unit.body.summary else unit
        for unit in units.values()
    )


def _right_below(body: Body, above: Body, units: Mapping[str, Unit]) -> bool:
    """Whether a body lies in the folder of another, with no third one between them."""
    folder = body.folder
    while folder:
        folder = folder.rpartition("/")[0]
        if folder in units:
            return folder == above.folder
    return False


class Studied(Struct, frozen=True):
    """What came of reading the reports of a body: a card for each, and what is wrong with them."""

    cards: tuple[Card, ...]
    findings: tuple[Finding, ...]


def study(common: Common, unit: Unit) -> Studied:
    """Read and check the reports of a body."""
    dossier, sources, found = open_dossier(common, unit)
    digests = {source.path: source.digest for source in unit.sources}
    cards = tuple(card_of(filing, digests[filing.report.path]) for filing in dossier.filings)
    findings = (*found, *check_dossier(dossier))
    tables = {filing.report.path: filing.format.tables for filing in dossier.filings}
    locator = lru_cache(maxsize=None)(lambda path: Locator(sources[path], tables.get(path, {})))
    return Studied(cards, tuple(_with_span(finding, locator) if finding.path in sources else finding for finding in findings))


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

    @lru_cache(maxsize=None)
    def locator(path: str) -> Locator:
        return Locator(read_source(path, path, path, LARGEST), tables.get(path, {}))

    return tuple(_with_span(finding, locator) for finding in findings)


def _with_span(finding: Finding, locator: Callable[[str], Locator]) -> Finding:
    if finding.span is not None or not finding.place:
        return finding
    return replace(finding, span=locator(finding.path).span(finding.place))


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


# --- making -----------------------------------------------------------------------------------------------------


class Batch(Struct, frozen=True):
    """The files that follow from the reports of one body, which are made and remembered together."""

    unit: Unit
    around: Surroundings


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
    """Every file of the site by its path, how many are pages, what is wrong with them, and what whole files consist of."""

    files: dict[str, File]
    pages: int
    findings: tuple[Finding, ...]
    wholes: dict[str, tuple[tuple[str, int], ...]]


def make(loaded: Loaded, project: Project, tools: Tools, record: "Record | None") -> Made:
    """Promise every file, make those that the site lacks beside it, and inspect the finished pages.

    Without a record of the site nothing is written.
    """
    assert loaded.portal is not None and loaded.common is not None
    portal, common = loaded.portal, replace(loaded.common, site=project.site.as_posix() if record else "")
    frame = frame_of(portal, common.theme)
    batches = [Batch(unit, surroundings_of(portal, frame, unit.body)) for unit in loaded.units]
    key = stamp(project.code, common.theme, frame, common.drafts, *common.forms)
    still = record.has if record else None
    kept = cached_map(
        partial(keep, common),
        [*batches, *(jobs := plan_portal(portal, common.theme))],
        [*(stamp(key, b.unit, b.around.crumbs, sorted(b.around.across.items())) for b in batches), *(j.key(key) for j in jobs)],
        Kept,
        tools,
        "网页",
        [*(len(batch.unit.sources) for batch in batches), *(1 for _ in jobs)],
        still,
    )
    pages = tuple(file.page for one in kept for file in one.files if file.page)
    jobs = plan_site(portal, pages, common.theme)
    kept += cached_map(partial(keep, common), jobs, [job.key(key) for job in jobs], Kept, tools, still=still)
    faults = tuple(one.fault for one in kept if one.fault)
    if faults:
        return Made({}, 0, faults, {})
    made = [file for one in kept for file in one.files]
    collisions = check_paths(((file.path, file.page.source if file.page else "") for file in made), portal.attachments)
    files, wholes = _joined(portal, kept, [*made, *index(portal, kept, common, project, tools)], common, record)
    shown = {page.path: page for page in pages}
    dead = check_links((end for one in kept for end in one.loose), shown, files, partial(_places, common.site, kept))
    return Made(files, len(pages), located((*collisions, *dead), portal), wholes)


def keep(common: Common, item: Batch | Job) -> Kept:
    """Keep the promises of a batch, or a single one."""
    jobs: Iterator[Job] = iter((_resolved(common, item),)) if isinstance(item, Job) else _planned(common, item)
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
    return Kept(tuple(files), tuple(_parts(common, item, parts)), loose_ends(outlines), tuple(texts))


def _planned(common: Common, batch: Batch) -> Iterator[Job]:
    dossier, _, _ = open_dossier(common, batch.unit)
    return plan_body(dossier, batch.around, common.theme)


def _resolved(common: Common, job: Job) -> Job:
    """A job with the figures read that it asks for."""
    return replace(job, inputs=tuple(_figures(common, value) if isinstance(value, Filed) else value for value in job.inputs))


def _figures(common: Common, filed: Filed) -> Figures:
    report = parse_report(load_source(Source(filed.path, filed.name, b"", filed.source), LARGEST), common.forms).value
    assert report is not None
    form = next(form for form in common.forms if form.key == report.format)
    return Figures(report.year, form, report.tables, filed.digest)


def _parts(common: Common, item: Batch | Job, parts: Mapping[str, list[bytes]]) -> Iterator[Part]:
    """Put what a batch adds to whole files beside the site."""
    for whole in whole_files(common.settings):
        if whole.path in parts and isinstance(item, Batch):
            data = whole.between.join(parts[whole.path])
            name = f"{whole.path}/{digest_of(data)}"
            Stage(common.site).put_part(name, data)
            yield Part(whole.path, name, digest_of(data), len(data))


def _places(site: str, kept: Sequence[Kept], path: str) -> Collection[str]:
    """The ids of a finished page."""
    return outline(Stage(site).read(path)).ids


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
    if "search" not in common.settings.publish:
        return []
    documents = documents_of(portal, {path: text for one in kept for path, text in one.texts})
    key = stamp(project.code, "索引", *(document.digest for document in documents))
    (surveyed,) = cached_map(survey, [documents], [key], Survey, tools)
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
        return stamp(project.code, project.strict, project.drafts, *(list(looked.marks.items()) for looked in looks))

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
    """The site as the last build left it: files with marks and digests, the stretches of whole files; and as it lies there now."""

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


def remember(before: Around, outcome: Outcome, made: Made, record: Record, project: Project, tools: Tools) -> None:
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
    stored = tools.cache.get_many(keys)
    decode = msgpack.Decoder(of).decode
    results: dict[int, R] = {}
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
    return [results[number] for number in range(len(items))]


def _chunks(numbers: Sequence[int], weights: Sequence[int] | None) -> list[list[int]]:
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
    """Yield the number and the result of each call as it is done; a single one is worked on here."""
    if len(calls) <= 1:
        yield from ((number, function(item)) for number, (function, item) in enumerate(calls))
        return
    futures = {tools.executor.submit(function, item): number for number, (function, item) in enumerate(calls)}
    for future in as_completed(futures):
        yield futures.pop(future), future.result()


def _make_chunk(function: Callable[[T], Any], items: Sequence[T]) -> list[bytes]:
    encode = msgpack.Encoder().encode
    return [encode(function(item)) for item in items]
