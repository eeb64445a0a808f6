"""A small sound portal to start from: written, changed, built, and what came of it."""

import re
from concurrent.futures import Executor
from pathlib import Path
from typing import NamedTuple

from disclosure.build import build
from disclosure.build.context import Outcome, Project, Runtime
from disclosure.model.finding import Finding
from disclosure.system.cache import Cache, NoCache
from disclosure.system.executors import SerialExecutor

ROOT = Path(__file__).resolve().parents[2]
BASE = ROOT / "tests" / "cases" / "base"
SNAPSHOTS = ROOT / "tests" / "snapshots"
"""Published files as recorded."""


class Change(NamedTuple):
    """What a case does to one file of the base: replace a piece of text, or with `old` None write the whole."""

    path: str
    old: str | None
    new: str


def write_base(folder: Path) -> Path:
    """Write the sound portal that every case starts from, and return its content folder."""
    content = folder / "content"
    for source in sorted(BASE.rglob("*")):
        if source.is_file():
            target = content / source.relative_to(BASE)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(source.read_bytes())
    return content


def write_small(folder: Path) -> Path:
    """Write two years and the office of that portal, and leave out pages that are made by the dozen; as `write_base`."""
    content = write_base(folder)
    for spare in ("2017.md", "2018.md", "2019.md", "2020.md"):
        (content / spare).unlink()
    with (content / "portal.yml").open("a", encoding="utf-8") as settings:
        settings.write("publish: [trends]\n")
    return content


def spoil(content: Path, changes: tuple[Change, ...]) -> None:
    """Apply a case's changes; what it replaces must stand there exactly once."""
    for change in changes:
        path = content / change.path
        if change.old is None:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(change.new, encoding="utf-8")
            continue
        text = path.read_text(encoding="utf-8")
        assert text.count(change.old) == 1, f"{change.old!r} stands {text.count(change.old)} times in {change.path}"
        path.write_text(text.replace(change.old, change.new), encoding="utf-8")


def project_in(folder: Path, **changes: object) -> Project:
    """The project whose content and site lie in `folder`."""
    values: dict[str, object] = {
        "content": folder / "content",
        "templates": ROOT / "templates",
        "formats": ROOT / "formats",
        "site": folder / "site",
        "code": "test",
    }
    return Project(**(values | changes))  # type: ignore[arg-type]


def run_build(folder: Path, cache: Cache | None = None, executor: Executor | None = None, **changes: object) -> Outcome:
    """Build the portal in `folder` in this process."""
    return build(project_in(folder, **changes), Runtime(cache or NoCache(), executor or SerialExecutor()))


def places(outcome: Outcome, folder: Path) -> list[tuple[str, str]]:
    """The findings of a run as (file:line:column, code), paths from the content folder."""
    return [(place_of(finding, folder), finding.code) for finding in outcome.findings]


def place_of(finding: Finding, folder: Path) -> str:
    """Where a finding is, as file:line:column or as file, the path from the content folder of `folder`."""
    path = re.sub(rf"^{re.escape((folder / 'content').as_posix())}/?", "", finding.path) or "."
    return f"{path}:{finding.span.line}:{finding.span.column}" if finding.span else path


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}
