"""Bodies side by side: what each reported, its shares, and what all of them add up to."""

from disclosure.present.body_table import BodyRow, BodyTable, body_tables
from disclosure.present.cell_view import CellView
from tests.support.small_form import FORM, figures

NONE = CellView("none", note="报告中没有这一项")
BLANK = CellView("blank", note="未填报")
NA = CellView("na", note="不适用")
PARTLY = CellView("partly", note="部分未填报")


def figure(whole: str, share: str = "", note: str = "") -> CellView:
    """A number with its share."""
    return CellView("figure", whole, share=share, note=note)


def test_bodies_and_their_sum() -> None:
    """Each body has its row, one without a report an empty one; the sum says how many gave no number."""
    rows = [("甲", figures("80 20 40")), ("乙", figures("10 ~ 1")), ("丙", None), ("丁", figures("")), ("戊", figures("4 / /"))]
    first, second = body_tables(FORM, rows, "合计")
    assert first == BodyTable(
        title="组（件）",
        labels=(("总数", ""), ("部分", ""), ("合计", "")),
        rows=(
            BodyRow("甲", (figure("80"), figure("20", "25.0%"), figure("60", "75.0%"))),
            BodyRow("乙", (figure("10"), BLANK, PARTLY)),
            BodyRow("丙"),
            BodyRow("丁", (NONE, NONE, NONE)),
            BodyRow("戊", (figure("4"), NA, NA)),
            BodyRow("合计", (figure("94", note="缺1个机构"), figure("20", note="缺2个机构"), figure("60", note="缺2个机构"))),
        ),
        wholes=("部分、合计占本机构总数",),
        words=(("总数",), ("部分",), ("合计",)),
    )
    assert second.rows[-1] == BodyRow("合计", (figure("41", note="缺1个机构"),))


def test_a_sum_of_nothing_is_blank() -> None:
    """Where no body gave a number there is no sum; without any report, or without being asked for, there is no such row."""
    assert body_tables(FORM, [("甲", figures("~ ~ ~"))], "合计")[1].rows[-1] == BodyRow("合计", (BLANK,))
    assert body_tables(FORM, [("甲", None)], "合计")[1].rows == (BodyRow("甲"),)
    assert body_tables(FORM, [("甲", figures("1 1 1"))])[1].rows == (BodyRow("甲", (figure("1"),)),)
    assert body_tables(FORM, [("甲", figures("1 1 1"))], "合计")[1].rows[-1] == BodyRow("合计", (figure("1"),))
