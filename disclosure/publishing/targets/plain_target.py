"""`folder:PATH`: a folder that a web server serves as it is. Nothing switches at once there, and nothing can be rolled back."""

from ...system.plain_folder import PlainFolder
from .one_by_one import publish_one_by_one, shown_there
from .released import Released, Shown, SiteToRelease


def publish_to_plain_folder(path: str, site: SiteToRelease) -> Released:
    """Bring the site's files to a folder, one by one. Raises OSError when the machine refuses."""
    folder = PlainFolder(path)
    with folder.opened():
        return publish_one_by_one(folder, site)


def shown_in_plain_folder(path: str) -> Shown:
    """Return what a folder shows, be it in part."""
    return shown_there(PlainFolder(path))
