"""Publishing in this process: what came of it, and what the person read who was asked."""

from pathlib import Path
from typing import NamedTuple

from disclosure.build import build, check
from disclosure.build.context import ActStatement, Outcome, Runtime
from disclosure.build.publication import Proposal
from disclosure.cli.publish_list import publish_list
from disclosure.cli.show import finding_views
from disclosure.system.cache import DiskCache
from disclosure.system.executors import SerialExecutor
from tests.support.portal import place_of, project_in


class Publication(NamedTuple):
    """What came of publishing, and the list that was shown."""

    outcome: Outcome
    listed: str


def runtime_in(folder: Path) -> Runtime:
    """What a run works with whose cache lies in `folder`."""
    return Runtime(DiskCache(folder / ".cache" / "disclosure.sqlite"), SerialExecutor())


def publish(folder: Path, day: str = "2023-06-01", who: str = "", hold: bool = False) -> Publication:
    """Publish the portal in `folder` on a day without hesitation."""
    listed = []

    def approve(proposal: Proposal) -> ActStatement:
        listed.append(publish_list(proposal))
        return ActStatement(f"{day}T09:00:00+08:00", who)

    outcome = build(project_in(folder, hold=hold), runtime_in(folder), approve)
    return Publication(outcome, "".join(listed))


def said(folder: Path, *codes: str) -> list[str]:
    """What a check of the portal in `folder` says under these codes: place, message and hint of each finding."""
    outcome = check(project_in(folder), runtime_in(folder))
    found = [one for one in outcome.findings if one.code in codes]
    views = finding_views(found)
    return [f"{place_of(one, folder)} {one.message} = {view.hint}" for one, view in zip(found, views, strict=True)]
