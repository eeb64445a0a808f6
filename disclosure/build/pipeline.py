"""The program in order: content → units of work → reports → portal → findings → promises → files → site."""

from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache, partial
from itertools import chain

from msgspec import Struct, msgpack
from msgspec.structs import replace

from ..check import check_portal, stops
from ..check.links import check_links
from ..html.outline import outline
from ..model.digest import digest_of, fingerprint
from ..model.finding import Finding, by_place
from ..model.planned_file import BuiltFile, PlannedFile
from ..model.portal import Portal
from ..outputs import check_paths, plan_portal, plan_site
from ..outputs.address import body_context, frame_of
from ..outputs.open_data import combined_files
from ..outputs.search_page import Index, about_file, numbered, part_files, survey_files, text_path, texts_of
from ..publishing import manifest
from ..system.atomic import Stage, publish
from ..system.snapshot import snapshot_folder
from .assemble import expected_entries
from .body import Batch, Done, Kept, keep, located, outline_again, work
from .context import Outcome, Project, Tools, recalled
from .incremental import cached_map, run_all
from .load import Common, Surveyed, survey
from .site_state import Record, Wholes, read_record, remember
from .unchanged import Snapshot


def rebuild(before: Snapshot, project: Project, tools: Tools) -> Outcome:
    """Read, check, make and publish what is not as it lay `before`; nothing is published unless everything is right."""
    surveyed = survey(project, tools, before.content)
    if surveyed.common is None:
        return Outcome(surveyed.findings)
    made = make(surveyed, project, tools, read_record(before, project, tools))
    if stops(made.findings, project.strict):
        return Outcome(made.findings)
    digests = {path: file.digest for path, file in made.files.items()}
    outcome = Outcome(made.findings, made.pages, publish(project.site, digests, manifest(digests)))
    remember(before, outcome, made.files.values(), made.wholes, project, tools)
    return outcome


def check(project: Project, tools: Tools) -> Outcome:
    """Read and check everything, finished pages included; write nothing."""
    surveyed = survey(project, tools, snapshot_folder(project.content))
    if surveyed.common is None:
        return Outcome(surveyed.findings)
    made = make(surveyed, project, tools, None)
    return Outcome(made.findings, made.pages)


class Made(Struct, frozen=True):
    """Every file of the site by its path, how many are pages, all that is wrong, and what whole files consist of."""

    findings: tuple[Finding, ...]
    files: dict[str, BuiltFile] = {}
    pages: int = 0
    wholes: Wholes = {}


def make(surveyed: Surveyed, project: Project, tools: Tools, record: Record | None) -> Made:
    """Read and check every report, make the files that the site lacks beside it, and inspect the finished pages.

    Without a record of the site nothing is written.
    """
    assert surveyed.common is not None
    common = replace(surveyed.common, site=project.site.as_posix() if record else "")
    key = fingerprint(project.code, common.theme, common.settings, common.drafts, common.whole, *common.forms)
    portal, batches, done = work_all(surveyed, common, key, tools, record)
    found = (*located((*surveyed.findings, *check_portal(portal)), portal), *(f for one in done for f in one.findings))
    if stops(found, project.strict):
        return Made(by_place(found))
    jobs = plan_portal(portal, common.theme)
    kept = [*(one.kept for one in done), *keep_all(jobs, common, key, tools, record)]
    pages = tuple(file.page for one in kept for file in one.files if file.page)
    jobs += plan_site(portal, pages, common.theme)
    kept += keep_all(jobs[len(kept) - len(done) :], common, key, tools, record)
    if faults := tuple(one.fault for one in kept if one.fault):
        return Made(by_place((*found, *faults)))
    made = [file for one in kept for file in one.files]
    collisions = check_paths(((file.path, file.page.source if file.page else "") for file in made), portal.attachments)
    files, wholes = _joined(portal, kept, [*made, *index(portal, kept, common, project.code, tools, record)], common, record)
    ends = (end for one in kept for end in one.loose)
    places = lru_cache(partial(_places, common, (*batches, *jobs), kept))
    dead = check_links(ends, {page.path: page for page in pages}, files, places)
    return Made(by_place((*found, *located((*collisions, *dead), portal))), files, len(pages), wholes)


def work_all(
    surveyed: Surveyed, common: Common, key: str, tools: Tools, record: Record | None
) -> tuple[Portal, list[Batch], list[Done]]:
    """Work through every batch, and return the portal with the cards of all, the batches and what came of them.

    What surrounds a body is first taken from the names of the files. Where reports turn out otherwise, as drafts do,
    the pages concerned are made again.
    """
    still = record.has if record else None

    def plan(portal: Portal) -> list[Batch]:
        frame = frame_of(portal, common.theme)
        return [Batch(unit, body_context(portal, frame, unit.body)) for unit in surveyed.units]

    def worked(planned: list[Batch]) -> list[Done]:
        keys = [fingerprint(key, batch.unit, batch.around) for batch in planned]
        weights = [len(batch.unit.sources) for batch in planned]
        good = (lambda done: still(done.kept)) if still else None
        return cached_map(partial(work, common), planned, keys, Done, tools, "报告", weights, good)

    sources = (source for unit in surveyed.units for source in unit.sources)
    planned = plan(surveyed.portal(expected_entries(sources, common.forms)))
    done = worked(planned)
    portal = surveyed.portal(card for one in done for card in one.cards)
    actual = plan(portal)
    others = [number for number, batch in enumerate(actual) if batch != planned[number]]
    for number, again in zip(others, worked([actual[number] for number in others]), strict=True):
        done[number] = again
    return portal, actual, done


def keep_all(jobs: Sequence[PlannedFile], common: Common, key: str, tools: Tools, record: Record | None) -> list[Kept]:
    """Keep every promise."""
    keys = [job.key(key) for job in jobs]
    return cached_map(partial(keep, common), jobs, keys, Kept, tools, "网页", still=record.has if record else None)


def _places(common: Common, promises: Sequence[Batch | PlannedFile], kept: Sequence[Kept], path: str) -> Collection[str]:
    """The ids of a finished page; where nothing is written, it is made once more to see them."""
    if common.site:
        return outline(Stage(common.site).read(path)).ids
    promise = next(item for item, one in zip(promises, kept, strict=True) if any(file.path == path for file in one.files))
    return outline_again(common, promise, path).ids


def _joined(
    portal: Portal, kept: Sequence[Kept], made: Sequence[BuiltFile], common: Common, record: Record | None
) -> tuple[dict[str, BuiltFile], Wholes]:
    """Add the whole files and the attachments to what was made, putting beside the site what it lacks."""
    files = {file.path: file for file in made}
    wholes = {}
    for whole in combined_files(portal.settings):
        parts = [part for one in kept for part in one.parts if part.of == whole.path]
        wholes[whole.path] = tuple((part.digest, part.size) for part in parts)
        digest = record.join(whole, parts, common.site) if record and common.whole else ""
        files[whole.path] = BuiltFile(whole.path, digest)
    for attachment in portal.attachments:
        files[attachment.name] = BuiltFile(attachment.name, attachment.digest)
        if record and not record.keeps(attachment.name, attachment.digest):
            Stage(common.site).put_copy(attachment.name, attachment.path)
    return files, wholes


def index(
    portal: Portal, kept: Sequence[Kept], common: Common, code: str, tools: Tools, record: Record | None
) -> list[BuiltFile]:
    """Make the search index of the finished pages that show a content file, unless the site has that of the same texts."""
    if not common.searchable or record is None:
        return []
    said = {text.page: text for one in kept for text in one.texts}
    ordered = [said[page] for page in numbered(portal)]
    files = [BuiltFile(text_path(number), text.digest) for number, text in enumerate(ordered)]
    stage = Stage(common.site)
    for file, text in zip(files, ordered, strict=True):
        if not record.keeps(file.path, file.digest):
            stage.put_text(file.path, text.name, record.texts.get(text.digest, ""))
    digests = [text.digest for text in ordered]
    key = fingerprint(code, "索引", len(portal.pages), *digests)
    known: list[BuiltFile] = recalled(tools, key, list[BuiltFile]) or []
    if not known or not all(record.keeps(file.path, file.digest) for file in known):
        known = []
        for path, body in _index_files(files, len(portal.pages), stage, tools):
            stage.put(path, body)
            known.append(BuiltFile(path, digest_of(body)))
        tools.cache.put_many({key: msgpack.encode(known)})
    return [*files, *known]


def _index_files(texts: Sequence[BuiltFile], standing: int, stage: Stage, tools: Tools) -> Iterator[tuple[str, bytes]]:
    """Yield the files of the index of the texts in these files, by their paths."""
    from ..system.temp_files import TempFiles

    digests = {text.path: text.digest for text in texts}
    with TempFiles() as temp:
        making = Index(temp.store(texts_of(stage.read(text.path)) for text in texts), temp.store)
        surveyed = making.survey
        parts = run_all(tools, partial(part_files, making.chunks, surveyed.layout), surveyed.parts)
        for files in chain(parts, [survey_files(surveyed)]):
            digests |= {path: digest_of(body) for path, body in files.items()}
            yield from files.items()
        yield about_file(len(texts), standing, surveyed, digests)
