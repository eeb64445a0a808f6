"""Numbers of persons in what will be public."""

import pytest

from disclosure.check.personal_data import check_attachment_text, check_personal_page
from disclosure.model.portal import Attachment, StandingPage
from disclosure.model.report import Explanation

PHONES = ("手机13900001234", "手机13800005678", "手机13700009012", "手机13600003456")


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        pytest.param("名单.csv", "电话0000-0000000", None, id="none"),
        pytest.param("名单.csv", "，".join(PHONES[:1] * 2), "手机号码 139****1234", id="one-twice"),
        pytest.param("名单13900001234.csv", "", "手机号码 139****1234", id="in-the-name"),
        pytest.param(
            "名单.csv", "，".join(PHONES[:3]), "手机号码 139****1234、手机号码 138****5678、手机号码 137****9012", id="three"
        ),
        pytest.param(
            "名单.csv", "，".join(PHONES), "手机号码 139****1234、手机号码 138****5678、手机号码 137****9012 等 4 个", id="four"
        ),
    ],
)
def test_an_attachment(name: str, text: str, said: str | None) -> None:
    """Its numbers are told masked, the first three of them, and how many there are where there are more."""
    found = check_attachment_text(Attachment(f"pages/{name}", f"pages/{name}", ""), text, ())
    expected = [("personal.attachment", f"附件“pages/{name}”里有{said}", f"pages/{name}")] if said else []
    assert [(one.code, one.message, one.path) for one in found] == expected


@pytest.mark.parametrize(
    ("title", "text", "explained", "found"),
    [
        pytest.param("页", PHONES[0], (), [("personal.data", ("#", "13900001234"))], id="told"),
        pytest.param(PHONES[0], "无", (), [("personal.data", ("title",))], id="in-the-title"),
        pytest.param("页", PHONES[0], ("personal.data",), [], id="explained"),
        pytest.param(
            "页", "无", ("personal.data",), [("explain.unmatched", ("explain", "personal.data", ""))], id="explained-in-vain"
        ),
        pytest.param(
            *("页", PHONES[0], ("published.late",)),
            [("personal.data", ("#", "13900001234")), ("explain.unmatched", ("explain", "published.late", ""))],
            id="something-else-explained",
        ),
        pytest.param("页", "无", ("personal.attachment", "text.leftover", "guide.incomplete"), [], id="of-other-checks"),
    ],
)
def test_a_page(title: str, text: str, explained: tuple[str, ...], found: list[tuple[str, tuple[str, ...]]]) -> None:
    """Its numbers are told unless it explains them; an explanation of what no check of pages says is told."""
    page = StandingPage("pages/a.md", "pages/a.md", title, text, explanations=tuple(Explanation(c, "", "因") for c in explained))
    assert [(one.code, one.place) for one in check_personal_page(page, ())] == found
