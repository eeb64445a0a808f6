"""Days, months, quarters and ranges that cannot be."""

import pytest
from msgspec.structs import replace

from disclosure.check.text_dates import check_text_dates
from disclosure.model.report import UNPUBLISHED
from tests.unit.check.filings import filed

OVER = "跨年的，写明次年的年份"


@pytest.mark.parametrize(
    ("text", "words", "message", "right"),
    [
        pytest.param("于13月开会。", "13月", "不存在，一年只有 12 个月", " 1月至12月之一", id="month"),
        pytest.param("历时120月，于13月开会。", "13月", "不存在，一年只有 12 个月", " 1月至12月之一", id="month-behind-a-number-of-months"),
        pytest.param("于0月开会。", "0月", "不存在，一年只有 12 个月", " 1月至12月之一", id="month-nought"),
        pytest.param("于4月31日开会。", "4月31日", "不存在，2021 年 4 月只有 30 天", "实际的日期，例如 4月30日", id="day"),
        pytest.param("于4月0日开会。", "4月0日", "不存在，2021 年 4 月只有 30 天", "实际的日期，例如 4月30日", id="day-nought"),
        pytest.param("2020年2月30号", "2020年2月30号", "不存在，2020 年 2 月只有 29 天", "实际的日期，例如 2020年2月29号", id="leap-year"),
        pytest.param("2021年2月29日", "2021年2月29日", "不存在，2021 年 2 月只有 28 天", "实际的日期，例如 2021年2月28日", id="no-leap-year"),
        pytest.param("第五季度开会。", "第五季度", "不存在，一年只有四个季度", "第一至第四季度之一", id="quarter"),
        pytest.param("3至2次会议。", "3至2次", "前大后小", " 2至3次", id="counts"),
        pytest.param("开会1至2次，收到100~12个。", "100~12个", "前大后小", " 12~100个", id="counts-behind-others"),
        pytest.param("3月5日至4日", "3月5日至4日", "先后颠倒", f" 3月4日至3月5日；{OVER}", id="days"),
        pytest.param("3月5日至3月4日", "3月5日至3月4日", "先后颠倒", f" 3月4日至3月5日；{OVER}", id="days-of-one-month"),
        pytest.param("9月1日至3月2日", "9月1日至3月2日", "先后颠倒", f" 3月2日至9月1日；{OVER}", id="months"),
    ],
)  # fmt: skip
def test_what_no_calendar_has(text: str, words: str, message: str, right: str) -> None:
    """It is told at its words, with what to write."""
    found = [(("#", -1, words), f"“{words}”{message}", f"改为{right}；确实如此的，写 explain: {{text.date: 原因}}")]
    assert [(one.place, one.message, one.hint) for one in check_text_dates(filed("2021", preamble=text))] == found


@pytest.mark.parametrize("others", ["", "下一步将加强培训。"])
def test_a_day_after_the_publication(others: str) -> None:
    """What is told as done on a day after the publication, here 20 January 2022, is told; other sentences may be plans."""
    (found,) = check_text_dates(filed("2021", preamble=f"{others}2022年1月21日，我局召开会议。{others}"))
    assert found.message == "“2022年1月21日”在首次发布的日期 2022-01-20 之后，报告发布时还没有发生"
    assert found.hint == "核对年份，例如 2021年1月21日；确实如此的，写 explain: {text.date: 原因}"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("12月31日、1月1日、2月28日", id="last-and-first-days"),
        pytest.param("2月29日", id="of-some-leap-year"),
        pytest.param("开会2至2次，收到4至12个。", id="counts"),
        pytest.param("2021年至5个月", id="year-before-a-count"),
        pytest.param("直至3次", id="nothing-before-a-count"),
        pytest.param("3月20日至4月5日", id="into-the-next-month"),
        pytest.param("3月4日至5日、3月5日至5日", id="days"),
        pytest.param("10月1日至3月2日", id="over-the-turn-of-the-year"),
        pytest.param("第四季度", id="quarter"),
        pytest.param("2022年1月20日，我局召开会议。", id="on-the-day-of-publication"),
        pytest.param("2022年3月1日，我局将召开会议。", id="plan"),
        pytest.param("今后的打算：2022年3月1日，我局召开会议。", id="plan-before-the-day"),
        pytest.param("2022年3月1日起", id="not-told-as-done"),
        pytest.param("2022年3月，我局召开会议。", id="month-alone"),
    ],
)
def test_what_may_be(text: str) -> None:
    """Days that exist, ranges that go forward or over the turn of the year, and plans are left alone."""
    assert list(check_text_dates(filed("2021", preamble=text))) == []


def test_a_draft_has_no_day_of_publication() -> None:
    """What a draft tells of any day may be so."""
    filing = filed("2021", preamble="2022年3月1日，我局召开会议。")
    assert list(check_text_dates(replace(filing, report=replace(filing.report, published=UNPUBLISHED)))) == []
