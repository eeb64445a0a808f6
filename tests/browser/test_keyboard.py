"""Pages by keyboard and by touch, magnified four times, and with the reader's own spacing of text."""

from itertools import product
from pathlib import Path
from typing import Any

import pytest

from tests.support.effort import tried
from tests.support.serving import LAYOUTS, PAGES, served

pytestmark = pytest.mark.slow

AHEAD = """() => [...document.querySelectorAll('a[href], button, input, select, summary, [tabindex="0"]')]
    .filter(one => one.checkVisibility({visibilityProperty: true}) && !(one.type === "radio" && !one.checked))
    .map(one => one.outerHTML)"""
"""What a keyboard must come to, in the order of the page: of a group of radio buttons the chosen one."""
STOPS = tried(70, 1000)
"""How far the keyboard goes on a page: the search page ends in a hundred links of one kind."""
FOCUS = """() => {
    const one = document.activeElement;
    if (one === document.body) return null;
    const shows = one.type === "radio" ? one.nextElementSibling : one;
    const box = shows.getBoundingClientRect(), look = getComputedStyle(shows);
    const seen = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
    return [one.outerHTML, seen && look.outlineStyle !== "none" && parseFloat(look.outlineWidth) >= 2];
}"""


@pytest.mark.parametrize(
    "path",
    tried(
        ["2024.html", "search.html", "compare.html"],
        ["index.html", "2024.html", "search.html", "compare-2023-2024.html", "compare.html"],
    ),
)
def test_everything_is_reached_by_keyboard(county: Path, page: Any, path: str) -> None:
    """The tabulator comes to every link, field and fold, in the order of the page, in view and with a visible mark."""
    with served(county) as address:
        page.goto(f"{address}/{path}")
        expected = page.evaluate(AHEAD)[:STOPS]
        reached = []
        for _ in expected:
            page.keyboard.press("Tab")
            reached.append(page.evaluate(FOCUS))
    assert [[markup, True] for markup in expected] == reached


def test_skip_link(county: Path, page: Any) -> None:
    """The first stop of the keyboard shows a link past the head of the page; the next stop lies in the text."""
    page.goto((county / "2024.html").as_uri())
    page.keyboard.press("Tab")
    box = page.locator(".skip").bounding_box()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    inside = page.evaluate("document.getElementById('main').contains(document.activeElement)")
    assert (box["x"] >= 0, box["y"] >= 0, inside) == (True, True, True)


def test_type_size_and_comparisons_by_keyboard(county: Path, silent_page: Any) -> None:
    """Without JavaScript, keys choose the type size, and open and close a comparison."""
    page = silent_page
    page.goto((county / "qingshi" / "2021.html").as_uri())
    page.focus("#size-medium")
    sizes = []
    for _ in range(3):
        sizes.append(page.evaluate("getComputedStyle(document.documentElement).fontSize"))
        page.keyboard.press("ArrowRight")
    page.goto((county / "compare-2023-2024.html").as_uri())
    page.focus("summary")
    opened = []
    for _ in range(2):
        page.keyboard.press("Enter")
        opened.append(page.locator("details").first.locator("table").is_visible())
    assert sizes == ["17px", "21px", "25px"]
    assert opened == [True, False]


def test_looks_are_kept_from_page_to_page(county: Path, page: Any) -> None:
    """The size of letters and the colours that somebody chose are those of the next page too, until they are chosen back."""

    def look() -> Any:
        return page.evaluate(
            "(({fontSize, backgroundColor}) => [fontSize, backgroundColor])"
            "({...getComputedStyle(document.documentElement), backgroundColor: getComputedStyle(document.body).backgroundColor})"
        )

    with served(county) as address:
        page.goto(f"{address}/2024.html")
        page.locator("#size-large").check()
        page.locator("input[name=scheme][value=dark]").check()
        page.goto(f"{address}/qingshi/2022.html")
        chosen = (look(), page.locator("#size-large").is_checked())
        page.locator("#size-medium").check()
        page.locator("input[name=scheme][value=light]").check()
        page.goto(f"{address}/index.html")
        back = look()
    assert chosen == (["21px", "rgb(20, 22, 26)"], True)
    assert back == ["17px", "rgb(255, 255, 255)"]


def test_any_two_years_by_keyboard(county: Path, page: Any) -> None:
    """Keys alone choose two years and set them side by side."""
    with served(county) as address:
        page.goto(f"{address}/compare.html")
        page.focus("select[name=earlier]")
        page.keyboard.type("2019")
        page.keyboard.press("Tab")
        page.keyboard.type("2023")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.wait_for_selector(".compared table")
        heads = page.locator(".compared table").first.locator("thead th").all_text_contents()
        chosen = page.url.partition("#")[2]
    assert (heads, chosen) == (["项目", "2019年", "2023年", "增减"], "2019-2023")


def test_wide_tables_scroll_by_keyboard(county: Path, page: Any) -> None:
    """A table that is wider than a phone scrolls under the arrow keys once it has the focus, and has a name."""
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto((county / "bodies-2024.html").as_uri())
    region = page.locator(".table[role=group][aria-labelledby=group-2]")
    region.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("() => document.activeElement.scrollLeft > 0")
    name = page.evaluate("document.getElementById(document.activeElement.getAttribute('aria-labelledby')).textContent")
    assert name == "办理结果（件）"


@pytest.mark.parametrize("way", ["keyboard", "touch"])
def test_glossary_from_a_row(county: Path, silent_page: Any, way: str) -> None:
    """Without JavaScript, a key or a finger on the mark of a row leads to the word's meaning, and back to the row."""
    page = silent_page
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto((county / "2024.html").as_uri())
    mark = page.get_by_role("link", name="名词解释：3.危及“三安全一稳定”")
    if way == "touch":
        mark.tap()
    else:
        mark.focus()
        page.keyboard.press("Enter")
    page.wait_for_url("**/glossary.html#*")
    said = page.locator(":target").inner_text()
    box = page.locator(":target").bounding_box()
    page.go_back()
    returned = page.url
    assert said.startswith("三安全一稳定")
    assert "第十四条" in said
    assert 0 <= box["y"] < 800
    assert returned.endswith("/2024.html")


REACHABLE = """() => [...new Set([...document.querySelectorAll("a[href], form[action]")]
      .filter(one => one.checkVisibility()).map(one => one.href || one.action))]"""
FIGURES = """() => [...document.querySelectorAll("td:not(.none)")].filter(one => one.checkVisibility()).map(one => one.innerText.trim())"""


@pytest.mark.parametrize("path", tried(LAYOUTS, PAGES))
def test_four_times_magnified_nothing_is_lost(county: Path, page: Any, path: str) -> None:
    """At 400 % zoom, which leaves 320 pixels, every link and every figure of the page is still there, in its order."""
    seen = []
    for width, height in ((1280, 1024), (320, 256)):
        page.set_viewport_size({"width": width, "height": height})
        page.goto((county / path).as_uri())
        seen.append((page.evaluate(REACHABLE), page.evaluate(FIGURES)))
    assert seen[0] == seen[1]


SPACED = """* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
p { margin-bottom: 2em !important; }
.listed ul { content-visibility: visible !important; }"""
"""The last line is no reader's: text that is put off until it is scrolled to has no boxes to measure."""
ADD_STYLE = """text => {
    const style = new CSSStyleSheet();
    style.replaceSync(text);
    document.adoptedStyleSheets = [style];
}"""
CLIPPED = """() => [...document.querySelectorAll("body *")].filter(one => {
    const look = getComputedStyle(one);
    if (one.closest(".unseen, .skip, svg, input, caption") || !one.checkVisibility() || look.overflow === "visible") return false;
    if (look.overflowX === "auto" && one.tabIndex === 0) return one.scrollHeight > one.clientHeight + 1;
    return one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1;
}).map(one => one.outerHTML.slice(0, 120))"""
OVERLAPPING = """() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), boxes = [];
    for (let text; (text = walker.nextNode());) {
        const around = text.parentElement;
        if (!text.data.trim() || around.closest(".unseen, .skip, script, title, desc") || !around.checkVisibility()) continue;
        if (getComputedStyle(around).position === "absolute") continue;
        const range = document.createRange();
        range.selectNodeContents(text);
        for (const box of range.getClientRects()) if (box.width > 1) boxes.push([box, text.data.trim()]);
    }
    boxes.sort((one, other) => one[0].top - other[0].top);
    const found = [];
    boxes.forEach(([one, words], number) => {
        for (let next = number + 1; next < boxes.length && boxes[next][0].top < one.bottom - 3; next++) {
            const [other, more] = boxes[next];
            if (Math.min(one.right, other.right) - Math.max(one.left, other.left) > 3) found.push(`${words} × ${more}`);
        }
    });
    return found;
}"""
"""Pairs of texts that lie over each other by more than the 3 pixels that a line's box may reach into the next."""


@pytest.mark.parametrize(
    ("path", "width"),
    tried([*product(LAYOUTS, [360]), ("2024.html", 1280), ("overview-2025.html", 1280)], [*product(PAGES, [360, 1280])]),
)
def test_text_may_be_spaced(county: Path, page: Any, path: str, width: int) -> None:
    """With the spacing of WCAG 1.4.12 no text is clipped or lies over another, and the page scrolls only up and down."""
    page.set_viewport_size({"width": width, "height": 800})
    page.goto((county / path).as_uri())
    page.evaluate(ADD_STYLE, SPACED)
    found = (page.evaluate("document.documentElement.scrollWidth"), page.evaluate(CLIPPED), page.evaluate(OVERLAPPING))
    assert found == (width, [], [])
