"""Documents that lie in folders and zip archives: found, and read one by one; nothing is unpacked onto the disk."""

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from posixpath import dirname, join, normpath
from struct import unpack_from
from zipfile import BadZipFile, ZipFile, ZipInfo

from msgspec import Struct

from ..model.portal import MAX_DOCUMENT_SIZE

_MEMBERS = 20_000
"""Files in an archive; one with more is not looked into."""
_DEEPEST = 3
"""How deep archives may lie in archives."""
_LARGEST_ARCHIVE = 1 << 28
"""Bytes of an archive in an archive; a larger one is not looked into."""
_NAME_IS_UTF8, _NAME_FIELD = 0x800, 0x7075
_BROKEN = (BadZipFile, RuntimeError, NotImplementedError, EOFError, ValueError, IndexError)


class DocumentFile(Struct, frozen=True):
    """A file that was named, or that lies in a folder or archive that was: what people call it, and where it is.

    `members` are the numbers under which archives hold it, the outermost first; none for a file of its own.
    """

    name: str
    path: Path
    members: tuple[int, ...] = ()


def gather_files(path: Path) -> Iterator[DocumentFile]:
    """Yield a file, or all files of a folder or a zip archive in the order of their names, those of archives in it too.

    An archive that can't be looked into is yielded itself.
    """
    if not path.is_dir():
        yield from _files_inside(DocumentFile(path.as_posix(), path))
        return
    for folder, folders, names in os.walk(path):
        folders.sort()
        for name in sorted(names):
            file = Path(folder, name)
            yield from _files_inside(DocumentFile(file.as_posix(), file))


def read_document_file(file: DocumentFile, largest: int = MAX_DOCUMENT_SIZE) -> bytes:
    """Return the bytes of a file, no more than one over `largest`. Raises OSError when it can't be read."""
    if not file.members:
        with open(file.path, "rb") as stream:
            return stream.read(largest + 1)
    try:
        *archives, last = file.members
        package: Path | BytesIO = file.path
        for number in archives:
            package = BytesIO(_member(package, number, _LARGEST_ARCHIVE))
        return _member(package, last, largest)
    except _BROKEN as error:
        raise OSError(0, "压缩包里的这个文件读不出来，可能有密码或已损坏", file.name) from error


def companion_of(file: DocumentFile, address: str, known: Mapping[str, DocumentFile]) -> DocumentFile | None:
    """Return the file that an address within another one leads to; None where there is none, or it lies outside its folder.

    `known` are the files that were gathered, by their names.
    """
    inside = normpath(address.replace("\\", "/"))
    if inside.startswith(("/", "..")) or inside == ".":
        return None
    name = join(dirname(file.name), inside)
    if name in known or file.members:
        return known.get(name)
    try:
        found = (file.path.parent / inside).resolve()
        is_there = found.is_file() and found.is_relative_to(file.path.parent.resolve())
    except (OSError, ValueError):
        return None
    return DocumentFile(name, found) if is_there else None


def _files_inside(file: DocumentFile) -> Iterator[DocumentFile]:
    """A file, or what it holds where it is an archive."""
    if not file.name.lower().endswith(".zip") or len(file.members) > _DEEPEST:
        yield file
        return
    try:
        package = file.path if not file.members else BytesIO(read_document_file(file, _LARGEST_ARCHIVE))
        with ZipFile(package) as archive:
            parts = archive.infolist()
    except (*_BROKEN, OSError):
        parts = []
    if not parts or len(parts) > _MEMBERS:
        yield file
        return
    encoding = _encoding_of(parts)
    named = [(_name_of(part, encoding), number) for number, part in enumerate(parts) if not part.is_dir()]
    for name, number in sorted(named):
        yield from _files_inside(DocumentFile(f"{file.name}/{name}", file.path, (*file.members, number)))


def _member(package: Path | BytesIO, number: int, largest: int) -> bytes:
    """The bytes of a file in an archive, no more than one over `largest`, whatever size it states."""
    with ZipFile(package) as archive, archive.open(archive.infolist()[number]) as part:
        return part.read(largest + 1)


def _encoding_of(parts: Sequence[ZipInfo]) -> str:
    """The encoding of names that do not state theirs: UTF-8 where that makes Chinese of them, else that of Windows."""
    raw = b"\n".join(_raw_name(part) for part in parts if not part.flag_bits & _NAME_IS_UTF8)
    try:
        is_utf8 = raw.isascii() or bool(re.search("[\u3000-\u9fff]", raw.decode()))
    except UnicodeDecodeError:
        is_utf8 = False
    return "utf-8" if is_utf8 else "gb18030"


def _raw_name(part: ZipInfo) -> bytes:
    return part.orig_filename.encode("cp437", "replace")


def _name_of(part: ZipInfo, encoding: str) -> str:
    """The name of a file in an archive: Windows writes it in its own encoding and says nothing of that."""
    stated = part.orig_filename if part.flag_bits & _NAME_IS_UTF8 else _stated_name(part.extra)
    name = stated or _raw_name(part).decode(encoding, "replace")
    return normpath(join("/", name.replace("\\", "/").replace("\0", ""))).lstrip("/")


def _stated_name(extra: bytes) -> str:
    """The name in UTF-8 that some programs write beside the other one, "" where there is none."""
    at = 0
    while at + 4 <= len(extra):
        kind, size = unpack_from("<HH", extra, at)
        if kind == _NAME_FIELD and size > 5:
            return extra[at + 9 : at + 4 + size].decode("utf-8", "replace")
        at += 4 + size
    return ""
