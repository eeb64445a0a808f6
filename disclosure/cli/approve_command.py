"""`approve`: a report is shown to whoever signs it, and the signature is written into its file; or it is made ready to print."""

from argparse import ArgumentParser
from pathlib import Path

from ..authoring.sign import signed_file
from ..build.load import Content, load_content
from ..build.report_to_sign import ReportToSign, report_to_sign
from ..check.codes import BY_CODE, stops
from ..html.template_faults import TemplateFault, fault_finding
from ..model.differences import differences, new_revisions
from ..model.digest import check_code
from ..model.portal import FiledReport
from ..model.report import Signature, digits, missing_roles
from ..outputs.proof_page import render_proof
from ..present.figures import Figures
from ..present.summary import summarize
from ..system.clock import today
from ..system.console import LEVEL_WORDS, say
from ..system.files import rewrite
from ..system.snapshot import snapshot_folder
from .commands import DONE, STOPPED
from .invocation import quoted, worded
from .options import BuildOptions, Command, add_reading_options, name_within
from .project_options import open_runtime, project_of
from .show import agreed, misused, show_findings


class ApproveOptions(BuildOptions):
    """The options of `approve`; `proofs` is the folder for pages to print, None when nothing is printed."""

    files: list[Path]
    role: str = ""
    name: str = ""
    yes: bool = False
    proofs: Path | None = None


def _add_options(parser: ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", type=Path, metavar="文件", help="报告文件，可以几个，例如 content/2025.md")
    parser.add_argument("--role", metavar="职务", help="以哪个职务签署，portal.yml 的 review 里的一个")
    parser.add_argument("--name", metavar="姓名", help="签署人的姓名")
    parser.add_argument("--yes", action="store_true", help="不再询问，直接签署")
    help_print = "不签署，把每份报告做成一页可以打印的网页，放进文件夹；默认 proof"
    parser.add_argument("--print", nargs="?", dest="proofs", type=Path, const=Path(), metavar="文件夹", help=help_print)
    add_reading_options(parser)


def _run(options: ApproveOptions) -> int:
    missing = next((file for file in options.files if not file.is_file()), None)
    if missing:
        return misused(f"没有文件“{missing}”")
    if options.proofs is None and not (options.role and options.name):
        example = f"disclosure approve {quoted(options.files[0])} --role 主管领导 --name 姓名"
        return misused(f"要写明职务和姓名，例如 {example}；只打印的，加 --print")
    project = project_of(options, drafts=True)
    with open_runtime(options) as runtime:
        loaded = load_content(project, runtime, snapshot_folder(options.content))
    content = loaded.value
    if content is None:
        show_findings(loaded.findings, options.findings)
        return STOPPED
    if options.proofs is None and options.role not in content.settings.review:
        return misused(_no_role(content, options.role))
    ends = []
    for file in options.files:
        found = report_to_sign(content, project, name_within(file, options.content))
        if not isinstance(found, ReportToSign):
            show_findings(found, options.findings)
            ends.append(misused(f"“{file}”读不出报告，不能签署") if not found else STOPPED)
        else:
            ends.append(_print(found, content, options) if options.proofs is not None else _sign(found, options))
    return max(ends)


def _no_role(content: Content, role: str) -> str:
    roles = content.settings.review
    if not roles:
        return f"portal.yml 没有规定谁来签署：先写上 review: [{role}]"
    return f"portal.yml 的 review 里没有“{role}”，只有：{'、'.join(roles)}；例如 --role {roles[0]}"


def _sign(found: ReportToSign, options: ApproveOptions) -> int:
    """Show a report, ask, and write the signature into its file; one with errors or a draft is not signed."""
    report = found.filing.report
    say("\n".join(_lines_to_sign(found.filing, found.digest)))
    show_findings(found.findings, options.findings)
    if report.draft or stops(found.findings):
        why = "还是草稿：写好后先删去 draft: true 一行" if report.draft else "有错误：先改正上面的错误"
        say(f"没有签署，{report.path} {why}")
        return STOPPED
    answer = agreed(f"以“{options.role}”签署这一份？输入 y 签署，直接回车不签署：", is_sure=options.yes)
    if answer is None:
        say("没有人回答，没有签署：在终端里运行；不必询问的，加 --yes")
        return STOPPED
    if not answer:
        say("没有签署，文件没有改动")
        return STOPPED
    signature = Signature(options.role, options.name, today(), found.digest, holds=True)
    rewrite(Path(report.path), signed_file(found.source, found.text, report.review, signature))
    left = missing_roles(found.filing.roles, (*(one for one in report.review if one.role != options.role), signature))
    then = f"还要签署：{'、'.join(left)}" if left else "签署齐了"
    say(f"已签署，写进 {report.path}：{options.role}{options.name}；{then}")
    return DONE


def _lines_to_sign(filing: FiledReport, digest: str) -> list[str]:
    """What is signed: the title, the sentences about its figures, and every figure that is not 0."""
    report, form = filing.report, filing.format
    lines = [f"{report.title}（{report.path}）", f"校验码 {check_code(digest)}　首次发布 {report.published}"]
    lines += _changes(filing)
    lines += [f"  {title}：{sentence}" for title, sentence in summarize(Figures(report.year, form, report.tables, ""))]
    for table in report.tables:
        known = form.tables[table.key]
        names = [row.label for row in table.authored] or [known.row_label(key) for key in known.row_keys]
        for name, cells in zip(names, table.rows, strict=True):
            figures = [
                f"{known.column_label(key)} {digits(cell.amount)}{cell.unit}"
                for key, cell in zip(known.column_keys, cells, strict=True)
                if cell.amount
            ]
            lines += [f"  {known.title}　{name}：{'，'.join(figures)}"] if figures else []
    return lines


def _changes(filing: FiledReport) -> list[str]:
    """What has changed since the version that is public, a line each; none where this is that version or none is public."""
    if filing.history.public is None:
        return []
    found = [one.arrow for one in differences(filing.history.public, filing.report, filing.format)]
    found += [f"更正说明：{one.date} {one.change}" for one in new_revisions(filing.history.public, filing.report)]
    return ["与已公开的版本相比：", *(f"  {one}" for one in found)] if found else ["与已公开的版本相比，数字和文字没有改动"]


def _print(found: ReportToSign, content: Content, options: ApproveOptions) -> int:
    """Write a page to print, and say where it is."""
    report = found.filing.report
    said = [f"{LEVEL_WORDS[BY_CODE[one.code].level]}：{worded(one.message)}" for one in found.findings]
    theme = content.theme
    try:
        page = render_proof(theme, content.settings, found.filing, said, _changes(found.filing)[1:], found.digest)
    except TemplateFault as fault:
        show_findings((fault_finding(fault, theme.texts, theme.path_of(fault.template)),), options.findings)
        return STOPPED
    folder = options.proofs if options.proofs and options.proofs != Path() else options.content.parent / "proof"
    target = folder / f"{report.name.removesuffix('.md').replace('/', '-')}.html"
    folder.mkdir(parents=True, exist_ok=True)
    rewrite(target, page)
    say(f"已生成 {target}：用浏览器打开，打印成 A4 纸")
    return DONE


COMMAND = Command(ApproveOptions, _add_options, _run)
