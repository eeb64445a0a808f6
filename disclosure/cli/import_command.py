"""`import`: documents become content files; what was read, what was not, and what to do next is said of each."""

import os
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

from ..check.codes import stops
from ..system.console import DOCUMENTS, FACES, Progress, say
from ..system.locations import IS_CLONE, IS_WINDOWS, content_around, install_command
from .commands import DONE, STOPPED
from .forms_folder import forms_of
from .import_files import ImportOptions, ImportResult, import_files
from .invocation import quoted, worded
from .options import Command, CommandOptions, add_findings_option, add_formats_option, folder_within, year_number
from .project_options import schema_address
from .show import failed, finding_views, misused, show_findings


class ImportCommandOptions(CommandOptions):
    """The options of `import`."""

    files: list[Path]
    body: Path | None = None
    into: Path = Path("content")
    year: int | None = None
    dry_run: bool = False
    force: bool = False
    elsewhere: str = ""

    def locate(self, root: Path) -> None:
        """Import into the portal in `root`, unless the command line names another folder; say so to further commands."""
        if self.body is not None:
            self.into = root / "content" / folder_within(self.body, root / "content")
        elif "into" not in vars(self):
            self.into = root / self.into
        home, usual = (content_around(folder) or folder.absolute() for folder in (self.into, root / "content"))
        if home != usual:
            self.elsewhere = f" --content {quoted(os.path.relpath(home))}"


def _add_options(parser: ArgumentParser) -> None:
    parser.add_argument(
        "files",
        nargs="+",
        type=Path,
        metavar="文件",
        help="要导入的文件，可以几个：.docx .html .pdf .txt .md .xlsx .csv .doc .wps",
    )
    parser.add_argument("--body", type=Path, metavar="文件夹", help="哪个机构的报告，例如 office；不写就是内容文件夹代表的机构")
    parser.add_argument("--into", type=Path, metavar="文件夹", help="写进别的文件夹，默认 content")
    add_formats_option(parser)
    parser.add_argument("--year", type=year_number, metavar="年度", help="报告年度；标题里写明的可以省略")
    parser.add_argument("--dry-run", action="store_true", help="只看结果，不写文件")
    parser.add_argument("--force", action="store_true", help="覆盖已有的文件")
    add_findings_option(parser)


def _run(options: ImportCommandOptions) -> int:
    if not find_spec("docx"):
        return failed(f"导入用的库还没有安装：{_how_to_install()}")
    for file in options.files:
        if not file.is_file():
            return misused(f"“{file}”是文件夹，请写明其中的文件" if file.is_dir() else f"没有文件“{file}”")
    forms = forms_of(options)
    if forms.value is None:
        show_findings(forms.findings, options.findings)
        return STOPPED
    schema = schema_address(options.into / "report.md", content_around(options.into) or options.into, "{form}")
    wanted = ImportOptions(options.into, schema, options.year, options.dry_run, options.force)
    progress = Progress()
    try:
        results = import_files(options.files, wanted, forms.value, progress)
    finally:
        progress.close()
    _show_results(results, options)
    return STOPPED if any(stops(result.findings) for result in results) else DONE


def _show_results(results: Sequence[ImportResult], options: ImportCommandOptions) -> None:
    """Print the findings of each file and, for people, what became of it and what to do next."""
    say(FACES[options.findings]([view for result in results for view in finding_views(result.findings, result.line_of)]))
    if options.findings in DOCUMENTS:
        return
    say("\n".join(_summary(result, options.dry_run) for result in results))
    if any(result.written for result in results):
        say(worded("\n".join(_next_steps(results, options))))


def _how_to_install() -> str:
    """What to type so that other documents can be read."""
    return "用 make import FILE=… 会自动装好" if IS_CLONE and not IS_WINDOWS else f"运行 {install_command(_LIBRARIES)}"


def _summary(result: ImportResult, dry_run: bool) -> str:
    """What became of a file, in a few lines."""
    if result.imported is None:
        return f"{result.file}：没有导入，原因见上"
    summary = result.imported.summary
    where = f"→ {result.written}" if result.written else "（试运行，没有写文件）" if dry_run else "（没有写文件，原因见上）"
    unsure = f"，其中 {summary.ambiguous} 个读法不定" if summary.ambiguous else ""
    lines = [
        f"{result.file} {where}",
        f"  {result.imported.title or '（没有标题）'}，{result.imported.year} 年度",
        f"  表格：应有 {summary.expected} 张，找到 {summary.tables} 张",
        f"  单元格：已填 {summary.filled} 个，空白 {summary.blank} 个{unsure}",
    ]
    if result.kept:
        lines.append(f"  原来的文件改名为 {result.kept}，核对后删去")
    if summary.left_over:
        lines += ["  没有写进表格和正文的原文：", *(f"    {text}" for text in summary.left_over)]
    return "\n".join(lines)


def _next_steps(results: Sequence[ImportResult], options: ImportCommandOptions) -> Iterator[str]:
    """What is left to do, in order: what the report can't be published without, then the commands."""
    into, more = options.into, options.elsewhere
    home = content_around(into)
    yield "接着："
    for result in results:
        yield from _missing(result)
    if home is None and into.name == "content":
        yield f"  {into} 里还没有 portal.yml：运行 disclosure init {quoted(into.parent)}，再写上网站和机构的名称"
    elif home is None:
        yield f"  新建 {into / 'portal.yml'}：写上网站的 name，以及 body 下机构的 name 和 kind"
    elif not any((into / name).is_file() for name in ("portal.yml", "body.yml")):
        yield f"  运行 disclosure init {quoted(into)}，再打开 {into / 'body.yml'}，写上机构的名称和类别"
    yield f"  对照原文核对，再运行 disclosure check{more}；没有错误后，disclosure build{more} 生成网站"


def _missing(result: ImportResult) -> Iterator[str]:
    """What the author must add to a content file that was written, with its line."""
    for code, asked in _ASKED.items():
        finding = next((one for one in result.findings if one.code == code), None)
        if finding and finding.span and result.imported and result.written:
            yield f"  {result.written} 第 {finding.span.line} 行：{asked.format(year=result.imported.year + 1)}"


_LIBRARIES = "openpyxl pdfplumber pypdfium2 python-docx selectolax"
"""What the extra `import` of the program names."""

_ASKED = {
    "import.no-title": "填上标题",
    "import.no-date": "填上首次发布日期，例如 published: {year}-01-26",
}
"""What a report can't be published without, and how the author is asked for it."""

COMMAND = Command(ImportCommandOptions, _add_options, _run)
