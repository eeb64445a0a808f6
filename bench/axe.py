"""Ask axe-core about every page of the example county, at 320 and 1280 pixels: WCAG 2.0 to 2.2, A and AA, and best practice.

Needs Node and npm, which fetches axe-core into `.venv/npm` as `make test` does, and Chromium. One browser and one page at a
time: a second for each page. Also told: pages that are wider than the screen, and what the console says.

    .venv/bin/python bench/axe.py
"""

import argparse
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from lighthouse import county
from search import BROWSER, ROOT, served

PROGRAM = ROOT / ".venv" / "npm" / "node_modules" / "axe-core" / "axe.min.js"
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
WIDTHS = (320, 1280)
RUN = "rules => axe.run(document, {runOnly: {type: 'tag', values: rules}, resultTypes: ['violations']})"


def faults(page: Any, path: str, width: int) -> list[str]:
    """What axe finds on the page that is open, and whether it is too wide; one line for each rule."""
    page.evaluate(PROGRAM.read_text(encoding="utf-8"))
    broken = page.evaluate(RUN, list(RULES))["violations"]
    found = [f"{rule['id']} ×{len(rule['nodes'])}  {path}  {width}  {rule['nodes'][0]['html'][:100]}" for rule in broken]
    wide = page.evaluate("document.documentElement.scrollWidth")
    return [*found, f"too wide: {wide}  {path}  {width}"] if wide > width else found


def audit(address: str, paths: Sequence[str], chromium: str) -> tuple[list[str], list[str]]:
    """Open every page at both widths; what is wrong with them, and what their consoles said."""
    from playwright.sync_api import sync_playwright

    found: list[str] = []
    said: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, chromium_sandbox=False, args=list(BROWSER))
        for width in WIDTHS:
            context = browser.new_context(viewport={"width": width, "height": 800}, bypass_csp=True)
            page = context.new_page()
            page.on("console", lambda message: said.append(f"{message.location['url']}  {message.text}"))
            for path in paths:
                page.goto(f"{address}/{path}")
                found += faults(page, path, width)
            context.close()
        browser.close()
    return found, said


def main() -> int:
    """Print what is found; 1 when there is something."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", nargs="*", help="paths of pages; all where none is given")
    given = parser.parse_args()
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    subprocess.run(["sh", "browser.sh", ".venv"], cwd=ROOT, check=False, stderr=subprocess.DEVNULL)
    if not chromium or not PROGRAM.exists():
        print("需要 chromium、node 和 npm（apt install chromium nodejs npm）", file=sys.stderr)
        return 3
    files = county()
    # The page for wrong addresses has its links from the root of the host: its own test opens it there.
    paths = given.pages or sorted(path for path in files if Path(path).suffix == ".html" and path != "404.html")
    with served(files) as address:
        found, said = audit(address, paths, chromium)
    print("\n".join((*found, *said)))
    print(
        f"{len(paths)} 个网页 × {len(WIDTHS)} 种宽度：{dict(Counter(line.split()[0] for line in found)) or '没有问题'}，控制台 {len(said)} 句"
    )
    return 1 if found or said else 0


if __name__ == "__main__":
    sys.exit(main())
