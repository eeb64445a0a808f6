"""What a reader waits for."""

import re
from pathlib import Path
from typing import Any

import pytest

from tests.support.serving import served

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("path", ["2021.html", "qingshi/2024.html"])
def test_report_is_read_after_three_requests(county: Path, page: Any, path: str) -> None:
    """Nothing but the page, its style sheet and the small script of its looks is waited for before a report is shown."""
    with served(county) as address:
        page.goto(f"{address}/{path}")
        waited = page.evaluate(
            "() => performance.getEntriesByType('resource').filter(one => one.renderBlockingStatus === 'blocking').map(one => one.name)"
        )
    assert [re.sub(r"\.[0-9a-f]{8}\.", ".", name.removeprefix(address)) for name in waited] == [
        "/assets/site.css",
        "/assets/look.js",
    ]
