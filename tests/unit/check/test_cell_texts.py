"""What to type instead of a text in a cell that is no number."""

import pytest

from disclosure.check.cell_texts import not_a_number

ANYTHING = '写数字、~（未填报）、/（不适用），或 "22（其中修订16件）"'
TOO_LONG = "核对位数：整数部分最多 15 位，小数最多 9 位"


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        pytest.param("", "没有填报写 ~；不适用写 /", id="empty"),
        pytest.param("无", "没有填报写 ~；不适用写 /", id="nothing-in-words"),
        pytest.param("\\", "没有填报写 ~；不适用写 /", id="wrong-slash"),
        pytest.param("+5", "写成 5，不加正号", id="plus"),
        pytest.param("007", "数字前面不能有多余的 0：写成 7", id="zeros-before"),
        pytest.param("00", "数字前面不能有多余的 0：写成 0", id="zeros"),
        pytest.param("1,234,567", "不写千位分隔符：写成 1234567", id="thousands"),
        pytest.param("-1，234.50", "不写千位分隔符：写成 -1234.50", id="thousands-full-width"),
        pytest.param("1,23", ANYTHING, id="comma-elsewhere"),
        pytest.param("-2_0", "数字里不写下划线：写成 -20", id="underscore"),
        pytest.param("1O", "字母 O 改成数字：写成 10", id="letter"),
        pytest.param("lI", "字母 l、I 改成数字：写成 11", id="letters"),
        pytest.param("O", "字母 O 改成数字：写成 0", id="letter-alone"),
        pytest.param("12人次", '只写数字：12；说明写在括号里，如 "12（人次）"', id="words"),
        pytest.param("3 万", "写成 30000，不写“万”", id="ten-thousands"),
        pytest.param("1.5亿", "写成 150000000，不写“亿”", id="hundred-millions"),
        pytest.param("2千件", "写成 2000，不写“千件”", id="thousands-in-words"),
        pytest.param("4百", "写成 400，不写“百”", id="hundreds"),
        pytest.param("7万元", '只写数字：7；说明写在括号里，如 "7（万元）"', id="money-among-counts"),
        pytest.param("1234567890123456", TOO_LONG, id="too-long"),
        pytest.param("-0.1234567890", TOO_LONG, id="too-many-decimals"),
        pytest.param("若干", ANYTHING, id="words-alone"),
        pytest.param("1:30", ANYTHING, id="two-numbers"),
    ],
)
def test_no_number(text: str, hint: str) -> None:
    """Each way to write something else than a number has its own hint, with the number to type."""
    assert not_a_number(text, text, (), False) == (f"“{text}”不是数字", hint)


@pytest.mark.parametrize(
    ("text", "units", "hint"),
    [
        pytest.param("8元", ("万元",), "写成 0.0008；单位只能是万元，已写在表头，格里只写数字", id="of-the-heading"),
        pytest.param("3万", ("万元",), "写成 3；单位只能是万元，已写在表头，格里只写数字", id="half-a-unit"),
        pytest.param("5百元", ("元", "万元"), '写成 "500元" 或 "0.05万元"；单位只能是元或万元', id="hundreds"),
        pytest.param("2千元", ("元", "万元"), '写成 "2000元" 或 "0.2万元"；单位只能是元或万元', id="thousands"),
        pytest.param("3百万元", ("元", "万元"), '写成 "3000000元" 或 "300万元"；单位只能是元或万元', id="millions"),
        pytest.param("1千万元", ("元",), '写成 "10000000元"；单位只能是元', id="ten-millions"),
        pytest.param("0.5亿元", ("元", "万元"), '写成 "50000000元" 或 "5000万元"；单位只能是元或万元', id="hundred-millions"),
        pytest.param("2万", ("元",), '写成 "20000元"；单位只能是元', id="half-a-unit-in-the-cell"),
        pytest.param("12人", ("元", "万元"), '只写数字：12；说明写在括号里，如 "12（人）"；单位只能是元或万元', id="no-money"),
    ],
)
def test_no_amount(text: str, units: tuple[str, ...], hint: str) -> None:
    """An amount in another unit is reckoned in those that may stand there: in the heading where it is one, else in the cell."""
    assert not_a_number(text, text, units, units != ("万元",)) == (f"“{text}”不是数字", hint)


@pytest.mark.parametrize(
    ("text", "clean", "shown"),
    [
        pytest.param("12\u200b", "12", "12", id="number"),
        pytest.param("\u200b012", "012", '"012"', id="no-number"),
        pytest.param("约\u200b12", "约12", '"约12"', id="words"),
    ],
)
def test_unseen_characters(text: str, clean: str, shown: str) -> None:
    """A character that nobody sees is named before anything else."""
    assert not_a_number(text, text, (), False) == (
        f"“{clean}”里夹有看不见的零宽空格（U+200B）",
        f"重新输入这一格：{shown}",
    )
