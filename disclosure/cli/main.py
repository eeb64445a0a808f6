"""The command line: what each command takes, what it says, and how it ends."""

import argparse
import gc
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ..fast.switch import PLAIN

DONE, STOPPED, MISUSED, MACHINE = 0, 1, 2, 3
"""Exit codes: done; findings stopped it; wrong command line; the machine (disk, port, permission)."""

_ROOT = Path(__file__).resolve().parent.parent.parent
_SCHEMAS = _ROOT / "schemas"
_FACES = ("frame", "github", "json")
_GARBAGE = (20_000, 20, 100)
"""How seldom Python looks for values that only hold each other: there are few, and many that are kept would be looked at."""


def main(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code."""
    options = _parser().parse_args(_with_default_command(arguments))
    if getattr(options, "plain", False):
        os.environ[PLAIN] = "1"
    gc.set_threshold(*_GARBAGE)
    try:
        return int(options.run(options))
    except KeyboardInterrupt:
        return _failed("已中断，网站没有改动")
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return MACHINE
    except OSError as error:
        where = f"{error.filename}：" if error.filename else ""
        return _failed(f"{where}{_reason(error)}")


def _failed(message: str) -> int:
    from ..system.console import complain

    complain(f"build.py: {message}")
    return MACHINE


def _reason(error: OSError) -> str:
    """The machine's refusal in words."""
    import errno

    known = {
        errno.EACCES: "没有权限",
        errno.EPERM: "没有权限",
        errno.EROFS: "文件系统只读",
        errno.ENOSPC: "磁盘已满",
        errno.EADDRINUSE: "端口已被占用",
        errno.ENOENT: "文件或文件夹不存在",
        errno.ENOTDIR: "不是文件夹",
        errno.EEXIST: "不是文件夹",
        errno.EISDIR: "是文件夹，不是文件",
    }
    return known.get(error.errno or 0, error.strerror or str(error))


def _with_default_command(arguments: Sequence[str]) -> list[str]:
    given = list(arguments)
    if not given or (given[0].startswith("-") and given[0] not in ("-h", "--help")):
        return ["build", *given]
    return given


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="build.py", description="把 content/ 中的年度报告核对无误后生成公开网站。")
    commands = parser.add_subparsers(title="命令", metavar="命令", required=True)
    for name, run, about, add_options in COMMANDS:
        command = commands.add_parser(name, help=about, description=about)
        command.set_defaults(run=run, **_DEFAULTS)
        add_options(command)
    return parser


_DEFAULTS: dict[str, Any] = {
    "content": Path("content"),
    "templates": _ROOT / "templates",
    "formats": _ROOT / "formats",
    "site": Path("site"),
    "cache": Path(".cache"),
    "jobs": 0,
    "strict": False,
    "findings": "frame",
}
"""What the options of a project are unless they are given, whether or not a command offers them."""


def _common_options(command: argparse.ArgumentParser) -> None:
    _reading_options(command)
    command.add_argument("--templates", type=Path, metavar="DIR", help="模板文件夹，默认程序自带的 templates")
    command.add_argument("--site", type=Path, metavar="DIR", help="生成的网站，默认 site")
    command.add_argument("--strict", action="store_true", help="有警告也不发布")


def _reading_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("--content", type=Path, metavar="DIR", help="内容文件夹，默认 content")
    _formats_option(command)
    command.add_argument("--cache", type=Path, metavar="DIR", help="缓存文件夹，默认 .cache，可随时删除")
    command.add_argument("--jobs", type=_count, metavar="N", help="并行的进程数，默认每核一个")
    command.add_argument("--plain", action="store_true", help="不用任何加速，逐步生成；结果相同，用于核对")
    _face_option(command)


def _formats_option(command: argparse.ArgumentParser) -> None:
    command.add_argument("--formats", type=Path, metavar="DIR", help="格式文件夹，默认程序自带的 formats")


def _face_option(command: argparse.ArgumentParser) -> None:
    command.add_argument("--findings", choices=_FACES, help="提示的形式，默认 frame")


def _serve_options(command: argparse.ArgumentParser) -> None:
    _common_options(command)
    command.add_argument("--port", type=_port, default=8000, metavar="N", help="端口，默认 8000")


def _explain_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("code", nargs="?", default="", metavar="代码", help="提示代码，例如 balance.unequal；省略则列出全部")


def _new_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("year", type=_year, metavar="年度", help="报告年度，例如 2025")
    command.add_argument("--body", type=Path, default=Path(), metavar="DIR", help="机构的文件夹，例如 office")
    _reading_options(command)


def _fill_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", type=Path, metavar="文件", help="报告文件，例如 content/2025.md")
    _formats_option(command)
    _face_option(command)


def _schema_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("--into", type=Path, default=_SCHEMAS, metavar="DIR", help="写到哪个文件夹，默认程序自带的 schemas")
    _formats_option(command)


def _import_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("files", nargs="+", type=Path, metavar="FILE", help=".docx .html .pdf .txt .md .xlsx .csv .doc .wps")
    command.add_argument("--into", type=Path, default=Path("content"), metavar="DIR", help="写进哪个机构的文件夹，默认 content")
    command.add_argument("--year", type=int, default=None, metavar="N", help="报告年度；标题里写明的可以省略")
    _formats_option(command)
    command.add_argument("--dry-run", action="store_true", help="只看结果，不写文件")
    command.add_argument("--force", action="store_true", help="覆盖已有的文件")
    command.add_argument("--findings", choices=_FACES, default="frame", help="提示的形式，默认 frame")


def _count(text: str) -> int:
    number = int(text)
    if number < 0:
        raise ValueError
    return number


def _port(text: str) -> int:
    if not 0 < (number := int(text)) < 65536:
        raise ValueError
    return number


def _year(text: str) -> int:
    if len(text) != 4 or not text.isdecimal():
        raise ValueError
    return int(text)


def _run(options: argparse.Namespace, stage: Callable[..., Any], drafts: bool = False) -> int:
    """Run a stage over the options' project and report its findings."""
    if fault := _folder_missing(options):
        return _misused(fault)
    with _tools(options) as tools:
        outcome = stage(project_of(options, drafts), tools)
    show(outcome, options.findings)
    if not outcome.findings:
        return DONE
    from ..check import stops

    return STOPPED if stops(outcome.findings, options.strict) else DONE


@contextmanager
def _tools(options: argparse.Namespace) -> Iterator[Any]:
    """What the options give a run to work with."""
    from ..build.context import Runtime
    from ..system.cache import DiskCache
    from ..system.console import Progress
    from ..system.executors import open_executor

    progress = Progress()
    cache = DiskCache(options.cache / "disclosure.sqlite")
    try:
        with open_executor(options.jobs) as executor:
            yield Runtime(cache, executor, progress)
    finally:
        progress.close()
        cache.close()


def _folder_missing(options: argparse.Namespace) -> str:
    """What is wrong with the folders on the command line, "" when they are there."""
    if not options.content.is_dir():
        return f"没有内容文件夹“{options.content}”"
    if not options.templates.is_dir():
        return f"没有模板文件夹“{options.templates}”"
    if not options.formats.is_dir():
        return f"没有格式文件夹“{options.formats}”"
    return ""


def project_of(options: argparse.Namespace, drafts: bool = False) -> Any:
    """The project that the options name."""
    from ..build.context import Project
    from ..system.snapshot import code_digest

    return Project(
        content=options.content,
        templates=options.templates,
        formats=options.formats,
        site=options.site,
        code=code_digest(_ROOT / "disclosure"),
        strict=options.strict,
        drafts=drafts,
    )


def _misused(message: str) -> int:
    _failed(message)
    return MISUSED


def show(outcome: Any, face: str) -> None:
    """Print the findings in the chosen face, and for people a last line that sums up."""
    from ..system.console import FACES, LEVELS, say

    shown = shown_of(outcome)
    say(FACES[face](shown))
    if face == "json":
        return
    counts = {word: sum(1 for one in shown if one.level == level) for level, word in LEVELS.items()}
    tally = "，".join(f"{number} 个{word}" for word, number in counts.items() if number) or "没有问题"
    say(f"{tally}{_result(outcome)}")


def shown_of(outcome: Any) -> list[Any]:
    """The findings of a run with their levels and lines."""
    if not outcome.findings:
        return []
    from ..check.codes import BY_CODE
    from ..system.console import FindingView

    codes = [(finding, BY_CODE[finding.code]) for finding in outcome.findings]
    return [FindingView(finding, code.level, _line(finding), code.fix) for finding, code in codes]


def _result(outcome: Any) -> str:
    if outcome.published is None:
        return ""
    written, removed = len(outcome.published.written), len(outcome.published.removed)
    changes = f"写入 {written} 个文件，删除 {removed} 个" if written or removed else "与已发布的相同，未改动文件"
    return f"；共 {outcome.pages} 个网页，{changes}"


def _line(finding: Any) -> str:
    """The line of its file that a finding stands on."""
    from ..system.files import line_of

    return line_of(finding.path, finding.span.line) if finding.span else ""


def _build(options: argparse.Namespace) -> int:
    from ..build import build

    return _run(options, build)


def _check(options: argparse.Namespace) -> int:
    from ..build import check

    return _run(options, check, drafts=True)


def _serve(options: argparse.Namespace) -> int:
    """Build into a folder of its own, drafts included, and again after every save."""
    import errno

    from ..outputs import is_of_all
    from ..system.console import say
    from ..system.executors import open_executor
    from ..system.preview import Preview, serve

    if fault := _folder_missing(options):
        return _misused(fault)
    with open_executor(options.jobs) as executor:
        preview = Preview(options.cache / "preview", _rebuilding(options, executor), options.port, is_of_all)
        watched = (options.content, options.templates, options.formats)
        try:
            serve(preview, watched, lambda address: say(f"预览：{address}（Ctrl-C 结束）"))
        except KeyboardInterrupt:
            say("预览结束")
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
            return _failed(f"端口 {options.port} 已被占用：可能已有一个预览在运行；或换一个端口，例如 --port {options.port + 1}")
    return DONE


def _rebuilding(options: argparse.Namespace, executor: Any) -> Callable[[bool], str]:
    """What builds the preview again, says how it went, and returns the page of findings if it failed."""
    from functools import cache
    from time import monotonic

    from msgspec.structs import replace

    from ..build import build
    from ..build.context import RecentResults, Runtime
    from ..check import stops
    from ..system.cache import DiskCache
    from ..system.console import as_page, say

    project = replace(project_of(options, drafts=True), site=options.cache / "preview")

    recent = RecentResults()

    @cache
    def tools() -> Runtime:
        """What every build works with: opened once, in the thread that builds."""
        return Runtime(DiskCache(options.cache / "disclosure.sqlite"), executor, recent=recent)

    def rebuild(complete: bool) -> str:
        begun = monotonic()
        recent.begin_run()
        try:
            outcome = build(replace(project, complete=complete), tools())
        except OSError as error:
            return as_page([], f"{error.filename or ''}：{_reason(error)}")
        took = monotonic() - begun
        show(outcome, options.findings)
        if options.findings != "json":
            say(f"用时 {took:.2f} 秒")
        return as_page(shown_of(outcome), "有错误，页面没有更新") if stops(outcome.findings, options.strict) else ""

    return rebuild


def _new(options: argparse.Namespace) -> int:
    from ..authoring.new_year import new_report, report_before
    from ..build.body import open_dossier
    from ..build.context import Outcome
    from ..build.load import load_content
    from ..parsing.fields import suggest
    from ..system.atomic import NullWriter
    from ..system.console import say
    from ..system.files import create
    from ..system.snapshot import snapshot_folder

    if not options.content.is_dir():
        return _misused(f"没有内容文件夹“{options.content}”")
    with _tools(options) as tools:
        project = project_of(options, drafts=True)
        loaded = load_content(project, tools, snapshot_folder(options.content))
    content = loaded.value
    if content is None:
        show(Outcome(loaded.findings), options.findings)
        return STOPPED
    year, folder = options.year, _folder(options)
    body = next((body for body in content.bodies if body.folder == folder), None)
    form = next((form for form in content.forms if form.covers(year)), None)
    file = options.content / folder / f"{year}.md"
    if body is None:
        others = [body.folder for body in content.bodies if body.folder]
        near = f"；{suggest(folder, others)}" if others else ""
        return _misused(f"没有机构“{folder}”：先新建 {options.content / folder}/body.yml，写上 name 和 kind{near}")
    if form is None:
        return _misused(f"没有适用于 {year} 年的格式")
    sources = next((sources for sources in content.bodies_with_reports if sources.body == body), None)
    before = report_before(open_dossier(content.context(project, NullWriter()), sources)[0], year) if sources else None
    try:
        create(file, new_report(content.settings, body, form, year, before, _beside(file, _SCHEMAS / f"{form.key}.json")))
    except FileExistsError:
        return _misused(f"“{file}”已经存在，不会覆盖")
    say(f"已新建 {file}（{form.title}）")
    say(f"上年的数取自 {before.report.path}，请核对" if before else f"没有可读的 {year - 1} 年报告，上年结转等留空")
    say(f"接着：填表格、写正文；python3 build.py fill {file} 计算总计，make check 核对；写好后删去 draft 一行")
    return DONE


def _folder(options: argparse.Namespace) -> str:
    """The body's folder within the content folder, however the option was typed."""
    inside = options.body.relative_to(options.content) if options.body.is_relative_to(options.content) else options.body
    return "" if inside == Path() else inside.as_posix()


def _beside(file: Path, target: Path) -> str:
    """The address of `target` as seen from the folder of `file`."""
    return Path(os.path.relpath(target, file.parent)).as_posix()


def _fill(options: argparse.Namespace) -> int:
    from ..authoring.fill import fill_totals
    from ..build.context import Outcome
    from ..build.load import read_formats
    from ..check import stops
    from ..parsing.text import MAX_FILE_SIZE
    from ..system.files import read_source, rewrite

    if not options.file.is_file():
        return _misused(f"没有文件“{options.file}”")
    with _tools(options) as tools:
        told = read_formats(project_of(options), tools)
    source = read_source(options.file, options.file.as_posix(), options.file.name, MAX_FILE_SIZE)
    found = told.findings
    if told.value:
        filled = fill_totals(source, told.value[0])
        found = filled.findings
        rewrite(options.file, filled.data)
    show(Outcome(found), options.findings)
    return STOPPED if stops(found) else DONE


def _schema(options: argparse.Namespace) -> int:
    from ..authoring.schema import schema_text
    from ..build.context import Outcome
    from ..build.load import read_formats
    from ..system.console import say
    from ..system.files import rewrite

    with _tools(options) as tools:
        told = read_formats(project_of(options), tools)
    if told.value is None:
        show(Outcome(told.findings), options.findings)
        return STOPPED
    options.into.mkdir(parents=True, exist_ok=True)
    for form in told.value[0]:
        file = options.into / f"{form.key}.json"
        changed = rewrite(file, schema_text(form).encode())
        say(f"{file}：{'已写入' if changed else '没有变化'}")
    return DONE


def _import(options: argparse.Namespace) -> int:
    from importlib.util import find_spec

    from ..build.context import Outcome, Runtime
    from ..build.load import read_formats
    from ..check import stops
    from ..system.cache import NoCache
    from ..system.console import Progress
    from ..system.executors import SerialExecutor
    from .import_files import ImportOptions, import_files

    if not find_spec("docx"):
        return _failed("导入用的库还没有安装：用 make import FILE=… 会自动装好")
    for file in options.files:
        if not file.is_file():
            return _misused(f"“{file}”是文件夹，请写明其中的文件" if file.is_dir() else f"没有文件“{file}”")
    told = read_formats(project_of(options), Runtime(NoCache(), SerialExecutor()))
    if told.value is None:
        show(Outcome(told.findings), options.findings)
        return STOPPED
    schema = _beside(options.into / "report.md", _SCHEMAS / "{form}.json")
    import_options = ImportOptions(options.into, schema, options.year, options.dry_run, options.force)
    progress = Progress()
    try:
        results = import_files(options.files, import_options, told.value[0], progress)
    finally:
        progress.close()
    _show_results(results, options)
    return STOPPED if any(stops(result.findings) for result in results) else DONE


def _show_results(results: Sequence[Any], options: argparse.Namespace) -> None:
    """Print the findings of each file and, for people, what became of it and what to do next."""
    from ..check.codes import BY_CODE
    from ..system.console import FACES, FindingView, say

    def line_of(result: Any, finding: Any) -> str:
        known = result.imported and finding.span and finding.place
        return str(result.imported.text.split("\n")[finding.span.line - 1]) if known else ""

    shown = [
        FindingView(finding, BY_CODE[finding.code].level, line_of(result, finding), BY_CODE[finding.code].fix)
        for result in results
        for finding in result.findings
    ]
    say(FACES[options.findings](shown))
    if options.findings == "json":
        return
    say("\n".join(_told(result, options.dry_run) for result in results))
    if any(result.written for result in results):
        say("\n".join(_next_steps(results, options.into)))


def _told(result: Any, dry_run: bool) -> str:
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
    if summary.left_over:
        lines += ["  没有写进表格和正文的原文：", *(f"    {text}" for text in summary.left_over)]
    return "\n".join(lines)


def _next_steps(results: Sequence[Any], into: Path) -> Iterator[str]:
    """What is left to do, in order: what the report can't be published without, then the commands."""
    home = next((folder for folder in (into, *into.parents) if (folder / "portal.yml").is_file()), None)
    yield "接着："
    for result in results:
        for code, asked in _ASKED.items():
            finding = next((one for one in result.findings if one.code == code and result.written), None)
            if finding and finding.span:
                yield f"  {result.written} 第 {finding.span.line} 行：{asked.format(year=result.imported.year + 1)}"
    if home is None:
        yield f"  {into} 里还没有 portal.yml：写上网站的名称和机构（见 README）"
    elif home != into and not (into / "body.yml").is_file():
        yield f"  新建 {into}/body.yml：写上机构的 name 和 kind，例如 kind: department"
    command = "make {}" if home == Path("content") else f"python3 build.py {{}} --content {home or into}"
    yield f"  对照原文核对，再运行 {command.format('check')}；没有错误后，{command.format('build')} 生成网站"


_ASKED = {
    "import.no-title": "填上标题",
    "import.no-date": "填上首次发布日期，例如 published: {year}-01-26",
}
"""What a report can't be published without, and how the author is asked for it."""


def _explain(options: argparse.Namespace) -> int:
    from ..check.codes import CODES
    from ..system.console import LEVELS, say

    if not options.code:
        say("\n".join(f"{code.code:<26} {LEVELS[code.level]}  {code.title}" for code in CODES))
        return DONE
    entry = next((code for code in CODES if code.code == options.code), None)
    if entry is None:
        from ..parsing.fields import suggest

        return _misused(f"没有“{options.code}”这个代码；{suggest(options.code, [code.code for code in CODES])}")
    silence = (
        f"可以说明：在报告的 explain 中写“{entry.code}: 原因”，说明会印在表格下面。"
        if entry.explainable
        else "不能用说明代替改正。"
    )
    say(f"{entry.code}（{LEVELS[entry.level]}）{entry.title}\n\n为什么：{entry.why}\n怎么改：{entry.fix}\n{silence}")
    return DONE


Run = Callable[[argparse.Namespace], int]
AddOptions = Callable[[argparse.ArgumentParser], None]

COMMANDS: tuple[tuple[str, Run, str, AddOptions], ...] = (
    ("build", _build, "核对并生成网站（默认命令）", _common_options),
    ("check", _check, "只核对，草稿也核对，不写任何文件", _common_options),
    ("serve", _serve, "本机预览，保存即刷新", _serve_options),
    ("import", _import, "把 Word、PDF、网页等年报变成内容文件", _import_options),
    ("new", _new, "新建下一年的报告，填好上年的数", _new_options),
    ("fill", _fill, "计算报告中空白的总计，不改其他任何内容", _fill_options),
    ("schema", _schema, "按格式生成供编辑器使用的 JSON Schema", _schema_options),
    ("explain", _explain, "说明一个提示代码", _explain_options),
)
