"""Markdown → HTML, safe by construction: raw HTML stays text, link targets are allow-listed."""

import re
from functools import lru_cache
from html import unescape
from typing import Any
from xml.etree.ElementTree import Element

from ..fast.markdown import HeadingNames, plain_html, with_habits

SCHEMES = ("http", "https", "mailto", "tel")

_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_UNSEEN = re.compile(r"[\x00-\x20\x7f-\xa0]")
_STARTS_BLOCK = re.compile(r"^(\s{0,3}([-*+]|\d+[.)])\s+\S|\|?\s*:?-+:?\s*\|)")
_ITEM = re.compile(r"^\s*([-*+]|\d+[.)])\s+|^\s{2,}|^\s*>")


def to_html(text: str, prefix: str = "", top: int = 3) -> str:
    """Return the HTML of a Markdown text; headings get ids that begin with `prefix`.

    Headings above level `top` become that level: the page and its sections own those above.
    """
    if not text.strip():
        return ""
    html = plain_html(text, prefix, top)
    if html is None:
        text = _separate(text)
        html = plain_html(text, prefix, top)
    return converted_html(text, prefix, top) if html is None else html


def converted_html(text: str, prefix: str = "", top: int = 3) -> str:
    """Return the HTML of any Markdown text, by way of the converter."""
    converter, tidy = _converter()
    converter.reset()
    tidy.names, tidy.top = HeadingNames(prefix), top
    return with_habits(converter.convert(_separate(text)))


def _separate(text: str) -> str:
    """Put the blank line that Markdown wants before a list or table begun right under a line of text."""
    lines = text.split("\n")
    out: list[str] = []
    fence = False
    for number, line in enumerate(lines):
        fence ^= line.lstrip().startswith(("```", "~~~"))
        begins_table = (
            "|" in line and number + 1 < len(lines) and re.fullmatch(r"\s*\|?(\s*:?-+:?\s*\|)+\s*:?-*:?\s*", lines[number + 1])
        )
        begins_list = _STARTS_BLOCK.match(line) and "|" not in line
        before = out[-1] if out else ""
        if not fence and before.strip() and (begins_table or (begins_list and not _ITEM.match(before))):
            out.append("")
        out.append(line)
    return "\n".join(out)


@lru_cache(maxsize=1)
def _converter() -> tuple[Any, Any]:
    from markdown import Markdown
    from markdown.extensions import Extension
    from markdown.treeprocessors import Treeprocessor

    class Tidy(Treeprocessor):
        """Keep targets safe, headings addressable and below the page's own."""

        names = HeadingNames("")
        top = 3

        def run(self, root: Element) -> None:
            for element in root.iter():
                if re.fullmatch("h[1-6]", element.tag):
                    element.tag = max(element.tag, f"h{self.top}")
                    element.set("id", self.names.name(unescape("".join(element.itertext()))))
                if "href" in element.attrib:
                    _tidy_link(element)
                if element.tag == "img":
                    _tidy_image(element)

    class House(Extension):
        """Our own rules on top of the library's."""

        def extendMarkdown(self, md: Any) -> None:  # noqa: N802 (the library's name)
            md.preprocessors.deregister("html_block")
            md.inlinePatterns.deregister("html")
            md.treeprocessors.register(tidy, "tidy", 0)

    tidy = Tidy()
    return Markdown(extensions=["tables", "sane_lists", "fenced_code", House()], output_format="html"), tidy


def _tidy_link(element: Element) -> None:
    target = _UNSEEN.sub("", unescape(element.get("href", "")))
    scheme = _SCHEME.match(target)
    if scheme and scheme[0][:-1].lower() not in SCHEMES:
        del element.attrib["href"]
    elif not scheme and re.search(r"\.md(#|$)", target):
        element.set("href", re.sub(r"\.md(?=#|$)", ".html", target))


def _tidy_image(element: Element) -> None:
    """Nothing is loaded from another host: an image from elsewhere becomes a link to it."""
    target = _UNSEEN.sub("", unescape(element.get("src", "")))
    scheme = _SCHEME.match(target)
    if scheme or target.startswith("//"):
        element.tag = "a"
        element.text = element.get("alt") or target
        element.attrib.clear()
        if not scheme or scheme[0][:-1].lower() in ("http", "https"):
            element.set("href", target)
