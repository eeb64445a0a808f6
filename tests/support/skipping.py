"""Tests that can't run on this machine."""

import sys
from typing import NoReturn

import pytest


def skip_aloud(reason: str) -> NoReturn:
    """Skip a test, and say so where pytest swallows nothing."""
    sys.__stderr__.write(f"\n{reason}\n")  # type: ignore[union-attr]
    pytest.skip(reason)
