"""`check`: do all that a build does, drafts included, and write nothing; what is said can be narrowed."""

from argparse import ArgumentParser, ArgumentTypeError
from datetime import date
from pathlib import Path

from msgspec.structs import replace

from ..build import check
from ..check.codes import stops
from ..system.clock import today
from ..system.console import LEVEL_WORDS, say
from .commands import DONE
from .narrow_findings import from_level, of_bodies, unknown
from .options import BuildOptions, Command, add_build_options, day, folder_within, is_inside_content, no_body
from .project_options import open_runtime, project_of
from .show import misused, show_outcome


class CheckOptions(BuildOptions):
    """The options of `check`; without `today` nothing is said of dates that lie in the future."""

    bodies: list[Path]
    level: str = "note"
    baseline: Path | None = None
    today: date | None = None

    def unusable(self) -> str:
        """Return which folder of the command line can't be used, and why; "" where all can."""
        folders = [folder_within(body, self.content) for body in self.bodies]
        missing = next((one for one in folders if not (is_inside_content(one) and (self.content / one).is_dir())), None)
        return super().unusable() or (no_body(missing, self.content) if missing is not None else "")


def _add_options(parser: ArgumentParser) -> None:
    parser.add_argument("bodies", nargs="*", type=Path, metavar="机构", help="只说这些机构的，例如 office；不写就是全部")
    add_build_options(parser)
    parser.add_argument("--level", type=_level, metavar="级别", help="只说这一级和更重的：错误、警告、提示；默认 提示")
    parser.add_argument(
        "--baseline", type=Path, metavar="文件", help="只说这个文件里没有列出的；还没有这个文件的，把现有的都列进去"
    )
    help_today = "也找晚于这一天的发布、更正和撤下日期；只写 --today 就是本机的今天"
    parser.add_argument("--today", nargs="?", type=day, const=today(), metavar="YYYY-MM-DD", help=help_today)


def _level(text: str) -> str:
    found = {word: level for level, word in LEVEL_WORDS.items()} | {level: level for level in LEVEL_WORDS}
    if text not in found:
        raise ArgumentTypeError(f"应为 {'、'.join(LEVEL_WORDS.values())} 之一，不能是“{text}”")
    return found[text]


def _run(options: CheckOptions) -> int:
    project = replace(project_of(options, drafts=True), today=options.today)
    with open_runtime(options) as runtime:
        outcome = check(project, runtime)
    content = options.content.as_posix()
    found = outcome.findings
    if options.bodies:
        found = tuple(of_bodies(found, [folder_within(body, options.content) for body in options.bodies], content))
    found = tuple(from_level(found, options.level))
    if options.baseline:
        try:
            new = unknown(found, options.baseline, content)
        except ValueError as error:
            return misused(f"{error} 读不懂：删去 {options.baseline} 再运行，就按现有的重新列")
        if new is None:
            say(f"已把现有的 {len(found)} 条列进 {options.baseline}；以后用它，只说新出现的")
            return DONE
        found = new
    return show_outcome(replace(outcome, findings=found, stopped=stops(found, options.strict)), options.findings)


COMMAND = Command(CheckOptions, _add_options, _run)
