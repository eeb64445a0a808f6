"""No address and no id that was ever public is dead."""

from pathlib import Path

import pytest

from disclosure.build import build
from disclosure.build.context import Runtime
from disclosure.system.cache import NoCache
from disclosure.system.executors import SerialExecutor
from tests.support.addresses import addresses_of, record, recorded
from tests.support.portal import ROOT, project_in


@pytest.mark.parametrize("content", ["content", "examples/county"])
def test_recorded_addresses_are_alive(content: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    """Each recorded file is there, and each recorded id stands on its page; `--snapshots` adds what is new."""
    name = content.rpartition("/")[2]
    outcome = build(project_in(tmp_path, content=ROOT / content), Runtime(NoCache(), SerialExecutor()))
    assert outcome.published is not None
    now = addresses_of(tmp_path / "site")
    if request.config.getoption("--snapshots"):
        record(name, now)
    before = recorded(name)
    assert before.files
    assert sorted(before.files - now.files) == []
    assert sorted(before.ids - now.ids) == []
