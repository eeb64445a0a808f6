"""Workers on other machines: only those that are like the machine that sends the work do it, and see what it sees."""

import os
import shutil
import socket
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from disclosure.build import build, incremental
from disclosure.build.context import Runtime
from disclosure.system import remote_workers
from disclosure.system.atomic import StagedWriter, open_staging
from disclosure.system.cache import NoCache
from disclosure.system.remote_workers import RemoteExecutor, call_as_worker, tools
from tests.support.portal import project_in, run_build, tree, write_base


def move_elsewhere(folder: str) -> None:
    """Make of a new process a worker on another machine: nothing of what surrounds the one that sends the work is there."""
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(TMPDIR=folder, TZ="America/Los_Angeles", LC_ALL="C", LANG="tr_TR.UTF-8", HOME="/")
    time.tzset()
    os.umask(0o077)


@pytest.fixture
def elsewhere(tmp_path: Path) -> RemoteExecutor:
    """Workers that share with the tests nothing but the program and absolute paths."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    return RemoteExecutor(ProcessPoolExecutor(1, get_context("spawn"), move_elsewhere, (str(folder),)))


def test_workers_elsewhere_make_the_same_site(tmp_path: Path, elsewhere: RemoteExecutor, monkeypatch: pytest.MonkeyPatch) -> None:
    """Other processes, with another folder, TMPDIR, time zone, language and umask, make the same bytes, for all to read."""
    write_base(tmp_path)
    monkeypatch.setattr(incremental, "CHUNK", 1)
    run_build(tmp_path, site=tmp_path / "here")
    there = project_in(tmp_path, site=tmp_path / "there")
    assert build(there, Runtime(NoCache(), elsewhere, is_remote=True)).published is not None
    assert tree(tmp_path / "there") == tree(tmp_path / "here")
    files = [path for path in (tmp_path / "there").rglob("*") if path.is_file()]
    assert {path.stat().st_mode & 0o777 for path in files} == {0o644}
    elsewhere.pool.shutdown()


def test_a_worker_with_another_program_or_library_does_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """What differs is named, with both versions."""
    sent = tuple((name, "0.1" if name == "Markdown" else there) for name, there in tools())
    monkeypatch.setattr(socket, "gethostname", lambda: "node7")
    with pytest.raises(OSError, match=r"工作进程（node7）的Markdown 是 .*，发出工作的机器上是 0.1；各台机器要装得一样"):
        call_as_worker(sent, print)


def test_what_a_worker_does_not_see_is_named(tmp_path: Path) -> None:
    """A file of the content that is not there, and the staging folder of a run, which no worker makes anew."""
    for missing in (
        lambda: (tmp_path / "2022.md").read_bytes(),
        lambda: StagedWriter(str(tmp_path), "run").write("a/b.html", b""),
    ):
        with pytest.raises(OSError, match=f"看不到 {tmp_path}/.*；内容和网站的文件夹，各台机器要能按同一个路径读写"):
            call_as_worker(tools(), missing)
    assert list(tmp_path.iterdir()) == []


def test_a_late_worker_stages_nothing(tmp_path: Path) -> None:
    """What a worker still writes when its run is over does not come back as a file of the site."""
    with open_staging(tmp_path / "site") as writer:
        writer.write("a/b.html", b"early")
        shutil.rmtree(writer.folder)
        with pytest.raises(FileNotFoundError):
            writer.write("a/c.html", b"late")
    assert not (tmp_path / "site").exists()


def test_without_dask_it_is_said_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sentence names the command, and that every machine needs it."""
    monkeypatch.setitem(sys.modules, "distributed", None)
    with (
        pytest.raises(OSError, match=r"--workers 要先安装 Dask：.* install distributed；每台机器都要装，版本相同"),
        remote_workers.open_remote_executor("dask://10.0.0.5:8786"),
    ):
        pass
