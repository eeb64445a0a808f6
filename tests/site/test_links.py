"""Every link of a site leads to something that is there: opened from a folder, served below a path, and without JavaScript."""

from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import unquote, urldefrag, urlsplit

import pytest

from tests.support.links import Ends, pages_of, resolved
from tests.support.portal import Change, run_build, spoil, write_base
from tests.support.serving import served


@pytest.fixture(scope="module")
def pages(county: Path) -> dict[str, Ends]:
    """The pages of the county."""
    return pages_of(county)


ELSEWHERE = ("https://beian.miit.gov.cn/", "https://beian.mps.gov.cn/", "mailto:")
"""Where the numbers in the footer are looked up, and where one writes to: all that pages of the county lead to outside it."""


def ends(base: str, pages: dict[str, Ends]) -> Iterator[tuple[str, str, str]]:
    """Yield, for a site at an address, every page with every place that it links to: address and anchor."""
    for path, page in pages.items():
        for link in page.links:
            address, anchor = urldefrag(resolved(f"{base}/{path}", link))
            if not address.startswith(ELSEWHERE):
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


def test_page_for_wrong_addresses(county: Path) -> None:
    """Shown at any depth, its links, style sheet and search lead to files of the site from the root of its host."""
    page = Ends((county / "404.html").read_text(encoding="utf-8"))
    found = {resolved("https://www.shili.example/any/where.html", link) for link in page.links - {"#main"}}
    found = {address for address in found if not address.startswith(ELSEWHERE)}
    paths = {address.removeprefix("https://www.shili.example/") or "index.html" for address in found}
    assert {path for path in paths if not (county / path).is_file()} == set()
    assert {"search.html", "glossary.html", "pages/guide.html", "index.html"} <= paths


def test_dead_links_beside_errors(tmp_path: Path) -> None:
    """Where errors keep pages from being made, links to content files that are not there are told at once, and no others."""
    links = "[附](附件/附表.xlsx)、[前](2001.html)、[今](2022.html)、[南](pages/guide.html)、[制](pages/zhidu.html)、[数](reports.csv)"
    heading = "### （一）主动公开和依申请公开\n"
    added = f"{heading}\n见{links}、`[例](例.pdf)`、[首页](index.html)、[比](compare.html)、[源](2021.md)。\n"
    spoil(write_base(tmp_path), (Change("2022.md", heading, added), Change("2022.md", "    received:", "    recieved:")))
    found = run_build(tmp_path, site=tmp_path / "site").findings
    assert [(one.code, one.message) for one in found] == [
        ("row.unknown", "不认识的行“recieved”"),
        ("link.dead", "链接“附件/附表.xlsx”的目标不存在"),
        ("link.dead", "链接“2001.html”的目标不存在"),
        ("link.dead", "链接“pages/zhidu.html”的目标不存在"),
    ]
    assert [one.span.column if one.span else 0 for one in found[1:]] == [6, 22, 74]
