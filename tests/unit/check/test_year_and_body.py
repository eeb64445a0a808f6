"""Whose report, of which year."""

from typing import Any

import pytest
from msgspec.structs import replace

from disclosure.check.year_and_body import check_body, check_years
from disclosure.model.finding import Finding
from disclosure.model.portal import FiledReport
from tests.unit.check.filings import filed, section


def titled(title: str, **fields: Any) -> FiledReport:
    """The report of 2021 with this title and text."""
    filing = filed("2021", **fields)
    return replace(filing, report=replace(filing.report, title=title))


DUE = "写成 title: 样例镇人民政府2021年政府信息公开工作年度报告"


@pytest.mark.parametrize(
    ("title", "message", "hint"),
    [
        pytest.param("样例镇2021年报告", None, None, id="its-year"),
        pytest.param("样例镇2020年和2021年报告", None, None, id="among-others"),
        pytest.param("样例镇2020年报告", "标题写的是 2020 年，year 是 2021", "写成 title: 样例镇2021年报告；year 写错的，改 year", id="another"),
        pytest.param("样例镇2020年（2020年度）报告", "标题写的是 2020、2020 年，year 是 2021", "写成 title: 样例镇2021年（2021年度）报告；year 写错的，改 year", id="another-twice"),
        pytest.param("样例镇2019年和2020年报告", "标题写的是 2019、2020 年，year 是 2021", DUE, id="two-others"),
        pytest.param("样例镇报告", "标题没有年份，year 是 2021", DUE, id="none"),
        pytest.param("样例镇12021年报告", "标题没有年份，year 是 2021", DUE, id="a-longer-number"),
    ],
)  # fmt: skip
def test_the_year_in_the_title(title: str, message: str | None, hint: str | None) -> None:
    """A title that does not name the report's year is reported, with the title to type where it is plain."""
    expected = [Finding("year.title", message, "2021.md", ("title",), hint=hint or "")] if message else []
    assert list(check_years(titled(title))) == expected


@pytest.mark.parametrize(
    ("text", "words", "hint"),
    [
        pytest.param("统计期限为2021年1月1日至12月31日。", None, None, id="whole-year"),
        pytest.param("统计期限为2021年1月1日至2021年12月31日。", None, None, id="whole-year-said-twice"),
        pytest.param("统计期限为2020年1月1日至12月31日。", "统计期限“2020年1月1日至12月31日”不是 2021 年 1 月 1 日至 12 月 31 日", "改为 2021年1月1日至12月31日", id="another-year"),
        pytest.param("统计期限为2021年1月1日至11月30日。", "统计期限“2021年1月1日至11月30日”不是 2021 年 1 月 1 日至 12 月 31 日", "改为 2021年1月1日至12月31日", id="ends-early"),
        pytest.param("培训于2021年3月1日至3月5日举行。", None, None, id="another-span"),
        pytest.param("自2019年1月1日起至12月31日，", "统计期限“2019年1月1日起至12月31日”不是 2021 年 1 月 1 日至 12 月 31 日", "改为 2021年1月1日至12月31日", id="another-whole-year"),
        pytest.param("现将2021年度工作报告如下。", None, None, id="subject"),
        pytest.param("现将2020年度工作报告如下。", "正文说的是 2020 年度，year 是 2021", "把 2020 改为 2021", id="another-subject"),
        pytest.param("截至20021年5月，", "“20021年”不是年份", "改为四位年份", id="five-digits"),
        pytest.param("截至120210年5月，", "“120210年”不是年份", "改为 2021年", id="six-digits-with-the-year"),
        pytest.param("面积20021年度", None, None, id="no-month-behind"),
    ],
)  # fmt: skip
def test_the_year_in_the_text(text: str, words: str | None, hint: str | None) -> None:
    """A text about another year, another period or no year at all is reported at its words."""
    found = list(check_years(titled("样例镇2021年报告", preamble=text)))
    assert [(one.code, one.message, one.hint) for one in found] == ([("year.text", words, hint)] if words else [])
    assert all(one.place[:2] == ("#", -1) and str(one.place[2]) in text for one in found)


PERIOD = "统计期限“{}”不是 2021 年 1 月 1 日至 12 月 31 日"
WHOLE = "改为 2021年1月1日至12月31日"
NAMED = "正文说的是 {} 年，year 是 2021：“{}”"
MEANT = "把其中的年份改为 2021；说的确是别的年度的，写 explain: {year.text: 原因}"


@pytest.mark.parametrize(
    ("text", "words", "message", "hint"),
    [
        pytest.param("自2020年1月1日至2021年12月31日。", "2020年1月1日至2021年12月31日", PERIOD, WHOLE, id="two-years"),
        pytest.param("统计期限自2021年1月1日至2022年3月1日。", "2021年1月1日至2022年3月1日", PERIOD, WHOLE, id="into-the-next"),
        pytest.param("统计期限为2021年2月1日至12月31日", "2021年2月1日至12月31日", PERIOD, WHOLE, id="begins-late"),
        pytest.param("统计数据期限为二〇二〇年全年。", "统计数据期限为二〇二〇年", NAMED.format(2020, "{}"), MEANT, id="as-of"),
        pytest.param("数据统计截止时间为2020年12月31日。", "数据统计截止时间为2020年", NAMED.format(2020, "{}"), MEANT, id="until"),
        pytest.param("现将二O一九年度政府信息公开年报公布。", "现将二O一九年度政府信息公开年报", NAMED.format(2019, "{}"), MEANT, id="itself"),
        pytest.param("编制了2020年政府信息公开工作年度报告。", "编制了2020年政府信息公开工作年度报告", NAMED.format(2020, "{}"), MEANT, id="made"),
        pytest.param("统计期限为二〇二一年。", "", "", "", id="its-own-year-in-words"),
        pytest.param("现公布2020年政府信息公开工作年度报告格式。", "", "", "", id="the-notice-of-a-form"),
        pytest.param("截至2020年底统计，时间为2021年。", "", "", "", id="another-clause"),
        pytest.param("统计期限：2021 年 1 月 1 日～2021 年 12 月 31 日。", "", "", "", id="with-blanks"),
        pytest.param("培训自2020年3月1日到3月2日。", "", "", "", id="of-something-else"),
    ],
)  # fmt: skip
def test_the_years_that_the_figures_are_of(text: str, words: str, message: str, hint: str) -> None:
    """Another period or year that the figures or the report itself are said to be of is reported once, at its words."""
    found = Finding("year.text", message.format(words), "2021.md", ("#", -1, words), hint=hint)
    assert list(check_years(titled("样例镇2021年报告", preamble=text))) == ([found] if words else [])


@pytest.mark.parametrize(
    ("text", "found"), [("编制了2020年政府信息公开工作年度报告。", 0), ("现编制2020年政府信息公开年报。", 1)]
)
def test_reports_that_a_section_names(text: str, found: int) -> None:
    """A section may name the reports of other years, unless it says that this is one."""
    filing = titled("样例镇2021年报告", sections=(section("overview", text),))
    assert [finding.place[:2] for finding in check_years(filing)] == [("#", 0)] * found


def test_lines_of_a_period() -> None:
    """A period over two lines is found in the first of them."""
    (found,) = check_years(titled("样例镇2021年报告", preamble="报告期为2021年1月1日至\n12月30日"))
    assert (found.place, found.message) == (("#", -1, "2021年1月1日至"), PERIOD.format("2021年1月1日至\n12月30日"))


ELSEWHERE = "是“{0}”的报告，移到它的文件夹；是本机构的另一名称，在 {1}写 also: [{0}]；写错的，改 title"


@pytest.mark.parametrize(
    ("name", "title", "named"),
    [
        pytest.param("样例区人民政府办公室", "样例区2021年政府信息公开工作报告", "", id="its-government"),
        pytest.param("样例街道办事处", "样例街道2021年政府信息公开工作报告", "", id="its-office"),
        pytest.param("样例区管理委员会", "样例区2021年政府信息公开工作报告", "", id="its-committee"),
        pytest.param("样例局", "样例局2021 年度政府信息公开工作报告", "", id="with-a-blank"),
        pytest.param("样例区管委会", "别区2021年政府信息公开工作报告", "别区", id="another"),
        pytest.param("人民政府", "样例2021年政府信息公开工作报告", "样例", id="a-name-that-is-only-a-kind"),
    ],
)
def test_names_without_their_kind(name: str, title: str, named: str) -> None:
    """The name of a body may be written without its kind; the file where it stands is that of its folder."""
    filing = titled(title)
    message = f"标题里的“{named}”与机构“{name}”不符"
    hint = ELSEWHERE.format(named, "a/body.yml 里")
    expected = [Finding("body.title", message, "2021.md", ("title",), hint=hint)] if named else []
    assert list(check_body(replace(filing, body=replace(filing.body, folder="a", name=name)))) == expected


@pytest.mark.parametrize(
    ("title", "fits"),
    [
        pytest.param("样例镇2021年政府信息公开工作年度报告", True, id="short-name"),
        pytest.param("样例镇人民政府2021年政府信息公开工作年度报告", True, id="name"),
        pytest.param("某县样例镇人民政府2021年政府信息公开工作报告", True, id="more-before"),
        pytest.param("样例2021年政府信息公开工作报告", True, id="less"),
        pytest.param("2021年政府信息公开工作报告", True, id="no-name"),
        pytest.param("别的镇2021年政府信息公开工作报告", False, id="another"),
    ],
)
def test_the_body_in_the_title(title: str, fits: bool) -> None:
    """A title that names another body is reported, with the file in which the body's name stands."""
    message = "标题里的“别的镇”与机构“样例镇人民政府”不符"
    hint = ELSEWHERE.format("别的镇", "portal.yml 的 body: 下面")
    expected = [] if fits else [Finding("body.title", message, "2021.md", ("title",), hint=hint)]
    assert list(check_body(titled(title))) == expected


@pytest.mark.parametrize(
    ("title", "found", "also"),
    [
        pytest.param("总结", ["body.title"], "", id="nothing-of-a-title"),
        pytest.param("2021", ["body.title"], "", id="a-number"),
        pytest.param("别的镇2020年总结", ["body.title"], "", id="of-somebody-else"),
        pytest.param("样例镇工作总结", ["year.title"], "", id="without-its-year"),
        pytest.param(
            "样例镇2021年工作总结", ["title.form"], "；确实如此的，写 explain: {title.form: 原因}", id="of-something-else"
        ),
    ],
)
def test_a_title_that_is_none(title: str, found: list[str], also: str) -> None:
    """What is no title of a report is one finding, with the whole title to type."""
    filing = titled(title)
    findings = [*check_years(filing), *check_body(filing)]
    assert [(one.code, one.hint) for one in findings] == [(code, DUE + also) for code in found]
