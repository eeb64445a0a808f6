"""How much a document may ask of the machine; whatever asks for more is refused before it is read."""

import re
from collections.abc import Iterable, Iterator
from html import unescape
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from ..document import Block, GridBlock, UnreadableError, unread

UNPACKED = 300_000_000
"""Bytes that the parts of a .docx or .xlsx may unpack to altogether."""
PART = 40_000_000
"""Bytes that one of its XML parts may unpack to."""
CELLS = 200_000
"""Cells of all grids; the largest form has 209."""
GRID_ROWS = 20_000
"""Rows of a grid."""
WIDEST = 400
"""Columns of a grid."""
CHARACTERS = 4_000_000
"""Characters of a document's text."""
PAGES = 200
"""Pages of a PDF that is imported: a report has some 10, a collection of them a hundred, read in some seconds."""
PAGES_OF_WORDS = 300
"""Pages of a PDF of which only the words are wanted."""


class LimitExceededError(UnreadableError):
    """Raised while a document is being read, as soon as a bound is passed; its text says which."""

    def __init__(self, message: str, hint: str = "") -> None:
        """Take what the finding will say."""
        super().__init__(message, hint, "import.refused")


def checked_blocks(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Return the blocks, counting as they come. Raises LimitExceededError at the first beyond the bounds."""
    kept: list[Block] = []
    cells = characters = 0
    for block in blocks:
        rows = block.rows if isinstance(block, GridBlock) else ()
        if any(len(row) > WIDEST for row in rows):
            raise LimitExceededError(f"表格超过 {WIDEST} 列")
        cells += sum(map(len, rows))
        characters += sum(map(len, block.words))
        if cells > CELLS:
            raise LimitExceededError(f"表格超过 {CELLS:,} 个单元格")
        if characters > CHARACTERS:
            raise LimitExceededError(f"文字超过 {CHARACTERS:,} 字")
        kept.append(block)
    return tuple(kept)


def check_package(data: bytes) -> None:
    """Raise where an Office package is not safe to open: for a bomb, a macro, an entity."""
    try:
        with ZipFile(BytesIO(data)) as package:
            parts = package.infolist()
            if sum(part.file_size for part in parts) > UNPACKED or len(parts) > 10_000:
                raise LimitExceededError(f"解压后超过 {UNPACKED:,} 字节，可能是压缩炸弹")
            for part in parts:
                name = part.filename.lower()
                if name.endswith("vbaproject.bin"):
                    raise LimitExceededError("文件带有宏", "在 Word 中另存为不带宏的 .docx 再导入")
                if name.endswith((".xml", ".rels")):
                    _check_part(package, part.filename)
    except (BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError) as error:
        raise UnreadableError(f"不是完好的 Office 文件（{type(error).__name__}）", "用 Word 或 WPS 打开后另存一次") from error


def _check_part(package: ZipFile, name: str) -> None:
    """Raise for the size that a part really unpacks to, or for a document type, which could name entities."""
    size = 0
    tail = b""
    with package.open(name) as part:
        while chunk := part.read(1 << 20):
            size += len(chunk)
            if size > PART:
                raise LimitExceededError(f"“{name}”解压后超过 {PART:,} 字节，可能是压缩炸弹")
            if b"<!DOCTYPE" in tail + chunk or b"<!ENTITY" in tail + chunk or "<!DOCTYPE".encode("utf-16-le") in chunk:
                raise LimitExceededError(f"“{name}”含有实体声明，可能是恶意文件")
            tail = chunk[-16:]


_DRAWN = re.compile(r"\w+/(?:charts/chart|diagrams/data|drawings/drawing)\d*\.xml")


def drawn_texts(data: bytes) -> Iterator[str]:
    """Yield what is to be said of the texts in the charts, diagrams and drawings of an Office package, which are not read."""
    with ZipFile(BytesIO(data)) as package:
        for name in filter(_DRAWN.fullmatch, package.namelist()):
            found = re.findall(r"<(?:\w+:)?[tv]>([^<]+)</", package.read(name).decode("utf-8", "ignore"))
            yield from unread("图表或图形里的文字", [unescape(" ".join(found))])
