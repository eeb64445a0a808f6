"""What a run left that was killed while it published: finished or undone before the next one begins."""

from pathlib import Path

from msgspec import Struct, json

from ..model.digest import digest_of
from ..model.portal import STATUS_FILE, ReleaseTarget
from ..system.files import read_if_there, rewrite
from ..system.register_files import awaited_by_act, finish_act, pending_act, undo_act
from ..system.site_manifest import MANIFEST, published_files
from .context import Project


class ExpectedRelease(Struct, frozen=True):
    """What makes a pending act true: that one of these targets shows the site with this last act in its manifest."""

    targets: tuple[ReleaseTarget, ...]
    head: str


def settle(project: Project, *, asking: bool = False) -> None:
    """Finish the act that is pending for this site, or undo it; the site is locked.

    It is finished where the site is the one it released, down to its manifest. One whose site was on its way to targets
    follows from what they show: it stays pending until a run may ask them. Raises OSError when none can
    be asked, and where a newer program has begun the act.
    """
    place = pending_act(project.content, project.site)
    data = read_if_there(place)
    if data is None:
        return

    from ..publishing.manifest import site_digest
    from ..publishing.register import UPDATE, act_path, decode_act, newer_program

    act, head, awaited = decode_act(data), digest_of(data), awaited_by_act(place)
    if act is None and newer_program(data):
        raise OSError(0, f"上一次发布还没有做完，是另一版程序做的；{UPDATE}", place.as_posix())
    if act and awaited is not None:
        if not asking:
            return
        is_public = _is_shown(json.decode(awaited, type=ExpectedRelease), place)
    else:
        listed = published_files(project.site)
        is_public = bool(act and listed and listed.head == (head,) and site_digest(listed.files) == act.site)
    if act and is_public:
        finish_act(place, project.content / act_path(act, head))
    else:
        undo(project)


def _is_shown(awaited: ExpectedRelease, place: Path) -> bool:
    """Whether a target shows what is awaited, be it in part."""
    from ..publishing.targets import target_kind

    refused: OSError | None = None
    for target in awaited.targets:
        kind = target_kind(target.to)
        try:
            if kind and awaited.head in kind.shown(target).listed.head:
                return True
        except OSError as error:
            refused = OSError(0, _UNKNOWN.format(to=target.to, reason=error.strerror, place=place), "")
    if refused:
        raise refused
    return False


_UNKNOWN = (
    "上一次发布（或退回）有没有在 {to} 做成还不清楚，现在问不到（{reason}）：能连上以后再执行；确认那里没有换，删去 {place}"
)


def undo(project: Project) -> None:
    """Drop the pending act: the site on this machine tells of the register as it is without it.

    How far the bodies are was said as of that act; the next run says it again.
    """
    from ..publishing.manifest import REGISTER_FILE, manifest
    from ..publishing.register import register_lines
    from .register_folder import read_register_folder

    place = pending_act(project.content, project.site)
    listed, data = published_files(project.site), read_if_there(place)
    if listed and data is not None and listed.head == (digest_of(data),):
        register, _ = read_register_folder(project.content)
        lines = register_lines(register.acts.values())
        others = {path: digest for path, digest in listed.files.items() if path not in (REGISTER_FILE, STATUS_FILE)}
        if lines:
            rewrite(project.site / REGISTER_FILE, lines)
            others |= {REGISTER_FILE: digest_of(lines)}
        rewrite(project.site / MANIFEST, manifest(others, register.heads))
        if not lines:
            (project.site / REGISTER_FILE).unlink(missing_ok=True)
        (project.site / STATUS_FILE).unlink(missing_ok=True)
    undo_act(place)
