"""The tables of a report as a content file writes them: aligned, the official wording in the comments."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from json import dumps
from typing import NamedTuple

from ..model.form import Format, Heading, SectionForm, TableForm
from ..model.report import AuthoredRow, Cell, Table

_VALUES = 33
"""The column, from 0, where cells and the comments of headings begin; a longer key pushes its own line."""
_TAB = 8
_GAP = 3
_PLAIN = re.compile(r"\w[\w（）：、，。；“”《》〔〕·/.%]*")


class TableText(NamedTuple):
    """A table as it is written: a text for each row of cells, what is to be remarked of rows, by key, and of the whole."""

    rows: Sequence[str]
    remarks: Mapping[str, str] = {}
    over: Sequence[str] = ()


class _OutLine(NamedTuple):
    """One line: what stands left of its comment, the comment, and whether it holds cells."""

    text: str
    comment: str = ""
    cells: bool = True


def tables_text(form: Format, tables: Mapping[str, Table]) -> str:
    """Return the `tables:` block of a content file, "" when there is nothing to write.

    A table that is not given is written with every cell blank; one whose rows are the author's own is left out.
    """
    return table_block(form, {key: _table_text(table) for key, table in tables.items()})


def table_block(form: Format, tables: Mapping[str, TableText]) -> str:
    """Return the same of tables whose rows are texts already."""
    text = "".join(_section_text(section, tables) for section in form.sections)
    return f"tables:\n{text}" if text else ""


def comment_line(text: str, comment: str) -> str:
    """Return a line of front matter whose comment stands where those of the tables' headings do."""
    return f"{text:<{_VALUES - 1}} # {comment}\n"


def scalar_text(text: str) -> str:
    """Return a text as a YAML value: bare where it is read as it stands, else quoted."""
    return text if _PLAIN.fullmatch(text) else double_quoted(text)


def blank_table(form: TableForm) -> Table:
    """Return a table of the form in which nothing is filled in."""
    return Table(form.key, ((Cell(),) * len(form.column_keys),) * len(form.row_keys))


def cell_text(cell: Cell) -> str:
    """Return a cell as an author would type it."""
    if cell.not_applicable:
        return "/"
    if cell.amount is None:
        return "~"
    figure = f"{cell.amount:f}{cell.unit}"
    return double_quoted(f"{figure}（{cell.note}）" if cell.note else figure) if cell.note or cell.unit else figure


def _table_text(table: Table) -> TableText:
    if table.authored:
        return TableText([_authored_text(row, cells) for row, cells in zip(table.authored, table.rows, strict=True)])
    return TableText([_row_text(map(cell_text, cells)) for cells in table.rows])


def _row_text(cells: Iterable[str]) -> str:
    return f"[{', '.join(cells)}]"


def _section_text(section: SectionForm, tables: Mapping[str, TableText]) -> str:
    """The tables of one section; the comments of their rows stand in one column."""
    lines = [line for form in section.tables for line in _table_lines(form, tables.get(form.key))]
    widest = max((len(line.text) for line in lines if line.cells), default=0)
    comments = -(-(widest + _GAP - 1) // _TAB) * _TAB + 1
    return "".join(f"{_with_comment(line, comments)}\n" for line in lines)


def _with_comment(line: _OutLine, column: int) -> str:
    return f"{line.text:<{(column if line.cells else _VALUES) - 1}} # {line.comment}" if line.comment else line.text


def _table_lines(form: TableForm, table: TableText | None) -> Iterator[_OutLine]:
    columns = [column.label for column in form.leaf_columns]
    if not form.authored:
        written = table or TableText([_row_text(["~"] * len(columns))] * len(form.row_keys))
        rows = [(row, written.remarks.get(key, "")) for key, row in zip(form.row_keys, written.rows, strict=True)]
        yield _OutLine(f"  {form.key}:", ", ".join(columns), cells=False)
        yield from _row_lines(form.rows, iter(rows), "    ")
    elif table:
        yield _OutLine(f"  {form.key}:", ", ".join(["层级", form.corner, form.unit_label, *columns]), cells=False)
        yield from (_OutLine(f"    - {row}") for row in table.rows)
    yield from (_OutLine(f"    # 原表另有：{text}", cells=False) for text in (table.over if table else ()))


def _row_lines(
    headings: tuple[Heading, ...], rows: Iterator[tuple[str, str]], indent: str, group: str = ""
) -> Iterator[_OutLine]:
    """The lines of headings and all below them; each leaf takes the next of `rows` with what is remarked of it."""
    for heading in headings:
        key = f"{indent}{heading.key}:"
        if not heading.key:
            yield from _row_lines(heading.children, rows, indent, f"{group}{heading.label}：")
        elif heading.children:
            yield _OutLine(key, group + heading.label, cells=False)
            yield from _row_lines(heading.children, rows, f"{indent}  ")
        else:
            row, remark = next(rows)
            label = f"{group}{heading.label}{f'；{remark}' if remark else ''}"
            yield _OutLine(f"{key:<{_VALUES - 1}} {row}", label)


def _authored_text(row: AuthoredRow, cells: tuple[Cell, ...]) -> str:
    return _row_text([str(row.level), scalar_text(row.label), scalar_text(row.unit) if row.unit else "~", *map(cell_text, cells)])


def double_quoted(text: str) -> str:
    """Return a text between double quotes as YAML reads it back."""
    return dumps(text, ensure_ascii=False)
