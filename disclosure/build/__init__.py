"""The build: content folder → checked site. This page is the program in order: load → check → render → verify → write.

The reports of one body are read, checked and made into files in one job; what the portal as a whole must know of a
report is its entry, and index pages, feeds and lists are made of entries. Files are staged as soon as they are made;
they are published together, and only when everything is right.

In reading order: `context.py` (what a run is given), `load.py` and `assemble.py` (content folder → values), `body.py`
(the job of a body), `render.py` and `site_pages.py` (planned files → built files), `verify.py`, `complete_site.py` and
`search_index.py` (what all reports make together). `incremental.py` keeps results in the cache; `unchanged.py` and
`site_state.py` record what a build left for the next one.
"""

from typing import TYPE_CHECKING

from msgspec.structs import replace

from ..model.finding import Finding, by_place
from ..system.atomic import NullWriter, StagedWriter, Writer, open_staging
from ..system.snapshot import FolderSnapshot
from .context import Outcome, Project, Runtime
from .unchanged import last_outcome, take_snapshot

if TYPE_CHECKING:
    from .site_pages import RenderedSite
    from .site_state import Site


def build(project: Project, runtime: Runtime) -> Outcome:
    """Bring the site to what the content says; nothing is published unless everything is right."""
    with open_staging(project.site):
        snapshot = take_snapshot(project)
        if unchanged := last_outcome(snapshot, project, runtime):
            return unchanged

        # A build with nothing to do ends here. Whatever it does not need is imported only now, here and in `_make`.
        from ..publishing.manifest import manifest
        from ..system.atomic import publish
        from .complete_site import complete_site
        from .site_state import read_state, save_state

        state, writer = read_state(snapshot, project, runtime), StagedWriter(project.site.as_posix())
        rendered, findings = _make(project, runtime, snapshot.content, writer, state)
        if rendered is None:
            return Outcome(findings, stopped=True)
        files, segments = complete_site(rendered, writer, runtime, state)
        digests = {file.path: file.digest for file in files}
        outcome = Outcome(findings, len(rendered.pages), publish(project.site, digests, manifest(digests)))
        save_state(snapshot, outcome, files, segments, project, runtime)
        return outcome


def check(project: Project, runtime: Runtime) -> Outcome:
    """Do all that a build does up to the last step, finished pages included, and write nothing."""
    from .site_state import NoSite

    content = take_snapshot(project).content
    rendered, findings = _make(replace(project, complete=False), runtime, content, NullWriter(), NoSite())
    return Outcome(findings, len(rendered.pages) if rendered else 0, stopped=rendered is None)


def _make(
    project: Project, runtime: Runtime, folder: FolderSnapshot, writer: Writer, site: "Site"
) -> tuple["RenderedSite | None", tuple[Finding, ...]]:
    """Load, check, render and verify; there is no site where a finding stops it."""
    from ..check import check_portal, stops
    from .body import build_bodies
    from .load import load_content
    from .locate_findings import with_spans
    from .site_pages import render_portal
    from .verify import verify

    loaded = load_content(project, runtime, folder)
    if loaded.value is None:
        return None, loaded.findings
    content, context = loaded.value, loaded.value.context(project, writer)
    bodies = build_bodies(content, context, runtime, site)
    found = (*with_spans((*loaded.findings, *check_portal(bodies.portal)), bodies.portal), *bodies.findings)
    if stops(found, project.strict):
        return None, by_place(found)
    rendered = render_portal(bodies, context, runtime, site)
    found = by_place((*found, *verify(rendered)))
    return None if stops(found, project.strict) else rendered, found
