"""What stands around the content of a page: the site and its columns, the way to the page, its metadata."""

from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import quote, urlsplit

from msgspec import Struct
from msgspec.structs import replace

from ..html.metadata import JsonLd, Metas, breadcrumbs, column_metas, json_ld, site_metas
from ..model.planned_file import Page
from ..model.portal import DATASETS, PICTURES, RULES, Body, Contact, Portal, Settings
from ..model.theme import Theme
from .addresses import (
    ATOM,
    DATA,
    GLOSSARY,
    ICON,
    ICON_PNG,
    JSON_FEED,
    PRIVACY,
    ROWS,
    RULES_PAGE,
    SEARCH,
    SITE_MAP,
    VERIFY,
    absolute,
    absolute_or_relative,
    asset_path,
    bodies_path,
    body_path,
    link,
    page_path,
    script_path,
    stylesheet_path,
    whole_kinds,
)

_FEED_TYPES = (("application/atom+xml", ATOM), ("application/feed+json", JSON_FEED))


class Link(Struct, frozen=True):
    """An address with the words people click on; `here` when it is the very page."""

    text: str
    href: str
    here: bool = False


class PageRef(Struct, frozen=True):
    """A published page: the words that name it and its path."""

    text: str
    path: str

    def link_from(self, path: str) -> Link:
        """Return the link to it from another page."""
        return Link(self.text, link(path, self.path))


class Badge(Struct, frozen=True):
    """A mark below every page: its name, the address it leads to, and the path of its picture, "" for none."""

    text: str
    href: str
    picture: str

    @property
    def host(self) -> str:
        """The host that it leads to."""
        return urlsplit(self.href).netloc


class Frame(Struct, frozen=True, cache_hash=True):
    """What every page shares: the site, its columns, its style sheet and script; paths from the site's root.

    `services` are the pages that the foot of every page leads to; `office` is where the only body of a portal takes requests;
    `rows` is the page that leads to every row of the forms, "" for none.
    """

    settings: Settings
    columns: tuple[PageRef, ...]
    services: tuple[PageRef, ...]
    stylesheet: str
    script: str
    metas: Metas
    feeds: tuple[tuple[str, str], ...] = ()
    extra_css: str = ""
    logo: str = ""
    badges: tuple[Badge, ...] = ()
    icon: str = ICON
    icon_png: str = ""
    office: Contact | None = None
    rows: str = ""

    @property
    def home(self) -> PageRef:
        """The portal's index page."""
        return PageRef(self.settings.name, body_path(""))


def frame_of(portal: Portal, theme: Theme) -> Frame:
    """Return the frame of a portal's pages."""
    columns = [PageRef("政府信息公开年报", body_path(""))]
    columns += [PageRef(page.title, page_path(page.name)) for page in portal.pages if not page.folder]
    settings = portal.settings
    feeds = _FEED_TYPES if has_feeds(portal) else ()
    files = {role: asset_path(file) for role, file in portal.site_files.items()}
    badges = tuple(_badges(settings, files))
    return Frame(
        settings,
        tuple(columns),
        tuple(_services(portal)),
        stylesheet_path(theme, settings),
        script_path(theme, "look"),
        site_metas(settings),
        feeds,
        icon_png=ICON_PNG if has_png_icon(portal) else "",
        office=settings.body.contact if len(portal.bodies) == 1 and settings.body.contact else None,
        extra_css=files.get("extra_css", ""),
        logo=files.get("logo", ""),
        icon=files.get("icon", ICON),
        badges=badges,
        rows=ROWS if has_row_pages(portal) else "",
    )


def _badges(settings: Settings, files: Mapping[str, str]) -> Iterator[Badge]:
    """The marks that the settings name, with the addresses at their registries; `files` are the paths of the pictures."""
    badges = settings.badges
    if badges.institution_id:
        address = f"https://bszs.conac.cn/sitename?method=show&id={badges.institution_id}"
        yield Badge("党政机关网站标识", address, files.get("badges.institution_picture", ""))
    if badges.errors_id:
        site = f"&url={quote(settings.address, safe='')}" if settings.address else ""
        address = f"https://zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code={badges.errors_id}{site}"
        yield Badge("政府网站找错", address, files.get("badges.errors_picture", ""))


def _services(portal: Portal) -> Iterator[PageRef]:
    """The pages that help to use the site."""
    yield PageRef("网站地图", SITE_MAP)
    if has_data_page(portal):
        yield PageRef("数据", DATA)
    if has_row_pages(portal):
        yield PageRef("表格各行", ROWS)
    if has_feeds(portal):
        yield PageRef("订阅更新", ATOM)
    yield PageRef("名词解释", GLOSSARY)
    if RULES in portal.settings.publish:
        yield PageRef("检查规则", RULES_PAGE)
    yield PageRef("核对文件", VERIFY)
    yield PageRef("隐私和无障碍", PRIVACY)


def form_link(path: str, contact: Contact) -> Link:
    """Return the link to the form to fill in: what kind of file it is, or the page where it is."""
    if not contact.form_is_file:
        return Link("网上填写或下载", contact.form)
    return Link(f"下载（{contact.form.rpartition('.')[2].upper()}）", link(path, contact.form))


def has_row_pages(portal: Portal) -> bool:
    """Return whether every row of the forms has a page: there must be bodies to set beside each other.

    A body whose reports were withdrawn counts, so that no address is lost by it.
    """
    folders = {folder for folder, entries in portal.comparable.items() if entries}
    folders |= {entry.folder for entry in portal.withdrawn if portal.form_of[entry.format].trends}
    several = len(folders) > 1
    return "rows" in portal.settings.publish and several and "rows" not in portal.bodies_by_folder


def has_png_icon(portal: Portal) -> bool:
    """Return whether the site's mark is that of the templates, which is drawn for old browsers too."""
    return "icon" not in portal.site_files


def has_data_page(portal: Portal) -> bool:
    """Return whether there are files of all reports, which a page explains."""
    return bool(portal.entries and whole_kinds(portal.settings)) or has_datasets(portal)


def has_datasets(portal: Portal) -> bool:
    """Return whether the tables of all reports are published as files for spreadsheets."""
    return bool(portal.entries and DATASETS in portal.settings.publish)


def has_feeds(portal: Portal) -> bool:
    """Return whether the portal has feeds: they need full addresses and something to tell."""
    return "feeds" in portal.settings.publish and bool(portal.settings.address and portal.entries)


def crumbs_of(settings: Settings, bodies: Iterable[Body]) -> tuple[PageRef, ...]:
    """Return the index pages of the bodies that lead to a page, outermost first."""
    return tuple(PageRef(body.name if body.folder else settings.name, body_path(body.folder)) for body in bodies)


class BodyContext(Struct, frozen=True):
    """What the pages of one body say of the portal around it; `across` are the pages of several bodies' figures by year.

    `above` is the key of the body that it lies right in, "" for the outermost; `several`: it is not the only body. `held` are,
    by the years of its reports, the names of the bodies below it that are held back, for one whose reports sum theirs up.
    """

    frame: Frame
    crumbs: tuple[PageRef, ...]
    across: tuple[tuple[int, PageRef], ...]
    above: str = ""
    several: bool = False
    held: tuple[tuple[int, tuple[str, ...]], ...] = ()


def body_context(portal: Portal, frame: Frame, body: Body) -> BodyContext:
    """Return the context of a body: its bodies side by side where there are such, else those beside it."""
    shown, above = portal.years_across, body.folder.rpartition("/")[0]
    across = {year: PageRef(f"{year}年所属机构对照", bodies_path(body.folder, year)) for year in shown.get(body.folder, ())}
    if body.folder:
        beside = {year: PageRef(f"{year}年各机构对照", bodies_path(above, year)) for year in shown.get(above, ())}
        across = beside | across
    over = portal.above(body)
    key = (over.folder or ROOT_KEY) if over else ""
    crumbs = crumbs_of(portal.settings, portal.ancestors(body))
    years = [entry.year for entry in portal.entries_by_folder[body.folder]] if body.summary else []
    held = tuple((year, names) for year in years if (names := portal.held_among(portal.below.get(body.folder, ()), year)))
    return BodyContext(frame, crumbs, tuple(sorted(across.items())), key, several=len(portal.bodies) > 1, held=held)


ROOT_KEY = "."
"""The key in data of the body that the content folder itself stands for; that of another is its folder."""


class PageHead(Struct, frozen=True):
    """What the layout needs to know of one page, every address relative to it; `json_ld` is safe as it is.

    `site` is the name of the site where it is not the title, `icon_type` the media type of the icon, `rows` the folder of the
    pages of rows, "" for none.
    """

    title: str
    site: str
    crumbs: tuple[Link, ...]
    columns: tuple[Link, ...]
    services: tuple[Link, ...]
    stylesheet: str
    script: str
    icon: str
    icon_type: str
    icon_png: str
    home: str
    glossary: str
    rows: str
    search: str
    verify: str
    has_search_box: bool
    metas: Metas
    canonical: str = ""
    description: str = ""
    feeds: tuple[tuple[str, str], ...] = ()
    json_ld: str = ""
    extra_css: str = ""
    logo: str = ""
    badges: tuple[Badge, ...] = ()


def page_head(
    frame: Frame,
    path: str,
    title: str,
    crumbs: tuple[PageRef, ...] = (),
    metas: Metas = (),
    description: str = "",
    things: tuple[JsonLd, ...] = (),
) -> PageHead:
    """Return the head of the page at `path`; `things` are what it tells of in JSON-LD besides the way to it."""
    way = breadcrumbs([(crumb.text, absolute_or_relative(frame.settings, path, crumb.path)) for crumb in crumbs])
    return PageHead(
        title=title,
        site=frame.settings.name if title != frame.settings.name else "",
        crumbs=tuple(crumb.link_from(path) for crumb in crumbs),
        columns=tuple(Link(column.text, link(path, column.path), column.path == path) for column in frame.columns),
        services=tuple(page.link_from(path) for page in frame.services),
        stylesheet=link(path, frame.stylesheet),
        script=link(path, frame.script),
        icon=link(path, frame.icon),
        icon_type=PICTURES[frame.icon.rpartition(".")[2]],
        icon_png=link(path, frame.icon_png) if frame.icon_png else "",
        home=link(path, body_path("")),
        glossary=link(path, GLOSSARY),
        rows=link(path, frame.rows).removesuffix("index.html") if frame.rows else "",
        search=link(path, SEARCH),
        verify=link(path, VERIFY),
        has_search_box="search" in frame.settings.publish and path != SEARCH,
        metas=(*frame.metas, *metas),
        canonical=absolute(frame.settings, path),
        description=description or f"{title}，{frame.settings.name}。",
        feeds=tuple((kind, link(path, feed)) for kind, feed in frame.feeds),
        json_ld=json_ld((*things, way) if crumbs else things),
        extra_css=link(path, frame.extra_css) if frame.extra_css else "",
        logo=link(path, frame.logo) if frame.logo else "",
        badges=tuple(replace(one, picture=link(path, one.picture) if one.picture else "") for one in frame.badges),
    )


NOT_INDEXED: Metas = (("robots", "noindex"),)
"""The tag of a page that search engines leave out."""


def service_head(frame: Frame, page: Page, about: str, keywords: str, column: str, description: str = "") -> PageHead:
    """Return the head of a page right below the portal's index; `column` is a word of the notice's list of columns."""
    metas = column_metas(page.title, about, keywords, column)
    return page_head(frame, page.path, page.title, (frame.home, PageRef(page.title, page.path)), metas, description)


def figures_head(frame: Frame, page: Page, crumbs: tuple[PageRef, ...], step: str, description: str) -> PageHead:
    """Return the head of a page that shows figures of several reports; `step` names it on the way from its body."""
    metas = column_metas(page.title, description, "政府信息公开,年度报告", "信息公开年报")
    return page_head(frame, page.path, page.title, (*crumbs, PageRef(step, page.path)), metas, description)


def absolute_head(head: PageHead, root: str) -> PageHead:
    """Return the head of a page in the site's top folder with addresses that hold at any depth of its host."""
    return replace(
        head,
        columns=tuple(replace(column, href=root + column.href) for column in head.columns),
        services=tuple(replace(service, href=root + service.href) for service in head.services),
        stylesheet=root + head.stylesheet,
        script=root + head.script,
        icon=root + head.icon,
        icon_png=root + head.icon_png if head.icon_png else "",
        home=root,
        glossary=root + head.glossary,
        rows=root + head.rows if head.rows else "",
        search=root + head.search,
        verify=root + head.verify,
        feeds=tuple((kind, root + feed) for kind, feed in head.feeds),
        extra_css=root + head.extra_css if head.extra_css else "",
        logo=root + head.logo if head.logo else "",
        badges=tuple(replace(one, picture=root + one.picture if one.picture else "") for one in head.badges),
    )
