"""A finished page → its texts, each with its section, and the folding that makes spellings of one word equal."""

import re
from collections.abc import Iterator
from html import unescape

from ..model.folding import LOOKALIKES, without_unseen
from ..model.patterns import pattern

_ATTRIBUTES = '[^<>"]*+(?:"[^"]*+"[^<>"]*+)*+'
_INLINE_NAMES = "a|abbr|b|bdi|cite|code|data|del|dfn|em|i|ins|kbd|mark|q|s|small|span|strong|sub|sup|time|u|var|wbr"
_INLINE_TAG = pattern(f"<(?:!--.*?-->|/?(?:{_INLINE_NAMES})(?![a-zA-Z0-9]){_ATTRIBUTES}>)", re.DOTALL)
_BLOCK_TAG = pattern(f"<(/?)([a-zA-Z][a-zA-Z0-9]*)({_ATTRIBUTES})>")
_ID = pattern(r'\sid="([^"]*)"')
_UNREAD = frozenset(("nav", "script", "style", "template", "svg", "form", "details"))
_SPACE = pattern("[\t\n\v\f\r \u00a0\u3000]+")
_BRACKETS = {"〔": "(", "［": "(", "[": "(", "（": "(", "〕": ")", "］": ")", "]": ")", "）": ")"}
_FOLDING = pattern(rf"[A-Z\uff10-\uff19\uff21-\uff3a\uff41-\uff5a〔［\[（〕］\]）{''.join(LOOKALIKES)}]")
_FOLDED = {
    **{chr(ord("A") + n): chr(ord("a") + n) for n in range(26)},
    **{chr(0xFF21 + n): chr(ord("a") + n) for n in range(26)},
    **{chr(0xFF41 + n): chr(ord("a") + n) for n in range(26)},
    **{chr(0xFF10 + n): chr(ord("0") + n) for n in range(10)},
    **LOOKALIKES,
    **_BRACKETS,
}


def fold(text: str) -> str:
    """Return `text` as search compares it; `search.js` folds the query in the same way.

    Runs of tab, line end, space, no-break space and ideographic space become one space; full-width digits and
    letters their ASCII ones; capitals A–Z small; brackets of document numbers, 〔〕［］[]（）, round ones; radicals and
    compatibility forms the characters that they look like; what nobody sees is left out. Nothing else changes, and
    after the spaces no length does.
    """
    return fold_letters(collapse(text))


def fold_letters(text: str) -> str:
    """Return `text`, whose spaces are collapsed already, as search compares it."""
    return _FOLDING.sub(lambda found: _FOLDED[found[0]], text)


def collapse(text: str) -> str:
    """Return `text` with every run of space as one, none at the ends, and nothing unseen."""
    return _SPACE.sub(" ", text if text.isascii() else without_unseen(text)).strip(" ")


def page_texts(html: bytes) -> Iterator[tuple[str, str]]:
    """Yield the texts of a page's `<main>`, each with the id of the h2 that it stands under, "" above the first.

    A text ends where a block element begins or ends, so no match ever runs from one paragraph or cell into the next.
    Navigation, forms, drawings and what is folded, which repeats, are left out; so are texts of a single character, as
    nothing of two can be found in them.
    """
    section = unread = ""
    depth = 0
    pieces = _BLOCK_TAG.split(_INLINE_TAG.sub("", _main(html)))
    for text, end, tag, attributes in zip(pieces[::4], pieces[1::4], pieces[2::4], pieces[3::4], strict=False):
        if unread:
            depth += (-1 if end else 1) if tag == unread else 0
            unread = unread if depth else ""
            continue
        if len(text) > 1 and not text.isspace() and len(text := collapse(unescape(text))) > 1:
            yield section, text
        if end:
            continue
        if tag in _UNREAD:
            unread, depth = tag, 1
        elif tag == "h2":
            section = _id_in(attributes) or section


def _main(html: bytes) -> str:
    start = html.find(b"<main")
    return html[html.find(b">", start) + 1 : html.find(b"</main>", start)].decode() if start >= 0 else ""


def _id_in(attributes: str) -> str:
    found = _ID.search(attributes)
    return unescape(found[1]) if found else ""
