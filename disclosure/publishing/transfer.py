"""Two manifests → what must be sent, what is there already, what stays for a while; and the order that is safe everywhere."""

import re
from collections.abc import Iterable, Mapping

from msgspec import Struct

from ..system.site_manifest import MANIFEST, PublishedFiles, parse_manifest
from .manifest import METADATA_FILES, site_digest
from .served_site import HASHED

_SHOWN_DIGITS = 12
_LISTS = ("index.html", "sitemap.xml", "feed.xml", "feed.json")


class TransferPlan(Struct, frozen=True):
    """What makes one release of another: paths that are `sent`, that stay as they are (`linked`), that go (`removed`).

    `carried` are style sheets, scripts and pictures of the release before that this one does not have: pages that browsers
    have cached ask for them for a while. The manifest is in none of these: it is sent at the end.
    """

    sent: tuple[str, ...]
    linked: tuple[str, ...]
    carried: tuple[str, ...]
    removed: tuple[str, ...]


def read_manifest(manifest: bytes | None) -> PublishedFiles:
    """Return what a manifest says; nothing where there is none or it is damaged."""
    return parse_manifest(manifest or b"") or PublishedFiles({})


def listed_files(manifest: bytes | None) -> dict[str, str]:
    """Return the digests that a manifest lists by path; nothing where there is none or it is damaged."""
    return read_manifest(manifest).files


def release_name(files: Mapping[str, str]) -> str:
    """Return the name of a site's release: how its digest begins."""
    return site_digest(files)[:_SHOWN_DIGITS]


def is_hashed(path: str) -> bool:
    """Whether a file's name changes with its bytes."""
    return re.fullmatch(HASHED, path) is not None


def plan_transfer(new: Mapping[str, str], before: Mapping[str, str], there: Iterable[str] = ()) -> TransferPlan:
    """Return what makes a release with the files `new` of one with the files `before`, digests by path.

    `there` are further files that are known to lie there: assets that were carried on by the release before.
    """
    linked = tuple(sorted(path for path, digest in new.items() if before.get(path) == digest and path != MANIFEST))
    sent = tuple(sorted(new.keys() - {*linked, MANIFEST}))
    carried = tuple(sorted(path for path in before if path not in new and is_hashed(path)))
    removed = tuple(sorted({*before, *there} - {*new, *carried, MANIFEST}))
    return TransferPlan(sent, linked, carried, removed)


def metadata_files(files: Mapping[str, str]) -> tuple[str, ...]:
    """Return the files about the site itself: they may differ between two releases of one name."""
    return tuple(sorted(path for path in files if path in METADATA_FILES and path != MANIFEST))


def safe_order(paths: Iterable[str]) -> tuple[str, ...]:
    """Return paths in the order in which they may appear one by one: no page before what it loads, lists of pages last."""
    return tuple(sorted(paths, key=lambda path: (appearance(path), path)))


def appearance(path: str) -> int:
    """Return the place of a file in that order: files of one place may appear in any order."""
    name = path.rpartition("/")[2]
    if path == MANIFEST:
        return 4
    if name in _LISTS:
        return 3
    return 0 if is_hashed(path) else 2 if path.endswith((".html", ".htm")) else 1


def next_order(order: Iterable[str], name: str) -> tuple[str, ...]:
    """Return the names of releases, oldest publication first, once this one has been published."""
    return (*(one for one in order if one != name), name)


def outdated(order: tuple[str, ...], current: str, keep: int) -> tuple[str, ...]:
    """Return the releases that need not be kept: all but the newest, and never the current one."""
    return tuple(name for name in order[: max(0, len(order) - keep)] if name != current)


def release_before(order: tuple[str, ...], current: str, steps: int) -> str | None:
    """Return the release that was published so many steps before the current one, None where there is none."""
    place = order.index(current) - steps if current in order else -1
    return order[place] if place >= 0 else None
