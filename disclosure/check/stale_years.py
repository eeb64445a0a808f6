"""Last year's year in this year's text: a sentence that begins with it and tells what was done; plans for a year that is over."""

import re
from collections.abc import Iterator

from ..model.finding import Finding, Place
from ..model.patterns import pattern
from ..model.portal import FiledReport
from .body_names import short_names
from .lexicon import NUMERALS
from .text_pieces import text_pieces

_BEGINS = pattern(
    r"[。；：\n]\s*(?:（[一二三四五六七八九十]+）[^。\n]{0,20}。)?(?:[一二三四五六七八九十]是)?"
    r"(?:(?:综上|综上所述|总体来看|总的来看|总体上|总的来说|回顾|回首|总之|综合来看|整体来看)[，,]?)?"
    r"(?P<said>(?:20\d\d|二[〇零○O][〇零○O0一二三][〇零○O0一二三四五六七八九])年)度?[，,]?(?P<rest>[^。；\n]{4,200})"
)
_BACKWARDS = pattern(
    r"(?:^|[。；：\n])\s*(?P<words>(?P<said>20\d\d)年)度?[，,](?:(?!20\d\d年)[^。；\n]){4,120}?(?:较|比|与|同)(?P<than>20\d\d)年"
)
_THAN = pattern(r"[较比与同]20\d\d年")
_PLANS = pattern(
    r"(?P<said>20\d\d年)度?[，,]?[^。；\n，,\d]{0,12}?将(?:重点|进一步|继续|持续|不断|着力|以|从以下|加[大强快]|切实|主要|围绕|做好|推[动进]|完善|健全|开展|严格|把|认真|落实|强化|深化|优化|提[升高]|组织|严|抓|突出)"
)
_TELLS = pattern(
    r"(?:街道(?:办事处|办)?(?=[新收共主])|[我本全][局委办厅院所站会署处镇乡县市区街州旗盟校省队单机部行])|(?:共|累计)?(?:收到|新收|受理|主动公开|办结|答复)"
    r"|未(?:收取|发生|产生|收到|出现)|(?:政府|政务)?信息公开工作|政务公开工作"
)
_COMPARES = pattern(
    r"同比|比|较|则|结转|以来|上年|去年|年报|整改|指出|针对|制定的|印发的|出台的|发布的|修订的|继续|沿用|至今|预算|决算|截至|至20\d\d"
)
_CARRIED = pattern("[，,、]上年度?(?:结转|转入)")
"""What a year's count is told with, and compares nothing."""
_OF_TABLES = pattern(r"(?:申请|复议|诉讼|行政许可|行政处罚)[^，。；]{0,12}\d|\d{1,9}[件宗份](?:[^，。；]{0,8}申请|行政)")
"""Counts of the tables: these are held against them, this year's and last year's."""
_EXPLAIN = "说的确是那一年的，写 explain: {year.stale: 原因}"


def check_stale_years(filing: FiledReport) -> Iterator[Finding]:
    """Report a sentence that tells of the year before as if it were the report's, and plans for a year that is over."""
    year = filing.report.year
    if filing.format.free_chapters:
        return
    for place, text in text_pieces(filing):
        if "年" in text:
            for match in _BEGINS.finditer(f"\n{text}"):
                if (said := _year(match["said"])) < year and _is_told(match, filing, said):
                    yield _finding(filing, place, match["said"], f"这一句说的是 {said} 年，像是沿用了以前的文字")
        for match in _BACKWARDS.finditer(text) if _THAN.search(text) else ():
            if int(match["said"]) < min(int(match["than"]), year):
                message = f"拿 {match['said']} 年与以后的 {match['than']} 年比，年份写错了"
                yield _finding(filing, place, match["words"], message)
        for match in _PLANS.finditer(text) if f"{year}年" in text and "将" in text else ():
            if match["said"] == f"{year}年":
                yield _plan(filing, place, match[0])


def _is_told(match: re.Match[str], filing: FiledReport, said: int) -> bool:
    """Whether a sentence tells what the body did in that year, and names no other year and nothing to compare with."""
    rest, year = match["rest"], filing.report.year
    names = (name for known in filing.body.names_in(year) for name in short_names(known))
    told = _TELLS.match(rest) or any(len(name) > 2 and rest.startswith(name) for name in names)
    before = match.string[: match.start()] if match.string[match.start()] == "；" else ""
    beside = before.rpartition("。")[2][-_BESIDE:] + rest + match.string[match.end() : match.end() + _BESIDE]
    if said == year - 1 and _OF_TABLES.search(rest):
        return False
    return bool(told) and str(year) not in beside and str(year + 1) not in rest and not _COMPARES.search(_CARRIED.sub("", rest))


_BESIDE = 60
"""How many characters behind a sentence are looked through for the report's own year: a comparison names both."""


def _year(said: str) -> int:
    return int("".join(NUMERALS.get(sign, sign) for sign in said.removesuffix("年")))


def _finding(filing: FiledReport, place: Place, words: str, message: str) -> Finding:
    hint = f"把 {words} 改为 {filing.report.year}年；{_EXPLAIN}"
    return Finding("year.stale", f"“{words}”：{message}", filing.report.path, (*place, words), hint=hint)


def _plan(filing: FiledReport, place: Place, words: str) -> Finding:
    year = filing.report.year
    hint = f"把 {year}年 改为 {year + 1}年；{_EXPLAIN}"
    return Finding("year.stale", f"“{words}”：{year} 年已经过去，不是打算", filing.report.path, (*place, words), hint=hint)
