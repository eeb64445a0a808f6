"""Every link of a site leads to something that is there: opened from a folder, served below a path, and without JavaScript."""

from collections.abc import Iterator
from html.parser import HTMLParser
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urldefrag, urljoin, urlsplit

import pytest

from tests.support.serving import PAGES, served

LINKS = {"a": "href", "link": "href", "script": "src", "img": "src", "form": "action"}


class Ends(HTMLParser):
    """The ids of a page and what it links to."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.links: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if given.get("id"):
            self.ids.add(given["id"] or "")
        link = given.get(LINKS.get(tag, ""))
        if link and given.get("rel") != "canonical":
            self.links.add(link)


@pytest.fixture(scope="module")
def pages(county: Path) -> dict[str, Ends]:
    """Every page of the county by its path, the page for wrong addresses left out: it is shown at any address."""
    files = sorted(county.rglob("*.html"))
    found = {path.relative_to(county).as_posix(): Ends(path.read_text(encoding="utf-8")) for path in files}
    del found["404.html"]
    return found


def resolved(page: str, link: str) -> str:
    """The address that a browser goes to from a page."""
    return quote(urljoin(page, link), safe="/:?#%")


def ends(base: str, pages: dict[str, Ends]) -> Iterator[tuple[str, str, str]]:
    """Yield, for a site at an address, every page with every place that it links to: address and anchor."""
    for path, page in pages.items():
        for link in page.links:
            address, anchor = urldefrag(resolved(f"{base}/{path}", link))
            yield path, address, unquote(anchor)


def lost(base: str, pages: dict[str, Ends], there: set[str]) -> list[tuple[str, str, str]]:
    """The links of a site at an address that lead to none of the addresses `there`, or to no place on their page."""
    ids = {f"{base}/{path}": page.ids for path, page in pages.items()}
    return [
        (path, address, anchor)
        for path, address, anchor in ends(base, pages)
        if address not in there or (anchor and anchor not in ids[address])
    ]


def test_links_from_a_folder(county: Path, pages: dict[str, Ends]) -> None:
    """Opened from a folder, every link names a file in it, and a place on that page."""
    base = county.as_uri()
    there = {address for _, address, _ in ends(base, pages) if Path(unquote(urlsplit(address).path)).is_file()}
    assert lost(base, pages, there) == []
    assert all(address.startswith(f"{base}/") for address in there)


def test_links_below_a_path(county: Path, pages: dict[str, Ends]) -> None:
    """Served below a path, every link is answered by the server, and stays below that path."""
    with served(county) as base:
        server = HTTPConnection(urlsplit(base).netloc)
        answers = {}
        for address in sorted({address for _, address, _ in ends(base, pages)}):
            server.request("HEAD", urlsplit(address).path)
            answer = server.getresponse()
            answer.read()
            answers[address] = answer.status
        server.close()
    assert {address: status for address, status in answers.items() if status != 200} == {}
    assert lost(base, pages, set(answers)) == []


def test_everything_is_reached_from_the_index(pages: dict[str, Ends]) -> None:
    """Without JavaScript, links alone lead from the index to every page."""
    base, reached, ahead = "https://sample.example", set(), {"index.html"}
    while ahead:
        path = ahead.pop()
        reached.add(path)
        found = {address.removeprefix(f"{base}/") for _, address, _ in ends(base, {path: pages[path]})}
        ahead |= {path for path in found if path in pages} - reached
    assert set(pages) - reached == set()


RESOLVED = """() => [...document.querySelectorAll("a[href], link[href], script[src], img[src], form[action]")]
    .filter(one => one.rel !== "canonical").map(one => one.href || one.src || one.action)"""
SHOWN = """() => [...document.querySelectorAll('main a[href^="#"]')].filter(link => link.checkVisibility()).map(link => {
    location.hash = link.hash;
    const place = document.querySelector(":target");
    return [link.hash, Boolean(place) && place.checkVisibility()];
}).filter(([, shown]) => !shown)"""


WAYS = [("file", True, 360), ("file", False, 1280), ("below-a-path", True, 1280), ("below-a-path", False, 360)]


@pytest.mark.parametrize(("place", "script", "width"), WAYS, ids=["file", "file-no-script", "path", "path-no-script"])
def test_links_in_a_browser(county: Path, pages: dict[str, Ends], browser: Any, place: str, script: bool, width: int) -> None:
    """A browser takes links as the tests above do, and no link within a page leads to something that isn't shown."""
    context = browser.new_context(java_script_enabled=script, viewport={"width": width, "height": 800})
    page = context.new_page()
    wrong = []
    with served(county) as address:
        base = county.as_uri() if place == "file" else address
        for path in PAGES:
            page.goto(f"{base}/{path}")
            expected = {resolved(f"{base}/{path}", link) for link in pages[path].links}
            wrong += [(path, link) for link in set(page.evaluate(RESOLVED)) ^ expected]
            wrong += [(path, link) for link in page.evaluate(SHOWN)]
    context.close()
    assert wrong == []


def test_page_for_wrong_addresses(county: Path) -> None:
    """Shown at any depth, its links, style sheet and search lead to files of the site from the root of its host."""
    page = Ends((county / "404.html").read_text(encoding="utf-8"))
    found = {resolved("https://www.shili.example/any/where.html", link) for link in page.links - {"#main"}}
    paths = {address.removeprefix("https://www.shili.example/") or "index.html" for address in found}
    assert {path for path in paths if not (county / path).is_file()} == set()
    assert {"search.html", "glossary.html", "pages/guide.html", "index.html"} <= paths
