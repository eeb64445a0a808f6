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


@pytest.mark.parametrize(
    ("amount", "hint"),
    [
        ("251000", '写成 "251000元"，就是 "25.1万元"；单位以台账为准'),
        ("0.25", '写成 "0.25元"，就是 "0.000025万元"；单位以台账为准'),
        ("25.123", '小数多于两位，不是元；写成 "25.123万元"，单位以台账为准'),
    ],
)
def test_an_amount_without_its_unit(amount: str, hint: str) -> None:
    """A bare amount is taken for one of the first unit of its heading, unless it has a part of a cent."""
    table = Table("article_20_9", ((ZERO, Cell(Decimal(amount))),))
    found = list(check_cells(filed("2019", 2019, tables=(table,))))
    assert [(one.code, one.hint) for one in found] == [("cell.unit-missing", hint)]
