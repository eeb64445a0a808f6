"""`serve` in a process of its own: started, asked, and told of saves."""

import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

from tests.support.portal import ROOT, write_base


@contextmanager
def previewed(folder: Path) -> Iterator[tuple[Path, int]]:
    """Serve the sound portal, written into a folder; gives its content folder and the port.

    What the preview complains of is in `terminal.txt` beside the content folder.
    """
    content = write_base(folder)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, str(ROOT / "build.py"), "serve", "--port", str(port)]
    with open(folder / "terminal.txt", "wb") as terminal:
        process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=terminal)
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
    """Wait for something to become true, at most a minute."""
    end = time.monotonic() + 60
    while not until():
        assert time.monotonic() < end
        time.sleep(0.02)


def save(path: Path, old: str, new: str) -> None:
    """Change a file as an editor does."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
