"""The links and ids of pages, and where links lead."""

from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote, urljoin

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


def resolved(page: str, link: str) -> str:
    """The address that a browser goes to from a page."""
    return quote(urljoin(page, link), safe="/:?#%@=&")


def ends_of(page: Path) -> Ends:
    """The ids and links of a page."""
    return Ends(page.read_text(encoding="utf-8"))


@cache
def pages_of(site: Path) -> dict[str, Ends]:
    """Every page of a site that does not change by its path, the page for wrong addresses left out: it is shown at any address."""
    found = {path.relative_to(site).as_posix(): ends_of(path) for path in sorted(site.rglob("*.html"))}
    del found["404.html"]
    return found
