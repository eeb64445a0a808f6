"""Markdown → HTML, safe by construction: raw HTML stays text, link targets are allow-listed."""

import re
from functools import lru_cache
from html import unescape
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from ..model.fences import fence_after
from ..model.patterns import pattern
from .list_indents import with_list_indents
from .templates import as_html

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

SCHEMES = ("http", "https", "mailto", "tel")

_SCHEME = pattern(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_UNSEEN = pattern(r"[\x00-\x20\x7f-\xa0]")
_STARTS_BLOCK = pattern(r"^(\s{0,3}([-*+]|\d+[.)])\s+\S|\|?\s*:?-+:?\s*\|)")
_WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’…—"
_SOFT_BREAK = pattern(rf"\n(?=[{_WIDE}])(?<=[{_WIDE}]\n)")
_SIGNATURE = pattern(r"<p>([^<]{2,40})\n(\d{4}年\d{1,2}月\d{1,2}日)</p>\s*$")
_ITEM = pattern(r"^\s*([-*+]|\d+[.)])\s+|^\s{2,}|^\s*>")


TABLE = '<div class="table" role="group" aria-label="表格" tabindex="0">\n<table>'
TABLE_END = "</table>\n</div>"
"""A table that is wider than the screen scrolls in its box, also by keyboard."""
_CODE = '<pre role="group" aria-label="代码" tabindex="0">'


def markdown_html(text: str, prefix: str = "", top: int = 3) -> Markup:
    """Return the HTML of a Markdown text; headings get ids that begin with `prefix`.

    Headings above level `top` become that level: the page and its sections own those above.
    """
    converter, tidy = _converter()
    converter.reset()
    tidy.names, tidy.top = HeadingNames(prefix), top
    return as_html(with_chinese_breaks(_scrollable(converter.convert(separate_blocks(text)))))


def _scrollable(html: str) -> str:
    """HTML whose tables and code scroll in boxes of their own; a text has no tags that could be taken for theirs."""
    return html.replace("<table>", TABLE).replace("</table>", TABLE_END).replace("<pre>", _CODE)


def separate_blocks(text: str) -> str:
    """Return a text with the blank line that Markdown wants before a list or table begun right under a line of text.

    What belongs to an item of a list is indented as the library wants it.
    """
    lines = with_list_indents(text.split("\n"))
    out: list[str] = []
    fence = ""
    for number, line in enumerate(lines):
        fence = fence_after(line, fence)
        begins_table = (
            "|" in line and number + 1 < len(lines) and re.fullmatch(r"\s*\|?(\s*:?-+:?\s*\|)+\s*:?-*:?\s*", lines[number + 1])
        )
        begins_list = _STARTS_BLOCK.match(line) and "|" not in line
        before = out[-1] if out else ""
        if not fence and before.strip() and (begins_table or (begins_list and not _ITEM.match(before))):
            out.append("")
        out.append(line)
    return "\n".join(out)


def with_chinese_breaks(html: str) -> str:
    """Return HTML with the line breaks that Chinese texts want: none within a sentence, one above the date at the end."""
    return _SOFT_BREAK.sub("", _SIGNATURE.sub(r'<p class="signature">\1<br>\2</p>', html))


class HeadingNames:
    """The names by which the headings of a text are linked to, each given once."""

    def __init__(self, prefix: str) -> None:
        self.prefix = prefix
        self.taken: dict[str, int] = {}

    def name(self, heading: str) -> str:
        """Return the name of the next heading."""
        name = "-".join(part for part in (self.prefix, slug(heading)) if part)
        number = self.taken[name] = self.taken.get(name, 0) + 1
        return name if number == 1 else f"{name}-{number}"


@lru_cache(maxsize=1 << 10)
def slug(heading: str) -> str:
    """Return the words of a heading, joined by hyphens."""
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", heading).strip().lower())


@lru_cache(maxsize=1)
def _converter() -> tuple[Any, Any]:
    from markdown import Markdown
    from markdown.extensions import Extension
    from markdown.inlinepatterns import SimpleTextInlineProcessor
    from markdown.treeprocessors import Treeprocessor

    class Tidy(Treeprocessor):
        """Keep targets safe, headings addressable and below the page's own."""

        names = HeadingNames("")
        top = 3

        def run(self, root: "Element") -> None:
            for element in root.iter():
                if re.fullmatch("h[1-6]", element.tag):
                    element.tag = max(element.tag, f"h{self.top}")
                    element.set("id", self.names.name(unescape("".join(element.itertext()))))
                if "href" in element.attrib:
                    _tidy_link(element)
                if element.tag == "img":
                    _tidy_image(element)
                if align := element.attrib.pop("style", ""):
                    element.set("class", ALIGNED[align])
            for paragraph in root.iter("p"):
                if [child.tag for child in paragraph] == ["img"] and _has_only_elements(paragraph):
                    paragraph.set("class", "picture")

    class DisclosureMarkdown(Extension):
        """Our own rules on top of the library's; stars within a masked number (138****1234) are stars."""

        def extendMarkdown(self, md: Any) -> None:  # noqa: N802 (the library's name)
            md.preprocessors.deregister("html_block")
            md.inlinePatterns.deregister("html")
            md.inlinePatterns.register(SimpleTextInlineProcessor(r"((?<=\w)\*{3,}(?=\w))"), "masked", 185)
            md.treeprocessors.register(tidy, "tidy", 0)

    tidy = Tidy()
    return Markdown(extensions=["tables", "sane_lists", "fenced_code", DisclosureMarkdown()], output_format="html"), tidy


ALIGNED = {f"text-align: {side};": side for side in ("left", "right", "center")}
"""The class of a cell by the style that the library gives it, which the policy of the pages forbids."""


def _has_only_elements(element: "Element") -> bool:
    return not "".join((element.text or "", *(child.tail or "" for child in element))).strip()


_BARE_PERCENT = pattern("%(?![0-9A-Fa-f]{2})")
"""A sign of a file's name, which in an address is written %25."""


def _tidy_link(element: "Element") -> None:
    target = unescape(element.get("href", ""))
    scheme = _SCHEME.match(_UNSEEN.sub("", target))
    if scheme and scheme[0][:-1].lower() not in SCHEMES:
        del element.attrib["href"]
    elif not scheme and (address := _BARE_PERCENT.sub("%25", re.sub(r"\.md(?=#|$)", ".html", target))) != target:
        element.set("href", address)


def _tidy_image(element: "Element") -> None:
    """Nothing is loaded from another host: an image from elsewhere becomes a link to it."""
    written = unescape(element.get("src", ""))
    target = _UNSEEN.sub("", written)
    scheme = _SCHEME.match(target)
    if scheme or target.startswith("//"):
        element.tag = "a"
        element.text = element.get("alt") or target
        element.attrib.clear()
        if not scheme or scheme[0][:-1].lower() in ("http", "https"):
            element.set("href", target)
    elif _BARE_PERCENT.search(written):
        element.set("src", _BARE_PERCENT.sub("%25", written))
