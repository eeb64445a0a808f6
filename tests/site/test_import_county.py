"""The round trip: what is published or printed of the example county imports to what it was made from."""

from pathlib import Path

import pytest

from tests.support.effort import tried
from tests.support.import_county import reports, there_and_back

pytestmark = pytest.mark.slow

STEPS = {"html": tried(7, 3), "xlsx": tried(9, 4), "docx": tried(13, 7), "pdf": tried(19, 11)}
"""Every how many reports are tried here; `python -m bench.import_county` tries all of them."""


@pytest.mark.parametrize("kind", STEPS)
def test_round_trip(kind: str, county: Path) -> None:
    """Tables, title, preamble and sections come back from web page, workbook, Word document and PDF as they were."""
    told = {path: there_and_back(path, kind, county) for path in reports()[:: STEPS[kind]]}
    assert {path: back for path, (_, back) in told.items()} == {path: there for path, (there, _) in told.items()}
