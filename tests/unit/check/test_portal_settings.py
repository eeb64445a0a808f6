"""What a portal says of itself is whole, its own, and can be read."""

from datetime import date
from typing import Any

import pytest

from disclosure.check.portal_settings import check_appearance, check_body_years, check_names, check_settings
from disclosure.model.finding import Finding
from disclosure.model.portal import EXAMPLE_NAME, Body, Portal, ReportEntry, Settings

BODY = Body("portal.yml", "", "甲镇", "township")
OFFICE = Body("office/body.yml", "office", f"{EXAMPLE_NAME}办公室", "department")
GIVEN = {
    "address": "https://x.cn/",
    "site_code": "1",
    "icp": "2",
    "police": "3",
    "organizer": "甲镇",
    "contact": "乙",
}


def portal(**settings: Any) -> Portal:
    """A portal with these settings and two bodies."""
    values: dict[str, Any] = {"name": "甲镇", "body": BODY} | GIVEN | settings
    return Portal(Settings("portal.yml", **values), (BODY, OFFICE), (), (), ())


@pytest.mark.parametrize(
    ("settings", "absent", "hint"),
    [
        pytest.param({}, "", "", id="whole"),
        pytest.param({"icp": ""}, "identifiers.icp", "identifiers 下的 icp: ICP备案号", id="one"),
        pytest.param({"icp": "", "contact": ""}, "identifiers.icp、footer.contact", "identifiers 下的 icp: ICP备案号；footer 下的 contact: 联系方式", id="two"),
        pytest.param({"icp": "", "wrong_keys": ("identifiers.icp",)}, "", "", id="misspelt-is-told-elsewhere"),
    ],
)  # fmt: skip
def test_identifiers(settings: dict[str, Any], absent: str, hint: str) -> None:
    """What every page shows of a government site is given; what is absent is told at once."""
    message, hint = f"没有填写：{absent}", f"在 portal.yml 写上：{hint}"
    expected = [Finding("settings.incomplete", message, "portal.yml", ("name",), hint=hint)] if absent else []
    assert list(check_settings(portal(**settings))) == expected


def test_names_with_which_a_portal_begins() -> None:
    """The names of a new portal are told, each where it stands."""
    found = check_names(portal(name=EXAMPLE_NAME, organizer=f"{EXAMPLE_NAME}政府"))
    assert [(one.path, one.place, one.message, one.hint) for one in found] == [
        ("portal.yml", ("name",), f"还是新建时的名称“{EXAMPLE_NAME}”", "改成自己的名称，例如 name: 城关"),
        ("office/body.yml", ("name",), f"还是新建时的名称“{OFFICE.name}”", "改成自己的名称，例如 name: 城关办公室"),
        (
            "portal.yml",
            ("footer", "organizer"),
            f"还是新建时的名称“{EXAMPLE_NAME}政府”",
            "改成自己的名称，例如 organizer: 城关政府",
        ),
    ]


@pytest.mark.parametrize(
    ("begins", "closed", "years", "found"),
    [
        pytest.param(0, 0, [2019, 2022], [], id="nothing-said"),
        pytest.param(2019, 2022, [2019, 2022], [], id="between"),
        pytest.param(2019, 2022, [], [], id="no-reports"),
        pytest.param(2020, 0, [2019, 2022], [("begins", "写成 begins: 2019；")], id="before"),
        pytest.param(0, 2021, [2019, 2022], [("closed", "写成 closed: 2022；")], id="behind"),
        pytest.param(2020, 2021, [2019, 2022], [("begins", "写成 begins: 2019；"), ("closed", "写成 closed: 2022；")], id="both"),
        pytest.param(2022, 2022, [2022], [], id="one-year"),
        pytest.param(2022, 2020, [2019], [("closed", "对调就是 begins: 2020 和 closed: 2022")], id="the-wrong-way-round"),
    ],
)
def test_the_years_of_a_body(begins: int, closed: int, years: list[int], found: list[tuple[str, str]]) -> None:
    """Its reports are of the years from the first to the last that it owes; each fault is told at the year to mend."""
    body = Body("portal.yml", "", "甲镇", "township", begins=begins, closed=closed)
    office = Body("a/body.yml", "a", "甲局", "department", begins=2022, closed=2021)
    entries = tuple(ReportEntry(f"{y}.md", f"{y}.md", "", y, date(y + 1, 1, 20), "2021", "", "") for y in years)
    *told, last = check_body_years(Portal(Settings("portal.yml", "甲镇", body), (body, office), entries, (), ()))
    assert (last.path, last.place) == ("a/body.yml", ("closed",))
    assert [one.place for one in told] == [("body", key) for key, _ in found]
    assert [hint for one, (_, hint) in zip(told, found, strict=True) if hint not in one.hint] == []


@pytest.mark.parametrize(
    ("accent", "contrast", "darker"),
    [
        pytest.param("", "", "", id="none"),
        pytest.param("#b03a2e", "", "", id="dark"),
        pytest.param("#767676", "", "", id="just-dark-enough"),
        pytest.param("#777777", "4.4", "#6b6b6b", id="hardly-too-light"),
        pytest.param("#ffffff", "1.0", "#6c6c6c", id="white"),
        pytest.param("#ff8800", "2.3", "#a65800", id="orange"),
        pytest.param("#3388cc", "3.7", "#2d7ab7", id="blue"),
    ],
)
def test_the_main_colour(accent: str, contrast: str, darker: str) -> None:
    """A colour that can't be read on white is told with a darker one of its kind that can."""
    message = f"主色 {accent} 在白底上看不清（对比度 {contrast}，至少要 4.5）"
    hint = f'换成深一些的颜色，例如 accent: "{darker}"'
    expected = [Finding("settings.accent", message, "portal.yml", ("accent",), hint=hint)] if contrast else []
    assert list(check_appearance(portal(accent=accent))) == expected


@pytest.mark.parametrize(("language", "is_right"), [("zh-CN", True), ("ZH-hans", True), ("zh-TW", False), ("en", False)])
def test_the_language(language: str, is_right: bool) -> None:
    """Pages are in simplified Chinese, and say so."""
    message = f"网页是简体中文的，language 却是“{language}”"
    found = Finding("settings.language", message, "portal.yml", ("language",), hint="写成 language: zh-CN，或删去这一行")
    assert list(check_appearance(portal(language=language))) == ([] if is_right else [found])
