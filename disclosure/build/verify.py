"""The finished site: no two files want one path, and every link leads somewhere."""

from collections.abc import Collection
from functools import cache

from ..check.attachments import check_unlinked
from ..check.links import LinkOrigin, check_links, check_written_links
from ..html.outline import outline
from ..html.template_policy import template_links
from ..model.finding import Finding
from ..model.planned_file import PlannedFile
from ..model.portal import Portal
from ..outputs import check_paths, plan_body
from ..outputs.addresses import page_path
from ..outputs.moved_pages import check_moves, copies, moves
from ..parsing.text import MAX_FILE_SIZE
from ..present.masking import masked_body_reports
from ..search.index_files import DOCUMENTS, INDEX
from ..system.files import read_source
from ..system.site_manifest import MANIFEST
from .body import open_body_reports
from .combined import combined_paths
from .load import Content
from .locate_findings import with_spans
from .pdf_files import pdf_paths
from .render import outline_of
from .site_pages import RenderedSite


def verify(rendered: RenderedSite) -> tuple[Finding, ...]:
    """Return what is wrong with the finished files: the faults of templates, else paths and links."""
    if rendered.faults:
        return rendered.faults
    portal = rendered.portal
    published = {file.path for file in rendered.files} | {attachment.name for attachment in portal.attachments}
    printed = tuple(pdf_paths(portal))
    published |= {MANIFEST, *combined_paths(portal), *printed}
    published |= {INDEX, DOCUMENTS} if "search" in portal.settings.publish else set()
    paths = [*((file.path, file.page.source if file.page else "") for file in rendered.files), *((path, "") for path in printed)]
    moved: tuple[Finding, ...] = ()
    if portal.has_moved:
        sources = dict(paths) | {page_path(one.name): one.path for one in portal.withdrawn}
        present = (*rendered.present, *(one.name for one in rendered.attachments))
        moved = tuple(check_moves(portal, present, sources))
        paths += [(old, "") for old in copies(moves(portal, present)) if not moved]
    collisions = tuple(check_paths(iter(paths), portal.attachments))
    links = [link for one in rendered.built for link in one.links]

    @cache
    def ids_of(path: str) -> Collection[str]:
        return _ids_of(path, rendered)

    pages = {page.path: page for page in rendered.pages}
    theme = rendered.context.theme
    origin = LinkOrigin(theme.overlay, template_links(theme)) if theme.replaced else None
    dead = tuple(check_links(links, pages, published, rendered.content.withheld, ids_of, cache(_text_of), origin))
    faulty = {link.target for link in links if link.target not in published}
    colliding = {finding.path for finding in collisions}
    used = {*rendered.linked, *(one.name for one in portal.site_files.values())}
    unlinked = [one for one in portal.attachments if one.name not in used and one.path not in colliding]
    unused = tuple(check_unlinked(unlinked, rendered.draft_links, faulty))
    return with_spans((*moved, *collisions, *dead, *unused), portal)


def check_sources(content: Content, portal: Portal, found: Collection[Finding]) -> tuple[Finding, ...]:
    """Return the links of reports and pages that lead to no content file, where errors keep their pages from being made.

    There are none where `found` says that files are not where they should be: links that miss them follow from that.
    """
    if any(finding.code in _FILES_MISSED for finding in found):
        return ()
    files = [(one.path, one.name) for one in content.reports] + [(one.path, one.name) for one in content.pages]
    present = {path for _, name in files for path in (name, page_path(name))} | {one.name for one in content.attachments}
    present |= {move.old for move in moves(portal, present)} if portal.has_moved else set()
    dead: list[Finding] = []
    for path, name in files:
        dead += check_written_links(_text_of(path), name, path, present, content.withheld)
    return with_spans(dead, portal)


_FILES_MISSED = frozenset({"content.empty", "file.misnamed"})


def _text_of(path: str) -> str:
    return read_source(path, path, path, MAX_FILE_SIZE).data.decode(errors="replace")


def _ids_of(path: str, rendered: RenderedSite) -> Collection[str]:
    """The ids of a finished page, which is made once more where the writer has written nothing."""
    context = rendered.context
    page = context.writer.read(path)
    if page is not None:
        return outline(page).ids
    job = rendered.job_of(path)
    if isinstance(job, PlannedFile):
        return outline_of(context, job).ids
    public = masked_body_reports(open_body_reports(context, job.sources)[0])
    planned = plan_body(public, job.page_context, context.theme)
    return next(outline_of(context, one).ids for one in planned if isinstance(one, PlannedFile) and one.path == path)
