"""Days, months, quarters and ranges in a text that cannot be: no such day, the end before the beginning, after publication."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date

from ..model.finding import Finding, Place
from ..model.patterns import pattern
from ..model.portal import FiledReport
from ..model.report import UNPUBLISHED
from .text_pieces import text_pieces

_DAY = pattern(r"[0-9][0-9]?\s*月(?:份|\s*(?P<day>[0-9]{1,2})\s*[日号])?(?![0-9])")
_YEAR_BEFORE = pattern(r"(20\d\d)\s*年\s*$")
_QUARTER = pattern(r"[第五六七八九5-9](?:(?<=第)[五六七八九5-9]|(?<!第))季度")
_REVERSED_DAYS = pattern(
    r"[0-9][0-9]?(?<![0-9][0-9]{2})月(?P<day>\d{1,2})日?(?:至|到|—{1,2}|－|-|~|～)(?:(?P<to>\d{1,2})月)?(?P<end>\d{1,2})日"
)
_REVERSED_COUNTS = pattern("[至到～~](?P<high>[0-9]{1,3})(?P<unit>[个次项件条场人天期])(?!月)")
_LOW = pattern("(?<![0-9.年月日第由从])[0-9]{1,3}$")
_FUTURE = pattern(r"将|拟|计划|预计|力争|底前|月前|日前|之前|有效期|施行|实施|截止|届满|期限|下一步|今后")
_SENTENCE = pattern(r"[。；！？\n]")
_EXPLAIN = "确实如此的，写 explain: {text.date: 原因}"


def check_text_dates(filing: FiledReport) -> Iterator[Finding]:
    """Report a day, month or quarter that no calendar has, a range that ends before it begins, a day after the publication."""
    for place, text in text_pieces(filing):
        if "月" in text:
            yield from _days(filing, place, text)
            yield from _ranges(filing, place, text)
        for match in _QUARTER.finditer(text) if "季度" in text else ():
            yield _finding(filing, (*place, match[0]), f"“{match[0]}”不存在，一年只有四个季度", "改为第一至第四季度之一")
        for match in _REVERSED_COUNTS.finditer(text):
            low = _LOW.search(text, max(0, match.start() - 4), match.start())
            if low and int(low[0]) > int(match["high"]):
                words = f"{low[0]}{match[0]}"
                right = f"{match['high']}{match[0][0]}{low[0]}{match['unit']}"
                yield _finding(filing, (*place, words), f"“{words}”前大后小", f"改为 {right}")


def _days(filing: FiledReport, place: Place, text: str) -> Iterator[Finding]:
    for match in _DAY.finditer(text):
        if text[match.start() - 1 : match.start()] in _NO_MONTH:
            continue
        month, day = int(match[0].partition("月")[0]), int(match["day"] or 1)
        if 1 <= month <= 12 and 1 <= day <= _IN_EVERY_MONTH and not (match["day"] and _is_told(text, match.end())):
            continue
        dated = _YEAR_BEFORE.search(text, max(0, match.start() - _NEAR_YEAR), match.start())
        year, words = int(dated[1]) if dated else filing.report.year, text[(dated or match).start() : match.end()].strip()
        if not 1 <= month <= 12:
            yield _finding(filing, (*place, words), f"“{words}”不存在，一年只有 12 个月", "改为 1月至12月之一")
        elif not 1 <= day <= monthrange(year, month)[1] and (dated or (month, day) != (2, 29)):
            last = monthrange(year, month)[1]
            right = words.replace(f"{match['day']}日", f"{last}日").replace(f"{match['day']}号", f"{last}号")
            message = f"“{words}”不存在，{year} 年 {month} 月只有 {last} 天"
            yield _finding(filing, (*place, words), message, f"改为实际的日期，例如 {right}")
        elif dated and match["day"] and _is_too_late(filing, text, match, date(year, month, day)):
            message = f"“{words}”在首次发布的日期 {filing.report.published} 之后，报告发布时还没有发生"
            yield _finding(filing, (*place, words), message, f"核对年份，例如 {filing.report.year}年{month}月{day}日")


_IN_EVERY_MONTH = 28
_NO_MONTH = frozenset("0123456789.")
_NEAR_YEAR = 10
"""How far before its month a year begins."""


def _is_too_late(filing: FiledReport, text: str, match: re.Match[str], day: date) -> bool:
    """Whether a sentence tells of a day after the publication as of one that was, and not of a plan."""
    if filing.report.published == UNPUBLISHED or day <= filing.report.published or not _is_told(text, match.end()):
        return False
    begin = max((stop.end() for stop in _SENTENCE.finditer(text, max(0, match.start() - _NEAR), match.start())), default=0)
    end = _SENTENCE.search(text, match.end(), match.end() + _NEAR)
    return not _FUTURE.search(text, max(begin, match.start() - _NEAR), end.start() if end else match.end() + _NEAR)


def _is_told(text: str, at: int) -> bool:
    """Whether a day begins what was done then: a sign follows it."""
    return text[at : at + 1] in ("，", ",")


_NEAR = 60
"""How far around a day its sentence is looked at."""


def _ranges(filing: FiledReport, place: Place, text: str) -> Iterator[Finding]:
    for match in _REVERSED_DAYS.finditer(text):
        first = int(match[0].partition("月")[0])
        last = int(match["to"] or first)
        if (first == last and int(match["day"]) > int(match["end"])) or last < first < _LATE_IN_THE_YEAR:
            begins, ends = (
                f"{first}月{match['day']}日",
                f"{last}月{match['end']}日" if match["to"] else f"{first}月{match['end']}日",
            )
            yield _finding(filing, (*place, match[0]), f"“{match[0]}”先后颠倒", f"改为 {ends}至{begins}；跨年的，写明次年的年份")


_LATE_IN_THE_YEAR = 10
"""From this month on a range may go on into the next year without saying so."""


def _finding(filing: FiledReport, place: Place, message: str, hint: str) -> Finding:
    return Finding("text.date", message, filing.report.path, place, hint=f"{hint}；{_EXPLAIN}")
