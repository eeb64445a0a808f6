"""A report read out in sentences says every figure of its tables, and nothing else."""

import re
from collections import Counter
from datetime import date
from decimal import Decimal

import pytest
from msgspec.structs import replace

from disclosure.model.form import Format
from disclosure.model.report import BLANK, NOT_APPLICABLE, Cell, Report
from disclosure.present.reading_text import read_out
from tests.support.forms import BY_KEY, FORMS
from tests.support.reports import report_of


def filed(form: Format, *figures: Cell) -> Report:
    """A report whose cells are these figures in turn."""
    return report_of(form, -1, list(figures), [], "报告", date(2023, 1, 2))


def amounts(text: str) -> Counter[Decimal]:
    """The figures in a text: the numbers before a unit."""
    found = re.findall(r"(负?\d+(?:\.\d+)?)(?=件|项|万元|元)", re.sub(r"其余\d+项都是0。|各项都是0。", "", text))
    return Counter(Decimal(one.replace("负", "-")) for one in found)


@pytest.mark.parametrize("form", [form for form in FORMS if not form.free_chapters], ids=lambda form: form.key)
def test_every_figure_but_zeros_is_read_once(form: Format) -> None:
    """Of each table: the numbers of its sentences are those of its cells, to the last digit."""
    report = filed(form, Cell(Decimal(7)), Cell(Decimal(0)), Cell(Decimal("12.340")), Cell(Decimal(-3)), Cell(Decimal(0)))
    read = {table.title: "".join(table.sentences) for table in read_out(report, form)}
    assert len(read) == len(report.tables)
    for table, sentences in zip(report.tables, read.values(), strict=True):
        assert amounts(sentences) == Counter(cell.amount for row in table.rows for cell in row if cell.amount), table.key


def test_zeros_and_blanks_are_said_together() -> None:
    """A table of zeros takes one sentence; rows that were left blank or do not apply are named, and never called 0."""
    form = BY_KEY["2021"]
    assert {table.sentences for table in read_out(filed(form, Cell(Decimal(0))), form)} == {("各项都是0。",)}
    blank, other = (read_out(filed(form, cell), form)[0].sentences for cell in (BLANK, NOT_APPLICABLE))
    assert (blank, other) == (("规章、行政规范性文件未填报。",), ("规章、行政规范性文件不适用。",))


def test_rows_of_one_group_name_it_once() -> None:
    """The group stands before its first row and before its sum; a note stands behind its figure."""
    form = BY_KEY["2021"]
    read = {table.title: table.sentences for table in read_out(filed(form, Cell(Decimal(2), "含旧案")), form)}
    requests = read["收到和处理政府信息公开申请情况"]
    assert requests[0].startswith("本年新收政府信息公开申请数量：2件（含旧案），其中自然人2件（含旧案）、")
    assert [one.partition("：")[0] for one in requests[2:5]] == ["本年度办理结果，予以公开", "部分公开", "不予公开，属于国家秘密"]
    assert [one.partition("：")[0] for one in requests[-2:]] == ["本年度办理结果，总计", "结转下年度继续办理"]


def test_columns_without_a_total_stand_beside_each_other() -> None:
    """A row whose columns have no sum names each of them; where no column has a figure there is nothing in between."""
    form = BY_KEY["2021"]
    read = {table.title: table.sentences for table in read_out(filed(form, *(Cell(Decimal(n)) for n in (2, 3, 4))), form)}
    assert read["第二十条第（一）项"] == (
        "规章：本年制发件数2件，本年废止件数3件，现行有效件数4件。",
        "行政规范性文件：本年制发件数3件，本年废止件数4件，现行有效件数2件。",
    )


def test_a_total_without_parts_stands_alone() -> None:
    """Of a row that has a figure in its total column only, that is all there is to read."""
    form = BY_KEY["2021"]
    report = filed(form, Cell(Decimal(0)))
    (requests,) = [table for table in report.tables if table.key == "requests"]
    rows = tuple((*row[:-1], Cell(Decimal(5))) for row in requests.rows)
    (read,) = read_out(replace(report, tables=(replace(requests, rows=rows),)), form)
    assert read.sentences[0] == "本年新收政府信息公开申请数量：5件。"
