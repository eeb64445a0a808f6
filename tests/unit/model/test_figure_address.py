"""A figure of the tables that a text names is printed as it stands in its cell."""

from decimal import Decimal

import pytest

from disclosure.model.figure_address import addressed_cell, addresses, with_figures
from disclosure.model.report import NOT_APPLICABLE, Cell, Table
from tests.support.forms import BY_KEY

FORM = BY_KEY["2021"]
REQUESTS = FORM.tables["requests"]
NUMBERS = {
    "received": Cell(Decimal(33)),
    "processed.granted": Cell(Decimal(7), note="补录1件"),
    "carried_forward": NOT_APPLICABLE,
}
TABLES = (Table("requests", tuple((*(Cell(),) * 6, NUMBERS.get(key, Cell())) for key in REQUESTS.row_keys)),)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("收到申请{=requests.received.total}件", "收到申请33件"),
        ("收到｛＝requests.received.total｝件", "收到33件"),
        ("予以公开{= requests.processed.granted.total }件", "予以公开7件"),
        ("{=requests.received.total}、{=requests.received.total}", "33、33"),
        ("空白{=requests.brought_forward.total}", "空白{=requests.brought_forward.total}"),
        ("没有{=requests.received.all}", "没有{=requests.received.all}"),
        ("不适用{=requests.carried_forward.total}", "不适用{=requests.carried_forward.total}"),
        ("没有表{=table.received.total}{=}{=.}", "没有表{=table.received.total}{=}{=.}"),
        ("a = b {x}", "a = b {x}"),
    ],
)
def test_figures_are_printed_where_there_are_any(typed: str, printed: str) -> None:
    """A filled cell is printed without its note; all else stays as it is typed."""
    assert with_figures(typed, TABLES, FORM) == printed


def test_every_cell_has_an_address() -> None:
    """Each address of a form leads to a cell of its table."""
    of_table = [address for address in addresses(FORM) if address.startswith("requests.")]
    assert len(of_table) == len(REQUESTS.row_keys) * len(REQUESTS.column_keys)
    assert all(addressed_cell(address, TABLES, FORM) is not None for address in of_table)
