"""Options of the test run."""

import pytest
from hypothesis import settings

settings.register_profile("house", deadline=None)  # how long a thing takes is measured in bench/, not here
settings.load_profile("house")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let `--snapshots` record the published files anew."""
    parser.addoption("--snapshots", action="store_true", help="record the snapshots of published files anew")
