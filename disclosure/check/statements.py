"""What the text states against the tables: figures in the form's own words, and denials.

A text is free, so only sentences count that cannot be meant otherwise: about the whole body and the whole year, in the
words of the form, with the figure beside them. What speaks of a part, another year or another matter is passed over.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from ..model.finding import Finding, Place
from ..model.portal import Filing
from .evaluation import ZERO, evaluated_equations
from .year_and_body import texts


class Statement(NamedTuple):
    """A way to state a figure: its name, the pattern whose number it is, and the key of the figure that it states.

    `or_with` is the key of a figure that may be meant along with it. What stands before it in its sentence must speak of
    `about`. An `outcome` stands at the beginning of a clause, and may be a part of what was named before.
    """

    name: str
    pattern: str
    key: str
    or_with: str = ""
    about: str = ""
    outcome: bool = False


class Denial(NamedTuple):
    """A way to say that there was nothing: the name of the figure, the pattern, and the key of the figure that must be 0 then."""

    name: str
    pattern: str
    key: str
    about: str = ""


_N = r"\s*(?:共|共计|合计)?\s*(\d+)\s*"
_REQUESTS = r"(?:政府)?(?:信息)?(?:依申请)?(?:公开)?(?:的)?申请"
_NEXT = r"下(?:一)?年度?"

STATEMENTS: tuple[Statement, ...] = (
    Statement("新收申请", rf"新收(?:到)?{_REQUESTS}{_N}件(?!次)", "received"),
    Statement("新收申请", rf"收到{_REQUESTS}{_N}件(?!次)", "received", "brought_forward"),
    Statement("新收申请", rf"收到{_N}件{_REQUESTS}", "received", "brought_forward"),
    Statement("新收申请", rf"受理{_REQUESTS}{_N}件(?!次)", "received", "brought_forward"),
    Statement("上年结转", rf"上年度?结转(?:{_REQUESTS})?{_N}件", "brought_forward"),
    Statement("办理总计", rf"办结(?:{_REQUESTS})?{_N}件", "processed", about="申请"),
    Statement(
        "结转下年度",
        rf"结转{_NEXT}(?:继续)?(?:办理|处理)?(?:的)?(?:申请)?{_N}件",
        "carried_forward",
        about="申请",
    ),
    Statement("结转下年度", rf"(\d+)\s*件(?:申请)?结转(?:至|到)?{_NEXT}", "carried_forward", about="申请"),
    *(
        Statement(word, rf"{word}{_N}件", key, about="申请", outcome=True)
        for word, key in (
            ("予以公开", "granted"),
            ("部分公开", "granted_in_part"),
            ("不予公开", "refused"),
            ("无法提供", "unavailable"),
            ("不予处理", "not_handled"),
            ("其他处理", "otherwise_closed"),
        )
    ),
    Statement("行政复议", rf"行政复议(?:案件|申请)?{_N}[件起宗]", "reconsideration", about="信息公开"),
    Statement("行政诉讼", rf"行政诉讼(?:案件)?{_N}[件起宗]", "litigation", about="信息公开"),
)

_NONE = r"(?:未|没有|无)"
_FILLER = (
    "(?:发生|收到|出现|产生|涉及|有|因|对|政府|信息|公开|工作|依|引起|引发|的|被|申请|提起|任何|过|相关|案件"
    "|行政复议|行政诉讼|、|和|与|及|或|等){0,20}?"
)
_ENDS = r"(?:案件|事项|申请|的|等|情况|情形){0,4}(?=[，。；\s）]|$)"

DENIALS: tuple[Denial, ...] = (
    Denial("新收申请", rf"{_NONE}收到(?:过)?(?:任何)?(?:有关)?(?:政府)?信息公开(?:的)?申请{_ENDS}", "received"),
    Denial("行政复议", rf"{_NONE}{_FILLER}行政复议{_FILLER}{_ENDS}", "reconsideration"),
    Denial("行政诉讼", rf"{_NONE}{_FILLER}行政诉讼{_FILLER}{_ENDS}", "litigation"),
    Denial(
        "结转下年度",
        r"全部(?:按时|按期|依法|及时|依规){0,3}办结(?=[，。；\s）]|$)",
        "carried_forward",
        "申请",
    ),
)

_BEGINS = re.compile(r"(?:^|[，：、（\s]|依法|决定|作出)$")
_PARTLY = re.compile(
    "其中|通过|网|信函|邮|当面|现场|传真|渠道|方式|窗口|涉及|关于|上年|去年|往年|历年|同比|相比|以来|累计|季度|月|转办|转来|交办"
    "|自然人|企业|组织|建议|提案|信访|投诉|举报|咨询|留言|热线|维持|纠正|撤销|作为被告|审理|审结|承办|办理行政|受理行政|应诉|下级"
    "|代表|本级|政府办|办公[室厅]|各(?:部门|单位|乡镇|街道|镇)|所属|(?<![我本全])[局厅委](?![一-龥]*报告)|超期|延期|补正|撤回"
)
_WHOLE_AREA = re.compile("全[省市县区州盟旗]|各级")
_SUMS_UP = ("province", "city", "county")
"""Kinds of body whose tables are of their whole area, while their text may speak of their own office."""
_SENTENCE = re.compile(r"[。；;\n]")
_YEAR = re.compile(r"(20\d\d)\s*年")


def check_statements(filing: Filing) -> Iterator[Finding]:
    """Report a figure or a denial in the text that the tables contradict, at its words."""
    if not filing.format.trends:
        return
    for place, text in texts(filing):
        for statement in STATEMENTS:
            yield from _stated(filing, place, text, statement)
        for denial in DENIALS:
            yield from _denied(filing, place, text, denial)


def _stated(filing: Filing, place: Place, text: str, statement: Statement) -> Iterator[Finding]:
    figure = filing.followed.get(statement.key)
    more = filing.followed.get(statement.or_with) if statement.or_with else ZERO
    if figure is None or more is None:
        return
    for match in re.finditer(statement.pattern, text):
        said = Decimal(match[1])
        if said in (figure, figure + more) or not _about_all(filing, text, match, statement.about, statement.outcome):
            continue
        if _in_doubt(filing, statement.key):
            return
        message = f"正文说“{_words(match)}”，表中“{statement.name}”是 {figure}"
        hint = f"先核对台账：正文错的，把 {said} 改为 {figure}；表错的，改表；{_EXPLAIN.format('text.figure')}"
        yield Finding("text.figure", message, filing.report.path, (*place, _words(match)), hint=hint)


def _denied(filing: Filing, place: Place, text: str, denial: Denial) -> Iterator[Finding]:
    figure = filing.followed.get(denial.key)
    for match in re.finditer(denial.pattern, text) if figure else ():
        if _about_all(filing, text, match, denial.about) and not _in_doubt(filing, denial.key):
            message = f"正文说“{_words(match)}”，表中“{denial.name}”是 {figure}"
            hint = f"先核对台账：正文错的，写明 {figure} 件；表错的，改表；{_EXPLAIN.format('text.denied')}"
            yield Finding("text.denied", message, filing.report.path, (*place, _words(match)), hint=hint)


def _in_doubt(filing: Filing, key: str) -> bool:
    """Whether the table itself is at odds about a figure: then that is the finding, and the text may well be right."""
    form = filing.format
    cells = {
        (table, form.tables[table].row_keys[row], form.tables[table].column_keys[column])
        for table, row, column in form.trend_cells[key]
    }
    terms = (figure for e in evaluated_equations(filing) if e.verdict == "unmet" for figure, _, _ in e.terms)
    return any((figure.table, figure.row, figure.column) in cells for figure in terms if figure.year == filing.report.year)


_EXPLAIN = "说的不是同一件事的，写 explain: {{{}: 原因}}"


def _words(match: re.Match[str]) -> str:
    return match[0].strip().split("\n")[0]


def _about_all(filing: Filing, text: str, match: re.Match[str], about: str, outcome: bool = False) -> bool:
    """Whether the sentence, as far as the words, speaks of the whole body and year, and of what it should."""
    lead = _SENTENCE.split(text[max(0, match.start() - 200) : match.start()])[-1]
    for name in (filing.body.name, *filing.body.also):
        lead = lead.replace(name, "") if name else lead
    if outcome and not _BEGINS.search(lead := lead.replace("其中", "")):
        return False
    if lead.endswith(("未", "没有", "部分", "按时", "按期")):
        return False
    if filing.body.kind in _SUMS_UP and not _WHOLE_AREA.search(lead):
        return False
    other_year = any(year != str(filing.report.year) for year in _YEAR.findall(lead))
    return about in lead + match[0] and not other_year and not _PARTLY.search(lead)
