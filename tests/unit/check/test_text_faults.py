"""Texts that could stand in anybody's report."""

from disclosure.check.text_faults import check_text_faults
from tests.unit.check.filings import filed, section

ANYBODY = "各级部门通过多种渠道主动公开信息，多数单位能按期答复依申请公开，部分地区建立了制度，取得了一定的成效。"


def codes(form: str, year: int, key: str, draft: bool = False) -> list[str]:
    """The codes found in a report whose only section has nothing of its own."""
    filing = filed(form, year, sections=(section(key, ANYBODY),), draft=draft)
    return [finding.code for finding in check_text_faults(filing)]


def test_a_first_section_with_nothing_of_its_own() -> None:
    """It is reported where the report is finished and on a form that says what stands first."""
    assert codes("2021", 2022, "overview") == ["text.not-own"]
    assert codes("2021", 2022, "overview", draft=True) == []
    assert codes("legacy", 2007, "statistics") == []


def doubled(text: str) -> list[str]:
    """What is said to stand twice in a report of this text."""
    filing = filed("2021", 2024, sections=(section("overview", text),))
    return [str(finding.place[-1]) for finding in check_text_faults(filing) if finding.code == "text.doubled"]


def test_a_sentence_that_stands_twice() -> None:
    """A whole sentence is said once in a paragraph; short ones, and one in another paragraph, may come again."""
    once, other = "我局全年组织业务培训三次，参训八十人", "对疑难申请召开会商会"
    assert doubled(f"{once}。{once}。{other}。") == [once]
    assert doubled(f"{once}。{other}。{once}。") == [once]
    assert doubled(f"{once}。\n\n{once}。") == []
    assert doubled("规范办理。依法答复。规范办理。") == []


def test_a_report_of_the_year_is_no_doubled_word() -> None:
    """上一年度年度报告 says of which year the annual report is; 年度 alone is not said twice."""
    for text in ("上一年度年度报告", "本年度年度考核", "2023年度年度工作报告", "上一年度年度年报", "2024年度年度计划"):
        assert doubled(f"我局按时提交{text}。") == []
    assert doubled("我局本年度年度共收到申请。") == ["年度年度"]
