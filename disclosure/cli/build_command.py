"""`build`: check the content folder and bring the site to what it says."""

from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path

from msgspec.structs import replace

from ..build import build
from ..build.context import Project, Runtime
from ..build.unchanged import foreign_files
from ..model.finding import Finding
from .options import BuildOptions, Command, NamedFolder, add_build_options, scheduler
from .project_options import open_runtime, project_of
from .show import misused, show_outcome


class MakeOptions(BuildOptions):
    """The options of `build`."""

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


def _run(options: MakeOptions) -> int:
    with open_runtime(options) as runtime:
        project = replace(project_of(options), hold=options.hold)
        if refusal := foreign_refusal(options, project, runtime):
            return misused(refusal)
        outcome = build(project, runtime)
    outcome = replace(outcome, findings=options.seen_from_here(outcome.findings))
    return show_outcome(outcome, options.findings, options.site)


COMMAND = Command(MakeOptions, add_making_options, _run)
