"""The import, wired: files → bytes → documents → content files, each in a process that may not run away."""

from collections.abc import Callable, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from .convert import OFFICE, Imported, import_report
from .convert.bounds import LARGEST
from .model.finding import Finding, Parsed, by_place
from .model.form import Format
from .model.report import Source
from .read.formats import parse_format
from .read.locate import Locator
from .read.text import LARGEST as LARGEST_TEXT
from .shell.bounded import OverBoundsError, call_bounded
from .shell.office import convert_office
from .shell.scan import read_texts

SECONDS = 60.0
MEMORY = 3 << 30
"""What one document may take: a report of 40 pages takes a second and 200 MB."""


class Intake(Struct, frozen=True):
    """What came of one file: the content file and where it went ("" when nothing was written), and the findings."""

    file: str
    imported: Imported | None
    written: str
    findings: tuple[Finding, ...]


class Wishes(Struct, frozen=True):
    """How the user wants the import: where to, for which year, whether to write at all and over what is there."""

    into: Path
    year: int | None = None
    dry_run: bool = False
    force: bool = False


def load_forms(folder: Path) -> tuple[Format, ...]:
    """Return the official forms; ours are sound, or the tests would have said so."""
    parsed = [parse_format(text) for text in read_texts(folder, (".yml",), LARGEST_TEXT)]
    return tuple(one.value for one in parsed if one.value)


def import_files(
    files: Sequence[Path], wishes: Wishes, forms: tuple[Format, ...], tell: Callable[[str, int, int], None]
) -> tuple[Intake, ...]:
    """Import each file in turn; an existing content file is written over only where the user said so."""
    done = []
    for number, file in enumerate(files):
        tell("导入", number, len(files))
        done.append(_import_file(file, wishes, forms))
    tell("导入", len(files), len(files))
    return tuple(done)


def _import_file(file: Path, wishes: Wishes, forms: tuple[Format, ...]) -> Intake:
    name = file.as_posix()
    read = _bytes_of(file)
    if isinstance(read, Finding):
        return Intake(name, None, "", (read,))
    target = (wishes.into / "{year}.md").as_posix()
    try:
        parsed: Parsed[Imported] = call_bounded(import_report, (read[1], read[0], target, forms, wishes.year), SECONDS, MEMORY)
    except OverBoundsError as error:
        return Intake(
            name, None, "", (Finding("import.refused", f"没有读完：{error}", name, hint="文件可能有问题；另存一次再试"),)
        )
    if parsed.value is None:
        return Intake(name, None, "", parsed.findings)
    return _write(name, parsed.value, parsed.findings, wishes, forms)


def _bytes_of(file: Path) -> tuple[str, bytes] | Finding:
    """The bytes to read and the name that tells their kind; an old office file is converted first."""
    if file.suffix.lower() in OFFICE:
        converted = convert_office(file)
        if converted is None:
            message = f"{file.suffix} 文件要由 LibreOffice 转换，本机没有安装，或转换没有成功"
            return Finding(
                "import.converter", message, file.as_posix(), hint="安装 LibreOffice，或用 Word、WPS 另存为 .docx 再导入"
            )
        return file.as_posix() + converted[0], converted[1]
    with open(file, "rb") as source:
        return file.as_posix(), source.read(LARGEST + 1)


def _write(name: str, imported: Imported, findings: tuple[Finding, ...], wishes: Wishes, forms: tuple[Format, ...]) -> Intake:
    path = wishes.into / f"{imported.year}.md"
    found = by_place(_located(findings, path.as_posix(), imported.text, forms))
    if wishes.dry_run:
        return Intake(name, imported, "", found)
    if path.exists() and not wishes.force:
        hint = "确要覆盖时加 --force；只想看结果时加 --dry-run"
        return Intake(name, imported, "", (Finding("import.exists", f"“{path}”已存在，没有改动", name, hint=hint),))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(imported.text, encoding="utf-8", newline="\n")
    return Intake(name, imported, path.as_posix(), found)


def _located(findings: tuple[Finding, ...], path: str, text: str, forms: tuple[Format, ...]) -> list[Finding]:
    """The findings about the new file with the lines they have in it."""
    tables = {key: table for form in forms for key, table in form.tables.items() if f"\n  {key}:" in text}
    locator = Locator(Source(path, path, text.encode(), ""), tables)
    return [replace(f, span=locator.span(f.place)) if f.path == path and f.place else f for f in findings]
