"""Lighthouse's marks for the pages of the example county, as on a phone, from a server on this machine that compresses.

Needs Node and npm, which fetches Lighthouse into `.venv/lighthouse`, and Chromium. For every mark below 100 it says which
audits cost it. The time that a phone would take is reckoned from what this machine took, so a busy machine makes the first
mark worse: the last column is Lighthouse's measure of the machine, about 1,000 for a laptop that has nothing else to do.

    .venv/bin/python bench/lighthouse.py
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from search import BROWSER, ROOT, served

from disclosure.build import build
from disclosure.build.context import Project, Runtime
from disclosure.system.cache import NoCache
from disclosure.system.executors import SerialExecutor

VERSION = "12.8.2"
TOOL = ROOT / ".venv" / "lighthouse"
PROGRAM = TOOL / "node_modules" / "lighthouse" / "cli" / "index.js"
FINISHED = TOOL / "node_modules" / ".package-lock.json"
"""What npm writes last."""
PAGES = (
    *("index.html", "office/index.html", "2022.html", "trends.html", "search.html", "overview-2025.html"),
    *("bodies-2025.html", "rows/requests.received.html", "data.html"),
)
MARKS = ("performance", "accessibility", "best-practices", "seo")


def installed() -> bool:
    """Whether Lighthouse is there, fetched now if it was not."""
    if not FINISHED.exists() and shutil.which("npm"):
        command = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--no-package-lock", "--prefix", str(TOOL)]
        subprocess.run([*command, f"lighthouse@{VERSION}"], check=False)
    return FINISHED.exists()


def county() -> dict[str, bytes]:
    """The files of the example county's site by their paths."""
    with TemporaryDirectory() as folder:
        site = Path(folder)
        project = Project(ROOT / "examples" / "county", ROOT / "templates", ROOT / "formats", site, "bench")
        build(project, Runtime(NoCache(), SerialExecutor()))
        return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def report(url: str, chromium: str) -> dict[str, Any]:
    """What Lighthouse finds of a page on a phone."""
    flags = " ".join(("--headless=new", "--no-sandbox", *BROWSER))
    command = ["node", str(PROGRAM), url, "--output=json", "--quiet", f"--chrome-flags={flags}"]
    run = subprocess.run(command, capture_output=True, check=True, env=os.environ | {"CHROME_PATH": chromium})
    found: dict[str, Any] = json.loads(run.stdout)
    return found


def costs(found: dict[str, Any], mark: str) -> list[str]:
    """The audits that keep a mark below 100."""
    audits = found["audits"]
    weighed = (each["id"] for each in found["categories"][mark]["auditRefs"] if each["weight"])
    return [f"{name} {audits[name].get('displayValue', '')}".strip() for name in weighed if (audits[name]["score"] or 0) < 1]


def main() -> int:
    """Print the marks of each page; 1 when one is below 100."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", nargs="*", default=PAGES)
    given = parser.parse_args()
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if not chromium or not shutil.which("node") or not installed():
        print("需要 chromium、node 和 npm（apt install chromium nodejs npm）", file=sys.stderr)
        return 3
    below = 0
    print(f"{'':20}{'  '.join(MARKS)}  machine")
    with served(county()) as address:
        for page in given.pages:
            found = report(f"{address}/{page}", chromium)
            scores = {mark: round(found["categories"][mark]["score"] * 100) for mark in MARKS}
            marks = "  ".join(f"{score:{len(mark)}}" for mark, score in scores.items())
            print(f"{page:20}{marks}  {found['environment']['benchmarkIndex']:7.0f}", flush=True)
            for mark in (mark for mark, score in scores.items() if score < 100):
                below = 1
                print(f"  {mark}: {'; '.join(costs(found, mark))}")
    return below


if __name__ == "__main__":
    sys.exit(main())
