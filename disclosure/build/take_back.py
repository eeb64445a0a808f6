"""A release that was taken back on a server is written down: what is public then follows from the register alone, as ever."""

from .. import __version__
from ..model.finding import Finding
from ..publishing.changes import rolled_back
from ..publishing.manifest import site_digest
from ..publishing.register import (
    ACTS,
    SourceChange,
    act_path,
    check_head,
    encode_act,
    next_act,
    read_register,
    register_at,
    with_act,
)
from ..publishing.transfer import read_manifest
from ..system.atomic import open_staging
from ..system.files import read_bytes
from ..system.register_files import begin_act, finish_act, pending_act
from ..system.snapshot import snapshot_folder
from .context import Project, Statement
from .settle import settle


def settle_before_rollback(project: Project) -> None:
    """Finish or undo what an earlier publication left, by what its targets show. Raises OSError when none can be asked."""
    with open_staging(project.site):
        settle(project, asking=True)


def register_rollback(
    project: Project, manifest: bytes, statement: Statement
) -> tuple[tuple[SourceChange, ...], tuple[Finding, ...]]:
    """Enter into the register that the release with this manifest is public again; return what it changed.

    A damaged register is left as it is, and what is wrong with it is returned.
    """
    with open_staging(project.site):
        settle(project)
        acts, base = project.content / ACTS, project.content.as_posix()
        names = [name for name in snapshot_folder(acts).stats if name.endswith(".json")]
        register, findings = read_register({f"{ACTS}/{name}": read_bytes(f"{acts}/{name}") for name in names}, base)
        released = read_manifest(manifest)
        findings = (*findings, *check_head(register, released.head, base))
        changes = (
            () if findings or not released.head else rolled_back(register, register_at(register, released.head), statement.reason)
        )
        if changes:
            act = next_act(register, statement.when, __version__, site_digest(released.files), changes, statement.who)
            _, head = with_act(register, act)
            place = pending_act(project.content, project.site)
            begin_act(place, encode_act(act))
            finish_act(place, project.content / act_path(act, head))
        return changes, findings
