"""What an author explains is dropped; an explanation that matches nothing is reported, with what it may have meant."""

import pytest

from disclosure.check.explanations import apply_explanations
from disclosure.model.finding import Finding
from disclosure.model.portal import FiledReport
from disclosure.model.report import Explanation
from tests.unit.check.filings import filed

CELL = ("tables", "requests", "brought_forward", "natural_person")
BROKEN = Finding("carry-over.unequal", "", "2021.md", CELL)
LATE = Finding("published.late", "", "2021.md", ("published",))
ELSEWHERE = Finding("carry-over.unequal", "", "2020.md", ("tables", "requests", "brought_forward", "other"))
WRONG = Finding("total.unequal", "", "2021.md", CELL)


def explained(code: str, target: str = "") -> FiledReport:
    """The report of 2021, which explains a finding."""
    return filed("2021", explanations=(Explanation(code, target, "原因。"),))


@pytest.mark.parametrize(
    ("code", "target", "left"),
    [
        pytest.param("carry-over.unequal", "", (LATE, ELSEWHERE, WRONG), id="any"),
        pytest.param("carry-over.unequal", "requests.brought_forward.natural_person", (LATE, ELSEWHERE, WRONG), id="cell"),
        pytest.param("carry-over.unequal", "requests.brought_forward", (LATE, ELSEWHERE, WRONG), id="row"),
        pytest.param("carry-over.unequal", "requests", (LATE, ELSEWHERE, WRONG), id="table"),
        pytest.param("published.late", "", (BROKEN, ELSEWHERE, WRONG), id="another-code"),
    ],
)
def test_what_is_explained_is_dropped(code: str, target: str, left: tuple[Finding, ...]) -> None:
    """An explanation drops the findings of its code in its report, at its place and below it."""
    assert apply_explanations((BROKEN, LATE, ELSEWHERE, WRONG), (explained(code, target),)) == left


@pytest.mark.parametrize(
    ("code", "target", "finding", "message", "hint"),
    [
        pytest.param(
            "carry-over.unequal",
            "requests.brought_forward.natural",
            "explain.unmatched",
            "“carry-over.unequal@requests.brought_forward.natural”没有对应的提示",
            "写成 carry-over.unequal@requests.brought_forward.natural_person",
            id="another-place",
        ),
        pytest.param(
            "published.late",
            "requests",
            "explain.unmatched",
            "“published.late@requests”没有对应的提示",
            "问题已经改正的，删去 published.late@requests 一行",
            id="a-finding-without-a-cell",
        ),
        pytest.param(
            "figures.jump",
            "",
            "explain.unmatched",
            "“figures.jump”没有对应的提示",
            "问题已经改正的，删去 figures.jump 一行",
            id="no-such-finding",
        ),
        pytest.param(
            "total.unequal",
            "",
            "explain.refused",
            "“总计不等于各项之和”不能用说明代替改正",
            "删去 explain 中的 total.unequal 一行，改正所指的问题；以前印发的原文就是这样的，"
            "写 as_published: {total.unequal: 原文如此} 和 source: 原载的网址",
            id="may-not-be-explained",
        ),
        pytest.param(
            "carry-over.uneqal",
            "",
            "explain.unmatched",
            "没有“carry-over.uneqal”这个代码",
            "是不是“carry-over.unequal”？",
            id="misspelt",
        ),
    ],
)
def test_an_explanation_that_drops_nothing_is_reported(code: str, target: str, finding: str, message: str, hint: str) -> None:
    """An explanation that matches no finding is reported at its key; all findings stay."""
    found = (ELSEWHERE, BROKEN, LATE, WRONG)
    key = f"{code}@{target}" if target else code
    about = Finding(finding, message, "2021.md", ("explain", key, ""), hint=hint)
    assert apply_explanations(found, (explained(code, target),)) == (*found, about)


def test_an_explanation_waits_while_sums_cannot_be_checked() -> None:
    """Where a body below is held or its report is missing, nobody knows whether the sums would differ."""
    uncertain = Finding("rollup.uncertain", "", "2021.md", ("tables", ""))
    assert apply_explanations((uncertain,), (explained("rollup.unequal"),)) == (uncertain,)
    elsewhere = Finding("rollup.uncertain", "", "2020.md", ("tables", ""))
    assert [one.code for one in apply_explanations((elsewhere,), (explained("rollup.unequal"),))] == [
        "rollup.uncertain",
        "explain.unmatched",
    ]
