"""The pages that stay: guide, rules, catalogue, how to apply; and the page for addresses that do not exist."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from msgspec.structs import replace

from ..html.metadata import column_metas
from ..html.templates import render
from ..model.form import GlossaryEntry
from ..model.planned_file import Page, PlannedFile
from ..model.portal import Portal, StandingPage
from ..model.theme import Theme
from .addresses import GLOSSARY, absolute, body_path, page_path
from .page_head import Frame, PageRef, absolute_head, frame_of, page_head
from .pages import render_markdown


def standing_pages(portal: Portal, theme: Theme) -> Iterator[PlannedFile]:
    """Plan each standing page."""
    frame = frame_of(portal, theme)
    for page in portal.pages:
        path = page_path(page.name)
        yield PlannedFile(
            path, render_standing, (theme, frame, page), Page(path, page.title, None, page.path, portal.settings.body.name)
        )


def render_standing(theme: Theme, frame: Frame, page: StandingPage) -> bytes:
    """Return one finished standing page."""
    path = page_path(page.name)
    crumbs = (PageRef(frame.settings.name, body_path("")), PageRef(page.title, path))
    metas = column_metas(page.title, page.title, "政府信息公开", page.column or _column(page.title))
    head = page_head(frame, path, page.title, crumbs, metas)
    return render(
        theme, "pages/standing.html", frame=frame, head=head, page=page, content=render_markdown(page.text, top=2)
    ).encode()


def _column(title: str) -> str:
    """The word of the notice's list of columns that a title calls for."""
    words = {"指南": "信息公开指南", "目录": "信息公开目录", "法定主动公开": "信息公开目录", "依申请": "依申请公开"}
    return next((column for word, column in words.items() if word in title), "政策文件")


def glossary_page(portal: Portal, theme: Theme) -> Iterator[PlannedFile]:
    """Plan the page that explains the words of the forms."""
    yield PlannedFile(GLOSSARY, render_glossary, (theme, frame_of(portal, theme), portal.glossary), Page(GLOSSARY, "名词解释"))


def render_glossary(theme: Theme, frame: Frame, entries: tuple[GlossaryEntry, ...]) -> bytes:
    """Return the finished glossary."""
    crumbs = (PageRef(frame.settings.name, body_path("")), PageRef("名词解释", GLOSSARY))
    metas = column_metas("名词解释", "年度报告表格中的用语", "政府信息公开,名词解释", "信息公开指南")
    head = page_head(frame, GLOSSARY, "名词解释", crumbs, metas)
    return render(theme, "pages/glossary.html", frame=frame, head=head, entries=entries).encode()


def not_found_page(portal: Portal, theme: Theme) -> Iterator[PlannedFile]:
    """Plan the page for addresses that do not exist; it is shown at any depth, so it links from the root of its host."""
    frame = frame_of(portal, theme)
    yield PlannedFile("404.html", render_not_found, (theme, frame))


def render_not_found(theme: Theme, frame: Frame) -> bytes:
    """Return the page for addresses that do not exist."""
    title, root = "没有这个页面", urlsplit(absolute(frame.settings, "")).path
    head = absolute_head(replace(page_head(frame, "404.html", title), canonical=""), root) if root else None
    return render(theme, "pages/404.html", frame=frame, head=head, title=title).encode()
