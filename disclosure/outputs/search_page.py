"""The page that searches, with the list of every report for those without JavaScript, and its program."""

import re
from collections.abc import Iterator

from msgspec.structs import replace

from ..model.form import Format
from ..model.planned_file import Page, PlannedFile
from ..model.portal import Body, Portal
from ..model.theme import Theme
from ..present.row_figures import table_of_rows
from ..search.documents import FOLDER, OtherPage, SearchBody, report_path
from .addresses import GLOSSARY, SEARCH, body_path, link, page_path, row_path, script_path
from .page_head import Link, PageRef, frame_of, has_row_pages, service_head
from .pages import PageView, render_view
from .row_pages import forms_in_use
from .site_map_page import MOST_BODIES

_COMMENT_OR_INDENT = re.compile(r"^ *(?:/\*.*?\*/|//[^\n]*)\n|^ +|^\n", re.MULTILINE | re.DOTALL)


class SearchPage(PageView, frozen=True):
    """The page that searches, its script and the folder of its index, what narrows a search, and every report below its body.

    Of more than `MOST_BODIES` bodies the reports are left to their index pages, which `bodies` then lists alone (`is_short`).

    `body_choices` and `section_choices` are values and names of what hits can be narrowed to, `years` newest first; `terms`
    are rows and words of the forms, offered while somebody types, each with the page about it.
    """

    TEMPLATE = "pages/search.html"
    program: str
    folder: str
    body_choices: tuple[tuple[str, str], ...]
    years: tuple[int, ...]
    section_choices: tuple[tuple[str, str], ...]
    terms: tuple[Link, ...]
    standing: tuple[Link, ...]
    is_short: bool
    bodies: tuple[tuple[Link, tuple[Link, ...]], ...]


def search_page(portal: Portal, theme: Theme) -> Iterator[PlannedFile]:
    """Plan the page that searches, and its program."""
    if "search" not in portal.settings.publish:
        return
    frame, page, program = frame_of(portal, theme), Page(SEARCH, "检索"), script_path(theme, "search")
    about, keywords = "检索政府信息公开工作年度报告", "政府信息公开,年度报告,检索"
    bodies = tuple(body for body in portal.bodies if portal.entries_by_folder[body.folder])
    is_short = len(bodies) > MOST_BODIES
    view = SearchPage(
        frame=frame,
        head=service_head(frame, page, about, keywords, "信息公开年报", "在历年政府信息公开工作年度报告中检索。"),
        program=link(SEARCH, program),
        folder=FOLDER,
        body_choices=tuple((body.folder or ".", body.name) for body in bodies),
        years=tuple(sorted({entry.year for entry in portal.entries}, reverse=True)),
        section_choices=tuple(section_titles(portal.forms).items()),
        terms=tuple(_terms(portal)),
        standing=tuple(PageRef(page.title, page_path(page.name)).link_from(SEARCH) for page in portal.pages if not page.folder),
        is_short=is_short,
        bodies=(),
    )
    listed = tuple(_listing(body, portal)[: 1 if is_short else None] for body in bodies)
    yield PlannedFile(SEARCH, render_search, (theme, view, listed), page)
    yield PlannedFile(program, render_program, (theme.texts["assets/search.js"],))


def _terms(portal: Portal) -> Iterator[Link]:
    """The rows of the forms that have pages, and the words that are explained and no such row's."""
    rows = table_of_rows(forms_in_use(portal)).values() if has_row_pages(portal) else ()
    yield from (Link(row.title, link(SEARCH, row_path(row.address))) for row in rows)
    titles = {row.title for row in rows}
    yield from (Link(one.name, f"{link(SEARCH, GLOSSARY)}#{one.key}") for one in portal.glossary if one.name not in titles)


def render_program(text: str) -> bytes:
    """Return the program without indents and the comments that begin a line: they are for those who change it."""
    return _COMMENT_OR_INDENT.sub("", text).encode()


def _listing(body: Body, portal: Portal) -> tuple[PageRef, ...]:
    """A body with its standing pages and its reports, newest first."""
    reports = (PageRef(entry.title, page_path(entry.name)) for entry in portal.entries_by_folder[body.folder])
    own = (PageRef(page.title, page_path(page.name)) for page in portal.pages if body.folder and page.folder == body.folder)
    return (PageRef(body.name, body_path(body.folder)), *own, *reports)


def render_search(theme: Theme, view: SearchPage, listed: tuple[tuple[PageRef, ...], ...]) -> bytes:
    """Return the page that searches; what is listed are bodies, each with its reports behind it."""
    links = (tuple(page.link_from(SEARCH) for page in pages) for pages in listed)
    return render_view(theme, replace(view, bodies=tuple((body, tuple(reports)) for body, *reports in links)))


def search_bodies(portal: Portal) -> tuple[SearchBody, ...]:
    """Return the bodies that have pages to be found, in the portal's order."""
    found = []
    for body in portal.bodies:
        years, others = [], [OtherPage(page.title, page_path(page.name)) for page in portal.pages if page.folder == body.folder]
        for entry in reversed(portal.entries_by_folder[body.folder]):
            path = page_path(entry.name)
            if path == report_path(body.folder, entry.year):
                years.append(entry.year)
            else:
                others.append(OtherPage(entry.title, path, entry.year))
        if years or others:
            found.append(SearchBody(body.name, body.folder, tuple(years), tuple(others)))
    return tuple(found)


def section_titles(forms: tuple[Format, ...]) -> dict[str, str]:
    """Return the headings of the sections of reports by their ids, as the newest form that has them words them."""
    newest = sorted(forms, key=lambda form: -form.first_year)
    titles: dict[str, str] = {}
    for section in (section for form in newest for section in form.sections):
        titles.setdefault(section.key, section.heading)
    return titles
