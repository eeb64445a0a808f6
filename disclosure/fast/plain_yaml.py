"""The YAML that forms, settings and reports are written in, read without the library.

Mappings and lists one below the other, lists and mappings in brackets on one line, texts bare or in double quotes:
written the usual way they become the very nodes that libyaml's events make. For anything else, and for everything
that has a finding, the answer is None. `tests/unit/fast/test_plain_yaml.py` holds the two together.
"""

import re
from typing import NamedTuple

from ..parsing.nodes import DEEPEST, Entries, Items, Node, Scalar

_STRANGE = re.compile("[^\n -~\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_COMMENT = r" *(?: #.*)?"
_KEY = re.compile(rf"(?P<key>[A-Za-z_][A-Za-z0-9_.@-]{{0,99}}):(?: +(?=[^ #])|(?P<open>{_COMMENT}\Z))")
_ITEM = re.compile(r"- +(?=[^ #-]|-\w)")
_END = re.compile(rf"{_COMMENT}\Z")
_FIRST = r"(?:[^\W_]|[^\x00-\x7f]|[~/]|-\w)"
_BARE = rf"{_FIRST}[^ :#]*(?:(?: +(?=[^ #])|:(?=[^ ])|(?<=[^ ])#)[^ :#]*)*"
_QUOTED = r'"[^"\\]*"'
_IN_BRACKETS = rf"{_FIRST}[^ :#,\[\]{{}}]*(?: +[^ :#,\[\]{{}}]+)*"
_OF_LIST = re.compile(rf" *({_QUOTED}|{_IN_BRACKETS}) *[,\]]")
_KEY_IN_BRACES = re.compile(r" *([A-Za-z_][A-Za-z0-9_.-]{0,99}): +")
_OF_MAPPING = re.compile(rf"({_QUOTED}|{_IN_BRACKETS}) *[,}}]")
_TEXT = re.compile(rf"({_QUOTED}|{_BARE})")


class _Unusual(Exception):
    """This is for the library; never leaves this module."""


class _Line(NamedTuple):
    """A line that says something: its number, the spaces before it, the rest."""

    number: int
    indent: int
    text: str


def plain_yaml(text: str, first_line: int) -> Entries | None:
    """Return the mapping that a text consists of when it is written the usual way throughout, else None."""
    if _STRANGE.search(text):
        return None
    lines = []
    for number, line in enumerate(text.split("\n"), start=first_line):
        said = line.lstrip(" ")
        if said and said[0] != "#":
            lines.append(_Line(number, len(line) - len(said), said))
    reader = _Reader(lines)
    try:
        return reader.root()
    except _Unusual:
        return None


class _Reader:
    """Goes down the lines and puts the nodes together."""

    def __init__(self, lines: list[_Line]) -> None:
        self.lines = lines
        self.at = 0

    def root(self) -> Entries:
        """The mapping that all the lines are."""
        if not self.lines or self.lines[0].indent:
            raise _Unusual
        found = self._entries(0, 1)
        if self.at < len(self.lines):
            raise _Unusual
        return found

    def _next(self, indent: int) -> _Line | None:
        """The next line if it is indented like this; deeper it would belong to what is no group."""
        if self.at == len(self.lines) or self.lines[self.at].indent < indent:
            return None
        line = self.lines[self.at]
        if line.indent > indent:
            raise _Unusual
        return line

    def _entries(self, indent: int, depth: int) -> Entries:
        if depth > DEEPEST:
            raise _Unusual
        found = Entries(self.lines[self.at].number, indent + 1)
        while line := self._next(indent):
            match = _KEY.match(line.text)
            if not match or (key := match["key"]) in found.nodes:
                raise _Unusual
            found.keys[key] = Scalar(key, True, line.number, indent + 1, len(key))
            self.at += 1
            if match["open"] is None:
                found.nodes[key] = _value(line, match.end(), depth)
            else:
                found.nodes[key] = self._below(indent, depth)
        return found

    def _below(self, indent: int, depth: int) -> Node:
        """What stands below a key, further in."""
        line = self.lines[self.at] if self.at < len(self.lines) else None
        if line is None or line.indent <= indent:
            raise _Unusual
        return self._items(line.indent, depth + 1) if line.text[0] == "-" else self._entries(line.indent, depth + 1)

    def _items(self, indent: int, depth: int) -> Items:
        if depth > DEEPEST:
            raise _Unusual
        found = Items(self.lines[self.at].number, indent + 1)
        while line := self._next(indent):
            match = _ITEM.match(line.text)
            if not match:
                raise _Unusual
            if _KEY.match(line.text, match.end()):
                further = indent + match.end()
                self.lines[self.at] = _Line(line.number, further, line.text[match.end() :])
                found.nodes.append(self._entries(further, depth + 1))
            else:
                self.at += 1
                found.nodes.append(_value(line, match.end(), depth))
        return found


def _value(line: _Line, at: int, depth: int) -> Node:
    """What a line says from some place to its end."""
    node, end = _bracketed(line, at, depth + 1) if line.text[at] in "[{" else _text(line, at, _TEXT)
    if not _END.match(line.text, end):
        raise _Unusual
    return node


def _text(line: _Line, at: int, pattern: re.Pattern[str]) -> tuple[Scalar, int]:
    """The text at a place, and where what the pattern wants after it ends."""
    match = pattern.match(line.text, at)
    if not match:
        raise _Unusual
    begin, end = match.span(1)
    text = match[1]
    plain = text[0] != '"'
    return Scalar(text if plain else text[1:-1], plain, line.number, line.indent + begin + 1, end - begin), match.end()


def _bracketed(line: _Line, at: int, depth: int) -> tuple[Node, int]:
    """The list or mapping that begins with a bracket at a place, and where it ends."""
    if depth > DEEPEST:
        raise _Unusual
    return _list(line, at, depth) if line.text[at] == "[" else _mapping(line, at, depth)


def _list(line: _Line, at: int, depth: int) -> tuple[Items, int]:
    found = Items(line.number, line.indent + at + 1)
    at = _skip(line.text, at + 1)
    if line.text[at : at + 1] == "]":
        return found, at + 1
    while True:
        node, at = _part(line, at, depth, _OF_LIST)
        found.nodes.append(node)
        if line.text[at - 1] == "]":
            return found, at


def _mapping(line: _Line, at: int, depth: int) -> tuple[Entries, int]:
    found = Entries(line.number, line.indent + at + 1)
    at = _skip(line.text, at + 1)
    if line.text[at : at + 1] == "}":
        return found, at + 1
    while True:
        key = _KEY_IN_BRACES.match(line.text, at)
        if not key or key[1] in found.nodes:
            raise _Unusual
        found.keys[key[1]] = Scalar(key[1], True, line.number, line.indent + key.start(1) + 1, len(key[1]))
        found.nodes[key[1]], at = _part(line, key.end(), depth, _OF_MAPPING)
        if line.text[at - 1] == "}":
            return found, at


def _part(line: _Line, at: int, depth: int, pattern: re.Pattern[str]) -> tuple[Node, int]:
    """A node within brackets, and where the comma or bracket after it ends."""
    begin = _skip(line.text, at)
    if line.text[begin : begin + 1] not in ("[", "{"):
        return _text(line, at, pattern)
    node, end = _bracketed(line, begin, depth + 1)
    end = _skip(line.text, end)
    if line.text[end : end + 1] not in (",", "]" if pattern is _OF_LIST else "}"):
        raise _Unusual
    return node, end + 1


def _skip(text: str, at: int) -> int:
    """Where the spaces at a place end."""
    while text[at : at + 1] == " ":
        at += 1
    return at
