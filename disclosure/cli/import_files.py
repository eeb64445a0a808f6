"""Files → bytes → documents → content files; each document is read in a subprocess with limits on time and memory."""

from collections.abc import Callable, Sequence
from pathlib import Path

from msgspec import Struct

from ..build.locate_findings import with_span
from ..importers import Imported, import_report, needs_office
from ..importers.readers.limits import LARGEST
from ..model.finding import Finding, Parsed, by_place
from ..model.form import Format
from ..model.report import Source
from ..parsing.locate import Locator
from ..system.files import supersede
from ..system.locations import IS_CLONE
from ..system.office import convert_office, office_program
from ..system.sandbox import SandboxError, sandboxed_call

SECONDS = 60.0
MEMORY = 3 << 30
"""The limits for one document: a report of 40 pages takes a second and 200 MB."""


class ImportResult(Struct, frozen=True):
    """What came of one file: the findings, what was read if anything was, and the content file if one was written.

    `kept` is where the file is kept that this one took the place of.
    """

    file: str
    findings: tuple[Finding, ...]
    imported: Imported | None = None
    written: Path | None = None
    kept: Path | None = None

    def line_of(self, finding: Finding) -> str:
        """Return the line of the content file that a finding stands on, "" where it is not about that file."""
        if self.imported is None or finding.span is None or not finding.place:
            return ""
        return self.imported.text.split("\n")[finding.span.line - 1]


class ImportOptions(Struct, frozen=True):
    """What the user asked of the import: where to, for which year, whether to write at all and over what is there.

    `schema` is where editors find the schema of a form, as seen from `into`; `{form}` stands for its key.
    """

    into: Path
    schema: str = ""
    year: int | None = None
    dry_run: bool = False
    force: bool = False


def import_files(
    files: Sequence[Path], options: ImportOptions, forms: tuple[Format, ...], show_progress: Callable[[str, int, int], None]
) -> tuple[ImportResult, ...]:
    """Import each file in turn; an existing content file is overwritten only if the user asked for that."""
    done = []
    for number, file in enumerate(files):
        show_progress(f"导入 {file.name}", number, len(files))
        done.append(_import_file(file, options, forms))
    show_progress("导入", len(files), len(files))
    return tuple(done)


def _import_file(file: Path, options: ImportOptions, forms: tuple[Format, ...]) -> ImportResult:
    name = file.as_posix()
    read = _bytes_of(file)
    if isinstance(read, Finding):
        return ImportResult(name, (read,))
    target = (options.into / "{year}.md").as_posix()
    try:
        arguments = (read[1], read[0], target, forms, options.year, options.schema)
        parsed: Parsed[Imported] = sandboxed_call(import_report, arguments, SECONDS, MEMORY)
    except SandboxError as error:
        return ImportResult(name, (Finding("import.refused", f"没有读完：{error}", name, hint="文件可能有问题；另存一次再试"),))
    if parsed.value is None:
        return ImportResult(name, parsed.findings)
    return _write(name, parsed.value, parsed.findings, options, forms)


def _bytes_of(file: Path) -> tuple[str, bytes] | Finding:
    """The bytes to read and the name that tells their kind; an old office file is converted first."""
    name = file.as_posix()
    with open(file, "rb") as source:
        data = source.read(LARGEST + 1)
    if not needs_office(data, name):
        return name, data
    program = office_program()
    if not program:
        message = f"{file.suffix} 是旧格式，要由 LibreOffice 转换，本机没有安装"
        hint = "用 Word 或 WPS 另存为 .docx（表格存为 .xlsx）再导入；或安装 LibreOffice（libreoffice-writer、libreoffice-calc）"
        return Finding("import.converter", message, name, hint=hint)
    converted = convert_office(program, file)
    if converted is None:
        return Finding("import.converter", "LibreOffice 没能转换这个文件", name, hint="用 Word 或 WPS 打开，另存为 .docx 再导入")
    return name + converted[0], converted[1]


def _write(
    name: str, imported: Imported, findings: tuple[Finding, ...], options: ImportOptions, forms: tuple[Format, ...]
) -> ImportResult:
    path = options.into / f"{imported.year}.md"
    found = by_place(_located(findings, path.as_posix(), imported.text, forms))
    if options.dry_run:
        return ImportResult(name, found, imported)
    if path.exists() and (refusal := _refusal(path, name, found, force=options.force)):
        return ImportResult(name, (refusal,), imported)
    path.parent.mkdir(parents=True, exist_ok=True)
    kept = supersede(path, imported.text.encode())
    return ImportResult(name, found, imported, path, kept)


def _refusal(path: Path, name: str, findings: Sequence[Finding], *, force: bool) -> Finding | None:
    """Why an existing file is not written over: nobody asked for it, or the year it is for may be another."""
    doubt = next((finding.message for finding in findings if finding.code == "import.year-unsure"), "")
    if doubt and force:
        return Finding("import.exists", f"“{path}”已存在，没有改动：{doubt}", name, hint="确要覆盖时，用 --year 指明年份")
    into = "--into 文件夹（make 用 BODY）" if IS_CLONE else "--into 文件夹"
    hint = f"确要覆盖时加 --force；写进另一个机构用 {into}；只想看结果时加 --dry-run"
    return None if force else Finding("import.exists", f"“{path}”已存在，没有改动", name, hint=hint)


def _located(findings: tuple[Finding, ...], path: str, text: str, forms: tuple[Format, ...]) -> list[Finding]:
    """The findings about the new file with the lines they have in it."""
    tables = {key: table for form in forms for key, table in form.tables.items() if f"\n  {key}:" in text}
    locator = Locator(Source(path, path, text.encode(), ""), tables)
    return [with_span(finding, lambda _: locator) if finding.path == path else finding for finding in findings]
