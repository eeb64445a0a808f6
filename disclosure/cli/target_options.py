"""Targets on the command line: what may be typed, and releasing a finished site to each."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from ..build.context import Project
from ..build.publication import Statement
from ..build.take_back import register_rollback
from ..publishing.targets import TARGETS, place_of_target, target_kind
from ..publishing.targets.released import Released, SiteToRelease
from ..publishing.transfer import MANIFEST_FILE, read_manifest
from ..system.console import say
from ..system.files import read_bytes
from .commands import DONE, STOPPED
from .invocation import quoted, worded
from .show import failed, reason_of


def about_targets() -> str:
    """Return what a target is, for the help."""
    return f"放到哪里：{'、'.join(kind.example for kind in TARGETS)}"


def unknown_target(address: str) -> str:
    """Return why an address is no target, "" where it is one."""
    if target_kind(address):
        return ""
    examples = "、".join(kind.example for kind in TARGETS)
    typed = f"；是不是 dir:{Path(address).absolute()}？" if address.startswith(("/", ".")) else ""
    return f"不认识目标“{address}”，可以是 {examples}{typed}"


def site_to_release(folder: Path, *, compress: bool = False) -> SiteToRelease:
    """Return the finished site in a folder. Raises OSError where there is none."""
    manifest = read_bytes(str(folder / MANIFEST_FILE))
    return SiteToRelease(str(folder), read_manifest(manifest).files, manifest, compress)


def release_to_all(targets: Sequence[str], folder: Path, keep: int, *, compress: bool) -> tuple[dict[str, Released], int]:
    """Release a finished site to each target and say what came of it; return what was released, and the exit code.

    One that fails keeps no other from its release.
    """
    done, code = {}, DONE
    for address in targets:
        kind = target_kind(address)
        assert kind
        try:
            done[address] = kind.release(place_of_target(address), site_to_release(folder, compress=compress), keep)
        except OSError as error:
            again = f"disclosure publish {quoted(address)}"
            code = failed(f"网站已经做好，没有放到 {address}，那里还是以前的：{reason_of(error)}；解决以后再执行 {again}")
        else:
            say(worded(_about(address, done[address])))
    return done, code


def take_back(released: Mapping[str, Released], project: Project, statement: Statement) -> int:
    """Let every target serve what it served before, say so and register it; return the exit code."""
    manifest = b""
    for address, one in released.items():
        kind = target_kind(address)
        found = kind.roll_back(place_of_target(address), 1) if kind and kind.roll_back and one.before != one.name else None
        if isinstance(found, Released):
            manifest = found.manifest
            say(f"核对不对，已退回：{address} 现在是 {found.name}")
        else:
            say(f"核对不对，{address} 没有以前的一次可以退回，还是刚放上去的 {one.name}")
    if manifest:
        register_rollback(project, manifest, statement)
        say(worded("退回已记入登记册；网站 site 和 content 没有改动：查明原因以后再执行一次 disclosure publish"))
    return STOPPED


def _about(address: str, released: Released) -> str:
    if released.name == released.before and not released.sent:
        return f"{address} 已经是现在的网站（{released.name}），没有改动"
    counts = f"传送 {released.sent} 个文件，{released.linked} 个与以前相同"
    if not released.is_atomic:
        return f"已放到 {address}：{released.name}，{counts}；这里的文件是逐个换的，换的时候有人看到新旧不一的页面，也不能退回"
    back = f"；退回：disclosure rollback {quoted(address)}" if released.before else ""
    return f"已放到 {address}：{released.name}，{counts}{back}"
