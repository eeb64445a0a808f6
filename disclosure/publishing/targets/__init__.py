"""Where a site can be released to: an address like `dir:/srv/www/zfxxgk` → the functions of its target, one module each."""

from collections.abc import Callable

from msgspec import Struct

from .folder_target import publish_to_folder, roll_back_folder
from .plain_target import publish_to_plain_folder
from .released import NoSuchRelease, Released, SiteToRelease
from .ssh_target import is_ssh_address, publish_to_ssh, roll_back_ssh


class TargetKind(Struct, frozen=True):
    """A kind of target: its word, an example, what releases to one, what takes a release back, and what an address must be."""

    scheme: str
    example: str
    release: Callable[[str, SiteToRelease, int], Released]
    roll_back: Callable[[str, int], Released | NoSuchRelease] | None = None
    is_place: Callable[[str], bool] = bool


TARGETS = (
    TargetKind("dir", "dir:/srv/www/zfxxgk", publish_to_folder, roll_back_folder),
    TargetKind("ssh", "ssh:user@host:/srv/www/zfxxgk", publish_to_ssh, roll_back_ssh, is_ssh_address),
    TargetKind("folder", "folder:/srv/www/html", lambda path, site, keep: publish_to_plain_folder(path, site)),
)


def target_kind(address: str) -> TargetKind | None:
    """Return the kind of a target's address, None where it is none."""
    scheme, colon, place = address.partition(":")
    return next((kind for kind in TARGETS if kind.scheme == scheme and colon and kind.is_place(place)), None)


def place_of_target(address: str) -> str:
    """Return what an address says after its kind."""
    return address.partition(":")[2]
