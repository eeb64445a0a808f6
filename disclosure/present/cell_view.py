"""Cells of reports outside their own tables, as templates get them."""

from msgspec import Struct

from ..model.report import Cell, CellState, digits
from .figures import in_words

_KINDS = {
    CellState.BLANK: "blank",
    CellState.UNREAD: "blank",
    CellState.PARTLY_BLANK: "partly",
    CellState.NOT_APPLICABLE: "na",
}
"""What templates call the states without a figure."""


class CellView(Struct, frozen=True):
    """A cell: its state, its amount before and after the point, and what stands beside it; `headers` are the ids of its own."""

    kind: str
    whole: str = ""
    point: str = ""
    unit: str = ""
    note: str = ""
    share: str = ""
    headers: str = ""
    is_zero: bool = False


def cell_view(cell: Cell | None, share: str = "", headers: str = "", missing: str = "") -> CellView:
    """Return what there is to show of a cell; None is a report that has no such cell, unless `missing` says otherwise."""
    if cell is None:
        return CellView("none", note=missing or in_words(None), headers=headers)
    if cell.amount is not None:
        whole, _, point = digits(cell.amount).partition(".")
        return CellView("figure", whole, point, cell.unit, cell.note, share, headers, not cell.amount)
    return CellView(_KINDS[cell.state], note=in_words(cell), headers=headers)
