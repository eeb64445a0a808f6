"""A server that lets in sftp and nothing else: the order of files, cut transfers, names, what it refuses."""

import subprocess
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from disclosure.model.digest import digest_of
from disclosure.publishing.manifest import manifest
from disclosure.publishing.targets import target_kind
from disclosure.publishing.targets.released import Released, SiteToRelease
from disclosure.publishing.targets.sftp_target import publish_to_sftp, shown_by_sftp
from disclosure.publishing.targets.ssh_target import publish_to_ssh
from disclosure.system.sftp_host import SftpHost
from tests.support.effort import tried
from tests.support.portal import tree
from tests.support.releases import has_its_style, make_site, shown
from tests.support.ssh_server import ssh_server

pytestmark = pytest.mark.slow
SFTP_ONLY = "Subsystem sftp internal-sftp\nForceCommand internal-sftp{options}\n"


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server without a shell."""
    with ssh_server(tmp_path_factory.mktemp("sftp") / "server", SFTP_ONLY.format(options="")) as host:
        yield host


def test_the_site_is_there(host: str, tmp_path: Path) -> None:
    """Whole, and then only what changed; others' files stay, the style of the last release stays for one more."""
    target = tmp_path / "www"
    first = publish_to_sftp(f"//{host}{target}", make_site(tmp_path / "site", "one", pages=4))
    assert (first.sent, first.is_atomic, tree(target)) == (9, False, tree(tmp_path / "site"))
    assert (target / "index.html").stat().st_mode & 0o777 == 0o644
    (target / "theirs.txt").write_text("theirs")
    css = next(target.glob("assets/*.css"))
    second = publish_to_sftp(f"//{host}{target}", make_site(tmp_path / "site", "two"))
    assert (second.sent, second.linked, second.before) == (5, 3, first.name)
    assert tree(target) == {**tree(tmp_path / "site"), f"assets/{css.name}": b"/* one */", "theirs.txt": b"theirs"}
    again = publish_to_sftp(f"//{host}{target}", make_site(tmp_path / "site", "two"))
    assert again == Released(second.name, second.name, 0, 8, is_atomic=False)
    assert shown_by_sftp(f"//{host}{target}").listed.files == make_site(tmp_path / "site", "two").files


def test_any_name(host: str, tmp_path: Path) -> None:
    """Blanks, brackets, quotes and Chinese in the names of attachments."""
    names = (
        "a b.txt",
        "年报[1].txt",
        "q\"uo'te.txt",
        "star*.txt",
        "back\\slash.txt",
        "政务/公开?/{x}.txt",
        "x" * 80 + "1",
        "x" * 80 + "2",
    )
    for name in names:
        (tmp_path / "site" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "site" / name).write_text(name)
    files = {name: digest_of(name.encode()) for name in names}
    (tmp_path / "site" / "manifest.json").write_bytes(manifest(files))
    publish_to_sftp(f"//{host}{tmp_path}/www", SiteToRelease(str(tmp_path / "site"), files, manifest(files)))
    assert tree(tmp_path / "www") == tree(tmp_path / "site")
    (tmp_path / "site" / "manifest.json").write_bytes(manifest({}))
    publish_to_sftp(f"//{host}{tmp_path}/www", SiteToRelease(str(tmp_path / "site"), {}, manifest({})))
    assert (tree(tmp_path / "www"), len(list((tmp_path / "www").iterdir()))) == ({"manifest.json": manifest({})}, 1)


@pytest.mark.parametrize("after", tried(range(1, 8, 3), range(10)))
def test_a_cut_transfer(host: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, after: int) -> None:
    """Wherever it is cut every page has its style; the next run goes on, and what only the cut run brought goes."""
    target, calls = tmp_path / "www", 0
    publish_to_sftp(f"//{host}{target}", make_site(tmp_path / "site", "one"))

    def limited(original: Callable[..., Any]) -> Callable[..., Any]:
        def call(self: SftpHost, *arguments: Any) -> Any:
            nonlocal calls
            calls += 1
            if calls > after:
                raise OSError(0, "gone", "")
            return original(self, *arguments)

        return call

    with monkeypatch.context() as patch:
        patch.setattr(SftpHost, "_send", limited(SftpHost._send))
        patch.setattr(SftpHost, "remove", limited(SftpHost.remove))
        with suppress(OSError):
            publish_to_sftp(f"//{host}{target}", make_site(tmp_path / "site", "two", pages=9))
    assert has_its_style(target)
    publish_to_sftp(f"//{host}{target}", make_site(tmp_path / "site", "three", pages=2))
    left = {path: data for path, data in tree(target).items() if not path.endswith(".css")}
    assert left == {path: data for path, data in tree(tmp_path / "site").items() if not path.endswith(".css")}
    assert (shown(target), has_its_style(target)) == ("three", True)


def test_a_server_that_does_not_rename_over_a_file(tmp_path: Path) -> None:
    """Servers without OpenSSH's way of renaming get the old file removed first."""
    with ssh_server(tmp_path / "server", SFTP_ONLY.format(options=" -P posix-rename")) as host:
        for words in ("one", "two"):
            publish_to_sftp(f"//{host}{tmp_path}/www", make_site(tmp_path / "site", words, style=""))
            assert tree(tmp_path / "www") == tree(tmp_path / "site")


def test_a_secret_from_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What ssh would ask for, here the phrase of a key, it takes from the environment; a wrong one is not repeated."""
    with ssh_server(tmp_path / "server", SFTP_ONLY.format(options="")) as host:
        changed = ["ssh-keygen", "-q", "-p", "-P", "", "-N", "the phrase", "-f", str(tmp_path / "server" / "user")]
        subprocess.run(changed, check=True, capture_output=True)
        site = make_site(tmp_path / "site", "one")
        for phrase in ("", "another phrase"):
            monkeypatch.setenv("SSHPASS", phrase)
            with pytest.raises(OSError, match="不让登录") as raised:
                publish_to_sftp(f"//{host}{tmp_path}/www", site)
            assert "phrase" not in str(raised.value)
        monkeypatch.setenv("SSHPASS", "the phrase")
        publish_to_sftp(f"//{host}{tmp_path}/www", site)
    assert tree(tmp_path / "www") == tree(tmp_path / "site")


def test_what_a_server_refuses(host: str, tmp_path: Path) -> None:
    """What stands in the way is said in words; a target that needs a shell says what to write instead."""
    site = make_site(tmp_path / "site", "one")
    (tmp_path / "file").write_text("")
    with pytest.raises(OSError, match=r"没有这个文件夹，或者不让进|不让写|不接受"):
        publish_to_sftp(f"//{host}{tmp_path}/file/www", site)
    with pytest.raises(OSError, match="不让登录"):
        publish_to_sftp(f"//nobody-of-that-name@server{tmp_path}/w", site)
    with pytest.raises(OSError, match="sftp://"):
        publish_to_ssh(f"{host}:{tmp_path}/www", site, 3)


def test_addresses() -> None:
    """Host, maybe a user and a port, and an absolute path; no password, nothing that ssh could take for an option."""
    good = ["sftp://user@host/srv/www", "sftp://host:2222/srv", "sftp://host/政务"]
    bad = ["sftp:", "sftp://host", "sftp://host/", "sftp://-oProxyCommand=x/srv", "sftp://u:secret@host/srv", "sftp://a b/srv"]
    assert [bool(target_kind(one)) for one in (*good, *bad)] == [True] * len(good) + [False] * len(bad)
