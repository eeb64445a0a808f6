"""Targets on the command line: what may be typed, and what the portal calls them."""

import re
from collections.abc import Mapping
from pathlib import Path

from ..model.portal import ReleaseTarget
from ..parsing.settings import parse_settings
from ..parsing.text import MAX_FILE_SIZE
from ..publishing.targets import TARGETS, target_kind
from ..system.files import read_source


def about_targets() -> str:
    """Return what a target is, for the help."""
    return f"放到哪里：{'、'.join(kind.example for kind in TARGETS)}"


def named_targets(content: Path) -> dict[str, ReleaseTarget]:
    """Return the targets that the portal names, by name; none where its settings can't be read."""
    file = (content / "portal.yml").as_posix()
    settings = parse_settings(read_source(file, file, "portal.yml", MAX_FILE_SIZE)).value
    return {one.name: one for one in settings.targets} if settings else {}


def unknown_target(typed: str, named: Mapping[str, ReleaseTarget]) -> str:
    """Return why what was typed is no target, "" where it is the name of one or an address."""
    address = named[typed].to if typed in named else typed
    if target_kind(address):
        return ""
    known = "、".join((*named, *(kind.example for kind in TARGETS)))
    meant = f"；是不是 dir:{Path(typed).absolute()}？" if typed.startswith(("/", ".")) else ""
    shown, passwords = _PASSWORD.subn(r"\1***@", address)
    secret = "；密码和密钥不写在地址里，写在环境变量或 ~/.ssh、~/.aws 里" if passwords else ""
    return f"不认识目标“{shown}”，可以是 {known}{meant}{secret}"


_PASSWORD = re.compile(r"([:/][^:/@\s]+:)[^@\s]+@")
"""A password in an address, which is never said."""
