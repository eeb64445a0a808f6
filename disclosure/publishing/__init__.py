"""Digests in, the seal of the site out: what is added when all files are finished."""

from .manifest import manifest

__all__ = ["manifest"]
