"""Options of the test run."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let `--snapshots` record the published files anew."""
    parser.addoption("--snapshots", action="store_true", help="record the snapshots of published files anew")
