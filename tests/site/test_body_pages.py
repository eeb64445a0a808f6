"""Bodies have standing pages of their own: on their index page, in the site map and in the search, and in no column."""

from pathlib import Path

from disclosure.authoring.columns import COLUMNS_PAGE, columns_page
from tests.support.portal import Change, run_build, spoil, tree, write_base

GUIDE = "---\ntitle: 街道办公开目录\nmoved_from: [office/zhinan.html]\n---\n\n见[报告](../2022.md)。\n"
WITHDRAWN = "---\ntitle: 旧目录\nwithdrawn: {date: 2023-05-10, reason: 内容已经过时。}\n---\n\n旧的。\n"


def test_a_body_has_pages_of_its_own(tmp_path: Path) -> None:
    """The page stands below its body, which leads to it; it is no column of the site, and one that is withdrawn says so."""
    content = write_base(tmp_path)
    spoil(content, (Change("office/pages/guide.md", None, GUIDE), Change("office/pages/old.md", None, WITHDRAWN)))
    outcome = run_build(tmp_path, content=content)
    assert outcome.published is not None and outcome.findings == ()
    site = {name: data.decode() for name, data in tree(tmp_path / "site").items() if name.endswith((".html", ".xml"))}
    page = site["office/pages/guide.html"]
    assert '<li><a href="../index.html">' in page and '<a href="../2022.html">报告</a>' in page
    assert '<a href="pages/guide.html">街道办公开目录</a>' in site["office/index.html"]
    for name in ("sitemap.html", "search.html"):
        assert site[name].count('href="office/pages/guide.html"') == 1
    assert "街道办公开目录" not in site["index.html"] + site["2022.html"] + site["pages/guide.html"]
    assert "pages/guide.html" in site["office/zhinan.html"]
    assert "内容已经过时" in site["office/pages/old.html"] and "旧目录" not in site["office/index.html"] + site["sitemap.html"]


def test_empty_columns_are_not_shown(tmp_path: Path) -> None:
    """Of columns that a body began but not wrote there is nothing on its site: no heading, and where all are empty no page."""
    content = write_base(tmp_path)
    columns = columns_page("county")
    written = columns.replace("## 财政预算、决算信息\n", "## 财政预算、决算信息\n\n见[报告](../2022.md)。\n")
    spoil(content, (Change(COLUMNS_PAGE, None, written), Change(f"office/{COLUMNS_PAGE}", None, columns)))
    outcome = run_build(tmp_path, content=content)
    assert outcome.published is not None and outcome.findings == ()
    site = {name: data.decode() for name, data in tree(tmp_path / "site").items() if name.endswith((".html", ".xml"))}
    page = site["pages/catalogue.html"]
    assert "财政预算、决算信息" in page and "公务员招考" not in page
    assert '<a href="pages/catalogue.html">法定主动公开内容</a>' in site["index.html"]
    assert not [name for name, text in site.items() if "office/pages/catalogue.html" in (name, *text.split('"'))]
