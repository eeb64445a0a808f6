"""Where jobs run: no option starts more processes than a machine bears."""

import os

from disclosure.system.executors import ProcessExecutor, SerialExecutor, open_executor


def test_workers_are_bounded() -> None:
    """A number of workers that no machine bears is brought down; one is none besides this process."""
    with open_executor(1_000_000_000) as many, open_executor(3) as few, open_executor(1) as one:
        assert isinstance(many, ProcessExecutor) and isinstance(few, ProcessExecutor)
        assert (many.workers, few.workers) == (max(32, os.cpu_count() or 1), 3)
        assert isinstance(one, SerialExecutor)
