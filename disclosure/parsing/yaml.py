"""YAML as text with positions: libyaml finds the structure, nothing is guessed about types.

Anchors, aliases, tags, duplicate keys and deep nesting are refused while the events stream by,
so a hostile document costs no more than its first offence.
"""

from typing import Any

from ..check.yaml_syntax import syntax_finding
from ..model.finding import Finding, Parsed, Span
from .collector import CROWD, FindingCollector
from .nodes import MAX_DEPTH, Node, YamlMapping, YamlScalar, YamlSequence
from .text import CONTROL


class _Refused(Exception):
    """Carries the finding that ends the reading; never leaves this module."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


def read_yaml(text: str, path: str, first_line: int = 1) -> Parsed[YamlMapping]:
    """Return the mapping a YAML text consists of; `first_line` is the file's line its text begins on."""
    import yaml

    builder = _Builder(FindingCollector(path), first_line)
    refused: Finding | None = None
    try:
        for event in yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
            builder.take(event)
    except _Refused as error:
        refused = error.finding
    except yaml.YAMLError as error:
        refused = syntax_finding(error, text, path, first_line)
    builder.report_repeated()
    findings = builder.collector.findings
    if refused is None and isinstance(builder.root, YamlMapping):
        return Parsed(builder.root, findings)
    message, hint = "此处应为一行一项的“项: 内容”", "每行写成“项: 内容”，例如 name: 名称"
    if not text.strip() and first_line == 1:
        message, hint = "文件是空的", "放回原来的内容，例如 name: 名称"
    fault = refused or Finding("yaml.syntax", message, path, span=Span(first_line, 1), hint=hint)
    return Parsed(None, (*findings, fault))


class _Builder:
    """Takes libyaml's events one by one and puts the nodes together."""

    def __init__(self, collector: FindingCollector, first_line: int) -> None:
        self.collector, self.first_line = collector, first_line
        self.root: Node | None = None
        self.open: list[YamlSequence | YamlMapping] = []
        self.keys: list[YamlScalar | None] = []
        self.repeated: dict[YamlScalar, list[YamlScalar]] = {}

    def take(self, event: Any) -> None:
        """Place one event; raises _Refused for what is not allowed at all."""
        kind = type(event).__name__
        if kind == "DocumentStartEvent" and self.root is not None:
            raise self._refused(event, "yaml.syntax", "只能有一个 YAML 文档", "删去这一行 ---")
        if kind in ("MappingEndEvent", "SequenceEndEvent"):
            self.open.pop()
            self.keys.pop()
        elif kind in ("AliasEvent", "ScalarEvent", "SequenceStartEvent", "MappingStartEvent"):
            self._refuse_features(event, kind == "AliasEvent")
            self._place(self._node(event, kind))

    def _refused(self, event: Any, code: str, message: str, hint: str = "") -> _Refused:
        span = Span(event.start_mark.line + self.first_line, event.start_mark.column + 1)
        return _Refused(Finding(code, message, self.collector.path, span=span, hint=hint))

    def _refuse_features(self, event: Any, alias: bool) -> None:
        tagged = not alias and event.tag is not None
        if alias or tagged or event.anchor is not None:
            what = "!" if tagged else "& 或 *"
            hint = '请直接写出内容；是文字的，整个值加引号，例如 "*样例"'
            raise self._refused(event, "yaml.feature", f"以 {what} 开头的文字没有加引号", hint)

    def _node(self, event: Any, kind: str) -> Node:
        start, end = event.start_mark, event.end_mark
        line, column = start.line + self.first_line, start.column + 1
        if kind == "ScalarEvent":
            if bad := CONTROL.search(event.value):
                hint = f"直接写出文字，删去引号里的“\\x{ord(bad[0]):02x}”之类的写法"
                self.collector.add("file.control-character", f"文字里有控制字符 U+{ord(bad[0]):04X}", Span(line, column), hint)
            width = end.column - start.column if end.line == start.line else 1
            return YamlScalar(event.value, not event.style, line, column, max(width, 1))
        if len(self.open) >= MAX_DEPTH:
            raise self._refused(
                event, "yaml.depth", f"方括号或缩进套了 {MAX_DEPTH} 层以上", "报告最多用 5 层：删去多余的“[”“]”，或行首多余的空格"
            )
        return YamlSequence(line, column) if kind == "SequenceStartEvent" else YamlMapping(line, column)

    def _place(self, node: Node) -> None:
        if not self.open:
            self.root = node
        elif isinstance(parent := self.open[-1], YamlSequence):
            parent.nodes.append(node)
        else:
            self._enter(parent, node)
        if not isinstance(node, YamlScalar):
            self.open.append(node)
            self.keys.append(None)

    def _enter(self, parent: YamlMapping, node: Node) -> None:
        """Take a node as the next key of a mapping, or as the value of the key before it."""
        key = self.keys[-1]
        if key is None:
            if not isinstance(node, YamlScalar):
                raise _Refused(
                    Finding(
                        "yaml.syntax",
                        "冒号前面必须是一个词",
                        self.collector.path,
                        span=node.span,
                        hint="冒号前面只写这一项的名字，例如 name: 名称",
                    )
                )
            self.keys[-1] = node
            return
        self.keys[-1] = None
        if key.text in parent.nodes:
            self.repeated.setdefault(parent.keys[key.text], []).append(key)
        else:
            parent.keys[key.text], parent.nodes[key.text] = key, node

    def report_repeated(self) -> None:
        """Report the keys that stand more than once in a mapping, each once; where they are a crowd, the first for all."""
        for first, others in self.repeated.items():
            line, again = others[0].line, f" {len(others):,} 次" if len(others) > 1 else ""
            message = f"“{first.text}”重复{again}，第 {first.line} 行已有"
            hint = f"只留一行 {first.text}，其余删去" if again else f"删去第 {first.line} 行或第 {line} 行"
            if len(self.repeated) > CROWD:
                message = f"“{first.text}”等 {len(self.repeated):,} 项重复，第 {first.line} 行已有，多半是同一段贴了两遍"
                hint = f"从第 {line} 行起，删去重复的一段"
            self.collector.add("yaml.duplicate-key", message, others[0].span, hint)
            if len(self.repeated) > CROWD:
                return
