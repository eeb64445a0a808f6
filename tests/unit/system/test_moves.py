"""Moving files into a site: whatever fails or is killed on the way, the site is the old one or the new one."""

import errno
import os
import signal
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from msgspec import json

from disclosure.model.digest import digest_of
from disclosure.system import atomic, moves
from disclosure.system.atomic import open_staging, publish, recover
from disclosure.system.site_manifest import MANIFEST
from tests.support.effort import tried
from tests.support.faults import at_call, failing_call
from tests.support.portal import tree

OLD = {
    "index.html": b"old",
    "same.html": b"same",
    "gone/page.html": b"gone",
    "2021.html": b"a file",
    "office/a.html": b"a",
    "x/y": b"y",
}
NEW = {
    "index.html": b"new",
    "same.html": b"same",
    "2021.html/index.html": b"a body",
    "office/a.html": b"b",
    "new/deep/p": b"p",
    "x": b"x",
}
"""Files replaced, kept, removed, new, and a file and a folder that change places."""


def bring(site: Path, files: Mapping[str, bytes]) -> None:
    """Publish these files."""
    with open_staging(site) as writer:
        for path, body in files.items():
            writer.write(path, body)
        digests = {path: digest_of(body) for path, body in files.items()}
        publish(writer, digests, json.encode({"files": digests}), {})


def sites(
    tmp_path: Path, old: Mapping[str, bytes] = OLD, new: Mapping[str, bytes] = NEW
) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """The old site and the new one."""
    found = []
    for name, files in (("old", old), ("new", new)):
        bring(tmp_path / name, files)
        found.append(tree(tmp_path / name))
    return found[0], found[1]


def public(site: Path) -> dict[str, bytes]:
    """What others see of a site."""
    return {path: body for path, body in tree(site).items() if not path.startswith(".staging/")}


def test_any_call_may_fail(tmp_path: Path) -> None:
    """Whichever call of the file system fails, the site is the old one or the new one at once."""
    old, new = sites(tmp_path)
    number, failed = 0, 0
    while True:
        number += 1
        site = tmp_path / f"site{number}"
        bring(site, OLD)
        with failing_call(number, errno.ENOSPC) as made:
            try:
                bring(site, NEW)
            except OSError:
                failed += 1
            calls = len(made)
        assert public(site) in (old, new)
        assert list(site.glob(".staging/*/journal")) == []
        bring(site, NEW)
        assert tree(site) == new
        if calls < number:
            break
    assert failed > 40


@pytest.mark.parametrize("skipped", range(tried(20, 250)))
def test_killed_while_moving(tmp_path: Path, skipped: int) -> None:
    """A run that is killed while files move leaves what the next run moves back; then the site is the old one."""
    many = {f"{number % 7}/{number}.html": b"many" for number in range(tried(20, 250))}
    before, after = OLD | many, NEW | dict.fromkeys(many, b"changed")
    old, new = sites(tmp_path, before, after)
    site = tmp_path / "site"
    bring(site, before)
    child = os.fork()
    if not child:
        with pytest.MonkeyPatch.context() as patch:
            moving = moves._move

            def move(*arguments: Any) -> None:
                with at_call(skipped + 1, lambda: os.kill(os.getpid(), signal.SIGKILL)):
                    moving(*arguments)

            patch.setattr(moves, "_move", move)
            bring(site, after)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status)
    if skipped % 2:
        recover(site)
        assert tree(site) == old
    else:
        with open_staging(site):
            assert public(site) == old
    bring(site, after)
    assert tree(site) == new


def test_a_run_at_work_is_left_alone(tmp_path: Path) -> None:
    """A command that comes while a build is at work neither waits for it nor takes anything from it."""
    site = tmp_path / "site"
    with open_staging(site) as writer:
        writer.write("a.html", b"a")
        recover(site)
        assert (Path(writer.folder) / "site/a.html").read_bytes() == b"a"


def test_symbolic_links_in_a_site_are_not_written_through(tmp_path: Path) -> None:
    """Where a link stands in the place of a folder or a file, it gives way, and what it leads to stays."""
    site, outside = tmp_path / "site", tmp_path / "outside"
    bring(site, OLD)
    outside.mkdir()
    (outside / "a.html").write_bytes(b"a")
    (site / "office").rename(tmp_path / "elsewhere")
    (site / "office").symlink_to(outside)
    (site / "same.html").unlink()
    (site / "same.html").symlink_to(outside / "a.html")
    bring(site, OLD | {"same.html": b"a", "office/b.html": b"b"})
    assert tree(outside) == {"a.html": b"a"}
    assert not any(path.is_symlink() for path in site.rglob("*"))
    assert (site / "office" / "a.html").read_bytes() == b"a"


@pytest.mark.parametrize("lost", ["index.html", "office", "."])
def test_staged_files_that_are_lost(tmp_path: Path, lost: str) -> None:
    """Where a file that was staged is gone, nothing is moved."""
    old, _ = sites(tmp_path)
    site = tmp_path / "site"
    bring(site, OLD)
    with pytest.raises(OSError, match="不见了"), open_staging(site) as writer:
        for path, body in NEW.items():
            writer.write(path, body)
        (Path(writer.folder) / "site" / lost).rename(tmp_path / "lost")
        publish(writer, {path: digest_of(body) for path, body in NEW.items()}, b"{}", {})
    assert tree(site) == old


def test_a_foreign_folder_in_a_files_place(tmp_path: Path) -> None:
    """A folder with somebody else's files where a page belongs is refused, and the site stays as it is."""
    site = tmp_path / "site"
    bring(site, OLD)
    (site / "new").write_bytes(b"theirs")
    (site / "index.html").unlink()
    (site / "index.html").mkdir()
    (site / "index.html" / "theirs").write_bytes(b"theirs")
    before = tree(site)
    for files in (OLD, {"new/deep/p": b"p"}):
        with pytest.raises(OSError, match="irectory"):
            bring(site, files)
        assert tree(site) == before


def test_each_run_stages_in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system knows no locks, two runs at once do not mix their files."""
    monkeypatch.setattr(atomic, "_lock", lambda folder, release=False, wait=True: False)
    with open_staging(tmp_path / "site") as one, open_staging(tmp_path / "site") as other:
        one.write("a", b"1")
        other.write("a", b"2")
        publish(other, {"a": digest_of(b"2")}, b"{}", {})
        assert one.read("a") == b"1"
    assert tree(tmp_path / "site") == {"a": b"2", MANIFEST: b"{}"}


def test_what_is_published_can_be_read_by_a_web_server(tmp_path: Path) -> None:
    """Files and folders can be read by everybody, whatever the umask."""
    usual = os.umask(0o077)
    try:
        bring(tmp_path / "site", NEW)
        assert os.umask(0o077) == 0o077
    finally:
        os.umask(usual)
    modes = {path.stat().st_mode & 0o777 for path in (tmp_path / "site", *(tmp_path / "site").rglob("*"))}
    assert modes == {0o755, 0o644}
