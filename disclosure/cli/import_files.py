"""Files → bytes → documents: each is read in a subprocess with limits on time and memory; one that fails stops no other."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from ..importers import DocumentOrigin, Imported, import_report, is_old_office, needs_office
from ..model.finding import Finding, Parsed
from ..model.form import Format
from ..system.office import convert_office_files, office_program
from ..system.packed_files import DocumentFile, read_document_file
from ..system.sandbox import Limits, SandboxError, sandboxed_calls
from .inbox import Inbox

LIMITS = Limits(60.0, 3 << 30)
"""What one document may take: a report of 40 pages takes a second and 200 MB."""
_TOGETHER = 30
"""Old office files that are converted in one run."""
TARGET, SCHEMAS = "{body}/{year}.md", "{schemas}"
"""The content file to be, and the folder of the schemas as seen from it, as long as nobody knows the body."""


class ReadDocument(Struct, frozen=True):
    """What came of reading one file: the findings, and what was read if anything was."""

    file: DocumentFile
    findings: tuple[Finding, ...]
    imported: Imported | None = None


class ImportDefaults(Struct, frozen=True):
    """What an import takes for all documents: the year and the date of those that state none, whether there are schemas."""

    year: int | None = None
    published: str = ""
    with_schema: bool = False


def read_documents(
    inbox: Inbox, defaults: ImportDefaults, forms: tuple[Format, ...], show_progress: Callable[[str, int, int], None]
) -> list[ReadDocument]:
    """Read the documents of an inbox in their order. What a page leads to is read only where the page is no report."""
    attached = inbox.attached_to(tuple(inbox.beside))
    first = [file for file in inbox.documents if file.name not in attached]
    read = _read_all(first, inbox, defaults, forms, show_progress)
    theirs = inbox.attached_to([one.file.name for one in read if one.imported])
    second = [file for file in inbox.documents if file.name in attached and file.name not in theirs]
    return read + (_read_all(second, inbox, defaults, forms, show_progress) if second else [])


def _read_all(
    files: Sequence[DocumentFile],
    inbox: Inbox,
    defaults: ImportDefaults,
    forms: tuple[Format, ...],
    show_progress: Callable[[str, int, int], None],
) -> list[ReadDocument]:
    schema = f"{SCHEMAS}/{{form}}.json" if defaults.with_schema else ""
    found: dict[int, ReadDocument] = {}
    asked: list[int] = []

    converted = _convert_old_files(files, show_progress)

    def calls() -> Iterator[tuple[Any, ...]]:
        for number, file in enumerate(files):
            try:
                name, data = _bytes_of(file, converted)
                beside = {address: read_document_file(one) for address, one in inbox.beside.get(file.name, {}).items()}
            except _UnreadError as error:
                found[number] = ReadDocument(file, (error.finding,))
                continue
            except OSError as error:
                hint = "确认它还在、有权限读；压缩包有密码的，先解压，再导入那个文件夹"
                finding = Finding("import.unreadable", f"读不出来：{error.strerror}", file.name, hint=hint)
                found[number] = ReadDocument(file, (finding,))
                continue
            asked.append(number)
            origin = DocumentOrigin(inbox.kept_as[file.name], defaults.published, beside)
            yield data, name, TARGET, forms, defaults.year, schema, origin

    workers = min(len(files), os.cpu_count() or 1)
    for number, value in sandboxed_calls(import_report, calls(), LIMITS, workers):
        found[asked[number]] = _outcome(files[asked[number]], value)
        show_progress("读取", len(found), len(files))
    return [found[number] for number in range(len(files))]


def _outcome(file: DocumentFile, value: Parsed[Imported] | SandboxError) -> ReadDocument:
    if isinstance(value, SandboxError):
        hint = "多半是图形太多，或文件有问题：用 Word 或 WPS 打开，只留下年报的几页，另存为 .docx 再导入"
        finding = Finding("import.refused", f"没有读完：{value}", file.name, hint=hint)
        return ReadDocument(file, (finding,))
    own = tuple(replace(one, path=file.name) if one.path.startswith(file.name) else one for one in value.findings)
    return ReadDocument(file, own, value.value)


class _UnreadError(Exception):
    """A file that is not read, and why."""

    def __init__(self, finding: Finding) -> None:
        self.finding = finding


def _convert_old_files(
    files: Sequence[DocumentFile], show_progress: Callable[[str, int, int], None]
) -> dict[str, tuple[str, bytes]]:
    """The old office files as newer ones: their endings and bytes by their names."""
    program = office_program()
    found: dict[str, tuple[str, bytes]] = {}
    old = [file for file in files if is_old_office(file.name)] if program else []
    for number in range(0, len(old), _TOGETHER):
        show_progress("转换", number, len(old))
        some = {file.name: data for file in old[number : number + _TOGETHER] if (data := _old_data(file))}
        found |= convert_office_files(program, some)
    return found


def _old_data(file: DocumentFile) -> bytes:
    """The bytes of a file that has to be converted; none of one that is something newer, or that can't be read."""
    try:
        data = read_document_file(file)
    except OSError:
        return b""
    return data if needs_office(data, file.name) else b""


def _bytes_of(file: DocumentFile, converted: Mapping[str, tuple[str, bytes]]) -> tuple[str, bytes]:
    """The name that tells the kind of a file, and its bytes; those of an old office file converted. Raises _UnreadError."""
    if file.name in converted:
        return file.name + converted[file.name][0], converted[file.name][1]
    data = read_document_file(file)
    if not needs_office(data, file.name):
        return file.name, data
    if not office_program():
        message = f"{PurePosixPath(file.name).suffix} 是旧格式，要由 LibreOffice 转换，本机没有安装"
        hint = "用 Word 或 WPS 另存为 .docx（表格存为 .xlsx）再导入；或安装 LibreOffice（libreoffice-writer、libreoffice-calc）"
        raise _UnreadError(Finding("import.converter", message, file.name, hint=hint))
    hint = "用 Word 或 WPS 打开，另存为 .docx 再导入"
    raise _UnreadError(Finding("import.converter", "LibreOffice 没能转换这个文件", file.name, hint=hint))
