"""What was named for an import → the documents in it: files, folders and archives, without what lies there besides."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from ..check.file_names import litter_kind
from ..importers import files_linked_by_page, is_document, is_web_page
from ..system.packed_files import DocumentFile, companion_of, gather_files, read_document_file

_ARCHIVE = re.compile(r".+\.(?:zip|rar|7z|tar|gz|tgz|bz2|xz)", re.IGNORECASE)
_OF_A_PAGE = re.compile(r"(?P<page>.+)(?:_files|\.files|_文件|\.fld)/.+", re.IGNORECASE)


class Inbox(Struct, frozen=True):
    """The documents of an import, the pages among them with the files that they lead to, and the files that are no documents.

    `beside` has, by the name of a page, its files by the addresses under which it leads to them; `kept_as` how each document
    is called in what was named, without where that lies.
    """

    documents: tuple[DocumentFile, ...]
    beside: Mapping[str, Mapping[str, DocumentFile]]
    others: tuple[DocumentFile, ...]
    kept_as: Mapping[str, str]

    def attached_to(self, pages: Sequence[str]) -> frozenset[str]:
        """Return the names of the files that these pages lead to."""
        return frozenset(file.name for page in pages for file in self.beside.get(page, {}).values())


def open_inbox(paths: Sequence[Path]) -> Inbox:
    """Return what is in files, folders and archives. A file that was named itself is a document, whatever it is called."""
    found = [(path, file, inside) for path in paths for file, inside in _files_in(path)]
    files = {file.name: file for _, file, _ in found}
    kept_as = {file.name: "/".join(filter(None, (path.name, inside))) for path, file, inside in found}
    named = {file.name for _, file, inside in found if not inside}
    theirs = [file for name, file in files.items() if name in named or not _is_part(name, files)]
    documents = [file for file in theirs if file.name in named or is_document(file.name) or _ARCHIVE.fullmatch(file.name)]
    beside = {file.name: _companions(file, files) for file in documents if is_web_page(file.name)}
    taken = {file.name for found in beside.values() for file in found.values()} | {file.name for file in documents}
    others = tuple(file for file in theirs if file.name not in taken)
    return Inbox(tuple(documents), {page: found for page, found in beside.items() if found}, others, kept_as)


def _files_in(path: Path) -> Iterator[tuple[DocumentFile, str]]:
    """The files of what was named, each with its name within; what programs leave behind is passed by."""
    for file in gather_files(path):
        inside = file.name[len(path.as_posix()) :].strip("/") if file.name != path.as_posix() else ""
        if not litter_kind(inside) and not any(step.startswith(".") for step in inside.split("/")):
            yield file, inside


def _is_part(name: str, files: Mapping[str, object]) -> bool:
    """Whether a file lies in the folder that a browser puts beside a saved page."""
    found = _OF_A_PAGE.fullmatch(name)
    return found is not None and any(f"{found['page']}{ending}" in files for ending in (".html", ".htm", ".xhtml"))


def _companions(page: DocumentFile, known: Mapping[str, DocumentFile]) -> dict[str, DocumentFile]:
    """The files that a page leads to, by the addresses under which it does."""
    try:
        links = files_linked_by_page(read_document_file(page))
    except OSError:
        return {}
    found = {address: companion_of(page, path, known) for address, path in links.items()}
    return {address: file for address, file in found.items() if file}
