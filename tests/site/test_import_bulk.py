"""A folder of documents of several bodies is online after three commands; `python -m bench.import_bulk` tries six hundred."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from disclosure.cli.main import main
from tests.support.county_inbox import NAMES, STYLES, sent_documents, write_inbox

pytestmark = pytest.mark.slow

BODIES, YEARS = len(STYLES), (2024,)


def _at_once(
    function: Callable[..., Any], calls: Iterable[tuple[Any, ...]], limits: object, workers: int
) -> Iterator[tuple[int, Any]]:
    """Calls answered in this process."""
    return ((number, function(*arguments)) for number, arguments in enumerate(calls))


def test_three_commands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Word files in six styles, saved pages, a PDF, in folders and archives: each in its body's folder, and the site is built."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("disclosure.cli.import_files.sandboxed_calls", _at_once)
    sent = list(sent_documents(BODIES, YEARS))
    assert {one.style for one in sent} == set(STYLES)
    write_inbox(tmp_path / "in", sent)
    commands = (["init", ".", "--name", NAMES[0]], ["import", "in", "--yes", "--published", "2025-01-26"])
    assert [main(command) for command in commands] == [0, 0]
    assert f"写成 {len(sent)} 份，新建 {BODIES - 1} 个机构，0 份没有写\n" in capsys.readouterr().out
    written = sorted(Path("content").rglob("2024.md"))
    assert len(written) == len({path.parent for path in written}) == len(sent)
    assert main(["build", "--jobs", "1"]) == 0
    assert len(list(Path("site").rglob("2024.html"))) == len(sent)
