"""WebKit and an old Chromium, driven by small programs under the system's Python, whose bindings belong to it."""

import json
import shutil
import subprocess
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from tests.support.portal import ROOT
from tests.support.skipping import skip_aloud

PYTHON = "/usr/bin/python3"
BROWSERS = {
    "webkit": ("webkit_view.py", "import gi; gi.require_version('WebKit2', '4.1')", "gir1.2-webkit2-4.1 python3-gi"),
    "chromium-87": ("chromium_87_view.py", "import PyQt5.QtWebEngineWidgets", "python3-pyqt5.qtwebengine"),
}
"""The program that visits pages, what shows that it can, and Debian's packages."""


def visit(browser: str, script: str, width: int, addresses: Sequence[str]) -> tuple[list[Any], list[str]]:
    """Return what a script says of each page, asked until that is not null, and all that their consoles say."""
    program, _, packages = BROWSERS[browser]
    if not _is_there(browser):
        skip_aloud(f"没有 {browser}：这个浏览器里没有测试（apt install xvfb {packages}）")
    arguments = [PYTHON, f"{ROOT}/tests/browser/{program}", script, str(width), "900", *addresses]
    run = subprocess.run(["xvfb-run", "-a", *arguments], capture_output=True, text=True, timeout=200, check=False)
    lines = [line for line in run.stdout.splitlines() if line]
    values = [json.loads(line) for line in lines if not line.startswith("CONSOLE")]
    assert len(values) == len(addresses), run.stderr
    return values, [line for line in lines if line.startswith("CONSOLE")]


@lru_cache
def _is_there(browser: str) -> bool:
    if not shutil.which("xvfb-run") or not shutil.which(PYTHON):
        return False
    return subprocess.run([PYTHON, "-c", BROWSERS[browser][1]], capture_output=True, check=False).returncode == 0
