"""Readers of a real nginx while releases are switched and taken back: no request fails, no page gets another release's style."""

import time
from http.client import HTTPConnection
from pathlib import Path
from threading import Event, Thread

import pytest

from disclosure.publishing.served_site import served_site
from disclosure.publishing.servers import SERVERS
from disclosure.publishing.targets.folder_target import publish_to_folder, roll_back_folder
from disclosure.publishing.targets.released import Released
from tests.support.effort import tried
from tests.support.releases import make_site
from tests.support.web_servers import running

pytestmark = pytest.mark.slow
REQUESTS, SWITCHES, ROLLBACKS, READERS = tried(800, 10_000), tried(20, 100), tried(4, 20), 4


class Reader(Thread):
    """Opens pages with their style sheets, one after the other, until told to stop; what went wrong is in `faults`."""

    def __init__(self, port: int, stop: Event) -> None:
        super().__init__(daemon=True)
        self.port, self.stop = port, stop
        self.pages = self.requests = 0
        self.faults: list[str] = []
        self.seen: set[str] = set()

    def run(self) -> None:
        """Read."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        while not self.stop.is_set():
            page = self.get(connection, "/" if self.pages % 2 else "/1.html")
            style, words = page.split('"')[3], page.partition(">")[2]
            sheet = self.get(connection, f"/{style}")
            if sheet != f"/* {words} */":
                self.faults.append(f"{words}: {sheet}")
            self.seen.add(words)
            self.pages += 1
        connection.close()

    def get(self, connection: HTTPConnection, path: str) -> str:
        """What is at an address."""
        connection.request("GET", path)
        answer = connection.getresponse()
        body = answer.read().decode()
        self.requests += 1
        if answer.status != 200:
            self.faults.append(f"{answer.status} {path}")
        return body


def let_all_read(readers: list[Reader]) -> None:
    """Wait until every reader has opened two more pages."""
    wanted = {reader: reader.pages + 2 for reader in readers}
    for _ in range(2000):
        if all(reader.pages >= pages or not reader.is_alive() for reader, pages in wanted.items()):
            return
        time.sleep(0.005)
    raise AssertionError("readers wait for ever")


def test_nobody_notices_a_switch(tmp_path: Path) -> None:
    """So many requests during so many switches and rollbacks: none failed, none mixed, all releases were seen."""
    for one in (tmp_path, *tmp_path.parents):
        if one.name.startswith(("pytest-", "test_")):
            one.chmod(0o755)
    target, stop = str(tmp_path / "www"), Event()
    publish_to_folder(target, make_site(tmp_path / "site", "release 0"), 5)
    site = served_site("", None, root=f"{target}/current", under="/")
    with running("nginx", dict(SERVERS)["nginx"](site), tmp_path / "nginx", whole=True) as port:
        readers = [Reader(port, stop) for _ in range(READERS)]
        for reader in readers:
            reader.start()
        for number in range(1, SWITCHES + 1):
            let_all_read(readers)
            publish_to_folder(target, make_site(tmp_path / "site", f"release {number}"), 5)
            if number % (SWITCHES // ROLLBACKS) == 0:
                let_all_read(readers)
                assert isinstance(roll_back_folder(target, 1), Released)
        for _ in range(20_000):
            if sum(reader.requests for reader in readers) >= REQUESTS:
                break
            time.sleep(0.005)
        stop.set()
        for reader in readers:
            reader.join(20)
    assert [fault for reader in readers for fault in reader.faults] == []
    assert sum(reader.requests for reader in readers) >= REQUESTS
    assert set().union(*(reader.seen for reader in readers)) >= {f"release {number}" for number in range(SWITCHES)}
