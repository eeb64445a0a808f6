""".xlsx and .csv → `SourceDocument`: each sheet a grid; lines that hold one text are text."""

import csv
import re
from collections.abc import Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from io import BytesIO, StringIO
from itertools import groupby, islice
from operator import itemgetter
from typing import Any

from ...model.finding import Parsed
from ..colors import WHITE, Color, color_of, same_color
from ..document import Block, GridBlock, SourceDocument, SourceRow, TextBlock, UnreadableError, unread
from .decode import decoded
from .limits import CELLS, GRID_ROWS, WIDEST, LimitExceededError, check_package, checked_blocks, drawn_texts

_TYPE, _SMALLEST = 11, 3
"""Points of the type of a workbook, and of the smallest that can be seen."""
Rows = tuple[tuple[str, ...], ...]
_RUN = re.compile(r"^'(?=[=+\-@])")
_LONG = ("表", "行", "列", "行名", "列名", "数值", "状态")
"""Columns by which our own CSV is known, one cell to a line."""


def read_workbook(data: bytes) -> SourceDocument:
    """Return the sheets of a workbook that are not hidden, merges undone, numbers as they are shown to a person."""
    check_package(data)
    from openpyxl import load_workbook

    try:
        book = load_workbook(BytesIO(data), data_only=True, keep_links=False, rich_text=True)
        formulas = load_workbook(BytesIO(data), keep_links=False)
        shown = [(sheet, formulas[sheet.title]) for sheet in book.worksheets if sheet.sheet_state == "visible"]
        left = [f"隐藏的工作表“{sheet.title}”没有导入" for sheet in book.worksheets if sheet.sheet_state != "visible"]
        blocks = checked_blocks(
            block
            for sheet, formula in shown
            for block in (TextBlock(sheet.title, "sheet"), *_blocks(list(_sheet(sheet, formula, left))))
        )
        title = str(book.properties.title or "")
        left += drawn_texts(data)
    except UnreadableError:
        raise
    except Exception as error:  # the library raises whatever a damaged part makes it stumble over
        raise _unreadable(error) from error
    pictures = sum(len(sheet._images) for sheet, _ in shown)
    return SourceDocument(blocks, title, pictures=pictures, left=tuple(left))


def _unreadable(error: Exception) -> UnreadableError:
    return UnreadableError(f"读不懂这个表格文件（{type(error).__name__}）", "用 Excel 或 WPS 打开后另存一次")


def read_rows(data: bytes, path: str) -> Parsed[Rows]:
    """Return the rows of the first sheet of a workbook that is no report as texts; empty ones count as on the screen."""
    from openpyxl import load_workbook

    try:
        check_package(data)
        sheet = load_workbook(BytesIO(data), data_only=True, keep_links=False).worksheets[0]
        rows = islice(sheet.iter_rows(max_col=min(sheet.max_column, WIDEST), values_only=True), GRID_ROWS)
        return Parsed(tuple(tuple("" if value is None else str(value).strip() for value in row) for row in rows))
    except Exception as error:  # the library raises whatever a damaged part makes it stumble over
        return Parsed(None, ((error if isinstance(error, UnreadableError) else _unreadable(error)).finding(path),))


def _sheet(sheet: Any, formulas: Any, left: list[str]) -> Iterator[SourceRow]:
    """The rows of a sheet that are seen; a formula whose result was never saved stands as a formula, so that it is no blank."""
    if sheet.max_row * sheet.max_column > CELLS or sheet.max_column > WIDEST:
        raise LimitExceededError(f"工作表“{sheet.title}”有 {sheet.max_row:,} 行 {sheet.max_column:,} 列")
    from openpyxl.cell.cell import MergedCell

    narrow = [one for one in sheet.column_dimensions.values() if one.hidden or one.width == 0]
    columns = {n for one in narrow for n in range(one.min or 0, (one.max or 0) + 1)}
    unseen: list[str] = []
    for line in sheet.iter_rows():
        row = sheet.row_dimensions[line[0].row]
        is_hidden = row.hidden or row.height == 0
        seen: list[str | None] = []
        for cell in line:
            text = None if isinstance(cell, MergedCell) else _cell_text(cell, formulas.cell(cell.row, cell.column), unseen)
            is_gone = is_hidden or cell.column in columns
            if text and (is_gone or _is_invisible(cell.font, cell.fill, cell.number_format)):
                unseen.append(text)
                text = ""
            seen += [] if is_gone else [text]
        if not is_hidden:
            yield tuple(seen)
    parts = (sheet.oddHeader, sheet.oddFooter, sheet.firstHeader)
    edges = [edge for part in parts for edge in (part.left, part.center, part.right)]
    written = [edge.text for edge in edges if re.search(r"[\u4e00-\u9fff]", edge.text or "")]
    left += unread(f"工作表“{sheet.title}”的页眉或页脚", written)
    left += unread(f"工作表“{sheet.title}”中隐藏的 {len(unseen)} 格", [" ".join(unseen)])


def _is_invisible(font: Any, fill: Any, pattern: str = "") -> bool:
    """Whether a text that is not hidden shows nothing all the same: by its format, its size, or in the color of its ground."""
    if pattern.startswith((";;;", "[White]")) or (font is not None and (font.sz or _TYPE) < _SMALLEST):
        return True
    filled = fill is not None and fill.fill_type
    color, ground = _color(getattr(font, "color", None)), _color(fill.fgColor) if filled else WHITE
    return color is not None and ground is not None and same_color(color, ground)


def _color(color: Any) -> Color | None:
    """A color of a workbook, None for one that its theme gives; the theme's first is white."""
    if color is None or color.type != "rgb":
        return WHITE if color is not None and color.type == "theme" and color.theme == 0 else None
    return color_of(str(color.rgb)[-6:])


def _cell_text(cell: Any, formula: Any, unseen: list[str]) -> str:
    """A cell as text: numbers with the unit that their format adds, a comment as the note that it is on our own sheets.

    What of it nobody sees is added to `unseen`.
    """
    value = formula.value if cell.value is None and formula.data_type == "f" else cell.value
    if value is None:
        return ""
    if isinstance(value, int | float) and not isinstance(value, bool):
        text = _number_text(Decimal(f"{value:.15g}"), cell.number_format, unseen)
    elif isinstance(value, list):
        text = "".join(_rich(piece, cell.fill, unseen) for piece in value).strip()
    else:
        text = re.sub(r"^'(?=[\d.]+$)", "", str(value).strip())
    note = cell.comment.text.strip() if cell.comment else ""
    return f"{text}（{note}）" if note else text


def _number_text(value: Decimal, pattern: str, unseen: list[str]) -> str:
    """A number with the unit that its format shows, at the scale and to the digit that it is shown in."""
    if re.search(r"\[[<>=]", pattern):
        return f"{value:f} {pattern}"
    pattern = re.sub(r"\[[^\]]*\]|_.", "", pattern.partition(";")[0])
    unit = re.search(r"(?:[十百千万亿]{1,2})?元|%", pattern)
    thousands = re.search(r"[0#](,+)(?![0#,])", pattern)
    point = re.search(r"(?:!|\\\\)\.([0#]*)", pattern)
    places = (3 * len(thousands[1]) if thousands else 0) + (len(point[1]) if point else 0)
    if unit is None:
        shown = re.fullmatch(r"[#,0]*0(\.0+)?", pattern.strip())
        rounded = value.quantize(Decimal(1).scaleb(1 - len(shown[1] or ".")), ROUND_HALF_UP) if shown else value
        unseen += [f"{value:f}"] if rounded != value else []
        return f"{rounded if rounded != value else value:f}"
    shift = -2 if unit[0] == "%" else places
    return f"{value.scaleb(-shift).normalize():f}{unit[0]}"


def _rich(piece: Any, fill: Any, unseen: list[str]) -> str:
    """A piece of a cell's text; what is raised or lowered refers to a note, and what is struck out is no figure."""
    font = getattr(piece, "font", None)
    text = str(getattr(piece, "text", piece))
    if _is_invisible(font, fill):
        unseen.append(text)
        return ""
    if font is not None and font.strike:
        return f"~~{text}~~"
    return f"[{text}]" if font is not None and font.vertAlign in ("superscript", "subscript") and text.isdecimal() else text


def read_csv(data: bytes) -> SourceDocument:
    """Return the rows of a comma, semicolon or tab separated text; our own downloads are laid out as tables again."""
    text = decoded(data, "在表格软件中另存为“CSV UTF-8”")
    mark = max(",\t;", key=text[:5000].count)
    try:
        # an apostrophe keeps a spreadsheet from running a cell
        rows = [tuple(_RUN.sub("", cell.strip()) for cell in row) for row in csv.reader(StringIO(text), delimiter=mark)]
        blocks = checked_blocks(_tables(rows) if rows and set(_LONG) <= set(rows[0]) else _blocks(rows))
    except csv.Error as error:
        raise UnreadableError(f"CSV 有误：{error}") from error
    return SourceDocument(blocks)


def _blocks(rows: Iterable[SourceRow]) -> Iterator[Block]:
    """Runs of rows are grids; a row whose only cell is merged over all the others, or has no neighbours, is text."""
    for alone, run in groupby(rows, key=_stands_alone):
        if alone:
            for row in run:
                yield from (TextBlock(line.strip()) for cell in row if cell for line in cell.split("\n") if line.strip())
        else:
            kept = tuple(row for row in run if any(row))
            if kept:
                yield GridBlock(kept)


def _stands_alone(row: SourceRow) -> bool:
    filled = [cell for cell in row if cell]
    if len(filled) != 1:
        return False
    return all(cell is None for cell in row if not cell) or row[0] == filled[0]


def _tables(rows: list[tuple[str, ...]]) -> Iterator[Block]:
    """Our own CSV, one cell to a line → the year, then a grid for each table."""
    cells = [dict(zip(rows[0], row, strict=True)) for row in rows[1:] if len(row) == len(rows[0])]
    if cells and {"年度", "机构"} <= set(rows[0]):
        yield TextBlock(f"{cells[0]['机构']}{cells[0]['年度']}年政府信息公开工作年度报告")

    def shown(cell: dict[str, str], unit: str) -> str:
        note = f"（{cell['注']}）" if cell.get("注") else ""
        return "/" if cell["状态"] == "不适用" else f"{cell['数值']}{unit if cell['数值'] else ''}{note}"

    for _, table in groupby(cells, key=itemgetter("表")):
        lines = [list(line) for _, line in groupby(table, key=itemgetter("行"))]
        authored = all(line[0]["行"].isdecimal() for line in lines)
        grid: list[SourceRow] = [(*(("指标名称", "计量单位") if authored else ("",)), *(cell["列名"] for cell in lines[0]))]
        for line in lines:
            label = line[0]["行名"]
            names = (label, line[0].get("计量单位", label)) if authored else (label, *label.split("—")[1:])
            grid.append((*names, *(shown(cell, "" if authored else cell.get("计量单位", "")) for cell in line)))
        yield GridBlock(tuple(grid))
