"""The build: content folder → checked site. This page is the program in order: load → check → render → verify → write.

`build` is the whole of it: `_prepare` does all but the last step, with a comment where each begins, and `_publish` the last.
The reports of one body are read, checked and made into files in one job; what the portal as a whole must know of a
report is its entry, and index pages, feeds and lists are made of entries. Files are staged as soon as they are made;
they are published together, and only when everything is right.

In reading order: `context.py` (what a run is given), `load.py` and `assemble.py` (content folder → values; `program_files.py`
for forms and templates), `body.py` (the job of a body), `render.py` and `site_pages.py` (planned files → built files),
`verify.py`, `complete_site.py`, `search_index.py` (what all reports make together), `pdf_files.py` (what is printed of
finished pages) and `shards.py` (a part of a portal by itself). `incremental.py` keeps results in the cache; `unchanged.py`
and `site_state.py` record what a build left for the next one. What is public is compared with the register in `record.py` and
entered there by `publication.py`; `settle.py`, `roll_back.py` and `erase.py` are for a publication that was cut short, is
rolled back, or must leave nothing behind.
"""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from ..model.finding import Finding, by_place
from ..system.atomic import NullWriter, Writer, open_staging
from ..system.snapshot import FolderSnapshot, snapshot_folder
from .context import Outcome, Project, Runtime
from .settle import settle
from .unchanged import Snapshot, last_outcome, take_snapshot

if TYPE_CHECKING:
    from pathlib import Path

    from ..model.portal import Portal
    from ..system.atomic import Published, StagedWriter
    from .body import Make
    from .context import BuildContext
    from .hold import Prepared
    from .load import Content
    from .publication import Approve, Delivery, Registration
    from .render import IsCurrent
    from .site_pages import RenderedSite
    from .site_state import SiteState


def build(project: Project, runtime: Runtime, approve: "Approve | None" = None, delivery: "Delivery | None" = None) -> Outcome:
    """Bring the site to what the content says; nothing is published unless everything is right.

    With `approve` what becomes public is asked for, and registered, once `delivery` has brought it where it becomes public;
    without, the register is only read.
    """
    with open_staging(project.site) as writer:
        settle(project, asking=approve is not None)
        snapshot = take_snapshot(project)
        if approve is None and (unchanged := last_outcome(snapshot, project, runtime)):
            return unchanged

        # A build with nothing to do has ended. What only other builds need is imported from here on, also below.
        from .hold import prepare_holding
        from .site_state import read_state

        state = read_state(snapshot, project, runtime)
        prepare = partial(
            _prepare,
            runtime=runtime,
            folder=snapshot.content,
            writer=writer,
            is_current=state.has,
            settles=approve is not None,
        )
        prepared = prepare_holding(prepare, writer.discard_all, project) if project.hold else prepare(project)
        return _publish(prepared, _Run(project, runtime, snapshot, state, writer), approve, delivery)


def _prepare(
    project: Project, runtime: Runtime, folder: FolderSnapshot, writer: Writer, is_current: "IsCurrent", settles: bool = False
) -> "Prepared":
    """Load, check, render and verify; there is no site where a finding stops it.

    A run that publishes settles what two people published otherwise, so that this does not stop it.
    """
    from ..check.codes import stops
    from .body import build_bodies
    from .held_files import without_held
    from .hold import Prepared
    from .load import load_content
    from .locate_findings import with_spans
    from .site_pages import render_portal
    from .verify import check_sources

    # load
    loaded = load_content(project, runtime, folder)
    if (content := loaded.value) is None:
        return Prepared(None, loaded.findings)

    # check, and render what follows from the reports of one body
    context = content.context(project, writer)
    bodies = build_bodies(content, context, runtime, is_current, _maker(project, content, context))
    found = with_spans((*loaded.findings, *_check_whole(content, bodies.portal, project, runtime)), bodies.portal)
    found = without_held((*found, *bodies.findings), project)
    found = tuple(one for one in found if one.code != "register.fork") if settles else found
    if stops(found, project.strict):
        return Prepared(None, by_place((*found, *without_held(check_sources(content, bodies.portal, found), project))))

    # render what follows from the portal as a whole
    rendered = render_portal(bodies, context, runtime, is_current)
    # verify
    found = by_place(without_held((*found, *_verify_whole(content, rendered, runtime)), project))
    return Prepared(None if stops(found, project.strict) else rendered, found)


def _check_whole(content: "Content", portal: "Portal", project: Project, runtime: Runtime) -> tuple[Finding, ...]:
    """What is wrong with the portal as a whole, and with what changed since it was published."""
    from ..check.all_checks import check_portal
    from .changed_settings import check_changed_settings
    from .record import check_erased, check_first_dates, check_registered_days, check_vanished

    gone = (*check_vanished(content.record, content.sources, portal), *check_erased(content.record, content.sources))
    dates = (
        *check_registered_days(content.record, portal, project),
        *check_first_dates(content.record, portal, project, runtime),
    )
    return (*check_portal(portal), *gone, *dates, *check_changed_settings(content, portal))


def _verify_whole(content: "Content", rendered: "RenderedSite", runtime: Runtime) -> tuple[Finding, ...]:
    """What is wrong with the finished pages and the files that go with them, and with what changed since they were public."""
    from .attachment_inspection import inspect_attachments
    from .locate_findings import with_spans
    from .publication import check_changed_files, check_gone_files
    from .record import check_erased
    from .verify import verify

    changed = with_spans(tuple(check_changed_files(rendered)), rendered.portal)
    gone = (*check_gone_files(rendered), *check_erased(content.record, rendered.attachments), *changed)
    return (*verify(rendered), *inspect_attachments(rendered, runtime), *gone)


def _maker(project: Project, content: "Content", context: "BuildContext") -> "Make":
    """What makes the files of a body."""
    if project.joined:
        from .shards import make_from_artifacts

        return make_from_artifacts(project, content, context)
    from .body import build_body

    return build_body


class _Run(NamedTuple):
    """What a build works with from its first step to its last."""

    project: Project
    runtime: Runtime
    snapshot: Snapshot
    state: "SiteState"
    writer: "StagedWriter"


def _publish(prepared: "Prepared", run: _Run, approve: "Approve | None", delivery: "Delivery | None") -> Outcome:
    """Write what is still missing of the site that was prepared, if there is one, and move it into place; as `build`."""
    if (rendered := prepared.site) is None:
        return Outcome(prepared.findings, stopped=True)

    from ..check.codes import stops
    from ..publishing.manifest import manifest, site_digest
    from ..system.atomic import publish
    from .complete_site import complete_site
    from .publication import make_public, plan_registration, register_file, status_file, unsigned_reports
    from .record import save_first_dates
    from .site_state import save_state

    # write what is made of all reports and pages together
    project, runtime, snapshot, state, writer = run
    files, pieces = complete_site(rendered, writer, runtime, state)
    digests = {file.path: file.digest for file in files}
    unsigned = unsigned_reports(rendered) if approve else ()
    stopping = (*_unaccounted(project, snapshot, digests), *unsigned)
    findings = by_place((*prepared.findings, *stopping))
    if stops(stopping, project.strict):
        return Outcome(findings, stopped=True)
    # ask, where something becomes public, and write how the register and the site are then
    registration = plan_registration(rendered, findings, prepared.held, site_digest(digests), approve)
    if registration.declined:
        return Outcome(findings, len(rendered.pages), held=prepared.held)
    files += status_file(registration, rendered.portal, writer)
    digests |= {file.path: file.digest for file in (*files, *register_file(registration, writer))}
    listed = manifest(digests, registration.heads)
    # move everything into place
    published, registration = make_public(
        project, registration, lambda: publish(writer, digests, listed, state.digests, state.stats), delivery
    )
    files += register_file(registration, writer)
    # record how it ended
    outcome = _outcome(rendered, run, findings, published, registration, digests, prepared.held)
    save_first_dates(rendered.portal, project, runtime)
    save_state(snapshot, outcome, files, pieces, project, runtime)
    return outcome


def _outcome(
    rendered: "RenderedSite",
    run: _Run,
    findings: tuple[Finding, ...],
    published: "Published",
    registration: "Registration",
    digests: Mapping[str, str],
    held: tuple[str, ...],
) -> Outcome:
    """What is told of a site that was moved into place."""
    from .publication import has_other_pages

    project = run.project
    left = registration.left if registration.acts else None
    is_whole = project.complete and not project.drafts
    remade = is_whole and has_other_pages(registration, digests, rendered.portal, project, run.runtime)
    return Outcome(findings, len(rendered.pages), published, False, left, held, _drafts(rendered, held), remade)


def _unaccounted(project: Project, snapshot: Snapshot, digests: Mapping[str, str]) -> tuple[Finding, ...]:
    """What lies in a site that has lost its manifest and is not made by this build."""
    from ..check.unaccounted import check_unaccounted_files
    from ..publishing.manifest import METADATA_FILES
    from ..system.site_manifest import MANIFEST, published_files

    if published_files(project.site):
        return ()
    return tuple(check_unaccounted_files(project.site.as_posix(), MANIFEST, snapshot.site.stats, {*digests, *METADATA_FILES}))


def _drafts(rendered: "RenderedSite", held: tuple[str, ...]) -> int:
    """How many reports are left out as drafts; none are counted where bodies are held."""
    shown = (*rendered.portal.entries, *rendered.portal.withdrawn)
    return 0 if held else len(tuple(rendered.content.reports)) - len(shown)


def check(project: Project, runtime: Runtime) -> Outcome:
    """Do all that a build does up to the last step, finished pages included, and write nothing."""
    from .publication import unregistered

    prepared = _prepare_in_memory(project, runtime)
    if prepared.site is None:
        return Outcome(prepared.findings, stopped=True)
    return Outcome(prepared.findings, len(prepared.site.pages), unregistered=unregistered(prepared.site))


def _prepare_in_memory(project: Project, runtime: Runtime) -> "Prepared":
    """What `_prepare` gives of a site that nobody writes, and that lacks what is made of all reports together."""
    folder, reduced = snapshot_folder(project.content), replace(project, complete=False)
    return _prepare(reduced, runtime, folder, NullWriter(), lambda built: True)


def begin(
    project: Project, runtime: Runtime, addresses: Sequence[str], approve: "Approve", site: "Path | None" = None
) -> Outcome:
    """Begin the register with what is public already, by its addresses; no site is made.

    What is public must be what the content says, as far as the folder of the public `site` tells, if one is given.
    """
    with open_staging(project.site):
        from .online import check_online
        from .publication import begin_register

        prepared = _prepare_in_memory(project, runtime)
        if prepared.site is None:
            return Outcome(prepared.findings, stopped=True)
        if site and (others := check_online(prepared.site, site)):
            return Outcome(by_place((*prepared.findings, *others)), stopped=True)
        return begin_register(project, prepared.site, addresses, prepared.findings, approve)
