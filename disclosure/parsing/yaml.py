"""YAML as text with positions: libyaml finds the structure, nothing is guessed about types.

Anchors, aliases, tags, duplicate keys and deep nesting are refused while the events stream by,
so a hostile document costs no more than its first offence.
"""

import re
from typing import Any

from ..model.finding import Finding, Parsed, Span
from ..model.folding import name_of
from .collector import FindingCollector
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
        refused = _syntax_finding(error, text, path, first_line)
    findings = builder.collector.findings
    if refused is None and isinstance(builder.root, YamlMapping):
        return Parsed(builder.root, findings)
    fault = refused or Finding(
        "yaml.syntax", "此处应为“键: 值”的列表", path, span=Span(first_line, 1), hint="每行写成“键: 值”，例如 name: 名称"
    )
    return Parsed(None, (*findings, fault))


def _syntax_finding(error: Any, text: str, path: str, first_line: int) -> Finding:
    """The finding at what has to be mended: libyaml stumbles over a mistake later than it was made."""
    context = getattr(error, "context", None) or ""
    begun = context.startswith(_BEGUN) and getattr(error, "context_mark", None)
    mark = begun or getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line, column = (mark.line, mark.column) if mark else (0, 0)
    if context.startswith(("while scanning a tag", "while scanning an a")):
        hint = "以 ! & * 开头的文字要加引号"
        return Finding(
            "yaml.feature", "不支持 YAML 的标签、锚点或别名", path, span=Span(line + first_line, column + 1), hint=hint
        )
    lines = text.split("\n")
    for number in range(max(0, line - 1), min(line + 1, len(lines))):
        if glued := _GLUED_KEY.match(lines[number]):
            span = Span(number + first_line, len(glued[1]) + 1, len(glued[2]))
            wrong = "冒号要用半角" if glued[2].endswith("：") else "冒号后面缺少空格"
            return Finding("yaml.syntax", wrong, path, span=span, hint=f"写成“{glued[2][:-1]}: {glued[3].strip()}”")
    if indent := _indent_finding(text, path, first_line, line):
        return indent
    problem, hint = _PROBLEMS.get(getattr(error, "problem", ""), _UNKNOWN_PROBLEM)
    return Finding("yaml.syntax", f"YAML 语法有误：{problem}", path, span=Span(line + first_line, column + 1), hint=hint)


def _indent_finding(text: str, path: str, first_line: int, line: int) -> Finding | None:
    """The finding at a blank at the beginning of a line that is none for YAML, if that is what is wrong."""
    if wide := _WIDE_INDENT.search(text):
        at, column = text.count("\n", 0, wide.end()), wide.end() - text.rfind("\n", 0, wide.end()) - 1
        message = f"行首有{name_of(wide[0][-1])}，缩进只能用半角空格"
        hint = "关掉中文输入法，把行首的空白删去，按空格键重新缩进"
        return Finding("yaml.syntax", message, path, span=Span(at + first_line, column), hint=hint)
    if tab := _TAB_INDENT.match("".join(text.split("\n")[line : line + 1])):
        hint = "把行首的制表符（Tab）删去，按空格键缩进，与同一组的各行对齐"
        return Finding("yaml.syntax", "行首有制表符，缩进只能用空格", path, span=Span(line + first_line, tab.end()), hint=hint)
    return None


_BEGUN = (
    "while parsing a flow",
    "while scanning a quoted scalar",
    "while scanning a simple key",
    "while scanning a tag",
    "while scanning an a",
)
"""Contexts whose beginning is the place to mend: an open bracket or quote, a key without its colon."""
_GLUED_KEY = re.compile(r"(\s*)([a-z_][a-z0-9_]*[:：])([^\s/].*)")
_WIDE_INDENT = re.compile(r"^[ \t]*[\u3000\u00a0\u2000-\u200b\u202f\u205f\ufeff](?=\s*[a-z_-])", re.MULTILINE)
"""A blank before a key that is none for YAML."""
_TAB_INDENT = re.compile(r" *\t")
_UNKNOWN_PROBLEM = ("读不懂这里的写法", "每行写成“键: 值”，冒号用半角，后面空一格；文字里有 : # [ ] { } , 的，整句加引号")
_PROBLEMS = {
    "found character that cannot start any token": (
        "有不能出现在这里的字符",
        '以 @ ` % 开头的文字整句加引号，例如 "@样例"',
    ),
    "did not find expected ',' or ']'": ("方括号没有合上，或缺少逗号", "一行写成 键: [1, 2, 3]：行末补上“]”，各格之间补上“,”"),
    "did not find expected ',' or '}'": ("花括号没有合上，或缺少逗号", "写成 {键: 值, 键: 值}：末尾补上“}”，各项之间补上“,”"),
    "found unexpected end of stream": ("引号没有合上", '在这段文字的末尾补上引号 "'),
    "could not find expected ':'": ("这一行缺少冒号", "写成“键: 值”，冒号用半角，后面空一格"),
    "did not find expected key": ("缩进与上一行不一致", "与同一组的各行对齐：行首的空格一样多"),
    "mapping values are not allowed in this context": ("这里不能再有冒号", '含冒号的文字整句加引号，写成 键: "文字: 文字"'),
    "did not find expected node content": ("两个逗号之间没有内容", "空白单元格写 ~，例如 [1, ~, 2]"),
    "did not find expected '-' indicator": ("列表的缩进不一致", "每项的“- ”前面空格一样多"),
}
"""What libyaml says, what it means, and what to type."""


_SWALLOWED = re.compile(
    r"^(?: *(?:- +)?[A-Za-z_][\w.@-]*: +| *- +)"
    r"(?P<value>[^\s\"'\[\]{}|>&*!#%@`][^\n\"\[\]{}#]*?|)"
    r"(?P<sign> ?#)(?P<rest>\S[^\n]*| [0-9０-９][^\n]*)$",
    re.MULTILINE,
)
_CHINESE = re.compile(r"[\u3400-\u9fff]")


def swallowed_text(text: str, path: str, first_line: int = 1) -> tuple[Finding, ...]:
    """Return findings about comments that are rather the end of a text: words in Chinese, then `#` and no blank behind it."""
    found = []
    for match in _SWALLOWED.finditer(text) if "#" in text else ():
        if _CHINESE.search(match["value"]) or (not match["value"] and match["rest"].strip()[0].isdecimal()):
            line = text.count("\n", 0, match.start()) + first_line
            span = Span(line, match.start("sign") - match.start() + 2, len(match["rest"]) + 1)
            whole = f"{match['value']} #{match['rest'].strip()}".strip()
            hint = f'要公开的，整个值加引号："{whole}"；是备注的，# 后面空一格'
            message = f"“#{match['rest'].strip()}”被当作备注，不会公开"
            found.append(Finding("yaml.comment", message, path, span=span, hint=hint))
    return tuple(found)


class _Builder:
    """Takes libyaml's events one by one and puts the nodes together."""

    def __init__(self, collector: FindingCollector, first_line: int) -> None:
        self.collector, self.first_line = collector, first_line
        self.root: Node | None = None
        self.open: list[YamlSequence | YamlMapping] = []
        self.keys: list[YamlScalar | None] = []

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
            what = "标签（!）" if tagged else "锚点或别名（& *）"
            hint = "请直接写出内容；以 ! & * 开头的文字要加引号"
            raise self._refused(event, "yaml.feature", f"不支持 YAML 的{what}", hint)

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
            raise self._refused(event, "yaml.depth", f"嵌套超过 {MAX_DEPTH} 层", "报告最多用 5 层；删去多余的“[”“]”或缩进")
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
                        "键必须是文字",
                        self.collector.path,
                        span=node.span,
                        hint="冒号前面只写键名，例如 name: 名称",
                    )
                )
            self.keys[-1] = node
            return
        self.keys[-1] = None
        if key.text in parent.nodes:
            message = f"“{key.text}”重复，第 {parent.keys[key.text].line} 行已有"
            self.collector.add(
                "yaml.duplicate-key", message, key.span, f"删去第 {parent.keys[key.text].line} 行或第 {key.line} 行"
            )
        else:
            parent.keys[key.text], parent.nodes[key.text] = key, node
