"""What is released, and what came of it."""

from msgspec import Struct


class SiteToRelease(Struct, frozen=True):
    """A finished site: its folder, the digests of its files by path, and the bytes of its manifest.

    With `compress` texts lie compressed beside themselves where it is released.
    """

    folder: str
    files: dict[str, str]
    manifest: bytes
    compress: bool = False


class Released(Struct, frozen=True):
    """A release that is served now: its name and that of the one before, how many files were sent and how many were there.

    `manifest` is that of a release that was gone back to. Where it is not atomic, files appeared one by one.
    """

    name: str
    before: str
    sent: int
    linked: int
    manifest: bytes = b""
    is_atomic: bool = True


class NoSuchRelease(Struct, frozen=True):
    """There is no release to go back to: the current one, and those that are there, oldest first."""

    current: str
    order: tuple[str, ...]
