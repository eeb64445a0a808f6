"""Findings narrowed to those that somebody asks for: of some bodies, of a level or graver, or not yet known."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from msgspec import MsgspecError, json

from ..check.codes import BY_CODE
from ..model.finding import Finding
from ..system.console import LEVEL_WORDS
from ..system.files import create

_GRAVEST_FIRST = tuple(LEVEL_WORDS)


def of_bodies(findings: Iterable[Finding], folders: Sequence[str], content: str) -> Iterator[Finding]:
    """Yield the findings about files of these bodies and of those below them; "" is the body of the content folder itself."""
    for finding in findings:
        inside = finding.path.removeprefix(f"{content}/")
        if any(inside.startswith(f"{folder}/") if folder else "/" not in inside for folder in folders):
            yield finding


def from_level(findings: Iterable[Finding], level: str) -> Iterator[Finding]:
    """Yield the findings of this level or graver."""
    wanted = _GRAVEST_FIRST[: _GRAVEST_FIRST.index(level) + 1]
    return (finding for finding in findings if BY_CODE[finding.code].level in wanted)


def unknown(findings: Sequence[Finding], baseline: Path, content: str) -> tuple[Finding, ...] | None:
    """Return the findings that are not listed in a file; None where it was not there, and lists them all now.

    It has a line for each, sorted, without line numbers: it stays true when lines move, and git merges it. Raises ValueError with
    its line where it can't be read.
    """
    lines = {finding: _line(finding, content) for finding in findings}
    if create(baseline, "".join(f"{line}\n" for line in sorted(set(lines.values())))):
        return None
    known = set()
    for number, line in enumerate(baseline.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            known.add(json.decode(line, type=tuple[str, str, str]))
        except MsgspecError:
            raise ValueError(f"{baseline}:{number}") from None
    return tuple(finding for finding, line in lines.items() if json.decode(line, type=tuple[str, str, str]) not in known)


def _line(finding: Finding, content: str) -> str:
    path = finding.path.removeprefix(f"{content}/")
    return json.encode((path, finding.code, finding.message)).decode()
