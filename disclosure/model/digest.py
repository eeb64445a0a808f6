"""Content addresses: the same value has the same digest on every machine and day."""

from functools import lru_cache
from hashlib import blake2b
from typing import Any

from msgspec import Struct, msgpack

_ENCODE = msgpack.Encoder(order="deterministic", decimal_format="string").encode


def fingerprint(*parts: Any) -> str:
    """Return 32 hexadecimal digits that change when any part does.

    A part that carries a `digest` is quoted by it, so that large values are hashed once in their life.
    """
    quoted = [getattr(part, "digest", None) or part for part in parts]
    return digest_of(_ENCODE(quoted))


def digest_of(*pieces: bytes) -> str:
    """Return the digest of plain bytes, given whole or in pieces."""
    state = blake2b(digest_size=16)
    for piece in pieces:
        state.update(piece)
    return state.hexdigest()


class Interned(Struct, frozen=True, dict=True):
    """A value that many jobs share: however often it is sent to a worker process, it is decoded there once.

    So its cached properties are computed once in each process too.
    """

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle as bytes, which are encoded once."""
        if "encoded" not in self.__dict__:
            self.__dict__["encoded"] = _ENCODE(self)
        return _decoded, (type(self), self.__dict__["encoded"])


@lru_cache(maxsize=32)
def _decoded(kind: type[Interned], encoded: bytes) -> Interned:
    return msgpack.decode(encoded, type=kind)
