"""How a folder lies: what is seen again is what is there."""

import os
import sys
import time
from pathlib import Path

import pytest

from disclosure.system import program_cache
from disclosure.system.snapshot import MTIME_RESOLUTION, code_digest, refresh_snapshot, scan_folder, snapshot_folder


def test_what_a_build_remembers_of_the_site_is_how_it_lies(tmp_path: Path) -> None:
    """Looking again at what was written, removed and put in between gives what a look at everything gives."""
    for name in ("a.html", "b.html", "c/d.html"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    before = snapshot_folder(tmp_path)
    time.sleep(2 * MTIME_RESOLUTION / 1e9)
    (tmp_path / "a.html").unlink()
    (tmp_path / "b.html").write_text("another")
    (tmp_path / "c" / "a.html").write_text("new")
    after = refresh_snapshot(tmp_path, before, ("a.html", "b.html", "c/a.html"))
    assert list(after.stats.items()) == list(snapshot_folder(tmp_path).stats.items())
    assert before.stats.keys() - after.stats.keys() == {"a.html"}


def test_what_is_neither_file_nor_folder(tmp_path: Path) -> None:
    """A link and a pipe are each told as what they are, and what to do with them."""
    (tmp_path / "a.md").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "b.md")
    folder, _ = scan_folder(tmp_path, snapshot_folder(tmp_path), {}, lambda digests, batches: map(digests, batches))
    assert folder.files == ()
    assert [(one.code, one.message, one.hint.replace(f"{tmp_path}/", "")) for one in folder.findings] == [
        ("file.symlink", "符号链接不会公开，也不会读取", "删去这个链接，把它所指的文件或文件夹复制到 a.md"),
        ("file.symlink", "这是管道之类的特殊文件，里面没有内容，不会公开，也不会读取", "删去 b.md"),
    ]


def test_what_is_hidden_is_files(tmp_path: Path) -> None:
    """Hidden files and those in hidden folders are named; links, pipes and what version controls keep are not."""
    for name in (".a", ".office/2020.md", "b/.c/d.md", ".git/config", ".Trash-0/2020.md", "e.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    (tmp_path / ".office/far.md").symlink_to(tmp_path / "e.md")
    os.mkfifo(tmp_path / ".office/2021.md")
    snapshot = snapshot_folder(tmp_path)
    assert (snapshot.hidden, list(snapshot.stats)) == ((".a", ".office/2020.md", "b/.c/d.md"), ["e.md"])


def test_digest_of_a_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Any change of a program gives another digest, its first state the first again; it is kept as soon as it is sure."""
    monkeypatch.setattr(program_cache, "PACKAGE", tmp_path)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", None)
    (tmp_path / "notes.txt").write_text("no part of it")
    found = []
    for text in ("a = 1", "a = 2", "a = 1"):
        (tmp_path / "a.py").write_text(text)
        found += [code_digest(tmp_path)]
        time.sleep(2 * MTIME_RESOLUTION / 1e9)
        found += [code_digest(tmp_path)]
    assert found[0] == found[1] == found[4] == found[5]
    assert found[2] == found[3] != found[0]
    kept = list((tmp_path / "__pycache__").iterdir())
    assert len(kept) == 3
    for path in kept:
        path.write_bytes(b"\xff")
    assert code_digest(tmp_path) == found[0]
