"""Two sentences of a report that count the same thing differently where no cell can tell which is right."""

from datetime import date

import pytest

from disclosure.check.statements import check_statements
from disclosure.model.portal import Body, FiledReport
from disclosure.model.report import Report, Section
from tests.support.forms import BY_KEY

BODY = Body("a/body.yml", "a", "青石县交通运输局", "department")

TWINS = (
    ("2024年，通过政府网站发布政策解读材料[12]篇。", "全年通过政府门户网站公开政策解读信息[15]篇，数量偏少。"),
    ("全年主动公开政府信息[1,200]条，其中网站800条。", "本年度主动公开各类信息[1300]条，更新不及时。"),
    ("2024年，我局微信公众号推送信息[320]条，门户网站发布信息800条。", "全年微信公众号发布信息[302]条，互动不够。"),
    ("本年度召开新闻发布会[4]场。", "全年共举办新闻发布会[3]场，形式单一。"),
    ("全年组织开展政务公开业务培训[3]次。", "培训不够，全年开展政务公开业务培训[2]次。"),
    ("2024年，我局共答复网民留言[56]条。", "全年答复网民留言[６５]条，回复偏慢。"),
    ("全年收到政府信息公开申请[86]件。", "本年度共受理公开申请[68]件，数量上升，人手不足。"),
    ("办结申请[79]件。", "全年办结政府信息公开申请[76]件，力量不足。"),
)
OTHERS = (
    ("全年政府网站发布信息120条，微信公众号发布信息60条。", "全年抖音发布信息30条。县政府网站发布信息500条。"),
    ("2024年，县教育局发布政策解读12篇。", "2024年，县卫健局发布政策解读15篇。"),
    ("上半年公开政策解读12篇。全年公开政策解读30篇。", "截至6月底，公开政策解读13篇。"),
    ("2023年公开政策解读12篇。", "2024年公开政策解读30篇，较上年公开政策解读12篇有增长。"),
    ("全年召开会议3次，研究政务公开。", "全年召开会议5次，研究保密。"),
    ("财政信息公开领域，全年公开政策解读5篇。", "教育领域，全年公开政策解读6篇。"),
    ("2024年共回应网民留言30余条。", "2024年共回应网民留言36条。"),
    ("2024年，围绕学生资助，公开政策信息30条。", "2024年，围绕教师招聘，公开政策信息20条。"),
    ("2024年，在门户网站，公开政策信息30条；在微信公众号，公开政策信息20条。", "全年公开政策信息50条。"),
    ("全年公开政策解读12篇，其中，公开政策解读4篇。", "全年公开政策解读12条次。"),
)


def found(first: str, second: str) -> list[str]:
    """The codes of what is found in a report of these two texts, its tables still without figures."""
    form = BY_KEY["2021"]
    sections = (Section("overview", "一、总体情况", first), Section("problems", "五、存在的主要问题及改进情况", second))
    report = Report("a/2024.md", "a/2024.md", "2024年", 2024, date(2025, 1, 20), form.key, (), "", sections)
    return [f.code for f in check_statements(FiledReport(BODY, report, form))]


def bare(sentence: str) -> str:
    """A sentence with the figure that is marked in it, unmarked."""
    return sentence.replace("[", "").replace("]", "")


@pytest.mark.parametrize(("first", "second"), TWINS)
def test_one_thing_has_one_number(first: str, second: str) -> None:
    """Another number for the same thing is found where it stands second; the same number twice is right."""
    said = first.partition("[")[2].partition("]")[0]
    before, _, rest = second.partition("[")
    assert found(bare(first), bare(second)) == ["text.conflict"]
    assert found(bare(first), f"{before}{said}{rest.partition(']')[2]}") == []


@pytest.mark.parametrize(("first", "second"), OTHERS)
def test_another_thing_may_have_another_number(first: str, second: str) -> None:
    """Another channel, body, part of the year, topic or year, a rounded number, words that may be any: silence."""
    assert found(first, second) == []
