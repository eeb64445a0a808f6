"""What a run left that was killed while it published: finished or undone before the next one begins."""

from ..model.digest import digest_of
from ..system.atomic import published_files
from ..system.files import read_if_there
from ..system.register_files import finish_act, pending_act, undo_act
from .context import Project


def settle(project: Project) -> None:
    """Finish the act that is pending for this site, or undo it; the site is locked.

    It is finished where the site is the one it released, down to its manifest.
    """
    place = pending_act(project.content, project.site)
    data = read_if_there(place)
    if data is None:
        return

    from ..publishing.manifest import site_digest
    from ..publishing.register import act_path, decode_act

    act, head, listed = decode_act(data), digest_of(data), published_files(project.site)
    if act and listed and listed.head == (head,) and site_digest(listed.files) == act.site:
        finish_act(place, project.content / act_path(act, head))
    else:
        undo_act(place)
