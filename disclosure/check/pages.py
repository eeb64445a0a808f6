"""The finished pages: every link leads somewhere."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import lru_cache
from posixpath import basename, dirname, join, normpath
from urllib.parse import unquote

from msgspec import Struct

from ..model.finding import Finding
from ..model.planned_file import Outline, Page
from .markup import scheme_of


class Loose(Struct, frozen=True, array_like=True):
    """A link that leads away from the pages it stands on: as written, its target and place there, and those pages."""

    link: str
    target: str
    anchor: str
    pages: tuple[str, ...]


def loose_ends(pages: Mapping[str, Outline]) -> tuple[Loose, ...]:
    """Return the links of pages that are not settled by the pages themselves, each with all pages of a folder it stands on."""
    found: dict[tuple[str, str, str], list[str]] = {}
    for path, outlined in pages.items():
        folder = dirname(path)
        for link in outlined.links:
            target, anchor = _resolved(folder, link)
            known = pages.get(target or path)
            if target != ELSEWHERE and not (known and (not anchor or anchor in known.ids)):
                found.setdefault((link, target or path, anchor), []).append(path)
    return tuple(Loose(*key, tuple(paths)) for key, paths in sorted(found.items()))


ELSEWHERE = "//"
"""The target of a link to another site."""


@lru_cache(maxsize=4096)
def _resolved(folder: str, link: str) -> tuple[str, str]:
    """Where a link on a page of a folder leads, "" for the page itself, and the place there."""
    if scheme_of(link) or link.startswith("//"):
        return ELSEWHERE, ""
    address, _, anchor = link.partition("#")
    address = unquote(address.partition("?")[0])
    target = normpath(join(folder, address)) if address else ""
    return (normpath(join(target, "index.html")) if address.endswith("/") or target == "." else target), unquote(anchor)


def check_links(
    loose: Iterable[Loose], pages: Mapping[str, Page], published: Collection[str], places: Callable[[str], Collection[str]]
) -> Iterator[Finding]:
    """Report links of the site to itself that lead nowhere, at the words of the source where there are some.

    `pages` are those for people by path, `published` all files; `places` gives the ids of a page.
    """
    for end in loose:
        code, message = _fault(end, pages, published, places)
        hint = _mend(code, end, published, places) if code else ""
        for path in end.pages if code else ():
            source = pages[path].source
            yield Finding(code, message, source or path, ("#", end.link) if source else (), hint=hint)


def _mend(code: str, end: Loose, published: Collection[str], places: Callable[[str], Collection[str]]) -> str:
    """What to write instead: the nearest name there is, where one is near."""
    from difflib import get_close_matches

    address = end.link.partition("#")[0]
    name = basename(end.target)
    if code == "link.anchor":
        near = get_close_matches(end.anchor, sorted(places(end.target)), n=1)
        without = f"写成 {address or '标题处'}，去掉“#{end.anchor}”，或改为页面里有的位置"
        return f"是不是“{address}#{near[0]}”？" if near else without
    if code == "link.outside":
        return f"把“{name}”放进内容文件夹，放在这个文件旁边，链接写成 {name}"
    beside = (basename(path) for path in published if dirname(path) == dirname(end.target))
    near = get_close_matches(name, sorted(beside), n=1, cutoff=0.7)
    if near:
        return f"是不是“{end.link[: -len(name)] if end.link.endswith(name) else ''}{near[0]}”？"
    return f"把附件放进内容文件夹，放在 {end.target}；已经不用的，删去链接，留下文字"


def _fault(
    end: Loose, pages: Mapping[str, Page], published: Collection[str], places: Callable[[str], Collection[str]]
) -> tuple[str, str]:
    if end.target.startswith(("..", "/")):
        return "link.outside", f"链接“{end.link}”越出了网站"
    if end.target not in published:
        return "link.dead", f"链接“{end.link}”的目标不存在"
    if end.anchor and end.target in pages and end.anchor not in places(end.target):
        return "link.anchor", f"链接“{end.link}”的位置不存在"
    return "", ""
