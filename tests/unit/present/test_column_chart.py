"""Charts of columns on one scale: places, figures, gaps."""

from decimal import Decimal

from disclosure.model.report import BLANK, Cell
from disclosure.present.column_chart import HALF_ROOM, ChartColumn, lay_out_columns, top_of_scale
from disclosure.present.series import Point


def points(*amounts: str) -> tuple[Point, ...]:
    """Years from 2020 on with these figures; `~` is blank, `` a year without a report."""
    cells = {"~": BLANK, "": None}
    return tuple(
        Point(year, cells[text] if text in cells else Cell(Decimal(text)), bool(text)) for year, text in enumerate(amounts, 2020)
    )


def test_one_case_is_no_leap() -> None:
    """0 and then 1 is a column of a tenth of the height."""
    found = points("0", "1")
    top = top_of_scale(found)
    chart = lay_out_columns(found, "件", top, "甲")
    assert top == 10
    assert chart is not None
    assert chart.columns == (
        ChartColumn(2020, "25.00%", text="0", text_y="4.75em"),
        ChartColumn(2021, "75.00%", "56.50%", "37.00%", "4.74em", "0.36em", "1", "4.39em"),
    )
    assert chart.words == "甲：2020年0件，2021年1件"


def test_a_year_without_a_figure_has_no_column() -> None:
    """Blank and missing years are signs, never columns of no height, and are read out."""
    chart = lay_out_columns(points("3", "~", "", "4"), "件", Decimal(10), "甲")
    assert chart is not None
    assert [one.text for one in chart.columns] == ["3", "·", "—", "4"]
    assert chart.words == "甲：2020年3件，2021年未填报，2022年没有报告，2023年4件"


def test_there_is_none_of_a_single_figure_or_of_negative_ones() -> None:
    """A chart needs two figures, and a base that all columns stand on."""
    assert lay_out_columns(points("3", "~"), "件", Decimal(10), "甲") is None
    assert lay_out_columns(points("3", "-1"), "件", Decimal(10), "甲") is None


def test_long_figures_are_short_and_leave_room() -> None:
    """From six digits on figures are told in 万 and 亿, and where they still run over every second one stands alone."""
    chart = lay_out_columns(points(*["123456789"] * 10), "元", Decimal(123456789), "甲")
    assert chart is not None
    assert [one.text for one in chart.columns] == ["", "1.2亿"] * 5


def test_in_half_a_line_fewer_columns_bear_figures() -> None:
    """Where charts stand two in a line on a phone, every third of seven long figures is left, and the last always."""
    chart = lay_out_columns(points(*["12857"] * 7), "件", Decimal(12857), "甲", HALF_ROOM)
    assert chart is not None
    assert [one.text for one in chart.columns] == ["12857", "", "", "12857", "", "", "12857"]


def test_a_column_tells_one_decimal() -> None:
    """The exact figure stands in the table below; of what is less than a tenth the column tells that, never 0."""
    chart = lay_out_columns(points("26899.718582", "115.0", "0.04"), "万元", Decimal(26900), "甲")
    assert chart is not None
    assert [one.text for one in chart.columns] == ["26899.7", "115.0", "0.04"]
