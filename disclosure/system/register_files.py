"""The files of the register on the disk: versions and acts are added, never changed; a pending act is there until its site is.

An act is pending from before its site is released until after, in a file of its own for each site folder; beside it stands
what is awaited of servers, if the site is brought to any. Whoever locks that site next finds it, and finishes or undoes it.
"""

import os
import shutil
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from .files import create, read_if_there, rewrite
from .snapshot import digest_of_file, snapshot_folder

_ATTRIBUTES = "# 登记册按字节核对：任何系统上都不要转换行尾\n* -text\n"
_IGNORED = "# 没有做完的一次发布；下一个命令会做完或撤销\npending-*\n"


def pending_act(content: Path, site: Path) -> Path:
    """Return where an act of a content folder is pending that is to be released into a site folder."""
    return content / "register" / f"pending-{sha256(site.resolve().as_posix().encode()).hexdigest()[:12]}.json"


def add_versions(content: Path, files: Iterable[tuple[str, str]]) -> None:
    """Keep the bytes of files of the content folder under other paths there, which end in their digests; none is ever changed.

    Raises OSError when a file is not the one that was digested.
    """
    for file, place in files:
        target = content / place
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            temporary = target.with_name(f".{target.name}")
            shutil.copyfile(content / file, temporary)
            if digest_of_file(temporary) != target.name:
                temporary.unlink()
                raise OSError(0, "文件在读取时被改动，请再试一次", f"{content}/{file}")
            os.replace(temporary, target)


def remove_versions(content: Path, places: Iterable[str]) -> None:
    """Remove files of versions, given by their places in the content folder; what is gone already is none the worse."""
    for place in places:
        (content / place).unlink(missing_ok=True)


def begin_act(pending: Path, data: bytes, awaited: bytes = b"") -> None:
    """Write an act as pending, and what is awaited for it to be true, which nobody but the caller reads."""
    create(pending.with_name(".gitattributes"), _ATTRIBUTES)
    create(pending.with_name(".gitignore"), _IGNORED)
    if awaited:
        rewrite(_awaited_file(pending), awaited)
    else:
        _awaited_file(pending).unlink(missing_ok=True)
    rewrite(pending, data)


def awaited_by_act(pending: Path) -> bytes | None:
    """Return what is awaited for a pending act to be true, None where its site stays on this machine."""
    return read_if_there(_awaited_file(pending))


def finish_act(pending: Path, act: Path) -> None:
    """Make a pending act one of the register."""
    act.parent.mkdir(parents=True, exist_ok=True)
    os.replace(pending, act)
    _awaited_file(pending).unlink(missing_ok=True)


def undo_act(pending: Path) -> None:
    """Drop a pending act, if there is one."""
    pending.unlink(missing_ok=True)
    _awaited_file(pending).unlink(missing_ok=True)


def _awaited_file(pending: Path) -> Path:
    return pending.with_suffix(".awaited.json")


def public_addresses(place: Path) -> tuple[str, ...]:
    """Return what is public by a site folder (the paths of its files) or a list (an address a line); none where it is neither."""
    if place.is_dir():
        return tuple(snapshot_folder(place).stats)
    if not place.is_file():
        return ()
    lines = (line.strip() for line in place.read_text(encoding="utf-8-sig", errors="replace").splitlines())
    return tuple(line for line in lines if line and not line.startswith("#"))
