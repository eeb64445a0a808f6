"""Real web servers with the configurations that `server-config` writes: every header, every old address, 404 at any depth."""

import gzip
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, unquote
from xml.etree import ElementTree

import pytest

from disclosure.publishing.served_site import ServedSite, served_site
from disclosure.publishing.servers import SERVERS
from tests.support.command_line import command
from tests.support.portal import ROOT, SNAPSHOTS, run_build, write_base
from tests.support.skipping import skip_aloud
from tests.support.web_servers import Answer, ask, need_brotli, open_to_servers, running

POLICY = "default-src 'none'; style-src 'self'; require-trusted-types-for 'script'"
PAGE = (
    f'<!DOCTYPE html><html lang="zh-CN"><meta http-equiv="Content-Security-Policy" content="{POLICY}"><title>一页</title>'
    + "<p>文字</p>" * 200
)
FILES = {
    **dict.fromkeys(("index.html", "404.html", "2024.html", "office/index.html", "office/gone.html"), PAGE),
    "assets/site.0a1b2c3d.css": "p{}" * 500,
    "assets/icon.svg": "<svg/>",
    "pages/附件 一.20240101.pdf": "%PDF",
    "reports.csv": "年份,机构\n" * 200,
    "reports.json": "{}",
    "feed.xml": "<feed/>",
    "feed.json": "{}",
    "robots.txt": "#",
    "2024.xlsx": "PK",
    "search/0.bin": "\x01",
    "manifest.json": "{}",
    "sitemap.xml": "<urlset/>",
}
OLD = """{"redirects": [
  {"from": "old/2024.html", "to": "2024.html"}, {"from": "former/index.html", "to": "office/index.html"},
  {"from": "旧 址/a.html", "to": "pages/附件 一.20240101.pdf"}, {"from": "/art/show.asp?id=3&x=1", "to": "2024.html"},
  {"from": "http://old.example/list.jsp", "to": "office/index.html"}],
  "withdrawn": ["office/gone.html"]}"""
CASES = [(server, under) for server, _ in SERVERS if server != "iis" for under in ("/", "/zfxxgk/")]


def write_site(folder: Path) -> Path:
    """Write a site with a file of every kind; some lie compressed beside themselves, one says so in other words."""
    for path, text in FILES.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    (folder / "2024.html.gz").write_bytes(gzip.compress("压缩好的".encode(), mtime=0))
    (folder / ".secret.html").write_text("no", encoding="utf-8")
    open_to_servers(folder)
    return folder


@pytest.fixture(scope="module", params=CASES, ids=lambda case: f"{case[0]}{case[1]}")
def served(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[ServedSite, int]]:
    """A server with the site at its root, or below a path."""
    server, under = request.param
    folder = tmp_path_factory.mktemp(server)
    root = write_site(folder / "releases" / "one")
    (folder / "current").symlink_to(root)
    site = served_site(PAGE, OLD.encode(), root=str(folder / "current"), under=under)
    with running(server, dict(SERVERS)[server](site), folder / "server", whole=under == "/") as port:
        yield site, port


def wrong_headers(site: ServedSite, path: str, answer: Answer) -> dict[str, str | None]:
    """The headers of an answer that are not as they should be."""
    wanted = site.headers_of(path)
    return {name: answer.headers.get(name.title()) for name, value in wanted.items() if answer.headers.get(name.title()) != value}


def test_every_file_has_its_headers(served: tuple[ServedSite, int]) -> None:
    """Type, character set, cache rule, policy and the other headers come with every kind of file."""
    site, port = served
    answers = {path: ask(port, site.under + quote(path)) for path in FILES if path not in site.withdrawn}
    assert {path: answer.status for path, answer in answers.items() if answer.status != 200} == {}
    wrong = {path: wrong_headers(site, path, answer) for path, answer in answers.items()}
    assert {path: found for path, found in wrong.items() if found} == {}
    assert [path for path, answer in answers.items() if answer.body != FILES[path].encode()] == []


@pytest.mark.parametrize("path", ["", "office/"])
def test_a_folder_is_its_index_page(served: tuple[ServedSite, int], path: str) -> None:
    """A folder's address shows its page, with the headers of a page."""
    site, port = served
    answer = ask(port, site.under + path)
    assert (answer.status, answer.body) == (200, PAGE.encode())
    assert wrong_headers(site, "index.html", answer) == {}


def test_a_folder_without_its_slash(served: tuple[ServedSite, int]) -> None:
    """A folder's address without the slash leads to the one with it."""
    site, port = served
    answer = ask(port, site.under + "office")
    assert (answer.status in (301, 308), answer.headers.get("Location", "").removeprefix(f"http://127.0.0.1:{port}")) == (
        True,
        answer.headers["Location"] if answer.headers["Location"] == "office/" else site.under + "office/",
    )


@pytest.mark.parametrize(
    "path", ["nothing.html", "office/deep/er/nothing", "office/nothing.csv", ".secret.html", "a/.git/b.html"]
)
def test_what_is_not_there(served: tuple[ServedSite, int], path: str) -> None:
    """At any depth the site's own page says that there is nothing, readable and with the headers of a page."""
    site, port = served
    answer = ask(port, site.under + path)
    assert (answer.status, answer.body, answer.headers["Content-Type"]) == (404, PAGE.encode(), "text/html; charset=utf-8")
    assert answer.headers.get("X-Content-Type-Options") == "nosniff"


def test_compression(served: tuple[ServedSite, int]) -> None:
    """A file that lies compressed is sent so to whom knows it, any other text is compressed; caches are told."""
    site, port = served
    beside = ask(port, site.under + "2024.html", Accept_Encoding="gzip")
    assert gzip.decompress(beside.body) == "压缩好的".encode()
    assert wrong_headers(site, "2024.html", beside) == {}
    made = ask(port, site.under + "reports.csv", Accept_Encoding="gzip")
    assert gzip.decompress(made.body) == FILES["reports.csv"].encode()
    assert [one.headers.get("Vary", "").lower().count("accept-encoding") for one in (beside, made)] == [1, 1]
    assert wrong_headers(site, "reports.csv", made) == {}
    assert "Content-Encoding" not in ask(port, site.under + "2024.html").headers


def test_old_addresses(served: tuple[ServedSite, int]) -> None:
    """Old addresses lead on: of this site, with a query, in Chinese, of the old website."""
    site, port = served
    asked = {
        "page": ask(port, site.under + "old/2024.html"),
        "folder": ask(port, site.under + "former/"),
        "Chinese": ask(port, site.under + quote("旧 址/a.html")),
        "query": ask(port, "/art/show.asp?id=3&x=1"),
        "host": ask(port, "/list.jsp", host="old.example"),
    }
    assert {
        name: (one.status, unquote(re.sub("^http://[^/]+", "", one.headers.get("Location", "")))) for name, one in asked.items()
    } == {
        "page": (301, site.under + "2024.html"),
        "folder": (301, site.under + "office/"),
        "Chinese": (301, site.under + "pages/附件 一.20240101.pdf"),
        "query": (301, site.under + "2024.html"),
        "host": (301, site.under + "office/"),
    }
    assert ask(port, "/art/show.asp?id=4").status == 404


def test_withdrawn(served: tuple[ServedSite, int]) -> None:
    """What was taken off is gone, and the page there says when and why."""
    site, port = served
    answer = ask(port, site.under + "office/gone.html")
    assert (answer.status, answer.body) == (410, PAGE.encode())
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"


HEADS = (
    "",
    "index.html",
    *(path for path in FILES if path != "index.html"),
    "office",
    "nothing/at/all",
    "old/2024.html",
    "former/",
)
CHANGING = {"date", "etag", "last-modified", "content-length", "accept-ranges", "connection", "server", "alt-svc"}
"""Headers that depend on the day, the machine or the version of the server."""


def head(port: int, path: str) -> str:
    """What `curl -I` prints for an address, less what changes."""
    asked = ["curl", "-sI", "-H", "Accept-Encoding: gzip", f"http://127.0.0.1:{port}/{quote(path)}"]
    status, *lines = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.splitlines()
    kept = sorted(
        line.replace(f"127.0.0.1:{port}", "host") for line in lines if line.partition(":")[0].lower() not in {*CHANGING, ""}
    )
    return "\n".join((f"/{path}", f"  {status.split()[1]}", *(f"  {line}" for line in kept), ""))


@pytest.mark.parametrize("server", [name for name, _ in SERVERS if name != "iis"])
def test_heads_are_as_recorded(tmp_path: Path, request: pytest.FixtureRequest, server: str) -> None:
    """What `curl -I` shows of every kind of file, of old addresses and of what is not there."""
    if not shutil.which("curl"):
        skip_aloud("没有 curl：服务器的答复没有和记录的比较（apt install curl）")
    site = served_site(PAGE, OLD.encode(), root=str(write_site(tmp_path / "site")), under="/")
    with running(server, dict(SERVERS)[server](site), tmp_path / "server", whole=True) as port:
        found, file = "\n".join(head(port, path) for path in HEADS), SNAPSHOTS / f"heads-{server}.txt"
    if request.config.getoption("--snapshots"):
        file.write_text(found, encoding="utf-8")
    assert found == file.read_text(encoding="utf-8")


JUDGE = """
import {CspEvaluator} from "%s/evaluator.js";
import {CspParser} from "%s/parser.js";
console.log(JSON.stringify(new CspEvaluator(new CspParser(process.argv[1]).csp).evaluate()));
"""


@pytest.mark.slow
def test_the_policy_is_judged_sound_by_others() -> None:
    """Google's evaluator of policies finds nothing but that scripts of the site itself may run, which it calls a maybe."""
    node, judge = shutil.which("node"), ROOT / ".venv" / "npm" / "node_modules" / "csp_evaluator" / "dist"
    if not node or not judge.exists():
        skip_aloud("没有 node 或 csp_evaluator：内容安全策略没有请别的程序评判（apt install npm）")
    layout = (ROOT / "templates" / "layouts" / "base.html").read_text(encoding="utf-8")
    policy = served_site(layout, None, root="/srv/www").content_policy
    script = JUDGE % (judge, judge)
    run = subprocess.run([node, "--input-type=module", "-e", script, policy], capture_output=True, text=True, check=True)
    assert [(one["directive"], one["value"], one["severity"]) for one in json.loads(run.stdout)] == [("script-src", "'self'", 50)]


def test_brotli(tmp_path: Path) -> None:
    """A server that knows brotli sends what lies so compressed."""
    need_brotli()
    root = write_site(tmp_path / "site")
    (root / "2024.html.br").write_bytes(b"br")
    site = served_site(PAGE, None, root=str(root), under="/", brotli=True)
    with running("nginx", dict(SERVERS)["nginx"](site), tmp_path / "server", whole=True) as port:
        answer = ask(port, "/2024.html", Accept_Encoding="gzip, br")
    assert (answer.headers["Content-Encoding"], answer.body) == ("br", b"br")


def test_iis_is_as_recorded(request: pytest.FixtureRequest) -> None:
    """The configuration for IIS, which nobody could try here, is as recorded, well-formed, and says so."""
    site = served_site(PAGE, OLD.encode(), root="C:/inetpub/zfxxgk", under="/zfxxgk/")
    found, file = dict(SERVERS)["iis"](site), SNAPSHOTS / "web.config"
    if request.config.getoption("--snapshots"):
        file.write_text(found, encoding="utf-8")
    assert found == file.read_text(encoding="utf-8")
    assert ElementTree.fromstring(found).tag == "configuration"
    assert "没有在 IIS 上试过" in found


def test_the_command(tmp_path: Path) -> None:
    """The command prints the configuration for the built site; without one it says what to do first."""
    write_base(tmp_path)
    assert (command(tmp_path, "server-config", "nginx").returncode, command(tmp_path, "server-config").returncode) == (2, 2)
    assert "build" in command(tmp_path, "server-config", "nginx").stderr
    assert command(tmp_path, "build").returncode == 0
    below = command(tmp_path, "server-config", "nginx", "--under", "zfxxgk")
    assert (below.returncode, "例如 /zfxxgk/" in below.stderr) == (2, True)
    page = (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    for name, config in SERVERS:
        wanted = config(served_site(page, None, root="/srv/www/zfxxgk/current", under="/zfxxgk/"))
        assert command(tmp_path, "server-config", name, "--under", "/zfxxgk/").stdout == wanted


def test_withdrawn_reports_are_listed_for_servers(tmp_path: Path) -> None:
    """A withdrawn report is in the list that the configuration is made of."""
    content = write_base(tmp_path)
    report = content / "2019.md"
    text = report.read_text(encoding="utf-8")
    report.write_text(
        text.replace("---\n", "---\nwithdrawn: {date: 2020-05-01, reason: 数据有误，重新核对}\n", 1), encoding="utf-8"
    )
    assert run_build(tmp_path).published
    listed = (tmp_path / "site" / "redirects.json").read_bytes()
    assert served_site("", listed, root="/srv", under="/").withdrawn == ("2019.html",)


def test_the_policy_is_that_of_the_pages() -> None:
    """The header says what the layout of the pages says."""
    layout = (ROOT / "templates" / "layouts" / "base.html").read_text(encoding="utf-8")
    policy = served_site(layout, None, root="/srv/www").policy
    assert policy.startswith("default-src 'none'; ") and "require-trusted-types-for 'script'" in policy
