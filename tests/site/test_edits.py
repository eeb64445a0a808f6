"""Whatever happens between two builds, what is remembered changes nothing: the site is the one built from nothing."""

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from disclosure.build import build
from disclosure.build.context import Project, Runtime
from disclosure.system.cache import DiskCache, NoCache
from disclosure.system.executors import SerialExecutor
from tests.support.effort import tried
from tests.support.portal import ROOT, project_in, tree, write_base

pytestmark = pytest.mark.slow

DAY = 86_400 * 10**9


def replaced(path: Path, old: str, new: str) -> None:
    """Write a file with a piece of its text replaced everywhere, or as it was where that is done already."""
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(old, new) if old in text else text.replace(new, old), encoding="utf-8")


def unnoticed(path: Path, old: str, new: str) -> None:
    """Replace as many bytes as there were, and set the file's time back to what it was."""
    before = path.stat()
    replaced(path, old, new)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size == before.st_size


def moved(path: Path, target: Path) -> None:
    """Rename a file, or undo that."""
    first, second = (path, target) if path.exists() else (target, path)
    first.rename(second)


def taken(path: Path, kept: Path) -> None:
    """Remove a file, or put it back as it was."""
    if path.exists():
        shutil.move(path, kept)
    else:
        shutil.move(kept, path)


def toggled(path: Path, text: str) -> None:
    """Write a file, or remove it if it is there."""
    if path.exists():
        path.unlink()
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def lost(folder: Path, pattern: str) -> None:
    """Remove the files that match."""
    for path in list(folder.glob(pattern)):
        path.unlink()


EDITS: dict[str, Callable[[Path], None]] = {
    "prose": lambda at: replaced(at / "content" / "2022.md", "目录更新", "目录的更新"),
    "prose of the same length": lambda at: unnoticed(at / "content" / "2021.md", "业务培训", "培训业务"),
    "figure of the same length": lambda at: unnoticed(at / "content" / "2022.md", "[25]", "[26]"),
    "mistake made or mended": lambda at: replaced(at / "content" / "2021.md", "title: 样例镇2021年", "title: 样例镇2011年"),
    "report removed or put back": lambda at: taken(at / "content" / "2018.md", at / "2018.md"),
    "page renamed": lambda at: moved(at / "content" / "pages" / "guide.md", at / "content" / "pages" / "rules.md"),
    "attachment": lambda at: replaced(at / "content" / "pages" / "form.txt", "表", "单"),
    "name of the portal": lambda at: replaced(at / "content" / "portal.yml", "样例镇政府信息公开", "样例镇信息公开"),
    "other downloads": lambda at: replaced(at / "content" / "portal.yml", "downloads: [json]", "downloads: [json, csv]"),
    "template": lambda at: replaced(at / "templates" / "pages" / "report.html", "相邻", "前后"),
    "theme made or removed": lambda at: toggled(at / "theme" / "parts" / "footer.html", "<footer>样例镇</footer>"),
    "theme at fault or mended": lambda at: toggled(at / "theme" / "parts" / "search_box.html", "{{ 1 / 0 }}"),
    "style": lambda at: replaced(at / "templates" / "assets" / "print.css", "A4;", "A4; "),
    "time of a file": lambda at: os.utime(at / "content" / "2020.md", ns=(time.time_ns() + DAY,) * 2),
    "page overwritten": lambda at: unnoticed(at / "site" / "2020.html", "2020", "2O20"),
    "pages lost": lambda at: lost(at / "site", "20*.html"),
    "data of all lost": lambda at: lost(at / "site", "reports.json"),
    "search index lost": lambda at: lost(at / "site", "search/*.bin"),
    "nothing": lambda at: None,
}
CLOCKS = {"right": 0, "a day late": -DAY, "a day early": DAY}


def built(project: Project, cache: Path | None, clock: int) -> bool:
    """Build, with the clock so many nanoseconds off; whether anything may be published."""
    store = DiskCache(cache) if cache else NoCache()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(time, "time_ns", lambda now=time.time_ns: now() + clock)
        outcome = build(project, Runtime(store, SerialExecutor()))
    store.close()
    return outcome.published is not None


@settings(
    max_examples=tried(3, 200),
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow],
)
@given(st.lists(st.tuples(st.sampled_from(sorted(EDITS)), st.sampled_from(sorted(CLOCKS))), min_size=1, max_size=6))
def test_a_warm_build_is_a_cold_one(steps: list[tuple[str, str]]) -> None:
    """Edits, renamings, losses, tampering, other templates and a clock that jumps: after each the site is as from nothing."""
    with TemporaryDirectory() as name:
        at = Path(name)
        write_base(at)
        shutil.copytree(ROOT / "templates", at / "templates")
        project = project_in(at, templates=at / "templates", theme=at / "theme")
        fresh = project_in(at, templates=at / "templates", theme=at / "theme", site=at / "fresh")
        assert built(project, at / "cache.sqlite", 0)
        for edit, clock in steps:
            EDITS[edit](at)
            before = tree(at / "site")
            shutil.rmtree(at / "fresh", ignore_errors=True)
            sound = built(fresh, None, 0)
            assert built(project, at / "cache.sqlite", CLOCKS[clock]) == sound
            assert tree(at / "site") == (tree(at / "fresh") if sound else before)
