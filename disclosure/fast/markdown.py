"""The Markdown that reports are mostly made of, rendered without a parser.

Paragraphs, headings, lists of one level, tables and, within them, bold words and links: written the usual way they
become the very HTML that the library makes of them, forty times as fast. Anything else is left to the library,
always with the whole text, so that no block is read without those around it.
"""

import re

from markupsafe import Markup

from ..html.markdown import TABLE, TABLE_END, HeadingNames, separate_blocks, with_chinese_breaks
from ..html.templates import as_html
from .switch import switchable

_MARKS = r"\x00-\x09\x0b-\x1f\x7f\\`*_\[\]<>&#|"
"""Characters that may mean something to Markdown or HTML wherever they stand."""
_STARTS = r"[-+=~:\s]|\d+[.)]"
"""How a line begins that may be more than a line of a paragraph."""
_SPECIAL = re.compile(rf"[{_MARKS}]")
_SPECIAL_START = re.compile(rf"{_STARTS}|\Z")
_PLAIN = re.compile(rf"(?!{_STARTS})[^\n{_MARKS}]+")
_HEADING = re.compile(rf"(#{{1,6}}) *([^\n{_MARKS}]+)")
_WORDS = rf"[^\s{_MARKS}](?:[^\n{_MARKS}]*[^\s{_MARKS}])?"
_INLINE = re.compile(
    rf"(?<!\*)\*\*(?P<bold>{_WORDS})\*\*(?!\*)"
    rf"|(?<!!)\[(?P<text>{_WORDS})\]\((?P<target>https?://[A-Za-z0-9./:_~%?=-]+)\)"
)
_NUMBERED = re.compile(r"[0-9]+\. (.*)")
_RULE = re.compile(r" *(:?)-+(:?) *")
_CLASSES = {"-": "", ":-": ' class="left"', "-:": ' class="right"', ":-:": ' class="center"'}


class _UnusualText(Exception):
    """This is for the library; never leaves this module."""


@switchable
def markdown(text: str, prefix: str = "", top: int = 3) -> Markup | None:
    """Return what `markdown_html` returns; None for a text that is not written the usual way throughout."""
    if not text.strip():
        return Markup()
    html = _usual_html(text, prefix, top)
    if html is None:
        separated = separate_blocks(text)
        html = _usual_html(separated, prefix, top) if separated != text else None
    return None if html is None else as_html(html)


def _usual_html(text: str, prefix: str, top: int) -> str | None:
    names = HeadingNames(prefix)
    found: list[str] = []
    broken = False
    try:
        for block in text.strip("\n").split("\n\n"):
            if _PLAIN.fullmatch(block):
                found.append(f"<p>{block}</p>")
            elif block := block.removeprefix("\n"):
                broken |= "\n" in block
                html = _block(block, names, top)
                if html[:5] in ("<ul>\n", "<ol>\n") and found and found[-1].startswith(html[:5]):
                    html = _one_list(found.pop(), html)
                found.append(html)
    except _UnusualText:
        return None
    html = "\n".join(found)
    return with_chinese_breaks(html) if broken else html


def _block(block: str, names: HeadingNames, top: int) -> str:
    begin = block[0]
    if begin == "#":
        return _heading(block, names, top)
    if begin == "|":
        return _table(block)
    if block.startswith("- "):
        items = [line[2:] if line.startswith("- ") else " " for line in block.split("\n")]
        return _list("ul", items)
    if block.startswith("1. "):
        numbered = [_NUMBERED.fullmatch(line) for line in block.split("\n")]
        return _list("ol", [line[1] if line else " " for line in numbered])
    return _paragraph(block)


def _heading(block: str, names: HeadingNames, top: int) -> str:
    match = _HEADING.fullmatch(block)
    text = match[2].strip() if match else ""
    if not match or not text:
        raise _UnusualText
    level = max(len(match[1]), top)
    return f'<h{level} id="{names.name(text)}">{text}</h{level}>'


def _paragraph(block: str) -> str:
    text = block.lstrip("\u3000")
    if any(map(_SPECIAL_START.match, text.split("\n"))) or " \n" in text:
        raise _UnusualText
    return f"<p>{_inline(text)}</p>"


def _list(tag: str, items: list[str]) -> str:
    if any(map(_SPECIAL_START.match, items)):
        raise _UnusualText
    lines = "\n".join([f"<li>{_inline(item)}</li>" for item in items])
    return f"<{tag}>\n{lines}\n</{tag}>"


def _one_list(above: str, below: str) -> str:
    """The list of which these are parts with an empty line between: the items beside that line are paragraphs."""
    end = len("\n</ul>")
    last = above.rindex("<li>") + len("<li>")
    item = above[last : -end - len("</li>")]
    wrapped = item if item.startswith("\n<p>") else f"\n<p>{item}</p>\n"
    first, _, rest = below[len("<ul>\n<li>") :].partition("</li>")
    return f"{above[:last]}{wrapped}</li>\n<li>\n<p>{first}</p>\n</li>{rest}"


def _table(block: str) -> str:
    lines = block.split("\n")
    rows = [line[1:-1].split("|") if line[:1] == line[-1:] == "|" else [] for line in lines]
    width = len(rows[0])
    if any(row[0].strip()[:1] in ("-", ":") for row in rows[2:] if row):
        raise _UnusualText  # it may be the rule of a second table
    rules = [_RULE.fullmatch(cell) for cell in rows[1]] if len(rows) > 2 else []
    if width < 2 or len(rules) != width or not all(rules) or any(len(row) != width for row in rows):
        raise _UnusualText
    classes = [_CLASSES[f"{rule[1]}-{rule[2]}"] for rule in rules if rule]
    head = _row("th", rows[0], classes)
    body = "\n".join([_row("td", row, classes) for row in rows[2:]])
    return f"{TABLE}\n<thead>\n{head}\n</thead>\n<tbody>\n{body}\n</tbody>\n{TABLE_END}"


def _row(tag: str, cells: list[str], classes: list[str]) -> str:
    written = [f"<{tag}{named}>{_inline(cell.strip(' '))}</{tag}>" for cell, named in zip(cells, classes, strict=True)]
    return "<tr>\n" + "\n".join(written) + "\n</tr>"


def _inline(text: str) -> str:
    if not _SPECIAL.search(text):
        return text
    if _SPECIAL.search(_INLINE.sub("", text)):
        raise _UnusualText
    return _INLINE.sub(_marked, text)


def _marked(match: re.Match[str]) -> str:
    if match["bold"]:
        return f"<strong>{match['bold']}</strong>"
    return f'<a href="{match["target"]}">{match["text"]}</a>'
