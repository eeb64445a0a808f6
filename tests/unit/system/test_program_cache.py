"""The cache beside the program."""

import os
import sys
from pathlib import Path

import pytest

from disclosure.system import program_cache
from disclosure.system.program_cache import MAX_OF_A_KIND, cache_file, cache_folder, cached_file, cached_folder


@pytest.fixture(autouse=True)
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program of its own, which may write beside itself."""
    monkeypatch.setattr(program_cache, "PACKAGE", tmp_path)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)


def test_cached(tmp_path: Path) -> None:
    """A file is there once it was stored, in `__pycache__`, under its kind and digest, and nothing beside it."""
    assert cached_file("forms", "one") is None
    cache_file("forms", "one", b"1")
    assert (cached_file("forms", "one"), cached_file("words", "one")) == (b"1", None)
    assert [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")] == ["__pycache__", "__pycache__/forms-one"]


def test_newest_stay(tmp_path: Path) -> None:
    """Only the newest of a kind stay, files and folders."""
    for number in range(MAX_OF_A_KIND + 2):
        cache_file("forms", str(number), b"")
        cache_folder("templates", str(number))
        for kind in ("forms", "templates"):
            os.utime(tmp_path / "__pycache__" / f"{kind}-{number}", (number, number))
    assert [number for number in range(MAX_OF_A_KIND + 2) if cached_file("forms", str(number)) is None] == [0, 1]
    assert [number for number in range(MAX_OF_A_KIND + 2) if cached_folder("templates", str(number)) is None] == [0, 1]


def test_cached_folder(tmp_path: Path) -> None:
    """A folder is there once it was made, in `__pycache__`."""
    assert cached_folder("templates", "one") is None
    cache_folder("templates", "one")
    assert cached_folder("templates", "one") == tmp_path / "__pycache__" / "templates-one"


def test_nothing_is_written_where_it_may_not_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where Python shall write no bytecode, or the folder can't be made, nothing is stored, and there is no error."""
    (tmp_path / "__pycache__").write_bytes(b"")
    cache_file("forms", "one", b"1")
    cache_folder("templates", "one")
    assert (cached_file("forms", "one"), cached_folder("templates", "one")) == (None, None)
    (tmp_path / "__pycache__").unlink()
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    cache_file("forms", "one", b"1")
    cache_folder("templates", "one")
    assert list(tmp_path.iterdir()) == []
