"""Content addresses: the same value has the same stamp on every machine and day."""

from hashlib import blake2b
from typing import Any

from msgspec import msgpack

_ENCODE = msgpack.Encoder(order="deterministic", decimal_format="string").encode


def stamp(*parts: Any) -> str:
    """Return 32 hexadecimal digits that change when any part does.

    A part that carries a `digest` is quoted by it, so that large values are hashed once in their life.
    """
    quoted = [getattr(part, "digest", None) or part for part in parts]
    return digest_of(_ENCODE(quoted))


def digest_of(*pieces: bytes) -> str:
    """Return the stamp of plain bytes, given whole or in pieces."""
    state = blake2b(digest_size=16)
    for piece in pieces:
        state.update(piece)
    return state.hexdigest()
