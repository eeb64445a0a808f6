"""The tables of a report's front matter → cells: what is written beside what the form prescribes, row by row."""

import re
from collections.abc import Sequence

from ..check.field_texts import nearest, suggest
from ..model.finding import Span
from ..model.form import Format, Heading, TableForm
from ..model.report import BLANK, UNREAD, AuthoredRow, Cell, Table
from .cells import read_cell
from .collector import CROWD, FindingCollector
from .fields import Fields
from .nodes import Node, YamlMapping, YamlScalar, YamlSequence, is_blank

MOST_ROWS = 500
"""Rows of a table that its author named; the prescribed ones have some 70."""


def read_tables(fields: Fields, form: Format) -> tuple[Table, ...]:
    """Return the tables that a report states; what is missing, too much or no number is reported and left unread."""
    if fields.node("tables") is None:
        if not form.free_chapters:
            fields.add_missing("tables", f"应有：{'、'.join(form.tables)}")
        return ()
    below = fields.mapping("tables")
    found = []
    for key, table in form.tables.items():
        node = below.node(key)
        if node is not None:
            found.append(_table(node, table, fields.collector, below.yaml.keys[key].span))
        elif not form.free_chapters:
            message = f"缺少表格“{key}”（{table.title}）"
            below.add_missing(key, "没有填报的单元格写 ~，不能整表省略", "table.missing", message)
    below.report_unknown("table.unknown")
    return tuple(found)


def _table(node: Node, form: TableForm, collector: FindingCollector, at: Span) -> Table:
    if form.authored:
        nodes = node.nodes if isinstance(node, YamlSequence) else []
        rows = [_authored_row(row, form, collector) for row in nodes[:MOST_ROWS]]
        if not isinstance(node, YamlSequence):
            collector.add("field.type", "统计表应为列表（每行以 - 开头）", node.span, "每行写成 - [0, 指标, 单位, 数]")
        if len(nodes) > MOST_ROWS:
            at = nodes[MOST_ROWS].span
            message = f"统计表有 {len(nodes):,} 行，超过上限 {MOST_ROWS} 行，多半是别的表误粘在这里"
            collector.add("table.too-long", message, at, f"从第 {at.line} 行起，删去不是统计表的各行")
        return Table(form.key, tuple(cells for _, cells in rows), tuple(heading for heading, _ in rows))
    reader = _TableReader(form, collector, node)
    reader.take(node, form.rows, at)
    return Table(form.key, tuple(reader.rows))


class _TableReader:
    """Walks the rows of a form and what is written for them side by side."""

    def __init__(self, form: TableForm, collector: FindingCollector, node: Node) -> None:
        self.form, self.collector = form, collector
        self.written = _written(node)
        self.rows: list[tuple[Cell, ...]] = []

    def take(self, node: Node | None, headings: tuple[Heading, ...], at: Span) -> None:
        """Append the rows of `headings` as `node` states them; a missing one is noted once and left unread."""
        entries = node if isinstance(node, YamlMapping) else None
        if node is not None and entries is None:
            self._not_split(node, headings)
        keyed = {heading.key: heading for heading in _keyed(headings)}
        meant = self._unknown(entries, list(keyed)) if entries else set()
        for key, heading in keyed.items():
            child = entries.nodes.get(key) if entries else None
            if child is None and entries is not None and key not in meant and key not in self.written:
                hint = "没有填报的单元格写 ~，不能省略整行"
                self.collector.add("row.missing", f"缺少“{key}”（{heading.label}）", at, hint)
            if heading.children:
                below = entries.keys[key].span if entries and child is not None else at
                self.take(child, heading.children, below)
            else:
                self.rows.append(_cells(child, heading, self.form, self.collector))

    def _not_split(self, node: Node, headings: tuple[Heading, ...]) -> None:
        """Report that one row is written where several belong."""
        below = _keyed(headings)
        cells = ", ".join("0" for _ in self.form.column_keys)
        names = "、".join(f"{heading.key}（{heading.label}）" for heading in below)
        first = f"{below[0].key}: [{cells}]" if not below[0].children else f"{below[0].key}:"
        hint = f"冒号后换行，缩进两格，一行写一项：{'、'.join(heading.key for heading in below)}；第一行如 {first}"
        self.collector.add("row.length", f"这里不能写成一行，要分 {len(below)} 行：{names}", node.span, hint)

    def _unknown(self, entries: YamlMapping, known: list[str]) -> set[str]:
        """Report the keys that are no rows here, and return the rows that they were plainly meant for."""
        unknown = [key for key in entries.keys if key not in known]
        if len(unknown) > CROWD:
            message = f"“{unknown[0]}”等 {len(unknown):,} 行都不认识，多半是别的内容贴到了这里"
            self.collector.add("row.unknown", message, entries.keys[unknown[0]].span, f"删去；可用：{'、'.join(known)}")
            return set()
        for key in unknown:
            misplaced = any(key in row.split(".") for row in self.form.row_keys)
            message = f"“{key}”这一行不在这里（缩进或位置不对）" if misplaced else f"不认识的行“{key}”"
            groups = dict.fromkeys(row.split(".")[-2] for row in self.form.row_keys if key in row.split(".")[1:])
            above = "、".join(f"{group}:" for group in groups)
            back = f"核对缩进，放回 {above} 下面" if groups else f"减少缩进，与 {self.form.row_keys[0].partition('.')[0]}: 对齐"
            hint = back if misplaced else suggest(key, known)
            self.collector.add("row.unknown", message, entries.keys[key].span, hint)
        return {nearest(key, known) for key in unknown}


def _written(node: Node) -> set[str]:
    """Every key of a tree of mappings."""
    if not isinstance(node, YamlMapping):
        return set()
    return set(node.nodes).union(*(_written(child) for child in node.nodes.values()))


def _keyed(headings: tuple[Heading, ...]) -> list[Heading]:
    """The headings that the data names; those without a key only group on the page."""
    return [found for heading in headings for found in ([heading] if heading.key else _keyed(heading.children))]


def _cells(node: Node | None, heading: Heading, form: TableForm, collector: FindingCollector) -> tuple[Cell, ...]:
    columns = form.leaf_columns
    if node is None:
        return (UNREAD,) * len(columns)
    nodes = node.nodes if isinstance(node, YamlSequence) else [node]
    if not isinstance(node, YamlSequence) or len(nodes) != len(columns):
        collector.add("row.length", *_wrong_length(node, nodes, heading, columns))
        return (UNREAD,) * len(columns)
    return tuple(read_cell(cell, column, collector) for cell, column in zip(nodes, columns, strict=True))


_SEPARATOR = re.compile(r"\s*[，、；;,]\s*|\s+")
"""What people write between cells; only the ASCII comma separates them."""


def _wrong_length(node: Node, nodes: Sequence[Node], heading: Heading, columns: Sequence[Heading]) -> tuple[str, Span, str]:
    """What is wrong with a row that has not the cells it should, where, and what to type."""
    wanted = len(columns)
    order = f"依次为：{'、'.join(column.label for column in columns)}"
    if isinstance(node, YamlMapping):
        example = ", ".join(["~"] * wanted)
        return f"“{heading.label}”是一行数，下面不能再分行", node.span, f"写成 {heading.key}: [{example}]，{order}"
    texts = [one.text for one in nodes if isinstance(one, YamlScalar) and one.plain]
    pieces = [piece for text in texts for piece in _SEPARATOR.split(text.strip()) if piece]
    row = f"写成 [{', '.join(pieces)}]" if len(pieces) == wanted and len(texts) == len(nodes) else ""
    wrong = next((sign for text in texts for sign in "，、；" if sign in text), "")
    if wrong:
        message = f"“{heading.label}”的数用“{wrong}”隔开，只有半角逗号“,”才能隔开单元格"
        return message, node.span, row or f"单元格之间一律用半角逗号“,”；{order}"
    if not isinstance(node, YamlSequence):
        shown = "" if is_blank(node) else node.text
        message = f"“{heading.label}”没有写在方括号里，应为 {wanted} 个单元格"
        return message, node.span, row or f"写成 [{', '.join([shown or '~'] + ['~'] * (wanted - 1))}]，{order}"
    hint = f"{row}；{order}" if row and len(nodes) < wanted else order
    if len(nodes) > wanted:
        hint += "。数字里不写逗号：1,234 会变成两格"
    return f"“{heading.label}”有 {len(nodes)} 个单元格，应为 {wanted} 个", node.span, hint


def _authored_row(node: Node, form: TableForm, collector: FindingCollector) -> tuple[AuthoredRow, tuple[Cell, ...]]:
    """One `[level, label, unit, cells …]`; trailing cells may be left out."""
    columns = form.leaf_columns
    nodes = node.nodes if isinstance(node, YamlSequence) else []
    heads = [cell.text.strip() if isinstance(cell, YamlScalar) else "" for cell in nodes[:3]]
    if len(heads) < 3 or not re.fullmatch(r"\d", heads[0]) or not heads[1] or len(nodes) > 3 + len(columns):
        names = ", ".join(["层级", form.corner, form.unit_label, *(column.label for column in columns)])
        collector.add("row.length", "统计表的一行写得不对", node.span, f"依次为：[{names}]，层级从 0 起")
        return AuthoredRow(0, "", ""), (BLANK,) * len(columns)
    cells = [read_cell(cell, column, collector) for cell, column in zip(nodes[3:], columns, strict=False)]
    cells += [BLANK] * (len(columns) - len(cells))
    return AuthoredRow(int(heads[0]), heads[1], heads[2] if heads[2] != "~" else ""), tuple(cells)


def fits_form(tables: YamlMapping, form: Format) -> bool:
    """Return whether every table written is one of this form's, its rows and row lengths too."""
    return bool(tables.nodes) and all(
        key in form.tables and not form.tables[key].authored and _rows_fit(node, form.tables[key])
        for key, node in tables.nodes.items()
    )


def _rows_fit(node: Node, table: TableForm, prefix: str = "") -> bool:
    if isinstance(node, YamlMapping):
        return all(_rows_fit(child, table, f"{prefix}.{key}" if prefix else key) for key, child in node.nodes.items())
    return isinstance(node, YamlSequence) and prefix in table.row_keys and len(node.nodes) == len(table.column_keys)
