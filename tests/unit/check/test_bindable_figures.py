"""Counts in texts that are one cell's figure."""

from decimal import Decimal

from disclosure.check.bindable_figures import bindable_figures
from disclosure.model.report import Cell, Table
from tests.support.forms import BY_KEY
from tests.unit.check.filings import filed, section


def bound(text: str, with_table: bool = True) -> list[tuple[str, str]]:
    """The words and the address of each count that may be bound, in a report in which 86 requests came in, 71 of persons."""
    shape = BY_KEY["2021"].tables["requests"]
    received = ["71", "15", "0", "0", "0", "0", "86"]
    none = ["0"] * len(shape.column_keys)
    rows = tuple(tuple(Cell(Decimal(n)) for n in (received if key == "received" else none)) for key in shape.row_keys)
    tables = (Table("requests", rows),) if with_table else ()
    filing = filed("2021", tables=tables, sections=(section("overview", text),))
    return [(one.words, one.address) for one in bindable_figures(filing)]


def test_a_count_of_one_cell() -> None:
    """It may be bound to the cell where it has its figure; not where it is of several columns, be the others 0, or has another figure."""
    assert bound("收到政府信息公开申请86件，其中自然人申请71件，法人或其他组织申请15件。") == [
        ("收到政府信息公开申请86件", "requests.received.total"),
        ("自然人申请71件", "requests.received.natural_person"),
    ]
    assert bound("收到政府信息公开申请87件。") == []
    assert bound("收到政府信息公开申请86件。", with_table=False) == []
    assert bound("2020年收到政府信息公开申请71件，2021年收到86件。") == [("2021年收到86件", "requests.received.total")]
