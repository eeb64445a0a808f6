"""A finished page → its text in chapters and passages, and the folding that makes writings of one word equal."""

import re
from collections.abc import Iterator
from html import unescape

from msgspec import Struct

from ..model.passage import Chapter, Passage

_TOKEN = re.compile(r'<!--.*?-->|<(/?)([a-zA-Z][a-zA-Z0-9]*)((?:[^<>"]|"[^"]*")*)>|([^<]+)', re.DOTALL)
_ID = re.compile(r'\sid="([^"]*)"')
_SPACE = re.compile("[\t\n\v\f\r \u00a0\u3000]+")
_WITHIN_A_LINE = re.compile("a|abbr|b|bdi|cite|code|data|del|dfn|em|i|ins|kbd|mark|q|s|small|span|strong|sub|sup|time|u|var|wbr")
_UNREAD = frozenset(("nav", "script", "style", "template", "svg", "form"))
_FOLDED = {
    **{ord("A") + n: ord("a") + n for n in range(26)},
    **{0xFF21 + n: ord("a") + n for n in range(26)},
    **{0xFF41 + n: ord("a") + n for n in range(26)},
    **{0xFF10 + n: ord("0") + n for n in range(10)},
}


def fold(text: str) -> str:
    """Return `text` as search compares it; `search.js` folds the query in the same way.

    Runs of tab, line end, space, no-break space and ideographic space become one space; full-width digits and
    letters their ASCII ones; capitals A–Z small. Nothing else changes, and after the spaces no length does.
    """
    return collapse(text).translate(_FOLDED)


def collapse(text: str) -> str:
    """Return `text` with every run of space as one, and none at the ends."""
    return _SPACE.sub(" ", text).strip(" ")


class _Block(Struct, frozen=True):
    """One block of text as it was met: what element it stood in, that element's id, the heading of its row."""

    tag: str
    name: str
    text: str
    row: str


def chapters(body: bytes) -> tuple[Chapter, ...]:
    """Return the text of a page's `<main>`, navigation, forms and drawings left out.

    A passage ends where a block element begins or ends, so no match ever runs from one paragraph or cell into
    the next. Cells of one row are one passage of several texts. Texts of a single character are not kept, as
    nothing of two can be found in them; nor are repetitions under one heading.
    """
    found: list[tuple[str, str, list[Passage]]] = [("", "", [])]
    for block in _blocks(_main(body.decode())):
        if block.tag in ("h2", "h3", "h4", "h5", "h6") and block.name:
            found.append((block.name, block.text, []))
        if len(block.text) < 2:
            continue
        passages = found[-1][2]
        in_row = block.tag == "td" and block.row
        if in_row and passages and passages[-1].context == block.row:
            texts = dict.fromkeys((*passages[-1].texts, block.text))
            passages[-1] = Passage(tuple(texts), block.row)
        else:
            passages.append(Passage((block.text,), block.row if in_row else ""))
    return tuple(Chapter(name, heading, tuple(dict.fromkeys(passages))) for name, heading, passages in found if passages)


def _main(html: str) -> str:
    start = html.find("<main")
    return html[html.find(">", start) + 1 : html.find("</main>", start)] if start >= 0 else ""


def _blocks(html: str) -> Iterator[_Block]:
    words: list[str] = []
    tag = name = row = unread = ""
    depth = 0
    for end, element, attributes, text in _TOKEN.findall(html):
        if unread:
            depth += (-1 if end else 1) if element == unread else 0
            unread = unread if depth else ""
            continue
        if text:
            words.append(text)
            continue
        if not element or _WITHIN_A_LINE.fullmatch(element):
            continue
        block = _Block(tag, name, collapse(unescape("".join(words))), row)
        yield block
        words.clear()
        if element == "tr":
            row = ""
        elif tag == "th" and end:
            row = block.text
        if element in _UNREAD and not end:
            unread, depth = element, 1
        if element != "br":
            given = _ID.search(attributes)
            tag, name = ("", "") if end else (element, unescape(given[1]) if given else "")
