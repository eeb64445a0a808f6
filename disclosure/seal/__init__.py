"""Artifacts in, more artifacts out: what is added when all the others are finished."""

from ..model.job import Artifact
from ..model.stamp import digest_of
from .manifest import manifest

__all__ = ["seal"]


def seal(artifacts: tuple[Artifact, ...]) -> tuple[Artifact, ...]:
    """Return the artifacts in the order of their paths and, last, the manifest that lists them."""
    ordered = tuple(sorted(artifacts, key=lambda artifact: artifact.path))
    body = manifest(ordered)
    return (*ordered, Artifact("manifest.json", digest_of(body), (body,)))
