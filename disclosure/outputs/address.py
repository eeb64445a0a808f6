"""Where things are published. Addresses mirror the content folder and never change."""

from posixpath import dirname, relpath
from urllib.parse import quote

from msgspec import Struct

from ..model.portal import Body, Portal, Settings
from ..model.stamp import stamp
from ..model.theme import Theme
from ..render.metadata import Metas, site_metas


def page_path(name: str) -> str:
    """The page of a content file: `office/2020.md` → `office/2020.html`."""
    return f"{name.rpartition('.')[0]}.html"


def beside(path: str, kind: str) -> str:
    """The download of this kind beside a page: same stem."""
    return f"{path.removesuffix('.html')}.{kind}"


def body_path(folder: str) -> str:
    """The index page of a body's folder, the portal's for the root."""
    return f"{folder}/index.html" if folder else "index.html"


def link(source: str, target: str) -> str:
    """The relative address of one published file from another, safe inside an attribute."""
    return quote(relpath(target, dirname(source) or "."), safe="/.-_~")


def stylesheet_path(theme: Theme, settings: Settings) -> str:
    """The style sheet, its name changing with what it is made of."""
    return f"assets/site.{stamp(theme.digest, settings.accent)[:8]}.css"


class Link(Struct, frozen=True):
    """An address with the words people click on; without an address only the words."""

    text: str
    href: str


class Crumb(Struct, frozen=True):
    """A published page above the present one: its words and its path."""

    text: str
    path: str


class Frame(Struct, frozen=True):
    """What every page shares: the site, its columns, its style sheet; paths from the site's root."""

    settings: Settings
    columns: tuple[Crumb, ...]
    stylesheet: str
    metas: Metas


def frame_of(portal: Portal, theme: Theme) -> Frame:
    """Return the frame of a portal's pages."""
    columns = [Crumb("政府信息公开年报", body_path(""))]
    columns += [Crumb(page.title, page_path(page.name)) for page in portal.pages]
    settings = portal.settings
    return Frame(settings, tuple(columns), stylesheet_path(theme, settings), site_metas(settings))


def crumbs_of(portal: Portal, body: Body) -> tuple[Crumb, ...]:
    """The index pages that lead to a body, outermost first."""
    return tuple(
        Crumb(above.name if above.folder else portal.settings.name, body_path(above.folder)) for above in portal.ancestors(body)
    )


class Head(Struct, frozen=True):
    """What the layout needs to know of one page, every address relative to it."""

    path: str
    title: str
    crumbs: tuple[Link, ...]
    columns: tuple[Link, ...]
    stylesheet: str
    home: str
    search: str
    metas: Metas
    canonical: str = ""
    description: str = ""


def head_of(
    frame: Frame, path: str, title: str, crumbs: tuple[Crumb, ...] = (), metas: Metas = (), description: str = ""
) -> Head:
    """Return the head of the page at `path`."""
    return Head(
        path=path,
        title=title,
        crumbs=tuple(Link(crumb.text, link(path, crumb.path)) for crumb in crumbs),
        columns=tuple(Link(column.text, link(path, column.path)) for column in frame.columns),
        stylesheet=link(path, frame.stylesheet),
        home=link(path, body_path("")),
        search=link(path, "search.html"),
        metas=(*frame.metas, *metas),
        canonical=absolute(frame.settings, path),
        description=description,
    )


def absolute(settings: Settings, path: str) -> str:
    """The full address of a published file, "" when the site's own is not known."""
    if not settings.address:
        return ""
    shown = path.removesuffix("index.html") if path == "index.html" or path.endswith("/index.html") else path
    return f"{settings.address.rstrip('/')}/{quote(shown)}"
