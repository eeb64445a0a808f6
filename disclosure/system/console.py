"""The terminal: findings in one of several forms (`FACES`), results, progress."""

import os
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from unicodedata import east_asian_width
from urllib.parse import quote

from msgspec import Struct, json

from ..model.finding import Finding, Span

LEVEL_WORDS = {"error": "错误", "warning": "警告", "note": "提示"}
_PATIENCE = 1.0


class FindingView(Struct, frozen=True):
    """A finding with what a face needs besides: its level, the line it stands on, and how its kind is fixed."""

    finding: Finding
    level: str
    line: str
    fix: str = ""

    @property
    def hint(self) -> str:
        """What to do: about this very case where that is known, else about its kind."""
        return self.finding.hint or self.fix

    @property
    def text(self) -> str:
        """What is wrong and what to do, in one text."""
        return f"{self.finding.message}（{self.hint}）" if self.hint else self.finding.message

    @property
    def span(self) -> Span:
        """Where it stands; the beginning of the file when nothing more is known."""
        return self.finding.span or Span(1, 1)


def columns(text: str) -> int:
    """Terminal columns of a text: a Chinese character takes two."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def visible(text: str) -> str:
    """A text with its control characters made visible, so that none of them reaches the terminal."""
    return "".join("\N{REPLACEMENT CHARACTER}" if ord(c) < 32 or 127 <= ord(c) < 160 else c for c in text)


def as_frame(shown: Sequence[FindingView]) -> str:
    """Path, line and message, then the line itself with a caret under the words at fault, then a hint."""
    return "\n".join(_frame(one) for one in shown)


def _frame(shown: FindingView) -> str:
    finding, span = shown.finding, shown.span
    place = f"{finding.path.replace('/', os.sep)}:{span.line}:{span.column}"
    out = [f"{place}: {LEVEL_WORDS[shown.level]}: {visible(finding.message)} [{finding.code}]"]
    if shown.line.strip():
        start = max(0, span.column - 60)
        text = visible(shown.line[start : start + 120].replace("\t", " "))
        before = columns(text[: span.column - 1 - start])
        width = max(1, columns(text[span.column - 1 - start : span.column - 1 - start + span.width]))
        number = f"{span.line:>5} | "
        out += [f"{number}{text}", " " * (len(number) - 2) + "| " + " " * before + "^" * width]
    if shown.hint:
        out.append(f"      = {visible(shown.hint)}")
    return "\n".join(out) + "\n"


def as_github(shown: Sequence[FindingView]) -> str:
    """Workflow commands that CI shows beside the line."""
    return "\n".join(_command(one) for one in shown)


def _command(one: FindingView) -> str:
    finding, name = one.finding, {"error": "error", "warning": "warning", "note": "notice"}[one.level]
    place = f"file={_property(finding.path)},line={one.span.line},col={one.span.column}"
    return f"::{name} {place},title={_property(finding.code)}::{_data(one.text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def as_json(shown: Sequence[FindingView]) -> str:
    """A list of `{code, level, message, hint, path, line, column}`."""
    entries = [
        {
            "code": one.finding.code,
            "level": one.level,
            "message": one.finding.message,
            "hint": one.hint,
            "path": one.finding.path,
            "line": one.span.line,
            "column": one.span.column,
        }
        for one in shown
    ]
    return json.format(json.encode(entries), indent=1).decode()


def as_gitlab(shown: Sequence[FindingView]) -> str:
    """A report of code quality, which GitLab shows in merge requests; a finding keeps its fingerprint when lines move."""
    severities = {"error": "major", "warning": "minor", "note": "info"}
    seen: Counter[tuple[str, str, str]] = Counter()
    entries = []
    for one in shown:
        about = (one.finding.code, one.finding.path, one.finding.message)
        seen[about] += 1
        entries.append(
            {
                "description": one.text,
                "check_name": one.finding.code,
                "fingerprint": sha256(json.encode((*about, seen[about]))).hexdigest(),
                "severity": severities[one.level],
                "location": {"path": one.finding.path, "lines": {"begin": one.span.line}},
            }
        )
    return json.format(json.encode(entries), indent=1).decode()


def as_sarif(shown: Sequence[FindingView]) -> str:
    """A log in SARIF 2.1.0."""
    rules = {one.finding.code: one for one in shown}
    driver = {
        "name": "disclosure",
        "rules": [
            {"id": code, "help": {"text": one.fix or one.hint}, "defaultConfiguration": {"level": one.level}}
            for code, one in sorted(rules.items())
        ],
    }
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": [_result(one) for one in shown]}
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.format(json.encode(log), indent=1).decode()


def _result(one: FindingView) -> dict[str, object]:
    """A finding as SARIF has it."""
    span = one.span
    region = {"startLine": span.line, "startColumn": span.column, "endColumn": span.column + span.width}
    place = {"artifactLocation": {"uri": quote(one.finding.path)}, "region": region}
    return {
        "ruleId": one.finding.code,
        "level": one.level,
        "message": {"text": one.text},
        "locations": [{"physicalLocation": place}],
    }


FACES: Mapping[str, Callable[[Sequence[FindingView]], str]] = {
    "frame": as_frame,
    "github": as_github,
    "gitlab": as_gitlab,
    "json": as_json,
    "sarif": as_sarif,
}
DOCUMENT_FACES = ("gitlab", "json", "sarif")
"""Faces that are a whole document: nothing else is printed beside it."""


def say(text: str) -> None:
    """Print a line of results."""
    if text:
        print(text, flush=True)


def ask(question: str) -> str | None:
    """Ask on the terminal and return the answer, None where nobody is there to give one."""
    try:
        return input(question)
    except EOFError:
        print()
        return None


def complain(text: str) -> None:
    """Print a line about the run itself."""
    print("\n".join(map(visible, text.splitlines())), file=sys.stderr, flush=True)


class Progress:
    """Shows on a terminal how far a run is, once it has taken more than a second; silent in a pipe."""

    def __init__(self) -> None:
        self.begun = time.monotonic()
        self.terminal = sys.stderr.isatty()
        self.last = 0.0

    def __call__(self, what: str, done: int, total: int) -> None:
        """Show that `done` of `total` are finished."""
        now = time.monotonic()
        if self.terminal and now - self.begun > _PATIENCE and (now - self.last > 0.1 or done == total):
            self.last = now
            print(f"\r\x1b[K{what} {done}/{total}", end="", file=sys.stderr, flush=True)

    def close(self) -> None:
        """Take the line away again."""
        if self.last:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
