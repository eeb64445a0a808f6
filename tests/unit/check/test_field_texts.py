"""What to type instead of a text that is not what its key asks for."""

import pytest

from disclosure.check.field_texts import date_hint, day_of_year, flag_hint, suggest

USUAL = "写成 2022-MM-DD，MM、DD 换成实际的月和日，各写两位"


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        pytest.param("2022年1月5日", "写成 2022-01-05", id="in-chinese"),
        pytest.param("2022/12/31", "写成 2022-12-31", id="slashes"),
        pytest.param("20220105", "写成 2022-01-05", id="digits"),
        pytest.param("2022-2-30", "2 月没有 30 日；写成 2022-02-DD", id="no-such-day"),
        pytest.param("2022-1-32", "1 月没有 32 日；写成 2022-01-DD", id="no-such-day-in-january"),
        pytest.param("2022-12-32", "12 月没有 32 日；写成 2022-12-DD", id="no-such-day-in-december"),
        pytest.param("2022-13-1", "没有 13 月；写成 2022-MM-DD", id="no-such-month"),
        pytest.param("2022-0-1", "没有 0 月；写成 2022-MM-DD", id="month-nought"),
        pytest.param("2022年1月", USUAL, id="no-day"),
        pytest.param("元月五日", USUAL, id="words"),
    ],
)
def test_a_date(text: str, hint: str) -> None:
    """The same day where a text names one that exists, else what is wrong with it."""
    assert date_hint(text, "2022-MM-DD") == hint


@pytest.mark.parametrize(
    ("text", "day"),
    [("1月5日", "01-05"), ("12/31", "12-31"), ("1-1", "01-01")]
    + [(text, "MM-DD，例如 01-31") for text in ("13-1", "0-1", "12-32", "1-0", "5", "1-2-3", "")],
)
def test_a_day_of_the_year(text: str, day: str) -> None:
    """The day that a text names, else what one looks like."""
    assert day_of_year(text) == day


@pytest.mark.parametrize(("wrong", "hint"), [("titel", "是不是“title”？"), ("xyz", "可用：title、year")])
def test_a_misspelt_word(wrong: str, hint: str) -> None:
    """The nearest of the right words, or all of them."""
    assert suggest(wrong, ("title", "year")) == hint


@pytest.mark.parametrize(
    ("text", "hint"), [("Yes", "写成 a: true"), ("是", "写成 a: true"), ("no", "写成 a: true；不是的，删去这一行")]
)
def test_a_flag(text: str, hint: str) -> None:
    """What means true is written so; anything else is left out."""
    assert flag_hint("a", text) == hint
