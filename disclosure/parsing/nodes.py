"""What YAML consists of, with its positions: texts, lists and mappings."""

from ..model.finding import Span

DEEPEST = 12
"""Levels of nesting that are read; a report needs 5."""


class Scalar:
    """A piece of text as written; `plain` when it stood without quotes."""

    __slots__ = ("column", "line", "plain", "text", "width")

    def __init__(self, text: str, plain: bool, line: int, column: int, width: int) -> None:
        self.text, self.plain, self.line, self.column, self.width = text, plain, line, column, width

    @property
    def span(self) -> Span:
        """Where the text stands, its quotes included."""
        return Span(self.line, self.column, self.width)


class Items:
    """A list of nodes."""

    __slots__ = ("column", "line", "nodes")

    def __init__(self, line: int, column: int) -> None:
        self.nodes: list[Node] = []
        self.line, self.column = line, column

    @property
    def span(self) -> Span:
        """Where the list begins."""
        return Span(self.line, self.column)


class Entries:
    """A mapping: its keys with their positions, its values, in the order written."""

    __slots__ = ("column", "keys", "line", "nodes")

    def __init__(self, line: int, column: int) -> None:
        self.keys: dict[str, Scalar] = {}
        self.nodes: dict[str, Node] = {}
        self.line, self.column = line, column

    @property
    def span(self) -> Span:
        """Where the mapping begins."""
        return Span(self.line, self.column)


Node = Scalar | Items | Entries
