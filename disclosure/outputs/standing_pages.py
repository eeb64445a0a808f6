"""The pages that stay: guide, rules, catalogue, how to apply; and the page for addresses that do not exist."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from markupsafe import Markup
from msgspec.structs import replace

from ..html.metadata import column_metas
from ..html.template_views import TemplateView
from ..model.digest import check_code
from ..model.form import GlossaryEntry
from ..model.planned_file import Page, PlannedFile
from ..model.portal import Body, Contact, Portal, StandingPage
from ..model.theme import Theme
from ..present.row_figures import table_of_rows
from .addresses import GLOSSARY, absolute, body_path, link, page_path, row_path
from .page_head import (
    NOT_INDEXED,
    Frame,
    Link,
    PageHead,
    PageRef,
    absolute_head,
    crumbs_of,
    form_link,
    frame_of,
    has_row_pages,
    page_head,
    service_head,
)
from .pages import PageView, plan_file, render_markdown, render_view
from .row_pages import forms_in_use
from .withdrawn_pages import WithdrawnPage


class StandingPageView(PageView, frozen=True):
    """A standing page, the code by which its file is known, its text as HTML; a guide brings where its body takes requests."""

    TEMPLATE = "pages/standing.html"
    page: StandingPage
    code: str
    content: Markup
    body: str
    contact: Contact | None
    form: Link | None


class GlossaryPage(PageView, frozen=True):
    """The page that explains the words of the forms; each entry brings the ways to the rows whose headings it explains."""

    TEMPLATE = "pages/glossary.html"
    entries: tuple[tuple[GlossaryEntry, tuple[Link, ...]], ...]


class NotFoundPage(TemplateView, frozen=True):
    """The page for addresses that do not exist; without a head where the site's address is not known."""

    TEMPLATE = "pages/404.html"
    frame: Frame
    head: PageHead | None
    title: str


def standing_pages(portal: Portal, theme: Theme) -> Iterator[PlannedFile]:
    """Plan each standing page."""
    frame = frame_of(portal, theme)
    for page in portal.pages:
        path = page_path(page.name)
        about = Page(path, page.title, None, page.path)
        yield PlannedFile(path, render_standing, (theme, frame, page, _bodies_to(portal, page)), about)


def withdrawn_standing_pages(portal: Portal, theme: Theme) -> Iterator[PlannedFile]:
    """Plan what stands at the address of each standing page that was withdrawn."""
    frame = frame_of(portal, theme)
    for page in portal.withdrawn_pages:
        yield PlannedFile(
            page_path(page.name), render_withdrawn_standing, (theme, frame, replace(page, text=""), _bodies_to(portal, page))
        )


def _bodies_to(portal: Portal, page: StandingPage) -> tuple[Body, ...]:
    """The bodies that lead to a page, outermost first; the last is the one whose page it is."""
    return tuple(portal.ancestors(portal.bodies_by_folder[page.folder]))


def render_withdrawn_standing(theme: Theme, frame: Frame, page: StandingPage, bodies: tuple[Body, ...]) -> bytes:
    """Return the page that stands where a standing page was withdrawn; search engines forget it."""
    path = page_path(page.name)
    head = page_head(frame, path, page.title, (*crumbs_of(frame.settings, bodies), PageRef(page.title, path)), NOT_INDEXED)
    withdrawn = page.withdrawn
    assert withdrawn is not None
    to_body = Link(bodies[-1].name, link(path, body_path(page.folder)))
    return render_view(theme, WithdrawnPage(frame, head, page.title, None, withdrawn, check_code(page.file_digest), to_body))


def render_standing(theme: Theme, frame: Frame, page: StandingPage, bodies: tuple[Body, ...]) -> bytes:
    """Return one finished standing page."""
    path = page_path(page.name)
    crumbs = (*crumbs_of(frame.settings, bodies), PageRef(page.title, path))
    metas = column_metas(page.title, page.title, "政府信息公开", page.column or _column(page.title))
    head = page_head(frame, path, page.title, crumbs, metas)
    body = bodies[-1]
    contact = (body.contact or None) if page.is_guide else None
    form = form_link(path, contact) if contact and contact.form else None
    content = render_markdown(page.text, top=2)
    view = StandingPageView(frame, head, page, check_code(page.file_digest), content, body.name, contact, form)
    return render_view(theme, view)


def _column(title: str) -> str:
    """The word of the notice's list of columns that a title calls for."""
    words = {"指南": "信息公开指南", "目录": "信息公开目录", "法定主动公开": "信息公开目录", "依申请": "依申请公开"}
    return next((column for word, column in words.items() if word in title), "政策文件")


def glossary_page(portal: Portal, theme: Theme) -> Iterator[PlannedFile]:
    """Plan the page that explains the words of the forms."""
    frame, page = frame_of(portal, theme), Page(GLOSSARY, "名词解释")
    head = service_head(frame, page, "年度报告表格中的用语", "政府信息公开,名词解释", "信息公开指南")
    rows = dict(_rows_by_term(portal)) if has_row_pages(portal) else {}
    entries = tuple((entry, rows.get(entry.key, ())) for entry in portal.glossary)
    yield plan_file(GLOSSARY, theme, GlossaryPage(frame, head, entries), page)


def _rows_by_term(portal: Portal) -> Iterator[tuple[str, tuple[Link, ...]]]:
    """Each word with the ways to the pages of the rows whose own headings name it."""
    rows = table_of_rows(forms_in_use(portal)).values()
    for term in dict.fromkeys(row.line[-1].term for row in rows):
        named = (row for row in rows if row.line[-1].term == term)
        yield term, tuple(Link(row.title, link(GLOSSARY, row_path(row.address))) for row in named)


def not_found_page(portal: Portal, theme: Theme) -> Iterator[PlannedFile]:
    """Plan the page for addresses that do not exist; it is shown at any depth, so it links from the root of its host."""
    frame, title = frame_of(portal, theme), "没有这个页面"
    root = urlsplit(absolute(frame.settings, "")).path
    head = absolute_head(replace(page_head(frame, "404.html", title), canonical=""), root) if root else None
    yield plan_file("404.html", theme, NotFoundPage(frame, head, title))
