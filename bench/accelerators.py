"""What each accelerator gains: whole builds with it switched off, beside builds with all of them.

    python bench/accelerators.py                        300 and 3,000 reports, some forty minutes
    python bench/accelerators.py --sizes 60 --rounds 1

Every build begins from nothing and runs in one process; the variants take turns in each round, and a figure is the median
of the rounds, in seconds of processor time. What a variant takes more than the build with all accelerators is what the
accelerator gains. One that gains less than 5 % of both kinds of build at both sizes should go.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from corpus import Corpus
from programs import ROOT, Ours, run

MEMORY = Path("/dev/shm")
ROUNDS = {300: 7, 3_000: 3}
MESSY = 0.2
"""The share of reports that are written untidily, so that the plain functions are asked too."""
ALL_ON, ALL_OFF = "", "1"


def variants() -> tuple[str, ...]:
    """Return the names of accelerators to switch off: none, each alone, all."""
    sys.path.insert(0, str(ROOT))
    from disclosure.fast.pairs import PAIRS

    return (ALL_ON, *(quick.__name__ for _, quick in PAIRS), ALL_OFF)


def measure(folder: Path, corpus: Corpus, everything: bool, rounds: int) -> dict[str, float]:
    """Return the median seconds of a build for each variant."""
    program = Ours(folder, everything=everything)
    program.prepare(corpus)
    found: dict[str, list[float]] = {variant: [] for variant in variants()}
    for number in range(rounds):
        order = list(found)
        for variant in order if number % 2 == 0 else reversed(order):
            program.forget()
            found[variant].append(run([*program.command, "--jobs", "1"], DISCLOSURE_PLAIN=variant).cpu)
    return {variant: median(seconds) for variant, seconds in found.items()}


def table(columns: Sequence[tuple[str, dict[str, float]]]) -> Iterator[str]:
    """Yield the lines of the table: seconds with all accelerators, then what each gains."""
    yield f"| switched off | {' | '.join(title for title, _ in columns)} |"
    yield f"|---|{'---:|' * len(columns)}"
    yield f"| nothing | {' | '.join(f'{found[ALL_ON]:.2f} s' for _, found in columns)} |"
    for variant in variants()[1:]:
        gains = (f"{found[variant] / found[ALL_ON] - 1:+.0%}" for _, found in columns)
        yield f"| {'all of them' if variant == ALL_OFF else f'`{variant}`'} | {' | '.join(gains)} |"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=list(ROUNDS), help="numbers of reports")
    parser.add_argument("--rounds", type=int, help="builds of each variant, else 7 and 3 for 300 and 3,000 reports")
    given = parser.parse_args()
    columns = []
    for reports in given.sizes:
        for everything in (False, True):
            with TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as name:
                found = measure(Path(name), Corpus(reports, MESSY), everything, given.rounds or ROUNDS.get(reports, 3))
            columns.append((f"{reports:,} reports, {'everything' if everything else 'HTML'}", found))
            print(f"{columns[-1][0]}: measured", file=sys.stderr)
    print("\n".join(table(columns)))


if __name__ == "__main__":
    main()
