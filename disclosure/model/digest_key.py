"""Keys of caches: large values compared by their digests."""

from typing import Generic, Protocol, TypeVar


class Digested(Protocol):
    """A value with a digest that stands for all of it."""

    @property
    def digest(self) -> str:
        """The digest."""
        ...


T = TypeVar("T", bound=Digested)


class DigestKey(Generic[T]):
    """A value as the key of a cache: two are equal when their digests are."""

    __slots__ = ("value",)

    def __init__(self, value: T) -> None:
        self.value = value

    def __hash__(self) -> int:
        """The hash of the digest."""
        return hash(self.value.digest)

    def __eq__(self, other: object) -> bool:
        """Whether the digests are equal."""
        return isinstance(other, DigestKey) and other.value.digest == self.value.digest
