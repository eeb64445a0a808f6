"""Commands are named as the person typed the one that says so."""

import sys
from pathlib import Path

import pytest

from disclosure.cli import invocation
from disclosure.cli.invocation import CALLED_BY, program, quoted, speaker, worded

TEXT = "先 disclosure new 2025；由 disclosure fill content/2025.md 计算，再 disclosure check 核对；disclosure check --strict 从严"


@pytest.mark.parametrize(
    ("called", "by", "said"),
    [
        ("/usr/local/bin/disclosure", "", TEXT),
        ("build.py", "", TEXT.replace("disclosure", "python3 build.py")),
        ("../my program/build.py", "", TEXT.replace("disclosure", "python3 '../my program/build.py'")),
        (
            "build.py",
            "make",
            TEXT.replace("disclosure", "python3 build.py").replace("python3 build.py check 核对", "make check 核对"),
        ),
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


@pytest.mark.parametrize(
    ("called", "said"),
    [
        (r"C:\Python312\Scripts\disclosure", "disclosure"),
        ("disclosure/__main__.py", "py -m disclosure"),
        ("build.py", "py build.py"),
    ],
)
def test_windows(called: str, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """On Windows commands are those of its command line: `py`, backward strokes, double quotes."""
    monkeypatch.setattr(sys, "argv", [called])
    monkeypatch.setattr(invocation, "IS_WINDOWS", True)
    assert worded("运行 disclosure fill content/office/2025.md，再 disclosure check；本年增/减见 2/3") == (
        f"运行 {said} fill content\\office\\2025.md，再 {said} check；本年增/减见 2/3"
    )
    assert worded("运行 disclosure recode 'content/a b/2025.md'，再核对") == f'运行 {said} recode "content\\a b\\2025.md"，再核对'
    assert (quoted("a/年报 1.docx"), quoted("a/b.docx")) == ('"a\\年报 1.docx"', "a\\b.docx")


def test_the_module(monkeypatch: pytest.MonkeyPatch) -> None:
    """Called as a module, the program says so."""
    monkeypatch.setattr(sys, "argv", ["/usr/lib/disclosure/__main__.py", "check"])
    assert (speaker(), program()) == ("disclosure", "python3 -m disclosure")
