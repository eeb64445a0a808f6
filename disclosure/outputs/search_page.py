"""The page that searches, with the list of every report for those without JavaScript, and its program."""

from collections.abc import Iterator

from msgspec import Struct

from ..html.metadata import column_metas
from ..html.templates import render
from ..model.digest import fingerprint
from ..model.planned_file import Page, PlannedFile
from ..model.portal import Body, Portal
from ..model.theme import Theme
from ..search.document_files import FOLDER, SearchDocument, encode_document
from ..search.page_text import read_chapters
from .addresses import SEARCH, body_path, link, page_path
from .page_head import Frame, Link, PageRef, frame_of, page_head


class BodyListing(Struct, frozen=True):
    """A body and its reports, newest first."""

    name: str
    path: str
    reports: tuple[PageRef, ...]


def search_page(portal: Portal, theme: Theme) -> Iterator[PlannedFile]:
    """Plan the page that searches, and its program."""
    if "search" not in portal.settings.publish:
        return
    listings = tuple(_listing(body, portal) for body in portal.bodies if portal.by_folder[body.folder])
    columns = tuple(PageRef(page.title, page_path(page.name)) for page in portal.pages)
    program = _program_path(theme)
    yield PlannedFile(SEARCH, render_page, (theme, frame_of(portal, theme), program, listings, columns), Page(SEARCH, "检索"))
    yield PlannedFile(program, render_program, (theme.texts["assets/search.js"],))


def _listing(body: Body, portal: Portal) -> BodyListing:
    reports = tuple(PageRef(entry.title, page_path(entry.name)) for entry in portal.by_folder[body.folder])
    return BodyListing(body.name, body_path(body.folder), reports)


def _program_path(theme: Theme) -> str:
    """The program, its name changing with its text."""
    return f"assets/search.{fingerprint(theme.texts['assets/search.js'])[:8]}.js"


def render_page(
    theme: Theme, frame: Frame, program: str, listings: tuple[BodyListing, ...], standing: tuple[PageRef, ...]
) -> bytes:
    """Return the page that searches."""
    crumbs = (PageRef(frame.settings.name, body_path("")), PageRef("检索", SEARCH))
    metas = column_metas("检索", "检索政府信息公开工作年度报告", "政府信息公开,年度报告,检索", "信息公开年报")
    return render(
        theme,
        "pages/search.html",
        frame=frame,
        head=page_head(frame, SEARCH, "检索", crumbs, metas, "在历年政府信息公开工作年度报告中检索。"),
        program=link(SEARCH, program),
        folder=FOLDER,
        bodies=tuple((_link(PageRef(body.name, body.path)), tuple(map(_link, body.reports))) for body in listings),
        standing=tuple(map(_link, standing)),
    ).encode()


def _link(target: PageRef) -> Link:
    return Link(target.text, link(SEARCH, target.path))


def render_program(text: str) -> bytes:
    """Return the program as it is written."""
    return text.encode()


def document_paths(portal: Portal) -> tuple[str, ...]:
    """Return the paths of the pages that can be found, by number: standing pages, then reports by their date."""
    entries = sorted(portal.entries, key=lambda entry: (entry.published, entry.name))
    return tuple(page_path(name) for name in (*(page.name for page in portal.pages), *(entry.name for entry in entries)))


def document_file(page: Page, body: bytes) -> bytes:
    """Return the file that search shows hits of a finished page from."""
    document = SearchDocument(page.title, page.body, page.year, link(SEARCH, page.path))
    return encode_document(document, read_chapters(body))
