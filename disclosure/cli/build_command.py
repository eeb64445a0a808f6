"""`build`: check the content folder and bring the site to what it says."""

from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path

from msgspec.structs import replace

from ..build import build
from ..build.context import Project, Runtime
from ..build.unchanged import foreign_files
from ..model.finding import Finding
from .commands import DONE, STOPPED
from .invocation import worded
from .options import BuildOptions, Command, NamedFolder, add_build_options, folder_within, is_inside_content, no_body, scheduler
from .project_options import open_runtime, project_of
from .show import misused, show_findings, show_outcome


class MakeOptions(BuildOptions):
    """The options of commands that make a site."""

    adopt: bool = False
    hold: bool = False

    def made_folders(self) -> tuple[NamedFolder, ...]:
        """Return the site and the cache."""
        return (NamedFolder("--site", "网站", self.site, "site"), *super().made_folders())

    def seen_from_here(self, findings: Sequence[Finding]) -> tuple[Finding, ...]:
        """Return findings with the paths of a run that other machines took part in as they are without these."""
        if not self.workers:
            return tuple(findings)
        here = f"{Path.cwd().as_posix()}/"
        return tuple(
            replace(one, path=one.path.replace(here, ""), message=one.message.replace(here, ""), hint=one.hint.replace(here, ""))
            for one in findings
        )


def add_making_options(parser: ArgumentParser) -> None:
    """Add the options of `MakeOptions`."""
    add_build_options(parser)
    parser.add_argument("--adopt", action="store_true", help="生成到已有别的文件的文件夹；那些文件不删，同名的换成新的")
    parser.add_argument("--hold", action="store_true", help="有错误的机构保留已公开的内容，有错误的新报告先不公开，其余照常")
    parser.add_argument(
        "--workers", type=scheduler, metavar="地址", help="由多台机器一起生成：Dask 调度进程的地址，例如 dask://10.0.0.5:8786"
    )


def foreign_refusal(options: MakeOptions, project: Project, runtime: Runtime) -> str:
    """Return why no site is made in a folder that holds other files, "" where one may be."""
    if options.adopt or not (foreign := foreign_files(project, runtime)):
        return ""
    return (
        f"“{options.site}”里已有 {len(foreign)} 个别的文件（例如 {foreign[0]}），不是本程序生成的网站，没有改动："
        f"用 --site 换一个空文件夹；确要生成到这里的，加 --adopt，已有的文件不删，同名的换成新的"
    )


class ShardOptions(MakeOptions):
    """The options of `build` and `join`: the body whose part of the site is made, the folder of all parts, those to be joined."""

    shard: Path | None = None
    shards: Path = Path("shards")
    joined: tuple[str, ...] = ()
    is_join: bool = False

    def made_folders(self) -> tuple[NamedFolder, ...]:
        """Return the site, the cache and the folder of the shards."""
        return (*super().made_folders(), NamedFolder("--shards", "分片", self.shards, "shards"))

    def unusable(self) -> str:
        """Return what of the command line can't be used: parts are made and joined by one machine each."""
        apart = self.workers and (self.shard is not None or self.is_join)
        return "分片由一台机器做，一台机器合成：--workers 只用于不分片的 disclosure build" if apart else super().unusable()


def add_shards_option(parser: ArgumentParser) -> None:
    """Add the option that names the folder of all shards."""
    parser.add_argument("--shards", type=Path, metavar="文件夹", help="放分片的文件夹，默认 shards")


def _add_options(parser: ArgumentParser) -> None:
    add_making_options(parser)
    parser.add_argument(
        "--shard", type=Path, metavar="机构", help="只做这个机构和它下面的机构，放进 shards/，以后用 disclosure join 合成网站"
    )
    add_shards_option(parser)


def make_site(options: ShardOptions) -> int:
    """Make the site as the options say, and tell how that ended; return the exit code."""
    with open_runtime(options) as runtime:
        project = replace(project_of(options), hold=options.hold, shards=options.shards.as_posix(), joined=options.joined)
        if refusal := foreign_refusal(options, project, runtime):
            return misused(refusal)
        outcome = build(project, runtime)
    outcome = replace(outcome, findings=options.seen_from_here(outcome.findings))
    return show_outcome(outcome, options.findings, options.site)


def _run(options: ShardOptions) -> int:
    if options.shard is None:
        return make_site(options)
    shard = folder_within(options.shard, options.content)
    refusal = no_shard(shard, options.content)
    return misused(refusal) if refusal else _make_shard(options, shard)


def no_shard(folder: str, content: Path) -> str:
    """Return why a folder that was typed is no shard, "" where it is one."""
    if not folder:
        return "写一个机构的文件夹，例如 c017：整个内容文件夹不是分片"
    is_shard = is_inside_content(folder) and any((content / folder).rglob("body.yml"))
    return "" if is_shard else no_body(folder, content)


def _make_shard(options: ShardOptions, shard: str) -> int:
    from ..build.shards import build_shard  # only now: a build with nothing to do loads nothing of the program

    project = replace(project_of(options), shards=options.shards.as_posix(), shard=shard)
    with open_runtime(options, has_cache=False) as runtime:
        outcome, bodies = build_shard(project, runtime)
    made = f"；{bodies} 个机构、{outcome.pages} 份报告做好了，在 {options.shards / shard}；"
    made += f"合成网站用 disclosure join{options.elsewhere}"
    show_findings(outcome.findings, options.findings, "" if outcome.stopped else worded(made))
    return STOPPED if outcome.stopped else DONE


COMMAND = Command(ShardOptions, _add_options, _run)
