"""A build by a Dask scheduler and two workers from the command line, as on three machines; then with workers that are killed.

    python bench/workers.py            1,000 reports; needs `distributed` (the extra `workers`)

Each process has a folder, a TMPDIR and an umask of its own. The site must be the very same as one made by this machine alone;
one lost worker changes nothing, and when none is left the build ends with exit code 3 and leaves the site as it was.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from corpus import Corpus, write_content

ROOT = Path(__file__).resolve().parent.parent
REPORTS = 1_000
DASK = [str(Path(sys.executable).with_name("dask"))]
Process = subprocess.Popen[bytes]


def main() -> None:
    """Print how each build ended, and how long it took."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        write_content(Corpus(REPORTS), folder / "content")
        print(f"this machine alone: {build(folder, 'alone')}")
        with machines(folder) as (address, _):
            print(f"a scheduler and two workers: {build(folder, 'together', address)}, {compared(folder, 'alone', 'together')}")
        with machines(folder) as (address, workers):
            print(f"one worker killed: {build(folder, 'one', address, workers[:1])}, {compared(folder, 'alone', 'one')}")
        with machines(folder) as (address, workers):
            print(f"both workers killed: {build(folder, 'none', address, workers)}, site is there: {(folder / 'none').exists()}")


@contextmanager
def machines(folder: Path) -> Iterator[tuple[str, list[Process]]]:
    """Give the address of a scheduler and its two workers; all end with the block."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    processes = [started(folder / "scheduler", "scheduler", "--host", "127.0.0.1", "--port", str(port))]
    try:
        for number in range(2):
            options = ("--nthreads", "1", "--no-nanny", "--local-directory", str(folder / f"worker-{number}"))
            processes.append(started(folder / f"worker-{number}", "worker", f"tcp://127.0.0.1:{port}", *options))
        yield f"dask://127.0.0.1:{port}", processes[1:]
    finally:
        for process in processes:
            process.kill()
            process.wait()


def started(folder: Path, *arguments: str) -> Process:
    """Start one of Dask's commands in a folder of its own."""
    folder.mkdir(exist_ok=True)
    environment = os.environ | {"PYTHONPATH": str(ROOT), "TMPDIR": str(folder), "TZ": "America/Los_Angeles"}
    with (folder / "log").open("wb") as log:
        command = [*DASK, *arguments, "--no-dashboard"]
        return subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log, umask=0o077)


def build(folder: Path, site: str, address: str = "", killed: list[Process] | None = None) -> str:
    """Build a site, kill workers in the middle of it, and say how it ended."""
    command = [sys.executable, str(ROOT / "build.py"), "build", "--site", site, "--cache", f"{site}-cache"]
    begun = time.perf_counter()
    process = subprocess.Popen([*command, *(["--workers", address] if address else [])], cwd=folder, stdout=subprocess.DEVNULL)
    for one in killed or []:
        wait_for_pages(folder / site)
        one.send_signal(signal.SIGKILL)
    process.wait()
    return f"exit code {process.returncode}, {time.perf_counter() - begun:.1f} s"


def wait_for_pages(site: Path) -> None:
    """Return when the workers have begun to make pages."""
    until = time.monotonic() + 60
    while time.monotonic() < until and len(list(site.glob(".staging/*/site/**/*.html"))) < 70:
        time.sleep(0.05)


def compared(folder: Path, one: str, other: str) -> str:
    """Say whether two sites are the same, byte for byte."""
    sites = [
        {path.relative_to(site): path.read_bytes() for path in site.rglob("*") if path.is_file()}
        for site in (folder / one, folder / other)
    ]
    return "the same site" if sites[0] == sites[1] else "DIFFERENT"


if __name__ == "__main__":
    if not shutil.which(DASK[0]):
        sys.exit("distributed is not installed: make bench")
    main()
