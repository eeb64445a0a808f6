"""A machine that refuses: the n-th call of the file system fails, or does something else."""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

CALLS = (
    "replace",
    "rename",
    "link",
    "unlink",
    "makedirs",
    "mkdir",
    "rmdir",
    "open",
    "lstat",
    "umask",
    "scandir",
    "fsync",
    "chmod",
)
STEPS = tuple(name for name in CALLS if name != "lstat")
"""The calls that the same work makes each time: how many files are looked at again depends on how new these are."""


@contextmanager
def failing_call(number: int, code: int) -> Iterator[list[str]]:
    """Let the n-th call fail once with this error; give the calls that are made, a list that grows."""

    def refuse() -> None:
        raise OSError(code, os.strerror(code))

    with at_call(number, refuse) as made:
        yield made


@contextmanager
def at_call(number: int, do: Callable[[], None], calls: Iterable[str] = CALLS) -> Iterator[list[str]]:
    """Do something before the n-th of these calls; give the calls that are made, a list that grows."""
    made: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        for name in calls:
            patch.setattr(os, name, _counted(name, getattr(os, name), made, number, do))
        yield made


def _counted(name: str, real: Callable[..., Any], made: list[str], number: int, do: Callable[[], None]) -> Callable[..., Any]:
    def call(*arguments: Any, **more: Any) -> Any:
        made.append(name)
        if len(made) == number:
            do()
        return real(*arguments, **more)

    return call
