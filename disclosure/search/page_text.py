"""A finished page → its text in chapters and passages, and the folding that makes spellings of one word equal."""

import re
from html import unescape

from msgspec import Struct

from ..model.folding import LOOKALIKES, without_unseen

_ATTRIBUTES = '[^<>"]*(?:"[^"]*"[^<>"]*)*'
_INLINE_NAMES = "a|abbr|b|bdi|cite|code|data|del|dfn|em|i|ins|kbd|mark|q|s|small|span|strong|sub|sup|time|u|var|wbr"
_INLINE_TAG = re.compile(f"<!--.*?-->|</?(?:{_INLINE_NAMES})(?![a-zA-Z0-9]){_ATTRIBUTES}>", re.DOTALL)
_BLOCK_TAG = re.compile(f"<(/?)([a-zA-Z][a-zA-Z0-9]*)({_ATTRIBUTES})>")
_ID = re.compile(r'\sid="([^"]*)"')
_HEADERS = re.compile(r'\sheaders="([^"]*)"')
_HEADINGS = frozenset(("h2", "h3", "h4", "h5", "h6"))
_UNREAD = frozenset(("nav", "script", "style", "template", "svg", "form", "details"))
_SPACE = re.compile("[\t\n\v\f\r \u00a0\u3000]+")
_CAPITAL_OR_WIDE = re.compile(f"[A-Z\uff10-\uff19\uff21-\uff3a\uff41-\uff5a{''.join(LOOKALIKES)}]")
_FOLDED = {
    **{chr(ord("A") + n): chr(ord("a") + n) for n in range(26)},
    **{chr(0xFF21 + n): chr(ord("a") + n) for n in range(26)},
    **{chr(0xFF41 + n): chr(ord("a") + n) for n in range(26)},
    **{chr(0xFF10 + n): chr(ord("0") + n) for n in range(10)},
    **LOOKALIKES,
}


class Passage(Struct, frozen=True, array_like=True, omit_defaults=True):
    """Texts that stand together: a paragraph alone, or the cells of one row with the row's heading as `context`.

    The heading of a row that has an address brings that as `name`, and the last figure of the row under the label of its column.
    """

    texts: tuple[str, ...]
    context: str = ""
    name: str = ""
    figure: str = ""


class PageChapter(Struct, frozen=True, array_like=True):
    """The part of a page under one heading; `name` is the heading's id, "" for what stands above the first."""

    name: str
    heading: str
    passages: tuple[Passage, ...]


def fold(text: str) -> str:
    """Return `text` as search compares it; `search.js` folds the query in the same way.

    Runs of tab, line end, space, no-break space and ideographic space become one space; full-width digits and
    letters their ASCII ones; capitals A–Z small; radicals and compatibility forms the characters that they look like;
    what nobody sees is left out. Nothing else changes, and after the spaces no length does.
    """
    return fold_letters(collapse(text))


def fold_letters(text: str) -> str:
    """Return `text`, whose spaces are collapsed already, as search compares it."""
    return _CAPITAL_OR_WIDE.sub(_fold_letter, text)


def _fold_letter(found: re.Match[str]) -> str:
    return _FOLDED[found[0]]


def collapse(text: str) -> str:
    """Return `text` with every run of space as one, none at the ends, and nothing unseen."""
    return _SPACE.sub(" ", text if text.isascii() else without_unseen(text)).strip(" ")


def read_chapters(html: bytes) -> tuple[PageChapter, ...]:
    """Return the text of a page's `<main>`; navigation, forms, drawings and what is folded, which repeats, left out.

    A passage ends where a block element begins or ends, so no match ever runs from one paragraph or cell into
    the next. Cells of one row are one passage of several texts. Texts of a single character are not kept, as
    nothing of two can be found in them; nor are repetitions under one heading.
    """
    page = _PageText()
    element = name = unread = ""
    depth = 0
    pieces = _BLOCK_TAG.split(_INLINE_TAG.sub("", _main(html)))
    for text, end, tag, attributes in zip(pieces[::4], pieces[1::4], pieces[2::4], pieces[3::4], strict=False):
        if unread:
            depth += (-1 if end else 1) if tag == unread else 0
            unread = unread if depth else ""
            continue
        text = collapse(unescape(text))
        if text or name:
            page.add(element, name, text)
        page.follow_row(end, tag, attributes, text)
        if end and element == "th":
            page.begin_row(text)
        elif tag == "tr":
            page.begin_row("")
        if tag in _UNREAD and not end:
            unread, depth = tag, 1
        if tag != "br":
            element, name = "" if end else tag, _id_in(attributes) if tag in _HEADINGS else ""
    return page.chapters()


def _main(html: bytes) -> str:
    start = html.find(b"<main")
    return html[html.find(b">", start) + 1 : html.find(b"</main>", start)].decode() if start >= 0 else ""


def _id_in(attributes: str) -> str:
    found = _ID.search(attributes)
    return unescape(found[1]) if found else ""


class _PageText:
    """Puts the texts of a page together."""

    def __init__(self) -> None:
        self.passages: dict[tuple[tuple[str, ...], str], None] = {}
        self.found = [("", "", self.passages)]
        self.row = ""
        self.cells: list[str] = []
        self.rows = _Rows()

    def follow_row(self, end: str, tag: str, attributes: str, text: str) -> None:
        """Take note of a tag that begins or ends a row or a cell; `text` stands before it."""
        self.rows.follow(len(self.found), end, tag, attributes, text)

    def add(self, element: str, name: str, text: str) -> None:
        """Add a text that stands in an element; `name` is the address of the heading that it is, if one."""
        if name:
            self.end_row()
            self.passages = {}
            self.found.append((name, text, self.passages))
        if len(text) > 1 and element == "td" and self.row:
            self.cells.append(text)
        elif len(text) > 1:
            self.end_row()
            self.passages[(text,), ""] = None

    def begin_row(self, heading: str) -> None:
        """Begin a row of cells with this heading, unless it has begun."""
        if heading != self.row:
            self.end_row()
            self.row = heading

    def end_row(self) -> None:
        """Add the cells since the heading of the row as one passage."""
        if self.cells:
            self.passages[tuple(dict.fromkeys(self.cells)), self.row] = None
            self.cells.clear()

    def chapters(self) -> tuple[PageChapter, ...]:
        """Return what was added."""
        self.end_row()
        return tuple(
            PageChapter(name, heading, tuple(self.rows.passage(number, *passage) for passage in passages))
            for number, (name, heading, passages) in enumerate(self.found, start=1)
            if passages
        )


class _Rows:
    """The rows of a page that have addresses: by their chapter and heading, the address and the last figure in words."""

    def __init__(self) -> None:
        self.found: dict[tuple[int, str], tuple[str, str]] = {}
        self.labels: dict[str, str] = {}
        self.address = self.heading = self.cell = ""
        self.last = ("", "")

    def follow(self, chapter: int, end: str, tag: str, attributes: str, text: str) -> None:
        """Take note of a tag that begins or ends a row or a cell."""
        if tag == "tr" and not end:
            self.address, self.heading, self.last = _id_in(attributes), "", ("", "")
        elif tag in ("th", "td") and not end:
            self.cell = attributes
        elif tag == "th":
            self.labels[_id_in(self.cell)] = self.heading = text
        elif tag == "td":
            self.last = (self.cell, text)
        elif tag == "tr" and self.address and self.heading:
            above = _HEADERS.search(self.last[0])
            label = self.labels.get(above[1].rpartition(" ")[2], "") if above else ""
            self.found[chapter, self.heading] = (self.address, f"{label} {self.last[1]}".strip())

    def passage(self, chapter: int, texts: tuple[str, ...], context: str) -> Passage:
        """Return a passage of a chapter, with address and figure where it is the heading of such a row."""
        known = self.found.get((chapter, texts[0])) if not context and len(texts) == 1 else None
        return Passage(texts, context, *known) if known else Passage(texts, context)
