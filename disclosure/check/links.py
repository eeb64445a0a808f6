"""The finished pages: every link leads somewhere."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from posixpath import basename, dirname, join, normpath
from urllib.parse import unquote

from msgspec import Struct
from msgspec.structs import replace

from ..model.finding import Finding
from ..model.patterns import pattern
from ..model.planned_file import Outline, Page
from ..model.theme import TemplateLink
from .lost_text import outside_code
from .markup import scheme_of


class OutgoingLink(Struct, frozen=True, array_like=True):
    """A link that leads away from the pages it stands on: as written, its target and place there, and those pages."""

    link: str
    target: str
    anchor: str
    pages: tuple[str, ...]


def unresolved_links(pages: Mapping[str, Outline], files: Collection[str] = ()) -> tuple[OutgoingLink, ...]:
    """Return the links of pages that these and the `files` beside them don't settle, each with the pages of a folder it is on."""
    found: dict[tuple[str, str, str], list[str]] = {}
    for path, outlined in pages.items():
        folder = dirname(path)
        for link in outlined.links:
            target, anchor = _resolved(folder, link)
            known = pages.get(target or path)
            is_settled = anchor in known.ids if known and anchor else known or target in files
            if target != OTHER_SITE and not is_settled:
                found.setdefault((link, target or path, anchor), []).append(path)
    return tuple(OutgoingLink(*key, tuple(paths)) for key, paths in sorted(found.items()))


def writings(link: str) -> tuple[str, ...]:
    """Return how a link may stand in a source: as on the page, with the name of a page's file, or without escapes."""
    return tuple(dict.fromkeys((link, link.replace(".html", ".md"), unquote(link))))


_MADE_PERCENT = pattern("%25(?![0-9A-Fa-f]{2})")
"""What a page writes for a sign that is typed as it is."""
_YEAR_PAGE = pattern(r"\d{4}\.html")
_HEADING = pattern(r"[\u4e00-\u9fff]")
"""In the id of a heading, which is made of its words; other ids are the program's own."""

OTHER_SITE = "//"
"""The target of a link to another site."""


@lru_cache(maxsize=4096)
def _resolved(folder: str, link: str) -> tuple[str, str]:
    """Where a link on a page of a folder leads, "" for the page itself, and the place there."""
    if scheme_of(link) or link.startswith("//"):
        return OTHER_SITE, ""
    address, _, anchor = link.partition("#")
    address = unquote(address.partition("?")[0])
    target = normpath(join(folder, address)) if address else ""
    return (normpath(join(target, "index.html")) if address.endswith("/") or target == "." else target), unquote(anchor)


def linked_files(text: str, name: str) -> Iterator[str]:
    """Yield the files that the Markdown of a content file links to, by their names in the content folder."""
    for match in _TARGET.finditer(text):
        target, _ = _resolved(dirname(name), match[1] or match[2])
        if target not in ("", OTHER_SITE):
            yield target


def check_written_links(
    text: str, name: str, path: str, present: Collection[str], withheld: Collection[str]
) -> Iterator[Finding]:
    """Report links of a content file to content files that are not there; `present` are those that are, as published.

    For a content folder whose pages can't be made yet. What the program itself makes may not be known then, so that only
    reports, standing pages and attachments are looked for; the finished pages are checked whole.
    """
    for match in _TARGET.finditer(outside_code(text)):
        written = match[1] or match[2]
        target, _ = _resolved(dirname(name), written)
        if target in ("", OTHER_SITE) or target in present or not _OF_CONTENT.search(target):
            continue
        link = OutgoingLink(written, target, "", ())
        code, message, hint = _judged(link, {}, present, withheld, lambda _: ())
        yield Finding(code, message, path, ("#", written), hint=hint)


_OF_CONTENT = pattern(r"(?:^|/)(?:\d{4}|pages/[^/]+)\.html$|\.(?!(?:html|json|csv|xlsx|xml)$)\w{2,5}$|[^ -~][^/]*\.\w{2,5}$")
"""The path of a report, a standing page or an attachment; files that the program makes are html, json, csv, xlsx, xml."""
_TARGET = pattern(r"\]\(\s*<?([^)\s>]+)|^ {0,3}\[[^\]\n]{1,500}\]:\s*<?(\S{1,2000}?)>?(?:\s|$)", re.MULTILINE)


class LinkOrigin(Struct, frozen=True):
    """Where links of pages may come from that the content does not write: the `folder` of a theme and its templates' links."""

    folder: str
    links: tuple[TemplateLink, ...]

    def template_link(self, link: str) -> TemplateLink | None:
        """Return the place of a template that writes a link, None where none does."""
        return next((one for one in self.links if re.fullmatch(one.pattern, link)), None)


def check_links(
    links: Iterable[OutgoingLink],
    pages: Mapping[str, Page],
    published: Collection[str],
    withheld: Collection[str],
    places: Callable[[str], Collection[str]],
    text_of: Callable[[str], str],
    origin: LinkOrigin | None = None,
) -> Iterator[Finding]:
    """Report links of the site to itself that lead nowhere, at the words of the source where there are some.

    `pages` are those for people by path, `published` all files, `withheld` those of the content folder that never are;
    `places` gives the ids of a page, `text_of` the text of a content file. `origin` tells links of a theme from others.
    """
    of_theme: dict[TemplateLink | None, list[tuple[str, str, str]]] = {}
    for link in links:
        if link.target in published and not link.anchor:
            continue
        bare = replace(link, link=_MADE_PERCENT.sub("%", link.link))
        judged = _judged(bare, pages, published, withheld, places)
        for path in link.pages if judged[0] else ():
            if pages[path].superseded:
                continue  # nobody can change it any more
            source = pages[path].source
            text = text_of(source) if source else ""
            as_made = bare != link and link.link in text
            code, message, hint = _judged(link, pages, published, withheld, places) if as_made else judged
            if origin and not any(one in text for one in writings(link.link)):
                of_theme.setdefault(origin.template_link(link.link), []).append((code, link.link, path))
                continue
            yield Finding(code, message, source or path, ("#", link.link) if source else (), hint=hint)

    for at, found in of_theme.items():
        yield _of_theme(at, found, origin.folder if origin else "")


def _judged(
    link: OutgoingLink,
    pages: Mapping[str, Page],
    published: Collection[str],
    withheld: Collection[str],
    places: Callable[[str], Collection[str]],
) -> tuple[str, str, str]:
    """Code, message and hint of a link; nothing of one that leads somewhere."""
    code, message = _fault(link, pages, published, places)
    if code == "link.dead" and link.target in withheld:
        message = f"链接“{link.link}”的文件不会公开：它的名字是临时文件、备份或草稿的名字"
        return code, message, f"把 {basename(link.target)} 改成平常的名字（例如 附件.docx），链接也照改"
    if code == "link.dead" and (never := _never_published(link.target)):
        return code, f"链接“{link.link}”的文件不会公开：{never[0]}", never[1]
    return code, message, _suggestion(code, link, published, places) if code else ""


def _never_published(target: str) -> tuple[str, str] | None:
    """Why a file of this name is never published, and what to do; nothing where it may be."""
    hidden = next((part for part in target.split("/") if part.startswith(".")), "")
    if hidden:
        return f"以“.”开头的“{hidden}”是隐藏的", f"把 {hidden} 改名为 {hidden.lstrip('.') or '附件.docx'}，链接也照改"
    if basename(target) in ("portal.yml", "body.yml"):
        return "它是设置", "删去链接，留下文字；要公开的内容写成 pages/ 里的页面"
    return None


def _of_theme(at: TemplateLink | None, found: Sequence[tuple[str, str, str]], folder: str) -> Finding:
    """What is said of the dead links of a theme: of one that its template writes, else of all that it broke."""
    code, link, first = found[0]
    number = len({path for *_, path in found})
    where = f"{first} 等 {number} 个网页上" if number > 1 else f"{first} 上"
    if at:
        message = f"模板里的链接“{link}”在 {where}没有目标"
        hint = "写成各页都有的地址：首页是 {{ head.home }}；别的网站写完整网址，例如 https://www.example.gov.cn/"
        return Finding(code, message, at.path, span=at.span, hint=hint)
    message = f"主题改过的模板里少了别的网页要链接的位置或文件：“{link}”（在 {where}）"
    hint = f'对照自带的模板，把删去的 id 补回 {folder} 里的文件，例如 id="{{{{ part.name }}}}"'
    return Finding(code, message, folder, hint=hint)


def _suggestion(code: str, link: OutgoingLink, published: Collection[str], places: Callable[[str], Collection[str]]) -> str:
    """What to write instead: the nearest name there is, where one is near."""
    from difflib import get_close_matches

    address = link.link.partition("#")[0]
    name = basename(link.target)
    if code == "link.anchor":
        near = get_close_matches(link.anchor, sorted(places(link.target)), n=1)
        there = "、".join(f"#{name}" for name in sorted(places(link.target)) if _HEADING.search(name))
        rest = f"写成 {address}" if address else "删去链接，留下文字"
        without = f"{rest}；或把“#{link.anchor}”改为那一页里有的位置{f'：{there}' if there else ''}"
        return f"是不是“{address}#{near[0]}”？" if near else without
    if code == "link.outside":
        return f"把“{name}”放进内容文件夹，放在这个文件旁边，链接写成 {name}"
    if written := _other_writing(link, published):
        return written
    beside = [basename(path) for path in published if dirname(path) == dirname(link.target)]
    near = get_close_matches(name, sorted(beside), n=1, cutoff=0.7)
    if _YEAR_PAGE.fullmatch(name):
        years = "、".join(sorted(one for one in beside if _YEAR_PAGE.fullmatch(one)))
        return f"没有 {name[:4]} 年的报告：删去链接，留下文字{f'；有的是 {years}' if years else ''}"
    if near:
        return f"是不是“{link.link[: -len(name)] if link.link.endswith(name) else ''}{near[0]}”？"
    return f"把附件放进内容文件夹，放在 {link.target}；已经不用的，删去链接，留下文字"


def _other_writing(link: OutgoingLink, published: Collection[str]) -> str:
    """How a link is to be written whose file is there: one with a back slash, with a “#” in its name, or to a folder."""
    turned = link.link.replace("\\", "/")
    if turned != link.link and link.target.replace("\\", "/") in published:
        return f"写成 {turned}"
    if link.anchor and f"{link.target}#{link.anchor}" in published:
        return f"写成 {link.link.replace('#', '%23')}，或给文件改名，不用“#”"
    folder = link.target.removesuffix("index.html").rstrip("/")
    inside = min((path for path in published if folder and path.startswith(f"{folder}/")), default="")
    return f"不能链接到文件夹；写里面的文件，例如 {link.link.rstrip('/')}{inside[len(folder) :]}" if inside else ""


def _fault(
    link: OutgoingLink, pages: Mapping[str, Page], published: Collection[str], places: Callable[[str], Collection[str]]
) -> tuple[str, str]:
    if link.target.startswith(("..", "/")):
        return "link.outside", f"链接“{link.link}”越出了网站"
    if link.target not in published:
        return "link.dead", f"链接“{link.link}”的目标不存在"
    if link.anchor and link.target in pages and link.anchor not in places(link.target):
        return "link.anchor", f"链接“{link.link}”的位置不存在"
    return "", ""
