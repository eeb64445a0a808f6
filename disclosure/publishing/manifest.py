"""The list of everything published, by which the next build knows what is its own to remove."""

from collections.abc import Mapping

from msgspec import json


def manifest(digests: Mapping[str, str]) -> bytes:
    """Return `{"files": {path: digest}}` in the order of paths; it reads no clock, so the same site has the same manifest."""
    return json.format(json.encode({"files": dict(sorted(digests.items()))}), indent=1) + b"\n"
