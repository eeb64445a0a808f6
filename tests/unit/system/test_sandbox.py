"""A call that runs away is stopped."""

import time

import pytest

from disclosure.system.sandbox import SandboxError, sandboxed_call


def test_a_document_that_runs_away_is_stopped() -> None:
    """Reading happens in a process that is ended when it takes too long or too much."""
    with pytest.raises(SandboxError):
        sandboxed_call(time.sleep, (30,), 0.5, 1 << 30)
    with pytest.raises(SandboxError):
        sandboxed_call(bytes, (2 << 30,), 30, 1 << 30)
    assert sandboxed_call(len, ("三个字",), 30, 1 << 30) == 3
