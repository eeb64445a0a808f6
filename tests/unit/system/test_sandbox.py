"""A call that runs away is stopped."""

import time

import pytest

from disclosure.system.sandbox import Limits, SandboxError, sandboxed_call, sandboxed_calls


def test_a_document_that_runs_away_is_stopped() -> None:
    """Reading happens in a process that is ended when it takes too long or too much."""
    with pytest.raises(SandboxError):
        sandboxed_call(time.sleep, (30,), Limits(0.5, 1 << 30))
    with pytest.raises(SandboxError):
        sandboxed_call(bytes, (2 << 30,), Limits(30, 1 << 30))
    assert sandboxed_call(len, ("三个字",), Limits(30, 1 << 30)) == 3


def test_one_call_that_fails_leaves_the_others() -> None:
    """Calls go through a few processes; one that runs out of time, or that its process dies of, is told, the others are answered."""
    found = dict(
        sandboxed_calls(
            exec, [("1",), ("import time; time.sleep(30)",), ("import os; os._exit(1)",), ("2",)], Limits(3, 1 << 30), 2
        )
    )
    assert {number: str(value) for number, value in found.items()} == {
        0: "None",
        1: "超过 3 秒",
        2: "读取时进程中断，多半是内存不够",
        3: "None",
    }
