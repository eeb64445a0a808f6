"""`new`: the reports of a year are begun, with last year's figures where they belong."""

from argparse import ArgumentParser
from pathlib import Path

from msgspec import Struct

from ..authoring.body_list import NO_BODIES
from ..authoring.fill import fill_totals
from ..authoring.new_portal import new_body
from ..authoring.new_year import new_report, report_before, takes_figures
from ..build.body import open_body_reports
from ..build.context import Project
from ..build.load import Content, load_content
from ..model.digest import digest_of
from ..model.form import Format, form_of_year
from ..model.portal import Body
from ..model.report import Source
from ..system.atomic import NullWriter
from ..system.console import say
from ..system.files import create
from ..system.snapshot import snapshot_folder
from .commands import DONE, STOPPED
from .invocation import quoted, worded
from .options import BuildOptions, Command, add_reading_options, folder_within, is_inside_content, no_body, year_number
from .project_options import open_runtime, project_of, schema_address
from .show import misused, show_findings


class NewOptions(BuildOptions):
    """The options of `new`; without a body it is that of the content folder itself."""

    year: int
    body: list[Path]
    all: bool = False
    zeros: bool = False


class _Begun(Struct, frozen=True):
    """A report that was to be begun: its file, whether there was none, and the report that figures were taken from."""

    file: Path
    is_new: bool
    before: str


def _add_options(parser: ArgumentParser) -> None:
    parser.add_argument("year", type=year_number, metavar="年度", help="报告年度，例如 2025")
    which = parser.add_mutually_exclusive_group()
    which.add_argument(
        "--body", type=Path, action="append", default=[], metavar="文件夹", help="机构的文件夹，例如 office；可以写几次"
    )
    which.add_argument("--all", action="store_true", help="每个机构都新建；已有的不改动")
    parser.add_argument("--zeros", action="store_true", help="第三、四部分都填 0：没有申请、没有复议诉讼的才用")
    add_reading_options(parser)


def _run(options: NewOptions) -> int:
    project = project_of(options, drafts=True)
    with open_runtime(options) as runtime:
        loaded = load_content(project, runtime, snapshot_folder(options.content))
    content = loaded.value
    if content is None:
        show_findings(loaded.findings, options.findings)
        return STOPPED
    known = {body.folder: body for body in content.bodies}
    owing = [body.folder for body in content.bodies if body.owes(options.year)]
    folders = owing if options.all else [folder_within(body, options.content) for body in options.body] or [""]
    form = form_of_year(content.forms, options.year)
    if form is None:
        return misused(f"没有适用于 {options.year} 年的格式")
    if unknown := [folder for folder in folders if folder not in known and not _may_be_body(folder, options.content)]:
        return misused(no_body(unknown[0], options.content))
    if undescribed := [folder for folder in folders if folder and not (options.content / folder / "body.yml").exists()]:
        _describe(undescribed, options)
        return _run(options)
    if any(folder not in known for folder in folders):  # what describes it can't be read
        show_findings(loaded.findings, options.findings)
        return STOPPED
    begun = [_begin(options, project, content, known[folder], form) for folder in folders]
    if len(begun) == 1 and not begun[0].is_new:
        return misused(f"“{begun[0].file}”已经存在，不会覆盖")
    _show(begun, form, options)
    return DONE


def _may_be_body(folder: str, content: Path) -> bool:
    """Whether a folder is there that can be that of a body."""
    return is_inside_content(folder) and (content / folder).is_dir() and folder.partition("/")[0] not in NO_BODIES


def _describe(folders: list[str], options: NewOptions) -> None:
    """Write what describes bodies whose folders are there without it."""
    for folder in folders:
        file = options.content / folder / "body.yml"
        create(file, new_body(schema_address(file, options.content, "body")))
        say(f"已新建 {file}：打开它，写上机构的名称和类别")


def _begin(options: NewOptions, project: Project, content: Content, body: Body, form: Format) -> _Begun:
    """Begin the report of one body, unless there is one."""
    file = options.content / body.folder / f"{options.year}.md"
    reports = next((sources for sources in content.bodies_with_reports if sources.body == body), None)
    opened = open_body_reports(content.context(project, NullWriter()), reports)[0] if reports else None
    before = report_before(opened, options.year) if opened else None
    schema = schema_address(file, options.content, form.key)
    text = worded(new_report(content.settings, body, form, options.year, before, schema))
    if options.zeros:
        data = text.encode()
        source = Source(file.as_posix(), file.name, data, digest_of(data))
        text = fill_totals(source, content.forms, blank_as_zero=True).data.decode()
    return _Begun(file, create(file, text), before.report.path if before and takes_figures(form, before) else "")


def _show(begun: list[_Begun], form: Format, options: NewOptions) -> None:
    """Say what was begun, where its figures are from, and what to do next."""
    new = [one for one in begun if one.is_new]
    taken = "" if len(begun) == 1 else "，上年的数取自 {}"
    for one in new:
        say(f"已新建 {one.file}（{form.title}）{taken.format(one.before) if one.before and taken else ''}")
    check = f"disclosure check{options.elsewhere}"
    if len(begun) > 1:
        there = f"，{len(begun) - len(new)} 份已经存在，没有改动" if len(new) < len(begun) else ""
        say(f"共新建 {len(new)} 份{there}")
        say(worded(f"接着：各机构填表格、写正文；{check} 核对；写好后删去 draft 一行"))
        return
    (one,) = new
    say(f"上年的数取自 {one.before}，请核对" if one.before else f"{options.year - 1} 年没有可取的数，取自上年的都留空")
    say(worded(f"接着：填表格、写正文；disclosure fill {quoted(one.file)} 计算总计，{check} 核对；写好后删去 draft 一行"))


COMMAND = Command(NewOptions, _add_options, _run)
