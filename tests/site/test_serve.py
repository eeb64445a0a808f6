"""`serve`: a save is shown, a mistake is shown as findings and goes away, and only this machine may look."""

import asyncio
import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path

import pytest

from tests.support.command_line import command
from tests.support.portal import ROOT, write_base
from tests.support.preview import get, previewed, save, wait

pytestmark = pytest.mark.slow


def test_a_save_is_shown_and_a_mistake_too(preview: tuple[Path, int]) -> None:
    """The page follows what is saved; a mistake replaces it by its findings until it is mended; the last good page stays."""
    content, port = preview
    save(content / "2022.md", "目录更新存在滞后问题", "目录更新有时滞后，存在问题")
    wait(lambda: "目录更新有时滞后" in get(port, "/2022.html")[1])
    assert '<script src="/livereload.js"></script></head>' in get(port, "/2022.html")[1]
    save(content / "2022.md", "[25]", "[25人]")
    wait(lambda: "“25人”不是数字" in get(port, "/2022.html")[1])
    page = get(port, "/2022.html")[1]
    assert "<p>content/2022.md，第 10 行　<code>cell.not-a-number</code></p>" in page
    assert "    licenses:                    [<mark>25人</mark>]" in page
    assert "只写数字：25" in page
    assert '<a href="?last">查看上次成功的页面</a>' in page
    assert "目录更新有时滞后" in get(port, "/2022.html?last")[1]
    save(content / "2022.md", "[25人]", "[26]")
    wait(lambda: ">26</td>" in get(port, "/2022.html")[1])


def test_drafts_are_shown(preview: tuple[Path, int]) -> None:
    """A draft is shown with its banner."""
    content, port = preview
    save(content / "2022.md", "year: 2022\n", "year: 2022\ndraft: true\n")
    wait(lambda: "草稿：只在本机预览，不会发布" in get(port, "/2022.html")[1])


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The port of a preview that is only asked."""
    with previewed(tmp_path_factory.mktemp("asked")) as (_, port):
        yield port


def test_only_this_machine(port: int) -> None:
    """Another host name is refused, and no path leaves the folder."""
    foreign = [get(port, path, host="evil.example")[0] for path in ("/", "/2022.json", "/livereload.js", "/preview.js")]
    assert foreign == [403] * 4
    assert get(port, "/", host=f"localhost:{port}")[0] == 200
    outside = ("/../../content/portal.yml", "/%2e%2e/%2e%2e/content/portal.yml", "/..%2f..%2fcontent%2f2022.md", "//etc/passwd")
    assert {get(port, path)[0] for path in (*outside, "/../../content/x.html", "/%2e%2e/%2e%2e/x.html")} <= {403, 404}
    no_names = ["/%00", "/2022.html%00.pdf", f"/{'a' * 300}", f"/{'a' * 300}.pdf", "/assets", "/none.png"]
    assert [get(port, path)[0] for path in no_names] == [404] * 6


@pytest.mark.parametrize("path", ["/", "/2022.json", "/livereload", "/livereload.js", "/preview.js", "/nowhere"])
def test_every_door_asks_for_host_and_origin(port: int, path: str) -> None:
    """A foreign host is refused with an origin of its own, of this server or with none; so is a foreign origin."""
    here, evil = f"127.0.0.1:{port}", f"evil.example:{port}"
    doors = [
        (evil, f"http://{evil}"),
        (evil, f"http://{here}"),
        (evil, ""),
        (evil, "file://"),
        (here, f"http://{evil}"),
        (here, "null"),
    ]
    for host, origin in [*doors, (here, f"https://{here}"), (here, f"http://{here}.evil.example"), ("", "")]:
        upgrade = {"Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Version": "13"}
        head = {"Host": host, "Sec-WebSocket-Key": "MDEyMzQ1Njc4OWFiY2RlZg=="} | upgrade | ({"Origin": origin} if origin else {})
        connection = HTTPConnection("127.0.0.1", port, timeout=5)
        connection.request("GET", path, headers=head)
        assert connection.getresponse().status in (400, 403), (host, origin)
        connection.close()


def test_a_content_folder_that_is_replaced(preview: tuple[Path, int]) -> None:
    """Where another folder is put in the place of the content folder, or it is gone for a while, that is told, and saves are seen."""
    content, port = preview
    shutil.copytree(content, content.with_name("next"))
    save(content.with_name("next") / "2022.md", "目录更新存在滞后问题", "目录更新存在滞后问题（换了）")
    content.rename(content.with_name("before"))
    wait(lambda: "（换了）" not in (page := get(port, "/2022.html")[1]) and "没有内容文件夹" in page)
    assert "预览没有更新：没有内容文件夹“content”：" in (content.parent / "terminal.txt").read_text(encoding="utf-8")
    content.with_name("next").rename(content)
    wait(lambda: "（换了）" in get(port, "/2022.html")[1])
    save(content / "2022.md", "（换了）", "（又改了）")
    wait(lambda: "（又改了）" in get(port, "/2022.html")[1])


def test_names_that_cannot_be_read(preview: tuple[Path, int]) -> None:
    """A file or folder whose name is not UTF-8 is a page of findings; once it is gone, saves are shown again."""
    content, port = preview
    odd = content / os.fsdecode("年报".encode("gbk"))
    odd.mkdir()
    (odd / "2022.md").write_bytes(b"")
    wait(lambda: "文件名不是 UTF-8" in get(port, "/2022.html")[1])
    shutil.rmtree(odd)
    odd.write_bytes(b"")
    save(content / "2022.md", "目录更新存在滞后问题", "目录更新有时滞后，存在问题")
    wait(lambda: "文件名不是 UTF-8" in get(port, "/2022.html")[1])
    odd.unlink()
    wait(lambda: "目录更新有时滞后" in get(port, "/2022.html")[1])


@pytest.mark.parametrize(("origin", "status"), [("http://evil.example", 403), ("", 403), ("own", 101)], ids=str)
def test_only_own_pages_hear_of_saves(port: int, origin: str, status: int) -> None:
    """The connection over which reloads are told is open to pages of this server and to no other."""
    origin = f"http://127.0.0.1:{port}" if origin == "own" else origin
    head = {"Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Version": "13"}
    head |= {"Sec-WebSocket-Key": "MDEyMzQ1Njc4OWFiY2RlZg==", "Origin": origin}
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    connection.request("GET", "/livereload", headers=head)
    assert connection.getresponse().status == status
    connection.close()


@pytest.mark.parametrize("connected", [True, False], ids=["open", "not-yet-connected"])
def test_a_page_is_told_to_reload(preview: tuple[Path, int], connected: bool) -> None:
    """A page that is open is told of a save; one that was fetched before the save is told as soon as it connects."""
    content, port = preview
    get(port, "/2022.html")

    def change() -> None:
        save(content / "2022.md", "目录更新存在滞后问题", "目录更新有时滞后，存在问题")
        wait(lambda: "目录更新有时滞后" in get(port, "/2022.html?other")[1] if connected else built(content.parent, "有时滞后"))

    async def told() -> str:
        from tornado.httpclient import HTTPRequest
        from tornado.websocket import websocket_connect

        if not connected:
            await asyncio.to_thread(change)
        own = {"Origin": f"http://127.0.0.1:{port}"}
        connection = await websocket_connect(HTTPRequest(f"ws://127.0.0.1:{port}/livereload", headers=own))
        for nonsense in ("", "[1]", "{}", '{"command":"info","url":"http://[x"}', "[" * 100_000, b"\xff"):
            await connection.write_message(nonsense, binary=isinstance(nonsense, bytes))
        hello = {"command": "hello", "protocols": ["http://livereload.com/protocols/official-7"]}
        await connection.write_message(json.dumps(hello))
        await connection.read_message()
        await connection.write_message(json.dumps({"command": "info", "url": f"http://127.0.0.1:{port}/2022.html"}))
        if connected:
            await asyncio.to_thread(change)
        message = await asyncio.wait_for(connection.read_message(), 60)
        connection.close()
        while (more := await connection.read_message()) is not None:  # a save may still have been under way
            assert more == message
        return str(json.loads(str(message))["command"])

    with ThreadPoolExecutor(1) as apart:  # this thread has the loop of the browser that tests are driven by
        assert apart.submit(asyncio.run, told()).result() == "reload"
    assert "Traceback" not in (content.parent / "terminal.txt").read_text(encoding="utf-8")


def built(folder: Path, words: str) -> bool:
    """Whether the preview's page of 2022 has these words; nobody asks the server, which would note it."""
    return words in (folder / ".cache" / "preview" / "2022.html").read_text(encoding="utf-8")


def test_no_save_of_a_burst_is_lost(preview: tuple[Path, int]) -> None:
    """After a burst of saves, written over the file or put in its place, the page ends on the last."""
    content, port = preview
    file, text = content / "2022.md", (content / "2022.md").read_text(encoding="utf-8")
    for number in range(60):
        new = text.replace("目录更新存在滞后问题", f"目录更新存在滞后问题（第{number}次）")
        beside = file.with_name(".2022.md.new") if number % 3 == 0 else file
        beside.write_text(new, encoding="utf-8")
        beside.replace(file)
    wait(lambda: "（第59次）" in get(port, "/2022.html")[1])


def test_a_page_that_is_not_there_yet(preview: tuple[Path, int]) -> None:
    """A missing page says so, waits for it, and is it once it is saved."""
    content, port = preview
    status, page = get(port, "/pages/rules.html")
    assert (status, "没有这一页" in page, "/livereload.js" in page) == (404, True, True)
    status, page = get(port, "/pages/rules.pdf")
    assert (status, "没有这份 PDF" in page, "/livereload.js" in page) == (404, True, True)
    (content / "pages" / "rules.md").write_text("---\ntitle: 政府信息公开制度\n---\n\n见条例。\n", encoding="utf-8")
    wait(lambda: get(port, "/pages/rules.html")[0] == 200)


def test_search_is_ready_when_it_is_asked_for(preview: tuple[Path, int]) -> None:
    """The search index is of what was saved last, though it is made only when somebody searches."""
    content, port = preview
    before = json.loads(get(port, "/search/index.json")[1])
    save(content / "2022.md", "目录更新存在滞后问题", "目录更新存在甪直问题")
    wait(lambda: "甪直" in get(port, "/2022.html")[1])
    assert json.loads(get(port, "/search/index.json")[1]) != before


def test_all_data_is_ready_when_it_is_asked_for(preview: tuple[Path, int]) -> None:
    """The file of all reports holds what was saved last, and is not there before somebody asks."""
    content, port = preview
    save(content / "2022.md", "[25]", "[7391]")
    wait(lambda: "7391" in get(port, "/2022.html")[1])
    assert not (content.parent / ".cache" / "preview" / "reports.json").exists()
    assert '"value":7391' in get(port, "/reports.json")[1]
    save(content / "2022.md", "[7391]", "[7392]")
    wait(lambda: "7392" in get(port, "/2022.html")[1])
    assert '"value":7392' in get(port, "/reports.json")[1]


def test_port_in_use(tmp_path: Path) -> None:
    """A taken port is one clear line and exit code 3, before anything is built."""
    write_base(tmp_path)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        run = subprocess.run(
            [sys.executable, str(ROOT / "build.py"), "serve", "--port", port],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
    said = f"build.py: 端口 {port} 已被占用：可能已有一个预览在运行；或换一个端口，例如 --port {int(port) + 1}\n"
    assert (run.returncode, run.stdout, run.stderr) == (3, "", said)
    assert not (tmp_path / ".cache" / "preview").exists()


def test_ports_that_are_none(tmp_path: Path) -> None:
    """A number that is no port is a wrong command line."""
    write_base(tmp_path)
    assert [command(tmp_path, "serve", "--port", port).returncode for port in ("70000", "0", "-1", "八千")] == [2] * 4
