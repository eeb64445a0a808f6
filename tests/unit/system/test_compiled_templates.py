"""The folders of compiled templates beside the program."""

import os
import sys
from pathlib import Path

import pytest

from disclosure.system import compiled_templates
from disclosure.system.compiled_templates import NUMBER_KEPT, begin_compiled_folder, compiled_folder


@pytest.fixture(autouse=True)
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program of its own, which may write beside itself."""
    monkeypatch.setattr(compiled_templates, "PACKAGE", tmp_path)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)


def test_begun(tmp_path: Path) -> None:
    """A folder is there once it was begun, in `__pycache__`."""
    assert compiled_folder("one") is None
    begin_compiled_folder("one")
    assert compiled_folder("one") == tmp_path / "__pycache__" / "templates-one"


def test_newest_stay() -> None:
    """Only the newest sets are kept."""
    for number in range(NUMBER_KEPT + 2):
        begin_compiled_folder(str(number))
        folder = compiled_folder(str(number))
        assert folder is not None
        os.utime(folder, (number, number))
    assert [number for number in range(NUMBER_KEPT + 2) if compiled_folder(str(number)) is None] == [0, 1]


def test_nothing_is_written_where_it_may_not_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where Python shall write no bytecode, or the folder can't be made, there is none, and no error."""
    (tmp_path / "__pycache__").write_bytes(b"")
    begin_compiled_folder("one")
    assert compiled_folder("one") is None
    (tmp_path / "__pycache__").unlink()
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    begin_compiled_folder("one")
    assert list(tmp_path.iterdir()) == []
