"""What comes along with a document: its pictures and attachments, and the names that they get beside the report.

A reader that meets one writes `attached:N` for its address, N being its place among the document's files; the name is
chosen here, once the year is known.
"""

import re
from collections import Counter
from itertools import count

from msgspec.structs import replace

from .document import AttachedFile, SourceDocument

LINKED = re.compile(r"\]\(\d{4}-[^()\s]+\)")
"""The address of a file that lies beside the report."""
_ADDRESS = re.compile(r"\]\(attached:(\d+)\)")
_UNFIT = re.compile(r"[^\w.（）《》、，—-]|_")
_PICTURES = (
    (re.compile(rb"\x89PNG\r\n\x1a\n"), ".png"),
    (re.compile(rb"\xff\xd8\xff"), ".jpg"),
    (re.compile(rb"GIF8[79]a"), ".gif"),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), ".webp"),
)
"""How pictures begin that browsers show."""
_ATTACHMENTS = tuple(
    f".{ending}"
    for ending in "doc docx wps rtf odt xls xlsx et ods csv ppt pptx pdf ofd txt zip rar 7z png jpg jpeg gif webp".split()  # noqa: SIM905
)
_LONGEST = 80


def is_attachment(name: str) -> bool:
    """Return whether a file is an attachment by its name, not a page or a program."""
    return name.lower().endswith(_ATTACHMENTS)


class FileCollector:
    """Takes the files of one document as a reader meets them, each once."""

    def __init__(self) -> None:
        """Begin without any."""
        self.files: list[AttachedFile] = []

    def picture(self, data: bytes, words: str) -> str:
        """Return a picture as Markdown, `words` being what it shows; "" for one that no browser does."""
        ending = next((ending for start, ending in _PICTURES if start.match(data)), "")
        words = "" if re.search(r"[\\/]|\.\w{3,4}$", words) else re.sub(r"[\[\]()!\s]+", " ", words).strip()
        return f"![{words or '图'}](attached:{self._number(AttachedFile(ending, data))})" if ending else ""

    def attachment(self, data: bytes, name: str) -> str:
        """Return the address of an attachment, "" for one that is none by its name."""
        name = re.split(r"[\\/]", name)[-1]
        return f"attached:{self._number(AttachedFile(name, data))}" if is_attachment(name) else ""

    def _number(self, file: AttachedFile) -> int:
        if file not in self.files:
            self.files.append(file)
        return self.files.index(file)


def with_names(document: SourceDocument, year: int) -> SourceDocument:
    """Return a document whose files have the names that they get beside the report of a year, in its links too.

    They all begin with the year, as the reports of a body share a folder. Pictures are counted, attachments keep their names as
    far as an address can have them.
    """
    files: list[AttachedFile] = []
    seen = Counter[str]()
    pictures = count(1)
    for file in document.files:
        stem, dot, ending = file.name.rpartition(".")
        stem = _UNFIT.sub("-", stem)[:_LONGEST].strip("-.") or f"{next(pictures)}"
        seen[stem] += 1
        again = f"-{seen[stem]}" if seen[stem] > 1 else ""
        files.append(AttachedFile(f"{year}-{stem}{again}{dot}{ending.lower()}", file.data))
    named = document.changed(lambda text: _ADDRESS.sub(lambda match: f"]({files[int(match[1])].name})", text))
    return replace(named, files=tuple(files))
