"""Measure `serve` with a real browser: from a save until the new text is on the page, and that no save is lost.

A portal of made-up reports (`corpus.py`) is served and one of its reports held open in Chromium. First it is saved
again and again, alternately with a new sentence and with a new figure, each time once the last is on the page. Then it
is saved in bursts, as fast as files can be written; the browser must end on the last save of each burst. The time is
from before the file is written until the first frame that the browser has drawn of the page with what was saved.

    python bench/serve.py --reports 1000 --saves 200 --bursts 100
"""

import argparse
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, SimpleQueue
from statistics import median
from tempfile import TemporaryDirectory
from threading import Thread
from typing import Any, NamedTuple

from corpus import Corpus, write_content
from run import machine

ROOT = Path(__file__).resolve().parent.parent
CHROMIUM = (
    *("--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
)
FIRST = 600_000
"""Figures from here on stand for saves; no made-up report has any that large."""
TELL = """
addEventListener("DOMContentLoaded", () => requestAnimationFrame(() => setTimeout(() => {
  const found = document.body.innerText.match(/6\\d{5}/g) ?? [];
  window.seen(found.map(Number), performance.timeOrigin + performance.now());
})));
"""
PATIENCE = 60.0
IN_A_BURST = 10


class Sight(NamedTuple):
    """What a page showed: the saves on it, and when, in seconds of the clock."""

    saves: frozenset[int]
    at: float


class Document:
    """The report that is held open in the browser, and its file."""

    def __init__(self, file: Path) -> None:
        self.file, self.text = file, file.read_text(encoding="utf-8")

    def save(self, number: int) -> None:
        """Write the file with the figure of this save: in a sentence for odd numbers, in a cell for even ones.

        Every third time it is put in place of the old file, as some editors do.
        """
        if number % 2:
            text = self.text.replace("\n## 五", f"\n这是第{number}次保存。\n\n## 五", 1)
        else:
            text = re.sub(r"(licenses: *\[)\s*\d+", rf"\g<1>{number}", self.text, count=1)
        if number % 3:
            self.file.write_text(text, encoding="utf-8")
        else:
            beside = self.file.with_suffix(".tmp~")
            beside.write_text(text, encoding="utf-8")
            os.replace(beside, self.file)


@contextmanager
def served(folder: Path, jobs: int) -> Iterator[tuple[str, list[str]]]:
    """Serve the portal in a folder; give its address and the lines that the server prints."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, str(ROOT / "build.py"), "serve", "--port", str(port), "--jobs", str(jobs)]
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    lines: list[str] = []
    assert process.stdout
    reader = Thread(target=lambda: lines.extend(iter(process.stdout.readline, "")), daemon=True)  # type: ignore[union-attr]
    reader.start()
    try:
        while not any(line.startswith("预览：") for line in lines):
            if process.poll() is not None:
                sys.exit("".join(lines))
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}", lines
    finally:
        process.terminate()
        process.wait()


def rebuilds(lines: Sequence[str]) -> list[float]:
    """How long each build took, in seconds, as the server says."""
    return [float(match[1]) for line in lines if (match := re.match(r"用时 ([\d.]+) 秒", line))]


class Browser:
    """A page in Chromium that reports what it shows."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.sights: SimpleQueue[Sight] = SimpleQueue()
        page.expose_function("seen", lambda found, at: self.sights.put(Sight(frozenset(found), at / 1000)))
        page.add_init_script(TELL)

    def until(self, number: int) -> float:
        """Wait until a save is on the page, and return when it was."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                sight = self.sights.get_nowait()
            except Empty:
                self.page.wait_for_timeout(2)
                continue
            if number in sight.saves:
                return sight.at
        sys.exit(f"save {number} was not on the page after {PATIENCE:.0f} s")


def singly(document: Document, browser: Browser, saves: int) -> list[float]:
    """Save, wait, save again: seconds from each save until it was on the page."""
    taken = []
    for number in range(FIRST, FIRST + saves):
        begun = time.time()
        document.save(number)
        taken.append(browser.until(number) - begun)
        browser.page.wait_for_timeout(50)  # a person does not save within the same frame
    return taken


def in_bursts(document: Document, browser: Browser, bursts: int) -> list[float]:
    """Save in bursts, as fast as can be: seconds from the last save of each until it was on the page."""
    taken = []
    for burst in range(bursts):
        begun = 0.0
        numbers = range(FIRST + 10_000 + burst * IN_A_BURST, FIRST + 10_000 + (burst + 1) * IN_A_BURST)
        for number in numbers:
            begun = time.time()
            document.save(number)
        taken.append(browser.until(numbers[-1]) - begun)
    return taken


def spread(seconds: Sequence[float]) -> str:
    """The middle, the 95th of a hundred and the largest, in milliseconds."""
    known = sorted(1000 * value for value in seconds)
    return f"median {median(known):.0f}, 95 % ≤ {known[len(known) * 95 // 100]:.0f}, largest {known[-1]:.0f} ms"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; returns 0 if no save was lost."""
    from playwright.sync_api import sync_playwright

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=1000)
    parser.add_argument("--saves", type=int, default=200)
    parser.add_argument("--bursts", type=int, default=100, help=f"of {IN_A_BURST} saves each")
    parser.add_argument("--jobs", type=int, default=0, help="as for serve")
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    given = parser.parse_args(arguments)
    memory = Path("/dev/shm")
    with TemporaryDirectory(dir=memory if memory.is_dir() else None) as name, sync_playwright() as playwright:
        folder, corpus = Path(name), Corpus(given.reports)
        write_content(corpus, folder / "content", everything=True)
        chosen = corpus.bodies[len(corpus.bodies) // 2].folder + "/2023"
        print(f"{given.reports} reports, {machine()}", flush=True)
        with served(folder, given.jobs) as (address, lines):
            chromium = playwright.chromium.launch(executable_path=given.chromium, chromium_sandbox=False, args=list(CHROMIUM))
            browser = Browser(chromium.new_page())
            browser.page.goto(f"{address}/{chosen}.html")
            document = Document(folder / "content" / f"{chosen}.md")
            browser.page.wait_for_timeout(1000)
            first = len(rebuilds(lines))
            taken = singly(document, browser, given.saves)
            built = rebuilds(lines)[first:]
            print(f"{given.saves} saves: {spread(taken)}; of it the build: {spread(built)}; {len(built)} builds", flush=True)
            around = [all_of - build for all_of, build in zip(taken, built, strict=False)] if len(built) == len(taken) else []
            if around:
                print(f"all that is not the build: {spread(around)}", flush=True)
            first = len(rebuilds(lines))
            taken = in_bursts(document, browser, given.bursts)
            built = rebuilds(lines)[first:]
            number = given.bursts * IN_A_BURST
            print(f"{number} saves in {given.bursts} bursts, none lost: {spread(taken)} from the last save of a burst")
            print(f"{len(built) / given.bursts:.2f} builds to a burst")
            chromium.close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
