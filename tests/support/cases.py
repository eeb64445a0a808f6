"""Case documents: read, and held against what was found."""

import re
from pathlib import Path
from typing import NamedTuple

from tests.support.portal import ROOT, Change

CASES = ROOT / "tests" / "cases"


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
