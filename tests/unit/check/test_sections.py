"""The headings of a report are its form's, and its texts speak of what the form asks for."""

from datetime import date

import pytest

from disclosure.check.sections import check_headings, check_texts, plain_length
from disclosure.model.finding import Finding, Place
from disclosure.model.form import Format, Heading, SectionForm, TableForm, Topic
from disclosure.model.portal import Body, FiledReport
from disclosure.model.report import Report, Section

TABLE = TableForm("t", "表", (Heading("甲", "a"),), (Heading("数", "n"),))
TOPICS = (
    Topic("text.overview-topics", "台账", ("台账", "登记簿", "清册", "目录册", "总账")),
    Topic("text.overview-topics", "考核", ("考核",), kinds=("county",)),
    Topic("text.problems", "问题", ("问题", "不足"), advice="写一句问题"),
)
SECTIONS = (
    SectionForm("first", "一、总的情况", topics=TOPICS, at_most=20),
    SectionForm("second", "二、办件情况", (TABLE,), also=("办件",)),
    SectionForm("third", "三、其他事项"),
)
KEYS = {section.heading: section.key for section in SECTIONS} | {"办件": "second"}


def filing(*sections: tuple[str, str], preamble: str = "", kind: str = "township", draft: bool = False) -> FiledReport:
    """A report with these headings and texts."""
    written = tuple(Section(KEYS.get(heading, ""), heading, text) for heading, text in sections)
    form = Format("f", "格式", "", 2020, 2030, sections=SECTIONS, digest="f")
    report = Report("2021.md", "2021.md", "", 2021, date(2022, 1, 5), "f", (), preamble, written, draft=draft)
    return FiledReport(Body("portal.yml", "", "甲镇", kind), report, form)


def headings(*names: str, preamble: str = "") -> list[tuple[str, Place, str, str]]:
    """What is wrong with a report of these headings: code, place, words, hint."""
    found = check_headings(filing(*((name, "有。") for name in names), preamble=preamble))
    return [(one.code, one.place, one.message, one.hint) for one in found]


ONE, TWO, THREE = (section.heading for section in SECTIONS)


@pytest.mark.parametrize(
    ("names", "found"),
    [
        pytest.param((ONE, TWO, THREE), [], id="sound"),
        pytest.param((ONE, TWO), [("section.missing", ("#", 2), f"缺少“{THREE}”", f"在这里加上一行：## {THREE}")], id="last-missing"),
        pytest.param((TWO, THREE), [("section.missing", ("#", 0), f"缺少“{ONE}”", f"在这里加上一行：## {ONE}")], id="first-missing"),
        pytest.param((ONE, THREE), [("section.missing", ("#", 1), f"缺少“{TWO}”", f"在这里加上一行：## {TWO}")], id="one-between-missing"),
        pytest.param((ONE, "办件", THREE), [("section.wording", ("#", 1), "“办件”与模板的标题不同", f"改成“## {TWO}”；保留原来说法的，写 explain: {{section.wording: 原因}}")], id="other-wording"),
        pytest.param((ONE, TWO, TWO, THREE), [("section.duplicate", ("#", 2), f"“{TWO}”出现了两次", f"把这里的文字并到前一个“{TWO}”下，删去这一行“## {TWO}”")], id="twice"),
        pytest.param((ONE, "二、办事情况", THREE), [("section.unknown", ("#", 1), "“二、办事情况”不是规定的标题", f"应为“## {TWO}”")], id="misspelt"),
        pytest.param((ONE, TWO, "附件", THREE), [("section.unknown", ("#", 2), "“附件”不是规定的标题", "格式规定的各部分以外的标题写成“### 附件”")], id="unlike-any"),
        pytest.param((TWO, ONE, THREE), [("section.order", ("#", 0), f"顺序不对：这里应是“{ONE}”", f"把“{TWO}”和它下面的文字移到“{ONE}”之后")], id="first-two-swapped"),
        pytest.param((ONE, THREE, TWO), [("section.order", ("#", 1), f"顺序不对：这里应是“{TWO}”", f"把“{THREE}”和它下面的文字移到“{TWO}”之后")], id="last-two-swapped"),
        pytest.param((THREE, ONE, TWO), [("section.order", ("#", 0), f"顺序不对：这里应是“{ONE}”", f"把“{THREE}”和它下面的文字移到“{TWO}”之后")], id="last-first"),
    ],
)  # fmt: skip
def test_headings(names: tuple[str, ...], found: list[tuple[str, Place, str, str]]) -> None:
    """Each heading that is missing, twice, elsewhere or otherwise is one finding at its place."""
    assert headings(*names) == found


@pytest.mark.parametrize("line", [f"### {THREE}", f"**{THREE}**", f"　{THREE} "])
def test_a_heading_of_another_kind(line: str) -> None:
    """A missing section is found where its heading was written otherwise, before all others or below one."""
    message, hint = f"“{THREE}”没有写成二级标题", f"写成：## {THREE}"
    assert headings(ONE, TWO, preamble=f"序\n{line}\n") == [("section.unknown", ("#", -1, line.strip()), message, hint)]
    written = filing((ONE, "有。"), (TWO, f"甲\n{line}\n乙"))
    assert list(check_headings(written)) == [Finding("section.unknown", message, "2021.md", ("#", 1, line.strip()), hint=hint)]


def texts(*sections: tuple[str, str], kind: str = "township", draft: bool = False) -> list[tuple[str, Place, str, str]]:
    """What is wrong with the texts of a report."""
    found = check_texts(filing(*sections, kind=kind, draft=draft))
    return [(one.code, one.place, one.message, one.hint) for one in found]


EMPTY = (
    "section.empty",
    ("#", 0),
    f"“{THREE}”下没有文字",
    "在标题下写上内容；确实没有的，用一句话说明，例如：本年度没有这方面的情况。",
)


@pytest.mark.parametrize(
    ("section", "kind", "found"),
    [
        pytest.param((ONE, "建了台账，仍有不足。"), "township", [], id="sound"),
        pytest.param((ONE, "建了台账，考核过，仍有不足。"), "county", [], id="sound-of-a-county"),
        pytest.param((ONE, "建了台账，仍有不足。"), "county", [("text.overview-topics", ("#", 0), f"“{ONE}”没有提到：考核", "补写这些方面；各写到一个词就算：“考核”")], id="asked-of-some"),
        pytest.param((ONE, "仍有不足。"), "county", [("text.overview-topics", ("#", 0), f"“{ONE}”没有提到：台账、考核", "补写这些方面；各写到一个词就算：“台账”、“登记簿”、“清册”、“目录册”；“考核”")], id="two-topics"),
        pytest.param((ONE, "建了台账。"), "township", [("text.problems", ("#", 0), f"“{ONE}”没有提到：问题", "写一句问题")], id="with-advice"),
        pytest.param((ONE, "建了台账，不存在任何问题。"), "township", [("text.problems", ("#", 0, "不存在任何问题"), f"“{ONE}”没有提到：问题", "写一句问题")], id="denied"),
        pytest.param((ONE, "建了台账，无问题，仍有不足。"), "township", [], id="denied-and-named"),
        pytest.param((ONE, "台账" * 8 + "不足。甲"), "township", [], id="as-long-as-may-be"),
        pytest.param((ONE, "**台账** " + "台账" * 7 + "不足。甲乙"), "township", [("text.overview-length", ("#", 0), f"“{ONE}”有 21 字，原则上不超过 20 字", "精简 1 字以上；确需保留的，写 explain: {text.overview-length: 原因}")], id="one-too-long"),
        pytest.param((THREE, " \n"), "township", [EMPTY], id="empty"),
        pytest.param((TWO, ""), "township", [], id="empty-beside-a-table"),
        pytest.param(("附件", ""), "township", [], id="empty-below-an-unknown-heading"),
    ],
)  # fmt: skip
def test_texts(section: tuple[str, str], kind: str, found: list[tuple[str, Place, str, str]]) -> None:
    """A section says something, is not too long, and speaks of each topic that its form asks of such a body."""
    assert texts(section, kind=kind) == found


def test_texts_of_a_draft_and_in_two_places() -> None:
    """A draft may lack words; the texts of a section given twice are taken together, and judged once."""
    assert texts((THREE, ""), draft=True) == []
    assert texts((ONE, "建了台账。"), (ONE, "仍有不足。")) == []
    assert [one[:2] for one in texts((ONE, "无。"), (ONE, "无。"))] == [
        ("text.overview-topics", ("#", 0)),
        ("text.problems", ("#", 0)),
    ]


@pytest.mark.parametrize(
    ("text", "length"),
    [
        pytest.param("一二 三\n四", 4, id="blanks"),
        pytest.param("# 一\n> *二*_三_`四`|~-", 4, id="signs"),
        pytest.param("见[附件](http://x.cn/a.html)和![图](a.png)", 5, id="links"),
    ],
)
def test_length(text: str, length: int) -> None:
    """Characters are counted as people count them, without markup and addresses."""
    assert plain_length(text) == length
