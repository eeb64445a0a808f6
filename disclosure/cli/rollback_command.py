"""`rollback`: what a server serves is an earlier release again, at once; written down in the register."""

from argparse import ArgumentParser
from pathlib import Path

from ..build.context import ActStatement
from ..build.roll_back import roll_back_release
from ..model.portal import ReleaseTarget
from ..publishing.targets import target_kind
from ..publishing.targets.released import NoSuchRelease
from ..system.clock import now
from ..system.console import say
from .commands import DONE, STOPPED
from .invocation import worded
from .options import BuildOptions, Command, add_findings_option, whole_number
from .project_options import project_of
from .show import misused, show_findings
from .target_options import about_targets, named_targets, unknown_target


class RollbackOptions(BuildOptions):
    """The options of `rollback`: the target, and how many releases to go back."""

    target: str = ""
    to: ReleaseTarget = ReleaseTarget("", "")
    steps: int = 1
    who: str = ""
    reason: str = "退回到以前的一次发布"

    def unusable(self) -> str:
        """Return what is wrong with the target or the number."""
        if wrong := super().unusable():
            return wrong
        named = named_targets(self.content)
        self.to = named.get(self.target, ReleaseTarget(self.target, self.target))
        wrong = unknown_target(self.target, named)
        self.target = self.to.to
        return wrong or ("" if self.steps else "退回几次？写 1 或更大的数")


def _add_options(parser: ArgumentParser) -> None:
    parser.add_argument("target", metavar="目标", help=about_targets())
    parser.add_argument("steps", nargs="?", default=1, type=whole_number, metavar="几次", help="退回几次发布，默认 1")
    parser.add_argument("--content", type=Path, metavar="文件夹", help="内容文件夹，默认 content")
    parser.add_argument("--site", type=Path, metavar="文件夹", help="生成的网站，默认 site")
    add_findings_option(parser)
    parser.add_argument("--who", metavar="姓名", help="由谁退回，记入登记册")
    parser.add_argument("--reason", metavar="原因", help="为什么退回，记入登记册")


def _run(options: RollbackOptions) -> int:
    kind = target_kind(options.target)
    if kind is None or kind.roll_back is None:
        return misused(
            f"{options.target} 只保存现在的网站，不能退回：从 git 取回以前的 content，再执行 disclosure publish {options.target}"
        )
    statement = ActStatement(now(), options.who, options.reason)
    rolled_back = roll_back_release(project_of(options), options.to, kind.roll_back, options.steps, statement)
    found, changes, findings = rolled_back.found, rolled_back.changes, rolled_back.findings
    if isinstance(found, NoSuchRelease):
        return misused(_about_releases(options, found))
    say(f"已退回：{options.target} 现在是 {found.name}，退回以前是 {found.before}")
    if findings:
        show_findings(findings, options.findings)
        say(worded("登记册有损坏，没有记入：按上面的提示取回登记册以后，再执行 disclosure publish"))
        return STOPPED
    noted = f"记入登记册 {options.content}/register：{len(changes)} 项退回" if changes else "登记册不变"
    say(worded(f"{noted}；content 没有改动：改好以后执行 disclosure publish {options.target}"))
    return DONE


def _about_releases(options: RollbackOptions, found: NoSuchRelease) -> str:
    if not found.current:
        return f"{options.target} 里还没有发布过：先执行 disclosure publish {options.target}"
    older = found.order.index(found.current) if found.current in found.order else 0
    if not older:
        return f"{options.target} 现在是保存着的最早的一次发布（{found.current}），不能再退回；没有改动"
    return f"{options.target} 最多能退回 {older} 次，例如 disclosure rollback {options.target} {older}；没有改动"


COMMAND = Command(RollbackOptions, _add_options, _run)
