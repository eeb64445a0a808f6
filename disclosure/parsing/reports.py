"""A report file → `Report`. The year picks the form, and the form decides what every cell may hold."""

import re
from collections.abc import Sequence

from msgspec.structs import replace

from ..check.field_texts import date_hint, nearest, suggest
from ..model.digest import fingerprint
from ..model.figure_address import with_figures
from ..model.finding import Parsed, Span
from ..model.form import Format, Heading, TableForm
from ..model.report import (
    BLANK,
    UNPUBLISHED,
    UNREAD,
    AuthoredRow,
    Cell,
    Explanation,
    Report,
    Revision,
    Section,
    Signature,
    Source,
    Table,
    Withdrawal,
)
from .cells import read_cell
from .classify import year_in
from .collector import CROWD, FindingCollector
from .fields import SENTENCE, Fields, front_fields
from .nodes import Node, YamlMapping, YamlScalar, YamlSequence, is_blank
from .public_address import read_old_addresses, read_source_address
from .signed_text import signed_digest
from .text import Halves, chapters, decode, read_halves

MOST_ROWS = 500
"""Rows of a table that its author named; the prescribed ones have some 70."""
_NUMBER = re.compile(r"^[一二三四五六七八九十]、\s*")
_DAY = re.compile(r"\s*[0-9０-９]{4}\D")
_CODE = re.compile(r"[a-z-]+\.[a-z-]+")


def parse_report(source: Source, forms: tuple[Format, ...]) -> Parsed[Report]:
    """Return the report that a file states, and everything in it that could not be read as written.

    The value is None when not even title, year and form are known; one without a date is read all the same.
    """
    halves = read_halves(source)
    if halves.value is None:
        return Parsed(None, halves.findings)
    fields = front_fields(halves.value, source.path)
    if fields.value is None:
        return Parsed(None, fields.findings)
    report = _report(fields.value, halves.value, source, forms)
    fields.value.report_unknown()
    return Parsed(report, fields.value.findings)


def _report(fields: Fields, halves: Halves, source: Source, forms: tuple[Format, ...]) -> Report | None:
    named = year_in(source.name)
    title = fields.text("title", required=True, hint=f"写成 title: 某某镇{named or '某某'}年政府信息公开工作年度报告")
    if any(finding.span == fields.span("title") for finding in fields.findings):
        title = ""  # what is wrong with it is said: what follows from it is not
    year = fields.year("year", named or "四位年份") or int(named or 0)
    if year and named not in ("", str(year)):
        _report_other_year(fields, source, named, year)
        return None
    draft = fields.flag("draft")
    published = fields.date("published", required=not draft, example=_example(year), timed=True)
    form = _form(fields, year, forms)
    change = f"{{date: {_example(year)}, change: 更正了什么}}"
    revisions = tuple(_revision(entry, _example(year)) for entry in fields.mappings("revisions", change))
    report = Report(
        path=source.path,
        name=source.name,
        title=title or f"{year}年政府信息公开工作年度报告",
        year=year,
        published=published or UNPUBLISHED,
        published_at=fields.time_of_day("published") if published else "",
        format=form.key if form else "",
        tables=_tables(fields, form) if form else (),
        preamble="",
        sections=(),
        explanations=read_explanations(fields),
        revisions=tuple(revision for revision in revisions if revision),
        document_number=fields.text("document_number"),
        index_number=fields.text("index_number"),
        draft=draft,
        source=read_source_address(fields, source.name),
        as_published=read_explanations(fields, "as_published"),
        moved_from=read_old_addresses(fields, "moved_from"),
        withdrawn=read_withdrawal(fields, _example(year)),
        review=_review(fields, source),
        file_digest=source.digest,
    )
    fields.text("imported_from")  # for those who wrote the report: nothing of it is public
    if form is None:
        fields.node("tables")
        return None
    return with_text(report, form, halves)


def _report_other_year(fields: Fields, source: Source, named: str, year: int) -> None:
    """Report a year that is not that of the file's name; nothing else is said of such a file."""
    message = f"文件名是 {source.name.rpartition('/')[2]}，year 却是 {year}"
    hint = f"{named} 年的报告写 year: {named}，再核对标题、日期和各数；"
    hint += f"{year} 年的报告，文件名改为 {year}.md（已有的，删去这一份）"
    fields.add_finding("year.path", message, fields.span("year"), hint)
    fields.known += fields.yaml.keys


def with_text(report: Report, form: Format, halves: Halves) -> Report:
    """Return a report with the text of its file, the figures of its tables printed in it, and its digests."""
    preamble, *sections = chapters(with_figures(halves.text, report.tables, form))
    keys = {other: section.key for section in form.sections for other in section.also}
    keys |= {section.heading: section.key for section in form.sections}
    report = replace(
        report,
        preamble=preamble[2],
        sections=tuple(
            Section(keys.get(heading) or keys.get(_NUMBER.sub("", heading), ""), heading, text) for heading, _, text in sections
        ),
        figures_digest=fingerprint(report.tables),
    )
    return replace(report, digest=report.content_digest)


def _example(year: int) -> str:
    """How a day is written on which the report of this year may have been published."""
    return f"{year + 1}-MM-DD" if year else "YYYY-MM-DD"


def _form(fields: Fields, year: int, forms: tuple[Format, ...]) -> Format | None:
    """The form that the year asks for; another one that the file states or plainly uses is reported."""
    stated = fields.text("format")
    due = next((form for form in forms if form.covers(year)), None)
    if due is None:
        if year:
            first = min((form.first_year for form in forms), default=year)
            hint = f"年度报告从 {first} 年起；核对 year 和文件名，例如 year: {first}、{first}.md"
            fields.add_finding("form.wrong-year", f"没有适用于 {year} 年的格式", fields.span("year"), hint)
        return None
    if stated and stated != due.key:
        chosen = next((form for form in forms if form.key == stated and year in form.years_allowed), None)
        if chosen:
            return chosen
        message = f"{year} 年的报告应使用 {due.key} 格式，不是“{stated}”"
        fields.add_finding("form.wrong-year", message, fields.span("format"), "删去 format 一行，由年份决定格式")
    node = fields.node("tables")
    if isinstance(node, YamlMapping) and not _fits(node, due):
        other = next((form for form in forms if form is not due and _fits(node, form)), None)
        if other:
            message = f"{year} 年的报告应使用 {due.key} 格式（{due.issued_as}），这里的表格是 {other.key} 格式"
            hint = f"按 {due.key} 格式重新填写表格；或核对 year"
            fields.add_finding("form.wrong-year", message, fields.yaml.keys["tables"].span, hint)
            return other
    return due


def _fits(tables: YamlMapping, form: Format) -> bool:
    """Whether every table written is one of this form's, its rows and row lengths too."""
    return bool(tables.nodes) and all(
        key in form.tables and not form.tables[key].authored and _rows_fit(node, form.tables[key])
        for key, node in tables.nodes.items()
    )


def _rows_fit(node: Node, table: TableForm, prefix: str = "") -> bool:
    if isinstance(node, YamlMapping):
        return all(_rows_fit(child, table, f"{prefix}.{key}" if prefix else key) for key, child in node.nodes.items())
    return isinstance(node, YamlSequence) and prefix in table.row_keys and len(node.nodes) == len(table.column_keys)


def _tables(fields: Fields, form: Format) -> tuple[Table, ...]:
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
    columns = [line[-1] for line in form.column_lines]
    if node is None:
        return (UNREAD,) * len(columns)
    nodes = node.nodes if isinstance(node, YamlSequence) else [node]
    if not isinstance(node, YamlSequence) or len(nodes) != len(columns):
        collector.add("row.length", *_wrong_length(node, nodes, heading, columns))
        return (UNREAD,) * len(columns)
    return tuple(read_cell(cell, column, collector) for cell, column in zip(nodes, columns, strict=True))


_SEPARATOR = re.compile(r"\s*[，、；;,]\s*|\s+")
"""What people write between cells; only the ASCII comma separates them."""


def _wrong_length(node: Node, nodes: Sequence[Node], heading: Heading, columns: list[Heading]) -> tuple[str, Span, str]:
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
    columns = [line[-1] for line in form.column_lines]
    nodes = node.nodes if isinstance(node, YamlSequence) else []
    heads = [cell.text.strip() if isinstance(cell, YamlScalar) else "" for cell in nodes[:3]]
    if len(heads) < 3 or not re.fullmatch(r"\d", heads[0]) or not heads[1] or len(nodes) > 3 + len(columns):
        names = ", ".join(["层级", form.corner, form.unit_label, *(column.label for column in columns)])
        collector.add("row.length", "统计表的一行写得不对", node.span, f"依次为：[{names}]，层级从 0 起")
        return AuthoredRow(0, "", ""), (BLANK,) * len(columns)
    cells = [read_cell(cell, column, collector) for cell, column in zip(nodes[3:], columns, strict=False)]
    cells += [BLANK] * (len(columns) - len(cells))
    return AuthoredRow(int(heads[0]), heads[1], heads[2] if heads[2] != "~" else ""), tuple(cells)


def read_explanations(fields: Fields, key: str = "explain") -> tuple[Explanation, ...]:
    """Return the sentences about findings that a file gives under `explain:` or another key; what is no code is reported."""
    below = fields.mapping(key)
    found = []
    for about, scalar in below.yaml.keys.items():
        code, _, target = about.partition("@")
        sentence = below.text(about, longest=SENTENCE)
        if below.node(about) is None or (not sentence and isinstance(below.node(about), YamlScalar)):
            below.add_missing(about, f"写成 {about}: 原因，用一句话", message=f"“{about}”没有写原因")
        if not _CODE.fullmatch(code):
            below.add_finding(
                "field.unknown", f"“{code}”不是提示代码", scalar.span, "写提示末尾方括号里的代码，例如 published.late: 原因"
            )
        elif sentence:
            found.append(Explanation(code, target, sentence))
    below.report_unknown()
    return tuple(found)


def read_withdrawal(fields: Fields, example: str = "YYYY-MM-DD") -> Withdrawal | None:
    """Return when and why a report or a page was taken off the site, None when it was not."""
    if fields.node("withdrawn") is None:
        return None
    below = fields.mapping("withdrawn")
    on = below.date("date", required=True, example=example)
    hint = "写成 reason: 为什么撤下，用一句话，例如 reason: 数据有误，正在重新核实。"
    reason = below.text("reason", required=True, hint=hint, longest=SENTENCE)
    below.report_unknown()
    return Withdrawal(on, reason) if on and reason else None


def _review(fields: Fields, source: Source) -> tuple[Signature, ...]:
    """The signatures of a report, and whether they hold: whether its text is still the one that was signed."""
    entries = fields.mappings("review")
    digest = signed_digest(decode(source).value or "") if entries else ""
    found = []
    for entry in entries:
        hint = "签署由 disclosure approve 写入，不要手写；运行 disclosure approve 文件 --role 职务 --name 姓名"
        role, name, signed = (entry.text(key, required=True, hint=hint) for key in ("role", "name", "digest"))
        on = entry.date("date", required=True)
        entry.report_unknown()
        if role and name and on and signed:
            found.append(Signature(role, name, on, signed, signed == digest))
    return tuple(found)


def _revision(entry: Fields, example: str) -> Revision | None:
    dated = next((key for key in entry.yaml.keys if _DAY.match(key)), "")
    if dated and not entry.yaml.keys.keys() & {"date", "change"}:
        day = date_hint(dated, example).rpartition("写成 ")[2].partition("，")[0]
        hint = f"写成“  - {{date: {day}, change: {entry.text(dated) or '更正了什么'}}}”"
        entry.add_finding("field.type", f"更正的日期“{dated}”要写在 date: 后面", entry.yaml.keys[dated].span, hint)
        return None
    on = entry.date("date", required=True, example=example)
    hint = "写成 change: 更正了什么，用一句话，例如 change: 更正表三一处数字。"
    change = entry.text("change", required=True, hint=hint, longest=SENTENCE)
    entry.report_unknown()
    return Revision(on, change) if on and change else None
