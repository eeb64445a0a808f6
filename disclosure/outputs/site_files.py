"""Files that speak of the site as a whole: style sheet, attachments, sitemap, robots."""

from collections.abc import Iterator
from datetime import date

from ..html.template_views import TemplateView
from ..model.planned_file import Page, PlannedFile
from ..model.portal import Portal, Settings
from ..model.theme import Theme
from .addresses import ICON, ICON_PNG, absolute, asset_path, script_path, stylesheet_path
from .icon_png import render_icon_png
from .page_head import has_png_icon
from .pages import IconView, LookScript, StyleSheetView, plan_file, render_view


class Sitemap(TemplateView, frozen=True):
    """The addresses of pages, each with the day of its last change."""

    TEMPLATE = "feeds/sitemap.xml"
    entries: tuple[tuple[str, date | None], ...]


class SitemapIndex(TemplateView, frozen=True):
    """The addresses of several sitemaps."""

    TEMPLATE = "feeds/sitemaps.xml"
    addresses: tuple[str, ...]


def assets(portal: Portal, theme: Theme) -> Iterator[PlannedFile]:
    """Plan the style sheet, the script and the icon of all pages, and the portal's own style sheet and pictures."""
    accent = portal.settings.accent
    yield plan_file(stylesheet_path(theme, portal.settings), theme, StyleSheetView(accent))
    yield plan_file(script_path(theme, "look"), theme, LookScript())
    yield plan_file(ICON, theme, IconView(accent))
    if has_png_icon(portal):
        yield PlannedFile(ICON_PNG, render_icon_png, (accent,))
    for file in dict.fromkeys(portal.site_files.values()):
        yield PlannedFile(asset_path(file), bytes, (file,))


MOST_IN_SITEMAP = 50_000
"""Pages that the protocol lets one sitemap list."""


def sitemap(portal: Portal, pages: tuple[Page, ...], theme: Theme) -> Iterator[PlannedFile]:
    """Plan the list of all pages for search engines; it needs full addresses, so the site's own must be known.

    More pages than one list may hold get several, and `sitemap.xml` lists these.
    """
    if not portal.settings.address:
        return
    ordered = tuple(sorted((page for page in pages if not page.superseded), key=lambda page: page.path))
    parts = tuple(ordered[start : start + MOST_IN_SITEMAP] for start in range(0, len(ordered), MOST_IN_SITEMAP))
    if len(parts) == 1:
        yield PlannedFile("sitemap.xml", render_sitemap, (theme, portal.settings, ordered))
        return
    paths = tuple(f"sitemap-{number}.xml" for number in range(1, len(parts) + 1))
    for path, part in zip(paths, parts, strict=True):
        yield PlannedFile(path, render_sitemap, (theme, portal.settings, part))
    yield plan_file("sitemap.xml", theme, SitemapIndex(tuple(absolute(portal.settings, path) for path in paths)))


def render_sitemap(theme: Theme, settings: Settings, pages: tuple[Page, ...]) -> bytes:
    """Return a sitemap."""
    entries = tuple((absolute(settings, page.path), page.updated) for page in pages)
    return render_view(theme, Sitemap(entries))


def robots(portal: Portal, pages: tuple[Page, ...], theme: Theme) -> Iterator[PlannedFile]:
    """Plan robots.txt: everything may be read, and here is the list."""
    yield PlannedFile("robots.txt", render_robots, (absolute(portal.settings, "sitemap.xml"),))


def render_robots(sitemap_address: str) -> bytes:
    """Return robots.txt."""
    lines = ["User-agent: *", "Allow: /"] + ([f"Sitemap: {sitemap_address}"] if sitemap_address else [])
    return ("\n".join(lines) + "\n").encode()
