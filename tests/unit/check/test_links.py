"""Links of finished pages: which are settled, where the others lead, and what to write instead."""

import pytest

from disclosure.check.links import LinkOrigin, OutgoingLink, check_links, linked_files, unresolved_links
from disclosure.model.finding import Finding
from disclosure.model.planned_file import Outline, Page


def outline(*links: str, ids: tuple[str, ...] = ()) -> Outline:
    """A page with these links and ids."""
    return Outline(frozenset(ids), frozenset(links))


def test_links_that_pages_do_not_settle() -> None:
    """A link to a page and a place that are there is settled, as is one to another site; any other comes with where it leads and the pages it is on."""
    pages = {
        "index.html": outline("a/2021.html", "#top", "#gone", "https://x.cn/", "//x.cn/a", "mailto:a@x.cn", "a/", "图.png"),
        "a/index.html": outline("2021.html#t.r", "2021.html#no", "../index.html", "/b.html", "../../c.html", "2021.html?x=1"),
        "a/2021.html": outline("%E8%A1%A8.pdf", "2021.html#no", "./", "?print", "2021.html#%E4%B8%80", ids=("t.r", "一")),
    }
    assert unresolved_links(pages) == (
        OutgoingLink("#gone", "index.html", "gone", ("index.html",)),
        OutgoingLink("#top", "index.html", "top", ("index.html",)),
        OutgoingLink("%E8%A1%A8.pdf", "a/表.pdf", "", ("a/2021.html",)),
        OutgoingLink("../../c.html", "../c.html", "", ("a/index.html",)),
        OutgoingLink("/b.html", "/b.html", "", ("a/index.html",)),
        OutgoingLink("2021.html#no", "a/2021.html", "no", ("a/index.html", "a/2021.html")),
        OutgoingLink("图.png", "图.png", "", ("index.html",)),
    )


PAGES = {
    "a/2021.html": Page("a/2021.html", "报告", source="content/a/2021.md"),
    "a/index.html": Page("a/index.html", "甲"),
    "a/old.html": Page("a/old.html", "旧版", source="content/a/2021.md", superseded=True),
}
PUBLISHED = (*PAGES, "a/2020.html", "a/2022.html", "a/附件一.docx", "a/名册#1.pdf", "index.html")
IDS = {"a/2021.html": ("requests", "一、概况", "二、其他")}


@pytest.mark.parametrize(
    ("link", "target", "anchor", "code", "message", "hint"),
    [
        pytest.param("2020.html", "a/2020.html", "", "", "", "", id="sound"),
        pytest.param("2021.html#requests", "a/2021.html", "requests", "", "", "", id="sound-place"),
        pytest.param("附件一.docx#甲", "a/附件一.docx", "甲", "", "", "", id="place-in-a-document"),
        pytest.param("../../x.pdf", "../x.pdf", "", "link.outside", "链接“../../x.pdf”越出了网站", "把“x.pdf”放进内容文件夹，放在这个文件旁边，链接写成 x.pdf", id="outside"),
        pytest.param("/x.pdf", "/x.pdf", "", "link.outside", "链接“/x.pdf”越出了网站", "把“x.pdf”放进内容文件夹，放在这个文件旁边，链接写成 x.pdf", id="from-the-root"),
        pytest.param("附件二.docx", "a/附件二.docx", "", "link.dead", "链接“附件二.docx”的目标不存在", "是不是“附件一.docx”？", id="near"),
        pytest.param("../a/附件二.docx", "a/附件二.docx", "", "link.dead", "链接“../a/附件二.docx”的目标不存在", "是不是“../a/附件一.docx”？", id="near-elsewhere"),
        pytest.param("%E9%99%84%E4%BB%B6.docx", "a/附件.docx", "", "link.dead", "链接“%E9%99%84%E4%BB%B6.docx”的目标不存在", "是不是“附件一.docx”？", id="near-with-escapes"),
        pytest.param("100%25.docx", "a/100%.docx", "", "link.dead", "链接“100%.docx”的目标不存在", "把附件放进内容文件夹，放在 a/100%.docx；已经不用的，删去链接，留下文字", id="percent-as-typed"),
        pytest.param("表.pdf", "a/表.pdf", "", "link.dead", "链接“表.pdf”的目标不存在", "把附件放进内容文件夹，放在 a/表.pdf；已经不用的，删去链接，留下文字", id="unlike-any"),
        pytest.param("2019.html", "a/2019.html", "", "link.dead", "链接“2019.html”的目标不存在", "没有 2019 年的报告：删去链接，留下文字；有的是 2020.html、2021.html、2022.html", id="no-such-year"),
        pytest.param("../b/2019.html", "b/2019.html", "", "link.dead", "链接“../b/2019.html”的目标不存在", "没有 2019 年的报告：删去链接，留下文字", id="no-year-there"),
        pytest.param(".表.pdf", "a/.表.pdf", "", "link.dead", "链接“.表.pdf”的文件不会公开：以“.”开头的“.表.pdf”是隐藏的", "把 .表.pdf 改名为 表.pdf，链接也照改", id="hidden"),
        pytest.param("body.yml", "a/body.yml", "", "link.dead", "链接“body.yml”的文件不会公开：它是设置", "删去链接，留下文字；要公开的内容写成 pages/ 里的页面", id="settings"),
        pytest.param("a\\附件一.docx", "a\\附件一.docx", "", "link.dead", "链接“a\\附件一.docx”的目标不存在", "写成 a/附件一.docx", id="back-slash"),
        pytest.param("名册#1.pdf", "a/名册", "1.pdf", "link.dead", "链接“名册#1.pdf”的目标不存在", "写成 名册%231.pdf，或给文件改名，不用“#”", id="hash-in-a-name"),
        pytest.param("../a", "a", "", "link.dead", "链接“../a”的目标不存在", "不能链接到文件夹；写里面的文件，例如 ../a/2020.html", id="folder"),
        pytest.param("草稿.docx", "a/草稿.docx", "", "link.dead", "链接“草稿.docx”的文件不会公开：它的名字是临时文件、备份或草稿的名字", "把 草稿.docx 改成平常的名字（例如 附件.docx），链接也照改", id="withheld"),
        pytest.param("2021.html#request", "a/2021.html", "request", "link.anchor", "链接“2021.html#request”的位置不存在", "是不是“2021.html#requests”？", id="near-place"),
        pytest.param("2021.html#x", "a/2021.html", "x", "link.anchor", "链接“2021.html#x”的位置不存在", "写成 2021.html；或把“#x”改为那一页里有的位置：#一、概况、#二、其他", id="no-place"),
        pytest.param("#x", "a/2021.html", "x", "link.anchor", "链接“#x”的位置不存在", "删去链接，留下文字；或把“#x”改为那一页里有的位置：#一、概况、#二、其他", id="no-place-here"),
        pytest.param("index.html#x", "a/index.html", "x", "link.anchor", "链接“index.html#x”的位置不存在", "写成 index.html；或把“#x”改为那一页里有的位置", id="no-place-at-all"),
    ],
)  # fmt: skip
def test_a_link(link: str, target: str, anchor: str, code: str, message: str, hint: str) -> None:
    """A link that leads nowhere is told at its words on each page that can be changed, with what is near."""
    outgoing = OutgoingLink(link, target, anchor, ("a/2021.html", "a/old.html", "a/index.html"))
    found = check_links([outgoing], PAGES, PUBLISHED, ("a/草稿.docx",), lambda path: IDS.get(path, ()), lambda path: "")
    places = (("content/a/2021.md", ("#", link)), ("a/index.html", ()))
    assert list(found) == ([Finding(code, message, path, place, hint=hint) for path, place in places] if code else [])


@pytest.mark.parametrize("typed", ["100%.docx", "100%25.docx", "%E9%99%84%25.docx"])
def test_a_link_is_told_as_typed(typed: str) -> None:
    """A page writes `%25` for a sign that may be typed either way: each source's finding quotes what stands there."""
    link = typed.replace("%.", "%25.")
    found = check_links(
        [OutgoingLink(link, "a/x.docx", "", ("a/2021.html",))],
        PAGES,
        (),
        (),
        lambda path: (),
        lambda path: f"见[附件]({typed})。",
    )
    assert [finding.message for finding in found] == [f"链接“{typed}”的目标不存在"]


def test_a_link_to_the_file_of_a_page_is_of_the_content() -> None:
    """Under a theme, too, a dead link to a file of a page is told in the report that has it, not in the theme."""
    origin = LinkOrigin("theme", ())
    outgoing = OutgoingLink("2019.html", "a/2019.html", "", ("a/2021.html",))
    found = check_links([outgoing], PAGES, (), (), lambda path: (), lambda path: "[旧](2019.md)", origin)
    assert [finding.path for finding in found] == ["content/a/2021.md"]


def test_files_that_a_text_links_to() -> None:
    """The files that Markdown links to are named from the root of the content folder; other sites and places are none."""
    text = "[甲](表.pdf) ![乙](<图 1.png>) [丙](../b/2020.md#x) [丁](https://x.cn) [戊](#t)\n[己]: 附件.docx\n    [码]: 码.docx\n"
    assert list(linked_files(text, "a/2021.md")) == ["a/表.pdf", "a/图", "b/2020.md", "a/附件.docx"]
