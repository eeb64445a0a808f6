"""The Markdown that reports are mostly made of, rendered without a parser.

Paragraphs, headings, lists of one level, tables and, within them, bold words and links: written the usual way they
become the very HTML that the converter makes of them, forty times as fast. Anything else is left to the converter,
always with the whole text, so that no block is read without those around it. `tests/unit/fast/test_markdown.py` holds the two
together.
"""

import re
from functools import lru_cache

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
_STYLES = {
    "-": "",
    ":-": ' style="text-align: left;"',
    "-:": ' style="text-align: right;"',
    ":-:": ' style="text-align: center;"',
}

_WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’…—"
_SOFT_BREAK = re.compile(rf"\n(?=[{_WIDE}])(?<=[{_WIDE}]\n)")
_SIGNATURE = re.compile(r"<p>([^<]{2,40})\n(\d{4}年\d{1,2}月\d{1,2}日)</p>\s*$")


class _Unusual(Exception):
    """This is for the converter; never leaves this module."""


def plain_html(text: str, prefix: str, top: int) -> str | None:
    """Return the HTML of a Markdown text that is written the usual way throughout, else None."""
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
    except _Unusual:
        return None
    html = "\n".join(found)
    return with_habits(html) if broken else html


def with_habits(html: str) -> str:
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
        raise _Unusual
    level = max(len(match[1]), top)
    return f'<h{level} id="{names.name(text)}">{text}</h{level}>'


def _paragraph(block: str) -> str:
    text = block.lstrip("\u3000")
    if any(map(_SPECIAL_START.match, text.split("\n"))) or " \n" in text:
        raise _Unusual
    return f"<p>{_inline(text)}</p>"


def _list(tag: str, items: list[str]) -> str:
    if any(map(_SPECIAL_START.match, items)):
        raise _Unusual
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
        raise _Unusual  # it may be the rule of a second table
    rules = [_RULE.fullmatch(cell) for cell in rows[1]] if len(rows) > 2 else []
    if width < 2 or len(rules) != width or not all(rules) or any(len(row) != width for row in rows):
        raise _Unusual
    styles = [_STYLES[f"{rule[1]}-{rule[2]}"] for rule in rules if rule]
    head = _row("th", rows[0], styles)
    body = "\n".join([_row("td", row, styles) for row in rows[2:]])
    return f"<table>\n<thead>\n{head}\n</thead>\n<tbody>\n{body}\n</tbody>\n</table>"


def _row(tag: str, cells: list[str], styles: list[str]) -> str:
    written = [f"<{tag}{style}>{_inline(cell.strip(' '))}</{tag}>" for cell, style in zip(cells, styles, strict=True)]
    return "<tr>\n" + "\n".join(written) + "\n</tr>"


def _inline(text: str) -> str:
    if not _SPECIAL.search(text):
        return text
    if _SPECIAL.search(_INLINE.sub("", text)):
        raise _Unusual
    return _INLINE.sub(_marked, text)


def _marked(match: re.Match[str]) -> str:
    if match["bold"]:
        return f"<strong>{match['bold']}</strong>"
    return f'<a href="{match["target"]}">{match["text"]}</a>'
