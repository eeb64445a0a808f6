"""Which reader reads which file: add a format by adding a line."""

import re
import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from functools import partial
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from msgspec.structs import replace

from ...model.finding import Finding, Parsed
from ...model.folding import LOOKALIKE, UNSEEN, ordinary
from ...model.portal import MAX_DOCUMENT_SIZE
from ..document import SourceDocument, UnreadableError
from .limits import LimitExceededError
from .page_files import NOTHING
from .read_archive import ARCHIVE, read_archive
from .read_docx import read_docx
from .read_html import read_html
from .read_pdf import read_pdf
from .read_spreadsheet import read_csv, read_workbook
from .read_text import read_text

Reader = Callable[[bytes], SourceDocument]

_PAGES = (".html", ".htm", ".xhtml")
_READERS: dict[str, Reader] = {
    ".docx": read_docx,
    **dict.fromkeys(_PAGES, read_html),
    **dict.fromkeys((".mht", ".mhtml"), read_archive),
    ".pdf": read_pdf,
    **dict.fromkeys((".txt", ".text"), read_text),
    **dict.fromkeys((".md", ".markdown"), partial(read_text, marked=True)),
    ".xlsx": read_workbook,
    **dict.fromkeys((".csv", ".tsv"), read_csv),
}
"""File name endings → reader."""

_OFFICE = (".doc", ".wps", ".rtf", ".odt", ".et", ".xls", ".ods")
"""Endings that LibreOffice turns into .docx or .xlsx first."""
_PAGE = re.compile(
    rb"(?:<!--.*?-->\s*|<\?xml[^>]*>\s*)*<(?:!doctype\s+html|html|head|body|meta|table|div|p|style)\b", re.IGNORECASE | re.DOTALL
)


def read_document(data: bytes, path: str, beside: Mapping[str, bytes] = NOTHING) -> Parsed[SourceDocument]:
    """Return the document in a file, read by what its name ends in unless its first bytes say otherwise.

    `beside` are the files that a page leads to, by their addresses.
    """
    try:
        reader = _reader(data, path)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            document = read_html(data, beside) if reader is read_html else reader(data)
    except UnreadableError as error:
        return Parsed(None, (error.finding(path),))
    found = tuple(_replacement_findings(document, path))
    document = replace(document, title=ordinary(document.title), published=ordinary(document.published))
    return Parsed(document.changed(ordinary), found)


def _reader(data: bytes, path: str) -> Reader:
    """The reader of a file; raise where there is none, with what to do about it."""
    name = path.lower()
    if len(data) > MAX_DOCUMENT_SIZE:
        raise LimitExceededError(f"文件超过 {MAX_DOCUMENT_SIZE:,} 字节，不是一份年报")
    if not data.strip():
        raise UnreadableError("文件是空的")
    if name.endswith(".ofd"):
        raise UnreadableError("OFD 版式文件还不能导入", "在阅读器里另存为 PDF，或找 Word、网页版本")
    if reader := _by_content(data) or _READERS.get(f".{name.rpartition('.')[2]}"):
        return reader
    if name.endswith((".zip", ".rar", ".7z", ".tar", ".gz", ".tgz", ".bz2", ".xz")):
        raise UnreadableError("压缩包打不开", "先解压，再导入解压出来的文件夹")
    if name.endswith((".docm", ".xlsm", ".dotm")):
        raise LimitExceededError("文件带有宏", "另存为不带宏的 .docx 或 .xlsx 再导入")
    raise UnreadableError("不认识的文件类型", f"可以导入：{'、'.join((*_READERS, *_OFFICE))}")


def _replacement_findings(document: SourceDocument, path: str) -> Iterator[Finding]:
    """What is said of characters that nobody typed: how many were replaced or left out, and in which words first."""
    for kind, pattern, done in (("部首或兼容字符", LOOKALIKE, "换成常用的字"), ("看不见的字符", UNSEEN, "去掉")):
        said = (text for block in document.blocks for text in block.words if not text.isascii())
        found = [(text, match.start()) for text in said for match in pattern.finditer(text)]
        if found:
            text, at = found[0]
            words = ordinary(text[max(0, at - 6) : at + 7]).strip()
            message = f"原文有 {len(found)} 处{kind}，已{done}：“{words}”等"
            yield Finding("import.characters", message, path, hint=f"对照原文核对“{words}”")


def is_old_office(path: str) -> bool:
    """Return whether a file is one that LibreOffice reads, by its name."""
    return path.lower().endswith(_OFFICE)


def needs_office(data: bytes, path: str) -> bool:
    """Whether a file must go through LibreOffice first: it has an old ending, and is not something newer under it."""
    return is_old_office(path) and len(data) <= MAX_DOCUMENT_SIZE and _by_content(data) is None


def is_document(path: str) -> bool:
    """Return whether a file may be a report by its name."""
    return path.lower().endswith((*_READERS, *_OFFICE, ".ofd", ".docm", ".xlsm"))


def is_web_page(path: str) -> bool:
    """Return whether a file is a web page by its name, whose pictures and attachments may lie beside it."""
    return path.lower().endswith(_PAGES)


def _by_content(data: bytes) -> Reader | None:
    """The reader for files that are not what their name says: a page saved as .doc or .xls, a .docx renamed to .doc."""
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    start = (data[:8000].decode("utf-16", "ignore").encode() if wide else data[:4000]).lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"%PDF-"):
        return read_pdf
    if start.startswith(b"\xd0\xcf\x11\xe0") and "EncryptedPackage".encode("utf-16-le") in data:
        return _refuse_encrypted
    if ARCHIVE.match(start):
        return read_archive
    if _PAGE.match(start):
        return read_html
    if start.startswith(b"PK\x03\x04"):
        with suppress(BadZipFile, ValueError, OSError, EOFError), ZipFile(BytesIO(data)) as package:
            parts = package.namelist()
            return read_docx if "word/document.xml" in parts else read_workbook if "xl/workbook.xml" in parts else None
    return None


def _refuse_encrypted(_data: bytes) -> SourceDocument:
    """Say that a file can't be opened without its password."""
    raise UnreadableError("文件有密码", "用 Word、Excel 或 WPS 打开，去掉密码后另存一次")
