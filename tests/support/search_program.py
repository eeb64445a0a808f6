"""The search program of the pages, run by Node over an index on disk."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.support.portal import ROOT

PROGRAM = ROOT / "templates" / "assets" / "search.js"


def asked(folder: Path, queries: list[str]) -> list[dict[str, Any]]:
    """What the program answers to queries, run by Node over an index on disk."""
    if not shutil.which("node"):
        pytest.skip("没有 node：检索程序的测试没有运行")
    command = ["node", str(ROOT / "tests" / "support" / "search.mjs"), str(PROGRAM), str(folder)]
    run = subprocess.run(command, input=json.dumps(queries), capture_output=True, text=True, check=True)
    answers: list[dict[str, Any]] = json.loads(run.stdout)
    return answers
