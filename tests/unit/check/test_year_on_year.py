"""A report beside last year's: figures that jump, and texts that were copied."""

from decimal import Decimal

import pytest
from msgspec.structs import replace

from disclosure.check.year_on_year import check_jumps, check_repetition, check_same_figures
from disclosure.model.portal import Body, FiledReport
from disclosure.model.report import Cell, Table
from tests.support.forms import BY_KEY, report_of
from tests.support.portal import ROOT
from tests.unit.check.filings import filed, section

FORM = BY_KEY["2021"].tables["disputes"]
TEXT = (
    "全面推进政务公开，落实条例要求，编制公开目录。" * 3 + "本年度公开信息120条，答复申请10件，群众满意率为95%，比上年有所提高。"
)
OTHER = "认真梳理工作中的不足，围绕群众关心的事项补齐短板。" * 3 + "明年将健全制度，加强培训，做好依申请公开和政策解读工作。"


def two_years(key: str, text: str, before: str, form: str = "2021") -> FiledReport:
    """A report whose section has this text, after one that had another."""
    return filed(form, 2022, previous=filed(form, 2021, sections=(section(key, before),)), sections=(section(key, text),))


@pytest.mark.parametrize(
    ("key", "text", "before", "share"),
    [
        pytest.param("overview", TEXT, TEXT, "100%", id="the-same"),
        pytest.param("overview", TEXT.replace("120", "130").replace("95%", "96%"), TEXT, "100%", id="with-other-figures"),
        pytest.param("problems_and_improvements", TEXT, TEXT, "100%", id="section-five"),
        pytest.param("overview", OTHER, TEXT, None, id="another-text"),
        pytest.param("other_matters", TEXT, TEXT, None, id="a-section-that-may-repeat"),
        pytest.param("overview", TEXT[:80], TEXT[:80], None, id="a-formula"),
        pytest.param("overview", TEXT + OTHER, TEXT, None, id="much-longer"),
        pytest.param("overview", TEXT, TEXT + OTHER, None, id="much-shorter"),
    ],
)
def test_a_text_that_repeats(key: str, text: str, before: str, share: str | None) -> None:
    """The sections that are to be written anew are reported where they are last year's, at their heading."""
    found = list(check_repetition(two_years(key, text, before)))
    words = f"“# {key}”有 {share} 的文字与 2021 年的相同"
    assert [(one.code, one.message, one.place) for one in found] == ([("text.repeated", words, ("#", 0))] if share else [])


def test_free_chapters_may_repeat() -> None:
    """On a form without official sections nothing is compared, nor is the first report of a body."""
    assert list(check_repetition(two_years("overview", TEXT, TEXT, "legacy"))) == []
    assert list(check_repetition(filed("2021", 2022, sections=(section("overview", TEXT),)))) == []


def disputes(number: str) -> Table:
    """The disputes, so many of them reconsiderations."""
    nothing = Cell(Decimal(0))
    rows = tuple((*[nothing] * 4, Cell(Decimal(number)) if key == "reconsideration" else nothing) for key in FORM.row_keys)
    return Table("disputes", rows)


@pytest.mark.parametrize(
    ("then", "now", "jumps"),
    [
        pytest.param("10", "50", False, id="five-times"),
        pytest.param("10", "51", True, id="more-than-five-times"),
        pytest.param("50", "10", False, id="a-fifth"),
        pytest.param("51", "10", True, id="less-than-a-fifth"),
        pytest.param("0", "29", False, id="too-few-to-tell"),
        pytest.param("0", "30", True, id="enough-to-tell"),
        pytest.param("30", "0", True, id="down-to-nothing"),
    ],
)
def test_a_figure_that_jumps(then: str, now: str, jumps: bool) -> None:
    """A figure is named where it is more than five times last year's or less than a fifth, and large enough."""
    filing = filed("2021", 2022, previous=filed("2021", 2021, tables=(disputes(then),)), tables=(disputes(now),))
    message = f"与 2021 年相比变化超过 5 倍：“行政复议”由 {then} 变为 {now}"
    expected = [("figures.jump", message, "disputes.reconsideration.total")] if jumps else []
    assert [(one.code, one.message, one.target) for one in check_jumps(filing)] == expected
    assert list(check_jumps(replace(filing, previous=None))) == []


def test_figures_that_are_all_last_years() -> None:
    """Tables that are the same in every cell are told, unless next to nothing is filled in or the form is another."""
    report = report_of((ROOT / "tests" / "cases" / "base" / "2022.md").read_bytes(), "2022.md")
    body, form = Body("body.yml", "", "样例镇", "township"), BY_KEY["2021"]
    last = FiledReport(body, replace(report, year=2021), form)
    other = FiledReport(body, replace(report, year=2021, figures_digest="other"), form)
    empty = replace(report, tables=(), figures_digest=report.figures_digest)
    found = [
        [finding.code for finding in check_same_figures(FiledReport(body, now, form, previous=before))]
        for now, before in ((report, last), (report, other), (report, None), (empty, last))
    ]
    assert found == [["figures.repeated"], [], [], []]
