"""Texts that nobody means to write take no longer than their length: twice the text, at most about twice the time."""

from collections.abc import Callable, Iterator
from datetime import date
from time import process_time

import pytest

from disclosure.check.leftovers import check_leftovers
from disclosure.check.other_bodies import check_other_bodies
from disclosure.check.stale_years import check_stale_years
from disclosure.check.statements import check_statements
from disclosure.check.text_dates import check_text_dates
from disclosure.check.text_faults import check_text_faults
from disclosure.check.year_and_body import check_years
from disclosure.model.finding import Finding
from disclosure.model.portal import Body, FiledReport
from disclosure.model.report import Report, Section
from tests.support.forms import BY_KEY

CHECKS = (
    check_statements,
    check_text_faults,
    check_leftovers,
    check_other_bodies,
    check_text_dates,
    check_stale_years,
    check_years,
)
LINES = (
    "1", "9,", "申请12件", "其中", "其中1件、", "（", "（）", "、", "A、", "件，", "《", "【", "__", "×", "的", "政府", "年", "2023年", "1月", "由上年的",
    "占", "百分之", "二〇", "同比增长", "未", "均", "全部", "收到申请30件，其中自然人", "部分", "县局", "下一步，北苑街道", "统计", "数据截至", "现将", " 申",
    "[", "](", "**", "～9", "至9个", "增至", "由1件降至", "某", "待", "0-0",
    "全年发布信息1条，", "全年1,", "分别为1件、", "百分之",
)  # fmt: skip
LENGTH = 20_000


def seconds(check: Callable[[FiledReport], Iterator[Finding]], text: str) -> float:
    """How long a check takes over a report of one text."""
    form = BY_KEY["2021"]
    section = Section("overview", "一、总体情况", text)
    report = Report("a/2024.md", "a/2024.md", "2024年政府信息公开年报", 2024, date(2025, 1, 20), form.key, (), "", (section,))
    filing = FiledReport(Body("a/body.yml", "a", "临河县水务局", "department"), report, form)
    begin = process_time()
    for _ in check(filing):
        pass
    return process_time() - begin


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_the_time_grows_with_the_length(check: Callable[[FiledReport], Iterator[Finding]], line: str) -> None:
    """A line of 20 KB of one thing is checked in at most a few times what half of it takes, or in no time at all."""
    text = (line * (LENGTH // len(line) + 1))[:LENGTH]
    half, whole = seconds(check, text[: LENGTH // 2]), seconds(check, text)
    assert whole < max(3 * half, 1.5)
