"""`verify` of a site that a real nginx serves, and `publish --check`, which takes back what is not served as it was made."""

import gzip
import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import brotli
import pytest

from disclosure.publishing.served_site import served_site
from disclosure.publishing.servers import SERVERS
from tests.support.command_line import command
from tests.support.portal import Change, spoil, write_base
from tests.support.web_servers import need_brotli, running


@contextmanager
def nginx(folder: Path, *, configured: bool = True, brotli: bool = False) -> Iterator[str]:
    """Serve `www/current` of a folder as `server-config` says, or with nothing but its place."""
    for one in (folder, *folder.parents):
        if one.name.startswith(("pytest-", "test_")) or one == folder:
            one.chmod(0o755)
    root = folder / "www" / "current"
    page = (folder / "site" / "index.html").read_text(encoding="utf-8")
    old = folder / "site" / "redirects.json"
    site = served_site(page, old.read_bytes() if old.exists() else None, root=str(root), under="/", brotli=brotli)
    text = dict(SERVERS)["nginx"](site) if configured else f"server {{ listen 80; root {root}; gzip_static on; }}"
    with running("nginx", text, folder / "nginx", whole=True) as port:
        yield f"http://127.0.0.1:{port}/"


def codes(folder: Path, *arguments: str) -> list[tuple[str, str]]:
    """What `verify` finds."""
    return [(one["code"], one["path"]) for one in json.loads(command(folder, "verify", *arguments, "--findings", "json").stdout)]


@pytest.fixture
def portal(tmp_path: Path) -> Path:
    """A portal that is published to a folder, with a report that moved and one that was withdrawn."""
    content = write_base(tmp_path)
    spoil(content, (Change("2022.md", "year: 2022", "year: 2022\nmoved_from: [old/2022.html]"),))
    spoil(content, (Change("2019.md", "year: 2019", "year: 2019\nwithdrawn: {date: 2020-05-01, reason: 重新核对数据}"),))
    done = command(tmp_path, "publish", "--yes", "dir:www")
    assert done.returncode == 0, done.stdout + done.stderr
    return tmp_path


def test_a_server_as_it_should_be(portal: Path) -> None:
    """Nothing is wrong with a server that has the configuration written for it."""
    with nginx(portal) as address:
        found = command(portal, "verify", address)
    assert (found.returncode, found.stdout.splitlines()[-1].startswith("没有问题；")) == (0, True), found.stdout


def test_a_server_that_was_left_as_it_is(portal: Path) -> None:
    """Types without character set, missing headers, no compression, an error page of its own: each is said once."""
    with nginx(portal, configured=False) as address:
        found = codes(portal, address)
        said = command(portal, "verify", address).stdout
    assert {code for code, _ in found} == {"served.type", "served.header", "served.not-found"}
    assert ("served.not-found", "404.html") in found
    assert len(found) < 30
    assert "应为 text/html; charset=utf-8，这样的文件有 " in said and "server-config nginx" in said


def test_a_stale_compressed_file(portal: Path) -> None:
    """A page whose compressed copy is an older one is found out."""
    (portal / "www" / "current" / "2021.html.gz").write_bytes(gzip.compress(b"old"))
    with nginx(portal) as address:
        assert codes(portal, address) == [("served.stale", "2021.html")]


def test_a_stale_brotli_file(portal: Path) -> None:
    """The same of what browsers that know brotli get, from a server that sends it."""
    need_brotli()
    command(portal, "publish", "--yes", "dir:www", "--compress")
    (portal / "www" / "current" / "2021.html.br").write_bytes(brotli.compress(b"old"))
    (portal / "www" / "current" / "2022.html.br").write_bytes(b"no brotli at all")
    with nginx(portal, brotli=True) as address:
        assert codes(portal, address) == [("served.stale", "2021.html"), ("served.stale", "2022.html")]
        assert "旁边的 .br 过时了" in command(portal, "verify", address).stdout


def test_what_is_not_served_right_is_taken_back(portal: Path) -> None:
    """A release is compared with what its server serves; where that is another site the release before is served again."""
    with nginx(portal) as address:
        spoil(portal / "content", (Change("pages/guide.md", None, "---\ntitle: 新的指南\n---\n\n文字。[表格](form.txt)\n"),))
        good = command(portal, "publish", "--yes", "dir:www", "--check", address)
        assert (good.returncode, good.stdout.splitlines()[-1].startswith("没有问题；核对了 ")) == (0, True), good.stdout
    bad = command(portal, "publish", "--yes", "dir:www", "--check", "www.example.gov.cn")
    assert (bad.returncode, "--check 后面写网站的网址" in bad.stderr) == (2, True)


def test_taken_back_by_itself(portal: Path) -> None:
    """A release that can't be looked at is taken back, and the register says so."""
    before = (portal / "www" / "current").readlink()
    spoil(portal / "content", (Change("pages/guide.md", None, "---\ntitle: 新的指南\n---\n\n文字。[表格](form.txt)\n"),))
    found = command(portal, "publish", "--yes", "dir:www", "--check", "http://127.0.0.1:9/")
    assert (found.returncode, (portal / "www" / "current").readlink()) == (1, before)
    assert "核对不对，已退回：dir:www" in found.stdout
    last = max((portal / "content" / "register" / "acts").iterdir())
    change = json.loads(last.read_text())["changes"][0]
    assert (change["act"], change["path"]) == ("rolled_back", "pages/guide.md")
    assert "自动退回" in change["reason"]
