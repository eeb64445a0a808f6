"""The page that leads to every other, and the one that says what the site stores and for whom it was tested."""

from collections.abc import Iterator

from msgspec import Struct

from ..model.planned_file import Page, PlannedFile
from ..model.portal import Body, Portal
from ..model.theme import Theme
from ..present.row_figures import table_of_rows
from .addresses import PRIVACY, SITE_MAP, body_path, compare_path, link, page_path, trends_path
from .page_head import Link, PageRef, frame_of, has_row_pages, service_head
from .pages import PageView, plan_file
from .row_pages import forms_in_use, rows_by_table

MOST_BODIES = 150
"""Of more bodies the years are left to their own index pages."""


class MappedBody(Struct, frozen=True):
    """A body of the map: how deep it lies, its index page, its years, and what sets these beside each other."""

    depth: int
    index: Link
    years: tuple[Link, ...]
    more: tuple[Link, ...]


class SiteMapPage(PageView, frozen=True):
    """The page that leads to every other."""

    TEMPLATE = "pages/sitemap.html"
    bodies: tuple[MappedBody, ...]
    columns: tuple[Link, ...]
    rows: tuple[tuple[str, tuple[tuple[Link, int], ...]], ...]


class PrivacyPage(PageView, frozen=True):
    """The page that says what the site stores, and for whom it was tested."""

    TEMPLATE = "pages/privacy.html"


def site_map_page(portal: Portal, theme: Theme) -> Iterator[PlannedFile]:
    """Plan the map of the site."""
    frame, page = frame_of(portal, theme), Page(SITE_MAP, "网站地图")
    head = service_head(frame, page, "本站全部网页", "政府信息公开,网站地图", "信息公开目录")
    short = len(portal.bodies) > MOST_BODIES
    bodies = tuple(_map_body(portal, body, short) for body in portal.bodies)
    columns = tuple(PageRef(one.title, page_path(one.name)).link_from(SITE_MAP) for one in portal.pages if not one.folder)
    forms = forms_in_use(portal)
    rows = tuple(rows_by_table(SITE_MAP, forms, table_of_rows(forms))) if has_row_pages(portal) else ()
    yield plan_file(SITE_MAP, theme, SiteMapPage(frame, head, bodies, columns, rows), page)


def _map_body(portal: Portal, body: Body, short: bool) -> MappedBody:
    """A body of the map, without its years where the map is `short`."""
    entries = () if short else portal.entries_by_folder[body.folder]
    several, extras = len(portal.comparable[body.folder]) > 1 and not short, portal.settings.publish
    own = (page for page in portal.pages if body.folder and page.folder == body.folder)
    pages = tuple(Link(page.title, link(SITE_MAP, page_path(page.name))) for page in own)
    more = (("历年趋势", "trends", trends_path), ("年度对照", "comparisons", compare_path))
    return MappedBody(
        depth=len(tuple(portal.ancestors(body))),
        index=Link(body.name, link(SITE_MAP, body_path(body.folder))),
        years=tuple(Link(f"{entry.year}年", link(SITE_MAP, page_path(entry.name))) for entry in entries),
        more=tuple(Link(text, link(SITE_MAP, path(body.folder))) for text, key, path in more if several and key in extras)
        + pages,
    )


def privacy_page(portal: Portal, theme: Theme) -> Iterator[PlannedFile]:
    """Plan the page about privacy and accessibility."""
    frame, page = frame_of(portal, theme), Page(PRIVACY, "隐私和无障碍说明")
    head = service_head(frame, page, "本站记录什么，怎样测试", "政府信息公开,隐私,无障碍", "信息公开指南")
    yield plan_file(PRIVACY, theme, PrivacyPage(frame, head), page)
