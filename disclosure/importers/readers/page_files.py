"""The pictures and attachments of a web page: which files it leads to, and the places in its text that name them."""

import re
from base64 import b64decode
from collections.abc import Mapping
from html import unescape
from types import MappingProxyType
from typing import Any
from urllib.parse import unquote, urljoin

from ..attached_files import FileCollector, is_attachment
from ..document import AttachedFile
from .decode import decode_any

NOTHING: Mapping[str, bytes] = MappingProxyType({})
SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(https?://[^\s>]+)\s*-->", re.IGNORECASE)
_HELD = re.compile(r"data:image/[\w.+-]+;base64,", re.IGNORECASE)
"""How an address begins that is itself the picture."""
_ICON = 32
"""Pixels of the largest picture that is only an ornament."""
_ADDRESS = re.compile(
    r"""<(?:img|a)\b[^>]{0,2000}?\b(?:src|href)\s*=\s*(?:"([^"]{1,500})"|'([^']{1,500})'|([^\s"'>]{1,500}))""", re.IGNORECASE
)
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|[/\\#?]", re.IGNORECASE)
_NO_ATTACHMENT = (".html", ".htm", ".xhtml", ".shtml", ".mht", ".mhtml", ".css", ".js", ".jsp", ".php", ".aspx", ".asp")


def take_files(report: Any, beside: Mapping[str, bytes], address: str) -> tuple[tuple[AttachedFile, ...], tuple[str, ...]]:
    """Put Markdown in the places of pictures and addresses of our own into links; return the files, and what did not come along.

    Pictures in the cells of tables stay where they are: a cell holds a figure. Nothing is fetched.
    """
    collector = FileCollector()
    missing: dict[str, None] = {}
    for node in report.css("img"):
        given = node.attributes
        source = (given.get("src") or "").strip()
        data = _file_at(source, beside, address)
        sizes = [re.match(r"\d+", given.get(name) or "") for name in ("width", "height")]
        if any(size and int(size[0]) <= _ICON for size in sizes):
            continue
        if data and not _is_in_cell(node):
            shown = collector.picture(data, given.get("alt") or given.get("title") or "")
            if shown:
                node.replace_with(shown)
        elif data is None and source:
            missing[_joined(address, source)] = None
            node.decompose()
    for node in report.css("a[href]"):
        href = (node.attributes.get("href") or "").strip()
        data, words, path = _file_at(href, beside, address), node.text(strip=True), re.split(r"[?#]", href, maxsplit=1)[0]
        # an attachment is called as the page calls it where it does so with its ending
        is_name = words.lower().endswith(f".{unquote(path).rpartition('.')[2].lower()}")
        if data and (own := collector.attachment(data, words if is_name else unquote(path))):
            node.attrs["href"] = own
        elif data is None and is_attachment(path):
            node.attrs["href"] = _joined(address, href)
            missing[_joined(address, href)] = None
    return tuple(collector.files), tuple(missing)


def _file_at(address: str, beside: Mapping[str, bytes], page: str) -> bytes | None:
    """The file that an address within a page leads to or holds itself, None where it did not come along."""
    if held := _HELD.match(address):
        try:
            return b64decode(unquote(address[held.end() :]))
        except ValueError:
            return b""
    found = beside.get(address)
    return found if found is not None or not page else beside.get(_joined(page, address))


def _joined(page: str, address: str) -> str:
    """An address as a page means it; as it is written where it is none."""
    try:
        return urljoin(page, address)
    except ValueError:
        return address


def _is_in_cell(node: Any) -> bool:
    """Whether a picture stands in a cell of a table that has others."""
    is_inside = False
    while (node := node.parent) is not None:
        is_inside |= node.tag in ("td", "th")
        if node.tag == "table" and is_inside and len(node.css("td, th")) > 1:
            return True
    return False


def files_linked_by_page(data: bytes) -> dict[str, str]:
    """Return the paths beside a page that its links and pictures have, by the addresses as they are written; not other pages."""
    found = {}
    for match in _ADDRESS.finditer(decode_any(data) or ""):
        address = unescape(match[1] or match[2] or match[3] or "").strip()
        path = unquote(re.split(r"[?#]", address, maxsplit=1)[0])
        if path and not _ELSEWHERE.match(address) and not path.lower().endswith(_NO_ATTACHMENT):
            found[address] = path
    return found
