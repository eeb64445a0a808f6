"""A finished page → its ids and the addresses it points to."""

import re
from html import unescape

from ..model.planned_file import Outline


def outline(page: bytes) -> Outline:
    """Return the ids and links of a finished page, each once; links to its own ids are settled and left out."""
    ids = frozenset(_values(_ID, page))
    links = {*_values(_HREF, page), *_values(_SRC, page)}
    return Outline(ids, frozenset(links.difference([f"#{name}" for name in ids])))


def _attribute(name: bytes) -> re.Pattern[bytes]:
    """Return a pattern of the values of an attribute, in a tag only: what looks like one in a text has no `>` behind it."""
    return re.compile(rb'%s="(?<=\s%s=")([^"]*)"(?=[^<>]*>)' % (name, name))


_ID, _HREF, _SRC = map(_attribute, (b"id", b"href", b"src"))


def _values(attribute: re.Pattern[bytes], page: bytes) -> list[str]:
    found = [value.decode() for value in attribute.findall(page)]
    return [unescape(value) if "&" in value else value for value in found]
