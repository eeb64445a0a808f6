"""Content addresses: the same value has the same digest on every machine and day.

A file has its SHA-256, as the register and the manifest of the site name it, so that anybody can compute it. Everything
else has a `fingerprint`, which only this program uses.
"""

from functools import lru_cache
from hashlib import blake2b, sha256
from typing import Any

from msgspec import Struct, msgpack

_ENCODE = msgpack.Encoder(order="deterministic", decimal_format="string").encode


def fingerprint(*parts: Any) -> str:
    """Return 32 hexadecimal digits that change when any part does.

    A part that carries a `digest` is quoted by it, so that large values are hashed once in their life.
    """
    quoted = [getattr(part, "digest", None) or part for part in parts]
    return blake2b(_ENCODE(quoted), digest_size=16).hexdigest()


def digest_of(*pieces: bytes) -> str:
    """Return the SHA-256 of plain bytes, given whole or in pieces: 64 hexadecimal digits."""
    state = sha256()
    for piece in pieces:
        state.update(piece)
    return state.hexdigest()


def check_code(digest: str) -> str:
    """Return the short form of a digest that people compare by eye: its first sixteen digits in groups of four."""
    return " ".join(digest[start : start + 4] for start in range(0, 16, 4))


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
