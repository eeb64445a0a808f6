"""YAML as text with positions: libyaml finds the structure, nothing is guessed about types.

Anchors, aliases, tags, duplicate keys and deep nesting are refused while the events stream by,
so a hostile document costs no more than its first offence.
"""

from collections.abc import Iterator
from typing import Any

from ..model.finding import Finding, Parsed, Span

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


class _Refused(Exception):
    """Carries the one finding that ends the reading; never leaves this module."""


def read_yaml(text: str, path: str, first_line: int = 1) -> Parsed[Entries]:
    """Return the mapping a YAML text consists of; `first_line` is the file's line its text begins on."""
    import yaml

    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    findings: list[Finding] = []
    try:
        root = _build(yaml.parse(text, Loader=loader), path, first_line, findings)
    except _Refused as refused:
        return Parsed(None, (*findings, refused.args[0]))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        span = Span(mark.line + first_line, mark.column + 1) if mark else Span(first_line, 1)
        hint = "检查该行的缩进、冒号后的空格、引号和方括号；空白单元格写 ~"
        return Parsed(None, (*findings, Finding("yaml.syntax", f"YAML 语法有误（{error.problem}）", path, span=span, hint=hint),))
    except yaml.YAMLError:
        return Parsed(None, (*findings, Finding("yaml.syntax", "YAML 无法读取", path, span=Span(first_line, 1))))
    if not isinstance(root, Entries):
        message = "此处应为“键: 值”的列表"
        return Parsed(None, (*findings, Finding("yaml.syntax", message, path, span=Span(first_line, 1))))
    return Parsed(root, tuple(findings))


def _build(events: Iterator[Any], path: str, first_line: int, findings: list[Finding]) -> Node | None:
    root: Node | None = None
    open_nodes: list[Items | Entries] = []
    pending: list[Scalar | None] = []
    for event in events:
        kind = type(event).__name__
        if kind in ("StreamStartEvent", "StreamEndEvent", "DocumentEndEvent"):
            continue
        line, column = event.start_mark.line + first_line, event.start_mark.column + 1
        span = Span(line, column)
        if kind == "DocumentStartEvent":
            if root is not None:
                raise _Refused(Finding("yaml.syntax", "只能有一个 YAML 文档", path, span=span))
            continue
        if kind in ("MappingEndEvent", "SequenceEndEvent"):
            open_nodes.pop()
            pending.pop()
            continue
        if kind == "AliasEvent" or event.anchor is not None or event.tag is not None:
            what = "标签（!）" if kind != "AliasEvent" and event.tag is not None else "锚点或别名（& *）"
            hint = "请直接写出内容；以 ! & * 开头的文字要加引号"
            raise _Refused(Finding("yaml.feature", f"不支持 YAML 的{what}", path, span=span, hint=hint))
        node: Node
        if kind == "ScalarEvent":
            end = event.end_mark
            width = end.column - event.start_mark.column if end.line == event.start_mark.line else 1
            node = Scalar(event.value, not event.style, line, column, max(width, 1))
        elif len(open_nodes) >= DEEPEST:
            raise _Refused(Finding("yaml.depth", f"嵌套超过 {DEEPEST} 层", path, span=span))
        else:
            node = Items(line, column) if kind == "SequenceStartEvent" else Entries(line, column)
        if not open_nodes:
            root = node
        else:
            _attach(node, open_nodes[-1], pending, path, findings)
        if not isinstance(node, Scalar):
            open_nodes.append(node)
            pending.append(None)
    return root


def _attach(node: Node, parent: Items | Entries, pending: list[Scalar | None], path: str, findings: list[Finding]) -> None:
    if isinstance(parent, Items):
        parent.nodes.append(node)
        return
    key = pending[-1]
    if key is None:
        if not isinstance(node, Scalar):
            raise _Refused(Finding("yaml.syntax", "键必须是文字", path, span=node.span))
        pending[-1] = node
        return
    pending[-1] = None
    if key.text in parent.nodes:
        first = parent.keys[key.text].line
        findings.append(
            Finding("yaml.duplicate-key", f"“{key.text}”重复，第 {first} 行已有", path, span=key.span, hint="删去其中一处")
        )
        return
    parent.keys[key.text], parent.nodes[key.text] = key, node
