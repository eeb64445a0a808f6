"""Office files converted by LibreOffice: whatever it does, nothing of it stays behind."""

import time
from pathlib import Path

import pytest

from disclosure.system import office
from disclosure.system.office import convert_office_files


def is_running(process: int) -> bool:
    """Whether a process is there and has not ended."""
    try:
        return Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.slow
def test_past_its_time_all_that_it_started_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A conversion that hangs is given up, and the processes that it started end with it."""
    monkeypatch.setattr(office, "_SECONDS", 2)
    monkeypatch.setattr(office, "_EACH", 0)
    program, child = tmp_path / "soffice", tmp_path / "child"
    program.write_text(f"#!/bin/sh\nsleep 600 &\necho $! > {child}\nwait\n", encoding="utf-8")
    program.chmod(0o755)
    assert convert_office_files(str(program), {"a.doc": b"a"}) == {}
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
    assert convert_office_files(str(program), {"a.doc": b"a"}) == {}


PROGRAM = """#!/bin/sh
echo run >> {log}
kind=$5; out=$7; shift 7; mkdir -p "$out"
for file; do
  grep -q bad "$file" && [ $# -gt 1 ] && exit 1
  grep -q worse "$file" || cp "$file" "$out/$(basename "${{file%.*}}").$kind"
done
"""


def test_many_files_in_one_run(tmp_path: Path) -> None:
    """Many files take one run for texts and one for sheets; what comes after a file that ends the run is done again, each alone."""
    program, log = tmp_path / "soffice", tmp_path / "log"
    program.write_text(PROGRAM.format(log=log), encoding="utf-8")
    program.chmod(0o755)
    files = {"甲/a b.doc": b"1", "乙/a b.doc": b"2", "表.ET": b"3"}
    converted = {"甲/a b.doc": (".docx", b"1"), "乙/a b.doc": (".docx", b"2"), "表.ET": (".xlsx", b"3")}
    assert convert_office_files(str(program), files) == converted
    assert log.read_text(encoding="utf-8").count("run") == 2
    more = {"0.doc": b"bad", "1.doc": b"worse"}
    assert convert_office_files(str(program), more | files) == converted | {"0.doc": (".docx", b"bad")}
