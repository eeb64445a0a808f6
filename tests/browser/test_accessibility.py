"""Every kind of page, in a real browser: usable by everyone, at every width, under the strict policy."""

from itertools import product
from pathlib import Path
from typing import Any

import pytest

from disclosure.model.digest import check_code, digest_of
from tests.support.effort import tried
from tests.support.portal import ROOT
from tests.support.serving import LAYOUTS, PAGES, served
from tests.support.skipping import skip_aloud

pytestmark = pytest.mark.slow

AXE = ROOT / ".venv" / "npm" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RUN = "{runOnly: {type: 'tag', values: rules}, resultTypes: ['violations']}"
LOOKED_AT = (
    "{runOnly: {type: 'rule', values: ['color-contrast', 'link-in-text-block', 'scrollable-region-focusable', 'target-size']}, "
    "resultTypes: ['violations']}"
)
"""The rules that depend on colours or width."""
LOOKS = {"light": ("light", "none"), "dark": ("dark", "none"), "forced-colors": ("light", "active")}
"""Color scheme and forced colors."""
WIDTHS = [360, 1280, 768]
SMALL_TARGETS = """() => [...document.querySelectorAll("a[href], button, summary, select, input:not([type=hidden])")].filter(one => {
  const box = one.getBoundingClientRect(), style = getComputedStyle(one);
  const isHidden = !box.width || !box.height || style.visibility === "hidden" || style.opacity === "0" || one.closest(".skip");
  const isInText = style.display === "inline" && one.parentElement.textContent.trim().length > one.textContent.trim().length + 1;
  return !isHidden && !isInText && (box.width < 24 || box.height < 24);
}).map(one => one.outerHTML.slice(0, 120))"""
"""What can be pressed and is less than 24 pixels wide or high (WCAG 2.2, 2.5.8), links within a sentence aside."""


@pytest.mark.parametrize(("look", "width"), tried(list(zip(LOOKS, WIDTHS, strict=True)), list(product(LOOKS, WIDTHS))))
def test_no_accessibility_rule_is_broken(county: Path, browser: Any, look: str, width: int) -> None:
    """No page breaks a rule of WCAG 2.0 to 2.2, A and AA, that a program can check."""
    if not AXE.exists():
        skip_aloud("没有 axe-core：无障碍规则没有测试（apt install npm）")
    scheme, forced = LOOKS[look]
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, forced_colors=forced, bypass_csp=True
    )
    context.add_init_script(path=AXE)
    page = context.new_page()
    found = []
    for path in PAGES if look == "light" else tried(LAYOUTS, PAGES):
        page.goto((county / path).as_uri())
        result = page.evaluate(f"rules => axe.run(document, {tried(RUN if look == 'light' else LOOKED_AT, RUN)})", RULES)
        found += [(path, rule["id"], rule["nodes"][0]["html"]) for rule in result["violations"]]
    context.close()
    assert found == []


@pytest.mark.parametrize("path", PAGES)
def test_policy_and_width(county: Path, page: Any, path: str) -> None:
    """No page breaks its own policy, and none scrolls sideways on a phone, at 400 % zoom or in the largest type."""
    page.set_viewport_size({"width": 360, "height": 800})
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto((county / path).as_uri())
    widths = [page.evaluate("document.documentElement.scrollWidth")]
    page.locator("#size-huge").check()
    widths.append(page.evaluate("document.documentElement.scrollWidth"))
    page.locator("#size-medium").check()
    page.set_viewport_size({"width": 320, "height": 256})
    widths.append(page.evaluate("document.documentElement.scrollWidth"))
    small = page.evaluate(SMALL_TARGETS)
    assert small == []
    assert widths == [360, 360, 320]
    assert [text for text in said if "Content Security Policy" in text or "TrustedHTML" in text] == []


def test_table_three_fits_a_phone(county: Path, page: Any) -> None:
    """The official table of requests, ten columns wide, is read on a phone without scrolling it."""
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto((county / "2024.html").as_uri())
    inner, outer = page.evaluate(
        "(() => {const box = document.querySelector('.sheet-dense .table'); return [box.scrollWidth, box.clientWidth]})()"
    )
    assert inner <= outer


def test_type_grows_without_script(county: Path, silent_page: Any) -> None:
    """With JavaScript off, the type grows."""
    silent_page.goto((county / "qingshi/2021.html").as_uri())
    silent_page.locator("#size-huge").check()
    grown = silent_page.locator("h1").bounding_box()["height"]
    silent_page.locator("#size-medium").check()
    plain = silent_page.locator("h1").bounding_box()["height"]
    assert grown > plain


def test_paper_says_where_it_is_from(county: Path, page: Any, tmp_path: Path) -> None:
    """Every printed page of a report has its address, the day of publication, its code and its number in the margin."""
    from pdfplumber import open as open_pdf

    page.goto((county / "2024.html").as_uri())
    page.pdf(path=tmp_path / "2024.pdf", prefer_css_page_size=True)
    with open_pdf(tmp_path / "2024.pdf") as paper:
        feet = [each.extract_text().splitlines()[-1].replace("⻚", "页") for each in paper.pages]  # as the font says it
        upright = [each.width < each.height for each in paper.pages]
    code = check_code(digest_of((ROOT / "examples" / "county" / "2024.md").read_bytes()))
    where = f"https://www.shili.example/2024.html 2025-02-13 发布 校验码 {code}"
    assert feet == [f"{where} 第 {number} 页，共 {len(feet)} 页" for number in range(1, len(feet) + 1)]
    assert upright == [True] * 4, "no table lies on its side, and none is torn"


def test_page_for_wrong_addresses(county: Path, page: Any) -> None:
    """At any depth of its host it wears the site's design, breaks neither its policy nor a rule, and fits a phone."""
    if not AXE.exists():
        skip_aloud("没有 axe-core：无障碍规则没有测试（apt install npm）")
    page.set_viewport_size({"width": 360, "height": 800})
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    with served(county, below="") as address:
        html = (county / "404.html").read_text(encoding="utf-8")
        page.route("**/no/such/page.html", lambda route: route.fulfill(status=404, content_type="text/html", body=html))
        page.goto(f"{address}/no/such/page.html")
        width = page.evaluate("document.documentElement.scrollWidth")
        styled = page.evaluate("getComputedStyle(document.querySelector('.masthead')).borderTopStyle")
        program = f"rules => {{ {AXE.read_text(encoding='utf-8')}; return axe.run(document, {RUN}) }}"
        result = page.evaluate(program, RULES)
    assert (width, styled) == (360, "solid")
    assert [(rule["id"], rule["nodes"][0]["html"]) for rule in result["violations"]] == []
    assert [text for text in said if "404" not in text] == []
