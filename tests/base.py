"""A small sound portal to start from, and the machinery that spoils it case by case."""

import re
from concurrent.futures import Executor
from pathlib import Path
from typing import NamedTuple

from disclosure.build.context import Outcome, Project, Tools
from disclosure.build.unchanged import build
from disclosure.system.cache import Cache, NoCache
from disclosure.system.executors import SerialExecutor

ROOT = Path(__file__).parent.parent
CASES = Path(__file__).parent / "cases"
BASE = CASES / "base"


class Change(NamedTuple):
    """What a case does to one file of the base: replace a piece of text, or with `old` None write the whole."""

    path: str
    old: str | None
    new: str


class Case(NamedTuple):
    """A case document: what it shows, what it changes, and the findings (place, code) it expects, no others.

    `said` are (code, words): what the message and the hint of a finding of this code say.
    """

    title: str
    changes: tuple[Change, ...]
    expected: tuple[tuple[str, str], ...]
    said: tuple[tuple[str, str], ...] = ()


def read_case(path: Path) -> Case:
    """Read a case document.

    `# title`; `change FILE` with `- old` and `+ new` lines; `file FILE` with `| ` lines;
    `expect FILE:LINE:COLUMN CODE`, the column optional, followed by `| ` lines of words that it says.
    """
    title, changes, expected, said = "", [], [], []
    for block in re.split(r"(?m)^(?=# |change |file |expect )", path.read_text(encoding="utf-8")):
        kind, _, rest = block.partition(" ")
        head, *lines = rest.rstrip("\n").split("\n")
        if kind == "#":
            title = head
        elif kind == "file":
            changes.append(Change(head, None, "".join(f"{line[2:]}\n" for line in lines if line)))
        elif kind == "change":
            pieces = re.findall(r"((?:^- .*\n?)+)((?:^\+.*\n?)*)", "\n".join(lines), re.MULTILINE)
            changes += [Change(head, _unmarked(old), _unmarked(new)) for old, new in pieces]
        elif kind == "expect":
            place, code = head.rsplit(" ", 1)
            expected.append((place, code))
            said += [(code, line[2:]) for line in lines if line]
    return Case(title, tuple(changes), tuple(expected), tuple(said))


def _unmarked(lines: str) -> str:
    return "\n".join(line[2:] for line in lines.rstrip("\n").split("\n")) if lines else ""


def write_base(folder: Path) -> Path:
    """Write the sound portal that every case starts from, and return its content folder."""
    content = folder / "content"
    for source in sorted(BASE.rglob("*")):
        if source.is_file():
            target = content / source.relative_to(BASE)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(source.read_bytes())
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
    return build(project_in(folder, **changes), Tools(cache or NoCache(), executor or SerialExecutor()))


def places(outcome: Outcome, folder: Path) -> list[tuple[str, str]]:
    """The findings of a run as (file:line:column, code), paths from the content folder."""
    found = []
    for finding in outcome.findings:
        path = re.sub(rf"^{re.escape((folder / 'content').as_posix())}/?", "", finding.path) or "."
        span = finding.span
        found.append((f"{path}:{span.line}:{span.column}" if span else path, finding.code))
    return found


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def matches(found: list[tuple[str, str]], expected: tuple[tuple[str, str], ...]) -> bool:
    """Whether exactly the expected findings were found; an expected place without a column fits any column."""
    left = list(found)
    for place, code in expected:
        hit = next((f for f in left if f[1] == code and (f[0] == place or f[0].rpartition(":")[0] == place)), None)
        if hit is None:
            return False
        left.remove(hit)
    return not left


def cases() -> list[Path]:
    """Every case document."""
    return sorted(CASES.glob("*.case"))
