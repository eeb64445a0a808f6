"""`erase`: the content of an earlier version is deleted for good, as the law demands of personal data; what stays says so."""

from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path

from ..build.context import ActStatement
from ..build.erase import KeptVersion, erase, kept_versions
from ..model.digest import check_code
from ..system.clock import now
from ..system.console import say
from .commands import DONE, STOPPED
from .invocation import quoted, worded
from .options import BuildOptions, Command, add_reading_options, name_within, whole_number
from .project_options import open_runtime, project_of
from .publish_list import WORDS
from .show import agreed, misused, show_findings


class EraseOptions(BuildOptions):
    """The options of `erase`: the file, and which of its versions; 0 lists them."""

    file: Path = Path()
    version: int = 0
    reason: str = ""
    who: str = ""
    yes: bool = False


def _add_options(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="文件", help="内容文件夹里公开过的文件，例如 content/2025.md")
    parser.add_argument("--version", type=whole_number, metavar="第几版", help="删去第几版；不写的，列出有哪几版")
    parser.add_argument("--reason", metavar="原因", help="为什么删去，记入登记册，随网站公开；里面不要再写那些个人信息")
    parser.add_argument("--who", metavar="姓名", help="由谁删去，记入登记册，随网站公开")
    parser.add_argument("--yes", action="store_true", help="不再询问，直接删去")
    add_reading_options(parser)


def _run(options: EraseOptions) -> int:
    name, project = name_within(options.file, options.content), project_of(options)
    with open_runtime(options) as runtime:
        found = kept_versions(project, runtime, name)
        versions = found.value
        if versions is None:
            show_findings(found.findings, options.findings)
            return STOPPED
        if not versions:
            return misused(f"“{options.file}”没有公开过：登记册里没有它的版本")
        if not options.version:
            say(worded(_listing(versions, options)))
            return DONE
        if refusal := _refusal(versions, options):
            return misused(refusal)
        version = versions[options.version - 1]
        say(f"将删去：{options.file} {_line(options.version, version)}\n登记册只留下它的校验码、日期和原因，内容不能恢复。")
        if not agreed("输入 y 删去，直接回车不删：", is_sure=options.yes):
            say("没有删去；不必询问的，加 --yes")
            return STOPPED
        erase(project, runtime, name, version, ActStatement(now(), options.who, options.reason))
    page = f"，{version.page} 才换成说明" if version.page else ""
    say(worded(f"已删去，记入登记册 {options.content}/register。接着执行 disclosure publish，网站上才没有它{page}"))
    others = f"git 的历史、备份、缓存 {options.cache}，以及服务器上保存的以前几次发布（disclosure publish 目标 --keep 1）"
    say(worded(f"还要删去：{others}"))
    return DONE


def _refusal(versions: Sequence[KeptVersion], options: EraseOptions) -> str:
    """Why a version can't be erased, "" where it can."""
    if options.version > len(versions):
        return f"没有第 {options.version} 版；{_listing(versions, options)}"
    version = versions[options.version - 1]
    if version.is_public:
        return f"第 {options.version} 版是现在公开的：先改好或撤下，disclosure publish 以后再删去"
    if version.erased:
        return f"第 {options.version} 版已经删去：{version.erased.said}"
    return "" if options.reason else f"写明为什么删去，例如 {_example(options, options.version)}"


def _listing(versions: Sequence[KeptVersion], options: EraseOptions) -> str:
    """The versions that were public, and how the first of those is erased that can be."""
    listed = "\n".join(_line(number, one) for number, one in enumerate(versions, start=1))
    free = next((number for number, one in enumerate(versions, start=1) if not (one.is_public or one.erased)), 0)
    how = f"删去一版：{_example(options, free)}" if free else "现在公开的，先改好或撤下，disclosure publish 以后再删去"
    return f"“{options.file}”公开过的版本：\n{listed}\n{how}"


def _example(options: EraseOptions, version: int) -> str:
    return f"disclosure erase {quoted(options.file)}{options.elsewhere} --version {version} --reason 误登个人信息"


def _line(number: int, version: KeptVersion) -> str:
    """What people know a version by."""
    where = version.page or ("现在公开的" if version.is_public else "")
    if version.erased:
        where = f"已依法删除：{version.erased.said}"
    act = f"{version.first.when[:10]} {WORDS[version.first.change.act]}"
    return "，".join(filter(None, (f"第 {number} 版：{act}", where, f"校验码 {check_code(version.digests[-1])}")))


COMMAND = Command(EraseOptions, _add_options, _run)
