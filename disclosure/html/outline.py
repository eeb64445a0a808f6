"""A finished page → the names of its places and the addresses it points to."""

from collections.abc import Iterator
from html import unescape

from ..model.planned_file import Outline


def outline(page: bytes) -> Outline:
    """Return the ids and links of a finished page or a part of one, each once; links to those ids are settled and left out."""
    ids = frozenset(_values(page, b'id="'))
    links = {*_values(page, b'href="'), *_values(page, b'src="')}
    return Outline(ids, frozenset(links.difference([f"#{name}" for name in ids])))


def _values(body: bytes, start: bytes) -> Iterator[str]:
    """Yield the values of an attribute, which begins with `start`; text that only looks like one stands in no tag."""
    before, *pieces = body.split(start)
    for piece in pieces:
        if before[-1:].isspace() and before.rfind(b"<") > before.rfind(b">"):
            value = piece[: piece.find(b'"')].decode()
            yield unescape(value) if "&" in value else value
        before = piece
