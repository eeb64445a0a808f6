"""Half a dozen getters: each returns a typed value, or notes one finding at the node and returns a blank one."""

import re
from datetime import date
from decimal import Decimal
from functools import lru_cache

from ..model.finding import Finding, Span
from ..model.form import Amounts, Heading
from ..model.report import Cell
from .nodes import Entries, Items, Node, Scalar

BLANK = Cell()
NOT_APPLICABLE = Cell(not_applicable=True)
UNREAD = Cell(unread=True)

_NUMBER = re.compile(r"(-?)(0|[1-9]\d{0,14})(\.\d{1,9})?")
_COUNT = re.compile(r"0|[1-9][0-9]{0,14}")
"""The figure that most cells hold; it is one in every kind of column."""
_NOTE = re.compile(r"(?P<figure>[^（(]*?)\s*[（(](?P<note>.+)[)）]", re.DOTALL)
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_YEAR = re.compile(r"20\d\d")
_HALF_WIDTH = str.maketrans("０１２３４５６７８９．－／～", "0123456789.-/~")


class Fields:
    """The keys of one mapping, each asked for by name; `close` reports those nobody asked for.

    A required key that is absent is reported there too, unless a misspelt one plainly stands for it.
    """

    def __init__(self, entries: Entries, path: str, findings: list[Finding], at: Span | None = None) -> None:
        self.entries, self.path, self.findings = entries, path, findings
        self.at = at or entries.span
        self.known: list[str] = []
        self.absent: dict[str, Finding] = {}

    def node(self, key: str) -> Node | None:
        """The node at `key`, None when it is absent or empty."""
        self.known.append(key)
        node = self.entries.nodes.get(key)
        return None if isinstance(node, Scalar) and is_blank(node) else node

    def span(self, key: str) -> Span:
        """Where the value of `key` stands, or what the mapping belongs to."""
        node = self.entries.nodes.get(key)
        return node.span if node is not None else self.at

    def note(self, code: str, message: str, span: Span, hint: str = "") -> None:
        """Record a finding at a place of this file."""
        self.findings.append(Finding(code, message, self.path, span=span, hint=hint))

    def missing(self, key: str, hint: str = "", code: str = "field.missing", message: str = "") -> None:
        """Record that a required key is absent or empty."""
        self.absent[key] = Finding(code, message or f"缺少“{key}”", self.path, span=self.span(key), hint=hint)

    def text(self, key: str, *, required: bool = False, hint: str = "") -> str:
        """The text at `key`, without surrounding blanks; "" when there is none."""
        node = self.node(key)
        if isinstance(node, Scalar):
            return node.text.strip()
        if node is not None:
            self.note("field.type", f"“{key}”应为一行文字", node.span)
        elif required:
            self.missing(key, hint)
        return ""

    def date(self, key: str, *, required: bool = False, example: str = "2021-01-26") -> date | None:
        """The date at `key`, written `YYYY-MM-DD` as the `example` is, and existing in the calendar."""
        node = self.node(key)
        if node is None:
            if required:
                self.missing(key, f"写成 {key}: {example}")
            return None
        text = node.text.translate(_HALF_WIDTH) if isinstance(node, Scalar) else ""
        try:
            return date.fromisoformat(text if _DATE.fullmatch(text) else "")
        except ValueError:
            shown = f"“{text}”" if text else f"“{key}”"
            self.note("field.date", f"{shown}不是有效的日期", node.span, f"写成 YYYY-MM-DD，例如 {example}")
            return None

    def year(self, key: str) -> int | None:
        """The year at `key`, four digits."""
        node = self.node(key)
        if node is None:
            self.missing(key, f"写成 {key}: 2020")
            return None
        text = node.text.translate(_HALF_WIDTH) if isinstance(node, Scalar) else ""
        if _YEAR.fullmatch(text):
            return int(text)
        self.note("field.type", f"“{key}”应为四位年份", node.span, f"写成 {key}: 2020")
        return None

    def whole(self, key: str) -> int:
        """The whole number at `key`, 0 when absent."""
        text = self.text(key)
        if text and not re.fullmatch(r"\d{1,6}", text):
            self.note("field.type", f"“{key}”应为整数", self.span(key))
        return int(text) if re.fullmatch(r"\d{1,6}", text) else 0

    def flag(self, key: str) -> bool:
        """The `true` or `false` at `key`, false when absent."""
        text = self.text(key)
        if text not in ("", "true", "false"):
            self.note("field.type", f"“{key}”应为 true 或 false", self.span(key))
        return text == "true"

    def choice(self, key: str, choices: tuple[str, ...], default: str = "") -> str:
        """The text at `key`, one of `choices`."""
        text = self.text(key) or default
        if text not in choices and text != default:
            self.note("field.choice", f"“{key}”不能是“{text}”", self.span(key), suggest(text, choices))
            return default
        return text

    def texts(self, key: str, choices: tuple[str, ...] = ()) -> tuple[str, ...]:
        """The list of texts at `key`, of `choices` if there are any; a single text counts as a list of one."""
        node = self.node(key)
        nodes = node.nodes if isinstance(node, Items) else [] if node is None else [node]
        for item in nodes:
            if not isinstance(item, Scalar):
                self.note("field.type", f"“{key}”应为文字的列表", item.span)
            elif choices and item.text.strip() not in choices:
                self.note("field.choice", f"“{key}”里不能有“{item.text}”", item.span, suggest(item.text, choices))
        return tuple(item.text.strip() for item in nodes if isinstance(item, Scalar))

    def below(self, key: str) -> "Fields":
        """The mapping at `key`, an empty one when absent."""
        node = self.node(key)
        if node is not None and not isinstance(node, Entries):
            self.note("field.type", f"“{key}”应为“键: 值”的列表", node.span)
        span = self.span(key)
        entries = node if isinstance(node, Entries) else Entries(span.line, span.column)
        at = self.entries.keys[key].span if key in self.entries.keys else self.at
        return Fields(entries, self.path, self.findings, at)

    def each(self, key: str) -> list["Fields"]:
        """The mappings listed at `key`."""
        node = self.node(key)
        if node is not None and not isinstance(node, Items):
            self.note("field.type", f"“{key}”应为列表（每项以 - 开头）", node.span)
        items = node.nodes if isinstance(node, Items) else []
        for item in items:
            if not isinstance(item, Entries):
                self.note("field.type", f"“{key}”的每一项应为“键: 值”", item.span)
        return [Fields(item, self.path, self.findings) for item in items if isinstance(item, Entries)]

    def close(self, code: str = "field.unknown") -> None:
        """Report every key that was never asked for, with the nearest right one, and what is missing besides."""
        unknown = [key for key in self.entries.keys if key not in self.known]
        for key in unknown:
            self.note(code, f"不认识的键“{key}”", self.entries.keys[key].span, suggest(key, self.known))
        meant = {nearest(key, list(self.known)) for key in unknown}
        self.findings += [finding for key, finding in self.absent.items() if key not in meant]


def suggest(wrong: str, choices: list[str] | tuple[str, ...]) -> str:
    """A hint naming the nearest of `choices`, or all of them when none is near."""
    near = nearest(wrong, choices)
    return f"是不是“{near}”？" if near else f"可用：{'、'.join(choices)}"


def nearest(wrong: str, choices: list[str] | tuple[str, ...]) -> str:
    """The one of `choices` that a misspelt word plainly stands for, "" when none does."""
    from difflib import get_close_matches

    return next(iter(get_close_matches(wrong, choices, n=1, cutoff=0.6)), "")


def is_blank(node: Node) -> bool:
    """Whether a node is `~`, `null` or nothing at all."""
    return isinstance(node, Scalar) and node.plain and node.text in ("", "~", "null", "～")


def read_cell(node: Node, column: Heading, path: str, findings: list[Finding]) -> Cell:
    """Return the cell that a node states, typed by its column; a wrong one is noted and left unread."""
    if not isinstance(node, Scalar):
        findings.append(Finding("cell.not-a-number", "单元格里只能写一个数", path, span=node.span))
        return UNREAD
    if is_blank(node):
        return BLANK
    cell, problem = cell_of(node.text, column.holds, column.units)
    if problem:
        code, message, hint = problem
        findings.append(Finding(code, message, path, span=node.span, hint=hint))
    elif not node.text.isascii() and node.text.translate(_HALF_WIDTH) != node.text and not cell.note:
        message = f"“{node.text}”用了全角数字，已按“{node.text.translate(_HALF_WIDTH)}”读入"
        findings.append(Finding("cell.full-width", message, path, span=node.span, hint="改为半角数字"))
    return cell


@lru_cache(maxsize=1 << 14)
def cell_of(text: str, holds: Amounts, units: tuple[str, ...]) -> tuple[Cell, tuple[str, str, str] | None]:
    """Return the cell that `text` states, and what is wrong with it as (code, message, hint)."""
    if _COUNT.fullmatch(text):
        return Cell(Decimal(text)), None
    figure, note = text.translate(_HALF_WIDTH).strip(), ""
    if figure == "/":
        return NOT_APPLICABLE, None
    if match := _NOTE.fullmatch(text.strip()):
        figure, note = match["figure"].translate(_HALF_WIDTH).strip(), match["note"].strip()
    unit = next((unit for unit in sorted(units, key=len, reverse=True) if figure.endswith(unit)), "")
    figure = figure.removesuffix(unit).rstrip()
    match = _NUMBER.fullmatch(figure)
    if not match:
        return UNREAD, ("cell.not-a-number", f"“{text}”不是数字", _mend(figure, units))
    sign, _, fraction = match.groups()
    if sign and holds != "change":
        return UNREAD, ("cell.negative", f"“{text}”：这一列不能是负数", "只有“本年增/减”可以是负数")
    if fraction and holds != "money":
        return UNREAD, ("cell.fraction", f"“{text}”：这一列应为整数", "只有金额可以有小数")
    return Cell(Decimal(figure), note, unit), None


def _mend(figure: str, units: tuple[str, ...]) -> str:
    """What to type instead of a text that is no number."""
    if figure in ("", "-", "—", "--", "——", "\\", "无"):
        return "没有填报写 ~；不适用写 /"
    if re.fullmatch(r"\+\d+", figure):
        return f"写成 {figure[1:]}，不加正号"
    if re.fullmatch(r"0+\d+", figure):
        return f"数字前面不能有多余的 0：写成 {figure.lstrip('0') or '0'}"
    if re.fullmatch(r"-?\d{1,3}([,，]\d{3})+(\.\d+)?", figure):
        return f"不写千位分隔符：写成 {re.sub('[,，]', '', figure)}"
    if match := re.fullmatch(r"(-?\d+(?:\.\d+)?)\s*([^\d\s]+)", figure):
        allowed = f"；单位只能是{'或'.join(units)}" if units else ""
        return f'只写数字：{match[1]}；说明写在括号里，如 "{match[1]}（{match[2]}）"{allowed}'
    if re.fullmatch(r"-?\d+(\.\d+)?", figure):
        return "整数部分最多 15 位，小数最多 9 位"
    return '写数字、~（未填报）、/（不适用），或 "22（其中修订16件）"'
