"""Figures over the years, as the newest form orders and words them."""

from msgspec.structs import replace

from disclosure.model.form import TrendGroup
from disclosure.model.report import Cell
from disclosure.present.series import Panel, Point, Series, panels, trends_of, wholes_of
from tests.support.small_form import ALL, FORM, OTHER, PART, SUM, cell, figures

OLDER = replace(FORM, key="older", trends=(TrendGroup("旧组", (replace(ALL, label="旧总数"), OTHER)),), digest="older")


def test_series_of_two_forms() -> None:
    """A figure that two reports can say is followed from the first to the last of them, years without report included."""
    filed = [figures("1 2 3", 2018, OLDER), figures("5 6 7", 2021), figures("~ 2 4", 2020)]
    assert panels(filed, (2017, 2018, 2020, 2021)) == (
        Panel(
            "组",
            (
                Series(
                    "all",
                    "总数",
                    "件",
                    "s",
                    tuple(map(Point, range(2018, 2022), map_cells("1 ! ~ 5"), (True, False, True, True))),
                ),
                Series("part", "部分", "件", "s", (Point(2020, cell("2")), Point(2021, cell("6")))),
                Series("sum", "合计", "件", "s", (Point(2020, cell("6")), Point(2021, cell("13")))),
            ),
        ),
        Panel(
            "另组",
            (
                Series(
                    "other",
                    "另数",
                    "次",
                    "s",
                    tuple(map(Point, range(2018, 2022), map_cells("3 ! 4 7"), (True, False, True, True))),
                ),
            ),
        ),
    )


def map_cells(text: str) -> list[Cell | None]:
    """Cells, `!` none."""
    return [None if one == "!" else cell(one) for one in text.split()]


def test_a_figure_of_one_year_is_no_series() -> None:
    """What only one report can say is not followed, and a group without series is left out."""
    assert panels([figures("1 2 3")], (2022,)) == ()
    (panel,) = panels(
        [figures("1 2 3", 2018, replace(OLDER, trends=(TrendGroup("旧组", (OTHER,)),))), figures("1 2 3")], (2018, 2022)
    )
    assert [series.key for series in panel.series] == ["other"]


def test_trends_and_their_wholes() -> None:
    """Trends are found by key; what they are shares of names them unless all are shares of it."""
    assert trends_of(FORM) == (ALL, PART, SUM, OTHER)
    assert trends_of(FORM, "sum") == (SUM,)
    assert wholes_of((ALL, PART, SUM), FORM) == (("部分、合计", ALL),)
    assert wholes_of((PART, SUM), FORM) == (("", ALL),)
    assert wholes_of((PART, OTHER), FORM) == (("部分", ALL),)
    assert wholes_of((ALL, OTHER), FORM) == ()
