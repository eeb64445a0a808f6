"""The pictures and attachments of a web page that came along with it: their places in the text name them."""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any
from urllib.parse import unquote, urljoin

from ..attached_files import FileCollector
from ..document import AttachedFile

NOTHING: Mapping[str, bytes] = MappingProxyType({})
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(https?://[^\s>]+)\s*-->", re.IGNORECASE)
_ICON = 32
"""Pixels of the largest picture that is only an ornament."""


def saved_from(text: str) -> str:
    """Return where a page was on the web, as browsers note it when they save one; "" where they did not."""
    found = _SAVED_FROM.search(text[:4000])
    return found[1] if found else ""


def take_files(report: Any, beside: Mapping[str, bytes], address: str) -> tuple[AttachedFile, ...]:
    """Put Markdown in the places of pictures and addresses of our own into links; return the files that these are of.

    Pictures in the cells of tables stay where they are: a cell holds a figure.
    """
    collector = FileCollector()
    for node in report.css("img"):
        given = node.attributes
        data = _file_at(given.get("src") or "", beside, address)
        if data and not _is_ornament(given) and not _is_in_cell(node):
            shown = collector.picture(data, given.get("alt") or given.get("title") or "")
            if shown:
                node.replace_with(shown)
    for node in report.css("a[href]"):
        href = node.attributes.get("href") or ""
        data = _file_at(href, beside, address)
        if data and (own := collector.attachment(data, _name_of(node.text(strip=True), href))):
            node.attrs["href"] = own
    return tuple(collector.files)


def _file_at(address: str, beside: Mapping[str, bytes], page: str) -> bytes | None:
    """The file that an address within a page leads to, None where it did not come along."""
    found = beside.get(address.strip())
    return found if found is not None or not page else beside.get(urljoin(page, address.strip()))


def _name_of(words: str, href: str) -> str:
    """The name of an attachment: as the page calls it where it does so with its ending, else that of its address."""
    own = unquote(re.split(r"[?#]", href, maxsplit=1)[0])
    ending = own.rpartition(".")[2].lower()
    return words if words.lower().endswith(f".{ending}") else own


def _is_ornament(given: Any) -> bool:
    """Whether a picture is no larger than an icon."""
    sizes = [match[0] for name in ("width", "height") if (match := re.match(r"\d+", given.get(name) or ""))]
    return any(int(size) <= _ICON for size in sizes)


def _is_in_cell(node: Any) -> bool:
    """Whether a picture stands in a cell of a table that has others."""
    above = node.parent
    while above is not None:
        if above.tag in ("td", "th") and len(_table_around(above).css("td, th")) > 1:
            return True
        above = above.parent
    return False


def _table_around(cell: Any) -> Any:
    above = cell
    while above.parent is not None and above.tag != "table":
        above = above.parent
    return above
