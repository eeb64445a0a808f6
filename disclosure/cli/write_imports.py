"""A plan of an import, carried out: content files, the bodies that are new, what came along, and the originals set aside."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path, PurePosixPath

from msgspec import Struct

from ..system.files import create, store_copy, supersede
from ..system.packed_files import DocumentFile, read_document_file
from .import_plan import PlannedImport
from .project_options import schema_address


class WrittenFile(Struct, frozen=True):
    """A planned file that was written, and where the file is kept that stood in its place."""

    planned: PlannedImport
    kept: Path | None = None


def write_imports(
    planned: Sequence[PlannedImport], content: Path, archive: Path | None, beside: Mapping[str, Mapping[str, DocumentFile]]
) -> tuple[WrittenFile, ...]:
    """Write what is to be written; `beside` are the files of pages, which an archive keeps beside them."""
    written = []
    for one in planned:
        if one.target is None or one.is_there or one.document.imported is None:
            continue
        folder = one.target.parent
        if one.new is not None:
            create(folder / "body.yml", one.new.body_yml(schema_address(folder / "body.yml", content, "body")))
        folder.mkdir(parents=True, exist_ok=True)
        for file in one.document.imported.files:
            supersede(folder / file.name, file.data)
        written.append(WrittenFile(one, supersede(one.target, one.text.encode())))
        if archive:
            own = [one.document.file, *beside.get(one.document.file.name, {}).values()]
            _set_aside(own, archive / Path(os.path.relpath(folder, content)))
    return tuple(written)


def _set_aside(files: Sequence[DocumentFile], folder: Path) -> None:
    """Keep copies of a document and of the files that it leads to, in the same places to each other."""
    home = PurePosixPath(files[0].name).parent
    for file in files:
        store_copy(folder / PurePosixPath(os.path.relpath(file.name, home)), read_document_file(file))
