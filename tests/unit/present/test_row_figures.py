"""The rows of the forms and what they are called; the figures of a body in a row as one text and back."""

from decimal import Decimal
from itertools import groupby

from hypothesis import given
from hypothesis import strategies as st

from disclosure.model.portal import Body, FiledReport
from disclosure.model.report import BLANK, NOT_APPLICABLE, PARTLY_BLANK, Cell
from disclosure.present.row_figures import (
    cells_by_year,
    followed_rows,
    measures,
    plain_label,
    row_texts,
    table_of_rows,
    whole_of,
)
from tests.support.forms import BY_KEY, FORMS
from tests.support.reports import report_of

BODY = Body("b.yml", "b", "甲镇人民政府", "township")
amounts = st.decimals(allow_nan=False, allow_infinity=False, places=2).filter(lambda number: "E" not in str(number))
cells = st.sampled_from([BLANK, NOT_APPLICABLE, Cell(Decimal(12), "", "万元")]) | st.builds(Cell, amounts)


@given(filled=st.lists(cells, min_size=1, max_size=5))
def test_texts_keep_every_figure(filled: list[Cell]) -> None:
    """What was written is read again: digits, units, blanks and what is not applicable."""
    from datetime import date

    form = BY_KEY["2021"]
    report = report_of(form, len(form.tables), filled, [], "甲", date(2023, 1, 2))
    texts = row_texts([FiledReport(BODY, report, form)])
    rows = {table.key: table.rows for table in report.tables}
    for address, row in followed_rows(form).items():
        if row.table in rows and len(row.numbers) == 1:
            shown = cells_by_year(texts[address])[report.year]
            assert set(shown) <= set(rows[row.table][row.numbers[0]])


def test_groups_add_up_and_say_when_they_can_not() -> None:
    """A group of rows is followed by what its rows add up to; over a blank there is a sum of no kind."""
    assert cells_by_year("2025 3,~") == {2025: (Cell(Decimal(3)), PARTLY_BLANK)}
    row = followed_rows(BY_KEY["2021"])["requests.processed.unavailable"]
    assert (row.title, len(row.numbers)) == ("无法提供", 3)


def test_a_group_that_is_summed_up_in_the_table_is_no_row() -> None:
    """三、本年度办理结果 is followed by its total."""
    rows = table_of_rows(FORMS)
    assert "requests.processed" not in rows
    assert rows["requests.processed.total"].title == "本年度办理结果：总计"


def test_titles_are_headings_without_number_and_remark() -> None:
    """Numbers of all kinds go, and what stands in brackets at the end."""
    assert plain_label("（二）部分公开（区分处理的，只计这一情形，不计其他情形）") == "部分公开"
    assert plain_label("一、本年新收政府信息公开申请数量") == "本年新收政府信息公开申请数量"
    assert plain_label("3.危及“三安全一稳定”") == "危及“三安全一稳定”"
    assert plain_label("（甲）") == "（甲）"


def test_figures_are_set_beside_each_other_only_where_the_forms_say_so() -> None:
    """The requests of both forms are one measure; what was disclosed is counted otherwise since 2021."""
    alike = [[form.key for form in one.forms] for one in measures("requests.received", FORMS)]
    assert alike == [["2021", "2019"]]
    apart = [
        (one.label, one.unit, [form.key for form in one.forms]) for one in measures("article_20_8.administrative_fees", FORMS)
    ]
    assert apart == [("本年收费金额", "万元", ["2021"]), ("上一年项目数量", "项", ["2019"]), ("本年增/减", "项", ["2019"])]


def test_a_row_is_a_share_of_what_its_form_says() -> None:
    """Every row of the results is a share of their total, which is a share of nothing."""
    form = BY_KEY["2021"]
    assert whole_of("requests.processed.unavailable.not_held", form) == "requests.processed.total"
    assert whole_of("requests.processed.total", form) == ""
    assert whole_of("requests.received", form) == ""


def test_rows_of_several_forms_stand_section_by_section() -> None:
    """A row that only an older form has stands with the others of its section, behind those of the newest form."""
    sections = {table.key: section.key for form in FORMS for section in form.sections for table in section.tables}
    found = table_of_rows(FORMS)
    in_order = [sections[row.table] for row in found.values()]
    assert [key for key, _ in groupby(in_order)] == list(dict.fromkeys(in_order))
    assert len(found) > len(table_of_rows([BY_KEY["2021"]]))
