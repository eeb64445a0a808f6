"""When it was published, and on what basis."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from ..model.finding import TODAY, Finding, Place
from ..model.patterns import pattern
from ..model.portal import BodyReports, FiledReport, Portal, ReportEntry, StandingPage
from ..model.report import UNPUBLISHED
from .text_pieces import text_pieces

_BASIS = pattern(
    r"(?P<office>国办公开办函|国办[发函秘公开办]*)\s*[〔\[［（(【]\s*(?P<year>20\d\d)\s*[〕\]］）)】]\s*(?P<number>\d+)\s*号"
)


def check_published(filing: FiledReport) -> Iterator[Finding]:
    """A report is first published in the year after, by the deadline of its kind of body; a draft may have no date yet."""
    report = filing.report
    if report.published == UNPUBLISHED:
        return
    if report.published.year != report.year + 1:
        message = f"{report.year} 年的报告应在 {report.year + 1} 年发布，published 是 {report.published}"
        hint = f"改为首次发布的日期，写成 published: {report.year + 1}-MM-DD；"
        hint += "确在别的年份首次发布的，写 explain: {published.wrong-year: 原因}"
        yield Finding("published.wrong-year", message, report.path, ("published",), hint=hint)
    elif filing.due and filing.days_late:
        message = f"{report.published} 发布，晚于 {filing.due.year} 年 {filing.due.month} 月 {filing.due.day} 日的期限"
        yield Finding("published.late", message, report.path, ("published",), hint="写 explain: {published.late: 原因}")


def check_future(portal: Portal, today: date) -> Iterator[Finding]:
    """Report what is said to be done on a later day than `today`; only who publishes or asks for it knows the day.

    A draft may say when it will be published.
    """
    for entry in portal.entries:
        if entry.draft:
            continue
        if entry.published > today:
            hint = f"还没有到发布的日子，写 draft: true，到时再删去；日期写错的，写成 published: {entry.year + 1}-MM-DD"
            message = f"发布日期 {entry.published} 还没有到，今天是 {today}"
            yield Finding("date.future", message, entry.path, ("published",), hint=hint)
        for number, revision in enumerate(entry.revisions):
            if revision.date > today:
                yield _not_yet("更正", revision.date, entry.path, ("revisions", number, "date"), today)
    gone: Iterable[ReportEntry | StandingPage] = (*portal.withdrawn, *portal.withdrawn_pages)
    for one in gone:
        if one.withdrawn and one.withdrawn.date > today:
            yield _not_yet("撤下", one.withdrawn.date, one.path, ("withdrawn", "date"), today)


def check_backdated(portal: Portal, registered: Mapping[str, str]) -> Iterator[Finding]:
    """Report new corrections and withdrawals that are dated before the day on which what they change was `registered`."""
    for entry in (*portal.entries, *portal.withdrawn):
        known = registered.get(entry.name, "")
        public = {one for each in entry.amendments if each.registered for one in each.revisions}
        new = {one for each in entry.amendments for one in each.revisions} - public
        for number, revision in enumerate(entry.revisions):
            if revision in new and revision.date.isoformat() < known:
                yield _backdated("更正", revision.date, known, entry.path, ("revisions", number, "date"))
        if entry.withdrawn and entry.withdrawn.date.isoformat() < known:
            yield _backdated("撤下", entry.withdrawn.date, known, entry.path, ("withdrawn", "date"))


def _backdated(what: str, on: date, known: str, path: str, place: Place) -> Finding:
    message = f"{what}的日期 {on} 不对：{known} 登记公开的还是{what}前的，读者那一天以后才看得到{what}"
    return Finding("record.backdated", message, path, place, hint=f"写成公开{what}的那一天，例如 date: {TODAY}")


def check_clock(today: date, last: str, path: str) -> Iterator[Finding]:
    """Report that this machine's day is before that of the `last` of the acts at a path, which every later one follows."""
    if (today + timedelta(days=1)).isoformat() < last:
        message = f"这台机器今天是 {today}，登记册最后一次公布却在 {last}：时间多半不对，公布的日期会记错"
        hint = "运行 date 核对这台机器的日期，改好以后再 disclosure publish；登记册里的日期不能再改"
        yield Finding("register.clock", message, path, hint=hint)


def _not_yet(what: str, on: date, path: str, place: Place, today: date) -> Finding:
    hint = f"写成{what}的那一天，不晚于今天，例如 date: {today}"
    return Finding("date.future", f"{what}的日期 {on} 还没有到，今天是 {today}", path, place, hint=hint)


_MARKS = str.maketrans("", "", '《》〈〉<>“”" \n\t　')
_REGULATION = pattern(r"国务院(?:令\s*第?\s*\d+\s*号|\s*第?\s*\d+\s*号令)")


def check_basis(body_reports: BodyReports) -> Iterator[Finding]:
    """A quoted notice of a form, by its number or its title, is that of the year's form, or the year's stands beside it."""
    for filing in body_reports.filings:
        form, year = filing.format, filing.report.year
        if not (form.covers(year) or year in form.years_allowed):
            continue
        whole = "".join(text for _, text in text_pieces(filing))
        others = [other for other in body_reports.forms if other is not form]
        for place, text in text_pieces(filing):
            if "国办" in text:
                yield from _numbers(filing, place, text, whole, body_reports)
            if "通知" in text:
                yield from _titles(filing, place, text, whole, [other.notice for other in others])
            if "国务院" in text:
                yield from _regulations(
                    filing, place, text, whole, {other.regulation for other in others} - {form.regulation, ""}
                )
            if "格式（试行）" in text and "试行" not in form.notice and filing.format.issued_as:
                message = f"引用的“格式（试行）”是以前年度的，本年度的是《{form.notice}》（{form.issued_as}）"
                yield Finding(
                    "form.wrong-basis", message, filing.report.path, (*place, "格式（试行）"), hint=f"写成《{form.notice}》"
                )
            if "《" in text and form.issued_as:
                yield from _misquoted(filing, place, text)
            if "公开" in text and _AMENDED in form.regulation:
                yield from _articles(filing, place, text)


def _numbers(filing: FiledReport, place: Place, text: str, whole: str, body_reports: BodyReports) -> Iterator[Finding]:
    issued = {form.issued_as.partition("〔")[2] for form in body_reports.forms if form.issued_as}
    due = filing.format.issued_as
    for match in _BASIS.finditer(text):
        number = f"{match['year']}〕{match['number']}号"
        before, behind = text[max(0, match.start() - _BESIDE) : match.start()], text[match.end() : match.end() + _BESIDE]
        of_form = number in issued or (due and ("年度报告格式" in before or _WITH_FORM.match(behind)))
        if of_form and f"{match['office']}〔{number}" != due and not (due and due in whole):
            says = f"应为 {due}" if due else "本年度没有统一格式"
            message = f"引用的“{match[0]}”不是本年度格式的文号，{says}"
            hint = f"写成 {due}" if due else "删去文号"
            yield Finding("form.wrong-basis", message, filing.report.path, (*place, match[0]), hint=hint)


_WITH_FORM = pattern("[）)]?(?:所附|附件|规定|明确|印发|统一)[^。，；]{0,8}格式")
_BESIDE = 16
"""How far before its number the title of a notice ends."""


def _titles(filing: FiledReport, place: Place, text: str, whole: str, titles: Sequence[str]) -> Iterator[Finding]:
    due, plain = filing.format, text.translate(_MARKS)
    quoted = [title for title in titles if title and title in plain]
    known = (due.issued_as and due.issued_as in whole) or (quoted and due.notice and due.notice in whole.translate(_MARKS))
    misnamed = [title for title in quoted if due.issued_as and f"{title}（{due.issued_as}" in plain]
    for title in misnamed or (quoted if due.notice and not known else ()):
        if misnamed or not _BASIS.search(text):
            message = f"引用的《{title}》是别的年度的格式通知，本年度的是《{due.notice}》（{due.issued_as}）"
            hint = f"写成《{due.notice}》（{due.issued_as}）"
            yield Finding("form.wrong-basis", message, filing.report.path, (*place, title), hint=hint)


_FEE_RULES = ("《政府信息公开信息处理费管理办法》", "国办函〔2020〕109号")
"""The rules for fees that a report has to tell of, and their number."""


def _misquoted(filing: FiledReport, place: Place, text: str) -> Iterator[Finding]:
    """Report the form under a title that it does not have, and the rules for fees with a number that is not theirs."""
    title, number = _FEE_RULES
    named = re.escape(filing.format.title.removesuffix("格式"))
    for match in re.finditer(f"《{named}(?!格式)[^《》]{{1,6}}》", text) if "年度报告" in text else ():
        message, right = f"引用的“{match[0]}”不是格式的名称", f"《{filing.format.title}》"
        yield Finding("form.wrong-basis", message, filing.report.path, (*place, match[0]), hint=f"写成{right}")
    for match in re.finditer(rf"{title}\s?[（(](?P<said>国[^（）()\n]{{2,20}}号)[）)]", text) if title in text else ():
        if re.findall(r"\d+", match["said"]) != re.findall(r"\d+", number):
            message = f"引用的“{match['said']}”不是{title}的文号，应为 {number}"
            yield Finding("form.wrong-basis", message, filing.report.path, (*place, match["said"]), hint=f"写成 {number}")


def _regulations(filing: FiledReport, place: Place, text: str, whole: str, others: set[str]) -> Iterator[Finding]:
    due = filing.format.regulation
    for match in _REGULATION.finditer(text) if due and due not in whole.translate(_MARKS) else ():
        is_of_title = _TITLE_BEFORE.search(text, max(0, match.start() - _BESIDE), match.start())
        number = f"国务院令第{re.sub(r'[^0-9]', '', match[0].translate(_MARKS))}号"
        if number in others or (is_of_title and number not in due):
            says = "是修订前后的另一部条例" if number in others else "不是政府信息公开条例"
            message = f"引用的“{match[0]}”{says}，本年度适用的是{due}"
            yield Finding("form.wrong-basis", message, filing.report.path, (*place, match[0]), hint=f"写成 {due}")


_TITLE_BEFORE = pattern(r"信息公开条例》?[（(]?$")
_ARTICLE = pattern(
    r"(?:信息公开条例|《条例)》?\s*(?P<said>第(?P<article>[一二三四五六七八九十]{1,4}|\d{1,2})条)(?:[^。；，,\n第]{0,14}?)(?:年度报告|年报|报告(?:内容|编制|公布))"
)


def _articles(filing: FiledReport, place: Place, text: str) -> Iterator[Finding]:
    """Report an article named for annual reports that says nothing of them (条例 art. 49: when, art. 50: what of).

    So is the day on which the regulation came into force before it was amended.
    """
    for match in _OTHER_TITLE.finditer(text):
        message = f"没有名为“{match[0]}”的法律、条例"
        hint = "写成 《中华人民共和国政府信息公开条例》"
        yield Finding("form.wrong-basis", message, filing.report.path, (*place, match[0]), hint=hint)
    for match in _OLD_DATE.finditer(text):
        message = f"“{match[0]}”是修订以前的条例，现行的自 2019年5月15日起施行"
        hint = "写成 《中华人民共和国政府信息公开条例》（国务院令第711号）"
        yield Finding("form.wrong-basis", message, filing.report.path, (*place, match[0]), hint=hint)
    for match in _ARTICLE.finditer(text):
        if match["article"] not in _OF_ANNUAL_REPORTS:
            message = f"引用的条例“{match['said']}”不是关于年度报告的，第四十九条规定时限，第五十条规定内容"
            hint = f"把 {match['said']} 改为 第四十九条 或 第五十条"
            yield Finding("form.wrong-basis", message, filing.report.path, (*place, match["said"]), hint=hint)


_OTHER_TITLE = pattern(
    "《(?:(?:中华人民共和国)?(?:(?:政府)?政务(?:信息)?|(?<=共和国)信息)公开条例"
    "|中华人民共和国(?:(?:政府|政务)?信息|政务)公开(?:法|(?:管理|工作|实施)?办法|(?:管理|实施)?规定|(?:暂行|管理|工作)条例))》"
)
"""Titles that the regulation does not have; a province's or a ministry's own rules are no law of the country."""
_OLD_DATE = pattern(r"信息公开条例》?[（(][^）)\n]{0,6}2008\s*年\s*5\s*月\s*1\s*日[^）)\n]{0,8}[）)]")
_OF_ANNUAL_REPORTS = frozenset({"四十九", "五十", "49", "50"})
_AMENDED = "711"
"""The order of the State Council with the regulation of 2019, whose articles these are."""
