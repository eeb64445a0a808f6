"""Case documents: each spoils a sound portal in one way and names the findings that must follow, and no others."""

from pathlib import Path

import pytest

from disclosure.check import stops
from disclosure.check.codes import CODES
from tests.support.cases import cases, matches, read_case
from tests.support.portal import ROOT, places, run_build, spoil, tree, write_base


@pytest.mark.parametrize("path", cases(), ids=lambda path: path.stem)
def test_case(path: Path, tmp_path: Path) -> None:
    """A spoilt portal yields exactly the announced findings, and an error leaves the published site as it was."""
    case = read_case(path)
    content = write_base(tmp_path)
    assert places(run_build(tmp_path), tmp_path) == []
    before = tree(tmp_path / "site")
    spoil(content, case.changes)
    outcome = run_build(tmp_path)
    found = places(outcome, tmp_path)
    assert matches(found, case.expected), found
    told = [(finding.code, f"{finding.message}；{finding.hint}") for finding in outcome.findings]
    unsaid = [(code, words) for code, words in case.said if not any(code == c and words in told_ for c, told_ in told)]
    assert unsaid == [], told
    assert (outcome.published is None) == stops(outcome.findings)
    if stops(outcome.findings):
        assert tree(tmp_path / "site") == before


def test_every_code_is_shown() -> None:
    """Each finding code is shown by a case document or, where no text file can show it, named in a test."""
    shown = {code for path in cases() for _, code in read_case(path).expected}
    tests = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    assert [code.code for code in CODES if code.code not in shown and f'"{code.code}"' not in tests] == []
