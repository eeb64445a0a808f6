"""A release that is rolled back on a server is registered: what is public then follows from the register alone, as ever."""

from msgspec import Struct, json

from .. import __version__
from ..model.finding import Finding
from ..model.portal import ReleaseTarget
from ..publishing.changes import rolled_back
from ..publishing.manifest import site_digest
from ..publishing.register import Act, SourceChange, act_path, check_head, encode_act, next_act, register_at, with_act
from ..publishing.targets import RollBack
from ..publishing.targets.released import NoSuchRelease, Released
from ..publishing.transfer import read_manifest
from ..system.atomic import open_staging
from ..system.register_files import begin_act, finish_act, pending_act
from .context import ActStatement, Project
from .register_folder import read_register_folder
from .settle import ExpectedRelease, settle


class RollBackResult(Struct, frozen=True):
    """What came of rolling back: the release that is served now, what that changed in the register, what is wrong with that."""

    found: Released | NoSuchRelease
    changes: tuple[SourceChange, ...] = ()
    findings: tuple[Finding, ...] = ()


def roll_back_release(
    project: Project, target: ReleaseTarget, roll_back: RollBack, steps: int, statement: ActStatement
) -> RollBackResult:
    """Let a target serve the release so many steps before; the act that says so is pending until it does.

    A damaged register is left as it is, and what is wrong with it is returned. Raises OSError when the target refuses.
    """
    with open_staging(project.site):
        settle(project, asking=True)
        place, begun = pending_act(project.content, project.site), list[tuple[Act, str]]()
        changes: tuple[SourceChange, ...] = ()
        findings: tuple[Finding, ...] = ()

        def begin(manifest: bytes) -> None:
            nonlocal changes, findings
            register, findings = read_register_folder(project.content)
            released = read_manifest(manifest)
            findings = (*findings, *check_head(register, released.head, project.content.as_posix()))
            then = register_at(register, released.head)
            known = {entry.change.source for entries in then.history.values() for entry in entries}
            if not known.isdisjoint(register.erased.keys() - then.erased.keys()):
                raise OSError(0, "那一次发布里有已依法删除的内容，不能退回；没有改动", target.to)
            if not findings and released.head:
                changes = rolled_back(register, then, statement.reason)
            if changes:
                act = next_act(register, statement.when, __version__, site_digest(released.files), changes, statement.who)
                begin_act(place, encode_act(act), json.encode(ExpectedRelease((target,), released.head[0])))
                begun.append((act, with_act(register, act)[1]))

        found = roll_back(target, steps, begin)
        for act, head in begun:
            finish_act(place, project.content / act_path(act, head))
        return RollBackResult(found, changes, findings)
