"""Calls in subprocesses with limits on time and memory, for documents from elsewhere."""

import multiprocessing
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, TypeVar

from msgspec import Struct

R = TypeVar("R")


class SandboxError(Exception):
    """The call took too long, used too much memory, or its process died."""


class Limits(Struct, frozen=True):
    """What a call may ask of the machine: seconds, and bytes of address space where the system can limit them."""

    seconds: float
    memory: int


class _Worker(Generic[R]):
    """A process that answers calls one after the other, and the call that it is busy with, by its number."""

    def __init__(self, function: Callable[..., R], limits: Limits) -> None:
        """Start the process."""
        context = multiprocessing.get_context("spawn")
        self.pipe, there = context.Pipe()
        self.process = context.Process(target=_answer, args=(there, function, limits.memory), daemon=True)
        self.process.start()
        there.close()
        self.seconds = limits.seconds
        self.number = -1
        self.until = 0.0

    def give(self, number: int, arguments: tuple[Any, ...]) -> None:
        """Hand it a call."""
        self.number, self.until = number, time.monotonic() + self.seconds
        with suppress(OSError):  # it died while idle: the answer says so
            self.pipe.send(arguments)

    def answer(self) -> R | SandboxError:
        """Return what came of its call, which is answered or has run out of time."""
        if not self.pipe.poll():
            return SandboxError(f"超过 {self.seconds:.0f} 秒")
        try:
            done, value = self.pipe.recv()
        except (EOFError, OSError):
            return SandboxError("读取时进程中断，多半是内存不够")
        return value if done else SandboxError(str(value))

    def end(self) -> None:
        """End the process, whatever it does."""
        self.process.kill()
        self.process.join()
        self.process.close()
        self.pipe.close()


def sandboxed_call(function: Callable[..., R], arguments: tuple[Any, ...], limits: Limits) -> R:
    """Return what the function returns. Raises SandboxError when its process exceeds a limit or dies."""
    ((_, value),) = sandboxed_calls(function, [arguments], limits, 1)
    if isinstance(value, SandboxError):
        raise value
    return value


def sandboxed_calls(
    function: Callable[..., R], calls: Iterable[tuple[Any, ...]], limits: Limits, workers: int
) -> Iterator[tuple[int, R | SandboxError]]:
    """Yield what each call returns with its number, in the order in which they end; limits hold for each call.

    `calls` is gone through as workers become free, so that what they are given need not be in memory together.
    """
    pending = enumerate(calls)
    busy: list[_Worker[R]] = []
    idle: list[_Worker[R]] = []
    try:
        while True:
            while len(busy) < workers and (call := next(pending, None)):
                busy.append(idle.pop() if idle else _Worker(function, limits))
                busy[-1].give(*call)
            if not busy:
                return
            ready = wait([worker.pipe for worker in busy], max(0.0, min(one.until for one in busy) - time.monotonic()))
            for worker in [one for one in busy if one.pipe in ready or one.until <= time.monotonic()]:
                busy.remove(worker)
                value = worker.answer()
                if isinstance(value, SandboxError):
                    worker.end()
                else:
                    idle.append(worker)
                yield worker.number, value
    finally:
        for worker in (*busy, *idle):
            worker.end()


def _answer(pipe: Connection, function: Callable[..., Any], memory: int) -> None:
    """Answer each call with (True, result), or (False, what went wrong), until the other side is gone."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    except (ImportError, ValueError, OSError):
        pass  # no such limit on this system: the time still holds
    with suppress(EOFError, OSError, KeyboardInterrupt):
        while True:
            arguments = pipe.recv()
            try:
                pipe.send((True, function(*arguments)))
            except MemoryError:
                pipe.send((False, f"超过 {memory >> 20} MB 内存"))
            except RecursionError:
                pipe.send((False, "嵌套太深"))
