"""The search program of the pages, run by Node over an index on disk."""

import json
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from tests.support.portal import ROOT

PROGRAM = ROOT / "templates" / "assets" / "search.js"


def asked(folder: Path, queries: Sequence[str | dict[str, str]]) -> list[dict[str, Any]]:
    """What the program answers to queries, run by Node over an index on disk; one may be narrowed by body, year and section.

    `pages` are those found, `texts` what is looked for in them, `files` and `bytes` the buckets that were read.
    """
    if not shutil.which("node"):
        pytest.skip("没有 node：检索程序的测试没有运行")
    command = ["node", str(ROOT / "tests" / "support" / "search.mjs"), str(PROGRAM), str(folder)]
    given = [{"query": query} if isinstance(query, str) else query for query in queries]
    run = subprocess.run(command, input=json.dumps(given), capture_output=True, text=True, check=True)
    answers: list[dict[str, Any]] = json.loads(run.stdout)
    return [answer | {"pages": [unquote(page) for page in answer["pages"]]} for answer in answers]
