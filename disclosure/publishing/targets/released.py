"""What is released, and what came of it."""

from collections.abc import Iterator
from contextlib import contextmanager

from msgspec import Struct

from ...system.site_manifest import PublishedFiles


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

    `manifest` is that of a release that was rolled back to. Where it is not atomic, files appeared one by one.
    """

    name: str
    before: str
    sent: int
    linked: int
    manifest: bytes = b""
    is_atomic: bool = True


class Shown(Struct, frozen=True):
    """What a target shows: the manifest of the site, or what is recorded of one that came there only in part so far."""

    listed: PublishedFiles = PublishedFiles({})
    is_whole: bool = True

    def is_of(self, site: PublishedFiles) -> bool:
        """Whether this is the site with this manifest, or a part of it."""
        return self.listed == site if self.is_whole else self.listed.head == site.head


class NoSuchRelease(Struct, frozen=True):
    """There is no release to go back to: the current one, and those that are there, oldest first."""

    current: str
    order: tuple[str, ...]


class HalfReleasedError(OSError):
    """A refusal after which a target may show the release, be it in part: what it shows has to be asked."""


@contextmanager
def may_show() -> Iterator[None]:
    """Tell refusals from here on apart."""
    try:
        yield
    except OSError as error:
        raise HalfReleasedError(error.errno or 0, error.strerror or str(error), error.filename) from error
