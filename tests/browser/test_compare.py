"""Two reports compared by the script of the page, in a real browser."""

from pathlib import Path
from typing import Any

import pytest

from tests.support.effort import tried
from tests.support.next_form import write_next_portal
from tests.support.portal import run_build
from tests.support.serving import served

pytestmark = pytest.mark.slow

TABLES = """[...document.querySelectorAll('table.compare')].map(table => [...table.querySelectorAll('tr')].map(row =>
    [...row.children].map(cell => cell.className + ':' + cell.textContent.replace(/\\s+/g, ' ').trim())))"""


def test_any_pair_is_compared_as_the_neighbours_are(county: Path, page: Any) -> None:
    """The script makes of JSON what the pages of neighbours print, breaks no policy, and on a disk says why it can't."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    with served(county) as address:
        for folder in tried(("baishui/",), ("", "baishui/", "education/")):
            for pair in tried(("2020-2021", "2024-2025"), ("2019-2020", "2020-2021", "2021-2022", "2024-2025")):
                page.goto(f"{address}/{folder}compare-{pair}.html")
                printed = page.evaluate(TABLES)
                page.goto("about:blank")
                page.goto(f"{address}/{folder}compare.html#{pair}")
                page.wait_for_selector(".compared table")
                assert page.evaluate(TABLES) == printed
        page.goto(f"{address}/compare.html")
        page.select_option("select[name=earlier]", label="2025")
        page.select_option("select[name=later]", label="2019")
        page.click("main button")
        page.wait_for_selector(".compared table")
        assert page.url.endswith("#2019-2025")
    page.goto((county / "compare.html").as_uri())
    assert "从文件夹打开" in page.inner_text(".status")
    assert not page.is_visible("main form")
    assert [text for text in said if "favicon" not in text and "404" not in text] == []


def test_any_pair_across_three_forms(tmp_path: Path, page: Any) -> None:
    """Whatever forms two reports are on, the script shows what the page of neighbours shows, and says what is left out."""
    write_next_portal(tmp_path)
    assert run_build(tmp_path, formats=tmp_path / "formats").published is not None
    said = {}
    with served(tmp_path / "site") as address:
        for pair in (*tried((), ("2019-2020", "2020-2021")), "2022-2026", "2026-2027", "2019-2027"):
            page.goto("about:blank")
            page.goto(f"{address}/compare.html#{pair}")
            page.wait_for_selector(".compared table")
            made = page.evaluate(TABLES)
            said[pair] = page.locator(".compared > [data-forms]:is(p)").all_inner_texts()
            if pair in tried(("2026-2027",), ("2019-2020", "2020-2021", "2022-2026", "2026-2027")):
                page.goto(f"{address}/compare-{pair}.html")
                assert page.evaluate(TABLES) == made
    assert {pair: words for pair, words in said.items() if pair not in ("2019-2020", "2020-2021")} == {
        "2022-2026": [],
        "2026-2027": ["两年的报告格式不同，第二部分“主动公开政府信息情况”的“政务公开渠道”的项目不可比，没有列出。"],
        "2019-2027": ["两年的报告格式不同，第二部分“主动公开政府信息情况”的项目不可比，没有列出。"],
    }
