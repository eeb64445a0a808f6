"""The statistics table of a free report (2008–2018) → its rows: label and indent, unit, figures."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec.structs import replace

from ...authoring.write_report import AuthoredLine
from ...model.finding import Finding
from ...model.form import Format
from ..characters import is_figure, tidy
from ..document import Block, GridBlock, SourceDocument, TextBlock
from .content_cell import TILDE, CellContext, content_cell
from .split_digits import DigitRun, split_digits

_UNIT = re.compile(r"条|件|次|人|个|项|份|篇|元|万元|人次|件次|期|场|部|宗")
_HEAD = re.compile(r"(指标名称|统计指标|指标)\s*(计量单位|单位)")
_COLUMNS = re.compile(r"(?:\s*(?:20\d\d年?度?|本?年度|统计数|历年累计|累计|数量))*\s*")
_ENTRY = re.compile(
    r"(?P<label>[^\d]{0,12}?(?:\d{1,2}[、.．])?[^\d]{2,40}?)(?P<unit>万元|人次|条|件|次|人|个|项|份|篇|元)(?P<digits>(?:\s*\d[\d.]*)+)"
)


def extract_statistics(
    document: SourceDocument, form: Format, path: str
) -> tuple[tuple[AuthoredLine, ...], SourceDocument, list[Finding]]:
    """Return the rows of a document's statistics table, a grid or run together in the text, the rest of it, and the findings."""
    key, columns = next((key, table.column_keys) for key, table in form.tables.items())
    rows: list[AuthoredLine] = []
    findings: list[Finding] = []
    blocks: list[Block] = []
    for block in document.blocks:
        if isinstance(block, GridBlock) and _is_statistics(block):
            found = list(_grid_rows(block, form))
        elif isinstance(block, TextBlock) and (match := _HEAD.search(block.text)):
            found, before, after = _stream_rows(block.text, match, form)
            blocks += [TextBlock(text, block.kind, block.level) for text in (before, after) if text.strip()]
            said = "、".join(row.label for row in found if not row.remark)
            message = f"统计表的格线丢了，按一格一位拆开：{said}"
            findings.append(Finding("import.split", message, path, ("tables", key), hint="对照原文核对"))
        else:
            blocks.append(block)
            continue
        for row in found:
            if row.remark:
                cell = ("tables", key, len(rows), columns[0])
                message = f"“{row.label}”：{row.remark}，留作空白"
                findings.append(Finding("import.ambiguous", message, path, cell, hint="对照原文填写"))
            rows.append(row)
    return tuple(rows), replace(document, blocks=tuple(blocks)), findings


def _is_statistics(grid: GridBlock) -> bool:
    """Whether a grid is a statistics table: its head says so, or its rows name a unit each."""
    units = sum(any(_UNIT.fullmatch(tidy(cell or "")) for cell in row) for row in grid.rows)
    heads = (tidy(cell or "") for row in grid.rows[:3] for cell in row)
    return units >= max(2, len(grid.rows) // 2) or any(re.search(r"统计指标|指标名称", head) for head in heads)


def _grid_rows(grid: GridBlock, form: Format) -> Iterator[AuthoredLine]:
    level = 0
    for row in grid.rows:
        cells = [cell for cell in row if cell is not None]
        texts = [tidy(cell) for cell in cells]
        first = next((n for n, text in enumerate(texts) if is_figure(text) and n), len(texts))
        unit = next((text for text in texts[:first] if _UNIT.fullmatch(text)), "")
        labels = [n for n, text in enumerate(texts[:first]) if text and text != unit]
        if not labels or (first == len(texts) and not unit):
            continue
        label = "".join(texts[n] for n in labels)
        spaces = len(cells[labels[0]]) - len(cells[labels[0]].lstrip("\u3000 "))
        level = _level(label, max(spaces, labels[0]), level)
        figures = [text for text in texts[labels[-1] + 1 :] if text != unit]
        yield _row(level, label, unit, figures, form)


def _level(label: str, indent: int, before: int) -> int:
    """How far a label is indented: by blanks or columns before it, or because it begins 其中 or goes on counting there."""
    goes_on = re.match(r"\d{1,2}[、.．]", label)
    return min(indent, 9) or int(label.startswith("其中")) or (before if goes_on else 0)


def _row(level: int, label: str, unit: str, figures: Sequence[str], form: Format) -> AuthoredLine:
    """A row whose figures are written as they are; digits run together stay blank unless they can be cut in one way only."""
    table = next(iter(form.tables.values()))
    columns = table.leaf_columns
    if len(figures) > len(columns) and not any(figures[len(columns) :]):
        figures = figures[: len(columns)]
    if len(figures) > len(columns):
        return AuthoredLine(level, label, unit, (TILDE,) * len(columns), f"原文“{' '.join(figures)}”，列数对不上")
    written = [content_cell(text, column, CellContext()) for text, column in zip(figures, columns, strict=False)]
    remark = "；".join(cell.why for cell in written if cell.code and cell.text == TILDE)
    return AuthoredLine(level, label, unit, tuple(cell.text for cell in written), remark)


def _stream_rows(text: str, head: re.Match[str], form: Format) -> tuple[list[AuthoredLine], str, str]:
    """The rows of a table that ran together behind its head; a digit before 、 numbers the next row, it is no figure."""
    columns = _COLUMNS.match(text, head.end())
    start = columns.end() if columns else head.end()
    cuts = [start, *(start + mark.start() for mark in re.finditer(r"(?<=[\d\s])\d[、.．](?=[^\d\s])", text[start:])), len(text)]
    found: list[re.Match[str]] = []
    for at, right in pairwise(cuts):
        while match := _ENTRY.match(text, max(at, found[-1].end() if found else 0), right):
            found.append(match)
    apart = any(len(match["digits"].split()) > 1 for match in found)
    rows: list[AuthoredLine] = []
    level = 0
    for match in found:
        label = tidy(match["label"])
        level = _level(label, 0, level)
        rows.append(_glued_row(level, label, match["unit"], match["digits"].split(), form, apart=apart))
    return rows, text[: head.start()], text[found[-1].end() if found else start :]


def _glued_row(level: int, label: str, unit: str, pieces: list[str], form: Format, *, apart: bool) -> AuthoredLine:
    """A row whose digits ran together; where the figures of other rows stand `apart`, one figure alone is that of the year."""
    table = next(iter(form.tables.values()))
    if len(pieces) == 1 and apart:
        blank = table.column_label(table.column_keys[-1])
        return AuthoredLine(level, label, unit, (pieces[0], *(TILDE,) * (len(table.column_keys) - 1)), f"只有一个数，“{blank}”")
    if len(pieces) != 1:
        return _row(level, label, unit, pieces, form)
    (reading,) = split_digits(table, {}, [DigitRun(tuple((label, key) for key in table.column_keys), tuple(pieces))])
    cells = tuple(figure or TILDE for figure in reading.figures)
    listed = " / ".join(", ".join(figures) for figures in reading.readings)
    return AuthoredLine(level, label, unit, cells, f"“{pieces[0]}”有不止一种拆法：{listed}" if None in reading.figures else "")
