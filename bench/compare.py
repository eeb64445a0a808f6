"""Whether two programs made the same site: the same pages, as many cells on each, the same figures in some reports."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

_REPORT = re.compile(r"20\d\d\.html")
_FIGURE = re.compile(r'<td class="(figure|zero|blank|na)"[^>]*>(.*?)</td>', re.DOTALL)
_OWN = re.compile(r'<table class="bodies beside-last-year">.*?</table>', re.DOTALL)
"""The main figures beside those of the year before, which only our pages repeat."""
_TAG = re.compile(r"<[^>]*>")
_AMOUNT = re.compile(r"-?\d+(?:\.\d+)?")
_SAMPLE = 97
_ROWS = "rows"
"""The pages of the rows of the forms, with an index of their own, are in our site alone."""
_HOME = "index.html"
"""Shows all bodies of a small portal, and of a large one the first: its cells are not counted."""


def pages(site: Path) -> list[str]:
    """Return the paths of a site's pages: the indexes of bodies and the reports, which every program makes."""
    found = (path.relative_to(site) for path in site.rglob("*.html") if path.parent != site / _ROWS)
    return sorted(path.as_posix() for path in found if path.name == _HOME or _REPORT.fullmatch(path.name))


def cells(text: str) -> int:
    """Return how many table cells a page has that are not headings."""
    return _OWN.sub("", text).count("<td")


def linked(text: str) -> int:
    """Return to how many reports a page leads."""
    return len(set(re.findall(r'href="((?:[^"]*/)?20\d\d\.html)"', text)))


def figures(text: str) -> list[str]:
    """Return the figures of a page in order: amounts as numbers without notes, or the state of the cell."""
    found = []
    for state, inner in _FIGURE.findall(_OWN.sub("", text)):
        amount = _AMOUNT.match(unescape(_TAG.sub("", inner)).strip())
        found.append(f"{float(amount[0]):.6f}" if state in ("figure", "zero") and amount else state)
    return found


def differences(one: Path, other: Path) -> Iterator[str]:
    """Yield what the sites differ in, nothing when they agree."""
    ours, theirs = pages(one), pages(other)
    if ours != theirs:
        odd = sorted(set(ours) ^ set(theirs))
        yield f"pages differ: {len(ours)} and {len(theirs)}, for instance {', '.join(odd[:5])}"
        return
    if not ours:
        yield "no pages"
    for number, path in enumerate(ours):
        a, b = ((site / path).read_text(encoding="utf-8") for site in (one, other))
        is_report = _REPORT.search(path) is not None
        count = cells if is_report else linked
        if path != _HOME and count(a) != count(b):
            yield f"{path}: {count(a)} and {count(b)} cells"
        if is_report and number % _SAMPLE == 0 and figures(a) != figures(b):
            pair = next(((x, y) for x, y in zip(figures(a), figures(b), strict=False) if x != y), ("", ""))
            yield f"{path}: figures differ, {pair[0]} and {pair[1]}"


def weight(site: Path) -> float:
    """Return the size of a site's pages in KB, on average."""
    sizes = [(site / path).stat().st_size for path in pages(site)]
    return sum(sizes) / len(sizes) / 1024
