"""What Chromium of today does not show: the pages in WebKit and in Chromium 87, near the floor of what is supported."""

from itertools import product
from pathlib import Path
from typing import Any
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
UPRIGHT = """[...document.querySelectorAll(".sheet-dense thead th[scope=col] span")].map(
  (head) => [getComputedStyle(head).writingMode, head.getBoundingClientRect().height > head.getBoundingClientRect().width])"""
HITS = """({
  count: document.getElementById("count").textContent,
  marked: document.querySelectorAll("#hits li mark").length,
})"""
PAIR = """({
  heads: [...document.querySelectorAll(".compared table:first-of-type thead th")].slice(0, 4).map((head) => head.textContent),
  status: document.querySelector(".status").textContent,
})"""
ALL = f"""(() => {{
  if (location.search) return document.querySelectorAll("#hits li mark").length < 5 ? null : {HITS};
  if (location.hash) return document.querySelector(".compared table") && {PAIR};
  return {{ upright: {UPRIGHT}, layout: {LAYOUT} }};
}})()"""

LAID_OUT = tried(LAYOUTS, PAGES)
SEARCH, PAIR_OF_YEARS = f"search.html?q={quote('三安全一稳定')}", "compare.html#2019-2023"


@pytest.fixture(scope="module", params=product(tried([360], [360, 1280]), BROWSERS), ids=lambda one: f"{one[0]}-{one[1]}")
def seen(county: Path, request: pytest.FixtureRequest) -> tuple[int, dict[str, Any], list[str]]:
    """What a browser shows of the pages of the county: its width, what was found on each page, and what its console said."""
    width, browser = request.param
    paths = [*LAID_OUT, SEARCH, PAIR_OF_YEARS]
    with served(county) as address:
        found, console = visit(browser, ALL, width, [f"{address}/{path}" for path in paths])
    return width, dict(zip(paths, found, strict=True)), console


def test_pages_have_margins_menus_and_lines(seen: tuple[int, dict[str, Any], list[str]]) -> None:
    """Every layout of a page has its margins and menus and fits; in dark colours charts have lines; the console stays silent."""
    width, found, console = seen
    assert console == []
    for path in LAID_OUT:
        margin, menu = (16, 4) if width == 360 else (34, 8.5)
        line = "rgb(134, 191, 219)" if path.startswith(("trends", "rows/")) or path.endswith("index.html") else None
        expected = {"wide": False, "margin": margin, "menu": menu, "line": line, "paper": "rgb(20, 22, 26)", "holes": 0}
        assert (path, found[path]["layout"]) == (path, expected)


def test_heads_of_the_long_table_stand_upright_on_a_phone(seen: tuple[int, dict[str, Any], list[str]]) -> None:
    """The seven columns of applicants have their letters under each other."""
    width, found, _ = seen
    assert found["2024.html"]["upright"] == [["vertical-rl" if width == 360 else "horizontal-tb", width == 360]] * 7


def test_scripts_run(seen: tuple[int, dict[str, Any], list[str]]) -> None:
    """Search finds what there is, and any two years are set side by side."""
    _, found, _ = seen
    assert found[SEARCH]["count"].endswith(" 个页面含有“三安全一稳定”")
    assert found[SEARCH]["marked"] >= 5
    assert found[PAIR_OF_YEARS] == {"heads": ["项目", "2019年", "2023年", "增减"], "status": "示例县人民政府：2019年与2023年。"}
