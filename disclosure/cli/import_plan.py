"""Documents that were read → where each is written, or why it is not: nothing is written here."""

import os
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from ..authoring.body_list import ListedBody
from ..authoring.place_documents import Placement, TitledDocument, of_another_body, place_documents
from ..build.locate_findings import with_span
from ..model.finding import Finding, by_place
from ..model.form import Format
from ..model.portal import Body
from ..model.report import Source
from ..parsing.locate import Locator
from ..system.files import read_if_there
from ..system.locations import IS_CLONE, schema_folder
from .import_files import SCHEMAS, TARGET, ReadDocument
from .invocation import quoted
from .known_bodies import known_bodies

CONFLICT = "import.conflict"
"""Of documents for one file, each of which has the same finding."""
_ORIGIN = re.compile(rb"^imported_from: .*\n", re.MULTILINE)
"""What a content file says of the document it was made of: the same document may lie elsewhere by now."""


class Destination(Struct, frozen=True):
    """Where documents go: into the content folder by their titles, or into the folder that the user named.

    With `force` they take the place of what is there.
    """

    content: Path
    folder: Path | None = None
    force: bool = False


class PlannedImport(Struct, frozen=True):
    """A document with the content file that it becomes, None where the findings say why there is none.

    `new` is its body where nobody listed it yet, `by` what names the body where its title does not; one that `is_there`
    already is not written again.
    """

    document: ReadDocument
    findings: tuple[Finding, ...]
    target: Path | None = None
    text: str = ""
    new: ListedBody | None = None
    by: str = ""
    is_there: bool = False

    @property
    def is_to_write(self) -> bool:
        """Whether there is something to be written."""
        return self.target is not None and not self.is_there

    def line_of(self, finding: Finding) -> str:
        """Return the line of the content file that a finding stands on, "" where it is not about that file."""
        if not self.text or finding.span is None or not finding.place:
            return ""
        return self.text.split("\n")[finding.span.line - 1]


def plan_import(read: Sequence[ReadDocument], wanted: Destination, forms: tuple[Format, ...]) -> tuple[PlannedImport, ...]:
    """Return what becomes of each document. Of several for one file none is written, whatever the user says."""
    places = _places(read, wanted)
    planned = [_plan_one(one, place, wanted, forms) for one, place in zip(read, places, strict=True)]
    targets = Counter(one.target for one in planned if one.target)
    return tuple(
        _conflict(one, planned) if one.target and targets[one.target] > 1 else _beside_what_is_there(one, force=wanted.force)
        for one in planned
    )


def _places(read: Sequence[ReadDocument], wanted: Destination) -> list[Placement]:
    """Where each document belongs; one that could not be read belongs nowhere."""
    bodies = known_bodies(wanted.content)
    titled = [TitledDocument(one.file.name, one.imported.title, one.imported.year) for one in read if one.imported]
    if wanted.folder is None:
        found = iter(place_documents(titled, bodies))
    else:
        folder = Path(os.path.relpath(wanted.folder, wanted.content)).as_posix()
        body = next((body for body in bodies if body.folder == folder.removeprefix(".")), None)
        found = iter([_named_place(folder, one, body) for one in titled])
    return [next(found) if one.imported else Placement(None) for one in read]


def _named_place(folder: str, document: TitledDocument, body: Body | None) -> Placement:
    """The folder that the user named, unless the document is of another body."""
    finding = of_another_body(document, body) if body else None
    return Placement(None if finding else folder, finding=finding)


def _plan_one(one: ReadDocument, place: Placement, wanted: Destination, forms: tuple[Format, ...]) -> PlannedImport:
    """A document in its place: its text, and what is to be said of it, as they are there."""
    if one.imported is None or place.folder is None:
        return PlannedImport(one, (place.finding,) if place.finding else one.findings)
    folder = wanted.content / place.folder if wanted.folder is None else wanted.folder
    path = folder / f"{one.imported.year}.md"
    schemas = schema_folder(wanted.content)
    text = one.imported.text
    if schemas:
        text = text.replace(f"{SCHEMAS}/", f"{Path(os.path.relpath(schemas, path.parent)).as_posix()}/", 1)
    unplaced = TARGET.replace("{year}", str(one.imported.year))
    found = [replace(finding, path=path.as_posix()) if finding.path == unplaced else finding for finding in one.findings]
    return PlannedImport(one, by_place(_with_lines(found, path.as_posix(), text, forms)), path, text, place.new, place.by)


def _with_lines(findings: Sequence[Finding], path: str, text: str, forms: tuple[Format, ...]) -> list[Finding]:
    """The findings about the new file with the lines they have in it."""
    tables = {key: table for form in forms for key, table in form.tables.items() if f"\n  {key}:" in text}
    locator = Locator(Source(path, path, text.encode(), ""), tables)
    return [with_span(finding, lambda _: locator) if finding.path == path else finding for finding in findings]


def _conflict(one: PlannedImport, planned: Sequence[PlannedImport]) -> PlannedImport:
    """A document that is not written because it is not the only one for its file."""
    several = [other.document for other in planned if other.target == one.target]
    message = f"{len(several)} 份都要写成“{one.target}”，都没有写：{'、'.join(other.file.name for other in several)}"
    if all(_same_report(one.document, other) for other in several):
        message += "；它们内容相同"
    file = one.document.file
    alone = "" if file.members else f"，或单独导入要用的，例如 disclosure import {quoted(file.path)}"
    return PlannedImport(one.document, (Finding(CONFLICT, message, file.name, hint=f"只留下要用的一份，再导入{alone}"),))


def _same_report(one: ReadDocument, other: ReadDocument) -> bool:
    """Whether two documents make the very same report."""
    texts = [_ORIGIN.sub(b"", two.imported.text.encode()) if two.imported else b"" for two in (one, other)]
    return texts[0] == texts[1]


def _beside_what_is_there(one: PlannedImport, *, force: bool) -> PlannedImport:
    """A document whose file does not exist, or may be written over; nobody does that unasked, or in a year that is unsure."""
    if one.target is None or one.document.imported is None:
        return one
    files = {one.target: one.text.encode()}
    files |= {one.target.parent / file.name: file.data for file in one.document.imported.files}
    there = {path: data for path in files if (data := read_if_there(path)) is not None}
    changed = [path for path, data in there.items() if _ORIGIN.sub(b"", data) != _ORIGIN.sub(b"", files[path])]
    if not changed and len(there) == len(files):
        return replace(one, is_there=True, findings=())
    if not changed:
        return one
    name, path = one.document.file.name, changed[0]
    doubt = next((finding.message for finding in one.findings if finding.code == "import.year-unsure"), "")
    if force and not doubt:
        return one
    if force:
        refusal = Finding("import.exists", f"“{path}”已存在，没有改动：{doubt}", name, hint="确要覆盖时，用 --year 指明年份")
    else:
        into = "--into 文件夹（make 用 BODY）" if IS_CLONE else "--into 文件夹"
        hint = f"确要覆盖时加 --force；写进另一个机构用 {into}；只想看结果时加 --dry-run"
        refusal = Finding("import.exists", f"“{path}”已存在，没有改动", name, hint=hint)
    return PlannedImport(one.document, (refusal,))
