"""Office files converted by LibreOffice: whatever it does, nothing of it stays behind."""

import time
from pathlib import Path

import pytest

from disclosure.system import office
from disclosure.system.office import convert_office

pytestmark = pytest.mark.slow


def is_running(process: int) -> bool:
    """Whether a process is there and has not ended."""
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_past_its_time_all_that_it_started_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A conversion that hangs is given up, and the processes that it started end with it."""
    monkeypatch.setattr(office, "_SECONDS", 2)
    program, child = tmp_path / "soffice", tmp_path / "child"
    program.write_text(f"#!/bin/sh\nsleep 600 &\necho $! > {child}\nwait\n", encoding="utf-8")
    program.chmod(0o755)
    assert convert_office(str(program), b"a", ".doc") is None
    process = int(child.read_text(encoding="utf-8"))
    deadline = time.monotonic() + 10
    while is_running(process) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not is_running(process)


def test_a_program_that_makes_nothing(tmp_path: Path) -> None:
    """Where the program ends without a file, there is none."""
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    program.chmod(0o755)
    assert convert_office(str(program), b"a", ".doc") is None
