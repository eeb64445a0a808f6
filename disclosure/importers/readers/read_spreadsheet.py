""".xlsx and .csv → `SourceDocument`: each sheet a grid; lines that hold one text are text."""

import csv
import re
from collections.abc import Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from io import BytesIO, StringIO
from itertools import groupby
from typing import Any

from ..colors import WHITE, Color, color_of, same_color
from ..document import Block, GridBlock, GridRow, SourceDocument, TextBlock, UnreadableError
from .decode import decoded
from .limits import CELLS, WIDEST, LimitExceededError, check_package, checked_blocks, drawn_texts

_TYPE, _SMALLEST = 11, 3
"""Points of the type of a workbook, and of the smallest that can be seen."""
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
        raise UnreadableError(f"读不懂这个表格文件（{type(error).__name__}）", "用 Excel 或 WPS 打开后另存一次") from error
    pictures = sum(len(sheet._images) for sheet, _ in shown)
    return SourceDocument(blocks, title, pictures=pictures, left=tuple(left))


def _sheet(sheet: Any, formulas: Any, left: list[str]) -> Iterator[GridRow]:
    """The rows of a sheet that are seen; a formula whose result was never saved stands as a formula, so that it is no blank."""
    if sheet.max_row * sheet.max_column > CELLS or sheet.max_column > WIDEST:
        raise LimitExceededError(f"工作表“{sheet.title}”有 {sheet.max_row:,} 行 {sheet.max_column:,} 列")
    covered, columns = _covered(sheet), _hidden_columns(sheet)
    unseen: list[str] = []
    for line in sheet.iter_rows():
        row = sheet.row_dimensions[line[0].row]
        hidden = row.hidden or row.height == 0
        seen: list[str | None] = []
        for cell in line:
            if (cell.row, cell.column) in covered:
                seen += [] if hidden or cell.column in columns else [None]
                continue
            text = _shown(cell, formulas.cell(cell.row, cell.column), unseen)
            if hidden or cell.column in columns or _is_invisible(cell.font, cell.fill, cell.number_format):
                unseen += [text] if text else []
                seen += [""] if not hidden and cell.column not in columns else []
            else:
                seen.append(text)
        if not hidden:
            yield tuple(seen)
    edges = [
        edge for part in (sheet.oddHeader, sheet.oddFooter, sheet.firstHeader) for edge in (part.left, part.center, part.right)
    ]
    written = [edge.text for edge in edges if re.search(r"[\u4e00-\u9fff]", edge.text or "")]
    left += [f"工作表“{sheet.title}”的页眉或页脚没有导入：“{text}”" for text in written]
    if unseen:
        left.append(f"工作表“{sheet.title}”中隐藏的 {len(unseen)} 格没有导入：“{' '.join(unseen)[:200]}”")


def _covered(sheet: Any) -> set[tuple[int, int]]:
    """The rows and columns of cells that lie under merged ones."""
    return {
        (row, column)
        for merged in sheet.merged_cells.ranges
        for row in range(merged.min_row, merged.max_row + 1)
        for column in range(merged.min_col, merged.max_col + 1)
        if (row, column) != (merged.min_row, merged.min_col)
    }


def _hidden_columns(sheet: Any) -> set[int]:
    hidden = (one for one in sheet.column_dimensions.values() if one.hidden or one.width == 0)
    return {column for one in hidden for column in range(one.min or 0, (one.max or 0) + 1)}


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


def _shown(cell: Any, formula: Any, unseen: list[str]) -> str:
    """A cell as text: numbers with the unit that their format adds, a comment as the note that it is on our own sheets.

    What of it nobody sees is added to `unseen`.
    """
    value = formula.value if cell.value is None and formula.data_type == "f" else cell.value
    if value is None:
        return ""
    if isinstance(value, int | float) and not isinstance(value, bool):
        text = _formatted(Decimal(f"{value:.15g}"), cell.number_format, unseen)
    elif isinstance(value, list):
        text = "".join(_rich(piece, cell.fill, unseen) for piece in value).strip()
    else:
        text = re.sub(r"^'(?=[\d.]+$)", "", str(value).strip())
    note = cell.comment.text.strip() if cell.comment else ""
    return f"{text}（{note}）" if note else text


def _formatted(value: Decimal, pattern: str, unseen: list[str]) -> str:
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
        value = rounded if rounded != value else value
        return f"{value:f}"
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
        rows = [tuple(_unquoted(cell) for cell in row) for row in csv.reader(StringIO(text), delimiter=mark)]
        blocks = checked_blocks(_tables(rows) if rows and set(_LONG) <= set(rows[0]) else _blocks(rows))
    except csv.Error as error:
        raise UnreadableError(f"CSV 有误：{error}") from error
    return SourceDocument(blocks)


def _unquoted(cell: str) -> str:
    """A cell without the apostrophe that keeps a spreadsheet from running it."""
    return re.sub(r"^'(?=[=+\-@])", "", cell.strip())


def _blocks(rows: Iterable[GridRow]) -> Iterator[Block]:
    """Runs of rows are grids; a row whose only cell is merged over all the others, or has no neighbours, is text."""
    for alone, run in groupby(rows, key=_stands_alone):
        if alone:
            for row in run:
                yield from (TextBlock(line.strip()) for cell in row if cell for line in cell.split("\n") if line.strip())
        else:
            kept = tuple(row for row in run if any(row))
            if kept:
                yield GridBlock(kept)


def _stands_alone(row: GridRow) -> bool:
    filled = [cell for cell in row if cell]
    if len(filled) != 1:
        return False
    return all(cell is None for cell in row if not cell) or row[0] == filled[0]


def _tables(rows: list[tuple[str, ...]]) -> Iterator[Block]:
    """Our own CSV, one cell to a line → the year, then a grid for each table."""
    at = {name: number for number, name in enumerate(rows[0])}
    body = [row for row in rows[1:] if len(row) == len(rows[0])]
    if body and "年度" in at and "机构" in at:
        yield TextBlock(f"{body[0][at['机构']]}{body[0][at['年度']]}年政府信息公开工作年度报告")
    for _, table in groupby(body, key=lambda row: row[at["表"]]):
        lines = [list(line) for _, line in groupby(table, key=lambda row: row[at["行"]])]
        heads = tuple(row[at["列名"]] for row in lines[0])
        unit = ("计量单位",) if all(row[0][at["行"]].isdecimal() for row in lines) else ()
        yield GridBlock(((("指标名称" if unit else ""), *unit, *heads), *(_long_row(line, at, bool(unit)) for line in lines)))


def _long_row(line: list[tuple[str, ...]], at: dict[str, int], authored: bool) -> GridRow:
    label = line[0][at["行名"]]
    unit = line[0][at.get("计量单位", at["行名"])]
    return (label, *((unit,) if authored else tuple(label.split("—")[1:])), *(_long_cell(row, at, authored) for row in line))


def _long_cell(row: tuple[str, ...], at: dict[str, int], authored: bool) -> str:
    if row[at["状态"]] == "不适用":
        return "/"
    unit = "" if authored or "计量单位" not in at else row[at["计量单位"]]
    note = row[at["注"]] if "注" in at else ""
    return f"{row[at['数值']]}{unit if row[at['数值']] else ''}{f'（{note}）' if note else ''}"
