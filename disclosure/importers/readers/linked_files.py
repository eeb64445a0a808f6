"""The files that a saved page leads to and that lie beside it: pictures and attachments."""

import re
from html import unescape
from urllib.parse import unquote

from .decode import decode_any

_ADDRESS = re.compile(
    r"""<(?:img|a)\b[^>]{0,2000}?\b(?:src|href)\s*=\s*(?:"([^"]{1,500})"|'([^']{1,500})'|([^\s"'>]{1,500}))""", re.IGNORECASE
)
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|[/\\#?]", re.IGNORECASE)
_NO_ATTACHMENT = (".html", ".htm", ".xhtml", ".shtml", ".mht", ".mhtml", ".css", ".js", ".jsp", ".php", ".aspx", ".asp")


def linked_files(data: bytes) -> dict[str, str]:
    """Return the paths beside a page that its links and pictures have, by the addresses as they are written; not other pages."""
    found = {}
    for match in _ADDRESS.finditer(decode_any(data) or ""):
        address = unescape(match[1] or match[2] or match[3] or "").strip()
        path = unquote(re.split(r"[?#]", address, maxsplit=1)[0])
        if path and not _ELSEWHERE.match(address) and not path.lower().endswith(_NO_ATTACHMENT):
            found[address] = path
    return found
