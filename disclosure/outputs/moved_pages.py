"""Old addresses: a page where something was before, which leads on without JavaScript, and the list of them for servers.

`moved_from` of a body, a report or a standing page names where it was. A body takes all below it along: each of its pages
is led to from where it was, and its data files and attachments are published there as well. An address that no file of the
site can stand at (one with a query, one of the old website) is only in the list, by which a server redirects.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from itertools import chain
from posixpath import join, normpath
from urllib.parse import unquote, urlsplit

from msgspec import Struct

from ..html.template_views import TemplateView
from ..model.finding import Finding, Place
from ..model.planned_file import BuiltFile, PlannedFile
from ..model.portal import DOWNLOAD_OF, Portal, ReportEntry, Settings
from ..model.report import folders_to
from ..model.theme import Theme
from .addresses import absolute, body_path, download_path, link, page_path, script_path
from .page_head import Frame, Link, frame_of
from .pages import MovedScript, plan_file
from .report_data import indented_json

REDIRECTS = "redirects.json"
"""The list of old addresses and of what was withdrawn, for servers."""


class MovedPage(TemplateView, frozen=True):
    """The way from an old address; `script` takes the cited place along, `others` are further ways."""

    TEMPLATE = "pages/moved.html"
    frame: Frame
    target: Link
    canonical: str
    script: str
    others: tuple[Link, ...]


class Move(Struct, frozen=True):
    """An old address of a file of the site: a path of the site where it is `inside`, else as it was written.

    `path` and `place` say where it was written.
    """

    old: str
    new: str
    inside: bool
    path: str
    place: Place


def moves(portal: Portal, files: Iterable[str]) -> tuple[Move, ...]:
    """Return every old address of the files of a site, given by their paths."""
    if not portal.has_moved:
        return ()
    known = tuple(sorted(files))
    return (*_body_moves(portal, known), *_page_moves(portal, frozenset(known)))


def _body_moves(portal: Portal, files: tuple[str, ...]) -> Iterator[Move]:
    for body in portal.bodies:
        prefix = f"{body.folder}/" if body.folder else ""
        for number, written in enumerate(body.moved_from):
            place = ("moved_from", number) if body.folder else ("body", "moved_from", number)
            folder = old_folder(portal.settings, written)
            if folder is None:
                yield Move(written, body_path(body.folder), False, body.path, place)
                continue
            for file in files:
                if file.startswith(prefix) and not file.startswith(("assets/", "search/")):
                    yield Move(join(folder, file.removeprefix(prefix)), file, True, body.path, place)


def _page_moves(portal: Portal, files: frozenset[str]) -> Iterator[Move]:
    sources = [(one.path, one.name, one.moved_from) for one in (*portal.entries, *portal.withdrawn)]
    sources += [(page.path, page.name, page.moved_from) for page in (*portal.pages, *portal.withdrawn_pages)]
    for path, name, moved_from in sources:
        page = page_path(name)
        for number, written in enumerate(moved_from):
            old = old_page(portal.settings, written)
            yield Move(old or written, page, old is not None, path, ("moved_from", number))
            for kind in DOWNLOAD_OF if old else ():
                if download_path(page, kind) in files and old:
                    yield Move(download_path(old, kind), download_path(page, kind), True, path, ("moved_from", number))


def inside_site(settings: Settings, written: str) -> str | None:
    """Return the path within this site that an old address stands for; None for one that only a server can lead on."""
    if "?" in written:
        return None
    address = settings.address.rstrip("/")
    if "://" in written or written.startswith("/"):
        root = address.partition("://")[2] if "://" in written else urlsplit(address).path
        rest = written.partition("://")[2] if "://" in written else written
        if not address or not rest.startswith(f"{root}/"):
            return None
        written = unquote(rest.removeprefix(f"{root}/"))
    path = normpath(written) if written.strip("/") else ""
    if (
        path.startswith(("..", "/"))
        or _NO_FILE.search(path)
        or any(len(step.encode()) > LONGEST_NAME for step in path.split("/"))
    ):
        return None
    path = "" if path == "." else path
    return f"{path}/" if path and written.endswith("/") else path


_NO_FILE = re.compile(r'[\x00-\x1f\x7f\\:*?"<>|\ud800-\udfff]')
"""What no file of a site has in its name."""
LONGEST_NAME = 200
"""The most bytes of a name; file systems allow some more."""


def old_folder(settings: Settings, written: str) -> str | None:
    """Return the folder of this site that an entry of a body's `moved_from` names, None for an address elsewhere."""
    inside = inside_site(settings, written)
    return None if inside is None else inside.removesuffix("index.html").removesuffix("body.yml").rstrip("/")


def old_page(settings: Settings, written: str) -> str | None:
    """Return the path of this site that an entry of a page's `moved_from` names, None for an address elsewhere."""
    inside = inside_site(settings, written)
    if inside is None or not inside or inside.endswith("/"):
        return None if inside is None else f"{inside}index.html"
    if inside.endswith(".md"):
        return page_path(inside)
    return inside if inside.endswith((".html", ".htm")) else None


def moved_pages(portal: Portal, files: tuple[BuiltFile, ...], theme: Theme) -> Iterator[PlannedFile]:
    """Plan a page at each old address of a page, and the list of all old addresses."""
    taken = {file.path for file in files}
    titles = {file.path: file.page.title for file in files if file.page}
    found, withdrawn = moves(portal, taken), tuple(page_path(one.name) for one in portal.withdrawn)
    if found or withdrawn:
        pairs = ((move.old, move.new) for move in found)
        yield PlannedFile(REDIRECTS, render_redirects, (withdrawn, *pairs, *_with_withdrawn(portal, taken)))
    if not found:
        return
    frame, script = frame_of(portal, theme), script_path(theme, "moved")
    for old, new in {move.old: move.new for move in found if move.inside and is_page(move.old)}.items():
        if old not in taken:
            target = Link(titles.get(new, new), link(old, new))
            yield moved_page(old, theme, frame, target, absolute(portal.settings, new), link(old, script))
    yield plan_file(script, theme, MovedScript())


def _with_withdrawn(portal: Portal, taken: Collection[str]) -> Iterator[tuple[str, str]]:
    """Files that went with withdrawn reports, each with the page that says so: a server leads on where no page can stand."""
    for entry in portal.withdrawn:
        for name in entry.attached:
            if name not in taken and inside_site(portal.settings, name):
                yield name, page_path(entry.name)


def moved_page(
    path: str, theme: Theme, frame: Frame, target: Link, canonical: str, script: str = "", others: tuple[Link, ...] = ()
) -> PlannedFile:
    """Plan the page at an old address; `script` takes the cited place of it along, `others` are further ways from it."""
    return plan_file(path, theme, MovedPage(frame, target, canonical, script, others))


def first_page(portal: Portal, entry: ReportEntry) -> str:
    """Return where the page of a report was first, as far as it says so: `moved_from` begins with the earliest address."""
    path = page_path(entry.name)
    own = (old_page(portal.settings, written) for written in entry.moved_from)
    folders = (join(folder, path.rpartition("/")[2]) for folder in old_folders(portal, entry.folder))
    return next(chain(filter(None, own), folders), path)


def is_page(path: str) -> bool:
    """Whether a published file is a page."""
    return path.endswith((".html", ".htm"))


def render_redirects(withdrawn: tuple[str, ...], *pairs: tuple[str, str]) -> bytes:
    """Return the list of old addresses, each with the path of the site that it leads to, and the pages of withdrawn reports."""
    listed = {"redirects": [{"from": old, "to": new} for old, new in sorted(set(map(tuple, pairs)))]}
    return indented_json({**listed, "withdrawn": sorted(withdrawn)} if withdrawn else listed)


def copies(found: Iterable[Move]) -> dict[str, str]:
    """Return the files that are published at an old address too, by that address: data and attachments, no pages."""
    return {move.old: move.new for move in found if move.inside and not is_page(move.new) and move.old != move.new}


def check_moves(portal: Portal, files: Iterable[str], sources: dict[str, str]) -> Iterator[Finding]:
    """Report old addresses that are the present one, that another file has now, or that two things claim.

    `files` are the paths of the site without what stands at old addresses, `sources` the content file that a page shows.
    """
    known = frozenset((*files, "manifest.json"))
    claimed: dict[str, Move] = {}
    told: set[tuple[str, Place]] = set()
    found = moves(portal, known)
    back = {(move.old, move.new) for move in found}
    for move in found:
        wrong = _wrong(move, known, sources, claimed.setdefault(move.old, move), (move.new, move.old) in back)
        if wrong and (move.path, move.place) not in told:
            told.add((move.path, move.place))
            yield Finding(wrong[0], wrong[1], move.path, move.place, hint=wrong[2])


def _wrong(move: Move, known: frozenset[str], sources: dict[str, str], first: Move, is_loop: bool) -> tuple[str, str, str] | None:
    """The code, the message and the hint for an old address that cannot lead on; None for one that can."""
    away = f"从 moved_from 里删去这一项；原来的地址应是别处，例如 moved_from: [旧文件夹/{move.new.rpartition('/')[2]}]"
    if move.old == move.new:
        return "moved.loop", f"“{move.old}”就是现在的地址，转不到别处", away
    if is_loop and move.old in known:
        both = f"打开 {move.path} 和 {sources.get(move.old, move.old)}，只留真正移动过的一处 moved_from"
        return "moved.loop", f"“{move.old}”和“{move.new}”互相指向对方", both
    if move.old in known:
        other = sources.get(move.old) or ""
        hint = f"一个地址只能有一个内容：给 {other} 换一个文件夹或文件名，或从 moved_from 里删去这一项" if other else away
        whose = f" {other} " if other else "程序自己"
        return "moved.in-the-way", f"旧地址“{move.old}”现在是{whose}的，不能再转到“{move.new}”", hint
    if first.new != move.new:
        hint = f"核对它原来是哪一份的，从另一份的 moved_from 里删去；另一份是 {first.path}"
        return "moved.twice", f"旧地址“{move.old}”已由 {first.path} 转到“{first.new}”", hint
    return None


def old_folders(portal: Portal, folder: str) -> tuple[str, ...]:
    """Return the folders of this site that a body's folder was before, by its own move or by one of a body above it."""
    found = []
    for above in folders_to(folder):
        for written in portal.bodies_by_folder[above].moved_from if above in portal.bodies_by_folder else ():
            old = old_folder(portal.settings, written)
            found += [] if old is None else [join(old, folder.removeprefix(above).strip("/")).rstrip("/")]
    return tuple(found)
