"""Summing reports: what they differ by is laid at the door of the one body that explains it."""

from datetime import date
from decimal import Decimal

import pytest
from msgspec.structs import replace

from disclosure.check.rollup import check_rollup
from disclosure.model.portal import Body, BodyReports, FiledReport
from disclosure.model.report import AuthoredRow, Cell, Explanation, Report, Table
from tests.support.forms import BY_KEY

ABOVE = Body("portal.yml", "", "样例县人民政府", "county", summary=True)
BELOW = tuple(Body(f"{key}/body.yml", key, name, "department") for key, name in (("a", "教育局"), ("b", "公安局")))


def filing(body: Body, received: list[int | None], year: int = 2022) -> FiledReport:
    """A report whose only table is that of disputes, with this as its first row."""
    shape = BY_KEY["2021"].tables["disputes"]
    first = tuple(Cell(None if n is None else Decimal(n)) for n in received)
    rows = (first, *(tuple(Cell(Decimal(0)) for _ in shape.column_keys) for _ in shape.row_keys[1:]))
    name = f"{body.folder}/{year}.md"
    report = Report(name, name, "", year, date(year + 1, 1, 20), "2021", (Table("disputes", rows),), "", ())
    return FiledReport(body, report, BY_KEY["2021"])


def told(*filings: FiledReport) -> list[tuple[str, str, str]]:
    """What the check says of these reports: code, place, message."""
    forms = (BY_KEY["2021"],)
    dossiers = {body: BodyReports(body, tuple(one for one in filings if one.body == body), forms) for body in (ABOVE, *BELOW)}
    above = replace(dossiers[ABOVE], below=tuple(dossiers[body] for body in BELOW))
    return [(found.code, found.target, found.message) for found in check_rollup(above)]


FIRST = "disputes.reconsideration.upheld"
NAME = "“行政复议”的“结果维持”现为"


@pytest.mark.parametrize(
    ("above", "first", "second", "expected"),
    [
        pytest.param([3, 0, 0, 0, 3], [1, 0, 0, 0, 1], [2, 0, 0, 0, 2], [], id="adds-up"),
        pytest.param(
            [1, 0, 0, 0, 1],
            [1, 0, 0, 0, 1],
            [2, 0, 0, 0, 2],
            [("rollup.unequal", FIRST, f"{NAME} 1，所属机构相加是 3，同表另有 1 格不符；像是漏加了“公安局”")],
            id="left-out",
        ),
        pytest.param(
            [5, 0, 0, 0, 5],
            [1, 0, 0, 0, 1],
            [2, 0, 0, 0, 2],
            [("rollup.unequal", FIRST, f"{NAME} 5，所属机构相加是 3，同表另有 1 格不符；像是重复加了“公安局”")],
            id="twice",
        ),
        pytest.param(
            [7, 0, 0, 0, 3],
            [1, 0, 0, 0, 1],
            [2, 0, 0, 0, 2],
            [("rollup.unequal", FIRST, f"{NAME} 7，所属机构相加是 3")],
            id="one-figure",
        ),
        pytest.param(
            [3, 0, 0, 0, 3],
            [1, 0, 0, 0, 1],
            [None, 0, 0, 0, 2],
            [("rollup.uncertain", "", "2022 年的汇总有 1 格无法核对：“公安局”的报告有空白")],
            id="blank",
        ),
        pytest.param(
            [0, 0, 0, 0, 3],
            [1, 0, 0, 0, 1],
            [None, 0, 0, 0, 2],
            [("rollup.unequal", FIRST, f"{NAME} 0，所属机构相加是 1")],
            id="no-blank-could-help",
        ),
    ],
)
def test_rollup(
    above: list[int | None], first: list[int | None], second: list[int | None], expected: list[tuple[str, str, str]]
) -> None:
    """A sum is right, off by a body, off by itself, or uncertain."""
    a, b = BELOW
    assert told(filing(ABOVE, above), filing(a, first), filing(b, second)) == expected


def test_a_missing_report() -> None:
    """A body without a report for the year is named; a figure below what the others have is wrong all the same."""
    assert told(filing(ABOVE, [3, 0, 0, 0, 3]), filing(BELOW[0], [1, 0, 0, 0, 1]), filing(BELOW[1], [2] * 5, 2021)) == [
        ("rollup.uncertain", "", "2022 年的汇总有 2 格无法核对：缺少“公安局”的报告")
    ]
    assert [code for code, _, _ in told(filing(ABOVE, [0, 0, 0, 0, 0]), filing(BELOW[0], [1, 0, 0, 0, 1]))] == ["rollup.unequal"]


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        pytest.param("", "uncertain", id="whole-report"),
        pytest.param("disputes", "uncertain", id="this-table"),
        pytest.param("disputes.reconsideration.total", "uncertain", id="a-cell-of-it"),
        pytest.param("requests", "unequal", id="another-table"),
    ],
)
def test_sums_over_faults_as_issued_are_uncertain(target: str, expected: str) -> None:
    """A sum over a table that was issued with faults can't be checked, larger or smaller; over others it can."""
    first = filing(BELOW[0], [1, 0, 0, 0, 2])
    issued = replace(first.report, as_published=(Explanation("total.unequal", target, "原文如此。"),))
    found = told(filing(ABOVE, [3, 0, 0, 0, 3]), replace(first, report=issued), filing(BELOW[1], [2, 0, 0, 0, 2]))
    assert [code for code, _, _ in found] == [f"rollup.{expected}"]
    if expected == "uncertain":
        assert found[0][2] == "2022 年的汇总有 1 格无法核对：“教育局”的报告照原文登载，数有错误"


def told_of(*parts: list[int], above: list[int], explained: bool = False) -> list[tuple[str, str, str]]:
    """What is found of a sum and of the bodies below it: file, code, cell."""
    names = [f"b{number}" for number, _ in enumerate(parts)]
    bodies = [Body(f"{name}/body.yml", name, name, "department") for name in names]
    first = filing(ABOVE, list(above))
    explanations = (Explanation("rollup.unequal", "", "口径不同。"),) if explained else ()
    summing = replace(first, report=replace(first.report, explanations=explanations))
    below = tuple(
        BodyReports(body, (filing(body, list(part)),), (first.format,)) for body, part in zip(bodies, parts, strict=True)
    )
    found = check_rollup(BodyReports(ABOVE, (summing,), (first.format,), below=below))
    return [(one.path, one.code, one.target.rpartition(".")[2]) for one in found]


UNEQUAL = ("/2022.md", "rollup.unequal", "upheld")


@pytest.mark.parametrize(
    ("above", "parts", "expected"),
    [
        pytest.param(
            [36, 0, 0, 0, 36],
            [[120, 0, 0, 0, 120], [24, 0, 0, 0, 24]],
            [UNEQUAL, ("b0/2022.md", "rollup.slip", "upheld")],
            id="digit-too-many",
        ),
        pytest.param(
            [51, 0, 0, 0, 51],
            [[38, 0, 0, 0, 38], [31, 0, 0, 0, 31]],
            [UNEQUAL, ("b1/2022.md", "rollup.slip", "upheld")],
            id="digits-swapped-beside-one-that-cannot-be",
        ),
        pytest.param(
            [26, 10, 2, 0, 38],
            [[14, 0, 7, 0, 21], [12, 3, 2, 0, 17]],
            [("/2022.md", "rollup.unequal", "corrected"), ("b0/2022.md", "rollup.slip", "other_result")],
            id="next-column",
        ),
        pytest.param(
            [36, 0, 0, 0, 36],
            [[120, 0, 0, 0, 12], [24, 0, 0, 0, 24]],
            [UNEQUAL, ("b0/2022.md", "rollup.slip", "upheld")],
            id="its-own-total-says-so",
        ),
        pytest.param([12, 0, 0, 0, 12], [[120, 0, 0, 0, 120], [0, 0, 0, 0, 0]], [UNEQUAL], id="sum-or-body"),
        pytest.param(
            [40, 0, 0, 0, 40], [[21, 0, 0, 0, 21], [21, 0, 0, 0, 21], [7, 0, 0, 0, 7]], [UNEQUAL], id="two-bodies-alike"
        ),
        pytest.param([36, 0, 0, 0, 144], [[120, 0, 0, 0, 120], [24, 0, 0, 0, 24]], [UNEQUAL], id="sum-contradicts-itself"),
        pytest.param([36, 0, 0, 0, 36], [[44, 0, 0, 0, 44], [24, 0, 0, 0, 24]], [UNEQUAL], id="no-slip"),
    ],
)
def test_a_slip_in_a_body(above: list[int], parts: list[list[int]], expected: list[tuple[str, str, str]]) -> None:
    """The one body whose figure looks mistyped is named at its cell; where two or none do, or the sum itself does, none is."""
    assert told_of(*parts, above=above) == expected


def test_what_the_sum_explains_is_no_slip() -> None:
    """Where the summing report says why it differs, the bodies hear nothing; the filter after the checks drops the rest."""
    assert told_of([120, 0, 0, 0, 120], [24, 0, 0, 0, 24], above=[36, 0, 0, 0, 36], explained=True) == [UNEQUAL]


def test_a_report_that_cannot_be_read_is_not_missing() -> None:
    """A body whose file is there but can't be read, or is a draft, is not said to lack its report."""
    here = BodyReports(BELOW[0], (filing(BELOW[0], [1, 0, 0, 0, 1]),), ())
    broken = BodyReports(BELOW[1], (), (), unread=("b/2022.md",))
    above = BodyReports(ABOVE, (filing(ABOVE, [3, 0, 0, 0, 3]),), (), below=(here, broken))
    assert [one.message for one in check_rollup(above)] == ["2022 年的汇总有 2 格无法核对：“公安局”的报告读不出或还是草稿"]


@pytest.mark.parametrize(
    ("closed", "found"), [(0, ["rollup.uncertain"]), (2022, ["rollup.uncertain"]), (2021, ["rollup.unequal"])]
)
def test_a_body_that_is_closed_is_not_missed(closed: int, found: list[str]) -> None:
    """A sum does not wait for the report of a body that owes none, so a larger one is wrong."""
    here = BodyReports(BELOW[0], (filing(BELOW[0], [1, 0, 0, 0, 1]),), ())
    gone = BodyReports(replace(BELOW[1], closed=closed), (), ())
    above = BodyReports(ABOVE, (filing(ABOVE, [3, 0, 0, 0, 3]),), (), below=(here, gone))
    assert [one.code for one in check_rollup(above)] == found


def test_a_figure_in_the_next_cell_beside_a_blank_of_another() -> None:
    """Half of such a slip could be a blank elsewhere; the other half can't, and both together are the slip."""
    a, b = BELOW
    found = told(filing(ABOVE, [14, 9, 0, 0, 23]), filing(a, [14, 2, 7, 0, 23]), filing(b, [0, None, 0, 0, 0]))
    assert [code for code, _, _ in found] == ["rollup.unequal", "rollup.uncertain"]
    found = told(filing(ABOVE, [14, 7, 1, 0, 22]), filing(a, [14, 0, 7, 0, 21]), filing(b, [0, None, 1, 0, 1]))
    assert [(code, at) for code, at, _ in found] == [
        ("rollup.unequal", "disputes.reconsideration.other_result"),
        ("rollup.slip", "disputes.reconsideration.other_result"),
    ]


def test_rows_of_their_own_are_no_sum() -> None:
    """Statistics of years before 2019, whose rows each body chose itself, are not held against each other."""

    def statistics(body: Body, *labels: str) -> FiledReport:
        rows = tuple(AuthoredRow(0, label, "条") for label in labels)
        table = Table("statistics", ((Cell(Decimal(1)), Cell(Decimal(2))),) * len(labels), rows)
        name = f"{body.folder}/2017.md"
        report = Report(name, name, "", 2017, date(2018, 1, 20), "legacy", (table,), "", ())
        return FiledReport(body, report, BY_KEY["legacy"])

    a, b = BELOW
    assert told(statistics(ABOVE, "主动公开", "收到申请"), statistics(a, "收到申请", "主动公开"), statistics(b, "主动公开")) == []
