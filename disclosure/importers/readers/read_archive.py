"""MHTML, a page saved with its pictures and frames as one file → `SourceDocument`."""

import re
from collections.abc import Mapping
from email import message_from_bytes
from email.message import Message
from urllib.parse import urljoin

from ..document import SourceDocument, UnreadableError
from .decode import decode_any
from .read_html import read_html

ARCHIVE = re.compile(rb"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*(?:MIME-Version:|Content-Type: multipart/related)", re.IGNORECASE)
"""How such a file begins."""
_FRAME = re.compile(r"<iframe\b(?P<given>[^>]*)>.*?(?:</iframe\s*>|$)", re.IGNORECASE | re.DOTALL)
_SOURCE = re.compile(r"""\bsrc\s*=\s*["']?(?P<address>[^"'\s>]+)""", re.IGNORECASE)
_BODY = re.compile(r"<body\b[^>]*>(?P<inner>.*)</body\s*>", re.IGNORECASE | re.DOTALL)
_DEEPEST = 3
"""How deep frames are followed in frames."""


def read_archive(data: bytes) -> SourceDocument:
    """Return what a page says, the pages in its frames in their places, its pictures with it."""
    message = message_from_bytes(data)
    parts = [part for part in message.walk() if not part.is_multipart()]
    pages = [part for part in parts if part.get_content_type() in ("text/html", "application/xhtml+xml")]
    if not pages:
        raise UnreadableError("里面没有网页", "在浏览器里打开后另存为网页")
    start = message.get_param("start")
    page = next((part for part in pages if part.get("Content-ID") == start), pages[0])
    texts = {name: _text(part) for part in pages for name in _names(part)}
    files = {name: bytes(part.get_payload(decode=True) or b"") for part in parts if part not in pages for name in _names(part)}
    address = _header(page, "Content-Location") or _header(message, "Snapshot-Content-Location")
    public = address if re.match(r"https?://", address) else ""
    return read_html(_with_frames(_text(page), texts, address, _DEEPEST).encode(), files, public)


def _names(part: Message) -> list[str]:
    """The addresses under which pages lead to a part."""
    identity = _header(part, "Content-ID").strip("<>")
    return [name for name in (_header(part, "Content-Location"), f"cid:{identity}" if identity else "") if name]


def _header(part: Message, name: str) -> str:
    """What a header says, on one line."""
    return re.sub(r"\s+", "", str(part.get(name) or ""))


def _text(part: Message) -> str:
    """A page as text; its declared encoding counts only where that is none that can be told by itself."""
    raw, charset = bytes(part.get_payload(decode=True) or b""), (part.get_content_charset() or "").lower()
    if charset.startswith("utf-16"):
        return raw.decode(charset, "replace")
    return decode_any(raw) or raw.decode("utf-8", "replace")


def _with_frames(text: str, texts: Mapping[str, str], address: str, depth: int) -> str:
    """A page with what stands in its frames in their places."""

    def inner(frame: re.Match[str]) -> str:
        source = _SOURCE.search(frame["given"])
        name = source["address"] if source else ""
        found = texts.get(name) or texts.get(urljoin(address, name))
        if found is None or not depth:
            return frame[0]
        body = _BODY.search(found)
        said = _with_frames(body["inner"] if body else found, texts, address, depth - 1)
        return f"<div{_SOURCE.sub('', frame['given'])}>{said}</div>"

    return _FRAME.sub(inner, text)
