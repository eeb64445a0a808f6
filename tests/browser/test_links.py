"""Links in a real browser lead where the tests of whole sites say they do."""

from pathlib import Path
from typing import Any

import pytest

from tests.support.effort import tried
from tests.support.links import ends_of, resolved
from tests.support.serving import PAGES, served

pytestmark = pytest.mark.slow

RESOLVED = """() => [...document.querySelectorAll("a[href], link[href], script[src], img[src], form[action]")]
    .filter(one => one.rel !== "canonical").map(one => one.href || one.src || one.action)"""


SHOWN = """() => [...document.querySelectorAll('main a[href^="#"]')].filter(link => link.checkVisibility()).map(link => {
    location.hash = link.hash;
    const place = document.querySelector(":target");
    return [link.hash, Boolean(place) && place.checkVisibility()];
}).filter(([, shown]) => !shown)"""


WAYS = [("file", False, 1280), ("path", True, 360)]
WAYS += tried([], [("file", True, 360), ("path", False, 1280)])


@pytest.mark.parametrize(("place", "script", "width"), WAYS)
def test_links_in_a_browser(county: Path, browser: Any, place: str, script: bool, width: int) -> None:
    """A browser takes links as the tests above do, and no link within a page leads to something that isn't shown."""
    context = browser.new_context(java_script_enabled=script, viewport={"width": width, "height": 800})
    page = context.new_page()
    wrong = []
    with served(county) as address:
        base = county.as_uri() if place == "file" else address
        for path in tried(PAGES[script::2], PAGES):
            page.goto(f"{base}/{path}")
            expected = {resolved(f"{base}/{path}", link) for link in ends_of(county / path).links}
            wrong += [(path, link) for link in set(page.evaluate(RESOLVED)) ^ expected]
            wrong += [(path, link) for link in page.evaluate(SHOWN)]
    context.close()
    assert wrong == []
