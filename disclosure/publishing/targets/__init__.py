"""Where a site can be released to: an address like `dir:/srv/www/zfxxgk` → the functions of its target, one module each."""

import re
from collections.abc import Callable

from msgspec import Struct

from ...model.portal import ReleaseTarget
from .folder_target import publish_to_folder, roll_back_folder, shown_in_folder
from .plain_target import publish_to_plain_folder, shown_in_plain_folder
from .released import NoSuchRelease, Released, Shown, SiteToRelease
from .s3_target import S3_ADDRESS, publish_to_s3, shown_in_s3
from .sftp_target import SFTP_ADDRESS, publish_to_sftp, shown_by_sftp
from .ssh_target import SSH_ADDRESS, publish_to_ssh, roll_back_ssh, shown_by_ssh

RollBack = Callable[[ReleaseTarget, int, Callable[[bytes], None]], Released | NoSuchRelease]
"""Serves the release so many steps before the current one; what it is given is called with its manifest before that is seen."""


class TargetKind(Struct, frozen=True):
    """A kind of target: its scheme, an example, what releases to one, what it shows, what rolls it back, how a place looks."""

    scheme: str
    example: str
    release: Callable[[ReleaseTarget, SiteToRelease], Released]
    shown: Callable[[ReleaseTarget], Shown]
    roll_back: RollBack | None = None
    place: re.Pattern[str] = re.compile("(?s:.+)")


TARGETS = (
    TargetKind(
        "dir",
        "dir:/srv/www/zfxxgk",
        lambda to, site: publish_to_folder(to.place, site, to.keep),
        lambda to: shown_in_folder(to.place),
        lambda to, steps, begin: roll_back_folder(to.place, steps, begin),
    ),
    TargetKind(
        "ssh",
        "ssh:user@host:/srv/www/zfxxgk",
        lambda to, site: publish_to_ssh(to.place, site, to.keep),
        lambda to: shown_by_ssh(to.place),
        lambda to, steps, begin: roll_back_ssh(to.place, steps, begin),
        SSH_ADDRESS,
    ),
    TargetKind(
        "folder",
        "folder:/srv/www/html",
        lambda to, site: publish_to_plain_folder(to.place, site),
        lambda to: shown_in_plain_folder(to.place),
    ),
    TargetKind(
        "sftp",
        "sftp://user@host/srv/www/html",
        lambda to, site: publish_to_sftp(to.place, site),
        lambda to: shown_by_sftp(to.place),
        place=SFTP_ADDRESS,
    ),
    TargetKind(
        "s3",
        "s3://bucket/zfxxgk",
        lambda to, site: publish_to_s3(to.place, site, to.endpoint_url),
        lambda to: shown_in_s3(to.place, to.endpoint_url),
        place=S3_ADDRESS,
    ),
)


def target_kind(address: str) -> TargetKind | None:
    """Return the kind of a target's address, None where it is none."""
    scheme, colon, place = address.partition(":")
    return next((kind for kind in TARGETS if kind.scheme == scheme and colon and kind.place.fullmatch(place)), None)
