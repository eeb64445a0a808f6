"""`check`: do all that a build does, drafts included, and write nothing."""

from argparse import ArgumentParser, ArgumentTypeError
from datetime import date

from msgspec.structs import replace

from ..build import check
from ..system.clock import today
from .options import BuildOptions, Command, add_build_options
from .project_options import open_runtime, project_of
from .show import show_outcome


class CheckOptions(BuildOptions):
    """The options of `check`; without `today` nothing is said of dates that lie in the future."""

    today: date | None = None


def _add_options(parser: ArgumentParser) -> None:
    add_build_options(parser)
    help_today = "也找晚于这一天的发布和更正日期；只写 --today 就是本机的今天"
    parser.add_argument("--today", nargs="?", type=_day, const=today(), metavar="YYYY-MM-DD", help=help_today)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(f"应为日期，例如 {today()}，不能是“{text}”") from None


def _run(options: CheckOptions) -> int:
    project = replace(project_of(options, drafts=True), today=options.today)
    with open_runtime(options) as runtime:
        outcome = check(project, runtime)
    return show_outcome(outcome, options.findings)


COMMAND = Command(CheckOptions, _add_options, _run)
