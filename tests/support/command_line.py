"""The program as people run it: in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path

from tests.support.portal import ROOT


def command(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run `build.py` in a folder as a person would."""
    return subprocess.run(
        [sys.executable, str(ROOT / "build.py"), *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONUTF8": "1", **environment},
        check=False,
    )
