"""`serve`: show the site on this machine, drafts included, and build it again after every save."""

import errno
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Callable
from concurrent.futures import Executor
from functools import cache
from time import monotonic

from msgspec.structs import replace

from ..build import build
from ..build.context import RecentResults, Runtime
from ..outputs import is_site_wide
from ..system.console import DOCUMENT_FACES, complain, say
from ..system.executors import open_executor
from ..system.findings_page import findings_page
from ..system.locations import builtin
from ..system.preview import Preview, serve
from .commands import DONE
from .invocation import worded
from .options import BuildOptions, Command, add_build_options, whole_number
from .project_options import open_cache, project_of
from .show import failed, finding_views, reason_of, show_outcome


class ServeOptions(BuildOptions):
    """The options of `serve`."""

    port: int = 8000


def _add_options(parser: ArgumentParser) -> None:
    add_build_options(parser)
    parser.add_argument("--port", type=_port, metavar="端口", help="端口，默认 8000")


def _port(text: str) -> int:
    if not 1 <= (number := whole_number(text)) <= 65535:
        raise ArgumentTypeError(f"应为 1 到 65535 的整数，不能是“{text}”")
    return number


def _run(options: ServeOptions) -> int:
    """Build into a folder of its own, and serve that until interrupted."""
    with open_executor(options.jobs) as executor:
        preview = Preview(options.cache / "preview", _rebuilding(options, executor), options.port, is_site_wide)
        try:
            serve(
                preview,
                (options.content, builtin("templates"), *filter(None, [options.templates]), options.formats),
                lambda address: say(f"预览：{address}（Ctrl-C 结束）"),
            )
        except KeyboardInterrupt:
            say("预览结束")
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
            return failed(f"端口 {options.port} 已被占用：可能已有一个预览在运行；或换一个端口，例如 --port {options.port + 1}")
    return DONE


def _rebuilding(options: ServeOptions, executor: Executor) -> Callable[[bool], str | None]:
    """Return what builds the preview again, says how it went, and returns the page of findings if there is no new site."""
    project = replace(project_of(options, drafts=True), site=options.cache / "preview")
    recent = RecentResults()

    @cache
    def runtime() -> Runtime:
        """What every build works with: opened once, in the thread that builds."""
        return Runtime(open_cache(options), executor, recent=recent)

    def rebuild(complete: bool) -> str | None:
        begun = monotonic()
        recent.begin_run()
        if unusable := options.unusable():
            return _not_built(worded(unusable))
        try:
            outcome = build(replace(project, complete=complete), runtime())
        except OSError as error:
            return _not_built(reason_of(error))
        took = monotonic() - begun
        show_outcome(outcome, options.findings)
        if options.findings not in DOCUMENT_FACES:
            say(f"用时 {took:.2f} 秒")
        return findings_page(finding_views(outcome.findings), "有错误，页面没有更新") if outcome.stopped else None

    return rebuild


def _not_built(reason: str) -> str:
    """Say on the terminal why there is no new site, and return the page that says so in the browser."""
    complain(f"预览没有更新：{reason}")
    return findings_page([], reason)


COMMAND = Command(ServeOptions, _add_options, _run)
