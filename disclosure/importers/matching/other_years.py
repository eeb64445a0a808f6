"""Tables, rows and sheets of other years than the report's, beside its own: told apart by the year that they name."""

import re
from collections.abc import Iterator

from msgspec.structs import replace

from ..characters import is_figure
from ..document import Block, SourceDocument, SourceRow, TextBlock

_YEAR = re.compile(r"(20\d\d)\s*年?度?")
_CAPTION = re.compile(
    r"(?!.*(?:条例|格式|修订|办法|通知|版|以来|起))[^。；]{0,30}?(20\d\d)(?!\d)\s*年?度?(?!\s*\d{1,2}\s*月)[^。；\d]{0,30}"
)
_CHAPTER = re.compile(r"[一二三四五六七八九]、")


def years_of_sheets(document: SourceDocument) -> tuple[int, ...]:
    """Return the years that the sheets of a workbook name, each in its own name or in the first text that names one."""
    return tuple(dict.fromkeys(year for _, year in _by_sheet(document) if year))


def without_other_years(document: SourceDocument, year: int) -> tuple[SourceDocument, tuple[str, ...]]:
    """Return the document without its tables of other years, and what is to be said of each."""
    kept: list[Block] = []
    said: list[str] = []
    caption, other = "", False
    mixed = year in years_of_sheets(document)
    for block, sheet in _by_sheet(document):
        apart = mixed and sheet not in (0, year)
        if isinstance(block, TextBlock):
            match = _CAPTION.fullmatch(block.text.strip())
            if match or _CHAPTER.match(block.text):
                caption, other = block.text.strip(), match is not None and int(match[1]) != year
            named = block.kind != "sheet" or re.search(r"20\d\d", block.text)
            kept += [replace(block, kind="paragraph" if block.kind == "sheet" else block.kind)] if named and not apart else []
        elif other or apart:
            said.append(_left_out(caption or f"{sheet} 年", year, block.rows))
        else:
            # a row of another year, told from one of the report's own by nothing but the year before its figures
            found = [_YEAR.fullmatch((row[0] or "") if row else "") for row in block.rows]
            years = [int(match[1]) if match else year for match in found]
            is_told = any(match and int(match[1]) == year for match in found)
            gone = [row for row, named in zip(block.rows, years, strict=True) if is_told and named != year]
            said += [_left_out(next(filter(None, row)), year, (row,)) for row in gone]
            kept.append(replace(block, rows=tuple(row for row in block.rows if row not in gone)))
    return replace(document, blocks=tuple(kept)), tuple(said)


def _by_sheet(document: SourceDocument) -> Iterator[tuple[Block, int]]:
    """The blocks of a document with the year that their sheet names, 0 for none."""
    sheets: list[list[Block]] = [[]]
    for block in document.blocks:
        sheets += [[]] if isinstance(block, TextBlock) and block.kind == "sheet" else []
        sheets[-1].append(block)
    for number, sheet in enumerate(sheets):
        texts = (one.text for one in sheet if number and isinstance(one, TextBlock))
        named = next((match for text in texts if (match := _YEAR.match(text) or _CAPTION.fullmatch(text))), None)
        yield from ((one, int(named[1]) if named else 0) for one in sheet)


def _left_out(name: str | None, year: int, rows: tuple[SourceRow, ...]) -> str:
    figures = [cell for row in rows for cell in row if cell and is_figure(cell)]
    return f"“{name}”不是 {year} 年的表，没有导入，共 {len(figures)} 个数：{' '.join(figures)[:200]}"
