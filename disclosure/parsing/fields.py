"""The keys of a mapping, each read as a typed value; what can't be read is a finding, and the value a blank one."""

import re
from collections.abc import Mapping
from datetime import date

from ..check.field_texts import date_hint, day_of_year, flag_hint, nearest, suggest
from ..check.yaml_syntax import swallowed_text
from ..model.finding import Finding, Parsed, Span
from ..model.report import Source
from .collector import CROWD, FindingCollector
from .nodes import Node, YamlMapping, YamlScalar, YamlSequence, is_blank
from .text import HALF_WIDTH, Halves, decode
from .yaml import read_yaml

NO_WORDS: Mapping[str, str] = {}
_DATE = re.compile(r"20\d\d-\d\d-\d\d")
_TIME = re.compile(r"(?<=\d)[ T]+((?:[01]\d|2[0-3]):[0-5]\d)$")
_YEAR = re.compile(r"20\d\d")
_BREAK = re.compile(r"[ \t]*[\n\t\u2028\u2029][\s]*")
"""What ends a line, or a cell, within a text of one line."""


LONGEST = 200
"""Characters of a title, a name or a number; the longest names of public bodies have some 50."""
SENTENCE = 2000
"""Characters of an explanation or of what a correction changed."""


class Fields:
    """The keys of one mapping, each asked for by name; `report_unknown` reports those nobody asked for.

    A required key that is missing is reported there too, unless a misspelt one plainly stands for it.
    """

    def __init__(self, yaml: YamlMapping, collector: FindingCollector, at: Span | None = None) -> None:
        self.yaml, self.collector = yaml, collector
        self.at = at or yaml.span
        self.known: list[str] = []
        self.missing: dict[str, tuple[str, str, Span, str]] = {}

    @property
    def path(self) -> str:
        """The file that the mapping stands in."""
        return self.collector.path

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What was found in this file so far, in this mapping and in others."""
        return self.collector.findings

    def node(self, key: str) -> Node | None:
        """The node at `key`, None when it is absent or empty."""
        self.known.append(key)
        node = self.yaml.nodes.get(key)
        return None if node is not None and is_blank(node) else node

    def span(self, key: str) -> Span:
        """Where the value of `key` stands, or what the mapping belongs to."""
        node = self.yaml.nodes.get(key)
        return node.span if node is not None else self.at

    def item_span(self, key: str, text: str) -> Span:
        """Where the item with this text stands in the list at `key`; a single value counts as a list of one."""
        node = self.yaml.nodes.get(key)
        items = node.nodes if isinstance(node, YamlSequence) else []
        return next((one.span for one in items if isinstance(one, YamlScalar) and one.text.strip() == text), self.span(key))

    def add_finding(self, code: str, message: str, span: Span, hint: str = "") -> None:
        """Add a finding at a place of this file."""
        self.collector.add(code, message, span, hint)

    def add_missing(self, key: str, hint: str = "", code: str = "field.missing", message: str = "") -> None:
        """Add that a required key is absent or empty."""
        self.missing[key] = (code, message or f"缺少“{key}”", self.span(key), hint)

    def text(self, key: str, *, required: bool = False, hint: str = "", longest: int = LONGEST) -> str:
        """The text at `key`, without surrounding blanks; "" when there is none, or one of more than `longest` characters."""
        node = self.node(key)
        text = node.text.strip() if isinstance(node, YamlScalar) else ""
        if node is not None and (broken := _BREAK.search(text)):
            joined = _BREAK.sub("", text)
            wrong = "里有制表符（Tab）" if broken[0].isspace() and "\n" not in text else "应为一行文字，这里有几行"
            self.add_finding("field.type", f"“{key}”{wrong}", node.span, f"写成 {key}: {joined}")
            return joined
        if node is not None and not isinstance(node, YamlScalar):
            inner = node.nodes[0] if isinstance(node, YamlSequence) and node.nodes else None
            instead = f"写成 {key}: {inner.text}" if isinstance(inner, YamlScalar) else hint or f"写成 {key}: 文字"
            self.add_finding("field.type", f"“{key}”应为一行文字", node.span, instead)
        elif required and not text:
            self.add_missing(key, hint or f"写成 {key}: 文字")
        elif node is not None and len(text) > longest:
            message = f"“{key}”有 {len(text):,} 字，超过上限 {longest:,} 字，多半是别的文字误粘在这里"
            self.add_finding("field.long", message, node.span, hint or f"只留下要说的一句，例如 {key}: {text[:20]}")
            return ""
        return text

    def time_of_day(self, key: str) -> str:
        """The time `HH:MM` behind the date at `key`, "" where it has none."""
        node = self.node(key)
        time = _TIME.search(node.text.translate(HALF_WIDTH)) if isinstance(node, YamlScalar) else None
        return time[1] if time else ""

    def date(self, key: str, *, required: bool = False, example: str = "YYYY-MM-DD", timed: bool = False) -> date | None:
        """The date at `key`, written `YYYY-MM-DD` as the `example` is; if `timed` a time of day may follow."""
        node = self.node(key)
        if node is None:
            if required:
                self.add_missing(key, f"写成 {key}: {example}，MM、DD 换成实际的月和日，各写两位")
            return None
        text = node.text.translate(HALF_WIDTH).strip() if isinstance(node, YamlScalar) else ""
        text = _TIME.sub("", text) if timed else text
        try:
            return date.fromisoformat(text if _DATE.fullmatch(text) else "")
        except ValueError:
            shown = f"“{text}”" if text else f"“{key}”"
            self.add_finding("field.date", f"{shown}不是有效的日期", node.span, date_hint(text, example))
            return None

    def year(self, key: str, example: str = "四位年份") -> int | None:
        """The year at `key`, four digits, as the `example` is."""
        node = self.node(key)
        if node is None:
            self.add_missing(key, f"写成 {key}: {example}")
            return None
        text = node.text.translate(HALF_WIDTH) if isinstance(node, YamlScalar) else ""
        if _YEAR.fullmatch(text):
            return int(text)
        self.add_finding("field.type", f"“{key}”应为四位年份", node.span, f"写成 {key}: {example}")
        return None

    def integer(self, key: str, least: int = 0, greatest: int = 999_999, default: int = 0) -> int:
        """The whole number at `key`, within its bounds; the default when absent."""
        text = self.text(key)
        if text.isascii() and text.isdecimal() and len(text) <= 12 and least <= int(text) <= greatest:
            return int(text)
        if text:
            hint = f"写 {least} 到 {greatest} 之间的整数{f'；不写就是 {default}' if least <= default else ''}"
            self.add_finding("field.type", f"“{key}”不能是“{text}”", self.span(key), hint)
        return default

    def day(self, key: str) -> str:
        """The day of any year at `key`, written `MM-DD`; "" when absent."""
        text = self.text(key)
        month, _, day = text.partition("-")
        if len(text) == 5 and month.isdecimal() and day.isdecimal() and 1 <= int(month) <= 12 and 1 <= int(day) <= 31:
            return text
        if text:
            self.add_finding("field.date", f"“{text}”应写成 MM-DD", self.span(key), f"写成 {key}: {day_of_year(text)}")
        return ""

    def flag(self, key: str) -> bool:
        """The `true` or `false` at `key`, false when absent."""
        text = self.text(key)
        if text not in ("", "true", "false"):
            self.add_finding("field.type", f"“{key}”应为 true 或 false", self.span(key), flag_hint(key, text))
        return text == "true"

    def choice(self, key: str, choices: tuple[str, ...], default: str = "", words: Mapping[str, str] = NO_WORDS) -> str:
        """The text at `key`, one of `choices`; `words` are those that may be written for them."""
        text = self.text(key) or default
        text = words.get(text, text)
        if text not in choices and text != default:
            means = {value: f"{value}（{word}）" for word, value in words.items()}
            near = nearest(text, (*choices, *words))
            hint = f"是不是“{near}”？" if near else f"可用：{'、'.join(means.get(value, value) for value in choices)}"
            self.add_finding("field.choice", f"“{key}”不能是“{text}”", self.span(key), hint)
            return default
        return text

    def texts(self, key: str, choices: tuple[str, ...] = ()) -> tuple[str, ...]:
        """The list of texts at `key`, of `choices` if there are any; a single text counts as a list of one."""
        node = self.node(key)
        nodes = node.nodes if isinstance(node, YamlSequence) else [] if node is None else [node]
        for item in nodes:
            if not isinstance(item, YamlScalar):
                self.add_finding("field.type", f"“{key}”应为文字的列表", item.span, f"写成 {key}: [文字, 文字]")
            elif not (text := item.text.strip()) or _BREAK.search(text):
                wrong = "的每一项应为一行文字，这里有几行" if text else "里有一项是空的"
                instead = _BREAK.sub("", text) or "文字"
                self.add_finding("field.type", f"“{key}”{wrong}", item.span, f"写成 {key}: [{instead}]；不要这一项的，删去")
            elif choices and item.text.strip() not in choices:
                self.add_finding("field.choice", f"“{key}”里不能有“{item.text}”", item.span, suggest(item.text, choices))
        return tuple(text for item in nodes if isinstance(item, YamlScalar) and (text := _BREAK.sub("", item.text.strip())))

    def mapping(self, key: str) -> "Fields":
        """The mapping at `key`, an empty one when absent."""
        node = self.node(key)
        if node is not None and not isinstance(node, YamlMapping):
            hint = f"{key}: 后面换行，下一行缩进两格写“项: 内容”"
            self.add_finding("field.type", f"“{key}”下面应为一行一项的“项: 内容”", node.span, hint)
        span = self.span(key)
        yaml = node if isinstance(node, YamlMapping) else YamlMapping(span.line, span.column)
        at = self.yaml.keys[key].span if key in self.yaml.keys else self.at
        return Fields(yaml, self.collector, at)

    def mappings(self, key: str, example: str = "项: 内容") -> list["Fields"]:
        """The mappings listed at `key`, each written as the `example` is."""
        node = self.node(key)
        if node is not None and not isinstance(node, YamlSequence):
            hint = f"{key}: 后面换行，每项写成“  - {example}”"
            self.add_finding("field.type", f"“{key}”应为列表（每项以 - 开头）", node.span, hint)
        items = node.nodes if isinstance(node, YamlSequence) else []
        for item in items:
            if not isinstance(item, YamlMapping):
                self.add_finding("field.type", f"“{key}”的每一条应为“项: 内容”", item.span, f"写成“  - {example}”")
        return [Fields(item, self.collector) for item in items if isinstance(item, YamlMapping)]

    def wrong_keys(self, other_names: Mapping[str, str]) -> set[str]:
        """The keys asked for that are written, but misspelt or with a value that has a finding."""
        known = frozenset(self.known)
        unknown = [key for key in self.yaml.keys if key not in known][:CROWD]
        faulty = {finding.span for finding in self.findings}
        meant = {other_names.get(key.lower()) or nearest(key, self.known) for key in unknown}
        return meant | {k for k, node in self.yaml.nodes.items() if node.span in faulty}

    def report_unknown(
        self, code: str = "field.unknown", other_names: Mapping[str, str] | None = None, homes: Mapping[str, str] | None = None
    ) -> None:
        """Report every key that was never asked for, with the nearest right one, and what is missing besides.

        `other_names` are words that people write for keys, `homes` says of keys where else they are to be written.
        """
        known = list(dict.fromkeys(self.known))
        meant = set()
        asked = frozenset(known)
        unknown = [key for key in self.yaml.keys if key not in asked]
        if len(unknown) > CROWD:
            message = f"“{unknown[0]}”等 {len(unknown):,} 项都不认识，多半是别的内容贴到了这里"
            hint = "把它们移到第二行 --- 之后，或删去" if self.path.endswith(".md") else f"删去；可用：{'、'.join(known)}"
            self.add_finding(code, message, self.yaml.keys[unknown[0]].span, hint)
            unknown = []
        for key in unknown:
            right = (other_names or {}).get(key.lower(), "")
            home = "" if right else (homes or {}).get(key, "")
            meant.add(right or nearest(key, known))
            hint = f"是不是“{right}”？" if right else home or suggest(key, known)
            if (plain := key.strip()) != key and plain:
                hint = f"“{plain}”前后有看不见的空白：删去整行，重新输入 {plain}: 和它的值"
            self.add_finding(code, f"不认识“{key}”这一项", self.yaml.keys[key].span, hint)
        for key, finding in self.missing.items():
            if key not in meant:
                self.add_finding(*finding)


def read_fields(source: Source) -> Parsed[Fields]:
    """Return the fields of a file that is one YAML mapping; None when it can't be read at all."""
    text = decode(source)
    return _fields(text.value, source.path) if text.value is not None else Parsed(None, text.findings)


def front_fields(halves: Halves, path: str) -> Parsed[Fields]:
    """Return the fields of a content file's front matter; None when it can't be read at all."""
    return _fields(halves.front, path, first_line=2)


def _fields(text: str, path: str, first_line: int = 1) -> Parsed[Fields]:
    document = read_yaml(text, path, first_line)
    if document.value is None:
        return Parsed(None, document.findings)
    findings = (*document.findings, *swallowed_text(text, path, first_line))
    return Parsed(Fields(document.value, FindingCollector(path, findings)), findings)
