"""What a text states against the tables: sentences of many phrasings, each with right and with wrong figures."""

import re
from datetime import date
from decimal import Decimal

import pytest
from msgspec.structs import replace

from disclosure.check.statements import check_statements
from disclosure.model.form import TableForm
from disclosure.model.portal import Body, FiledReport
from disclosure.model.report import Cell, Report, Section, Table
from tests.support.forms import BY_KEY
from tests.support.sentences import CLOSED, DENIED, OTHER_MATTERS, STATED, UPHELD

FORM = BY_KEY["2021"]
BODY = Body("a/body.yml", "a", "临河县水务局", "department")
FIGURES: dict[str, dict[str, list[str]]] = {
    "article_20_1": {"normative_documents": ["8", "5", "47"]},
    "article_20_5": {"licenses": ["320"]},
    "article_20_6": {"penalties": ["64"], "coercive_measures": ["6"]},
    "article_20_8": {"administrative_fees": ["36.8"]},
    "requests": {
        "received": ["71", "12", "0", "0", "3", "0", "86"],
        "brought_forward": ["5", "0", "0", "0", "0", "0", "5"],
        "processed.granted": ["36", "4", "0", "0", "1", "0", "41"],
        "processed.granted_in_part": ["12", "2", "0", "0", "0", "0", "14"],
        "processed.refused.internal_affairs": ["8", "1", "0", "0", "0", "0", "9"],
        "processed.unavailable.not_held": ["8", "2", "0", "0", "1", "0", "11"],
        "processed.not_handled.repeated": ["3", "0", "0", "0", "0", "0", "3"],
        "processed.otherwise_closed.other": ["0", "1", "0", "0", "0", "0", "1"],
        "processed.total": ["67", "10", "0", "0", "2", "0", "79"],
        "carried_forward": ["9", "2", "0", "0", "1", "0", "12"],
    },
    "disputes": {
        "reconsideration": ["4", "0", "1", "2", "7"],
        "litigation_direct": ["1", "0", "0", "0", "1"],
        "litigation_after_reconsideration": ["1", "0", "1", "0", "2"],
    },
}
NOTHING_CARRIED_OVER = FIGURES | {
    "requests": FIGURES["requests"]
    | {
        "processed.granted": ["45", "6", "0", "0", "2", "0", "53"],
        "processed.total": ["76", "12", "0", "0", "3", "0", "91"],
        "carried_forward": ["0", "0", "0", "0", "0", "0", "0"],
    }
}
KEYS = {
    "N": "86", "NN": "71", "LN": "15", "EN": "12", "P": "5", "T": "79", "TN": "67", "C": "12", "G": "41", "GP": "14", "RF": "9", "U": "11",
    "NH": "3", "OC": "1", "RV": "7", "RVC": "5", "RVU": "4", "RVP": "2", "LS": "3", "LSD": "1", "LSA": "2", "I": "8", "R": "5", "F": "47",
    "LI": "320", "PE": "64", "CM": "6", "FE": "36.8", "N+P": "91", "T-P": "74", "G+GP": "55", "RV+LS": "10", "S": "51.9",
}  # fmt: skip
WRITTEN = {"N:wide": ("８６", "８９"), "N:written": ("八十六", "九十八"), "FE:yuan": ("368000", "386000")}


def table(shape: TableForm, rows: dict[str, list[str]]) -> Table:
    """A table with these rows, 0 in all others."""
    empty = ["0"] * len(shape.column_keys)
    return Table(shape.key, tuple(tuple(Cell(Decimal(n)) for n in rows.get(key, empty)) for key in shape.row_keys))


def found(text: str, figures: dict[str, dict[str, list[str]]]) -> list[str]:
    """The codes of what is found in a report of one sentence, below the heading about requests."""
    return [finding.code for finding in check_statements(filed(text, figures))]


def filed(text: str, figures: dict[str, dict[str, list[str]]]) -> FiledReport:
    """A report of one sentence, below the heading about requests."""
    tables = tuple(table(shape, figures.get(key, {})) for key, shape in FORM.tables.items())
    section = Section("overview", "一、总体情况", f"（二）依申请公开。{text}")
    report = Report("a/2024.md", "a/2024.md", "2024年", 2024, date(2025, 1, 20), FORM.key, tables, "", (section,))
    return FiledReport(BODY, report, FORM)


def said(sentence: str, wrong: bool = False) -> str:
    """The sentence with its figures, the one in square brackets right or wrong."""
    sentence = re.sub(r"\{([A-Z+-]+)\}", lambda key: KEYS[key[1]], sentence)
    sentence = re.sub(r"\[(\w+:\w+)\]", lambda key: WRITTEN[key[1]][wrong], sentence)
    return re.sub(r"\[([A-Z+-]+)\]", lambda key: str(Decimal(KEYS[key[1]]) + 3) if wrong else KEYS[key[1]], sentence)


@pytest.mark.parametrize("sentence", STATED)
def test_a_figure_is_the_one_of_the_table(sentence: str) -> None:
    """With the figures of the tables a sentence is right; with another it is reported."""
    assert found(said(sentence), FIGURES) == []
    assert "text.figure" in found(said(sentence, wrong=True), FIGURES)


@pytest.mark.parametrize("sentence", DENIED)
def test_a_denial_is_of_what_the_tables_count(sentence: str) -> None:
    """That there was nothing is right where the tables have nothing, and reported where they have something."""
    assert found(sentence, {}) == []
    assert set(found(sentence, FIGURES)) == {"text.denied"}


@pytest.mark.parametrize("sentence", CLOSED)
def test_all_is_done_only_where_nothing_is_carried_over(sentence: str) -> None:
    """That all requests are done is reported where some are carried over."""
    assert found(said(sentence), NOTHING_CARRIED_OVER) == []
    assert found(said(sentence), FIGURES) == ["text.denied"]


@pytest.mark.parametrize("sentence", UPHELD)
def test_all_went_one_way_only_where_none_is_pending(sentence: str) -> None:
    """That all disputes were upheld or closed is reported where some are pending."""
    assert found(said(sentence), FIGURES) == ["text.denied"]


@pytest.mark.parametrize(
    ("sentence", "number"),
    [
        ("本年度未收到政府信息公开申请。", 86),
        ("收到的申请全部办结。", 12),
        ("政府信息公开申请办结率100%。", 12),
        ("行政复议均已审结。", 2),
        ("行政诉讼{LS}件，均获维持。", 1),
        ("不予处理的{NH}件申请均系信访举报投诉类申请。", 3),
    ],
)
def test_the_hint_of_a_denial_is_how_many_there_are(sentence: str, number: int) -> None:
    """Where the text has no number, the hint says which one to write."""
    (finding,) = check_statements(filed(said(sentence), FIGURES))
    assert finding.hint.partition("；表错的")[0] == f"先核对台账：正文错的，写明 {number} 件"


@pytest.mark.parametrize("sentence", OTHER_MATTERS)
def test_what_is_about_something_else_is_left_alone(sentence: str) -> None:
    """A part, a channel, another year, another office or matter, and what agrees with the tables: silence."""
    assert found(said(sentence), FIGURES) == []


@pytest.mark.parametrize("sentence", STATED)
def test_whoever_follows_the_hint_is_done(sentence: str) -> None:
    """A hint that names two numbers says what to type: with the second in the place of the first nothing is left to say."""
    filing = filed(said(sentence, wrong=True), FIGURES)
    for finding in check_statements(filing):
        named = re.search(r"把 ([\d.]+) 改为 ([\d.]+)；", finding.hint)
        words = str(finding.place[-1])
        if named and words.count(named[1]) == 1:
            right = said(sentence, wrong=True).replace(words, words.replace(named[1], named[2]))
            assert found(right, FIGURES) == []


def test_a_count_before_respectively_is_read() -> None:
    """Where no counts follow 分别, the one before it is as much a count as any other."""
    assert found(said("全年共收到政府信息公开申请[N]件分别予以登记。"), FIGURES) == []
    assert found(said("全年共收到政府信息公开申请[N]件分别予以登记。", wrong=True), FIGURES) == ["text.figure"]


def test_a_denial_of_one_kind_of_applicant_is_of_no_other() -> None:
    """That no person asked is right where only companies did."""
    asked = ["0", "12", "0", "0", "0", "0", "12"]
    companies_only = {"requests": {"received": asked, "carried_forward": asked}}
    assert found("本年度我局未收到个人申请。", companies_only) == []
    assert found("本年度我局未收到个人申请。", FIGURES) == ["text.denied"]


def test_a_count_of_last_year_is_the_one_of_last_years_report() -> None:
    """What is said of the year before is held against its report."""
    filing = filed(f"上年收到政府信息公开申请{KEYS['N']}件。", FIGURES)
    before = replace(filing, report=replace(filing.report, year=2023, path="a/2023.md"))
    assert list(check_statements(replace(filing, previous=before))) == []
    wrong = replace(filed("上年收到政府信息公开申请80件。", FIGURES), previous=before)
    assert [(one.code, one.message, one.hint) for one in check_statements(wrong)] == [
        (
            "text.growth",
            "正文说上一年“上年收到政府信息公开申请80件”，2023 年的报告里“新收申请”是 86",
            "核对 a/2023.md；正文错的，把 80 改为 86；说的不是同一件事的，写 explain: {text.growth: 原因}",
        )
    ]


@pytest.mark.parametrize("begin", ["2023年", "截至2023年底"])
def test_this_years_figure_under_last_years_date(begin: str) -> None:
    """It is told with the year to write."""
    (found,) = check_statements(filed(f"{begin}，我局收到政府信息公开申请86件。", FIGURES))
    assert found.message == "正文说 2023 年“我局收到政府信息公开申请86件”，这正是本年表中的数，像是沿用了上一年的年份"
    assert found.hint == "把 2023年 改为 2024年；说的确是上一年的，写 explain: {year.text: 原因}"


@pytest.mark.parametrize(
    ("right", "wrong", "code"),
    [
        ("重复申请{NH}件；不予处理的{NH}件申请均系重复申请。", "不予处理的{NH}件申请均系信访举报投诉类申请。", "text.denied"),
        (
            "召开发布会十二场，其中局长出席三场、科长出席九场。",
            "召开发布会十二场，其中局长出席三场、科长出席十场。",
            "text.parts",
        ),
        ("访问量由上年的8万人次增长到9万人次。", "访问量由上年的8万人次增长到6万人次。", "text.growth"),
        ("投诉由上年的30件下降到20件。", "投诉由上年的20件下降到30件。", "text.growth"),
        ("投诉由上年的30件上升到31件。", "投诉由上年的31件上升到30件。", "text.growth"),
    ],
)
def test_what_is_said_of_each_or_against_itself(right: str, wrong: str, code: str) -> None:
    """Whole and parts in written numbers, what grows to less, and of which kind those counted are."""
    assert found(said(right), FIGURES) == []
    assert found(said(wrong), FIGURES) == [code]


def test_whose_requests_are_told_behind_those_that_all_went_one_way() -> None:
    """They are not taken for those that went that way."""
    requests = FIGURES["requests"] | {
        "processed.granted": ["36", "10", "0", "0", "1", "0", "47"],
        "processed.granted_in_part": ["12", "0", "0", "0", "0", "0", "12"],
        "processed.refused.internal_affairs": ["8", "0", "0", "0", "0", "0", "8"],
        "processed.unavailable.not_held": ["8", "0", "0", "0", "1", "0", "9"],
        "processed.otherwise_closed.other": ["0", "0", "0", "0", "0", "0", "0"],
    }
    text = "办结申请79件。79件中，个人申请67件，企业申请10件；企业的10件均予以公开，个人的67件中予以公开36件、部分公开12件。"
    assert found(text, FIGURES | {"requests": requests}) == []


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("县政府本年新收公开申请86件，无上年结转件。", ["text.denied"]),
        ("县政府本年新收公开申请60件，无上年结转件。", []),
        ("全县新收公开申请86件。县政府无上年结转件。", []),
        ("县政府办公室会同各部门办理公开申请，新收86件，其中县政府收到40件。办结79件。", []),
    ],
)
def test_a_denial_of_a_government_that_told_the_whole_areas_count(text: str, codes: list[str]) -> None:
    """It is of the area where a count of the same name is; else maybe of the government's own office."""
    county = replace(filed(text, FIGURES), body=Body("a/body.yml", "a", "临河县人民政府", "county"))
    assert [one.code for one in check_statements(county)] == codes
