"""A build from end to end: the same bytes everywhere, only what changed is written, and nothing half done is ever seen."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from disclosure.build import build, check
from disclosure.build.context import Runtime
from disclosure.system.atomic import StagedWriter
from disclosure.system.cache import DiskCache, NoCache
from disclosure.system.executors import ProcessExecutor, SerialExecutor
from tests.support.command_line import command, process
from tests.support.effort import tried
from tests.support.portal import BASE, ROOT, project_in, run_build, tree, write_base

COUNTY = ROOT / "examples" / "county"


@pytest.mark.slow
def test_serial_parallel_and_warm_builds_give_the_same_bytes(county: Path, tmp_path: Path) -> None:
    """The county built serially, by worker processes and from a warm cache is byte for byte one site."""
    executor = ProcessExecutor(2)
    cache = DiskCache(tmp_path / "cache.sqlite")
    for name in tried(("parallel",), ("parallel", "warm")):
        outcome = build(project_in(tmp_path, content=COUNTY, site=tmp_path / name), Runtime(cache, executor))
        assert outcome.published is not None
        assert tree(tmp_path / name) == tree(county)
    executor.shutdown()
    cache.close()


@pytest.mark.slow
def test_time_zone_locale_and_hash_seed_change_nothing(tmp_path: Path) -> None:
    """Two machines that differ in clock, language and hashing publish the same bytes."""
    write_base(tmp_path)
    here = {"TZ": "Asia/Shanghai", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1"}
    there = {"TZ": "America/Los_Angeles", "LC_ALL": "C", "LANG": "tr_TR.UTF-8", "PYTHONHASHSEED": "4242"}
    for name, environment in (("one", here), ("two", there)):
        run = process(tmp_path, "build", "--site", name, "--cache", f"cache-{name}", **environment)
        assert run.returncode == 0, run.stderr
    assert tree(tmp_path / "one") == tree(tmp_path / "two")


def test_drafts_beside_each_other_do_not_stop_the_next_build(tmp_path: Path) -> None:
    """Files made for bodies that turn out to be drafts are taken back, whether what replaces them is made or in the site already."""
    content = write_base(tmp_path)
    for folder in ("a", "b"):
        (content / folder).mkdir()
        (content / folder / "body.yml").write_text(f"name: 机构{folder}\nkind: department\n", encoding="utf-8")
        draft = (content / "office" / "2022.md").read_text(encoding="utf-8").replace("year: 2022\n", "year: 2022\ndraft: true\n")
        (content / folder / "2022.md").write_text(draft, encoding="utf-8")
    for name in ("cached", ""):
        cache = DiskCache(tmp_path / f"{name}.sqlite") if name else NoCache()
        site = tmp_path / f"site-{name}"
        assert run_build(tmp_path, cache, site=site).published is not None
        check(project_in(tmp_path, drafts=True), Runtime(cache, SerialExecutor()))
        settings = content / "portal.yml"
        settings.write_text(settings.read_text(encoding="utf-8") + "# 注释\n", encoding="utf-8")
        again = run_build(tmp_path, cache, site=site).published
        assert again is not None and [path for path in again.written if path.endswith(".html")] == []
        cache.close()


def test_only_what_changed_is_written(tmp_path: Path) -> None:
    """Prose or a comment changes its page and the 校验码 of its comparisons; a figure also what shows it; removal removes."""
    content = write_base(tmp_path)
    cache = DiskCache(tmp_path / "cache.sqlite")
    first = run_build(tmp_path, cache).published
    assert first is not None
    assert first.written == (*sorted(set(tree(tmp_path / "site")) - {"manifest.json"}), "manifest.json")

    def but_search(paths: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(path for path in paths if not path.startswith("search/"))

    def change(old: str, new: str) -> tuple[str, ...]:
        path = content / "2021.md"
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1
        path.write_text(text.replace(old, new), encoding="utf-8")
        published = run_build(tmp_path, cache).published
        assert published is not None
        return tuple(path for path in published.written if not path.startswith("search/"))

    compared = ("compare-2020-2021.html", "compare-2021-2022.html")
    assert change("业务培训不足，", "业务培训还不足，") == ("2021.html", *compared, "manifest.json")
    row = ("rows/article_20_5.licenses.csv", "rows/article_20_5.licenses.html")
    figures = (
        "2021.html",
        "2021.json",
        *compared,
        "reports.json",
        *row,
        "trends.csv",
        "trends.html",
        "manifest.json",
    )
    assert change("[22]", "[23]") == figures
    assert change("# 行政许可", "# 行政许可（件）") == ("2021.html", *compared, "manifest.json")
    (content / "2017.md").unlink()
    published = run_build(tmp_path, cache).published
    assert published is not None
    assert {"2017.html", "2017.json"} <= set(published.removed)
    about_all = {
        "index.html",
        "data.html",
        "sitemap.html",
        "sitemap.xml",
        "feed.xml",
        "feed.json",
        "reports.json",
        "data.json",
        "datapackage.json",
        "status.json",
    }
    assert {path for path in published.written if not path.startswith(("search/", "rows/"))} == {
        "2018.html",
        "search.html",
        *about_all,
        "manifest.json",
    }
    cache.close()


def test_a_damaged_or_foreign_cache_costs_only_time(tmp_path: Path) -> None:
    """A cache file that is cut short, overwritten or holds other values gives the same site."""
    write_base(tmp_path)
    path = tmp_path / "cache.sqlite"
    cache = DiskCache(path)
    run_build(tmp_path, cache)
    cache.close()
    before = tree(tmp_path / "site")
    sound = path.read_bytes()
    damaged = sound[: len(sound) // 2], b"not a database at all", sound[:4096] + os.urandom(len(sound) - 4096), b""
    for data in damaged:
        path.write_bytes(data)
        cache = DiskCache(path)
        assert run_build(tmp_path, cache).published is not None
        cache.close()
        assert tree(tmp_path / "site") == before


def test_a_cache_of_other_types_is_ignored(tmp_path: Path) -> None:
    """A value that passes its checksum but is of another type is made again, never used and never run."""
    from msgspec import msgpack

    write_base(tmp_path)

    class Liar(NoCache):
        def get_many(self, keys: object) -> dict[str, bytes]:
            return {key: msgpack.encode({"value": 1, "findings": "no"}) for key in keys}  # type: ignore[attr-defined]

    assert run_build(tmp_path, Liar()).published is not None
    before = tree(tmp_path / "site")
    run_build(tmp_path)
    assert tree(tmp_path / "site") == before


def test_foreign_files_in_the_site_stay(tmp_path: Path) -> None:
    """Only what the last manifest lists is ever removed."""
    write_base(tmp_path)
    run_build(tmp_path)
    (tmp_path / "site" / "verification.txt").write_text("kept", encoding="utf-8")
    manifest = json.loads((tmp_path / "site" / "manifest.json").read_text(encoding="utf-8"))
    manifest["files"]["../outside.txt"] = "x"
    (tmp_path / "site" / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    (tmp_path / "outside.txt").write_text("kept", encoding="utf-8")
    run_build(tmp_path)
    assert (tmp_path / "site" / "verification.txt").read_text(encoding="utf-8") == "kept"
    assert (tmp_path / "outside.txt").read_text(encoding="utf-8") == "kept"


def test_hand_edited_and_missing_files_are_restored(tmp_path: Path) -> None:
    """A page somebody changed or deleted in the site is put right by the next build."""
    write_base(tmp_path)
    run_build(tmp_path)
    before = tree(tmp_path / "site")
    (tmp_path / "site" / "2020.html").write_text("tampered", encoding="utf-8")
    (tmp_path / "site" / "2021.json").unlink()
    run_build(tmp_path)
    assert tree(tmp_path / "site") == before


def test_check_writes_nothing(tmp_path: Path) -> None:
    """`check` finds what `build` finds, and leaves no site behind."""
    write_base(tmp_path)
    outcome = check(project_in(tmp_path), Runtime(NoCache(), SerialExecutor()))
    assert outcome.findings == ()
    assert not (tmp_path / "site").exists()


@pytest.mark.slow
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL], ids=["ctrl-c", "kill-9"])
def test_killed_builds_leave_a_whole_site(tmp_path: Path, how: signal.Signals) -> None:
    """Whenever a build dies, every file of the site is the old or the new one whole, and the next build is right."""
    content = tmp_path / "content"
    shutil.copytree(tried(BASE, COUNTY), content)
    assert command(tmp_path, "build", "--jobs", "1").returncode == 0
    old = tree(tmp_path / "site")
    for path in sorted(content.rglob("portal.yml")):
        path.write_text(path.read_text(encoding="utf-8").replace("0000-0000000", "0000-1111111"), encoding="utf-8")
    reference = project_in(tmp_path, site=tmp_path / "new")
    assert build(reference, Runtime(NoCache(), SerialExecutor())).published is not None
    new = tree(tmp_path / "new")
    for delay in tried((0.3, 0.6), (0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)):
        killed = subprocess.Popen(
            [sys.executable, str(ROOT / "build.py"), "build", "--jobs", "1"],
            cwd=tmp_path,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(delay)
        killed.send_signal(how)
        killed.wait()
        shutil.rmtree(tmp_path / ".cache", ignore_errors=True)
        seen = {path: body for path, body in tree(tmp_path / "site").items() if not path.startswith(".staging/")}
        assert all(body in (old.get(path), new.get(path)) for path, body in seen.items())
        assert set(old) & set(new) <= set(seen)
    assert command(tmp_path, "build", "--jobs", "1").returncode == 0
    assert tree(tmp_path / "site") == new


@pytest.mark.slow
def test_two_builds_at_once(tmp_path: Path) -> None:
    """Builds that run at the same time into one site leave it right."""
    write_base(tmp_path)
    start = [sys.executable, str(ROOT / "build.py"), "build"]
    both = [subprocess.Popen(start, cwd=tmp_path, stdout=subprocess.DEVNULL) for _ in range(2)]
    assert [one.wait() for one in both] == [0, 0]
    run_build(tmp_path, site=tmp_path / "alone")
    assert tree(tmp_path / "site") == tree(tmp_path / "alone")


def test_workers_of_another_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a worker with another program would make is refused, and nothing is published."""
    write_base(tmp_path)
    digests = iter(["a", *["b"] * 1000])
    monkeypatch.setattr("disclosure.build.incremental.program_digest", lambda: next(digests))
    with pytest.raises(OSError, match="程序在运行中被更新"):
        run_build(tmp_path)
    assert not (tmp_path / "site").exists()


def test_nothing_is_remembered_of_files_that_were_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where staged files are lost before they are moved, the build fails, and the next one makes them."""
    write_base(tmp_path)
    cache = DiskCache(tmp_path / "cache.sqlite")
    with monkeypatch.context() as patch:

        def lose(rendered: object, writer: StagedWriter, state: object) -> tuple[()]:
            del rendered, state
            shutil.rmtree(f"{writer.folder}/site")
            return ()

        patch.setattr("disclosure.build.complete_site._add_attachments", lose)
        with pytest.raises(OSError, match="不见了"):
            run_build(tmp_path, cache)
    assert not (tmp_path / "site").exists()
    assert run_build(tmp_path, cache).published is not None
    cache.close()
    run_build(tmp_path, site=tmp_path / "other")
    assert tree(tmp_path / "site") == tree(tmp_path / "other")


@pytest.mark.slow
def test_workers_end_with_their_parent(tmp_path: Path) -> None:
    """A build that is killed takes its worker processes with it, so that the next one need not wait for the site."""
    shutil.copytree(COUNTY, tmp_path / "content")
    start = [sys.executable, str(ROOT / "build.py"), "build", "--jobs", "3"]
    with subprocess.Popen(start, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as parent:
        children = Path(f"/proc/{parent.pid}/task/{parent.pid}/children")
        while parent.poll() is None and len(children.read_text(encoding="ascii").split()) < 3:
            time.sleep(0.01)
        parent.kill()
        assert parent.stdout
        assert parent.stdout.read() == b""  # ends when the last process does that holds it
    shutil.rmtree(tmp_path / "content")
    write_base(tmp_path)
    assert command(tmp_path, "build", "--jobs", "1").returncode == 0
