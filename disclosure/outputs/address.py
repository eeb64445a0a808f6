"""Where things are published. Addresses mirror the content folder and never change."""

from functools import lru_cache
from posixpath import relpath
from urllib.parse import quote

from msgspec import Struct
from msgspec.structs import replace

from ..html.metadata import Metas, Node, breadcrumbs, linked, site_metas
from ..model.digest import fingerprint
from ..model.portal import Body, Portal, Settings
from ..model.theme import Theme


def page_path(name: str) -> str:
    """The page of a content file: `office/2020.md` → `office/2020.html`."""
    return f"{name.rpartition('.')[0]}.html"


def beside(path: str, kind: str) -> str:
    """The download of this kind beside a page: same stem."""
    return f"{path.removesuffix('.html')}.{kind}"


def body_path(folder: str) -> str:
    """The index page of a body's folder, the portal's for the root."""
    return f"{folder}/index.html" if folder else "index.html"


def trends_path(folder: str) -> str:
    """The page of a body's figures over the years; `comparable` says whether there is one."""
    return _inside(folder, "trends.html")


def compare_path(folder: str, earlier: int = 0, later: int = 0) -> str:
    """The page that puts two years of a body side by side; without years, the one that leads to all of them."""
    return _inside(folder, f"compare-{earlier}-{later}.html" if earlier else "compare.html")


def bodies_path(folder: str, year: int) -> str:
    """The page that puts the bodies below a body side by side, in one year."""
    return _inside(folder, f"bodies-{year}.html")


def _inside(folder: str, name: str) -> str:
    return f"{folder}/{name}" if folder else name


def link(source: str, target: str) -> str:
    """The relative address of one published file from another, safe inside an attribute."""
    return _from_folder(source.rpartition("/")[0], target)


@lru_cache(maxsize=1 << 14)
def _from_folder(folder: str, target: str) -> str:
    return quote(relpath(f"/{target}", f"/{folder}"), safe="/.-_~")


def stylesheet_path(theme: Theme, settings: Settings) -> str:
    """The style sheet, its name changing with what it is made of."""
    sheets = [text for name, text in sorted(theme.texts.items()) if name.endswith(".css")]
    return f"assets/site.{fingerprint(settings.accent, *sheets)[:8]}.css"


ICON = "assets/icon.svg"
"""The mark that browsers show beside a page's title."""
GLOSSARY = "glossary.html"
"""The page that explains the words of the forms."""
SEARCH = "search.html"
"""The page that searches."""

ATOM, JSON_FEED = "feed.xml", "feed.json"
_FEED_TYPES = (("application/atom+xml", ATOM), ("application/feed+json", JSON_FEED))


def has_feeds(portal: Portal) -> bool:
    """Whether the portal has feeds: they need full addresses and something to tell."""
    return "feeds" in portal.settings.publish and bool(portal.settings.address and portal.cards)


WHOLE_KINDS = ("csv", "json")
"""The kinds of file in which all reports can be published together."""


def whole_kinds(settings: Settings) -> tuple[str, ...]:
    """The kinds of file in which all reports are published together."""
    return tuple(kind for kind in WHOLE_KINDS if kind in settings.downloads)


def data_path(kind: str) -> str:
    """The file of all reports of this kind."""
    return f"reports.{kind}"


def script_path(theme: Theme, name: str) -> str:
    """A script of the theme, its name changing with its text."""
    return f"assets/{name}.{fingerprint(theme.texts.get(f'assets/{name}.js', ''))[:8]}.js"


def comparable_years(portal: Portal, folder: str) -> tuple[int, ...]:
    """The years of a body's reports that its pages of trends and comparisons show, oldest first; none where there is only one."""
    years = tuple(card.year for card in reversed(portal.by_folder[folder]) if portal.form_of[card.format].trends)
    return years if len(years) > 1 else ()


class Link(Struct, frozen=True):
    """An address with the words people click on; `here` when it is the very page."""

    text: str
    href: str
    here: bool = False


class Crumb(Struct, frozen=True):
    """A published page above the present one: its words and its path."""

    text: str
    path: str


class Frame(Struct, frozen=True, cache_hash=True):
    """What every page shares: the site, its columns, its style sheet; paths from the site's root."""

    settings: Settings
    columns: tuple[Crumb, ...]
    stylesheet: str
    metas: Metas
    feeds: tuple[tuple[str, str], ...] = ()


def frame_of(portal: Portal, theme: Theme) -> Frame:
    """Return the frame of a portal's pages."""
    columns = [Crumb("政府信息公开年报", body_path(""))]
    columns += [Crumb(page.title, page_path(page.name)) for page in portal.pages]
    settings = portal.settings
    feeds = _FEED_TYPES if has_feeds(portal) else ()
    return Frame(settings, tuple(columns), stylesheet_path(theme, settings), site_metas(settings), feeds)


def crumbs_of(portal: Portal, body: Body) -> tuple[Crumb, ...]:
    """The index pages that lead to a body, outermost first."""
    return tuple(
        Crumb(above.name if above.folder else portal.settings.name, body_path(above.folder)) for above in portal.ancestors(body)
    )


class BodyContext(Struct, frozen=True):
    """What the pages of one body say of the portal around it; `across` are the pages of several bodies' figures by year."""

    frame: Frame
    crumbs: tuple[Crumb, ...]
    across: tuple[tuple[int, Crumb], ...]


def body_context(portal: Portal, frame: Frame, body: Body) -> BodyContext:
    """Return the surroundings of a body: of the bodies below it where there are such, else of those beside it."""
    shown, above = portal.years_across, body.folder.rpartition("/")[0]
    across = {year: Crumb(f"{year}年所属机构对照", bodies_path(body.folder, year)) for year in shown.get(body.folder, ())}
    if body.folder:
        beside = {year: Crumb(f"{year}年各机构对照", bodies_path(above, year)) for year in shown.get(above, ())}
        across = beside | across
    return BodyContext(frame, crumbs_of(portal, body), tuple(sorted(across.items())))


class Head(Struct, frozen=True):
    """What the layout needs to know of one page, every address relative to it; `linked` is its JSON-LD, safe as it is.

    `site` is the name of the site where it is not the title; `box` says whether the page has the box that searches.
    """

    title: str
    site: str
    crumbs: tuple[Link, ...]
    columns: tuple[Link, ...]
    stylesheet: str
    icon: str
    home: str
    glossary: str
    search: str
    box: bool
    metas: Metas
    canonical: str = ""
    description: str = ""
    feeds: tuple[tuple[str, str], ...] = ()
    linked: str = ""


def head_of(
    frame: Frame,
    path: str,
    title: str,
    crumbs: tuple[Crumb, ...] = (),
    metas: Metas = (),
    description: str = "",
    things: tuple[Node, ...] = (),
) -> Head:
    """Return the head of the page at `path`; `things` are what it tells of in JSON-LD besides the way to it."""
    way = breadcrumbs([(crumb.text, named(frame.settings, path, crumb.path)) for crumb in crumbs])
    return Head(
        title=title,
        site=frame.settings.name if title != frame.settings.name else "",
        crumbs=tuple(Link(crumb.text, link(path, crumb.path)) for crumb in crumbs),
        columns=tuple(Link(column.text, link(path, column.path), column.path == path) for column in frame.columns),
        stylesheet=link(path, frame.stylesheet),
        icon=link(path, ICON),
        home=link(path, body_path("")),
        glossary=link(path, GLOSSARY),
        search=link(path, SEARCH),
        box="search" in frame.settings.publish and path != SEARCH,
        metas=(*frame.metas, *metas),
        canonical=absolute(frame.settings, path),
        description=description,
        feeds=tuple((kind, link(path, feed)) for kind, feed in frame.feeds),
        linked=linked((*things, way) if crumbs else things),
    )


def rooted(head: Head, root: str) -> Head:
    """Return the head of a page in the site's top folder with addresses that hold at any depth of its host."""
    return replace(
        head,
        columns=tuple(replace(column, href=root + column.href) for column in head.columns),
        stylesheet=root + head.stylesheet,
        icon=root + head.icon,
        home=root,
        glossary=root + head.glossary,
        search=root + head.search,
        feeds=tuple((kind, root + feed) for kind, feed in head.feeds),
    )


def absolute(settings: Settings, path: str) -> str:
    """The full address of a published file, "" when the site's own is not known."""
    if not settings.address:
        return ""
    shown = path.removesuffix("index.html") if path == "index.html" or path.endswith("/index.html") else path
    return f"{settings.address.rstrip('/')}/{quote(shown)}"


def named(settings: Settings, source: str, target: str) -> str:
    """The address by which one page's JSON-LD names another file: the full one, or relative when that is unknown."""
    return absolute(settings, target) or link(source, target)


def data_address(settings: Settings, path: str) -> str:
    """The address by which data name a published file: the full one, or from the site's root when that is unknown."""
    return absolute(settings, path) or quote(path)
