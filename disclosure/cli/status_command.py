"""`status`: which bodies have published the report of a year, which are late, and by how much."""

import csv
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from io import StringIO
from itertools import groupby

from msgspec import json, structs

from ..build.context import Outcome
from ..build.status import body_statuses
from ..check.codes import BY_CODE
from ..model.body_status import BodyStatus, ReportState
from ..model.portal import KINDS
from ..system.clock import today
from ..system.console import columns, say
from .commands import DONE
from .options import BuildOptions, Command, add_reading_options, day, year_number
from .project_options import open_runtime, project_of
from .show import misused, show_outcome

STATE_WORDS: dict[ReportState, str] = {
    ReportState.PUBLISHED: "已发布",
    ReportState.CORRECTED: "已更正",
    ReportState.CHANGED: "有改动",
    ReportState.READY: "待公布",
    ReportState.SIGNED: "已签发",
    ReportState.DRAFT: "草稿",
    ReportState.FAULTY: "有错误",
    ReportState.MISSING: "缺报",
    ReportState.WITHDRAWN: "已撤下",
}
"""States in words, in the order in which they are counted."""
_HELD = "公布的仍是原来的"
_HEADINGS = ("机构", "状态", "期限", "发布", "迟（天）", "核对的结果")


class StatusOptions(BuildOptions):
    """The options of `status`; without a year it is the last one whose reports are due."""

    year: int = 0
    late: bool = False
    today: date | None = None
    face: str = "table"


def _add_options(parser: ArgumentParser) -> None:
    parser.add_argument("year", nargs="?", type=year_number, metavar="年份", help="哪一年的报告，例如 2025；不写就是上一年")
    parser.add_argument("--late", action="store_true", help="只列迟的，末尾是可以发给它们的话")
    parser.add_argument("--today", type=day, metavar="YYYY-MM-DD", help="截至哪一天，默认本机的今天")
    faces = parser.add_mutually_exclusive_group()
    faces.add_argument("--json", dest="face", action="store_const", const="json", help="给程序读的 JSON")
    help_csv = "表格软件能打开的 CSV，例如 disclosure status --csv > 进度.csv"
    faces.add_argument("--csv", dest="face", action="store_const", const="csv", help=help_csv)
    add_reading_options(parser)


def _run(options: StatusOptions) -> int:
    until = options.today or today()
    year = options.year or until.year - 1
    project = project_of(options, drafts=True)
    with open_runtime(options) as runtime:
        parsed = body_statuses(project, runtime, year, until)
    if parsed.value is None and not parsed.findings:
        return misused(f"没有适用于 {year} 年的格式：核对年份，例如 disclosure status {until.year - 1}")
    if parsed.value is None:
        return show_outcome(Outcome(parsed.findings, stopped=True), options.findings)
    shown = [one for one in parsed.value if not options.late or one.days_late]
    if options.face == "json":
        say(json.format(json.encode([_as_json(one) for one in shown]), indent=2).decode())
    elif options.face == "csv":
        say(_as_csv(shown))
    else:
        reminders = tuple(_reminders(shown, until)) if options.late else ()
        say("\n".join((_summary(parsed.value, year, until), *_table(shown), *reminders)))
    return DONE


def _summary(statuses: Sequence[BodyStatus], year: int, until: date) -> str:
    counted = Counter(one.state for one in statuses)
    states = "，".join(f"{word} {counted[state]}" for state, word in STATE_WORDS.items() if counted[state])
    late = sum(one.days_late > 0 for one in statuses)
    return f"{year} 年的报告，截至 {until}：{len(statuses)} 个机构，{states}；迟的 {late}"


def _table(statuses: Sequence[BodyStatus]) -> Iterator[str]:
    """A line for each body, in columns that stand under each other on a terminal."""
    rows = [_HEADINGS, *map(_row, statuses)] if statuses else []
    widths = [max(map(columns, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        padded = (text + " " * (width - columns(text)) for text, width in zip(row, widths, strict=True))
        yield "  ".join(padded).rstrip()


def _row(one: BodyStatus) -> tuple[str, ...]:
    return (
        one.name or one.folder,
        STATE_WORDS[one.state],
        one.due.isoformat() if one.due else "—",
        one.published.isoformat() if one.published else "—",
        str(one.days_late or "—"),
        "；".join(filter(None, (_findings_in_words(one), _HELD if one.is_public and one.errors else ""))) or "—",
    )


def _findings_in_words(one: BodyStatus) -> str:
    """What was found in the report, in the words of the codes, errors first."""
    words = "；".join(f"{BY_CODE[code].title}{f'（{number} 处）' if number > 1 else ''}" for code, number in one.findings)
    return f"{one.errors} 个错误：{words}" if one.errors else words


def _reminders(statuses: Sequence[BodyStatus], until: date) -> Iterator[str]:
    """What may be sent to those that have published nothing yet: one sentence for those of one last day."""
    owing = sorted((one for one in statuses if one.due and not one.is_public), key=lambda one: one.due or until)
    for due, those in groupby(owing, key=lambda one: one.due or until):
        several = list(those)
        names = "、".join(one.name or one.folder for one in several)
        yield ""
        yield (
            f"{names}：{several[0].year}年政府信息公开工作年度报告应于{_in_words(due)}前公布，截至{_in_words(until)}还没有公布，"
            f"已经超过{several[0].days_late}天，请尽快报送。"
        )


def _in_words(one: date) -> str:
    return f"{one.year}年{one.month}月{one.day}日"


def _as_json(one: BodyStatus) -> dict[str, object]:
    return structs.asdict(one) | {"state": one.state.value, "findings": dict(one.findings)}


def _as_csv(statuses: Sequence[BodyStatus]) -> str:
    """The table as a file that a spreadsheet opens."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("文件夹", "机构", "种类", "年份", "状态", "期限", "发布", "迟（天）", "错误", "核对的结果"))
    for one in statuses:
        kind = KINDS.get(one.kind, one.kind)
        days = (one.due or "", one.published or "", one.days_late or "", one.errors or "")
        writer.writerow((one.folder, one.name, kind, one.year, STATE_WORDS[one.state], *days, _findings_in_words(one)))
    return f"\ufeff{out.getvalue().rstrip()}"


COMMAND = Command(StatusOptions, _add_options, _run)
