"""The mark of the site as a PNG (W3C 2003), for browsers that draw no SVG beside a page's title."""

from struct import pack
from zlib import compress, crc32

SIZE = 32
ACCENT = "#8f1d21"
"""The colour of the mark where the settings name none."""
_LINES = ((7, 25, 8, 11), (7, 25, 15, 18), (7, 18, 22, 25))
"""Its white lines: from and to which column and row."""


def render_icon_png(accent: str) -> bytes:
    """Return the mark in the portal's accent colour, `#rrggbb`."""
    ground = bytes.fromhex((accent or ACCENT).lstrip("#"))
    rows = b"".join(b"\0" + b"".join(_dot(x, y, ground) for x in range(SIZE)) for y in range(SIZE))
    head = pack(">IIBBBBB", SIZE, SIZE, 8, 2, 0, 0, 0)
    chunks = (_chunk(b"IHDR", head), _chunk(b"IDAT", compress(rows, 9)), _chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def _dot(x: int, y: int, ground: bytes) -> bytes:
    is_line = any(left <= x < right and top <= y < bottom for left, right, top, bottom in _LINES)
    return b"\xff\xff\xff" if is_line else ground


def _chunk(kind: bytes, data: bytes) -> bytes:
    return pack(">I", len(data)) + kind + data + pack(">I", crc32(kind + data))
