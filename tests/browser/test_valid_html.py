"""The pages are valid HTML in the eyes of the Nu Html Checker."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.support.portal import ROOT
from tests.support.serving import PAGES
from tests.support.skipping import skip_aloud

pytestmark = pytest.mark.slow

JAR = ROOT / ".venv" / "npm" / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
SHIPPED = ("index.html", "2020.html", "search.html", "glossary.html", "404.html")


def test_every_kind_of_page_is_valid(county: Path, shipped: Path) -> None:
    """The checker has nothing to report of any kind of page, of the county or of the shipped content, not even an info.

    It takes a file for one of no site, so that the policy would keep all from it that is the site's own.
    """
    java = shutil.which("java")
    if not java or not JAR.exists():
        skip_aloud("没有 java 或 vnu-jar：网页没有按 HTML 标准检查（apt install default-jre-headless npm）")
    pages = [*(county / path for path in (*PAGES, "404.html")), *(shipped / path for path in SHIPPED)]
    command = [java, "-Xss1m", "-jar", str(JAR), "--format", "json", "--exit-zero-always", *map(str, pages)]
    checked = subprocess.run(command, capture_output=True, text=True, check=True, env={"LC_ALL": "C.UTF-8"})
    found = json.loads(checked.stderr)["messages"]
    said = [(one["url"], one.get("lastLine"), one["message"]) for one in found]
    assert [one for one in said if "Content Security Policy" not in one[2]] == []
