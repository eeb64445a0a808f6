"""The sheet about one year, on the small made-up form: bars, shares, bodies beside each other, changes."""

from decimal import Decimal

from msgspec.structs import replace

from disclosure.model.form import Overview
from disclosure.model.report import Cell
from disclosure.present.overview import (
    Bar,
    BarPart,
    CaseGroup,
    CaseRow,
    CaseTable,
    ComparedBodies,
    ComparedBody,
    Flow,
    Shares,
    ShareView,
    YearChange,
    changes,
    compare_bodies,
    lay_out_cases,
    lay_out_flow,
    lay_out_shares,
    totals,
    year_table,
)
from tests.support.small_form import FORM, figures

SHEET = Overview(("part", "other"), ("all",), "all", "all", "t")
FORM_WITH_SHEET = replace(FORM, overview=SHEET)


def of(*texts: str) -> dict[str, Cell | None]:
    """The totals of reports whose cells 甲, 乙, 丙 are written like this."""
    return dict(totals(FORM_WITH_SHEET, [figures(text) for text in texts]))


def test_totals_leave_out_what_was_not_filled_in() -> None:
    """Figures add up over reports; a blank adds nothing, and where all are blank there is none."""
    assert of("10 4 6", "2 ~ 1") == {
        "all": Cell(Decimal(12)),
        "part": Cell(Decimal(4)),
        "sum": Cell(Decimal(10)),
        "other": Cell(Decimal(7)),
    }
    assert of("~ 1 1")["all"] == Cell()


def test_flow_is_two_bars_of_equal_length() -> None:
    """What came in and what went out, each part with its place and, where there is room, its words."""
    whole = BarPart(1, "0.00%", "100.00%", "50.00%", "总数 100")
    assert lay_out_flow(FORM, SHEET, of("100 97 3")) == Flow(
        (("部分", "97"), ("另数", "3")),
        (("总数", "100"),),
        (
            Bar(
                "来 100",
                (BarPart(5, "0.00%", "97.00%", "48.50%", "部分 97"), BarPart(6, "97.00%", "3.00%", "98.50%", "")),
                "来 100：部分97件，另数3次",
            ),
            Bar("去 100", (whole,), "去 100：总数100件"),
        ),
        "来的和去的一样多，这就是表里的勾稽关系。",
    )


def test_flow_says_where_the_sides_differ() -> None:
    """A report as it was issued may not add up; a missing figure has no flow, nor has nothing at all."""
    flow = lay_out_flow(FORM, SHEET, of("12 4 6"))
    assert flow is not None
    assert flow.sentence == "两边相差2件。"
    assert lay_out_flow(FORM, SHEET, of("12 ~ 6")) is None
    assert lay_out_flow(FORM, SHEET, of("0 0 0")) is None


def test_shares_of_this_year_and_of_each_year() -> None:
    """Percentages are told of ten cases and more; a year that did not fill everything in has no bar."""
    found = lay_out_shares(FORM, SHEET, [(2022, of("40 10 30")), (2021, of("4 1 3")), (2020, of("40 ~ 30"))])
    assert found == Shares(
        "总数40件",
        (ShareView(1, "部分", "10件", "25.0%"), ShareView(2, "合计", "40件", "100.0%")),
        (
            Bar(
                "2022",
                (
                    BarPart(1, "0.00%", "25.00%", "12.50%", "25"),
                    BarPart(2, "25.00%", "100.00%", "75.00%", "100"),
                ),
                "2022：部分10件（25%），合计40件（100%）",
            ),
            Bar(
                "2021",
                (
                    BarPart(1, "0.00%", "25.00%", "12.50%", "部分 1"),
                    BarPart(2, "25.00%", "100.00%", "75.00%", "合计 4"),
                ),
                "2021：部分1件，合计4件",
            ),
        ),
    )
    few = lay_out_shares(FORM, SHEET, [(2021, of("4 1 3"))])
    assert few is not None
    assert [share.percent for share in few.shares] == ["", ""]
    enough = lay_out_shares(FORM, SHEET, [(2021, of("10 1 3")), (2020, of("9 3 3"))])
    assert enough is not None
    assert [share.percent for share in enough.shares] == ["10.0%", "40.0%"]
    assert [bar.words for bar in enough.bars] == ["2021：部分1件（10%），合计4件（40%）", "2020：部分3件，合计6件"]


def test_bodies_on_one_scale() -> None:
    """The longest bar is that of the highest figure of both years; a body without a report is left out."""
    bodies = [("甲局", figures("8 0 0"), figures("10 0 0")), ("乙局", figures("0 0 0"), None), ("丙局", None, figures("5 0 0"))]
    assert compare_bodies(FORM, SHEET, bodies) == ComparedBodies(
        "总数",
        (ComparedBody("甲局", "8", "10", "80.00%", "100.00%"), ComparedBody("乙局", "0", "", "0.00%", "")),
    )
    assert compare_bodies(FORM, SHEET, [("甲局", figures("0 0 0"), None)]) is None


def test_cases_are_drawn_one_by_one() -> None:
    """So many marks as cases up to twenty, a figure alone above that; rows without a case are left out."""
    rows = (CaseRow("乙", "0", (CaseGroup(1, "数", "3", 3),)), CaseRow("丙", "0", (CaseGroup(1, "数", "21", 0),)))
    assert lay_out_cases(FORM, SHEET, [figures("0 1 20"), figures("0 2 1")]) == CaseTable("表", rows)
    assert lay_out_cases(FORM, SHEET, [figures("0 0 0")]) is None


def test_changes_are_told_in_words() -> None:
    """More, fewer, the same; of figures that both years have."""
    found = tuple(changes(FORM, replace(SHEET, cases=""), of("10 4 ~"), of("12 4 1")))
    assert found == (YearChange("部分", "4", "4件", "一样"), YearChange("总数", "10", "12件", "多2"))


def test_table_of_bodies_ends_with_all_of_them() -> None:
    """A row for each body that reported, in the order of the sheet, and one for the whole."""
    table = year_table(FORM, SHEET, [("甲局", figures("8 3 5")), ("乙局", None)], "全县", of("8 3 5"))
    assert table.labels == ("部分", "另数", "合计", "总数")
    assert [(name, [cell.whole for cell in cells]) for name, cells in table.rows] == [
        ("甲局", ["3", "5", "8", "8"]),
        ("全县", ["3", "5", "8", "8"]),
    ]
