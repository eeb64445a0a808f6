"""A finished site brought to its targets: released to each, compared as it is served, rolled back where that is wrong."""

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from ..build.context import ActStatement, Project
from ..build.roll_back import roll_back_release
from ..model.portal import ReleaseTarget
from ..publishing.targets import target_kind
from ..publishing.targets.released import HalfReleasedError, Released, SiteToRelease
from ..publishing.transfer import read_manifest
from ..system.clock import now
from ..system.console import say
from ..system.files import read_bytes
from ..system.site_manifest import MANIFEST
from .commands import DONE, STOPPED
from .invocation import quoted, worded
from .show import failed, reason_of
from .verify_served import is_served_right


def site_to_release(folder: Path, *, compress: bool = False) -> SiteToRelease:
    """Return the finished site in a folder. Raises OSError where there is none."""
    manifest = read_bytes(str(folder / MANIFEST))
    return SiteToRelease(str(folder), read_manifest(manifest).files, manifest, compress)


def release_to_all(targets: Sequence[ReleaseTarget], site: Path) -> list["ReleaseResult"]:
    """Release the finished site in a folder to each target; one that fails keeps no other from its release."""
    return [_release(target, site) for target in targets]


class ReleaseResult(Struct, frozen=True):
    """What came of bringing the site to a target: its release, or why there is none and whether the target shows it for all that.

    `is_public` is None where nobody knows.
    """

    target: ReleaseTarget
    is_public: bool | None
    released: Released | None = None
    refusal: str = ""


def are_public(results: Sequence[ReleaseResult]) -> bool | None:
    """Return whether the site is public at any of its targets, None where nobody knows."""
    found = {one.is_public for one in results}
    return True if True in found else None if None in found else False


def _release(target: ReleaseTarget, folder: Path) -> ReleaseResult:
    kind = target_kind(target.to)
    assert kind  # what is no target was refused before
    site = site_to_release(folder, compress=target.compress)
    try:
        return ReleaseResult(target, True, kind.release(target, site))
    except HalfReleasedError as error:
        try:
            return ReleaseResult(target, kind.shown(target).is_of(read_manifest(site.manifest)), refusal=reason_of(error))
        except OSError:
            return ReleaseResult(target, None, refusal=reason_of(error))
    except OSError as error:
        return ReleaseResult(target, False, refusal=reason_of(error))


def show_and_compare(results: Sequence[ReleaseResult], project: Project, who: str, face: str) -> int:
    """Say what came of each release, compare what is served with the site, and return the exit code.

    What is not served right is rolled back.
    """
    return max((_tell(one, project, who, face) for one in results), default=DONE)


def _tell(result: ReleaseResult, project: Project, who: str, face: str) -> int:
    target, released = result.target, result.released
    if released is None:
        again = f"disclosure publish {quoted(target.name)}"
        return failed(f"{_OUTCOMES[result.is_public].format(to=target.to)}：{result.refusal}；解决以后再执行 {again}")
    say(worded(_about(target, released)))
    if not target.check or is_served_right(target.check, project.site, face):
        return DONE
    _roll_back(target, released, project, ActStatement(now(), who, f"发布后核对 {target.check} 不对，自动退回"))
    return STOPPED


_OUTCOMES = {
    True: "{to} 已经换成新的，至少有一部分，没有做完",
    False: "没有放到 {to}，那里还是以前的",
    None: "不知道 {to} 有没有换成新的",
}
"""What is said of a target that refused, by whether it shows the site for all that."""


def _roll_back(target: ReleaseTarget, released: Released, project: Project, statement: ActStatement) -> None:
    """Let a target serve what it served before, say so and register it."""
    kind, address = target_kind(target.to), target.to
    roll_back = kind.roll_back if kind and released.before != released.name else None
    taken = roll_back_release(project, target, roll_back, 1, statement) if roll_back else None
    if taken and isinstance(taken.found, Released):
        say(f"核对不对，已退回：{address} 现在是 {taken.found.name}")
        say(worded("退回已记入登记册；网站 site 和 content 没有改动：查明原因以后再执行一次 disclosure publish"))
    else:
        say(f"核对不对，{address} 没有以前的一次可以退回，还是刚放上去的 {released.name}")


def _about(target: ReleaseTarget, released: Released) -> str:
    address = target.to
    if released.name == released.before and not released.sent:
        return f"{address} 已经是现在的网站（{released.name}），没有改动"
    counts = f"传送 {released.sent} 个文件，{released.linked} 个与以前相同"
    if not released.is_atomic:
        plain = "；这里不放压缩好的副本，请服务器自己压缩" if target.compress else ""
        return f"已放到 {address}：{released.name}，{counts}{_ONE_BY_ONE}{plain}"
    back = f"；退回：disclosure rollback {quoted(target.name)}" if released.before else ""
    return f"已放到 {address}：{released.name}，{counts}{back}"


_ONE_BY_ONE = "；这里的文件是逐个换的，换的时候有人看到新旧不一的页面，也不能退回"
