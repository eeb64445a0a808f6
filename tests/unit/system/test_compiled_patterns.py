"""Patterns that are read back find what those find that were compiled anew, and only those of modules are kept."""

import marshal
import re
import sys
from importlib import import_module
from pathlib import Path

import pytest

from disclosure.system import compiled_patterns
from disclosure.system.compiled_patterns import kept_patterns

PATTERNS = (r"(?P<year>20\d\d)年(?:第(?P<part>[一二三]+)季度)?", r"[㐀-鿿]{2,}?(?=件|次)", r"(?i)(a)\1|(?<!b)ｃ")
TEXT = "2024年第二季度办结三十件、aA、bｃｃ，答复次数。"


@pytest.fixture(autouse=True)
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program that may write beside itself, and has a module with patterns."""
    monkeypatch.setattr(compiled_patterns, "PACKAGE", tmp_path)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.syspath_prepend(tmp_path)
    (tmp_path / "some_patterns.py").write_text(f"import re\nFOUND = tuple(re.compile(one) for one in {PATTERNS!r})\n", "utf-8")
    return tmp_path


def matches(patterns: tuple[re.Pattern[str], ...]) -> list[list[tuple[object, ...]]]:
    """What each pattern finds in the text, with its groups and their names."""
    return [[(one.span(), one.groups(), one.groupdict()) for one in pattern.finditer(TEXT)] for pattern in patterns]


def patterns_of_module(monkeypatch: pytest.MonkeyPatch) -> tuple[re.Pattern[str], ...]:
    """The patterns of the module, which is loaded as in a new process."""
    re.purge()
    monkeypatch.delitem(sys.modules, "some_patterns", raising=False)
    with kept_patterns():
        found: tuple[re.Pattern[str], ...] = import_module("some_patterns").FOUND
    return found


def test_what_is_read_back_is_what_was_compiled(program: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second run compiles nothing, and its patterns find the same; a file that is no such thing is no matter."""
    first = patterns_of_module(monkeypatch)
    kept = next(program.rglob("patterns-*"))
    assert {pattern for pattern, _ in marshal.loads(kept.read_bytes())} >= set(PATTERNS)
    with monkeypatch.context() as patch:
        patch.setattr(compiled_patterns._parser, "parse", None)
        second = patterns_of_module(monkeypatch)
    assert matches(second) == matches(first)
    assert [(one.flags, one.groups, one.groupindex) for one in second] == [
        (one.flags, one.groups, one.groupindex) for one in first
    ]
    kept.write_bytes(b"no patterns")
    assert matches(patterns_of_module(monkeypatch)) == matches(first)


def test_what_reports_say_is_not_kept(program: Path) -> None:
    """A pattern that is compiled while no module is loaded is left out."""
    with kept_patterns():
        re.compile("某镇的名称[甲乙]")
    assert list(program.rglob("patterns-*")) == []
