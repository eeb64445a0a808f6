"""Commands are named as the person typed the one that says so."""

import sys
from pathlib import Path

import pytest

from disclosure.cli.invocation import CALLED_BY, program, speaker, worded

TEXT = "先 disclosure new 2025；由 disclosure fill content/2025.md 计算，再 disclosure check；disclosure check --strict 从严"


@pytest.mark.parametrize(
    ("called", "by", "said"),
    [
        ("/usr/local/bin/disclosure", "", TEXT),
        ("build.py", "", TEXT.replace("disclosure", "python3 build.py")),
        ("../my program/build.py", "", TEXT.replace("disclosure", "python3 '../my program/build.py'")),
        ("build.py", "make", TEXT.replace("disclosure", "python3 build.py").replace("python3 build.py check；", "make check；")),
    ],
)
def test_words(called: str, by: str, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is installed says `disclosure`, a clone `python3 build.py`, and make its own chores where it has them."""
    monkeypatch.setattr(sys, "argv", [called, "check"])
    monkeypatch.setenv(CALLED_BY, by)
    assert worded(TEXT) == said


@pytest.mark.parametrize(
    "text",
    ["information disclosure guide", "content/disclosure check.md", "disclosures new", "disclosure 检查", "my-disclosure new"],
)
def test_other_words_stay(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is not a command is left alone."""
    monkeypatch.setattr(sys, "argv", ["build.py"])
    assert worded(text) == text


def test_from_another_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is to be typed in another folder leads from there to the program."""
    monkeypatch.setattr(sys, "argv", ["build.py", "init", "../portal"])
    assert (speaker(), program()) == ("build.py", "python3 build.py")
    assert worded("disclosure check", Path("../portal")) == f"python3 ../{Path.cwd().name}/build.py check"
