"""The addresses of a site and the ids that people cite, in few lines: pages with the same ids stand together."""

import json
import re
from pathlib import Path
from typing import NamedTuple

from disclosure.html.outline import outline
from tests.support.portal import ROOT

RECORDED = ROOT / "tests" / "recorded"
"""Addresses and ids that were ever public."""
_MADE_OF_CONTENT = ("assets/", "search/")
"""Folders whose names change with what is in them; nobody cites them."""


_ABOUT_FIGURES = re.compile(r"(?:.*/)?(?:compare|trends|bodies)[^/]*\.html")
"""Pages whose ids depend on which figures differ; what is cited of figures is their row in the report."""


_OF_HEADINGS = re.compile(
    r"(?:article_\d+_\d+|requests|disputes|statistics)[\w.-]*-(?:[rc]\d+(?:-\d+)?|title|stub)|[a-z](?:[rc]\d+|n\d+-\d+|[st])"
)
"""Ids of table headings, as they were long and as they are short: figures name them; people cite rows and tables."""


class Addresses(NamedTuple):
    """The files of a site, and the ids of its pages."""

    files: frozenset[str]
    ids: frozenset[tuple[str, str]]


def addresses_of(site: Path) -> Addresses:
    """Return what can be cited of a site."""
    files = [path for path in sorted(site.rglob("*")) if path.is_file()]
    names = {path.relative_to(site).as_posix(): path for path in files}
    public = {name: path for name, path in names.items() if not name.startswith(_MADE_OF_CONTENT)}
    pages = {name: outline(path.read_bytes()).ids for name, path in public.items() if _has_ids(name)}
    return Addresses(frozenset(public), frozenset((name, one) for name, ids in pages.items() for one in ids if _is_cited(one)))


def _has_ids(name: str) -> bool:
    return name.endswith(".html") and not _ABOUT_FIGURES.fullmatch(name)


def _is_cited(one: str) -> bool:
    return not _OF_HEADINGS.fullmatch(one)


def recorded(name: str) -> Addresses:
    """Return the addresses that are recorded under a name."""
    path = RECORDED / f"{name}.json"
    if not path.exists():
        return Addresses(frozenset(), frozenset())
    found = json.loads(path.read_text(encoding="utf-8"))
    ids = {(page, one) for group in found["ids"] for page in group["pages"] for one in group["ids"].split() if _is_cited(one)}
    return Addresses(frozenset(found["files"]), frozenset(ids))


def record(name: str, addresses: Addresses) -> None:
    """Add addresses to those recorded under a name; none is ever taken away."""
    before = recorded(name)
    groups: dict[str, list[str]] = {}
    pages: dict[str, list[str]] = {}
    for page, one in sorted(before.ids | addresses.ids):
        pages.setdefault(page, []).append(one)
    for page, ids in pages.items():
        groups.setdefault(" ".join(ids), []).append(page)
    found = {
        "files": sorted(before.files | addresses.files),
        "ids": [{"pages": pages, "ids": ids} for ids, pages in groups.items()],
    }
    RECORDED.mkdir(exist_ok=True)
    (RECORDED / f"{name}.json").write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
