"""Whoever follows a hint makes nothing worse: what a hint says to type never brings a finding that was not there."""

import re
from datetime import date
from decimal import Decimal
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure.check.identities import check_identities
from disclosure.model.finding import Finding, Place
from disclosure.model.portal import Body, BodyReports, FiledReport
from disclosure.model.report import Cell, Report, Table
from tests.support.effort import tried
from tests.support.forms import BY_KEY

BODY = Body("portal.yml", "", "样例镇人民政府", "township")
FORM = BY_KEY["2021"]
REQUESTS = FORM.tables["requests"]
COLUMNS = len(REQUESTS.column_keys) - 1
OUTCOMES = [key for key in REQUESTS.row_keys if key.startswith("processed.") and key != "processed.total"]


class Cellmark(NamedTuple):
    """A cell of one year's table."""

    year: int
    row: str
    column: str


Figures = dict[Cellmark, Decimal | None]


def right_figures(entered: dict[str, list[int]], carried: list[list[int]]) -> Figures:
    """Two years' tables in which everything adds up, the second going on from the first."""
    figures: Figures = {}
    for year, into, out in ((2022, [0] * COLUMNS, carried[0]), (2023, carried[0], carried[1])):
        rows = {key: entered.get(key, [0] * COLUMNS) for key in OUTCOMES}
        total = [sum(column) for column in zip(*rows.values(), strict=True)]
        total = [max(t, i - o) for t, i, o in zip(total, into, out, strict=True)]
        rows["processed.otherwise_closed.other"] = [
            t - sum(rows[key][n] for key in OUTCOMES if key != "processed.otherwise_closed.other") for n, t in enumerate(total)
        ]
        rows |= {"processed.total": total, "carried_forward": out, "brought_forward": into}
        rows["received"] = [t + o - i for t, o, i in zip(total, out, into, strict=True)]
        for row, cells in rows.items():
            for column, cell in zip(REQUESTS.column_keys, (*cells, sum(cells)), strict=True):
                figures[Cellmark(year, row, column)] = Decimal(cell)
    return figures


def findings(figures: Figures) -> list[Finding]:
    """What is found in the two reports."""
    before: FiledReport | None = None
    filed = []
    for year in (2022, 2023):
        rows = tuple(
            tuple(Cell(figures[Cellmark(year, row, column)]) for column in REQUESTS.column_keys) for row in REQUESTS.row_keys
        )
        report = Report(f"{year}.md", f"{year}.md", "", year, date(year + 1, 1, 20), "2021", (Table("requests", rows),), "", ())
        before = FiledReport(BODY, report, FORM, "", before)
        filed.append(before)
    return list(check_identities(BodyReports(BODY, tuple(reversed(filed)), (FORM,))))


def cell_at(place: Place, year: int) -> Cellmark:
    """The cell that a finding is at."""
    return Cellmark(year, ".".join(map(str, place[2:-1])), str(place[-1]))


def ways(finding: Finding) -> list[Figures]:
    """The changes that a hint offers, each a way of its own."""
    at = cell_at(finding.place, int(finding.path[:4]))
    if "再改其中一处：" not in finding.hint:
        said = re.search(r"把 (\S+) 改为 (\S+?)((?:，“[^”]+”的 \S+ 改为 \S+?)*)(?=[，；]|$)", finding.hint)
        return [{at: Decimal(said[2]), **beside(said[3], at)}] if said else []
    offered = []
    for way in finding.hint.partition("再改其中一处：")[2].split("，或"):
        label, _, right, together = re.fullmatch(
            r"“([^”]+(?:“[^”]*”[^”]*)?)”(\S+) 改为 ([\d.]+)(?:（同一行(.*)）)?", way
        ).groups()  # type: ignore[union-attr]
        row = next((key for key in REQUESTS.row_keys if REQUESTS.row_label(key) == label), at.row)
        column = next((key for key in REQUESTS.column_keys if REQUESTS.column_label(key) == label), at.column)
        cell = at._replace(row=row, column=column)
        offered.append({cell: Decimal(right), **beside(together or "", cell)})
    return offered


def beside(text: str, at: Cellmark) -> Figures:
    """The cells of the same row that are to be changed along."""
    labels = {REQUESTS.column_label(key): key for key in reversed(REQUESTS.column_keys)}
    return {at._replace(column=labels[m[1]]): Decimal(m[2]) for m in re.finditer(r"“([^”]+)”的 \S+ 改为 ([\d.]+)", text)}


counts = st.lists(st.integers(0, 40), min_size=COLUMNS, max_size=COLUMNS)
entries = st.dictionaries(st.sampled_from(OUTCOMES[:-1]), counts, min_size=1, max_size=5)
slips = st.lists(
    st.tuples(
        st.sampled_from((2022, 2023)),
        st.sampled_from(REQUESTS.row_keys),
        st.sampled_from(REQUESTS.column_keys),
        st.one_of(st.integers(-30, 90), st.none()),
        st.booleans(),
    ),
    min_size=1,
    max_size=3,
)


@settings(max_examples=tried(60, 300), deadline=None)
@given(entries, st.lists(counts, min_size=2, max_size=2), slips)
def test_no_hint_makes_a_new_finding(
    entered: dict[str, list[int]],
    carried: list[list[int]],
    slips: list[tuple[int, str, str, int | None, bool]],
) -> None:
    """One to three wrong or blank figures, alone or with their row total: each way that a hint offers breaks nothing."""
    figures = right_figures(entered, carried)
    for year, row, column, by, with_total in slips:
        for key in {column, "total"} if with_total else {column}:
            cell = Cellmark(year, row, key)
            amount = figures[cell]
            figures[cell] = None if by is None or amount is None else max(Decimal(0), amount + by)
    before = findings(figures)
    known = {(f.path, f.code, f.place) for f in before}
    for finding in before:
        for way in ways(finding):
            assert all(figures[cell] is not None for cell in way), (finding, way)
            after = findings(figures | way)
            assert [f for f in after if (f.path, f.code, f.place) not in known] == [], (finding.hint, way)


@pytest.mark.parametrize(
    ("total", "typo"),
    [
        pytest.param("51", "；像是把 15 的两个数字写颠倒了", id="swapped"),
        pytest.param("11", "；像是没有算上“结果纠正”的 4", id="a-part-left-out"),
        pytest.param("26", "；像是把“结果维持”的 11 算了两次", id="a-part-counted-twice"),
        pytest.param("9", "", id="none"),
    ],
)
def test_a_wrong_total_with_the_slip_that_it_looks_like(total: str, typo: str) -> None:
    """A total that its parts do not make is told with what it should be, and with what seems to have happened."""
    none, wrong = tuple(map(Cell, [Decimal(0)] * 5)), tuple(map(Cell, map(Decimal, ("11", "4", "0", "0", total))))
    report = Report("a.md", "a.md", "", 2022, date(2023, 1, 20), "2021", (Table("disputes", (wrong, none, none)),), "", ())
    (found,) = check_identities(BodyReports(BODY, (FiledReport(BODY, report, FORM),), (FORM,)))
    assert found == Finding(
        "total.unequal",
        f"“行政复议”的“总计”现为 {total}，应为 15：各项之和等于总计（11 + 4 + 0 + 0 ≠ {total}）{typo}",
        "a.md",
        ("tables", "disputes", "reconsideration", "total"),
        hint=f"先核对台账；各项无误的，把 {total} 改为 15",
    )
