"""Case documents: each spoils a sound portal in one way and names the findings that must follow, and no others."""

from pathlib import Path

import pytest

from disclosure.check import stops
from disclosure.check.codes import CODES

from .base import cases, matches, places, read_case, run_build, spoil, tree, write_base


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


ELSEWHERE = {
    "content.empty": "test_machine",
    "content.no-settings": "test_machine",
    "file.encoding": "test_machine",
    "file.symlink": "test_machine",
    "file.too-large": "test_machine",
    "format.invalid": "test_formats",
    "import.aligned": "test_import",
    "import.ambiguous": "test_import",
    "import.by-position": "test_import",
    "import.cell-changed": "test_import",
    "import.cell-unread": "test_import",
    "import.columns": "test_import",
    "import.converter": "test_import",
    "import.duplicate": "test_import",
    "import.exists": "test_import",
    "import.label": "test_import",
    "import.left-out": "test_import",
    "import.left-over": "test_import",
    "import.no-date": "test_import",
    "import.no-tables": "test_import",
    "import.no-title": "test_import",
    "import.no-year": "test_import",
    "import.other-form": "test_import",
    "import.refused": "test_import",
    "import.row-missing": "test_import",
    "import.scan": "test_import",
    "import.section-missing": "test_import",
    "import.signed-date": "test_import",
    "import.split": "test_import",
    "import.table-kept": "test_import",
    "import.table-missing": "test_import",
    "import.unreadable": "test_import",
    "import.year-unsure": "test_import",
    "template.failed": "test_machine",
    "template.syntax": "test_machine",
    "total.filled": "test_fill",
    "total.undetermined": "test_fill",
}
"""Codes whose cases are no text files, and the test that shows them instead."""


def test_every_code_has_a_case() -> None:
    """Each finding code is shown by a case document, or named by the test that a text file can't replace."""
    shown = {code for path in cases() for _, code in read_case(path).expected}
    for code, module in ELSEWHERE.items():
        assert f'"{code}"' in (Path(__file__).parent / f"{module}.py").read_text(encoding="utf-8")
    assert sorted({code.code for code in CODES} - shown - set(ELSEWHERE)) == []
