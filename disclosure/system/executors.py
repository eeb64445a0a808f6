"""Where jobs run: in this process, in worker processes, which start only when there are enough jobs, or on other machines."""

import os
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from typing import Any


class SerialExecutor(Executor):
    """Runs each call at once, in this process."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Return a future that is already done."""
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


class ProcessExecutor(Executor):
    """Runs calls in worker processes, which start with the first call: a run that finds everything made needs none."""

    def __init__(self, workers: int) -> None:
        self.workers = workers
        self.pool: Executor | None = None

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Hand the call to a worker."""
        if self.pool is None:
            from concurrent.futures import ProcessPoolExecutor

            self.pool = ProcessPoolExecutor(self.workers, initializer=_follow_parent)
        return self.pool.submit(fn, *args, **kwargs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """End the workers."""
        if self.pool is not None:
            self.pool.shutdown(wait=wait, cancel_futures=cancel_futures)


def _follow_parent() -> None:
    """Ignore Ctrl-C, which the parent handles, and end when the parent does.

    A worker whose parent was killed would wait for ever, and keep the site locked.
    """
    import signal
    from threading import Thread

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    from multiprocessing import parent_process
    from multiprocessing.connection import wait

    if parent := parent_process():
        wait([parent.sentinel])
        os._exit(1)


_MOST = 32
"""Workers that even a small machine bears."""


@contextmanager
def open_executor(jobs: int, scheduler: str = "") -> Iterator[Executor]:
    """Give an executor with so many workers, 0 for one per core, or with those of a scheduler.

    More than `_MOST` are not started, as all begin at once. Workers of a run that failed are not waited for.
    """
    if scheduler:
        from .remote_workers import open_remote_executor

        with open_remote_executor(scheduler) as remote:
            yield remote
        return
    cores = os.cpu_count() or 1
    workers = min(jobs or cores, max(cores, _MOST))
    executor: Executor = ProcessExecutor(workers) if workers > 1 else SerialExecutor()
    try:
        yield executor
    except BaseException:
        executor.shutdown(wait=False, cancel_futures=True)
        raise
    executor.shutdown()
