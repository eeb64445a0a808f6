"""A place where files are replaced one by one: a safe order, and a record of what is unfinished until the manifest is there.

Whoever looks meanwhile sees old and new pages, each whole and with its style. A run that was cut off is made good by the next.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Protocol

from ...model.digest import digest_of
from ...system.site_manifest import MANIFEST
from ..manifest import manifest
from ..transfer import (
    TransferPlan,
    appearance,
    is_hashed,
    plan_transfer,
    read_manifest,
    release_name,
    safe_order,
)
from .released import Released, Shown, SiteToRelease, may_show

UNFINISHED_FILE = "manifest-unfinished.json"
"""Lies beside the site while that is brought: files on their way or about to go, with the digests of those that arrived."""
_LEAST_BATCH, _MOST_BATCHES = 500, 10


class FileStore(Protocol):
    """Files by their paths, each replaced whole. Methods raise OSError when the place refuses."""

    def read(self, path: str) -> bytes | None:
        """Return a file, None where it is not there."""

    def names(self, folder: str) -> tuple[str, ...]:
        """Return the paths of the files right in a folder of it."""

    def same(self, site: str, files: Mapping[str, str], noted: Mapping[str, str]) -> frozenset[str]:
        """Return which files of the site folder are there already; `noted` are digests of what was brought there before."""

    def put(self, site: str, files: Mapping[str, str]) -> None:
        """Bring files of the site folder here, compared with their digests."""

    def write(self, path: str, data: bytes) -> None:
        """Put a file of these bytes here."""

    def remove(self, paths: Iterable[str]) -> None:
        """Remove files."""


def publish_one_by_one(store: FileStore, site: SiteToRelease) -> Released:
    """Bring the site's files to a store: assets first, pages, lists of pages, the manifest, then what is gone goes.

    Raises OSError when the place refuses, or when somebody else has published there meanwhile.
    """
    served = store.read(MANIFEST)
    last, unfinished = read_manifest(served).files, read_manifest(store.read(UNFINISHED_FILE)).files
    noted = {**last, **unfinished}
    there = [name for name in store.names("assets") if is_hashed(name)]
    same = store.same(site.folder, site.files, noted)
    before = {path: site.files[path] if path in same else "" for path in {*noted, *same}}
    plan = plan_transfer(site.files, before, there)
    if plan.sent or plan.removed or unfinished or served != site.manifest:
        with may_show():
            _bring(store, site, plan)
    name, name_before = release_name(site.files), release_name(last) if last else ""
    return Released(name, name_before, len(plan.sent), len(plan.linked), is_atomic=False)


def shown_there(store: FileStore) -> Shown:
    """Return what a store shows, be it in part."""
    unfinished = store.read(UNFINISHED_FILE)
    return Shown(read_manifest(store.read(MANIFEST))) if unfinished is None else Shown(read_manifest(unfinished), is_whole=False)


def _bring(store: FileStore, site: SiteToRelease, plan: TransferPlan) -> None:
    """Send files in their order, and the manifest; meanwhile the record lists all that changes, with what has arrived."""
    heads, record = read_manifest(site.manifest).head, dict.fromkeys((*plan.sent, *plan.removed), "")
    written = manifest(record, heads)
    store.write(UNFINISHED_FILE, written)
    for batch in _batches(plan.sent):
        digests = {path: site.files[path] for path in batch}
        store.put(site.folder, digests)
        if store.read(UNFINISHED_FILE) != written:
            store.write(UNFINISHED_FILE, manifest(dict.fromkeys(record, ""), heads))
            raise OSError(0, "有人同时在往这里发布，两次的文件可能混在一起：等对方做完，再执行一次", "")
        record |= digests
        written = manifest(record, heads)
        store.write(UNFINISHED_FILE, written)
    store.put(site.folder, {MANIFEST: digest_of(site.manifest)})
    store.remove(plan.removed)
    store.remove((UNFINISHED_FILE,))


def _batches(paths: Iterable[str]) -> Iterator[tuple[str, ...]]:
    """Files that may appear in any order among each other, not too many at once."""
    ordered = safe_order(paths)
    size = max(_LEAST_BATCH, -(-len(ordered) // _MOST_BATCHES))
    for _, group in groupby(ordered, appearance):
        alike = tuple(group)
        yield from (alike[start : start + size] for start in range(0, len(alike), size))
