"""勾稽关系: a table that adds up passes whole; one wrong figure is found at that figure."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from disclosure.check.identities import check_identities
from disclosure.model.finding import Finding
from disclosure.model.form import TableForm
from disclosure.model.portal import Body, BodyReports, FiledReport
from disclosure.model.report import NOT_APPLICABLE, Cell, Explanation, Report, Table
from tests.support.effort import tried
from tests.support.forms import BY_KEY

BODY = Body("portal.yml", "", "样例镇人民政府", "township")
COLUMNS = 6


def outcomes(table: TableForm) -> list[str]:
    """The rows that （七）总计 adds up."""
    return [key for key in table.row_keys if key.startswith("processed.") and key != "processed.total"]


def filled(table: TableForm, entered: dict[str, list[int]], carried: list[int]) -> Table:
    """A requests table in which everything adds up: outcomes as entered, the rest reckoned from them."""
    rows: dict[str, list[int]] = {key: entered.get(key, [0] * COLUMNS) for key in outcomes(table)}
    total = [sum(column) for column in zip(*rows.values(), strict=True)]
    rows |= {"processed.total": total, "carried_forward": carried, "brought_forward": [0] * COLUMNS}
    rows["received"] = [t + c for t, c in zip(total, carried, strict=True)]
    cells = tuple(tuple(Cell(Decimal(n)) for n in (*rows[key], sum(rows[key]))) for key in table.row_keys)
    return Table(table.key, cells)


def filing(
    table: Table, year: int = 2020, previous: FiledReport | None = None, explained: tuple[Explanation, ...] = ()
) -> FiledReport:
    """A report that consists of one table."""
    form_of_year = BY_KEY["2019" if year < 2021 else "2021"]
    report = Report(
        f"{year}.md", f"{year}.md", f"{year}年", year, date(year + 1, 1, 20), form_of_year.key, (table,), "", (), explained
    )
    return FiledReport(BODY, report, form_of_year, "", previous)


def check(*filings: FiledReport) -> list[Finding]:
    """What the check says of these reports."""
    newest_first = tuple(sorted(filings, key=lambda filing: -filing.report.year))
    return list(check_identities(BodyReports(BODY, newest_first, (BY_KEY["2019"], BY_KEY["2021"]))))


def changed(table: Table, shape: TableForm, row: str, column: str, change: Callable[[Cell], Cell]) -> Table:
    """The table with one cell changed."""
    at_row, at_column = shape.row_index[row], shape.column_index[column]
    rows = [list(cells) for cells in table.rows]
    rows[at_row][at_column] = change(rows[at_row][at_column])
    return replace(table, rows=tuple(tuple(cells) for cells in rows))


def more(by: int) -> Callable[[Cell], Cell]:
    """A change that adds to a figure."""
    return lambda cell: Cell((cell.amount or Decimal(0)) + by)


REQUESTS = BY_KEY["2019"].tables["requests"]
counts = st.lists(st.integers(0, 900), min_size=COLUMNS, max_size=COLUMNS)
entries = st.dictionaries(st.sampled_from(outcomes(REQUESTS)[:-1]), counts, min_size=1, max_size=6)


@given(entries, counts)
def test_what_adds_up_passes(entered: dict[str, list[int]], carried: list[int]) -> None:
    """A table whose identities all hold has no finding."""
    assert check(filing(filled(REQUESTS, entered, carried))) == []


@settings(max_examples=tried(60, 300))
@given(entries, counts, st.sampled_from(REQUESTS.row_keys), st.sampled_from(REQUESTS.column_keys), st.integers(1, 50))
def test_one_wrong_figure_is_one_finding_there(
    entered: dict[str, list[int]], carried: list[int], row: str, column: str, by: int
) -> None:
    """Whichever figure is wrong, exactly one finding names that cell and the right figure."""
    right = filled(REQUESTS, entered, carried)
    wrong = changed(right, REQUESTS, row, column, more(by))
    found = check(filing(wrong))
    share = [f for f in found if f.code == "otherwise-closed.share"]
    assert [f.target for f in found if f not in share] == [f"requests.{row}.{column}"]
    amount = right.rows[REQUESTS.row_index[row]][REQUESTS.column_index[column]].amount
    assert f"应为 {amount}" in next(f for f in found if f not in share).message


@given(entries, counts, st.sampled_from(REQUESTS.row_keys), st.sampled_from(REQUESTS.column_keys))
def test_a_blank_is_never_an_error(entered: dict[str, list[int]], carried: list[int], row: str, column: str) -> None:
    """One figure left out makes sums uncertain at most: it could be the right one."""
    wrong = changed(filled(REQUESTS, entered, carried), REQUESTS, row, column, lambda cell: Cell())
    assert {finding.code for finding in check(filing(wrong))} <= {"figures.uncertain"}


ENTERED = {"processed.granted": [3, 1, 0, 0, 0, 0], "processed.unavailable.not_held": [1, 0, 0, 0, 0, 0]}


@pytest.mark.parametrize(
    ("row", "column", "change", "codes"),
    [
        pytest.param("processed.granted", "total", lambda c: Cell(), [], id="blank-total-and-grand-total-uncertain"),
        pytest.param("processed.refused.other_law", "enterprise", lambda c: Cell(), [], id="holds-without-it"),
        pytest.param("processed.refused.other_law", "enterprise", lambda c: NOT_APPLICABLE, [], id="not-applicable"),
    ],
)
def test_blank_rule(row: str, column: str, change: Callable[[Cell], Cell], codes: list[str]) -> None:
    """Blanks hold where the filled cells satisfy the rule, and are otherwise uncertain, never an error."""
    found = check(filing(changed(filled(REQUESTS, ENTERED, [0] * COLUMNS), REQUESTS, row, column, change)))
    assert [finding.code for finding in found if finding.code != "figures.uncertain"] == codes


def test_unmet_when_no_blank_could_help() -> None:
    """A total smaller than its filled parts is wrong whatever the blank part is."""
    table = changed(filled(REQUESTS, ENTERED, [0] * COLUMNS), REQUESTS, "processed.granted", "total", more(-2))
    table = changed(table, REQUESTS, "processed.granted", "other", lambda cell: Cell())
    assert "error" in {"error" if f.code == "total.unequal" else "" for f in check(filing(table))}


def test_year_chain() -> None:
    """A 上年结转 that differs from last year's 结转下年度 is reported at this year's figure, once, or explained away."""
    before = filing(filled(REQUESTS, ENTERED, [2, 0, 0, 0, 0, 0]), 2019)
    after = filled(REQUESTS, ENTERED, [0] * COLUMNS)
    found = check(before, filing(after, 2020, before))
    assert [(f.code, f.path, f.target) for f in found] == [
        ("carry-over.unequal", "2020.md", "requests.brought_forward.natural_person")
    ]
    assert "现为 0，应为 2" in found[0].message


def test_a_slip_last_year_is_found_last_year() -> None:
    """When last year's own sums fail at the figure that the chain uses, that figure is named and nothing else."""
    sound = filled(REQUESTS, ENTERED, [2, 0, 0, 0, 0, 0])
    slipped = changed(sound, REQUESTS, "carried_forward", "natural_person", more(3))
    before = filing(slipped, 2019)
    after = filled(REQUESTS, ENTERED, [2, 0, 0, 0, 0, 0])
    after = replace(
        after,
        rows=tuple(
            sound.rows[REQUESTS.row_index["carried_forward"]]
            if key == "brought_forward"
            else tuple(
                Cell(c.amount - p.amount)
                for c, p in zip(cells, sound.rows[REQUESTS.row_index["carried_forward"]], strict=True)
                if c.amount is not None and p.amount is not None
            )
            if key == "received"
            else cells
            for key, cells in zip(REQUESTS.row_keys, after.rows, strict=True)
        ),
    )
    found = check(before, filing(after, 2020, before))
    assert [(f.code, f.path, f.target) for f in found] == [("figure.wrong", "2019.md", "requests.carried_forward.natural_person")]


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        pytest.param(
            [("carried_forward", "natural_person", 1), ("carried_forward", "total", 1)],
            ["balance.unequal@requests.received.natural_person"],
            id="the-total-column-follows",
        ),
        pytest.param(
            [("carried_forward", "natural_person", 1), ("carried_forward", "total", 4)],
            [
                "total.unequal@requests.carried_forward.total",
                "balance.unequal@requests.received.natural_person",
                "balance.unequal@requests.received.total",
            ],
            id="the-total-column-fails-by-itself",
        ),
        pytest.param(
            [("carried_forward", "natural_person", 1), ("received", "total", 5)],
            ["total.unequal@requests.received.total", "figure.wrong@requests.carried_forward.natural_person"],
            id="two-figures-that-explain-all",
        ),
        pytest.param(
            [("carried_forward", "natural_person", 1), ("carried_forward", "enterprise", 2), ("carried_forward", "total", 3)],
            ["balance.unequal@requests.received.natural_person", "balance.unequal@requests.received.enterprise"],
            id="two-columns-and-the-total-follows",
        ),
    ],
)
def test_a_total_column_is_reported_where_it_does_not_only_follow(changes: list[tuple[str, str, int]], found: list[str]) -> None:
    """A failure in a total column is left out where every row adds up and another column fails; else it is told."""
    table = filled(REQUESTS, ENTERED, [2, 0, 0, 0, 0, 0])
    for row, column, by in changes:
        table = changed(table, REQUESTS, row, column, more(by))
    assert [f"{one.code}@{one.target}" for one in check(filing(table))] == found


@pytest.mark.parametrize(
    ("code", "found"),
    [
        pytest.param("published.late", ["figure.wrong@requests.processed.granted.natural_person"], id="of-something-else"),
        pytest.param("otherwise-closed.share", ["figure.wrong@requests.processed.granted.natural_person"], id="of-another-rule"),
    ],
)
def test_an_explanation_of_something_else_hides_no_wrong_figure(code: str, found: list[str]) -> None:
    """A failure that the author did not explain leads to the wrong figure."""
    table = changed(filled(REQUESTS, ENTERED, [0] * COLUMNS), REQUESTS, "processed.granted", "natural_person", more(2))
    explained = (Explanation(code, "", "原因。"),)
    assert [f"{one.code}@{one.target}" for one in check(filing(table, explained=explained))] == found


def test_an_explained_failure_is_no_clue_to_a_wrong_figure() -> None:
    """What the author explained is right as it stands: the failures beside it are told as they are."""
    table = changed(filled(REQUESTS, ENTERED, [0] * COLUMNS), REQUESTS, "received", "natural_person", more(2))
    explained = (Explanation("balance.unequal", "", "原因。"),)
    assert [f"{one.code}@{one.target}" for one in check(filing(table))] == ["figure.wrong@requests.received.natural_person"]
    assert [f"{one.code}@{one.target}" for one in check(filing(table, explained=explained))] == [
        "total.unequal@requests.received.total",
        "balance.unequal@requests.received.natural_person",
    ]
