"""Case documents: each spoils a sound portal in one way and names the findings that must follow, and no others."""

import re
import shutil
from pathlib import Path

import pytest

from disclosure.build import check
from disclosure.build.context import RecentResults, Runtime
from disclosure.check.codes import CODES, stops
from disclosure.system.cache import NoCache
from disclosure.system.executors import SerialExecutor
from tests.support.cases import cases, findings_without_pages, read_case, unlike
from tests.support.effort import LONG, tried
from tests.support.portal import BASE, ROOT, project_in, run_build, spoil, tree, write_base

WITH_PAGES = [path for path in cases() if read_case(path).needs_pages]
WITHOUT_PAGES = [path for path in cases() if not read_case(path).needs_pages]
RECENT = RecentResults()


def publish_little(content: Path) -> None:
    """Leave out the pages that are made by the dozen, where people wait; no case is about them."""
    settings = content / "portal.yml"
    if not LONG and "publish:" not in (text := settings.read_text(encoding="utf-8")):
        settings.write_text(f"{text}publish: [trends]\n", encoding="utf-8")


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the sound portal, published; nothing is wrong with it."""
    folder = tmp_path_factory.mktemp("sound")
    publish_little(write_base(folder))
    assert run_build(folder).findings == ()
    return folder


@pytest.mark.parametrize("path", WITHOUT_PAGES, ids=lambda path: path.stem)
def test_case(path: Path, tmp_path: Path) -> None:
    """Reading and checking a spoilt portal finds exactly what the case announces, each hint word by word."""
    case = read_case(path)
    spoil(write_base(tmp_path), case.changes)
    assert unlike(findings_without_pages(project_in(tmp_path), RECENT), tmp_path, case.expected) == ([], [])


@pytest.mark.parametrize("path", WITH_PAGES, ids=lambda path: path.stem)
def test_case_about_pages(path: Path, sound: Path, tmp_path: Path) -> None:
    """Building a spoilt portal finds exactly what the case announces, and an error leaves the published site as it was."""
    case = read_case(path)
    folder = tmp_path / "portal"
    shutil.copytree(sound, folder)
    (folder / "content" / "portal.yml").write_bytes((BASE / "portal.yml").read_bytes())
    spoil(folder / "content", case.changes)
    publish_little(folder / "content")
    outcome = run_build(folder)
    assert unlike(outcome.findings, folder, case.expected) == ([], [])
    assert (outcome.published is None) == stops(outcome.findings)
    if stops(outcome.findings):
        assert tree(folder / "site") == tree(sound / "site")


@pytest.mark.parametrize("path", WITHOUT_PAGES[:: tried(40, 1)], ids=lambda path: path.stem)
def test_pages_add_no_finding(path: Path, tmp_path: Path) -> None:
    """What reading and checking finds is what a check with all its pages finds."""
    spoil(write_base(tmp_path), read_case(path).changes)
    project = project_in(tmp_path)
    assert check(project, Runtime(NoCache(), SerialExecutor())).findings == findings_without_pages(project, RECENT)


TYPED = re.compile(
    r"“[^”]+”|\"[^\"]+\"|[\w.-]+: |\]\(|\w\.(?:md|yml|html|docx|css)\b|--\w|disclosure \w|[a-z]+/|可用：\w|写上：|例如|删去 \w|放在 \w|依次为：|[!&*] |空一行|移出|引号|半角|对齐|空格键|原文|---|## |~|https?:|\d|写成 \S"
)
"""What can be typed, or a file that can be opened."""


def test_every_code_says_what_to_type() -> None:
    """What `explain` says of a code holds something to type or a file to open, and so does every hint."""
    assert [code.code for code in CODES if not TYPED.search(code.fix)] == []
    said = {(path.stem, one.words[-1]) for path in cases() for one in read_case(path).expected}
    assert [(case, hint) for case, hint in sorted(said) if not TYPED.search(hint)] == []


def test_every_code_is_shown() -> None:
    """Each finding code is shown by a case document or, where no text file can show it, named in a test."""
    shown = {one.code for path in cases() for one in read_case(path).expected}
    tests = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    named = {code.code for code in CODES if f'"{code.code}"' in tests or f"[{code.code}]" in tests}
    assert [code.code for code in CODES if code.code not in shown | named] == []
