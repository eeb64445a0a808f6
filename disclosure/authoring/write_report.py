"""A report's parts → the text of its content file, with the comments that guide people through it."""

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from ..model.form import Format, TableForm
from .yaml_text import TableText, comment_line, double_quoted, scalar_text, table_block

_PUBLISHED = "首次发布日期，以后不再改动"


class AuthoredLine(Struct, frozen=True):
    """A row of a statistics table: indent level, label, unit, the cells as they are written, and a remark."""

    level: int
    label: str
    unit: str
    cells: tuple[str, ...]
    remark: str = ""


class ReportParts(Struct, frozen=True):
    """All that goes into a content file. `sections` are (heading, Markdown); a heading may be the author's own.

    `schema` is where editors find the schema of the form, `source` where the report was issued, `imported_from` the
    document that it was made of.
    """

    form: Format
    year: int
    title: str
    published: str
    cells: Mapping[tuple[str, str, str], str]
    sections: Sequence[tuple[str, str]]
    preamble: str = ""
    remarks: Mapping[tuple[str, str], str] = {}
    over: Mapping[str, Sequence[str]] = {}
    statistics: Sequence[AuthoredLine] = ()
    stated: bool = False
    schema: str = ""
    source: str = ""
    imported_from: str = ""


def write_report(parts: ReportParts) -> str:
    """Return the content file. A cell that the draft does not have is blank."""
    return "\n".join((*_front(parts), *_body(parts))) + "\n"


def _front(parts: ReportParts) -> Iterator[str]:
    yield "---"
    if parts.schema:
        yield f"# yaml-language-server: $schema={parts.schema}"
    yield f"title: {scalar_text(parts.title)}" if parts.title else "title:                           # 请填写标题"
    yield f"year: {parts.year}"
    if parts.stated:
        yield f"format: {parts.form.key}"
    comment = _PUBLISHED if parts.published else f"没有找到：请填写{_PUBLISHED}"
    yield comment_line(f"published: {parts.published or '~'}", comment).rstrip("\n")
    if parts.source:
        yield f"source: {scalar_text(parts.source)}"
    if parts.imported_from:
        yield f"imported_from: {scalar_text(parts.imported_from)}"
    yield f"{table_block(parts.form, {key: _table(table, parts) for key, table in _tables(parts).items()})}---"


def _tables(parts: ReportParts) -> Mapping[str, TableForm]:
    """The tables that are written: those whose rows are the author's own only where there are rows."""
    return parts.form.tables if parts.statistics or not parts.form.free_chapters else {}


def _table(table: TableForm, parts: ReportParts) -> TableText:
    over = [_one_line(text) for text in parts.over.get(table.key, ())]
    if table.authored:
        return TableText([_authored(line) for line in parts.statistics], over=over)
    cells = parts.cells
    rows = [[_cell(cells.get((table.key, row, column), "~")) for column in table.column_keys] for row in table.row_keys]
    remarks = {row: _one_line(remark) for (key, row), remark in parts.remarks.items() if key == table.key}
    return TableText([f"[{', '.join(row)}]" for row in rows], remarks, over)


def _authored(line: AuthoredLine) -> str:
    unit = scalar_text(line.unit) if line.unit else "~"
    cells = ", ".join((str(line.level), scalar_text(line.label), unit, *map(_cell, line.cells)))
    return f"[{cells}]" + (f"   # {_one_line(line.remark)}" if line.remark else "")


def _cell(text: str) -> str:
    return text if re.fullmatch(r"~|/|-?\d+(\.\d+)?(元|万元)?", text) else double_quoted(text)


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _body(parts: ReportParts) -> Iterator[str]:
    if parts.preamble:
        yield "\n" + parts.preamble
    for heading, text in parts.sections:
        yield f"\n## {heading}"
        if text:
            yield "\n" + text
