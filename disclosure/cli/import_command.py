"""`import`: documents become content files; a plan first, then what was written, what was not, and what to do next."""

import os
from argparse import ArgumentParser
from collections.abc import Callable, Sequence
from datetime import date
from importlib.util import find_spec
from pathlib import Path

from ..check.codes import stops
from ..model.finding import Finding
from ..system.console import DOCUMENT_FACES, FACES, Progress, complain, say
from ..system.locations import (
    CACHE_FILE,
    IS_CLONE,
    IS_WINDOWS,
    PACKAGE,
    builtin,
    content_around,
    install_command,
    portal_root,
    schema_folder,
    theme_folder,
)
from ..system.site_manifest import published_files
from .commands import DONE, STOPPED
from .forms_folder import forms_of
from .import_files import ImportDefaults, read_documents
from .import_plan import CONFLICT, Destination, PlannedImport, plan_import
from .import_summary import file_lines, next_steps, plan_lines, result_line
from .inbox import Inbox, open_inbox
from .invocation import quoted, worded
from .known_bodies import known_bodies
from .options import Command, CommandOptions, add_findings_option, add_formats_option, day, folder_within, year_number
from .show import agreed, failed, finding_views, merge_repeated, misused, show_findings
from .write_imports import write_imports

_ALIKE = ("import.signed-date",)
"""Findings that say the same of many documents although each in its own words."""
_FEW = 5
"""So many files are each summed up; of more the plan is shown first."""


class ImportCommandOptions(CommandOptions):
    """The options of `import`; `content` is the content folder that documents go into by their titles."""

    files: list[Path]
    body: Path | None = None
    into: Path = Path("content")
    content: Path = Path("content")
    year: int | None = None
    published: date | None = None
    archive: Path | None = None
    dry_run: bool = False
    yes: bool = False
    force: bool = False
    elsewhere: str = ""
    is_named: bool = False

    def locate(self, root: Path) -> None:
        """Import into the portal in `root`, unless the command line names another folder; say so to further commands."""
        self.is_named = self.body is not None or "into" in vars(self)
        usual = root / "content"
        if self.body is not None:
            self.into = usual / folder_within(self.body, usual)
        elif not self.is_named:
            self.into = usual
        own, home = (content_around(folder) or folder.absolute() for folder in (self.into, usual))
        self.content = usual if own == home else own
        if own != home:
            self.elsewhere = f" --content {quoted(os.path.relpath(own))}"


def _add_options(parser: ArgumentParser) -> None:
    parser.add_argument(
        "files",
        nargs="+",
        type=Path,
        metavar="文件",
        help="要导入的文件、文件夹或 .zip，可以几个：.docx .html .mhtml .pdf .txt .md .xlsx .csv .doc .wps",
    )
    parser.add_argument("--body", type=Path, metavar="文件夹", help="都是哪个机构的报告，例如 office；不写就按各份的标题找")
    parser.add_argument("--into", type=Path, metavar="文件夹", help="都写进这个文件夹，不按标题找")
    add_formats_option(parser)
    parser.add_argument("--year", type=year_number, metavar="年度", help="报告年度；标题里写明的可以省略")
    parser.add_argument("--published", type=day, metavar="日期", help="原文没有写的首次发布日期，例如 2025-01-26")
    parser.add_argument("--archive", type=Path, metavar="文件夹", help="把原件另存到这个文件夹，按机构分开")
    parser.add_argument("--dry-run", action="store_true", help="只看计划和结果，不写文件")
    parser.add_argument("--yes", action="store_true", help="照计划写，不再询问")
    parser.add_argument("--force", action="store_true", help="覆盖已有的文件，原来的留作 .bak")
    add_findings_option(parser)


def _run(options: ImportCommandOptions) -> int:
    if not find_spec("docx"):
        return failed(f"导入用的库还没有安装：{_how_to_install()}")
    if wrong := _unusable(options):
        return misused(wrong)
    forms = forms_of(options)
    if forms.value is None:
        show_findings(forms.findings, options.findings)
        return STOPPED
    inbox = open_inbox(options.files)
    if not inbox.documents:
        return misused(f"“{options.files[0]}”里没有可以导入的文件")
    defaults = ImportDefaults(options.year, str(options.published or ""), schema_folder(options.content) is not None)
    progress = Progress()
    try:
        read = read_documents(inbox, defaults, forms.value, progress)
    finally:
        progress.close()
    wanted = Destination(options.content, options.into if options.is_named else None, options.force or options.dry_run)
    planned = plan_import(read, wanted, forms.value)
    done = _carry_out(planned, inbox, options)
    return DONE if done and not any(stops(one.findings) for one in planned) else STOPPED


def _unusable(options: ImportCommandOptions) -> str:
    """What is wrong with the paths of the command line, "" for nothing."""
    if missing := [file for file in options.files if not file.exists()]:
        return f"没有文件“{missing[0]}”"
    if options.archive and options.archive.resolve().is_relative_to(options.content.resolve()):
        return f"原件不能放在内容文件夹里：“{options.archive}”换成别处，例如 --archive 原件"
    if site := next((one for one in (options.into, *options.into.parents) if published_files(one)), None):
        content = portal_root() / "content" / options.into.relative_to(site)
        return f"“{site}”是生成的网站，报告不写在那里：写进内容文件夹，例如 --into {quoted(content)}"
    return _not_read(options.into)


def _not_read(into: Path) -> str:
    """Why nobody would read what is written into a folder, "" where it is read."""
    whole, usual = Path(os.path.abspath(into)), portal_root() / "content"  # noqa: PTH100
    instead = f"写进内容文件夹，例如 --into {quoted(usual)}"
    if into.exists() and not into.is_dir():
        return f"“{into}”不是文件夹：{instead}"
    if (content := content_around(into)) and any(step.startswith(".") for step in whole.relative_to(content).parts):
        return f"“{into}”的名字以点开头，是隐藏的文件夹，里面的不读取：{instead}"
    own = {"主题": theme_folder(usual), "程序": PACKAGE, "模板": builtin("templates"), "格式": builtin("formats")}
    caches = (one for one in (whole, *whole.parents) if (one / CACHE_FILE).exists())
    own["缓存"] = next(caches, None)
    names = (name for name, folder in own.items() if folder and whole.is_relative_to(os.path.abspath(folder)))  # noqa: PTH100
    return next((f"“{into}”在{name}文件夹里，报告不写在那里：{instead}" for name in names), "")


def _carry_out(planned: Sequence[PlannedImport], inbox: Inbox, options: ImportCommandOptions) -> bool:
    """Show what is to be written, have new bodies and whole folders approved, write, sum up; return whether that was done."""
    to_write = [one for one in planned if one.is_to_write]
    is_inbox = any(path.is_dir() or path.suffix.lower() == ".zip" for path in options.files)
    is_new = is_inbox or any(one.new for one in to_write)
    is_plan = is_new or len(planned) > _FEW
    _show_findings(planned, options)
    tell: Callable[[str], None] = say if options.findings not in DOCUMENT_FACES else lambda text: None
    if is_plan:
        tell("\n".join(plan_lines(planned, options.content, known_bodies(options.content), inbox.others)))
    if options.dry_run:
        tell("试运行，没有写文件" if is_plan else file_lines(planned, (), dry_run=True))
        return True
    if is_new and to_write and not options.yes and not _is_approved(to_write, options):
        return False
    written = write_imports(planned, options.content, options.archive, inbox.beside)
    tell(result_line(planned, written) if is_plan else file_lines(planned, written, dry_run=False))
    if written:
        tell(worded("\n".join(next_steps(written, options.content if is_plan else options.into, options.elsewhere))))
    return True


def _show_findings(planned: Sequence[PlannedImport], options: ImportCommandOptions) -> None:
    """Print the findings of all documents; for people those that many share once."""
    at = {one.target.as_posix(): one for one in planned if one.target}
    found = [finding for one in planned for finding in one.findings]
    shown = merge_repeated(_without_repeats(found), _ALIKE) if options.findings == "frame" else found
    lines = {finding: at[finding.path].line_of(finding) for finding in shown if finding.path in at}
    say(FACES[options.findings](finding_views(shown, lambda finding: lines.get(finding, ""))))


def _without_repeats(findings: Sequence[Finding]) -> list[Finding]:
    """The findings with each conflict once: it names all documents that have it."""
    first = {one.message: one for one in reversed(findings) if one.code == CONFLICT}
    return [one for one in findings if one.code != CONFLICT or first[one.message] is one]


def _is_approved(to_write: Sequence[PlannedImport], options: ImportCommandOptions) -> bool:
    """Whether the plan is approved by whoever sits at the terminal; where nobody does, nothing is written."""
    new = len({one.new.folder for one in to_write if one.new})
    bodies = f"，新建 {new} 个机构" if new else ""
    is_asked = options.findings not in DOCUMENT_FACES
    answer = agreed(f"写成以上 {len(to_write)} 份{bodies}？输入 y 写，直接回车不写：", is_sure=False) if is_asked else None
    if answer is None:
        complain("没有写：在终端里回答 y，或加 --yes")
    elif not answer:
        say("没有写")
    return bool(answer)


def _how_to_install() -> str:
    """What to type so that other documents can be read."""
    if not IS_CLONE or IS_WINDOWS:
        return f"运行 {install_command(_LIBRARIES)}"
    clone = PACKAGE.parent
    is_here = clone == Path.cwd().resolve()
    return "用 make import FILE=… 会自动装好" if is_here else f"先运行 make -C {quoted(clone)} .venv/import.stamp"


_LIBRARIES = "openpyxl pdfplumber pypdfium2 pypinyin python-docx selectolax"
"""What the extra `import` of the program names."""

COMMAND = Command(ImportCommandOptions, _add_options, _run)
