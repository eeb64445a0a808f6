"""What a form changed in the one before it."""

from disclosure.present.form_changes import TableChange, form_changes
from tests.support.forms import FORMS
from tests.support.next_form import read_next_forms


def test_official_forms_changed_in_2021() -> None:
    """Rows and columns that went and came, tables that went, and what was only called otherwise; authors' tables aside."""
    found = {one.table: one for one in form_changes(FORMS)}
    assert {one.year for one in found.values()} == {2021}
    assert found["第二十条第（九）项"] == TableChange(2021, "第二十条第（九）项", ("整张表",), (), ())
    assert found["第二十条第（五）项"] == TableChange(
        2021,
        "第二十条第（五）项",
        ("“其他对外管理服务事项”行", "“上一年项目数量”列", "“本年增/减”列"),
        (),
        (("“处理决定数量”列", "“本年处理决定数量”列"),),
    )
    assert "政府信息公开行政复议、行政诉讼情况" not in found
    assert "政府信息公开情况统计表" not in found


def test_one_form_changes_nothing() -> None:
    """There is nothing to compare a single form with."""
    assert [form_changes([form]) for form in FORMS] == [()] * len(FORMS)


def test_a_table_that_is_new() -> None:
    """It comes as a whole; a row that is only called otherwise is no other row."""
    assert [one for one in form_changes(tuple(read_next_forms().values())) if one.year > 2021] == [
        TableChange(2027, "政务公开渠道", (), ("整张表",), ()),
        TableChange(
            2027, "收到和处理政府信息公开申请情况", (), (), (("“四、结转下年度继续办理”行", "“四、结转以后年度办理”行"),)
        ),
    ]
