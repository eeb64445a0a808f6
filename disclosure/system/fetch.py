"""Files of a site, from a folder or from the web."""

from collections.abc import Callable
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import quote
from urllib.request import Request, urlopen

LARGEST = 200_000_000
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
                return bytes(answer.read(LARGEST))
        except HTTPError as error:
            if error.code in (404, 410):
                return None
            raise OSError(0, f"服务器答复 {error.code}", root + path) from None
        except OSError as error:
            raise OSError(0, f"连不上：{getattr(error, 'reason', error)}", root + path) from None

    return read
