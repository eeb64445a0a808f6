"""Differences, shares and sums of figures are exact, and none is made of what is no number."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from disclosure.model.form import Heading, SectionForm
from disclosure.model.report import NOT_APPLICABLE, Cell, Table
from disclosure.present.figures import change, percent, short_figure, total
from tests.support.report_json import rounded
from tests.support.small_form import FORM, TABLE, cell, figures

cells = (
    st.decimals(0, 10**15, places=6).map(lambda amount: Cell(amount))
    | st.integers(-40, 40).map(lambda amount: Cell(Decimal(amount)))
    | st.sampled_from([None, Cell(), NOT_APPLICABLE, Cell(Decimal(3), unit="元"), Cell(Decimal(3), unit="万元")])
)


@given(cells, cells)
def test_difference_only_between_two_numbers_of_one_unit(earlier: Cell | None, later: Cell | None) -> None:
    """There is a difference exactly when both are numbers in one unit; it is exact, and turns its sign with the years."""
    found = change(earlier, later)
    if earlier is None or later is None or earlier.amount is None or later.amount is None or earlier.unit != later.unit:
        assert found is None
        return
    assert found is not None
    back = change(later, earlier)
    assert back is not None
    assert earlier.amount + found.amount == later.amount
    assert found.amount == -back.amount
    assert Decimal(found.signed.replace("−", "-")) == found.amount
    assert (found.percent == "") == (earlier.amount < 10)


@given(st.lists(st.integers(0, 50).map(lambda n: Cell(Decimal(n))) | st.sampled_from([Cell(), NOT_APPLICABLE])))
def test_sum_over_a_blank_is_no_number(cells: list[Cell]) -> None:
    """Cells add up exactly when none of them is blank; what is not applicable adds nothing."""
    found = total(cells)
    if not cells:
        assert found is None
        return
    assert found is not None
    if any(cell.blank for cell in cells):
        assert found.blank
    elif all(cell.not_applicable for cell in cells):
        assert found.not_applicable
    else:
        assert found.amount == sum(cell.amount or 0 for cell in cells)


@given(st.decimals(0, 10**6, places=3), st.decimals(10, 10**6, places=3))
def test_percent_rounds_half_up(part: Decimal, whole: Decimal) -> None:
    """Shares are what school arithmetic gives, and never 0 for something."""
    assert percent(part, whole) == rounded(part, whole)


@pytest.mark.parametrize(
    ("earlier", "later", "signed", "percent"),
    [
        pytest.param("80", "100", "+20", "+25.0%", id="more"),
        pytest.param("10", "8", "−2", "−20.0%", id="less"),
        pytest.param("8", "8", "0", "", id="as-much"),
        pytest.param("0", "8", "+8", "", id="from-nothing"),
        pytest.param("9", "18", "+9", "", id="from-few"),
        pytest.param("80", "0", "−80", "−100.0%", id="to-nothing"),
        pytest.param("10000", "10001", "+1", "+不足0.1%", id="hardly-more"),
        pytest.param("81.0", "82", "+1.0", "+1.2%", id="amounts"),
    ],
)
def test_a_change_with_its_sign(earlier: str, later: str, signed: str, percent: str) -> None:
    """A change is said with its sign, and in percent where there was enough before and is something else now."""
    found = change(Cell(Decimal(earlier)), Cell(Decimal(later)))
    assert found is not None
    assert (found.signed, found.signed_percent) == (signed, percent)


def test_a_report_that_lacks_a_table() -> None:
    """The cells of a table that a report lacks are none, at their places among those of the form."""
    second = replace(TABLE, key="u", rows=TABLE.rows[:2], columns=(Heading("数", "n"), Heading("量", "m")))
    form = replace(FORM, sections=(SectionForm("s", "一、", (second, TABLE)),), digest="two")
    assert figures("1 2 3", form=form).cells == (None, None, None, None, cell("1"), cell("2"), cell("3"))


def test_rows_of_an_author_have_no_places() -> None:
    """The cells of a table whose rows are its author's own are not counted among those of the form."""
    own = replace(TABLE, key="own", rows=(), authored=True)
    form = replace(FORM, sections=(SectionForm("s", "一、", (own, TABLE)),), digest="own")
    filled = replace(figures("1 2 3", form=form), tables=(Table("own", ((cell("8"),), (cell("9"),))), *figures("1 2 3").tables))
    assert filled.cells == (cell("1"), cell("2"), cell("3"))


@pytest.mark.parametrize(
    ("amount", "short"),
    [
        ("0.04", "0.04"),
        ("5.25", "5.3"),
        ("99999", "99999"),
        ("100000", "10万"),
        ("-104999", "-10.5万"),
        ("94990000", "9499万"),
        ("99999999", "1亿"),
        ("150000000", "1.5亿"),
    ],
)
def test_figures_where_room_is_short(amount: str, short: str) -> None:
    """From 100,000 on they stand in 万 and 亿, with one decimal at most; what one decimal can't show stays as it is."""
    assert short_figure(Decimal(amount)) == short
