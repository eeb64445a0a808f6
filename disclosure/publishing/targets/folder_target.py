"""`dir:PATH`: releases beside each other on this machine or a mounted share; where links can't be made, files one by one."""

from collections.abc import Callable

from ...model.digest import digest_of
from ...system.release_folder import ReleaseFolder
from ...system.site_manifest import MANIFEST
from ..precompression import compressors, no_compressors
from ..transfer import (
    TransferPlan,
    is_hashed,
    listed_files,
    metadata_files,
    next_order,
    outdated,
    plan_transfer,
    read_manifest,
    release_before,
    release_name,
)
from .plain_target import publish_to_plain_folder, shown_in_plain_folder
from .released import NoSuchRelease, Released, Shown, SiteToRelease, may_show


def publish_to_folder(path: str, site: SiteToRelease, keep: int) -> Released:
    """Add the site's release and switch to it. Raises OSError when the machine refuses; what is served is then as it was."""
    folder, name = ReleaseFolder(path), release_name(site.files)
    with folder.opened():
        before = folder.current()
        if not before and not folder.has_links():
            folder.give_up()
            return publish_to_plain_folder(path, site)
        old = folder.read(before, MANIFEST) if before else None
        plan = plan_transfer(site.files, listed_files(old))
        with may_show():
            _add(folder, name, before, site, plan)
            order = next_order(folder.order(), name)
            gone = outdated(order, name, keep)
            folder.remember(one for one in order if one not in gone)
            folder.remove(gone)
    return Released(name, before, len(plan.sent), len(plan.linked))


def _add(folder: ReleaseFolder, name: str, before: str, site: SiteToRelease, plan: TransferPlan) -> None:
    """Add a release, or renew what tells of the act in one that is there, and switch to it."""
    digests = {**site.files, MANIFEST: digest_of(site.manifest)}
    if not folder.has(name):
        derive = compressors if site.compress else no_compressors
        folder.add(name, site.folder, digests, plan.linked, before, derive)
    elif folder.read(name, MANIFEST) != site.manifest:
        folder.renew(name, site.folder, {path: digests[path] for path in (*metadata_files(site.files), MANIFEST)})
    if site.compress and folder.read(name, "index.html.gz") is None:
        folder.derive(name, site.files, compressors)
    folder.carry(name, before, plan.carried)
    if before != name:
        folder.switch(name)


def shown_in_folder(path: str) -> Shown:
    """Return what is served; where there are no links, what the folder shows, be it in part."""
    folder = ReleaseFolder(path)
    before = folder.current()
    return Shown(read_manifest(folder.read(before, MANIFEST))) if before else shown_in_plain_folder(path)


def roll_back_folder(path: str, steps: int, begin: Callable[[bytes], None] = lambda manifest: None) -> Released | NoSuchRelease:
    """Switch to the release so many steps before the current one; pages of the current one that are cached keep their style.

    `begin` is called with its manifest before anybody sees it.
    """
    folder = ReleaseFolder(path)
    with folder.opened():
        current, order = folder.current(), folder.order()
        name = release_before(order, current, steps)
        if name is None:
            return NoSuchRelease(current, order)
        assets = [asset for asset in listed_files(folder.read(current, MANIFEST)) if is_hashed(asset)]
        folder.carry(name, current, assets)
        manifest = folder.read(name, MANIFEST) or b""
        begin(manifest)
        folder.switch(name)
        return Released(name, current, 0, 0, manifest)
