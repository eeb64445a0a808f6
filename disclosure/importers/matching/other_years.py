"""Tables of other years than the report's, as sheets and sections beside its own: told apart by the year in their title."""

import re

from msgspec.structs import replace

from ..document import Block, SourceDocument, TextBlock
from ..figure_text import is_figure

_CAPTION = re.compile(
    r"(?!.*(?:条例|格式|修订|办法|通知|版|以来|起))[^。；]{0,30}?(20\d\d)(?!\d)\s*年?度?(?!\s*\d{1,2}\s*月)[^。；\d]{0,30}"
)
_CHAPTER = re.compile(r"[一二三四五六七八九]、")


def without_other_years(document: SourceDocument, year: int) -> tuple[SourceDocument, tuple[str, ...]]:
    """Return the document without its tables of other years, and what is to be said of each."""
    kept: list[Block] = []
    said: list[str] = []
    caption, other = "", False
    for block in document.blocks:
        if isinstance(block, TextBlock):
            match = _CAPTION.fullmatch(block.text.strip())
            if match or _CHAPTER.match(block.text):
                caption, other = block.text.strip(), match is not None and int(match[1]) != year
            kept.append(block)
        elif other:
            figures = [cell for row in block.rows for cell in row if cell and is_figure(cell)]
            said.append(f"“{caption}”不是 {year} 年的表，没有导入，共 {len(figures)} 个数：{' '.join(figures)[:200]}")
        else:
            kept.append(block)
    return replace(document, blocks=tuple(kept)), tuple(said)
