"""How much is tried: a little in `make test`, a lot in `make test-long`, which sets DISCLOSURE_TESTS=long."""

import os
from typing import TypeVar

T = TypeVar("T")

LONG = os.environ.get("DISCLOSURE_TESTS") == "long"


def tried(few: T, many: T) -> T:
    """Return `few` for the tests that everybody waits for, `many` for a long run."""
    return many if LONG else few
