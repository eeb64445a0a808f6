"""Where bodies stand among each other."""

import pytest

from disclosure.build.assemble import order_bodies
from disclosure.model.finding import Finding
from disclosure.model.portal import Body, Settings, StandingPage


def body(folder: str, order: int = 0) -> Body:
    """A body in this folder."""
    return Body(f"{folder}/body.yml", folder, folder or "省", "county", order)


SETTINGS = Settings("portal.yml", "省", body(""))


@pytest.mark.parametrize(
    ("bodies", "folders"),
    [
        pytest.param([body("b"), body("a")], ["", "a", "b"], id="by-folder"),
        pytest.param([body("b", 1), body("a", 2)], ["", "b", "a"], id="by-order"),
        pytest.param([body("b/x"), body("a"), body("b")], ["", "a", "b", "b/x"], id="below-their-own"),
        pytest.param(
            [body("a", 2), body("a/y", 1), body("a/x", 2), body("a/x/k", 9), body("a/y/m", 5), body("a/y/l", 6), body("b", 1)],
            ["", "b", "a", "a/y", "a/y/m", "a/y/l", "a/x", "a/x/k"],
            id="three-levels-deep",
        ),
        pytest.param([body("b/x/k", 1), body("b/x/l", 0), body("a")], ["", "a", "b/x/l", "b/x/k"], id="no-body-in-between"),
        pytest.param([body("a-b"), body("a/x"), body("a")], ["", "a", "a/x", "a-b"], id="by-folder-not-by-letters"),
    ],
)
def test_bodies_stand_below_their_own(bodies: list[Body], folders: list[str]) -> None:
    """Each body is followed by those in its folder, siblings by their order, then by their folder."""
    ordered, findings = order_bodies(SETTINGS, bodies, {one.folder: f"{one.folder}/2020.md" for one in bodies})
    assert ([one.folder for one in ordered], findings) == (folders, ())


def test_a_folder_of_reports_needs_a_body() -> None:
    """Reports in a folder that no body describes are reported, and stand where such a body would."""
    ordered, findings = order_bodies(SETTINGS, [body("b")], {"": "2020.md", "a": "a/2020.md"})
    assert [one.folder for one in ordered] == ["", "a", "b"]
    assert ordered[1] == Body("", "a", "", "other")
    message, hint = "文件夹“a”有报告，但没有说明它是哪个机构", "新建 a/body.yml，写上 name: 机构名称 和 kind: 机构类别"
    assert findings == (Finding("body.missing", message, "a/2020.md", place=("title",), hint=hint),)


def test_a_folder_of_pages_needs_a_body() -> None:
    """Pages that lie in no body's folder are told like reports; those of a body and of the portal are at home."""
    pages = [StandingPage(f"content/{name}", name, "指南", "略") for name in ("pages/x.md", "b/pages/x.md", "c/pages/x.md")]
    ordered, findings = order_bodies(SETTINGS, [body("b")], {}, pages)
    assert [one.folder for one in ordered] == ["", "b", "c"]
    hint = "新建 c/body.yml，写上 name: 机构名称 和 kind: 机构类别；或把页面移到它的机构的 pages/ 里"
    message = "文件夹“c”有页面，但没有说明它是哪个机构"
    assert findings == (Finding("body.missing", message, "content/c/pages/x.md", place=("title",), hint=hint),)


def test_a_report_among_pages_is_to_be_moved() -> None:
    """A folder of pages is no body: a report in it belongs one level up."""
    _, findings = order_bodies(SETTINGS, [body("b")], {"": "2020.md", "b/pages": "b/pages/2020.md"})
    assert [finding.hint for finding in findings] == ["pages/ 里只放页面；把报告移到机构的文件夹：b/2020.md"]
