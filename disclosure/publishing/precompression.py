"""Texts compressed beside themselves, `page.html.gz` and `page.html.br`: a server sends them as they are, at no cost.

They follow from the file alone, are not in the manifest, and are made anew whenever the file is.
"""

import zlib
from collections.abc import Callable, Mapping
from importlib.util import find_spec

from .manifest import METADATA_FILES
from .served_site import is_text

ENDINGS = (".gz", ".br")
_HEADER = bytes((0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 2, 255))
"""gzip, deflated, no time, compressed as far as may be, on no system in particular."""

Compressor = Callable[[bytes], bytes]


def compressors(path: str) -> Mapping[str, Compressor]:
    """Return how a file of a site is compressed, by the ending of the result; nothing for what is no text.

    Files that may be renewed within a release are left to the server.
    """
    if path in METADATA_FILES or not is_text(path):
        return {}
    return {".gz": gzipped, ".br": _by_brotli} if find_spec("brotli") else {".gz": gzipped}


def no_compressors(path: str) -> Mapping[str, Compressor]:
    """Return nothing: no file is compressed."""
    del path
    return {}


def gzipped(data: bytes) -> bytes:
    """Return data as gzip, the same on any machine with the same zlib."""
    state = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    body = state.compress(data) + state.flush()
    return _HEADER + body + zlib.crc32(data).to_bytes(4, "little") + (len(data) & 0xFFFFFFFF).to_bytes(4, "little")


def _by_brotli(data: bytes) -> bytes:
    import brotli

    return bytes(brotli.compress(data, quality=5))
