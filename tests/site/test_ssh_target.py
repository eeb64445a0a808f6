"""A server with a real sshd: releases, going back, cut connections, two publishers at once; always the old or the new site."""

import gzip
import os
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from disclosure.publishing.targets import target_kind
from disclosure.publishing.targets.released import NoSuchRelease, Released, SiteToRelease
from disclosure.publishing.targets.ssh_target import publish_to_ssh, roll_back_ssh
from disclosure.publishing.transfer import release_name
from tests.support.effort import tried
from tests.support.portal import tree
from tests.support.releases import has_its_style, make_site, shown
from tests.support.ssh_server import ssh_server

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server that is this machine."""
    with ssh_server(tmp_path_factory.mktemp("ssh") / "server") as host:
        yield host


def test_releases_on_a_server(host: str, tmp_path: Path) -> None:
    """The same as in a folder: whole, shared, kept, carried, taken back."""
    target = tmp_path / "www"
    styles: list[str] = []
    names: list[str] = []
    for words in ("one", "two", "three", "four"):
        site = make_site(tmp_path / "site", words)
        styles += [path for path in site.files if path.endswith(".css")]
        released = publish_to_ssh(f"{host}:{target}", site, 3)
        assert released == Released(release_name(site.files), names[-1] if names else "", 8 if not names else 5, 3 * bool(names))
        names.append(released.name)
    carried = {styles[2]: (target / "current" / styles[2]).read_bytes()}
    assert tree(target / "current") == tree(tmp_path / "site") | carried
    assert (target / "releases" / "order").read_text().split() == names[1:]
    assert sorted(path.name for path in (target / "releases").iterdir()) == sorted([".lock", "order", *names[1:]])
    csv = [(target / "releases" / name / "reports.csv").stat() for name in names[1:]]
    assert len({one.st_ino for one in csv}) == 1 and csv[0].st_mode & 0o777 == 0o644
    back = roll_back_ssh(f"{host}:{target}", 2)
    assert isinstance(back, Released)
    assert (back.name, shown(target / "current"), has_its_style(target / "current")) == (names[1], "two", True)
    assert back.manifest == (target / "current" / "manifest.json").read_bytes()
    assert (target / "current" / styles[3]).is_file()
    assert roll_back_ssh(f"{host}:{target}", 1) == NoSuchRelease(names[1], tuple(names[1:]))
    again = publish_to_ssh(f"{host}:{target}", make_site(tmp_path / "site", "four"), 3)
    assert (again.name, shown(target / "current")) == (names[3], "four")
    assert publish_to_ssh(f"{host}:{target}", make_site(tmp_path / "site", "four"), 3) == Released(names[3], names[3], 0, 8)


@pytest.mark.parametrize("moment", range(tried(2, 20)))
def test_a_cut_connection(host: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moment: int) -> None:
    """Whenever the connection is cut the old or the new site is served, whole; the next attempt makes it the new one."""
    target, site_folder = tmp_path / "www", tmp_path / "site"
    began = time.monotonic()
    publish_to_ssh(f"{host}:{target}", make_site(site_folder, "one", pages=40), 3)
    usual = time.monotonic() - began
    old = tree(target / "current")
    site = make_site(site_folder, "two", pages=40)
    after = usual * (moment + 0.5) / tried(2, 20)
    config = Path(os.environ["PATH"].split(os.pathsep)[0]).parent / "config"
    kill = f"sleep {after}; ps -eo pid,args | awk '/^ *[0-9]+ [^ ]*ssh -F .*{config.parent.parent.name}/ {{print $1}}' | xargs -r kill -9"
    cutter = subprocess.Popen(["/bin/sh", "-c", kill])
    try:
        publish_to_ssh(f"{host}:{target}", site, 3)
    except OSError as error:
        assert error.strerror
    cutter.wait(20)
    served = tree(target / "current")
    assert served == old or {path: served.get(path) for path in tree(site_folder)} == tree(site_folder)
    publish_to_ssh(f"{host}:{target}", site, 3)
    assert {path: tree(target / "current").get(path) for path in tree(site_folder)} == tree(site_folder)


def test_compressed_files_are_never_out_of_date(host: str, tmp_path: Path) -> None:
    """What changed has a new compressed copy; released without copies it has none, and what did not change keeps its own."""
    current = tmp_path / "www" / "current"
    for words, compress in (("one", True), ("two", True), ("three", False)):
        site = make_site(tmp_path / "site", words, style="")
        publish_to_ssh(f"{host}:{tmp_path}/www", SiteToRelease(site.folder, site.files, site.manifest, compress), 3)
        assert (current / "index.html.gz").exists() == compress
        packed = {path: gzip.decompress(path.read_bytes()) for path in current.rglob("*.gz")}
        assert packed == {path: path.with_suffix("").read_bytes() for path in packed}
        assert current / "reports.csv.gz" in packed
    site = make_site(tmp_path / "site", "three", style="")
    publish_to_ssh(f"{host}:{tmp_path}/www", SiteToRelease(site.folder, site.files, site.manifest, compress=True), 3)
    assert gzip.decompress((current / "index.html.gz").read_bytes()) == (current / "index.html").read_bytes()


def test_two_publishers_at_once(host: str, tmp_path: Path) -> None:
    """Two people with different sites, and two with the same: in the end one of them is served, whole, and both are kept."""
    target = tmp_path / "www"
    publish_to_ssh(f"{host}:{target}", make_site(tmp_path / "zero", "zero"), 9)
    sites = [make_site(tmp_path / f"site-{words}", words, pages=20) for words in ("one", "two")]
    same = make_site(tmp_path / "site-again", "two", pages=20)
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(lambda site: publish_to_ssh(f"{host}:{target}", site, 9), (*sites, same)))
    assert shown(target / "current") in ("one", "two")
    for site in sites:
        release = target / "releases" / release_name(site.files)
        assert {path: (release / path).read_bytes() for path in tree(Path(site.folder))} == tree(Path(site.folder))


def test_a_full_disk_there(host: str, tmp_path: Path) -> None:
    """A server without room keeps its old site and says so."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)], check=False, capture_output=True)
    if mount.returncode:
        pytest.skip("no file system of a size can be mounted here")
    try:
        publish_to_ssh(f"{host}:{disk}/www", make_site(tmp_path / "site", "one"), 3)
        old = tree(disk / "www" / "current")
        with pytest.raises(OSError, match="磁盘已满"):
            publish_to_ssh(f"{host}:{disk}/www", make_site(tmp_path / "site", "two" * 300_000), 3)
        assert tree(disk / "www" / "current") == old
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_what_a_server_refuses(host: str, tmp_path: Path) -> None:
    """What stands in the way is said in words, with what to do."""
    site = make_site(tmp_path / "site", "one")
    (tmp_path / "www" / "current").mkdir(parents=True)
    with pytest.raises(OSError, match="先把它移走"):
        publish_to_ssh(f"{host}:{tmp_path}/www", site, 3)
    (tmp_path / "file").write_text("")
    with pytest.raises(OSError, match=r"(?i)directory|不让写"):
        publish_to_ssh(f"{host}:{tmp_path}/file/www", site, 3)
    with pytest.raises(OSError, match="不让登录"):
        publish_to_ssh(f"nobody-of-that-name@server:{tmp_path}/w", site, 3)


def test_addresses() -> None:
    """Host and an absolute path; nothing that ssh could take for an option."""
    good = ["ssh:user@host:/srv/www", "ssh:host:/srv"]
    bad = ["ssh:", "ssh:host", "ssh:host:srv", "ssh:-oProxyCommand=x:/srv", "ssh:host:/", "ssh:a b:/srv", "ssh:host:/a'b"]
    assert [bool(target_kind(one)) for one in (*good, *bad)] == [True] * len(good) + [False] * len(bad)
