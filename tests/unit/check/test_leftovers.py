"""What a template or an import left in a text."""

import pytest

from disclosure.check.leftovers import check_leftovers
from tests.unit.check.filings import filed, section

HINT = "删去这一行，数据写在 tables 的表里；确实如此的，写 explain: {text.leftover: 原因}"


@pytest.mark.parametrize(
    ("text", "torn"),
    [
        pytest.param("自然人 商业企业 科研机构 法律服务机构 总计", "自然人 商业企业 科研机构 法律服务机构 总计", id="headings"),
        pytest.param(
            "情况见下表。\n结果 维持 结果 纠正 总计 7\n见附件。", "结果 维持 结果 纠正 总计 7", id="between-other-lines"
        ),
        pytest.param("自然人 商业企业 科研机构 总计\n数据 见附件。", None, id="too-few"),
        pytest.param("自然人 和 商业企业 都 提出过 政府信息公开申请", None, id="a-sentence"),
        pytest.param("自然人 科研机构 总计 自然人 本季度", "自然人 科研机构 总计 自然人 本季度", id="a-fifth-of-other-words"),
        pytest.param("自然人 科研机构 总计 自然人 前三季度", None, id="more-than-a-fifth-of-other-words"),
        pytest.param("| 行政规范性文件 | 行政事业性收费 | 法人或其他组织 |", None, id="a-table"),
    ],
)
def test_a_line_of_the_headings_of_a_table(text: str, torn: str | None) -> None:
    """Headings with blanks between them are what is left of a table; a sentence may name some of them."""
    found = check_leftovers(filed("2021", sections=(section("overview", text),)))
    words = f"“{torn}”像是表格的标题拆散后留在正文里的"
    expected = [("text.leftover", words, ("#", 0, torn), HINT)] if torn else []
    assert [(one.code, one.message, one.place, one.hint) for one in found] == expected
