"""`new`: the report of a year is begun, with last year's figures where they belong."""

from argparse import ArgumentParser
from pathlib import Path

from ..authoring.new_year import new_report, report_before
from ..build.body import open_body_reports
from ..build.load import load_content
from ..system.atomic import NullWriter
from ..system.console import say
from ..system.files import create
from ..system.snapshot import snapshot_folder
from .commands import DONE, STOPPED
from .invocation import quoted, worded
from .options import BuildOptions, Command, add_reading_options, folder_within, no_body, year_number
from .project_options import open_runtime, project_of, schema_address
from .show import misused, show_findings


class NewOptions(BuildOptions):
    """The options of `new`."""

    year: int
    body: Path = Path()


def _add_options(parser: ArgumentParser) -> None:
    parser.add_argument("year", type=year_number, metavar="年度", help="报告年度，例如 2025")
    parser.add_argument("--body", type=Path, metavar="文件夹", help="机构的文件夹，例如 office")
    add_reading_options(parser)


def _run(options: NewOptions) -> int:
    project = project_of(options, drafts=True)
    with open_runtime(options) as runtime:
        loaded = load_content(project, runtime, snapshot_folder(options.content))
    content = loaded.value
    if content is None:
        show_findings(loaded.findings, options.findings)
        return STOPPED
    year, folder = options.year, folder_within(options.body, options.content)
    body = next((body for body in content.bodies if body.folder == folder), None)
    form = next((form for form in content.forms if form.covers(year)), None)
    file = options.content / folder / f"{year}.md"
    if body is None:
        return misused(no_body(folder, options.content))
    if form is None:
        return misused(f"没有适用于 {year} 年的格式")
    reports = next((sources for sources in content.bodies_with_reports if sources.body == body), None)
    before = report_before(open_body_reports(content.context(project, NullWriter()), reports)[0], year) if reports else None
    schema = schema_address(file, options.content, form.key)
    if not create(file, worded(new_report(content.settings, body, form, year, before, schema))):
        return misused(f"“{file}”已经存在，不会覆盖")
    say(f"已新建 {file}（{form.title}）")
    say(f"上年的数取自 {before.report.path}，请核对" if before else f"没有可读的 {year - 1} 年报告，取自上年的数都留空")
    check = f"disclosure check{options.elsewhere}"
    say(worded(f"接着：填表格、写正文；disclosure fill {quoted(file)} 计算总计，{check} 核对；写好后删去 draft 一行"))
    return DONE


COMMAND = Command(NewOptions, _add_options, _run)
