"""The made-up portals of `bench/` are sound, so that what is measured is a build and not the printing of findings."""

import subprocess
import sys
from pathlib import Path

from disclosure.build import check
from disclosure.build.context import Project, Runtime
from disclosure.system.cache import NoCache
from disclosure.system.executors import SerialExecutor
from tests.support.portal import ROOT

REPORTS = 90


def write_corpus(folder: Path) -> dict[str, bytes]:
    """Write a corpus, messy reports among it, and return its files by name."""
    command = [sys.executable, str(ROOT / "bench" / "corpus.py"), str(REPORTS), str(folder), "--messy", "0.5"]
    subprocess.run(command, check=True)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_corpus_is_sound(tmp_path: Path) -> None:
    """A corpus has as many reports as asked for, no two alike, the same bytes each time, and nothing to find in it."""
    files = write_corpus(tmp_path / "content")
    assert write_corpus(tmp_path / "again") == files
    reports = [data for name, data in files.items() if name.endswith(".md")]
    assert len(reports) == REPORTS
    paragraphs = [line for data in reports for line in data.decode().split("\n") if len(line) > 100]
    assert len(set(paragraphs)) == len(paragraphs)
    project = Project(tmp_path / "content", ROOT / "templates", ROOT / "formats", tmp_path / "site", "")
    assert check(project, Runtime(NoCache(), SerialExecutor())).findings == ()
