"""A cell as templates get it."""

from decimal import Decimal

import pytest

from disclosure.model.report import BLANK, NOT_APPLICABLE, PARTLY_BLANK, UNREAD, Cell
from disclosure.present.cell_view import CellView, cell_view


@pytest.mark.parametrize(
    ("cell", "view"),
    [
        pytest.param(None, CellView("none", note="报告中没有这一项", headers="h"), id="no-such-cell"),
        pytest.param(BLANK, CellView("blank", note="未填报", headers="h"), id="blank"),
        pytest.param(UNREAD, CellView("blank", note="未填报", headers="h"), id="unread"),
        pytest.param(PARTLY_BLANK, CellView("partly", note="部分未填报", headers="h"), id="partly-blank"),
        pytest.param(NOT_APPLICABLE, CellView("na", note="不适用", headers="h"), id="not-applicable"),
        pytest.param(Cell(Decimal(0)), CellView("figure", "0", share="5%", headers="h", is_zero=True), id="zero"),
        pytest.param(
            Cell(Decimal("12.50"), "注", "万元"),
            CellView("figure", "12", "50", "万元", "注", "5%", "h"),
            id="amount-with-note-and-unit",
        ),
    ],
)
def test_a_cell(cell: Cell | None, view: CellView) -> None:
    """Each state has its name and its words; only a figure has a share."""
    assert cell_view(cell, "5%", "h") == view


def test_a_cell_that_is_missing_for_a_reason() -> None:
    """Another word may stand where a report has no such cell."""
    assert cell_view(None, missing="没有报告") == CellView("none", note="没有报告")
    assert cell_view(BLANK, missing="没有报告") == CellView("blank", note="未填报")
