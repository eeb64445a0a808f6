"""The register tells what became public: an act is pending while its site is brought to targets, and follows what they show."""

from collections.abc import Callable
from pathlib import Path

import pytest

from disclosure.build import build
from disclosure.build.context import ActStatement, Outcome, Runtime
from disclosure.build.publication import Delivery, Proposal
from disclosure.build.roll_back import roll_back_release
from disclosure.cli.release_to_targets import are_public, release_to_all, site_to_release
from disclosure.model.portal import ReleaseTarget
from disclosure.publishing.manifest import manifest
from disclosure.publishing.targets.folder_target import publish_to_folder, roll_back_folder
from disclosure.publishing.targets.released import NoSuchRelease, Released
from disclosure.system.cache import DiskCache
from disclosure.system.executors import SerialExecutor
from disclosure.system.plain_folder import PlainFolder
from disclosure.system.release_folder import ReleaseFolder
from disclosure.system.site_manifest import published_head
from tests.support.command_line import command
from tests.support.portal import project_in, tree, write_small
from tests.support.releases import make_site


def publish(
    folder: Path, bring: Callable[[], bool | None] | None = None, *, asked: bool = True, target: str = "dir:www"
) -> Outcome:
    """Publish the portal in a folder, or only build it, bringing its site to a target by `bring`."""
    cache = DiskCache(folder / ".cache" / "disclosure.sqlite")
    delivery = Delivery((ReleaseTarget("www", target.replace(":", f":{folder}/", 1)),), bring) if bring else None

    def approve(proposal: Proposal) -> ActStatement:
        return ActStatement("2023-03-01T09:00:00+08:00")

    try:
        return build(project_in(folder), Runtime(cache, SerialExecutor()), approve if asked else None, delivery)
    finally:
        cache.close()


def files(folder: Path, pattern: str) -> list[str]:
    """The names of files of the register."""
    return sorted(path.name for path in (folder / "content" / "register").glob(pattern))


def brought(folder: Path) -> bool:
    """Bring the site to the target for good."""
    publish_to_folder(str(folder / "www"), site_to_release(folder / "site"), 3)
    return True


def test_an_act_is_final_once_its_site_is_there(tmp_path: Path) -> None:
    """While the site is on its way the act is pending; then it is in the register."""
    write_small(tmp_path)
    meanwhile: list[list[str]] = []

    def bring() -> bool:
        meanwhile.append(files(tmp_path, "acts/*"))
        meanwhile.append([name.partition(".")[2] for name in files(tmp_path, "pending-*")])
        return brought(tmp_path)

    outcome = publish(tmp_path, bring)
    assert (meanwhile, len(files(tmp_path, "acts/*")), files(tmp_path, "pending-*")) == ([[], ["awaited.json", "json"]], 1, [])
    assert (outcome.unregistered, tree(tmp_path / "www" / "current")) == (0, tree(tmp_path / "site"))


@pytest.mark.parametrize("has_register", [False, True], ids=["first", "later"])
def test_a_site_that_reached_no_target_is_not_registered(tmp_path: Path, *, has_register: bool) -> None:
    """The register is as it was, and the site what a build makes; the next publication registers the very same.

    How far the bodies are is not said until the next run, since no act gives the day.
    """
    content = write_small(tmp_path)
    if has_register:
        publish(tmp_path)
        (content / "pages" / "more.md").write_text("---\ntitle: 又一页\n---\n\n文字。\n", encoding="utf-8")
    acts = files(tmp_path, "acts/*")
    outcome = publish(tmp_path, lambda: False)
    assert (files(tmp_path, "acts/*"), files(tmp_path, "pending-*")) == (acts, [])
    assert (outcome.unregistered, len(published_head(tmp_path / "site"))) == ((1, 1) if has_register else (None, 0))
    left = tree(tmp_path / "site")
    built = publish(tmp_path, asked=False)
    apart = {"status.json": tree(tmp_path / "site")["status.json"], "manifest.json": left["manifest.json"]}
    assert ([one.code for one in built.findings], tree(tmp_path / "site") | apart) == ([], left | apart)
    assert "status.json" not in left
    publish(tmp_path, lambda: brought(tmp_path))
    assert len(files(tmp_path, "acts/*")) == len(acts) + 1
    assert tree(tmp_path / "www" / "current") == tree(tmp_path / "site")


@pytest.mark.parametrize("arrives", [True, False], ids=["there", "not there"])
def test_killed_on_the_way(tmp_path: Path, *, arrives: bool) -> None:
    """A build leaves the act pending; the next publication asks the target, and finishes the act or undoes it."""
    write_small(tmp_path)

    def bring() -> bool:
        if arrives:
            brought(tmp_path)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        publish(tmp_path, bring)
    pending = files(tmp_path, "pending-*")
    assert [one.code for one in publish(tmp_path, asked=False).findings] == []
    assert (files(tmp_path, "acts/*"), files(tmp_path, "pending-*"), len(pending)) == ([], pending, 2)
    outcome = publish(tmp_path, lambda: brought(tmp_path))
    assert ([one.code for one in outcome.findings], outcome.unregistered) == ([], 0)
    assert (len(files(tmp_path, "acts/*")), files(tmp_path, "pending-*")) == (1, [])
    assert tree(tmp_path / "www" / "current") == tree(tmp_path / "site")


def test_killed_twice(tmp_path: Path) -> None:
    """What no build came between is settled as well: the site here that tells of an act that came to nothing is put right."""
    write_small(tmp_path)

    def bring() -> bool:
        raise KeyboardInterrupt

    for _ in range(2):
        with pytest.raises(KeyboardInterrupt):
            publish(tmp_path, bring)
    publish(tmp_path, lambda: brought(tmp_path))
    assert (len(files(tmp_path, "acts/*")), files(tmp_path, "pending-*")) == (1, [])
    assert tree(tmp_path / "www" / "current") == tree(tmp_path / "site")


def test_nobody_knows(tmp_path: Path) -> None:
    """Where the target can't be asked the act stays pending, and publishing says what is to be done."""
    write_small(tmp_path)
    publish(tmp_path, lambda: None)
    pending = files(tmp_path, "pending-*")
    assert (files(tmp_path, "acts/*"), len(pending)) == ([], 2)
    (tmp_path / "www" / "current").mkdir(parents=True)
    with pytest.raises(OSError, match=r"有没有在 dir:.*做成还不清楚.*能连上以后再执行"):
        publish(tmp_path)
    assert files(tmp_path, "pending-*") == pending


@pytest.mark.parametrize("goes_back", [True, False], ids=["gone back", "not gone back"])
def test_killed_while_going_back(tmp_path: Path, *, goes_back: bool) -> None:
    """What was taken back is in the register whenever the run was killed, and what was not is not."""
    content, target = write_small(tmp_path), ReleaseTarget("www", f"dir:{tmp_path}/www")
    publish(tmp_path, lambda: brought(tmp_path))
    (content / "pages" / "more.md").write_text("---\ntitle: 又一页\n---\n\n文字。\n", encoding="utf-8")
    publish(tmp_path, lambda: brought(tmp_path))

    def roll_back(to: ReleaseTarget, steps: int, begin: Callable[[bytes], None]) -> Released | NoSuchRelease:
        def killed(manifest: bytes) -> None:
            begin(manifest)
            raise KeyboardInterrupt

        roll_back_folder(to.place, steps, begin if goes_back else killed)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        roll_back_release(project_in(tmp_path), target, roll_back, 1, ActStatement("2023-04-01T09:00:00+08:00", reason="有误"))
    assert (len(files(tmp_path, "acts/*")), len(files(tmp_path, "pending-*"))) == (2, 2)
    publish(tmp_path, lambda: False)
    acts = [(content / "register" / "acts" / name).read_text(encoding="utf-8") for name in files(tmp_path, "acts/*")]
    assert ([act for act in acts if "有误" in act], files(tmp_path, "pending-*")) == (acts[2:], [])
    assert len(acts) == (3 if goes_back else 2)


def test_what_is_said(tmp_path: Path) -> None:
    """Where nothing became public the last lines say so, and what to type."""
    write_small(tmp_path)
    (tmp_path / "www").write_text("a file in the way")
    found = command(tmp_path, "publish", "--yes", "dir:www")
    assert (found.returncode, "没有公开，没有记入登记册" in found.stdout) == (3, True)
    assert "没有放到 dir:www，那里还是以前的：" in found.stderr and "publish dir:www" in found.stderr
    assert files(tmp_path, "acts/*") == []


@pytest.mark.parametrize(
    ("target", "patched", "name", "is_public"),
    [
        ("dir", ReleaseFolder, "add", False),
        ("dir", ReleaseFolder, "switch", False),
        ("dir", ReleaseFolder, "remember", True),
        ("folder", PlainFolder, "names", False),
        ("folder", PlainFolder, "put", True),
        ("folder", PlainFolder, "remove", True),
    ],
)
def test_what_a_target_shows_that_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, target: str, patched: type, name: str, *, is_public: bool
) -> None:
    """It is asked: whether it refused before or after something of the site could be seen decides what is registered."""
    site, to = tmp_path / "site", ReleaseTarget("www", f"{target}:{tmp_path}/www")
    make_site(site, "one")
    assert [one.is_public for one in release_to_all([to], site)] == [True]
    make_site(site, "two")
    (site / "manifest.json").write_bytes(manifest(site_to_release(site).files, ["the last act"]))

    def refuse(*_: object) -> None:
        raise OSError(0, "full", "")

    with monkeypatch.context() as patch:
        patch.setattr(patched, name, refuse)
        found = release_to_all([to], site)
    assert [(one.is_public, one.refusal, one.released) for one in found] == [(is_public, "full", None)]
    assert are_public(found) is is_public
