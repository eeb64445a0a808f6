"""The page that searches, with the list of every report for those without JavaScript, and its program."""

from collections.abc import Iterator

from msgspec.structs import replace

from ..html.metadata import column_metas
from ..model.planned_file import Page, PlannedFile
from ..model.portal import Body, Portal, ReportEntry
from ..model.theme import Theme
from ..search.document_files import FOLDER, SearchDocument, encode_document
from ..search.page_text import read_chapters
from .addresses import SEARCH, body_path, link, page_path, script_path
from .page_head import Link, PageRef, frame_of, page_head
from .pages import PageView, render_view


class SearchPage(PageView, frozen=True):
    """The page that searches, its script and the folder of its index, and every report below its body."""

    TEMPLATE = "pages/search.html"
    program: str
    folder: str
    standing: tuple[Link, ...]
    bodies: tuple[tuple[Link, tuple[Link, ...]], ...]


def search_page(portal: Portal, theme: Theme) -> Iterator[PlannedFile]:
    """Plan the page that searches, and its program."""
    if "search" not in portal.settings.publish:
        return
    frame, page, program = frame_of(portal, theme), Page(SEARCH, "检索"), script_path(theme, "search")
    crumbs = (frame.home, PageRef(page.title, SEARCH))
    metas = column_metas(page.title, "检索政府信息公开工作年度报告", "政府信息公开,年度报告,检索", "信息公开年报")
    view = SearchPage(
        frame=frame,
        head=page_head(frame, SEARCH, page.title, crumbs, metas, "在历年政府信息公开工作年度报告中检索。"),
        program=link(SEARCH, program),
        folder=FOLDER,
        standing=tuple(PageRef(page.title, page_path(page.name)).link_from(SEARCH) for page in portal.pages),
        bodies=(),
    )
    listed = tuple(_listing(body, portal) for body in portal.bodies if portal.entries_by_folder[body.folder])
    yield PlannedFile(SEARCH, render_search, (theme, view, listed), page)
    yield PlannedFile(program, render_program, (theme.texts["assets/search.js"],))


def render_program(text: str) -> bytes:
    """Return the program as it is written."""
    return text.encode()


def _listing(body: Body, portal: Portal) -> tuple[PageRef, ...]:
    """A body and its reports, newest first."""
    reports = (PageRef(entry.title, page_path(entry.name)) for entry in portal.entries_by_folder[body.folder])
    return (PageRef(body.name, body_path(body.folder)), *reports)


def render_search(theme: Theme, view: SearchPage, listed: tuple[tuple[PageRef, ...], ...]) -> bytes:
    """Return the page that searches; what is listed are bodies, each with its reports behind it."""
    links = (tuple(page.link_from(SEARCH) for page in pages) for pages in listed)
    return render_view(theme, replace(view, bodies=tuple((body, tuple(reports)) for body, *reports in links)))


def document_paths(portal: Portal) -> tuple[str, ...]:
    """Return the paths of the pages that can be found, by number: standing pages, then reports by their date."""
    return tuple(
        page_path(name) for name in (*(page.name for page in portal.pages), *(entry.name for entry in _in_order(portal)))
    )


def document_bodies(portal: Portal) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Return whose those pages are and of which year, by number; 0 for standing pages, which are the portal's."""
    own = portal.settings.body.name
    entries = _in_order(portal)
    bodies = (portal.bodies_by_folder[entry.folder].name for entry in entries)
    return (*(own for _ in portal.pages), *bodies), (*(0 for _ in portal.pages), *(entry.year for entry in entries))


def _in_order(portal: Portal) -> list[ReportEntry]:
    return sorted(portal.entries, key=lambda entry: (entry.published, entry.name))


def document_file(page: Page, html: bytes) -> bytes:
    """Return the file that search shows hits of a finished page from."""
    document = SearchDocument(page.title, page.body, page.year, link(SEARCH, page.path))
    return encode_document(document, read_chapters(html))
