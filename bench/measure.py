"""Measure what a person waits for: start-up, a build from nothing, a build after one change, a build of nothing new.

Each figure is the median of several runs of the real command, in seconds, beside that of a bare interpreter.
"""

import argparse
import platform
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent


def seconds(command: list[str], folder: Path) -> float:
    """Run a command once and return how long it took; it must succeed."""
    begun = time.perf_counter()
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begun


def timed(run: Callable[[], float], prepare: Callable[[], object], times: int) -> float:
    """Return the median of several runs, each after its preparation."""
    found = []
    for _ in range(times):
        prepare()
        found.append(run())
    return median(found)


def measure(content: Path, folder: Path, times: int) -> dict[str, float]:
    """Return the medians for one content folder, copied so that the original stays as it is."""
    copy = folder / "content"
    shutil.copytree(content, copy)
    build = [sys.executable, str(ROOT / "build.py"), "build"]
    report = max(path for path in copy.glob("*.md") if path.stem.isdigit())
    number = iter(range(10_000))

    def forget() -> None:
        for name in ("site", ".cache"):
            shutil.rmtree(folder / name, ignore_errors=True)

    def reword() -> None:
        text = report.read_text(encoding="utf-8")
        report.write_text(f"{text.rstrip()}\n\n补充说明第{next(number)}条。\n", encoding="utf-8")

    def run() -> float:
        return seconds(build, folder)

    return {
        "从无到有": timed(run, forget, times),
        "改一份报告的正文": timed(run, reword, times),
        "没有改动": timed(run, lambda: None, times),
    }


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=11, help="runs for each figure")
    times = parser.parse_args().times
    print(f"{platform.system()} {platform.machine()}, Python {platform.python_version()}, 中位数，{times} 次\n")
    bare = timed(lambda: seconds([sys.executable, "-c", "pass"], ROOT), lambda: None, times)
    helps = timed(lambda: seconds([sys.executable, str(ROOT / "build.py"), "--help"], ROOT), lambda: None, times)
    print(f"{'解释器本身':<24}{bare:8.3f} s\n{'build.py --help':<24}{helps:8.3f} s  （多 {helps - bare:.3f} s）")
    for content in (ROOT / "content", ROOT / "examples" / "county"):
        with TemporaryDirectory() as folder:
            print(f"\n{content.relative_to(ROOT)}（{sum(1 for _ in content.rglob('[0-9]*.md'))} 份报告）")
            for name, found in measure(content, Path(folder), times).items():
                print(f"  {name:<20}{found:8.3f} s")


if __name__ == "__main__":
    main()
