"""What single cells may say."""

from decimal import Decimal

import pytest

from disclosure.check.cell_values import check_cells
from disclosure.model.report import BLANK, Cell, Table
from tests.unit.check.filings import filed

ZERO = Cell(Decimal(0))


@pytest.mark.parametrize(
    ("kind", "cells", "targets"),
    [
        pytest.param("township", (ZERO, ZERO, ZERO), [], id="zeros"),
        pytest.param("township", (BLANK, BLANK, BLANK), [], id="blanks"),
        pytest.param(
            "township", (ZERO, Cell(Decimal(2)), Cell(Decimal(3))), ["article_20_1.government_rules.repealed"], id="the-first"
        ),
        pytest.param("ministry", (Cell(Decimal(1)), ZERO, ZERO), [], id="of-a-body-that-may"),
    ],
)
def test_rows_that_only_some_may_fill_in(kind: str, cells: tuple[Cell, ...], targets: list[str]) -> None:
    """Rules are issued by some kinds of body; of others a figure there is reported, the first of its row."""
    table = Table("article_20_1", (cells, (ZERO, ZERO, ZERO)))
    found = list(check_cells(filed("2021", 2022, kind, tables=(table,))))
    assert [(one.code, one.target) for one in found] == [("rules.authority", target) for target in targets]
