"""How a folder lies: what is seen again is what is there."""

import os
import time
from pathlib import Path

from disclosure.system.snapshot import MTIME_RESOLUTION, refresh_snapshot, scan_folder, snapshot_folder


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
