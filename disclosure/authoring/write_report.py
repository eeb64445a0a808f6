"""A report's parts → the text of its content file, with the comments that guide people through it."""

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from ..model.form import Format, Heading, TableForm

_VALUES = 33
"""Column where values begin."""
_STEP = 8
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
    yield f"title: {quoted(parts.title)}" if parts.title else "title:                           # 请填写标题"
    yield f"year: {parts.year}"
    if parts.stated:
        yield f"format: {parts.form.key}"
    comment = _PUBLISHED if parts.published else f"没有找到：请填写{_PUBLISHED}"
    yield _with_comment(f"published: {parts.published or '~'}", _VALUES, comment)
    if parts.source:
        yield f"source: {quoted(parts.source)}"
    if parts.imported_from:
        yield f"imported_from: {quoted(parts.imported_from)}"
    if parts.form.free_chapters:
        if parts.statistics:
            yield "tables:"
            yield from _statistics(parts)
    else:
        yield "tables:"
        for table in parts.form.tables.values():
            yield from _table(table, parts)
    yield "---"


def _table(table: TableForm, parts: ReportParts) -> Iterator[str]:
    heads = ", ".join(line[-1].label for line in table.column_lines)
    yield _with_comment(f"  {table.key}:", _VALUES, heads)
    rows = {row: _row(table, row, parts) for row in table.row_keys}
    width = max(len(text) for text in rows.values())
    comments = _VALUES + max(2, -(-(width + 3) // _STEP)) * _STEP
    yield from _rows(table, table.rows, (), rows, comments, parts)
    for text in parts.over.get(table.key, ()):
        yield f"    # 原表另有：{_one_line(text)}"


def _row(table: TableForm, row: str, parts: ReportParts) -> str:
    return "[" + ", ".join(_cell(parts.cells.get((table.key, row, column), "~")) for column in table.column_keys) + "]"


def _rows(
    table: TableForm,
    headings: Sequence[Heading],
    above: tuple[Heading, ...],
    rows: Mapping[str, str],
    comments: int,
    parts: ReportParts,
) -> Iterator[str]:
    for heading in headings:
        line = (*above, heading)
        keys = [step.key for step in line if step.key]
        # the bare first step of a group without a key is told in its rows' comments
        label = "：".join([*(step.label for step in above if not step.key), heading.label])
        indent = " " * (2 + 2 * len(keys))
        if heading.children:
            if heading.key:
                yield _with_comment(f"{indent}{heading.key}:", _VALUES, label)
            yield from _rows(table, heading.children, line, rows, comments, parts)
        else:
            row = ".".join(keys)
            remark = parts.remarks.get((table.key, row), "")
            start = f"{indent}{heading.key}:".ljust(_VALUES - 1) + " " + rows[row]
            yield _with_comment(start, comments, f"{label}{f'；{_one_line(remark)}' if remark else ''}")


def _with_comment(text: str, column: int, comment: str) -> str:
    return f"{text.ljust(column - 1)} # {comment}"


def _statistics(parts: ReportParts) -> Iterator[str]:
    table = next(iter(parts.form.tables.values()))
    columns = [line[-1].label for line in table.column_lines]
    yield _with_comment(f"  {table.key}:", _VALUES, ", ".join(("层级", table.corner, table.unit_label, *columns)))
    for line in parts.statistics:
        cells = ", ".join((str(line.level), quoted(line.label), quoted(line.unit) if line.unit else "~", *map(_cell, line.cells)))
        yield f"    - [{cells}]" + (f"   # {_one_line(line.remark)}" if line.remark else "")
    for text in parts.over.get(table.key, ()):
        yield f"    # 原表另有：{_one_line(text)}"


def _cell(text: str) -> str:
    return text if re.fullmatch(r"~|/|-?\d+(\.\d+)?(元|万元)?", text) else quoted(text, flow=True)


def quoted(text: str, *, flow: bool = False) -> str:
    """Return a text as YAML reads it back: bare where that is safe, otherwise in double quotes."""
    unsafe = r"^[\s\-?:,\[\]{}#&*!|>'\"%@`~]|[:#,\[\]{}\"\\]|\s$|^[\d.+_]*$|^(true|false|null|yes|no)$" if not flow else ""
    if not flow and text and not re.search(unsafe, text):
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _body(parts: ReportParts) -> Iterator[str]:
    if parts.preamble:
        yield "\n" + parts.preamble
    for heading, text in parts.sections:
        yield f"\n## {heading}"
        if text:
            yield "\n" + text
