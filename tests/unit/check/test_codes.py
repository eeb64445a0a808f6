"""Which findings stop publication."""

import pytest

from disclosure.check.codes import stops
from disclosure.model.finding import Finding

ERROR, WARNING, NOTE = (Finding(code, "", "") for code in ("total.unequal", "published.late", "figures.uncertain"))


@pytest.mark.parametrize(
    ("findings", "stopped", "stopped_if_strict"),
    [
        pytest.param((), False, False, id="nothing"),
        pytest.param((NOTE,), False, False, id="note"),
        pytest.param((NOTE, WARNING), False, True, id="warning"),
        pytest.param((WARNING, ERROR), True, True, id="error"),
    ],
)
def test_what_stops_publication(findings: tuple[Finding, ...], stopped: bool, stopped_if_strict: bool) -> None:
    """An error always stops it, a warning only where warnings count as errors."""
    assert (stops(findings), stops(findings, strict=True)) == (stopped, stopped_if_strict)
