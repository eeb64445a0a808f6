"""The workflows in `examples/ci`: valid for their platforms, and every command in them is one that there is."""

import re
import shlex
import subprocess
import sys
from importlib import import_module
from importlib.util import find_spec

import pytest

from disclosure.cli.command_parser import CommandParser
from disclosure.cli.commands import COMMANDS
from tests.support.portal import ROOT
from tests.support.skipping import skip_aloud

FILES = {"github.yml": ("vendor.github-workflows",), "gitlab.yml": ("vendor.gitlab-ci", "--data-transform", "gitlab-ci")}


@pytest.mark.parametrize("name", FILES)
def test_valid(name: str) -> None:
    """The platform's own schema, as check-jsonschema brings it along, allows the file."""
    if not find_spec("check_jsonschema"):
        skip_aloud("没有 check-jsonschema：没有核对 examples/ci（pip install check-jsonschema）")
    checker = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", *FILES[name], str(ROOT / "examples" / "ci" / name)]
    run = subprocess.run(checker, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout


@pytest.mark.parametrize("name", FILES)
def test_commands(name: str) -> None:
    """Every command of the program is written as it wants it."""
    text = (ROOT / "examples" / "ci" / name).read_text(encoding="utf-8")
    lines = re.findall(r"^\s+- (?:run: )?disclosure (.*)$", text, re.MULTILINE)
    assert [line.split()[0] for line in lines] == ["check", "build", "publish"]
    for line in lines:
        command, *arguments = shlex.split(line)
        assert command in dict(COMMANDS)
        found = import_module(f"disclosure.cli.{command}_command").COMMAND
        parser = CommandParser(command, "")
        found.add_options(parser)
        options = parser.parse_args(arguments, found.options())
        assert getattr(options, "yes", False) is False
