"""The list of everything published, by which the next build knows what is its own to remove."""

from msgspec import json

from ..model.job import Artifact


def manifest(artifacts: tuple[Artifact, ...]) -> bytes:
    """Return `{"files": {path: digest}}`; it reads no clock, so the same site has the same manifest."""
    files = {artifact.path: artifact.digest for artifact in artifacts}
    return json.format(json.encode({"files": files}), indent=1) + b"\n"
