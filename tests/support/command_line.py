"""The program as people run it: in a process of its own, or, where nothing depends on that, in this one, which is sooner."""

import os
import subprocess
import sys
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path

import pytest

from disclosure.cli.main import exit_code
from disclosure.fast.switch import PLAIN
from tests.support.portal import ROOT

BUILD = str(ROOT / "build.py")


def command(
    folder: Path, *arguments: str, program: str = BUILD, encoding: str = "utf-8", **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run the program in a folder as a person would whom nobody answers, in this process."""
    streams = [TextIOWrapper(BytesIO(), encoding, errors="replace") for _ in range(2)]
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setattr(sys, "argv", [program, *arguments])
        patch.setattr(sys, "stdin", StringIO())
        patch.setattr(sys, "stdout", streams[0])
        patch.setattr(sys, "stderr", streams[1])
        patch.setattr(os, "cpu_count", lambda: 1)  # no workers: they would be made of this process
        patch.setenv(PLAIN, os.environ.get(PLAIN, ""))  # what `--plain` sets ends with it
        for name, value in environment.items():
            patch.setenv(name, value)
        code = exit_code()
    for stream in streams:
        stream.flush()
    said = [stream.buffer.getvalue().decode(encoding) for stream in streams]
    return subprocess.CompletedProcess(arguments, code, *said)


def process(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `build.py` in a folder as a person would, in a process of its own."""
    return subprocess.run(
        [sys.executable, BUILD, *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONUTF8": "1", **environment},
        check=False,
    )
