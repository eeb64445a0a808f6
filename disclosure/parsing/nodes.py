"""What YAML consists of, with its positions: texts, lists and mappings."""

from ..model.finding import Span

MAX_DEPTH = 12
"""Levels of nesting that are read; a report needs 5."""


class YamlScalar:
    """A piece of text as written; `plain` when it stood without quotes."""

    __slots__ = ("column", "line", "plain", "text", "width")

    def __init__(self, text: str, plain: bool, line: int, column: int, width: int) -> None:
        self.text, self.plain, self.line, self.column, self.width = text, plain, line, column, width

    @property
    def span(self) -> Span:
        """Where the text stands, its quotes included."""
        return Span(self.line, self.column, self.width)


class YamlSequence:
    """A list of nodes."""

    __slots__ = ("column", "line", "nodes")

    def __init__(self, line: int, column: int) -> None:
        self.nodes: list[Node] = []
        self.line, self.column = line, column

    @property
    def span(self) -> Span:
        """Where the list begins."""
        return Span(self.line, self.column)


class YamlMapping:
    """A mapping: its keys with their positions, its values, in the order written."""

    __slots__ = ("column", "keys", "line", "nodes")

    def __init__(self, line: int, column: int) -> None:
        self.keys: dict[str, YamlScalar] = {}
        self.nodes: dict[str, Node] = {}
        self.line, self.column = line, column

    @property
    def span(self) -> Span:
        """Where the mapping begins."""
        return Span(self.line, self.column)


Node = YamlScalar | YamlSequence | YamlMapping


def is_blank(node: Node) -> bool:
    """Whether a node is `~`, `null` or nothing at all."""
    return isinstance(node, YamlScalar) and node.plain and node.text in ("", "~", "null", "～")
