"""`folder:PATH`: a folder that a web server serves as it is. Nothing switches at once there, and nothing can be taken back."""

from ...model.digest import digest_of
from ...system.plain_folder import PlainFolder
from ..transfer import MANIFEST_FILE, is_hashed, listed_files, plan_transfer, release_name, safe_order
from .released import Released, SiteToRelease


def publish_to_plain_folder(path: str, site: SiteToRelease) -> Released:
    """Bring the site's files to a folder: assets first, pages, lists of pages, then what is gone.

    Whoever looks meanwhile sees old and new pages, each whole and with its style. A run that was cut off is made good by the
    next. Raises OSError when the machine refuses.
    """
    folder = PlainFolder(path)
    with folder.opened():
        before = listed_files(folder.read(MANIFEST_FILE))
        there = [name for name in folder.names("assets") if is_hashed(name)]
        plan = plan_transfer(site.files, before, there)
        digests = {**site.files, MANIFEST_FILE: digest_of(site.manifest)}
        folder.put(site.folder, {name: digests[name] for name in safe_order((*plan.sent, MANIFEST_FILE))})
        folder.remove(plan.removed)
    return Released(
        release_name(site.files), release_name(before) if before else "", len(plan.sent), len(plan.linked), is_atomic=False
    )
