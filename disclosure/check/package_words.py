"""The words in documents that are packages of XML parts: .docx, .xlsx, .pptx, .odt, .ods, .ofd, also those nobody sees.

What goes out is the file and not what a reader shows of it: hidden sheets, rows and words, headers, notes, comments, what a
correction took out, captions of pictures and charts are all in it.
"""

import re
import zlib
from collections.abc import Iterator, Sequence
from html import unescape
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from ..model.patterns import pattern
from .office_files import OLD_OFFICE, old_words

LARGEST_PART = 30_000_000
"""The most bytes that a part of a package may unpack to; all parts together twice as many."""
_KINDS = ("[Content_Types].xml", "mimetype", "OFD.xml")
"""Parts by which a package is known to be a document."""
_WORDLESS = pattern(r"(?:.*/)?(?:styles|theme\d*|fontTable|settings|webSettings|numbering|calcChain|tableStyles|viewProps)\.xml")
_SHEET = pattern(r"xl/worksheets/[^/]+\.xml")
_STRINGS = "xl/sharedStrings.xml"
_INNER = pattern(r".+\.(?:docx|xlsx|pptx|odt|ods|odp)", re.IGNORECASE)
_STRING = pattern(r"<si\b[^>]*>(.*?)</si>", re.DOTALL)
_CITED = pattern(r'<c\b[^>]*\bt="s"[^>]*>\s*<v>(\d{1,7})</v>')
_CELL = pattern(r"(?:</(?:\w+:)?p>\s*)?</(?:\w+:)?(?:tc|c|table-cell)>")
_END = pattern(
    r"</(?:\w+:)?(?:p|h|row|f|si|comment|text|lpwstr|title|subject|keywords|description|creator|definedName|formula[12]"
    r"|odd\w+|even\w+|first\w+|TextObject)>|<(?:\w+:)?(?:br|tab|cr|line-break|row)\b[^>]*>"
)
_SAID = pattern(r'\s(?:descr|title|name|prompt|Target|display|tooltip)="([^"]{8,2000})"')
_TAG = pattern(r"<[^>]*>")
_BROKEN = (BadZipFile, ValueError, OSError, EOFError, NotImplementedError, RuntimeError, KeyError, zlib.error)


def package_words(data: bytes) -> str | None:
    """Return all words of a document, a line for each paragraph and row; None where it is none, locked, broken or too large."""
    try:
        with ZipFile(BytesIO(data)) as package:
            sizes = {part.filename: part.file_size for part in package.infolist()}
            if not any(kind in sizes for kind in _KINDS) or sum(sizes.values()) > 2 * LARGEST_PART or len(sizes) > 10_000:
                return None
            return "\n".join(_texts(package, tuple(sizes)))
    except _BROKEN:
        return None


def _texts(package: ZipFile, parts: Sequence[str]) -> Iterator[str]:
    """The words of each part. Raises ValueError for one that unpacks to too much, or to no document itself."""
    common = _part(package, _STRINGS).decode(errors="replace") if _STRINGS in parts else ""
    strings: dict[int, str] = dict(enumerate(_STRING.findall(common)))
    cited: set[int] = set()

    def string(match: re.Match[str]) -> str:
        cited.add(int(match[1]))
        return strings.get(int(match[1]), "")

    for name in parts:
        if _INNER.fullmatch(name):
            inner = _part(package, name)
            if (words := package_words(inner) if inner.startswith(b"PK") else None) is None:
                raise ValueError(name)
            yield words
        elif name.endswith(".bin") and (data := _part(package, name)).startswith(OLD_OFFICE):
            yield old_words(data)
        elif name.endswith((".xml", ".rels")) and name != _STRINGS and not _WORDLESS.fullmatch(name):
            text = _part(package, name).decode(errors="replace")
            yield words_of_markup(_CITED.sub(string, text) if _SHEET.fullmatch(name) else text)
    yield from (words_of_markup(text) for number, text in strings.items() if number not in cited)


def _part(package: ZipFile, name: str) -> bytes:
    with package.open(name) as part:
        data = part.read(LARGEST_PART + 1)
    if len(data) > LARGEST_PART:
        raise ValueError(name)
    return data


def words_of_markup(text: str) -> str:
    """Return the words of an XML text, tabs between cells and line ends between paragraphs, then what its attributes say."""
    said = "\n".join(_SAID.findall(text))
    return unescape(_TAG.sub("", _END.sub("\n", _CELL.sub("\t", text))) + "\n" + said)
