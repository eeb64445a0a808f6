"""`publish`: say what would become public, ask, make the site, and register it."""

from argparse import ArgumentParser
from pathlib import Path

from msgspec.structs import replace

from ..build import begin, build
from ..build.context import ActStatement, Project, Runtime
from ..build.publication import Approve, Delivery, Proposal
from ..model.portal import ReleaseTarget
from ..system.clock import now, today
from ..system.console import say
from ..system.register_files import public_addresses
from .build_command import MakeOptions, add_making_options, foreign_refusal
from .commands import DONE, STOPPED
from .invocation import worded
from .options import Command, whole_number
from .project_options import open_runtime, project_of
from .publish_list import counted, publish_list
from .release_to_targets import ReleaseResult, are_public, release_to_all, show_and_compare
from .show import REMADE, agreed, held_back, made, misused, show_findings, show_outcome
from .target_options import about_targets, named_targets, unknown_target


class PublishOptions(MakeOptions):
    """The options of `publish`."""

    yes: bool = False
    who: str = ""
    reason: str = ""
    begin: Path | None = None
    targets: list[str] = []  # noqa: RUF012 (the default of an option)
    keep: int = 0
    check: str = ""
    compress: bool = False

    def unusable(self) -> str:
        """Return which folder or target of the command line can't be used, and why; "" where all can."""
        if self.check and not self.check.startswith(("http://", "https://")):
            return f"--check 后面写网站的网址，例如 --check https://www.example.gov.cn/zfxxgk/，不能是“{self.check}”"
        if (wrong := super().unusable()) or not self.targets:
            return wrong
        named = named_targets(self.content)
        return next(filter(None, (unknown_target(one, named) for one in self.targets)), "")

    def release_targets(self) -> list[ReleaseTarget]:
        """Return where the site is released to, as the portal or the command line says."""
        named = named_targets(self.content) if self.targets else {}
        found = [named.get(one, ReleaseTarget(one, one)) for one in self.targets]
        given = {"check": self.check, "keep": self.keep, "compress": self.compress}
        return [replace(one, **{key: value for key, value in given.items() if value}) for one in found]


def _add_options(parser: ArgumentParser) -> None:
    parser.add_argument("targets", nargs="*", metavar="目标", help=f"{about_targets()}；不写的，只生成在 site")
    add_making_options(parser)
    parser.add_argument("--keep", type=whole_number, metavar="几次", help="目标里保存最近几次发布，供退回，默认 5")
    parser.add_argument(
        "--begin",
        type=Path,
        nargs="?",
        const=Path(),
        metavar="网站|清单",
        help="开始登记：把已经公开的记作第一条，不改网站；写网站文件夹或一行一个地址的文件，不写的就是 site",
    )
    parser.add_argument("--check", metavar="网址", help="放好以后按这个网址核对，不对就退回")
    help_compress = "旁边放压缩好的 .gz（装了 brotli 的还有 .br），服务器按 server-config 配置的会直接送出"
    parser.add_argument("--compress", action="store_true", help=help_compress)
    parser.add_argument("--yes", action="store_true", help="不再询问，直接公开")
    parser.add_argument("--who", metavar="姓名", help="由谁公开，记入登记册，随网站公开")
    parser.add_argument("--reason", metavar="原因", help="为什么公开，记入登记册，随网站公开")


def _run(options: PublishOptions) -> int:
    asked: list[Proposal] = []
    with open_runtime(options) as runtime:
        project = replace(project_of(options), hold=options.hold, today=today())
        if refusal := foreign_refusal(options, project, runtime):
            return misused(refusal)

        def approve(proposal: Proposal) -> ActStatement | None:
            asked.append(proposal)
            show_findings(options.seen_from_here(proposal.findings), options.findings)
            return _answer(proposal, options)

        if options.begin is not None:
            return _begin(options, project, runtime, approve)
        targets, results = options.release_targets(), list[ReleaseResult]()

        def bring() -> bool | None:
            results.extend(release_to_all(targets, project.site))
            return are_public(results)

        outcome = build(project, runtime, approve, Delivery(tuple(targets), bring) if targets else None)
    if outcome.stopped:
        outcome = replace(outcome, findings=options.seen_from_here(outcome.findings))
        return show_outcome(outcome, options.findings, options.site)
    if outcome.published is None:
        return STOPPED
    say(f"{_done(asked[0], results, options)}{made(outcome)}；网站在 {options.site}{held_back(outcome)}")
    code = show_and_compare(results, project, options.who, options.findings)
    return max(STOPPED if outcome.held else DONE, code)


def _done(proposal: Proposal, results: list[ReleaseResult], options: PublishOptions) -> str:
    """What was made public and written down, in words."""
    if not proposal.changes and not proposal.remade:
        return "没有要公开的改动，登记册不变"
    is_public = are_public(results) if results else True
    if is_public is None:
        return "网站已经做好，是不是已经公开还不清楚：下一次发布时问过服务器，再记入登记册"
    if not is_public:
        return "网站已经做好，没有公开，没有记入登记册"
    done = f"已公开：{counted(proposal.changes)}" if proposal.changes else REMADE
    return f"{done}，记入登记册 {options.content}/register"


def _begin(options: PublishOptions, project: Project, runtime: Runtime, approve: Approve) -> int:
    """Begin the register with what is public."""
    if (options.content / "register" / "acts").is_dir():
        return misused(f"登记册已经开始（{options.content}/register）：要公开新的内容，用 disclosure publish")
    place = options.site if options.begin in (None, Path()) else options.begin
    addresses = public_addresses(place)
    if not addresses:
        return misused(f"“{place}”不是网站文件夹，也不是地址清单：写成 --begin 网站文件夹，或 --begin 一行一个地址的文本文件")
    outcome = begin(project, runtime, addresses, approve, place if place.is_dir() else None)
    if outcome.stopped:
        return show_outcome(outcome, options.findings, options.site)
    if outcome.unregistered is None:
        return STOPPED
    rest = f"；尚未发布 {outcome.unregistered} 项，用 disclosure publish 发布" if outcome.unregistered else ""
    say(worded(f"已开始登记：现在公开的记作第一条，在 {options.content}/register；网站没有改动{rest}"))
    return DONE


def _answer(proposal: Proposal, options: PublishOptions) -> ActStatement | None:
    """What the person who publishes says, None where that is no."""
    statement = ActStatement(now(), options.who, options.reason)
    if not proposal.changes:
        return statement
    say(publish_list(proposal))
    do = "登记" if proposal.begins else "公开"
    answer = agreed(f"{do}以后，改动要写明更正，地址不能消失。输入 y {do}，直接回车不{do}：", is_sure=options.yes)
    if answer is None:
        say(f"没有人回答，没有{do}：在终端里运行；不必询问的，加 --yes")
    elif not answer:
        say(f"没有{do}，网站和登记册都没有改动")
    return statement if answer else None


COMMAND = Command(PublishOptions, _add_options, _run)
