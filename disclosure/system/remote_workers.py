"""Worker processes on other machines, by way of a Dask scheduler (`dask://host:8786`).

What a worker makes counts only where it runs this very program with these very libraries; it reads and writes the folders
of the run, by the same absolute paths. Which files it saw and made is known by their digests.
"""

import os
import socket
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Executor, Future
from contextlib import contextmanager
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from platform import python_version
from threading import Event, Lock, Thread
from typing import Any, TypeVar
from zlib import ZLIB_RUNTIME_VERSION

from .locations import install_command
from .snapshot import program_digest

R = TypeVar("R")

SCHEME = "dask://"
_LIBRARIES = ("Jinja2", "Markdown", "MarkupSafe", "msgspec", "PyYAML", "segno", "xlsxwriter")
_READERS = ("openpyxl", "pdfplumber", "pypdfium2", "python-docx", "selectolax")
"""What findings about attachments follow from."""
_CONNECTING, _WAITING, _LOOKING = 10, 60, 5
"""Seconds in which there must be a scheduler and a worker, that all workers may be away, and between two looks for them."""
_ONE_CALL = Lock()
"""Held by the call that a process makes: a program that is made for one thread at a time is not asked for more."""


@cache
def tools() -> tuple[tuple[str, str], ...]:
    """Return what the bytes that this process makes follow from, each with its version, "" for none."""
    own = ("程序", program_digest()[:8]), ("Python", python_version()), ("zlib", ZLIB_RUNTIME_VERSION)
    return (*own, *((name, _version(name)) for name in (*_LIBRARIES, *_READERS)))


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


class RemoteExecutor(Executor):
    """Hands calls to the workers of another executor, each of which makes sure that it is like this process."""

    def __init__(self, pool: Executor) -> None:
        self.pool = pool

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Hand the call to a worker."""
        return self.pool.submit(call_as_worker, tools(), fn, *args, **kwargs)


def call_as_worker(wanted: tuple[tuple[str, str], ...], function: Callable[..., R], *args: Any, **kwargs: Any) -> R:
    """Return what a call gives in this process. Raises OSError where it has other tools than are wanted, or lacks a file."""
    if wanted != tools():
        (name, there), (_, here) = next(pair for pair in zip(wanted, tools(), strict=True) if pair[0] != pair[1])
        told = f"{name} 是 {here or '没有装的'}，发出工作的机器上是 {there or '没有装的'}"
        raise OSError(0, f"工作进程（{socket.gethostname()}）的{told}；各台机器要装得一样，网站没有改动")
    with _ONE_CALL:
        os.umask(0o022)  # what is published can be read by others, whatever the account of the worker allows
        try:
            return function(*args, **kwargs)
        except FileNotFoundError as missing:
            told = f"看不到 {missing.filename}；内容和网站的文件夹，各台机器要能按同一个路径读写，网站没有改动"
            raise OSError(0, f"工作进程（{socket.gethostname()}）{told}") from missing


@contextmanager
def open_remote_executor(address: str) -> Iterator[Executor]:
    """Give the workers of a scheduler. Raises OSError when there are none, or none are left before the work is done."""
    try:
        import distributed
    except ImportError:
        command = install_command("distributed")
        raise OSError(0, f"--workers 要先安装 Dask：{command}；每台机器都要装，版本相同") from None
    import logging

    for name in ("distributed", "distributed.client", "distributed.core", "distributed.comm"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)  # what is lost is said in one sentence
    scheduler = f"tcp://{address.removeprefix(SCHEME)}"
    try:
        client = distributed.Client(scheduler, timeout=_CONNECTING, set_as_default=False)
    except OSError:
        raise OSError(0, f"连不上 Dask 的调度进程 {address}：先在那台机器上运行 dask scheduler") from None
    pool, ended = client.get_executor(pure=False), Event()
    watch = Thread(target=_end_without_workers, args=(client, pool, ended), daemon=True)
    try:
        try:
            client.wait_for_workers(1, timeout=_CONNECTING)
        except TimeoutError:
            raise OSError(0, f"{address} 没有工作进程：在各台机器上运行 dask worker {scheduler} --nthreads 1") from None
        watch.start()
        yield RemoteExecutor(pool)
    except (CancelledError, distributed.scheduler.KilledWorker, distributed.comm.CommClosedError) as lost:
        raise OSError(0, f"{address} 的调度进程或工作进程中途断了，网站没有改动；恢复以后再运行一次") from lost
    except ModuleNotFoundError as missing:
        if (missing.name or "").partition(".")[0] != __package__.partition(".")[0]:
            raise
        raise OSError(0, f"{address} 的工作进程没有装本程序：各台机器要装得一样，网站没有改动") from missing
    finally:
        ended.set()
        client.close(timeout=_LOOKING)


def _end_without_workers(client: Any, pool: Executor, ended: Event) -> None:
    """Cancel the calls that wait when there has been no worker for too long."""
    away = 0
    while not ended.wait(_LOOKING):
        try:
            away = 0 if client.nthreads() else away + _LOOKING
        except Exception:  # the scheduler is gone: the client itself cancels what waits
            return
        if away >= _WAITING:
            pool.shutdown(wait=False)
            return
