"""A `Place` → the line and column it has now. Only files with findings are read again for this."""

import re
from bisect import bisect
from itertools import accumulate

from ..check.links import writings
from ..model.finding import Place, Span
from ..model.form import TableForm
from ..model.report import Source
from .nodes import Node, YamlMapping, YamlScalar, YamlSequence
from .text import Halves, chapters, decode, split
from .yaml import read_yaml

_FIGURE = re.compile(r"(\d+(?:\.\d+)?)")
_BOUND = r"\{=[^{}\n]{0,200}\}"


class Locator:
    """Finds places in one file; `tables` are the forms its tables follow."""

    def __init__(self, source: Source, tables: dict[str, TableForm]) -> None:
        text = decode(source).value or ""
        halves = split(text, source.path).value if text.startswith("---") else None
        self.halves = halves or Halves(text, "", 1)
        self.text = text.rstrip("\n")
        self.begins = tuple(accumulate((len(line) + 1 for line in self.text.split("\n")), initial=0))
        self.chapters = chapters(self.halves.text)
        self.tables = tables
        self.root = read_yaml(self.halves.front, source.path, first_line=2 if halves else 1).value

    def span(self, place: Place) -> Span:
        """Where a place stands; the nearest thing around it when it is not written at all."""
        if place[:1] == ("#",):
            return self._in_text(place)
        node: Node | None = self.root
        span = Span(1, 1)
        for step in place:
            if isinstance(node, YamlMapping) and str(step) in node.nodes:
                span = node.keys[str(step)].span
                node = node.nodes[str(step)]
            elif isinstance(node, YamlSequence):
                index = step if isinstance(step, int) else self._column(place)
                if index >= len(node.nodes):
                    break
                node = node.nodes[index]
                span = node.span
        return node.span if isinstance(node, YamlScalar) and place[-1] != "" else span

    def _column(self, place: Place) -> int:
        """The position in its row of the cell that a place ends in."""
        form = self.tables.get(str(place[1]))
        key = str(place[-1])
        if form is None or key not in form.column_keys:
            return 0
        return form.column_keys.index(key) + (3 if form.authored else 0)

    def _in_text(self, place: Place) -> Span:
        """`("#", n)` is the n-th heading from 0, -1 what stands before the first; words are looked for below it.

        `("#", words)` looks for them in the whole text, then in the front matter.
        """
        if isinstance(place[1], str):
            first, end = self.halves.text_line, len(self.begins)
            return self._found(place[1], first, end) or self._found(place[1], 1, first) or Span(first, 1)
        found = self.chapters
        number = int(place[1]) + 1
        if number >= len(found):
            return Span(len(self.begins) - 1, 1)
        heading, offset, _ = found[number]
        first = self.halves.text_line + offset
        if len(place) == 2:
            return Span(first, 1, max(len(heading) + 3, 1))
        last = self.halves.text_line + found[number + 1][1] if number + 1 < len(found) else len(self.begins)
        return self._found(str(place[2]), first, last) or Span(first, 1)

    def _found(self, words: str, first: int, last: int) -> Span | None:
        """Where words stand first; a link may have been written with the name of a page's file, or without escapes."""
        begin, end = self.begins[first - 1], self.begins[last - 1] - 1
        for wanted in writings(words):
            at = self.text.find(wanted, begin, end)
            if at >= 0:
                return self._span(at, wanted)
        return self._found_bound(words, begin, end) if "{=" in self.halves.text else None

    def _found_bound(self, words: str, begin: int, end: int) -> Span | None:
        """Where words stand whose figures are taken from the tables."""
        parts = [re.escape(part) for part in _FIGURE.split(words)]
        parts[1::2] = [f"(?:{figure}|{_BOUND})" for figure in parts[1::2]]
        found = re.compile("".join(parts)).search(self.text, begin, end) if len(parts) > 1 else None
        return self._span(found.start(), found[0]) if found else None

    def _span(self, at: int, words: str) -> Span:
        """The place of words that stand at an offset of the text; of several lines the first."""
        line = bisect(self.begins, at)
        return Span(line, at - self.begins[line - 1] + 1, len(words.partition("\n")[0]))
