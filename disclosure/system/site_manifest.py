"""The manifest of a site: the list of its files by which the program knows its own."""

from contextlib import suppress
from pathlib import Path

from msgspec import MsgspecError, Struct, json

MANIFEST = "manifest.json"


class PublishedFiles(Struct, frozen=True):
    """What the manifest of a site says: the digests of its files, and the last acts of the register it was published with."""

    files: dict[str, str]
    head: tuple[str, ...] = ()


class _Head(Struct, frozen=True):
    head: tuple[str, ...] = ()


def parse_manifest(data: bytes) -> PublishedFiles | None:
    """Return what these bytes say, None when they are no manifest."""
    with suppress(MsgspecError):
        return json.decode(data, type=PublishedFiles)
    return None


def published_files(site: Path) -> PublishedFiles | None:
    """Return what the manifest of a site says, None when it is absent or damaged."""
    with suppress(OSError):
        return parse_manifest((site / MANIFEST).read_bytes())
    return None


def published_head(site: Path) -> tuple[str, ...]:
    """Return the last acts of the register that a site was published with, none where it was published without one."""
    with suppress(OSError, MsgspecError):
        return json.decode((site / MANIFEST).read_bytes(), type=_Head).head
    return ()


def is_inside(path: str) -> bool:
    """Whether a path of a manifest lies in the site."""
    return not path.startswith("/") and ".." not in path.split("/")
