"""What Chromium of today does not show: the pages in WebKit and in Chromium 87, near the floor of what is supported."""

from pathlib import Path
from urllib.parse import quote

import pytest

from tests.support.effort import tried
from tests.support.other_browsers import BROWSERS, visit
from tests.support.serving import LAYOUTS, PAGES, served

pytestmark = pytest.mark.slow

LAYOUT = """(() => {
  const style = (selector) => getComputedStyle(document.querySelector(selector));
  document.documentElement.setAttribute("data-scheme", "dark");
  const line = document.querySelector(".columns-chart .s1");
  return {
    wide: document.documentElement.scrollWidth > innerWidth,
    margin: parseFloat(style("main").paddingLeft),
    menu: parseFloat(style(".columns a").paddingTop),
    line: line && getComputedStyle(line).fill,
    paper: getComputedStyle(document.body).backgroundColor,
    holes: [...document.querySelectorAll("tbody tr")].filter((row) => row.offsetHeight > 12 * parseFloat(style("html").fontSize)).length,
  };
})()"""
"""The page in dark colours: what is missing where a browser does not know a value."""


LAID_OUT = tried(LAYOUTS, PAGES)


@pytest.mark.parametrize("browser", BROWSERS)
@pytest.mark.parametrize("width", tried([360], [360, 1280]))
def test_pages_have_margins_menus_and_lines(county: Path, browser: str, width: int) -> None:
    """Every layout of a page has its margins and menus and fits; in dark colours charts have lines; the console stays silent."""
    with served(county) as address:
        found, console = visit(browser, LAYOUT, width, [f"{address}/{path}" for path in LAID_OUT])
    assert console == []
    for path, page in zip(LAID_OUT, found, strict=True):
        margin, menu = (16, 4) if width == 360 else (34, 8.5)
        line = "rgb(134, 191, 219)" if path.startswith(("trends", "rows/")) or path.endswith("index.html") else None
        expected = {"wide": False, "margin": margin, "menu": menu, "line": line, "paper": "rgb(20, 22, 26)", "holes": 0}
        assert (path, page) == (path, expected)


UPRIGHT = """[...document.querySelectorAll(".sheet-dense thead th[scope=col] span")].map(
  (head) => [getComputedStyle(head).writingMode, head.getBoundingClientRect().height > head.getBoundingClientRect().width])"""


@pytest.mark.parametrize("browser", BROWSERS)
def test_heads_of_the_long_table_stand_upright_on_a_phone(county: Path, browser: str) -> None:
    """The seven columns of applicants have their letters under each other."""
    with served(county) as address:
        found, _ = visit(browser, UPRIGHT, 360, [f"{address}/2024.html"])
    assert found == [[["vertical-rl", True]] * 7]


HITS = """({
  count: document.getElementById("count").textContent,
  marked: document.querySelectorAll("#hits li mark").length,
})"""
PAIR = """({
  heads: [...document.querySelectorAll(".compared table:first-of-type thead th")].slice(0, 4).map((head) => head.textContent),
  status: document.querySelector(".status").textContent,
})"""


@pytest.mark.parametrize("browser", BROWSERS)
def test_scripts_run(county: Path, browser: str) -> None:
    """Search finds what there is, and any two years are set side by side, without a word from the console."""
    with served(county) as address:
        hits, said = visit(browser, HITS, 360, [f"{address}/search.html?q={quote('三安全一稳定')}"])
        pair, more = visit(browser, PAIR, 360, [f"{address}/compare.html#2019-2023"])
    assert hits[0]["count"].endswith(" 个页面含有“三安全一稳定”")
    assert hits[0]["marked"] >= 5
    assert pair == [{"heads": ["项目", "2019年", "2023年", "增减"], "status": "示例县人民政府：2019年与2023年。"}]
    assert [*said, *more] == []
