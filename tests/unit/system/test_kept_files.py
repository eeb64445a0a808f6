"""What is kept beside the program."""

import os
import sys
from pathlib import Path

import pytest

from disclosure.system import kept_files
from disclosure.system.kept_files import NUMBER_KEPT, keep_file, keep_folder, kept_file, kept_folder


@pytest.fixture(autouse=True)
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program of its own, which may write beside itself."""
    monkeypatch.setattr(kept_files, "PACKAGE", tmp_path)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)


def test_kept(tmp_path: Path) -> None:
    """A file is there once it was kept, in `__pycache__`, under its kind and digest, and nothing beside it."""
    assert kept_file("forms", "one") is None
    keep_file("forms", "one", b"1")
    assert (kept_file("forms", "one"), kept_file("words", "one")) == (b"1", None)
    assert [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")] == ["__pycache__", "__pycache__/forms-one"]


def test_newest_stay(tmp_path: Path) -> None:
    """Only the newest of a kind are kept, files and folders."""
    for number in range(NUMBER_KEPT + 2):
        keep_file("forms", str(number), b"")
        keep_folder("templates", str(number))
        for kind in ("forms", "templates"):
            os.utime(tmp_path / "__pycache__" / f"{kind}-{number}", (number, number))
    assert [number for number in range(NUMBER_KEPT + 2) if kept_file("forms", str(number)) is None] == [0, 1]
    assert [number for number in range(NUMBER_KEPT + 2) if kept_folder("templates", str(number)) is None] == [0, 1]


def test_kept_folder(tmp_path: Path) -> None:
    """A folder is there once it was made, in `__pycache__`."""
    assert kept_folder("templates", "one") is None
    keep_folder("templates", "one")
    assert kept_folder("templates", "one") == tmp_path / "__pycache__" / "templates-one"


def test_nothing_is_written_where_it_may_not_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where Python shall write no bytecode, or the folder can't be made, nothing is kept, and there is no error."""
    (tmp_path / "__pycache__").write_bytes(b"")
    keep_file("forms", "one", b"1")
    keep_folder("templates", "one")
    assert (kept_file("forms", "one"), kept_folder("templates", "one")) == (None, None)
    (tmp_path / "__pycache__").unlink()
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    keep_file("forms", "one", b"1")
    keep_folder("templates", "one")
    assert list(tmp_path.iterdir()) == []
