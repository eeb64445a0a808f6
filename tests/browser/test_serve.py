"""The preview in a real browser."""

from pathlib import Path
from typing import Any

import pytest

from tests.support.preview import save, wait

pytestmark = pytest.mark.slow


def test_in_a_browser(preview: tuple[Path, int], browser: Any) -> None:
    """The page reloads by itself where it was scrolled to, also when findings stood in its place; nothing breaks its policy."""
    content, port = preview
    faults: list[str] = []
    page: Any = browser.new_page(viewport={"width": 800, "height": 500})
    page.set_default_timeout(60_000)
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.goto(f"http://127.0.0.1:{port}/2022.html")
    page.evaluate("scrollTo({ top: 700, behavior: 'instant' })")
    page.wait_for_timeout(500)
    save(content / "2022.md", "目录更新存在滞后问题", "目录更新有时滞后，存在问题")
    page.wait_for_selector("text=目录更新有时滞后")
    page.wait_for_load_state()
    wait(lambda: page.evaluate("scrollY") == 700)
    save(content / "2022.md", "[25]", "[25人]")
    page.wait_for_selector("html[data-fault] mark")
    assert page.inner_text("mark") == "25人"
    save(content / "2022.md", "[25人]", "[26]")
    page.wait_for_selector("text=目录更新有时滞后")
    page.wait_for_load_state()
    wait(lambda: page.evaluate("scrollY") == 700)
    page.close()
    assert faults == []
