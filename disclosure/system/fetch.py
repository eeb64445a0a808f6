"""Files of a site, from a folder or from the web."""

import time
from collections.abc import Callable
from contextlib import suppress
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from importlib.util import find_spec
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import quote, urlsplit
from urllib.request import Request, urlopen
from zlib import MAX_WBITS, decompressobj
from zlib import error as zlib_error

from msgspec import Struct

_LARGEST = 200_000_000
"""The most bytes of a file that are fetched."""
_PATIENCE = 30

SiteReader = Callable[[str], bytes | None]
"""Returns the bytes of a file of a site by its path, None where there is none. Raises OSError when the machine refuses."""


def folder_reader(folder: Path) -> SiteReader:
    """Return what reads the files of a site in a folder."""

    def read(path: str) -> bytes | None:
        place = folder / path
        return place.read_bytes() if place.resolve().is_relative_to(folder.resolve()) and place.is_file() else None

    return read


def web_reader(address: str) -> SiteReader:
    """Return what fetches the files of a site at an address (`https://host/path/`)."""
    root = address if address.endswith("/") else f"{address}/"

    def read(path: str) -> bytes | None:
        request = Request(root + quote(path), headers={"Cache-Control": "no-cache"})  # noqa: S310 (checked by who calls)
        try:
            with urlopen(request, timeout=_PATIENCE) as answer:  # noqa: S310
                return bytes(answer.read(_LARGEST))
        except HTTPError as error:
            if error.code == 410:  # a withdrawn report: its page says so
                return bytes(error.read(_LARGEST))
            if error.code == 404:
                return None
            raise OSError(0, f"服务器答复 {error.code}", root + path) from None
        except OSError as error:
            raise OSError(0, f"连不上：{getattr(error, 'reason', error)}", root + path) from None

    return read


class WebAnswer(Struct, frozen=True):
    """What a server answered: the status, the headers by their names in lower case, the bytes, and after how many seconds.

    `body` is unpacked where it came compressed by gzip or brotli, and None where it could not be. Nothing was followed.
    """

    status: int
    headers: dict[str, str]
    body: bytes | None
    seconds: float


def ask_server(address: str, encoding: str = "identity") -> WebAnswer:
    """Return what a server answers to one request. Raises OSError when it does not."""
    parts = urlsplit(address)
    kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=_PATIENCE)
    began = time.monotonic()
    try:
        asked = quote(parts.path, safe="/%:@!$&'()*+,;=~") + (f"?{parts.query}" if parts.query else "")
        connection.request("GET", asked or "/", headers={"Accept-Encoding": encoding, "Cache-Control": "no-cache"})
        found = connection.getresponse()
        headers = {name.lower(): value for name, value in found.getheaders()}
        body = found.read(_LARGEST)
        unpack = _UNPACKERS.get(headers.get("content-encoding", ""))
        return WebAnswer(found.status, headers, unpack(body) if unpack else body, time.monotonic() - began)
    except HTTPException as error:
        raise OSError(0, f"服务器的答复读不懂：{error}", address) from None
    except OSError as error:
        raise OSError(0, f"连不上：{error.strerror or error}", address) from None
    finally:
        connection.close()


def encodings() -> tuple[str, ...]:
    """Return the compressions that this machine can unpack, as browsers ask for them."""
    return ("gzip", "br") if find_spec("brotli") else ("gzip",)


def _from_gzip(data: bytes) -> bytes | None:
    with suppress(zlib_error):
        return decompressobj(MAX_WBITS | 16).decompress(data, _LARGEST)
    return None


def _from_brotli(data: bytes) -> bytes | None:
    import brotli

    with suppress(brotli.error):
        return bytes(brotli.Decompressor().process(data, output_buffer_limit=_LARGEST))
    return None


_UNPACKERS: dict[str, Callable[[bytes], bytes | None]] = {"gzip": _from_gzip, "br": _from_brotli}
"""What unpacks no more than may be fetched."""
