"""Scripts and tags in what people wrote: always shown as text, and always reported."""

import re
from collections.abc import Iterator
from html import unescape

from ..model.finding import Finding, Place
from ..model.patterns import pattern
from ..model.portal import Body, FiledReport, Portal, Settings, StandingPage
from .text_pieces import text_pieces

_CODE = pattern(r"^ {0,3}(`{3,}|~{3,}).*?^ {0,3}\1[`~]*[ \t]*$|(?<!`)(`+)(?!`)[^\n]+?(?<!`)\2(?!`)", re.DOTALL | re.MULTILINE)
_IN_BRACKETS = pattern(r"\]\(<[^<>\n]*>")
"""The address of a link in angle brackets, which may have blanks."""
_TAG = pattern(r"</?[a-zA-Z][a-zA-Z0-9:-]*(?:\s[^<>]{0,500})?/?>|<script|<iframe", re.IGNORECASE)
_UNSAFE = pattern(
    r"<\s{0,9}/?\s{0,9}(?:script|iframe|object|embed|svg|math|style|link|meta|base|form)\b|<[a-zA-Z][^<>]{0,500}\bon[a-z]{1,20}\s{0,9}=|\bonerror\s*=",
    re.IGNORECASE,
)
_COMMENT = pattern(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_DEEPEST = 40
_DEEP = pattern(r"^(?:[ ]{64,}|\t{16,})(?:[-*+]|[0-9]{1,9}[.)])[ \t]|^(?:[ ]{0,3}>){20}", re.MULTILINE)
_BRACKET = pattern(r"[\[\]]")
_TARGET = pattern(
    r"\]\(\s*<?\s*((?:[a-zA-Z]+[ \u00a0]+)*[^)\s>]+(?:\t[^)\s>]+)*)|^ {0,3}\[[^\]\n]{1,500}\]:[ \t]*\n?[ \t]*<?([^\s>]{1,2000})"
    r"|<([a-zA-Z][a-zA-Z0-9+.-]{0,30}:[^<>\s]{0,2000})>",
    re.MULTILINE,
)
_BARE = pattern(r"\b((?:javascript|vbscript|data)\s*:\S*)", re.IGNORECASE)
_LINK = pattern(r"!?\[([^\[\]]*)\]\((?:[^()]|\([^()]*\))*\)")
_LINK_HINT = "写成 https:// 开头的网址；链接文件的，把文件放进内容文件夹，只写它的名字；都不是的，删去链接，留下文字"
_SCHEME = pattern(r"\s*([a-zA-Z][a-zA-Z0-9+.-]*)\s*:")
_ALLOWED = frozenset({"http", "https", "mailto", "tel"})


def scheme_of(address: str) -> str:
    """The scheme of a link target, lower case, seen through entities and invisible characters; "" for a relative one."""
    clean = re.sub(r"[\x00-\x20\x7f-\xa0]", "", unescape(address))
    match = _SCHEME.match(clean)
    return match[1].lower() if match else ""


def check_markup(filing: FiledReport) -> Iterator[Finding]:
    """Report tags, scripts and disallowed links in a report's fields, sentences, notes and text."""
    report = filing.report
    for place, text in (*report_fields(filing), *report_cells(filing)):
        yield from _inspect(text, report.path, place, markdown=False)
    for number, section in enumerate(report.sections if filing.format.free_chapters else ()):
        yield from _inspect(section.heading, report.path, ("#", number))
    for place, text in text_pieces(filing):
        yield from _inspect(text, report.path, place)


def report_fields(filing: FiledReport) -> Iterator[tuple[Place, str]]:
    """Yield what the front matter says in words, with its place."""
    report = filing.report
    yield ("title",), report.title
    yield ("document_number",), report.document_number
    yield ("index_number",), report.index_number
    for explanation in report.explanations:
        yield ("explain", explanation.key), explanation.sentence
    for stated in report.as_published:
        yield ("as_published", stated.key), stated.sentence
    for number, revision in enumerate(report.revisions):
        yield ("revisions", number, "change"), revision.change


def report_cells(filing: FiledReport) -> Iterator[tuple[Place, str]]:
    """Yield the words of tables, notes and the author's own row headings, with their place."""
    for table in filing.report.tables:
        form = filing.format.tables[table.key]
        for number, row in enumerate(table.authored):
            yield ("tables", table.key, number), f"{row.label} {row.unit}"
        rows = enumerate(table.rows) if filing.has_notes else ()
        noted = [number for number, cells in rows for cell in cells if cell.note]
        for number in dict.fromkeys(noted):
            cells = table.rows[number]
            steps: Place = (number,) if table.authored else tuple(form.row_keys[number].split("."))
            for cell, column in zip(cells, form.column_keys, strict=True):
                if cell.note:
                    yield ("tables", table.key, *steps, column), cell.note


def check_other_markup(portal: Portal) -> Iterator[Finding]:
    """The same for standing pages and the settings."""
    for page in portal.pages:
        yield from _page_markup(page)
    yield from _settings_markup(portal.settings, portal.bodies)


def _page_markup(page: StandingPage) -> Iterator[Finding]:
    yield from _inspect(page.title, page.path, ("title",), markdown=False)
    yield from _inspect(page.text, page.path, ("#",))


def _settings_markup(settings: Settings, bodies: tuple[Body, ...]) -> Iterator[Finding]:
    footer = {"organizer": settings.organizer, "undertaker": settings.undertaker, "contact": settings.contact}
    identifiers = {"site_code": settings.site_code, "icp": settings.icp, "police": settings.police}
    yield from _inspect(settings.name, settings.path, ("name",), markdown=False)
    for group, fields in (("footer", footer), ("identifiers", identifiers)):
        for key, text in fields.items():
            yield from _inspect(text, settings.path, (group, key), markdown=False)
    for body in bodies:
        yield from _inspect(body.name, body.path, ("name",) if body.folder else ("body", "name"), markdown=False)


def _depth(text: str, path: str, place: Place) -> Iterator[Finding]:
    """Report lists, quotations and brackets that lie deeper in each other than any reader follows, or the converter."""
    found = _DEEP.search(text) if "     " in text or "\t" in text or ">" in text else None
    words = (
        found[0].rstrip("\n") if found else next(filter(None, map(_deep_brackets, text.split("\n\n"))), "") if "[" in text else ""
    )
    if words:
        hint = "列表最多写四层，例如“            - 项”；再往下的改写成小标题（### 标题）和段落；多余的 [ 和 > 删去"
        yield Finding("markup.depth", "列表、引用或方括号一层套一层，太深了，做不成网页", path, (*place, words), hint=hint)


_LINKED = pattern(r"!?\[[^\[\]\n]{0,500}\]\([^()\s]{0,1000}\)")
_UNIT = pattern(r"\n[ \t]*(?=[|\n*+-]|\d+[.)][ \t])")
"""Between paragraphs, rows and items, which the converter takes one by one."""
_PARAGRAPH, _TEXT = 300, 20_000
"""How many brackets that make no link a paragraph and a text may have; real ones have a dozen."""
_SIGNS = (
    ("\\", 20_000),
    ("*", 20_000),
    ("`", 10_000),
    ("~", 10_000),
    ("  \n", 5000),
    ("\n=", 3000),
    ("\n#", 3000),
    ("\n|-", 3000),
)
"""How many of each other sign a text may have."""


def _crowd(text: str, path: str, place: Place) -> Iterator[Finding]:
    """Report so many signs that the converter would not end with them: each bracket looks for its end as far as there is text."""
    parts = _UNIT.split(text) if text.count("[") > _PARAGRAPH else ()
    brackets = [_LINKED.sub("", part).count("[") for part in parts]
    most_in_one, altogether = max(brackets, default=0), sum(brackets)
    crowded = [("[", number) for number, most in ((most_in_one, _PARAGRAPH), (altogether, _TEXT)) if number > most]
    crowded += [(sign.strip("\n"), found) for sign, most in _SIGNS if len(text) > most and (found := text.count(sign)) > most]
    for sign, number in crowded[:1]:
        message = f"有 {number:,} 个“{sign}”，太多了，做不成网页，多半是粘贴或转换出错"
        hint = f"删去多余的“{sign}”；确有这么多内容的，分成几页，或放进附件，例如 [目录](目录.xlsx)"
        yield Finding("markup.crowd", message, path, (*place, sign), hint=hint)


def _deep_brackets(paragraph: str) -> str:
    """The brackets at which a paragraph becomes too deep, "" where it does not."""
    depth = 0
    for sign in _BRACKET.finditer(paragraph) if paragraph.count("[") > _DEEPEST else ():
        depth += 1 if sign[0] == "[" else -1 if depth else 0
        if depth > _DEEPEST:
            return "["
    return ""


def _inspect(text: str, path: str, place: Place, markdown: bool = True) -> Iterator[Finding]:
    if markdown:
        yield from tuple(_depth(text, path, place)) or _crowd(text, path, place)
    if "<" not in text and ":" not in text and "=" not in text and "&" not in text:
        return
    coded = markdown and ("`" in text or "~~~" in text)
    outside = _CODE.sub(lambda code: re.sub(r"[^\n]", " ", code[0]), text) if coded else text
    bare = _IN_BRACKETS.sub("](", outside) if "](<" in outside else outside
    unsafe = _UNSAFE.search(bare) if "<" in bare or "=" in bare else None
    tag = _TAG.search(bare)
    if unsafe:
        words = _first_line(unsafe[0])
        hint = f"删去“{words}”和它所属的整个标签" + ("；只是提到它的，放进反引号" if markdown else "")
        yield Finding("markup.unsafe", f"含有脚本“{words}”", path, (*place, words) if markdown else place, hint=hint)
    elif tag:
        words = _first_line(tag[0])
        message = f"含有 HTML 标签“{words}”，会原样显示为文字"
        yield Finding("markup.html", message, path, (*place, words) if markdown else place, hint=_instead(words))
    for comment in _COMMENT.finditer(outside) if "<!--" in outside else ():
        words = _first_line(comment[0])
        message = f"“{words}”是 HTML 注释，在这里不会隐藏，会原样公开"
        hint = "不公开的话删去；要留给自己看的，写在内容文件夹以外，例如 备忘.txt"
        yield Finding("markup.comment", message, path, (*place, words) if markdown else place, hint=hint)
    for match in (_TARGET if markdown else _BARE).finditer(outside):
        target = next(group for group in match.groups() if group)
        if scheme_of(target) not in ("", *_ALLOWED):
            hint = (
                _LINK_HINT
                if markdown
                else f"这里只写文字，不能有链接：写成 {_LINK.sub(_words_of, text).replace(target, '').strip()}"
            )
            words = match[0].strip().split("\n")[0] if match[0].lstrip(" ").startswith("[") else target
            yield Finding("link.scheme", f"不允许的链接“{target}”", path, (*place, words) if markdown else place, hint=hint)


_MARKDOWN = {
    ("br", "p", "div"): "分段就空一行",
    ("b", "strong"): "加重写成 **文字**",
    ("i", "em"): "强调写成 *文字*",
    ("a",): "链接写成 [文字](网址)",
    ("img",): "图片写成 ![说明](文件名)",
    ("table", "tr", "td", "th"): "表格写成 | 一 | 二 |，第二行写 | --- | --- |",
    ("li", "ul", "ol"): "列表每行以 - 开头",
    ("h1", "h2", "h3", "h4"): "小标题写成 ### 标题",
}
"""How people write in Markdown what a tag stands for."""


def _instead(tag: str) -> str:
    """What to do about a tag: take it out, and write what it stands for in Markdown."""
    name = re.sub(r"\W", " ", tag).split()[:1]
    known = next((how for names, how in _MARKDOWN.items() if name and name[0].lower() in names), "")
    return f"删去“{tag}”，保留文字" + (f"；{known}" if known else "")


def _words_of(link: re.Match[str]) -> str:
    return link[1]


def _first_line(text: str) -> str:
    return text.split("\n")[0]
