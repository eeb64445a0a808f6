"""The list of everything published, by which the next build knows what is its own to remove."""

from collections.abc import Iterable, Mapping

from msgspec import json

from ..model.digest import digest_of
from ..model.portal import STATUS_FILE
from ..system.site_manifest import MANIFEST

REGISTER_FILE = "register.jsonl"
"""The acts of publication, one a line, as the site shows them."""
METADATA_FILES = frozenset({MANIFEST, REGISTER_FILE, STATUS_FILE})
"""Files about the site itself, which its digest leaves out."""


def manifest(digests: Mapping[str, str], heads: Iterable[str] = ()) -> bytes:
    """Return `{"files": {path: digest}}` in the order of paths; it reads no clock, so the same site has the same manifest.

    `heads` are the last acts of the register, and stand under `head` where there are any.
    """
    head = {"head": list(heads)} if heads else {}
    return json.format(json.encode({**head, "files": dict(sorted(digests.items()))}), indent=1) + b"\n"


def site_digest(digests: Mapping[str, str]) -> str:
    """Return the digest of a site: that of its list of files, one `path digest` a line in the order of paths."""
    lines = (f"{path} {digest}\n" for path, digest in sorted(digests.items()) if path not in METADATA_FILES)
    return digest_of("".join(lines).encode())
