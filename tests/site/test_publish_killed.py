"""`publish` killed at any moment: the next command finishes the act or undoes it, and nothing is lost or told twice."""

import os
import shutil
import signal
from pathlib import Path

import pytest

from disclosure.build import build
from disclosure.build.context import ActStatement, Outcome, Runtime
from disclosure.build.publication import Proposal
from disclosure.publishing.register import read_register
from disclosure.system.cache import DiskCache
from disclosure.system.executors import SerialExecutor
from disclosure.system.site_manifest import published_head
from tests.support.effort import tried
from tests.support.faults import STEPS, at_call
from tests.support.portal import Change, project_in, spoil, tree, write_small

KILLS = tried(20, 200)
CORRECTION = (
    Change("2022.md", "[9, 1, 0, 0, 0, 0, 10]", "[8, 2, 0, 0, 0, 0, 10]"),
    Change("2022.md", "[7, 1, 0, 0, 0, 0, 8]", "[6, 2, 0, 0, 0, 0, 8]"),
    Change("2022.md", "[10, 1, 0, 0, 0, 0, 11]", "[9, 2, 0, 0, 0, 0, 11]"),
    Change("2022.md", "published: 2023-01-20", "published: 2023-01-20\nrevisions: [{date: 2023-03-01, change: 更正申请人类别}]"),
)


def publish(folder: Path, when: str) -> Outcome:
    """Publish the portal in a folder, without asking, at this time."""

    def approve(proposal: Proposal) -> ActStatement:
        return ActStatement(when)

    cache = DiskCache(folder / ".cache" / "disclosure.sqlite")
    try:
        return build(project_in(folder), Runtime(cache, SerialExecutor()), approve)
    finally:
        cache.close()


@pytest.fixture(scope="module")
def corrected(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, int]:
    """A published portal with a correction to publish, the same once that is public, and how many calls this takes."""
    before, after = tmp_path_factory.mktemp("before"), tmp_path_factory.mktemp("after")
    write_small(before)
    publish(before, "2023-01-20T09:00:00+08:00")
    spoil(before / "content", CORRECTION)
    shutil.copytree(before, after, dirs_exist_ok=True)
    with at_call(0, lambda: None, STEPS) as made:
        publish(after, "2023-03-01T09:00:00+08:00")
    return before, after, len(made)


@pytest.mark.slow
@pytest.mark.parametrize("kill", range(KILLS))
def test_killed_while_publishing(corrected: tuple[Path, Path, int], tmp_path: Path, kill: int) -> None:
    """What a killed run left is settled by the next one, and publishing again leads to the very same register and site."""
    before, after, calls = corrected
    folder = tmp_path / "portal"
    shutil.copytree(before, folder)
    first = calls * 2 // 3 if kill % 2 else 0  # every other one late, where the site and the register change
    number = first + 1 + kill * (calls - first) // KILLS
    child = os.fork()
    if not child:
        with at_call(number, lambda: os.kill(os.getpid(), signal.SIGKILL), STEPS):
            publish(folder, "2023-03-01T09:00:00+08:00")
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status)
    again = build(project_in(folder), Runtime(DiskCache(folder / ".cache" / "disclosure.sqlite"), SerialExecutor()))
    assert [finding.code for finding in again.findings] == []
    acts = {f"register/acts/{name}": data for name, data in tree(folder / "content" / "register" / "acts").items()}
    register, findings = read_register(acts, "content")
    assert (findings, again.unregistered) == ((), 2 - len(register.acts))
    assert published_head(folder / "site") == register.heads
    assert list((folder / "content" / "register").glob("pending-*")) == []
    publish(folder, "2023-03-01T09:00:00+08:00")
    assert visible(folder / "content") == visible(after / "content")
    assert tree(folder / "site") == tree(after / "site")


def visible(folder: Path) -> dict[str, bytes]:
    """The files of a folder without the hidden ones that a killed run may leave beside those it was writing."""
    return {path: data for path, data in tree(folder).items() if not path.rpartition("/")[2].startswith(".")}
