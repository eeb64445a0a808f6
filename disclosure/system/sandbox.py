"""A call in a subprocess with limits on time and memory, for documents from elsewhere."""

import multiprocessing
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any, TypeVar

R = TypeVar("R")


class SandboxError(Exception):
    """The call took too long, used too much memory, or its process died."""


def sandboxed_call(function: Callable[..., R], arguments: tuple[Any, ...], seconds: float, memory: int) -> R:
    """Return what the function returns. Raises SandboxError when its process exceeds a limit or dies.

    `memory` counts bytes of address space; where the system can't limit it, only the time is.
    """
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_answer, args=(there, function, arguments, memory), daemon=True)
    process.start()
    there.close()
    try:
        if not here.poll(seconds):
            raise SandboxError(f"超过 {seconds:.0f} 秒")
        done, value = here.recv()
    except EOFError:
        raise SandboxError("读取时进程中断，多半是内存不够") from None
    finally:
        process.kill()
        process.join()
        here.close()
    if not done:
        raise SandboxError(str(value))
    return value  # type: ignore[no-any-return]


def _answer(pipe: Connection, function: Callable[..., Any], arguments: tuple[Any, ...], memory: int) -> None:
    """Send back (True, result), or (False, what went wrong)."""
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    except (ImportError, ValueError, OSError):
        pass  # no such limit on this system: the time still holds
    try:
        pipe.send((True, function(*arguments)))
    except MemoryError:
        pipe.send((False, f"超过 {memory >> 20} MB 内存"))
    except RecursionError:
        pipe.send((False, "嵌套太深"))
