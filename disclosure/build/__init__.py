"""The build: content folder → checked site. This page is the program in order: load → check → render → verify → write.

The reports of one body are read, checked and made into files in one job; what the portal as a whole must know of a
report is its entry, and index pages, feeds and lists are made of entries. Files are staged as soon as they are made;
they are published together, and only when everything is right.

In reading order: `context.py` (what a run is given), `load.py` and `assemble.py` (content folder → values), `body.py`
(the job of a body), `render.py` and `site_pages.py` (planned files → built files), `verify.py`, `complete_site.py`,
`search_index.py` (what all reports make together) and `pdf_files.py` (what is printed of finished pages). `incremental.py`
keeps results in the cache; `unchanged.py` and `site_state.py` record what a build left for the next one.
"""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from msgspec.structs import replace

from ..model.finding import Finding, by_place
from ..system.atomic import NullWriter, Writer, open_staging
from ..system.snapshot import FolderSnapshot, snapshot_folder
from .context import Outcome, Project, Runtime
from .settle import settle
from .unchanged import Snapshot, last_outcome, take_snapshot

if TYPE_CHECKING:
    from pathlib import Path

    from .publication import Approve, Delivery
    from .render import IsCurrent
    from .site_pages import RenderedSite


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

        # A build with nothing to do has ended. What only other builds need is imported from here on, also in `_prepare`.
        from ..check.codes import stops
        from ..publishing.manifest import manifest, site_digest
        from ..system.atomic import publish
        from .complete_site import complete_site
        from .hold import prepare_holding
        from .publication import make_public, plan_release, register_file, unsigned_reports
        from .record import save_first_dates
        from .site_state import read_state, save_state

        state = read_state(snapshot, project, runtime)
        settles = approve is not None
        prepare = partial(
            _prepare, runtime=runtime, folder=snapshot.content, writer=writer, is_current=state.has, settles=settles
        )
        rendered, findings, held = prepare_holding(prepare, project) if project.hold else (*prepare(project), ())
        if rendered is None:
            return Outcome(findings, stopped=True)
        # write
        files, pieces = complete_site(rendered, writer, runtime, state)
        digests = {file.path: file.digest for file in files}
        lost = _unaccounted(project, snapshot, digests)
        findings = by_place((*findings, *lost))
        if stops(lost, project.strict):
            return Outcome(findings, stopped=True)
        # publish
        if approve is not None and (unsigned := unsigned_reports(rendered)):
            return Outcome(by_place((*findings, *unsigned)), stopped=True)
        release = plan_release(rendered, findings, held, site_digest(digests), approve)
        if release.declined:
            return Outcome(findings, len(rendered.pages), held=held)
        digests |= {file.path: file.digest for file in register_file(release, writer)}
        listed = manifest(digests, release.heads)
        published, release = make_public(project, release, lambda: publish(writer, digests, listed, state.files), delivery)
        files += register_file(release, writer)
        left = release.left if release.acts else None
        outcome = Outcome(findings, len(rendered.pages), published, unregistered=left, held=held, drafts=_drafts(rendered, held))
        save_first_dates(rendered.portal, project, runtime)
        save_state(snapshot, outcome, files, pieces, project, runtime)
        return outcome


def _unaccounted(project: Project, snapshot: Snapshot, digests: Mapping[str, str]) -> tuple[Finding, ...]:
    """What lies in a site that has lost its manifest and is not made by this build."""
    from ..check.unaccounted import check_unaccounted_files
    from ..system.atomic import MANIFEST, files_of_manifest

    if files_of_manifest(project.site) is not None:
        return ()
    return tuple(check_unaccounted_files(project.site.as_posix(), MANIFEST, snapshot.site.stats, digests))


def _drafts(rendered: "RenderedSite", held: tuple[str, ...]) -> int:
    """How many reports are left out as drafts; none are counted where bodies are held."""
    shown = (*rendered.portal.entries, *rendered.portal.withdrawn)
    return 0 if held else len(tuple(rendered.content.reports)) - len(shown)


def begin(
    project: Project, runtime: Runtime, addresses: Sequence[str], approve: "Approve", site: "Path | None" = None
) -> Outcome:
    """Begin the register with what is public already, by its addresses; no site is made.

    What is public must be what the content says, as far as the folder of the public `site` tells, if one is given.
    """
    with open_staging(project.site):
        from .online import check_online
        from .publication import begin_register

        folder, partial = snapshot_folder(project.content), replace(project, complete=False)
        rendered, findings = _prepare(partial, runtime, folder, NullWriter(), lambda built: True)
        if rendered is None:
            return Outcome(findings, stopped=True)
        if site and (others := check_online(rendered, site)):
            return Outcome(by_place((*findings, *others)), stopped=True)
        return begin_register(project, rendered, addresses, findings, approve)


def check(project: Project, runtime: Runtime) -> Outcome:
    """Do all that a build does up to the last step, finished pages included, and write nothing."""
    folder, partial = snapshot_folder(project.content), replace(project, complete=False)
    from .publication import unregistered

    rendered, findings = _prepare(partial, runtime, folder, NullWriter(), lambda built: True)
    if rendered is None:
        return Outcome(findings, stopped=True)
    return Outcome(findings, len(rendered.pages), unregistered=unregistered(rendered))


def _prepare(
    project: Project, runtime: Runtime, folder: FolderSnapshot, writer: Writer, is_current: "IsCurrent", settles: bool = False
) -> tuple["RenderedSite | None", tuple[Finding, ...]]:
    """Load, check, render and verify; there is no site where a finding stops it.

    A run that publishes settles what two people published otherwise, so that this does not stop it.
    """
    from ..check.all_checks import check_portal
    from ..check.codes import stops
    from ..check.dates import check_future
    from .attachment_inspection import inspect_attachments
    from .body import build_bodies
    from .changed_settings import check_changed_settings
    from .held_files import unheld
    from .load import load_content
    from .locate_findings import with_spans
    from .publication import check_gone_files
    from .record import check_first_dates, check_vanished
    from .site_pages import render_portal
    from .verify import check_sources, verify

    # load
    loaded = load_content(project, runtime, folder)
    content = loaded.value
    if content is None:
        return None, loaded.findings

    # check, and render what follows from the reports of one body
    context = content.context(project, writer)
    bodies = build_bodies(content, context, runtime, is_current)
    future = check_future(bodies.portal, project.today) if project.today else ()
    gone = check_vanished(content.record, content.sources, bodies.portal)
    dates = check_first_dates(content.record, bodies.portal, project, runtime)
    changed = check_changed_settings(content, bodies.portal)
    found = (*loaded.findings, *check_portal(bodies.portal), *future, *gone, *dates, *changed)
    found = unheld((*with_spans(found, bodies.portal), *bodies.findings), project)
    found = tuple(one for one in found if not (settles and one.code == "register.fork"))
    if stops(found, project.strict):
        return None, by_place((*found, *unheld(check_sources(content, bodies.portal, found), project)))

    # render what follows from the portal as a whole
    rendered = render_portal(bodies, context, runtime, is_current)

    # verify
    found += (*verify(rendered), *inspect_attachments(rendered, runtime), *check_gone_files(rendered))
    found = by_place(unheld(found, project))
    return None if stops(found, project.strict) else rendered, found
