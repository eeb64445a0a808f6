"""The folders of bodies hold reports, and have no name of a published file."""

import pytest

from disclosure.check.body_folders import check_body_folders, check_empty_bodies, like_folder, where_it_belongs
from disclosure.model.finding import Finding
from disclosure.model.portal import Body


def bodies(*folders: str) -> tuple[Body, ...]:
    """Bodies in these folders."""
    return tuple(Body(f"{folder}/body.yml", folder, f"甲{folder}", "department") for folder in folders)


def empty(folder: str, who: str) -> Finding:
    """The finding about a body without reports."""
    hint = f"放进以年份为名的报告（年份.md），或运行 disclosure new 年份 --body {folder}；不再需要的，删去 body.yml"
    return Finding("body.empty", f"{who}的文件夹里没有报告", f"{folder}/body.yml", ("name",), hint=hint)


@pytest.mark.parametrize(
    ("folders", "with_reports", "unread", "found"),
    [
        pytest.param(["", "a", "b"], ["a"], [], [empty("b", "“甲b”")], id="one"),
        pytest.param(["a", "ab", "c/d", "c"], ["a/x", "c/d"], [], [empty("ab", "“甲ab”")], id="below-and-alike"),
        pytest.param(["a", "b"], [], ["b"], [empty("a", "“甲a”")], id="misnamed"),
        pytest.param(list("abcde"), [], [], [empty(one, f"“甲{one}”") for one in "abcde"], id="five"),
        pytest.param(list("abcdef"), [], [], [empty("a", "“甲a”等 6 个机构")], id="six-together"),
    ],
)
def test_bodies_without_reports(folders: list[str], with_reports: list[str], unread: list[str], found: list[Finding]) -> None:
    """A body without a report of its own or below is told; more than five are told together."""
    assert list(check_empty_bodies(bodies(*folders), with_reports, unread)) == found


def test_folders_like_files() -> None:
    """A folder that is called as a published file is told; the folders above it do not count."""
    found = check_body_folders(bodies("a/index.html", "a.json/b", "x.TXT", "html", "a.htm"))
    message = "文件夹“{}”的名字是网页文件的名字，会与同名的文件争一个地址"
    assert list(found) == [
        Finding("path.collision", message.format(name), f"{folder}/body.yml", hint=f"把文件夹改名，例如 {other}")
        for folder, name, other in (("a/index.html", "index.html", "index-office"), ("x.TXT", "x.TXT", "x-office"))
    ]


@pytest.mark.parametrize(
    ("folder", "meant"),
    [
        *((one, "office/") for one in ("office.", " office", "Office", "_office", "office (1)", "office - 副本", "office_old")),
        *((one, "office/") for one in ("office/office", "office/2020", "office/pages", "pages/office")),
        *((one, "") for one in ("2020", "2020年度", "pages", "old")),
        *((one, None) for one in ("office2", "offices", "finance", "a/office", "office/finance")),
    ],
)
def test_like_folder(folder: str, meant: str | None) -> None:
    """A folder is taken for a body's whose name it has but for case, signs and marks of a copy; a number tells bodies apart."""
    assert like_folder(folder, ("", "office", folder)) == meant


@pytest.mark.parametrize(
    ("folder", "hint"),
    [
        pytest.param("office/pages", "pages/ 里只放页面；把报告移到机构的文件夹：office/2021.md", id="pages-of-a-body"),
        pytest.param("a/pages/b", "pages/ 里只放页面；把报告移到机构的文件夹：a/2021.md", id="below-pages"),
        pytest.param("homepages", "新建 homepages/body.yml，写上 name: 机构名称 和 kind: 机构类别", id="of-its-own"),
        pytest.param("_office", "多半是“office/”的报告：改放 office/2021.md；另一个机构的，新建 _office/body.yml，写上 name: 机构名称 和 kind: 机构类别", id="copy"),
    ],
)  # fmt: skip
def test_where_a_report_belongs(folder: str, hint: str) -> None:
    """A report among pages, in a copy of a body's folder, or in a folder that may become a body's, each has its way out."""
    assert where_it_belongs(folder, "2021.md", {"", "office"}) == hint
