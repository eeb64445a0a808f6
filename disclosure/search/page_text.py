"""A finished page → its text in chapters and passages, and the folding that makes writings of one word equal."""

import re
from functools import lru_cache
from html import unescape
from itertools import starmap
from typing import NamedTuple

from .passage import Chapter, Passage

_TOKEN = re.compile(r'<!--.*?-->|<(/?)([a-zA-Z][a-zA-Z0-9]*)((?:[^<>"]|"[^"]*")*)>|([^<]+)', re.DOTALL)
_ID = re.compile(r'\sid="([^"]*)"')
_SPACE = re.compile("[\t\n\v\f\r \u00a0\u3000]+")
_WITHIN_A_LINE = re.compile("a|abbr|b|bdi|cite|code|data|del|dfn|em|i|ins|kbd|mark|q|s|small|span|strong|sub|sup|time|u|var|wbr")
_UNREAD = frozenset(("nav", "script", "style", "template", "svg", "form"))
_CAPITAL_OR_WIDE = re.compile("[A-Z\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]")
_FOLDED = {
    **{chr(ord("A") + n): chr(ord("a") + n) for n in range(26)},
    **{chr(0xFF21 + n): chr(ord("a") + n) for n in range(26)},
    **{chr(0xFF41 + n): chr(ord("a") + n) for n in range(26)},
    **{chr(0xFF10 + n): chr(ord("0") + n) for n in range(10)},
}


def fold(text: str) -> str:
    """Return `text` as search compares it; `search.js` folds the query in the same way.

    Runs of tab, line end, space, no-break space and ideographic space become one space; full-width digits and
    letters their ASCII ones; capitals A–Z small. Nothing else changes, and after the spaces no length does.
    """
    return fold_letters(collapse(text))


def fold_letters(text: str) -> str:
    """Return `text`, whose spaces are collapsed already, as search compares it."""
    return _CAPITAL_OR_WIDE.sub(_fold_letter, text)


def _fold_letter(found: re.Match[str]) -> str:
    return _FOLDED[found[0]]


def collapse(text: str) -> str:
    """Return `text` with every run of space as one, and none at the ends."""
    return _SPACE.sub(" ", text).strip(" ")


def chapters(body: bytes) -> tuple[Chapter, ...]:
    """Return the text of a page's `<main>`, navigation, forms and drawings left out.

    A passage ends where a block element begins or ends, so no match ever runs from one paragraph or cell into
    the next. Cells of one row are one passage of several texts. Texts of a single character are not kept, as
    nothing of two can be found in them; nor are repetitions under one heading.
    """
    main = _main(body)
    try:
        return _read_figures(main)
    except _Unusual:
        return read_whole(main)


def _main(body: bytes) -> str:
    start = body.find(b"<main")
    return body[body.find(b">", start) + 1 : body.find(b"</main>", start)].decode() if start >= 0 else ""


def read_whole(html: str) -> tuple[Chapter, ...]:
    """Return the text of a stretch of HTML, tag by tag: what `chapters` means, the slow way."""
    page = _Page()
    page.add(_read_html(html, _OUTSIDE)[0])
    return page.chapters()


class _Unusual(Exception):
    """The page can't be read in stretches, as something goes on from one into the next."""


class _Block(NamedTuple):
    """One block of text as it was met: whether in a cell, the id of the heading it is, and the heading of the row after it.

    `heading` and `row` are None where there is no new one; `alone` is the text as a passage of its own, None where it
    has not even two characters.
    """

    in_cell: bool
    heading: str | None
    text: str
    row: str | None
    alone: tuple[tuple[str, ...], str] | None


def _block(tag: str, name: str, text: str, row: str | None) -> _Block:
    heading = name if tag in _HEADINGS and name else None
    return _Block(tag == "td", heading, text, row, ((text,), "") if len(text) > 1 else None)


class _State(NamedTuple):
    """Between two lines: the text met so far, the element it stands in with its id, and what is being passed over."""

    text: str = ""
    tag: str = ""
    name: str = ""
    unread: str = ""
    depth: int = 0


_HEADINGS = frozenset(("h2", "h3", "h4", "h5", "h6"))
_OUTSIDE = _State()


class _Page:
    """Puts the blocks of a page together."""

    def __init__(self) -> None:
        self.passages: dict[tuple[tuple[str, ...], str], None] = {}
        self.found = [("", "", self.passages)]
        self.row = ""
        self.cells: list[str] = []

    def add(self, blocks: tuple[_Block, ...]) -> None:
        """Take up what stands together."""
        for in_cell, heading, text, row, alone in blocks:
            if heading or (alone and not (in_cell and self.row)):
                self.end_row()
            if heading:
                self.passages = {}
                self.found.append((heading, text, self.passages))
            if alone and in_cell and self.row:
                self.cells.append(text)
            elif alone:
                self.passages[alone] = None
            if row is not None and row != self.row:
                self.end_row()
                self.row = row

    def put_figure(self, figure: str) -> None:
        """Take up what a cell holds."""
        if self.row:
            self.cells.append(figure)
        else:
            self.passages[(figure,), ""] = None

    def end_row(self) -> None:
        """Take up the cells since the heading of the row as one passage."""
        if self.cells:
            self.passages[tuple(dict.fromkeys(self.cells)), self.row] = None
            self.cells.clear()

    def chapters(self) -> tuple[Chapter, ...]:
        """Return what was taken up."""
        self.end_row()
        return tuple(
            Chapter(name, heading, tuple(starmap(Passage, passages))) for name, heading, passages in self.found if passages
        )


_FIGURE = re.compile('">([0-9]+)</td>')
"""The end of a cell that holds a figure and nothing else: where pages of one form differ."""


def _read_figures(html: str) -> tuple[Chapter, ...]:
    """Return the text of a page as the stretches between its figures, most of which return on other pages, and these."""
    page = _Page()
    *stretches, last = _FIGURE.split(html)
    for stretch, figure in zip(stretches[::2], stretches[1::2], strict=True):
        if "\n<p" in stretch:
            lines, _, ahead = stretch.rpartition("\n<")
            _read_lines(lines, page)
            page.add(_before_figure("\n<" + ahead))
        elif blocks := _before_figure(stretch):
            page.add(blocks)
        if len(figure) > 1:
            page.put_figure(figure)
    _read_lines(last, page)
    return page.chapters()


@lru_cache(4096)
def _before_figure(stretch: str) -> tuple[_Block, ...]:
    """Return the blocks of a stretch that ends in the tag of a cell, but for what closes that tag."""
    blocks, state = _read_html(_whole(stretch + '">'), _OUTSIDE)
    if state != _State(tag="td", name=state.name):
        raise _Unusual
    return blocks


def _read_lines(html: str, page: _Page) -> None:
    """Take up a stretch line by line: labels of the forms with their links return on other pages, prose doesn't."""
    first, *lines = html.split("\n<")
    blocks, state = _read_html(_whole(first), _OUTSIDE)
    page.add(blocks)
    for line in lines:
        if state is not _OUTSIDE:
            blocks, state = _read_on(_whole("\n<" + line), state)
        else:
            blocks, state = _read_line(line) if len(line) > _FRESH else _read_again(line)
        if blocks:
            page.add(blocks)
    if state is not _OUTSIDE:
        raise _Unusual


def _whole(html: str) -> str:
    """Return a stretch in which no attribute and no comment goes on behind its end."""
    if html.count('"') % 2 or "<!--" in html:
        raise _Unusual
    return html


def _read_line(line: str) -> tuple[tuple[_Block, ...], _State]:
    """Return the blocks of a line that lost its `<`, where nothing goes on from the line before, and the state behind."""
    opening, _, rest = line.partition(">")
    text, _, closing = rest.partition("<")
    block = _block_of(opening)
    if not block or "&" in text or closing != f"/{block[0]}>":
        return _read_html(_whole("<" + line), _OUTSIDE)
    text = collapse(text)
    return (_block(*block, text, text if block[0] == "th" else "" if block[0] == "tr" else None),), _OUTSIDE


_FRESH = 400
"""A longer line is prose, and will hardly be met again."""
_read_again = lru_cache(4096)(_read_line)


@lru_cache(4096)
def _block_of(opening: str) -> tuple[str, str] | None:
    """The name and the id of the block element that a tag begins; None for anything else."""
    found = _TOKEN.fullmatch(f"<{opening}>")
    if not found or not found[2] or found[1] or _WITHIN_A_LINE.fullmatch(found[2]) or found[2] in _UNREAD or found[2] == "br":
        return None
    return found[2], _id_in(found[3])


def _id_in(attributes: str) -> str:
    given = _ID.search(attributes)
    return unescape(given[1]) if given else ""


def _read_html(html: str, state: _State) -> tuple[tuple[_Block, ...], _State]:
    """Return the blocks that end in a stretch of HTML, and what is the state behind it."""
    words = [state.text]
    _, tag, name, unread, depth = state
    blocks = []
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
        said = collapse(unescape("".join(words)))
        words.clear()
        row = said if tag == "th" and end else "" if element == "tr" else None
        if said or row is not None or (name and tag in _HEADINGS):
            blocks.append(_block(tag, name, said, row))
        if element in _UNREAD and not end:
            unread, depth = element, 1
        if element != "br":
            tag, name = ("", "") if end else (element, _id_in(attributes))
    behind = _State("".join(words), tag, name, unread, depth)
    goes_on = unread or collapse(behind.text) or tag in ("td", "th") or (name and tag in _HEADINGS)
    return tuple(blocks), behind if goes_on else _OUTSIDE


_read_on = lru_cache(1024)(_read_html)
