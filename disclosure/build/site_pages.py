"""The files that follow from the portal as a whole: index pages, feeds, descriptions; then what lists all pages."""

from collections import Counter
from collections.abc import Iterator
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from ..html.template_faults import with_reference
from ..model.finding import Finding, by_place
from ..model.planned_file import BuiltFile, Page, PlannedFile
from ..model.portal import Attachment, Portal
from ..outputs import plan_portal, plan_site
from ..outputs.moved_pages import moved_pages
from ..publishing.changes import PendingChange
from .body import Bodies, BodyJob
from .context import BuildContext, Runtime
from .load import Content
from .public_sources import changes_of
from .render import BuiltFiles, IsCurrent, run_jobs


class RenderedSite(Struct, frozen=True, dict=True):
    """The content and the portal it makes, every job of its site, and what came of each.

    `draft_links` are the files that only left-out drafts may link to, `moved` those that lead on from old addresses.
    """

    content: Content
    context: BuildContext
    portal: Portal
    jobs: tuple[BodyJob | PlannedFile, ...]
    built: tuple[BuiltFiles, ...]
    draft_links: frozenset[str]
    moved: frozenset[str] = frozenset()

    @property
    def present(self) -> frozenset[str]:
        """The paths of all files but those that stand at old addresses of others."""
        return frozenset(file.path for file in self.files if file.path not in self.moved)

    @property
    def files(self) -> Iterator[BuiltFile]:
        """All files that are built from one job each."""
        return (file for one in self.built for file in one.files)

    @cached_property
    def linked(self) -> frozenset[str]:
        """The targets of all links of pages that lead to other files of the site."""
        return frozenset(link.target for one in self.built for link in one.links)

    @property
    def attachments(self) -> Iterator[Attachment]:
        """The attachments that are published: those that a page links to."""
        return (one for one in self.portal.attachments if one.name in self.linked)

    @cached_property
    def changes(self) -> tuple[PendingChange, ...]:
        """What publishing the site would change."""
        return changes_of(self.content, self.portal, tuple(self.attachments))

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """All pages for people."""
        return tuple(file.page for file in self.files if file.page)

    def job_of(self, path: str) -> BodyJob | PlannedFile:
        """Return the job that a file is built from."""
        return next(job for job, one in zip(self.jobs, self.built, strict=True) if any(file.path == path for file in one.files))

    @property
    def faults(self) -> tuple[Finding, ...]:
        """The faults of templates, each once: what fails at one place or in one way is one fault."""
        found: dict[tuple[object, ...], Finding] = {}
        for fault in by_place(one.fault for one in self.built if one.fault):
            path = self.context.theme.path_of(fault.path)
            if (path, fault.message) not in found and (path, fault.span) not in found:
                told = with_reference(replace(fault, path=path), self.context.theme.path)
                found[path, fault.span] = found[path, fault.message] = told
        return by_place(found.values())


def render_portal(bodies: Bodies, context: BuildContext, runtime: Runtime, is_current: IsCurrent) -> RenderedSite:
    """Build the files that follow from the portal, then those that list its pages; return them with those of the bodies."""
    sizes: Counter[str] = Counter()
    for segment in (segment for result in bodies.results for segment in result.built.segments):
        sizes[segment.combined] += segment.size
    planned = plan_portal(bodies.portal, context.theme, sizes)
    built = [*(result.built for result in bodies.results), *run_jobs(planned, context, runtime, is_current)]
    draft_links = frozenset(name for result in bodies.results for name in result.draft_links)
    jobs: tuple[BodyJob | PlannedFile, ...] = (*bodies.jobs, *planned)
    rendered = RenderedSite(bodies.content, context, bodies.portal, jobs, tuple(built), draft_links)
    lists = plan_site(rendered.portal, rendered.pages, context.theme)
    attached = (BuiltFile(one.name, one.digest) for one in rendered.attachments)
    moved = tuple(moved_pages(rendered.portal, (*rendered.files, *attached), context.theme))
    built += run_jobs((*lists, *moved), context, runtime, is_current)
    return replace(
        rendered, jobs=(*rendered.jobs, *lists, *moved), built=tuple(built), moved=frozenset(one.path for one in moved)
    )
