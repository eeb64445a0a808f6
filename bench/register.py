"""What the register costs: a build that changes one report with and without it, publishing one report, and its size.

    python bench/register.py            1,000 reports
    python bench/register.py 10000

Seconds by the clock and of the processors, medians of the rounds; HTML alone is made, on a memory file system where there
is one.
"""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from corpus import LAST, Corpus, write_content
from programs import Cost, run
from run import MEMORY

BUILD = Path(__file__).resolve().parent.parent / "build.py"


def main() -> None:
    """Measure, and print a line for each row."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("size", nargs="?", type=int, default=1_000)
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    corpus = Corpus(arguments.size)
    with TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        content = Path(folder) / "content"
        write_content(corpus, content)
        bodies = corpus.bodies
        folders = [content / bodies[len(bodies) // 2 - number].folder for number in (0, 1)]
        first, other = (at / f"{LAST - 1}.md" for at in folders)
        asked = ("--content", str(content), "--site", f"{folder}/site", "--cache", f"{folder}/.cache")

        def ours(*command: str) -> Cost:
            return run([sys.executable, str(BUILD), *command, *asked])

        ours("build")
        show("build, one report changed, no register", [change(first, n, ours) for n in range(arguments.rounds)])
        show("build, nothing changed, no register", [ours("build") for _ in range(arguments.rounds)])
        show("publish, everything for the first time", [ours("publish", "--yes")])
        register = content / "register"
        print(f"register: {size_of(register):,} bytes for {size_of(content) - size_of(register):,} of content")
        ours("build")
        show("build, one report changed, register", [change(other, n, ours) for n in range(arguments.rounds)])
        show("build, nothing changed, register", [ours("build") for _ in range(arguments.rounds)])
        before = {path: path.stat().st_mtime_ns for path in register.rglob("*") if path.is_file()}
        show("publish, one report changed", [ours("publish", "--yes")])
        after = {path: path.stat().st_mtime_ns for path in register.rglob("*") if path.is_file()}
        added = [path for path in after if path not in before]
        rewritten = [path for path in before if after.get(path) != before[path]]
        print(f"publishing one report adds {len(added)} files, {sum(path.stat().st_size for path in added):,} bytes;", end=" ")
        print(f"rewrites {len(rewritten)}")


def change(report: Path, number: int, ours: Callable[..., Cost]) -> Cost:
    """Change the prose of a report in the open, and build."""
    text = report.read_text(encoding="utf-8")
    entry = f'revisions: [{{date: {LAST + 1}-0{number % 9 + 1}-01, change: "补充说明第{number}条"}}]\n'
    lines = [line for line in text.splitlines(keepends=True) if not line.startswith("revisions:")]
    at = next(at for at, line in enumerate(lines) if line.startswith("published:"))
    lines.insert(at + 1, entry)
    report.write_text(f"{''.join(lines).rstrip()}\n\n补充说明第{number}条。\n", encoding="utf-8")
    return ours("build")


def size_of(folder: Path) -> int:
    """The bytes of all files of a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def show(row: str, costs: list[Cost]) -> None:
    """Print the medians of a row."""
    print(
        f"{row}: {median(cost.wall for cost in costs):.2f} s, processors {median(cost.cpu for cost in costs):.2f} s", flush=True
    )


if __name__ == "__main__":
    main()
