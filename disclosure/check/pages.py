"""The finished pages: every link leads somewhere."""

import re
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from posixpath import basename, dirname, join, normpath
from urllib.parse import unquote

from msgspec import Struct

from ..model.finding import Finding
from ..model.job import Page
from .markup import scheme_of

_TAG = re.compile(r"<[a-zA-Z][^<>]*>")
_ATTRIBUTE = re.compile(r'\s(id|href|src)="([^"]*)"')


class Outline(Struct, frozen=True):
    """What links need to know of a page: the names of its places and the addresses it points to."""

    ids: tuple[str, ...]
    links: tuple[str, ...]


def outline(body: bytes) -> Outline:
    """Return the ids and links of a finished page, in order, each once."""
    ids: dict[str, None] = {}
    links: dict[str, None] = {}
    for tag in _TAG.findall(body.decode()):
        for name, value in _ATTRIBUTE.findall(tag):
            (ids if name == "id" else links)[unescape(value)] = None
    return Outline(tuple(ids), tuple(links))


def check_links(pages: Mapping[str, tuple[Page, Outline]], paths: Iterable[str]) -> Iterator[Finding]:
    """Report links of the site to itself that lead nowhere, at the words of the source where there are some.

    `pages` are the outlines by path; `paths` all published files.
    """
    published = set(paths)
    by_folder: dict[str, list[str]] = {}
    for known in published:
        by_folder.setdefault(dirname(known), []).append(basename(known))
    for path, (page, found) in pages.items():
        for link in found.links:
            code, message = _fault(path, link, pages, published)
            if code:
                hint = _mend(code, path, link, pages, by_folder)
                yield Finding(code, message, page.source or path, ("#", link) if page.source else (), hint=hint)


def _mend(code: str, path: str, link: str, pages: Mapping[str, tuple[Page, Outline]], by_folder: Mapping[str, list[str]]) -> str:
    """What to write instead: the nearest name there is, where one is near."""
    from difflib import get_close_matches

    address, _, anchor = link.partition("#")
    target = normpath(join(dirname(path), unquote(address.partition("?")[0]))) if address else path
    if code == "link.anchor":
        near = get_close_matches(unquote(anchor), pages[target][1].ids, n=1)
        return f"是不是“{address}#{near[0]}”？" if near else f"写成 {address or '标题处'}，去掉“#{anchor}”，或改为页面里有的位置"
    if code == "link.outside":
        return f"把“{basename(target)}”放进内容文件夹，放在这个文件旁边，链接写成 {basename(target)}"
    near = get_close_matches(basename(target), by_folder.get(dirname(target), ()), n=1, cutoff=0.7)
    if near:
        return f"是不是“{link[: -len(basename(target))] if link.endswith(basename(target)) else ''}{near[0]}”？"
    return f"把附件放进内容文件夹，放在 {target}；已经不用的，删去链接，留下文字"


def _fault(path: str, link: str, pages: Mapping[str, tuple[Page, Outline]], published: set[str]) -> tuple[str, str]:
    if scheme_of(link) or link.startswith("//"):
        return "", ""
    address, _, anchor = link.partition("#")
    address = unquote(address.partition("?")[0])
    target = normpath(join(dirname(path), address)) if address else path
    if target.startswith("..") or address.startswith("/"):
        return "link.outside", f"链接“{link}”越出了网站"
    if address.endswith("/") or target == ".":
        target = normpath(join(target, "index.html"))
    if target not in published:
        return "link.dead", f"链接“{link}”的目标不存在"
    if anchor and target in pages and unquote(anchor) not in pages[target][1].ids:
        return "link.anchor", f"链接“{link}”的位置不存在"
    return "", ""
