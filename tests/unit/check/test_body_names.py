"""The names by which a text may call its body."""

import pytest

from disclosure.check.body_names import own_names, short_names
from disclosure.model.portal import Body


@pytest.mark.parametrize(
    ("name", "names"),
    [
        pytest.param("示例县教育局", ["教育局", "示例县教育局", "县教育局", "示例教育局"], id="department"),
        pytest.param(
            "示例县城市管理局", ["城市管理局", "示例县城市管理局", "县城市管理局", "示例城市管理局"], id="no-place-in-the-office"
        ),
        pytest.param("人民政府办公室", ["人民政府办公室", "政府办公室", "政府办", "办公室", "政府", "人民政府"], id="office"),
        pytest.param(
            "样例镇人民政府",
            ["样例镇人民政府", "样例镇", "样例镇政府", "镇政府", "镇人民政府", "样例镇党委政府", "镇党委政府"],
            id="township",
        ),
        pytest.param(
            "样例街道办事处",
            ["样例街道办事处", "样例街道", "样例街道办", "街道办", "街道办事处", "街道", "办事处"],
            id="subdistrict",
        ),
        pytest.param("示例市高新区", ["高新区", "示例市高新区", "市高新区", "示例高新区"], id="a-place-of-its-own"),
        pytest.param("人民政府", ["人民政府"], id="nothing-but-its-kind"),
    ],
)
def test_short_names(name: str, names: list[str]) -> None:
    """A name is shortened as people do: without its places, with the last one's level, by its kind alone."""
    assert list(dict.fromkeys(short_names(name))) == names


def test_the_names_of_an_area() -> None:
    """A government whose tables are of its area is called by it; whether its own office is meant is unsure."""
    assert list(own_names(Body("portal.yml", "", "甲省乙市人民政府", "city"))) == [
        ("甲省乙市", "area"),
        ("甲省乙市人民政府", "unsure"),
        ("甲省乙市政府", "unsure"),
        ("乙市", "area"),
        ("乙市人民政府", "unsure"),
        ("乙市政府", "unsure"),
        ("市政府", "unsure"),
        ("市人民政府", "unsure"),
    ]
    assert ("管委会", "unsure") in set(own_names(Body("portal.yml", "", "乙经济开发区管理委员会", "county")))
