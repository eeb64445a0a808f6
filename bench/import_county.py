"""The whole example county as documents and back: `python -m bench.import_county [KIND …]`.

Every report as web page, workbook, Word document and PDF, imported: how many come back with the same tables, title and
sections, and which do not; 1 when any does not. `tests/site/test_import_county.py` tries some of them.
"""

import sys
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from disclosure.build import build
from disclosure.build.context import Runtime
from disclosure.system.cache import NoCache
from disclosure.system.executors import SerialExecutor
from tests.support.import_county import COUNTY, KINDS, reports, there_and_back
from tests.support.portal import project_in


def main(arguments: Sequence[str]) -> int:
    """Try every report as each kind of document and print what came back."""
    with TemporaryDirectory() as folder:
        build(project_in(Path(folder), content=COUNTY), Runtime(NoCache(), SerialExecutor()))
        print(f"{'kind':<8}{'documents':>10}{'the same':>10}{'ms':>7}")
        counts = [_tried(kind, Path(folder) / "site") for kind in arguments or KINDS]
    return 0 if all(counts) else 1


def _tried(kind: str, site: Path) -> bool:
    """Whether all copies of a kind come back as they were; milliseconds count making, importing and reading one."""
    begun = time.perf_counter()
    told = {path: there_and_back(path, kind, site) for path in reports()}
    each = (time.perf_counter() - begun) / len(told) * 1000
    lost = [path for path, (there, back) in told.items() if there != back]
    print(f"{kind:<8}{len(told):>10}{len(told) - len(lost):>10}{each:>7.0f}")
    for path in lost:
        there, back = told[path]
        print(f"  {path.relative_to(COUNTY)}: {', '.join(n for n in there._fields if getattr(there, n) != getattr(back, n))}")
    return not lost


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
