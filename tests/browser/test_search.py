"""Search in a real browser: the pages found are those that hold the words, and keys alone do."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import pytest

from disclosure.search.page_text import page_texts
from tests.support.effort import tried
from tests.support.search_oracle import WORDS, holding, random_queries, site_blocks
from tests.support.serving import served

pytestmark = pytest.mark.slow

ALL_HITS = """async () => {
  const hits = document.getElementById("hits");
  const all = parseInt(document.getElementById("count").textContent) || 0;
  while (hits.children.length < all || hits.hasAttribute("aria-busy")) {
    document.getElementById("more").click();
    await new Promise((next) => setTimeout(next, 20));
  }
  return [...hits.querySelectorAll("li h2 a")].map((link) => link.getAttribute("href"));
}"""


READY = """() => {
  const hits = document.getElementById("hits");
  return hits.children.length && !hits.hasAttribute("aria-busy") || document.getElementById("count").textContent.startsWith("没有");
}"""


def test_in_a_browser(county: Path, page: Any) -> None:
    """Under the strict policy random substrings and words find the oracle's pages, with the count said."""
    troubles: list[str] = []
    page.on("console", lambda said: troubles.append(said.text) if "favicon" not in said.location["url"] else None)
    page.on("pageerror", lambda error: troubles.append(str(error)))
    wrong, pages = [], site_blocks(county)
    with served(county) as address:
        for query in [*random_queries(pages, tried(6, 200), seed=7), *WORDS[:: tried(8, 1)]]:
            page.goto(f"{address}/search.html?q={quote(query)}")
            page.wait_for_function(READY)
            found = [unquote(href.partition("#")[0]) for href in page.evaluate(ALL_HITS)]
            count = page.text_content("#count")
            expected = holding(pages, query)
            if sorted(found) != sorted(expected) or not count.startswith(f"{len(expected) or '没有'}".ljust(2)):
                wrong.append(query)
    assert (wrong, troubles) == ([], [])


def test_a_hit_leads_to_its_place(county: Path, page: Any) -> None:
    """A hit names body, year and section, marks the words, and its link leads to the row that holds them."""
    with served(county) as address:
        page.goto(f"{address}/index.html")
        page.goto(f"{address}/search.html")
        page.fill("#q", "三安全一稳定")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        page.wait_for_function(READY)
        assert unquote(page.url).endswith("/search.html?q=三安全一稳定")
        assert page.input_value("#q") == "三安全一稳定"
        assert page.get_attribute("#count", "role") == "status"
        first = page.locator("#hits li").first
        assert first.locator("mark").all_text_contents() == ["三安全一稳定"]
        assert "2025年" in first.locator("a").text_content()
        assert "三、收到和处理政府信息公开申请情况" in first.locator(".where").text_content()
        first.locator("a").click()
        page.wait_for_url("**/*.html#*")
        assert page.evaluate("document.getElementById(decodeURIComponent(location.hash.slice(1))).localName") == "tr"


def test_a_hit_in_a_table_says_the_figure_and_leads_to_the_row(county: Path, page: Any) -> None:
    """Words in any order: the row of the body and year, its total, and an address that is the row's own."""
    with served(county) as address:
        page.goto(f"{address}/search.html?q={quote('2024 本年新收政府信息公开申请数量 新城街道')}")
        page.wait_for_function(READY)
        assert page.text_content("#count") == "1 个页面（限新城街道办事处、2024年）含有“本年新收政府信息公开申请数量”"
        assert page.locator("#hits li strong").all_text_contents() == ["总计 12"]
        assert page.locator("#hits li p").last.text_content() == "一、本年新收政府信息公开申请数量　总计 12"
        assert page.get_attribute("#about a", "href") == "rows/requests.received.html"
        page.locator("#hits a").first.click()
        page.wait_for_url("**/xincheng/2024.html#requests.received")
        page.goto(f"{address}/search.html?q={quote('青石镇 没有这样的话')}")
        page.wait_for_function("() => document.getElementById('count').textContent.startsWith('没有')")
        offered = [unquote(link.get_attribute("href")) for link in page.locator("#hits a").all()]
        assert offered[:3] == ["?q=青石镇", "?q=没有这样的话", "?body=qingshi"]
        page.goto(f"{address}/search.html?year=2022&q={quote('没有依申请公开的这样的话')}")
        page.wait_for_function("() => document.getElementById('count').textContent.startsWith('没有')")
        assert page.locator("#hits li p").all_text_contents()[1] == "不加限定：　没有依申请公开的这样的话"
        terms = page.locator("#hits li p").last
        assert terms.text_content().startswith("表格和名词解释里相近的：")
        assert terms.locator("a").first.get_attribute("href").partition("#")[0].endswith(".html")


def test_a_question_without_blanks_is_taken_apart(county: Path, page: Any) -> None:
    """Where nothing is found, what is left beside body and year is cut at words of the forms, and asked within them."""
    with served(county) as address:
        page.goto(f"{address}/search.html?q={quote('青石镇2022年不掌握信息')}")
        page.wait_for_function("() => document.getElementById('hits').children.length > 0")
        parts = page.locator("#hits li").first.locator("a")
        assert parts.all_text_contents() == ["不掌握", "信息"]
        with page.expect_navigation():
            parts.first.click()
        page.wait_for_function(READY)
        assert unquote(page.url).endswith("?q=青石镇人民政府 2022 不掌握")
        assert page.text_content("#count") == "1 个页面（限青石镇人民政府、2022年）含有“不掌握”"


def test_more_hits_by_keyboard(county: Path, page: Any) -> None:
    """Hits follow while somebody scrolls, up to twenty; the button brings twenty more and moves the focus to the first of them."""
    with served(county) as address:
        page.goto(f"{address}/search.html?q={quote('信息公开')}")
        page.wait_for_function(READY)
        for shown in (10, 15, 20):
            page.locator("#more").scroll_into_view_if_needed()
            page.wait_for_function(f"() => document.getElementById('hits').children.length >= {shown}")
        page.focus("#more")
        page.keyboard.press("Enter")
        page.wait_for_function("() => document.getElementById('hits').children.length === 40")
        page.wait_for_function("() => [...document.querySelectorAll('#hits h2 a')].indexOf(document.activeElement) === 20")


CHAPTERS = """async (paths) => {
  const read = {};
  for (const path of paths) read[path] = textsIn((await pageAt(path)).querySelector("main")).map(({ section, text }) => [section, text]);
  return read;
}"""


def test_the_browser_reads_pages_as_the_index_does(county: Path, page: Any) -> None:
    """The texts that hits are shown from, and their sections, are those that were indexed; nothing of a page is run."""
    paths = ["2024.html", "2017.html", "office/2021.html", "pages/guide.html"]
    with served(county) as address:
        page.goto(f"{address}/search.html")
        read = page.evaluate(CHAPTERS, paths)
    assert read == {path: [list(text) for text in page_texts((county / path).read_bytes())] for path in paths}


def test_narrowed_by_body_year_and_section(county: Path, page: Any) -> None:
    """What is chosen stands in the address, and only that; hits stand in the section; without words the reports are listed."""
    with served(county) as address:
        page.goto(f"{address}/search.html")
        page.fill("#q", "申请")
        page.select_option("#body", label="青石镇人民政府")
        page.select_option("#section", label="一、总体情况")
        with page.expect_navigation():
            page.locator(".search-form button").click()
        page.wait_for_function(READY)
        assert unquote(page.url).endswith("/search.html?q=申请&body=qingshi&section=overview")
        assert page.input_value("#body") == "qingshi"
        assert page.text_content("#count").endswith("（限青石镇人民政府、一、总体情况）含有“申请”")
        found = [unquote(href) for href in page.evaluate(ALL_HITS)]
        assert found
        assert {href.partition("/")[0] for href in found} == {"qingshi"}
        assert {href.partition("#")[2].partition("-")[0] for href in found} == {"overview"}
        page.goto(f"{address}/search.html?body=qingshi&year=2022")
        page.wait_for_function(READY)
        assert page.text_content("#count") == "1 个页面是青石镇人民政府、2022年的报告"
        assert page.evaluate(ALL_HITS) == ["qingshi/2022.html"]


SHIFTS = """new Promise((done) => new PerformanceObserver((list) => {
  done(list.getEntries().reduce((sum, shift) => sum + shift.value, 0));
}).observe({ type: "layout-shift", buffered: true })) """


def test_hits_do_not_move_the_page(county: Path, page: Any) -> None:
    """What comes while somebody reads moves nothing that is there: the list of all reports begins below the screen."""
    page.set_viewport_size({"width": 360, "height": 640})
    with served(county) as address:
        page.goto(f"{address}/search.html?q={quote('信息公开')}")
        page.wait_for_function("() => document.getElementById('hits').children.length >= 5")
        moved = page.evaluate(f"Promise.race([{SHIFTS}, new Promise((done) => setTimeout(done, 300, 0))])")
        top = page.evaluate("document.querySelector('.listed').getBoundingClientRect().top")
    assert moved < 0.1
    assert top > 640


def test_the_first_hit_is_there_before_its_page(county: Path, page: Any) -> None:
    """What is found is a link as soon as it is known; where its page can't be had, that is all, and the others follow."""
    page.route("**/2025.html", lambda route: None)
    with served(county) as address:
        page.goto(f"{address}/search.html?q={quote('三安全一稳定')}")
        page.wait_for_selector("#hits h2 a")
        assert page.locator("#hits a").all_text_contents() == ["示例县人民政府　2025年"]
        assert page.get_attribute("#hits a", "href") == "2025.html"
        assert page.get_attribute("#hits", "aria-busy") == "true"
        page.goto("about:blank")
    page.unroute("**/2025.html")


INDEXES = """() => performance.getEntriesByType("resource").filter((one) => one.name.endsWith(".json")).map((one) => one.initiatorType)"""


def test_what_the_index_says_is_fetched_with_the_page(county: Path, page: Any) -> None:
    """It is under way before the program is, once, and again only where a cache had it; without a question the console is silent."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    with served(county) as address:
        page.goto(f"{address}/search.html", wait_until="networkidle")
        assert sorted(page.evaluate(INDEXES)) in (["link"] * 2, ["fetch"] * 2 + ["link"] * 2)
        page.goto(f"{address}/search.html?q={quote('三安全一稳定')}")
        page.wait_for_function(READY)
        assert sorted(page.evaluate(INDEXES)) in (["link"] * 2, ["fetch"] * 2 + ["link"] * 2)
    assert said == []


def test_a_slow_index_is_fetched_once(county: Path, page: Any) -> None:
    """Where the program is there before what the index says, it waits for what is under way and asks for nothing twice.

    Buckets of the index are asked for before the documents are there.
    """
    held: dict[str, Any] = {}
    asked: list[str] = []
    page.route("**/search/*.json", lambda route: held.update({route.request.url.rpartition("/")[2]: route}))
    page.on("request", lambda request: asked.append(request.url))
    with served(county) as address:
        page.goto(f"{address}/search.html?q={quote('三安全一稳定')}", wait_until="commit")
        page.wait_for_selector(".asked #found")
        with page.expect_request("**/*.bin?*"):
            held["index.json"].continue_()
        held["documents.json"].continue_()
        page.wait_for_function(READY)
        assert page.evaluate(INDEXES) == ["link"] * 2
    assert len([url for url in asked if url.endswith(".json")]) == 2
    page.unroute("**/search/*.json")


def test_an_index_of_two_states_is_not_read(county: Path, page: Any) -> None:
    """Where the site changed between two files of the index, the page says so and what to do, and shows no hit."""
    other = json.loads((county / "search" / "documents.json").read_text(encoding="utf-8")) | {"digest": "other"}
    page.route("**/documents.json", lambda route: route.fulfill(json=other))
    with served(county) as address:
        page.goto(f"{address}/search.html?q={quote('三安全一稳定')}")
        page.wait_for_function("() => document.getElementById('count').textContent.startsWith('检索没有完成')")
        assert page.text_content("#count") == "检索没有完成（网站刚更新，请重试）；可在下面按机构查找。"
        assert page.locator("#hits li").count() == 0
    page.unroute("**/documents.json")


def test_from_a_folder_and_without_script(county: Path, page: Any, silent_page: Any) -> None:
    """From disk the page says why it can't search, without JavaScript the form leads to the list; both keep the list."""
    page.goto(f"{(county / 'search.html').as_uri()}?q={quote('信息公开')}")
    page.wait_for_function("() => document.getElementById('count').textContent !== ''")
    assert "不允许它读取检索索引" in page.text_content("#count")
    assert page.locator(".listed a").count() > 100
    silent_page.goto((county / "search.html").as_uri())
    silent_page.fill("#q", "信息公开")
    silent_page.keyboard.press("Enter")
    silent_page.locator(".listed a", has_text="示例县2020年").click()
    assert silent_page.url.endswith("/2020.html")
