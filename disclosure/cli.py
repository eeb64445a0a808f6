"""The command line: what each command takes, what it says, and how it ends."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

DONE, STOPPED, MISUSED, MACHINE = 0, 1, 2, 3
"""Exit codes: done; findings stopped it; wrong command line; the machine (disk, port, permission)."""

_ROOT = Path(__file__).resolve().parent.parent
_FACES = ("frame", "github", "json")


def main(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code."""
    options = _parser().parse_args(_with_default_command(arguments))
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
    from .shell.console import complain

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
    for name, run, about in COMMANDS:
        command = commands.add_parser(name, help=about, description=about)
        command.set_defaults(run=run)
        if name == "explain":
            command.add_argument(
                "code", nargs="?", default="", metavar="代码", help="提示代码，例如 balance.unequal；省略则列出全部"
            )
            continue
        _common_options(command)
        if name == "serve":
            command.add_argument("--port", type=int, default=8000, metavar="N", help="端口，默认 8000")
    return parser


def _common_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("--content", type=Path, default=Path("content"), metavar="DIR", help="内容文件夹，默认 content")
    command.add_argument("--templates", type=Path, default=None, metavar="DIR", help="模板文件夹，默认程序自带的 templates")
    command.add_argument("--site", type=Path, default=Path("site"), metavar="DIR", help="生成的网站，默认 site")
    command.add_argument("--cache", type=Path, default=Path(".cache"), metavar="DIR", help="缓存文件夹，默认 .cache，可随时删除")
    command.add_argument("--jobs", type=_count, default=0, metavar="N", help="并行的进程数，默认每核一个")
    command.add_argument("--strict", action="store_true", help="有警告也不发布")
    command.add_argument("--findings", choices=_FACES, default="frame", help="提示的形式，默认 frame")


def _count(text: str) -> int:
    number = int(text)
    if number < 0:
        raise ValueError
    return number


def _run(options: argparse.Namespace, stage: Callable[..., Any], drafts: bool = False) -> int:
    """Run a stage over the options' project and report its findings."""
    from .check import stops
    from .pipeline import Tools
    from .shell.cache import DiskCache
    from .shell.console import Progress
    from .shell.executors import open_executor

    if fault := _folder_missing(options):
        return _misused(fault)
    progress = Progress()
    cache = DiskCache(options.cache / "disclosure.sqlite")
    try:
        with open_executor(options.jobs) as executor:
            outcome = stage(project_of(options, drafts), Tools(cache, executor, progress))
    finally:
        progress.close()
        cache.close()
    show(outcome, options.findings)
    return STOPPED if stops(outcome.findings, options.strict) else DONE


def _folder_missing(options: argparse.Namespace) -> str:
    """What is wrong with the folders on the command line, "" when they are there."""
    if not options.content.is_dir():
        return f"没有内容文件夹“{options.content}”"
    if not (options.templates or _ROOT / "templates").is_dir():
        return f"没有模板文件夹“{options.templates}”"
    return ""


def project_of(options: argparse.Namespace, drafts: bool = False) -> Any:
    """The project that the options name."""
    from .pipeline import Project
    from .shell.scan import code_digest

    return Project(
        content=options.content,
        templates=options.templates or _ROOT / "templates",
        formats=_ROOT / "formats",
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
    from .shell.console import FACES, LEVELS, say

    shown = shown_of(outcome)
    say(FACES[face](shown))
    if face == "json":
        return
    counts = {word: sum(1 for one in shown if one.level == level) for level, word in LEVELS.items()}
    tally = "，".join(f"{number} 个{word}" for word, number in counts.items() if number) or "没有问题"
    say(f"{tally}{_result(outcome)}")


def shown_of(outcome: Any) -> list[Any]:
    """The findings of a run with their levels and lines."""
    from .check.codes import level_of
    from .shell.console import Shown

    return [Shown(finding, level_of(finding.code), _line(outcome, finding)) for finding in outcome.findings]


def _result(outcome: Any) -> str:
    if outcome.published is None:
        return ""
    written, removed = len(outcome.published.written), len(outcome.published.removed)
    changes = f"写入 {written} 个文件，删除 {removed} 个" if written or removed else "与已发布的相同，未改动文件"
    return f"；共 {outcome.pages} 个网页，{changes}"


def _line(outcome: Any, finding: Any) -> str:
    """The line of its file that a finding stands on."""
    source = outcome.sources.get(finding.path)
    if source is None or finding.span is None:
        return ""
    lines = source.data.decode("utf-8-sig", "replace").splitlines()
    return lines[finding.span.line - 1] if finding.span.line <= len(lines) else ""


def _build(options: argparse.Namespace) -> int:
    from .pipeline import build

    return _run(options, build)


def _check(options: argparse.Namespace) -> int:
    from .pipeline import check

    return _run(options, check, drafts=True)


def _serve(options: argparse.Namespace) -> int:
    """Build into a folder of its own, drafts included, and again after every save."""
    from msgspec.structs import replace

    from .check import stops
    from .pipeline import Tools, build
    from .shell.cache import DiskCache
    from .shell.console import as_page, say
    from .shell.executors import SerialExecutor
    from .shell.serve import Preview, serve

    if fault := _folder_missing(options):
        return _misused(fault)
    folder = options.cache / "preview"
    project = replace(project_of(options, drafts=True), site=folder)

    def rebuild() -> str:
        """Build, say how it went, and return the page of findings if it failed."""
        cache = DiskCache(options.cache / "disclosure.sqlite")
        try:
            outcome = build(project, Tools(cache, SerialExecutor()))
        except OSError as error:
            return as_page([], f"{error.filename or ''}：{_reason(error)}")
        finally:
            cache.close()
        show(outcome, options.findings)
        if not stops(outcome.findings, options.strict):
            return ""
        return as_page(shown_of(outcome), "有错误，页面没有更新")

    preview = Preview(folder, rebuild, options.port)
    preview.refresh()
    watched = (options.content, project.templates, project.formats)
    serve(preview, watched, lambda address: say(f"预览：{address}（Ctrl-C 结束）"))
    return DONE


def _explain(options: argparse.Namespace) -> int:
    from .check.codes import CODES
    from .shell.console import LEVELS, say

    if not options.code:
        say("\n".join(f"{code.code:<26} {LEVELS[code.level]}  {code.title}" for code in CODES))
        return DONE
    entry = next((code for code in CODES if code.code == options.code), None)
    if entry is None:
        from .read.typed import suggest

        return _misused(f"没有“{options.code}”这个代码；{suggest(options.code, [code.code for code in CODES])}")
    silence = (
        f"可以说明：在报告的 explain 中写“{entry.code}: 原因”，说明会印在表格下面。"
        if entry.explainable
        else "不能用说明代替改正。"
    )
    say(f"{entry.code}（{LEVELS[entry.level]}）{entry.title}\n\n为什么：{entry.why}\n怎么改：{entry.mend}\n{silence}")
    return DONE


COMMANDS: tuple[tuple[str, Callable[[argparse.Namespace], int], str], ...] = (
    ("build", _build, "核对并生成网站（默认命令）"),
    ("check", _check, "只核对，不写任何文件"),
    ("serve", _serve, "本机预览，保存即刷新"),
    ("explain", _explain, "说明一个提示代码"),
)
