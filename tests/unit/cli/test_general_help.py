"""What is said where no command is named, or one that does not exist."""

import pytest

from disclosure.cli.commands import COMMANDS, DONE, MEANT_COMMANDS, MISUSED
from disclosure.cli.main import main


@pytest.mark.parametrize("typed", ["--help", "-h", "help"])
def test_every_command_is_listed(typed: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The help names each command with what it does."""
    assert main([typed]) == DONE
    lines = capsys.readouterr().out.splitlines()
    assert [line.split() for line in lines if line.startswith("  ")][: len(COMMANDS)] == [
        [name, *about.split()] for name, about in COMMANDS
    ]


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("chekc", "是不是“check”？"),
        ("BUILD", "是不是“build”？"),
        ("核对", "是不是“check”？"),
        ("preview", "是不是“serve”？"),
        ("iconv", "是不是“recode”？"),
        ("xyz", f"可用：{'、'.join(name for name, _ in COMMANDS)}"),
    ],
)
def test_a_mistyped_command(typed: str, hint: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A command that does not exist is answered with the one that was meant."""
    assert main([typed]) == MISUSED
    assert capsys.readouterr().err == f"disclosure: 没有“{typed}”这个命令；{hint}\n"


def test_words_for_commands() -> None:
    """What people type for a command is no command, and means one."""
    names = {name for name, _ in COMMANDS}
    assert (set(MEANT_COMMANDS) & names, set(MEANT_COMMANDS.values()) - names) == (set(), set())
