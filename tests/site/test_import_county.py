"""The round trip: what is published or printed of the example county imports to what it was made from."""

from pathlib import Path

import pytest

from disclosure.build import build
from disclosure.build.context import Runtime
from disclosure.system.cache import NoCache
from disclosure.system.executors import SerialExecutor
from tests.support.import_county import COUNTY, reports, there_and_back
from tests.support.portal import project_in

pytestmark = pytest.mark.slow

STEPS = {"html": 3, "xlsx": 4, "docx": 7, "pdf": 11}
"""Every how many reports are tried here; `python -m bench.import_county` tries all of them."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published county."""
    folder = tmp_path_factory.mktemp("county")
    built = build(project_in(folder, content=COUNTY), Runtime(NoCache(), SerialExecutor()))
    assert built.published is not None
    return folder / "site"


@pytest.mark.parametrize("kind", STEPS)
def test_round_trip(kind: str, site: Path) -> None:
    """Tables, title, preamble and sections come back from web page, workbook, Word document and PDF as they were."""
    told = {path: there_and_back(path, kind, site) for path in reports()[:: STEPS[kind]]}
    assert {path: back for path, (_, back) in told.items()} == {path: there for path, (there, _) in told.items()}
