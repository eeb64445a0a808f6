"""Releases in folders: one switch, files shared, old ones taken back and kept for a while; always the old or the new site."""

import errno
import gzip
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from disclosure.publishing.targets.folder_target import publish_to_folder, roll_back_folder
from disclosure.publishing.targets.plain_target import publish_to_plain_folder
from disclosure.publishing.targets.released import NoSuchRelease, Released, SiteToRelease
from disclosure.publishing.transfer import release_name
from disclosure.system import files, release_folder
from tests.support.portal import tree
from tests.support.releases import has_its_style, make_site, shown


def releases(target: Path) -> list[str]:
    """The releases that are there, and nothing else, in the order of publication."""
    names = (target / "releases" / "order").read_text().split()
    assert sorted(path.name for path in (target / "releases").iterdir()) == sorted([*names, "order"])
    assert sorted(path.name for path in target.iterdir()) == ["current", "releases"]
    return names


def test_a_release_is_the_site(tmp_path: Path) -> None:
    """The link leads to a whole copy of the site; unchanged files of the next release are the same files."""
    target = tmp_path / "www"
    one = make_site(tmp_path / "site", "first", style="")
    first = publish_to_folder(str(target), one, 5)
    assert first == Released(release_name(one.files), "", 8, 0)
    assert tree(target / "current") == tree(tmp_path / "site")
    two = make_site(tmp_path / "site", "second", style="")
    second = publish_to_folder(str(target), two, 5)
    assert second == Released(release_name(two.files), first.name, 4, 4)
    assert tree(target / "current") == tree(tmp_path / "site")
    assert (target / "current").readlink() == Path("releases", second.name)
    inodes = [(target / "releases" / name / "reports.csv").stat().st_ino for name in (first.name, second.name)]
    assert inodes[0] == inodes[1]
    assert releases(target) == [first.name, second.name]


def test_publishing_the_same_again_changes_nothing(tmp_path: Path) -> None:
    """Not a file, not a time; only what tells of the act is renewed."""
    target, site = tmp_path / "www", make_site(tmp_path / "site", "one")
    publish_to_folder(str(target), site, 5)
    stats = {path: path.lstat().st_mtime_ns for path in target.rglob("*") if path.is_file()}
    publish_to_folder(str(target), site, 5)
    assert {path: path.lstat().st_mtime_ns for path in target.rglob("*") if path.is_file()} == stats


def test_copies_that_are_asked_for_later(tmp_path: Path) -> None:
    """A release that is there gets compressed copies of all its texts when somebody asks for them."""
    target, site = tmp_path / "www", make_site(tmp_path / "site", "one")
    publish_to_folder(str(target), site, 5)
    assert publish_to_folder(str(target), SiteToRelease(site.folder, site.files, site.manifest, compress=True), 5).sent == 0
    packed = {path: gzip.decompress(path.read_bytes()) for path in (target / "current").rglob("*.gz")}
    assert packed == {path: path.with_suffix("").read_bytes() for path in packed} and len(packed) == len(site.files) - 1


def test_what_tells_of_the_act_is_renewed(tmp_path: Path) -> None:
    """A new act without another page is one file in the release that is there."""
    target, folder = tmp_path / "www", tmp_path / "site"
    first = publish_to_folder(str(target), make_site(folder, "one"), 5)
    site = make_site(folder, "one")
    (folder / "register.jsonl").write_text("one more act")
    from disclosure.model.digest import digest_of
    from disclosure.publishing.manifest import manifest

    files = {**site.files, "register.jsonl": digest_of(b"one more act")}
    (folder / "manifest.json").write_bytes(manifest(files))
    assert publish_to_folder(str(target), SiteToRelease(str(folder), files, manifest(files)), 5).name == first.name
    assert tree(target / "current") == tree(folder)


def test_assets_stay_for_one_release(tmp_path: Path) -> None:
    """A page that a browser has cached finds its style sheet after the next release, not after the one after that."""
    target = tmp_path / "www"
    styles = []
    for words in ("one", "two", "three"):
        site = make_site(tmp_path / "site", words)
        styles.append(next(path for path in site.files if path.endswith(".css")))
        publish_to_folder(str(target), site, 5)
    assert [(target / "current" / style).is_file() for style in styles] == [False, True, True]


def test_going_back(tmp_path: Path) -> None:
    """Back to any kept release, whose cached successors still find their style; too far says what there is."""
    target, names = tmp_path / "www", []
    for words in ("one", "two", "three"):
        names += [publish_to_folder(str(target), make_site(tmp_path / "site", words), 5).name]
    last_style = next((target / "current").glob("assets/*.css")).name
    back = roll_back_folder(str(target), 1)
    assert isinstance(back, Released)
    assert (back.name, back.before, shown(target / "current")) == (names[1], names[2], "two")
    assert back.manifest == (target / "current" / "manifest.json").read_bytes()
    assert (target / "current" / "assets" / last_style).is_file()
    assert roll_back_folder(str(target), 2) == NoSuchRelease(names[1], tuple(names))
    roll_back_folder(str(target), 1)
    assert (shown(target / "current"), has_its_style(target / "current")) == ("one", True)
    publish_to_folder(str(target), make_site(tmp_path / "site", "three"), 5)
    assert (shown(target / "current"), releases(target)) == ("three", names)


def test_old_releases_go(tmp_path: Path) -> None:
    """So many are kept, the current one among them."""
    target = tmp_path / "www"
    names = [publish_to_folder(str(target), make_site(tmp_path / "site", str(number)), 2).name for number in range(5)]
    assert releases(target) == names[-2:]


@pytest.mark.parametrize("spoil", [lambda path: path.unlink(), lambda path: path.write_bytes(b"shorter")], ids=["lost", "other"])
def test_a_file_that_is_not_as_it_was_is_sent_again(tmp_path: Path, spoil: Callable[[Path], object]) -> None:
    """A release does not take over what somebody spoilt in the one before."""
    target = tmp_path / "www"
    publish_to_folder(str(target), make_site(tmp_path / "site", "one", style=""), 5)
    spoil(target / "current" / "reports.csv")
    publish_to_folder(str(target), make_site(tmp_path / "site", "two", style=""), 5)
    assert tree(target / "current") == tree(tmp_path / "site")


def test_a_site_that_changes_meanwhile_is_not_released(tmp_path: Path) -> None:
    """A file that is not the one of the manifest stops the release; the site served is the old one."""
    target = tmp_path / "www"
    publish_to_folder(str(target), make_site(tmp_path / "site", "one"), 5)
    before = tree(target)
    site = make_site(tmp_path / "site", "two")
    (tmp_path / "site" / "1.html").write_text("somebody else's")
    with pytest.raises(OSError, match="清单"):
        publish_to_folder(str(target), site, 5)
    assert tree(target) == before


@pytest.mark.parametrize("place", range(12))
def test_a_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: int) -> None:
    """Wherever the disk is full, the old or the new site is served, whole, and the next attempt succeeds."""
    target = tmp_path / "www"
    publish_to_folder(str(target), make_site(tmp_path / "site", "one", style=""), 5)
    site = make_site(tmp_path / "site", "two", style="")
    calls = 0

    def failing(original: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **options: Any) -> Any:
            nonlocal calls
            calls += 1
            if calls > place:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            return original(*arguments, **options)

        return call

    with monkeypatch.context() as patch:
        patch.setattr(release_folder, "copy_checked", failing(release_folder.copy_checked))
        patch.setattr(release_folder, "_link", failing(release_folder._link))
        patch.setattr(release_folder, "rewrite", failing(files.rewrite))
        try:
            publish_to_folder(str(target), site, 5)
        except OSError as error:
            assert error.errno == errno.ENOSPC
    assert (shown(target / "current") in ("one", "two"), has_its_style(target / "current")) == (True, True)
    publish_to_folder(str(target), site, 5)
    assert (tree(target / "current"), len(releases(target))) == (tree(tmp_path / "site"), 2)


def test_what_a_killed_run_left_is_removed(tmp_path: Path) -> None:
    """A release that was never finished is nobody's."""
    target, site = tmp_path / "www", make_site(tmp_path / "site", "one")
    (target / "releases" / ".new-abc-123" / "deep").mkdir(parents=True)
    publish_to_folder(str(target), site, 5)
    assert len(releases(target)) == 1


def test_a_folder_in_the_place_of_the_link(tmp_path: Path) -> None:
    """What somebody else put there stays, and it is said."""
    (tmp_path / "www" / "current").mkdir(parents=True)
    with pytest.raises(OSError, match="current"):
        publish_to_folder(str(tmp_path / "www"), make_site(tmp_path / "site", "one"), 5)


def test_without_second_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the file system has no second names unchanged files are copied."""

    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, "no links")

    monkeypatch.setattr(os, "link", refuse)
    for words in ("one", "two"):
        publish_to_folder(str(tmp_path / "www"), make_site(tmp_path / "site", words, style=""), 5)
        assert tree(tmp_path / "www" / "current") == tree(tmp_path / "site")


def test_without_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there are no links at all the folder itself is the site, and the outcome says so."""
    monkeypatch.setattr(release_folder.ReleaseFolder, "has_links", lambda self: False)
    for words in ("one", "two"):
        released = publish_to_folder(str(tmp_path / "www"), make_site(tmp_path / "site", words, style=""), 5)
        assert (released.is_atomic, tree(tmp_path / "www")) == (False, tree(tmp_path / "site"))


def test_a_plain_folder(tmp_path: Path) -> None:
    """Others' files stay, old assets stay for one release, what is gone is removed with its folder."""
    target, styles = tmp_path / "html", []
    (target / "assets").mkdir(parents=True)
    (target / "theirs.txt").write_text("theirs")
    for number, words in enumerate(("one", "two", "three")):
        site = make_site(tmp_path / "site", words, pages=5 - number)
        styles.append(next(path for path in site.files if path.endswith(".css")))
        publish_to_plain_folder(str(target), site)
    carried = {styles[1]: b"/* two */"}
    assert tree(target) == {**tree(tmp_path / "site"), **carried, "theirs.txt": b"theirs"}


@pytest.mark.parametrize("place", range(8))
def test_a_plain_folder_that_was_cut_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: int) -> None:
    """Wherever it was cut off every page has its style, and the next run makes it whole."""
    from disclosure.system import plain_folder

    target, calls = tmp_path / "html", 0
    publish_to_plain_folder(str(target), make_site(tmp_path / "site", "one"))
    site, original = make_site(tmp_path / "site", "two"), release_folder.copy_checked

    def cut_off(*arguments: Any) -> None:
        nonlocal calls
        calls += 1
        if calls > place:
            raise OSError(errno.EIO, "gone")
        original(*arguments)

    with monkeypatch.context() as patch:
        patch.setattr(plain_folder, "copy_checked", cut_off)
        with suppress(OSError):
            publish_to_plain_folder(str(target), site)
    assert has_its_style(target)
    publish_to_plain_folder(str(target), site)
    assert shown(target) == "two"


def test_two_publishers_at_once(tmp_path: Path) -> None:
    """One waits for the other: in the end both releases are there, and one of them is served, whole."""
    target = str(tmp_path / "www")
    sites = [make_site(tmp_path / words, words, pages=30) for words in ("one", "two", "three")]
    with ThreadPoolExecutor(3) as pool:
        names = [released.name for released in pool.map(lambda site: publish_to_folder(target, site, 5), sites)]
    assert sorted(releases(tmp_path / "www")) == sorted(names)
    served = tree(tmp_path / "www" / "current")
    assert [site.folder for site in sites if tree(Path(site.folder)).items() <= served.items()] == [
        str(tmp_path / shown(tmp_path / "www" / "current"))
    ]
