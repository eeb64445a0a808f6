"""`serve`: a save is shown, a mistake is shown as findings and goes away, and only this machine may look."""

import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest

from .base import ROOT, write_base


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[Path, int]]:
    """The base portal being served: its content folder and the port."""
    content = write_base(tmp_path)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, str(ROOT / "build.py"), "serve", "--port", str(port)]
    process = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait(lambda: get(port, "/2022.html")[0] == 200)
        yield content, port
    finally:
        process.terminate()
        process.wait()


def get(port: int, path: str, host: str = "") -> tuple[int, str]:
    """Fetch a path; (0, "") while nobody answers."""
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", path, headers={"Host": host} if host else {})
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    except OSError:
        return 0, ""
    finally:
        connection.close()


def wait(until: Callable[[], bool]) -> None:
    """Wait for something to become true, at most ten seconds."""
    end = time.monotonic() + 10
    while not until():
        assert time.monotonic() < end
        time.sleep(0.02)


def save(path: Path, old: str, new: str) -> None:
    """Change a file as an editor does."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_save_is_shown_and_a_mistake_too(served: tuple[Path, int]) -> None:
    """The page follows what is saved; a mistake replaces it by its findings until it is mended; the last good page stays."""
    content, port = served
    save(content / "2022.md", "目录更新存在滞后问题", "目录更新有时滞后，存在问题")
    wait(lambda: "目录更新有时滞后" in get(port, "/2022.html")[1])
    assert '<script src="/livereload.js"></script></head>' in get(port, "/2022.html")[1]
    save(content / "2022.md", "[25]", "[25人]")
    wait(lambda: "“25人”不是数字" in get(port, "/2022.html")[1])
    assert "目录更新有时滞后" in get(port, "/2022.html?last")[1]
    save(content / "2022.md", "[25人]", "[26]")
    wait(lambda: ">26</td>" in get(port, "/2022.html")[1])


def test_drafts_are_shown(served: tuple[Path, int]) -> None:
    """A draft is shown with its banner."""
    content, port = served
    save(content / "2022.md", "year: 2022\n", "year: 2022\ndraft: true\n")
    wait(lambda: "草稿：只在本机预览，不会发布" in get(port, "/2022.html")[1])


def test_only_this_machine(served: tuple[Path, int]) -> None:
    """Another host name is refused, and no path leaves the folder."""
    _, port = served
    assert get(port, "/", host="evil.example")[0] == 403
    assert get(port, "/../../portal.yml")[0] in (403, 404)
    assert get(port, "/%2e%2e/%2e%2e/portal.html")[0] in (403, 404)


def test_port_in_use(tmp_path: Path) -> None:
    """A taken port is one line and exit code 3."""
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
    assert (run.returncode, run.stderr.count("\n")) == (3, 1), run.stderr
