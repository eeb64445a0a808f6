"""Where a build's processor time goes, by function: from nothing, and with nothing changed.

    python bench/stages.py 1000 --top 25

Everything runs in this process, which the processor's own clock interrupts every few milliseconds to see where it is:
other work on the machine doesn't move the figures, and small functions don't look dearer than they are, as they do
under cProfile. What C code spends stands at the Python function that called it.
"""

import argparse
import shutil
import signal
import sys
import time
from collections import defaultdict
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType
from typing import NamedTuple

from corpus import Corpus, write_content

ROOT = Path(__file__).resolve().parent.parent
EVERY = 0.001
"""Seconds of processor time between two looks; the system may make it 4 milliseconds."""


class Profile(NamedTuple):
    """The seconds that each function itself ran, those that it or something it called ran, and how many in all."""

    own: dict[str, float]
    whole: dict[str, float]
    seconds: float


class Sampler:
    """Looks at the stack whenever some processor time has passed.

    A call into C is only looked at when it returns, so what counts is the time since the last look.
    """

    def __init__(self) -> None:
        self.own: defaultdict[str, float] = defaultdict(float)
        self.whole: defaultdict[str, float] = defaultdict(float)
        self.last = time.process_time()

    def look(self, _: int, frame: FrameType | None) -> None:
        """Give the time that has passed to the functions on the stack, to each once."""
        now = time.process_time()
        passed, self.last = now - self.last, now
        stack = []
        while frame:
            stack.append(name_of(frame))
            frame = frame.f_back
        self.own[stack[0]] += passed
        for name in set(stack):
            self.whole[name] += passed


def name_of(frame: FrameType) -> str:
    """Return the function of a frame as `room/file.py:name`."""
    path = Path(frame.f_code.co_filename)
    return f"{'/'.join(path.parts[-2:])}:{frame.f_code.co_qualname}"


def profiled(arguments: list[str]) -> Profile:
    """Run a command of the program in this process and return where its time went."""
    from disclosure.cli.main import main

    sampler = Sampler()
    signal.signal(signal.SIGPROF, sampler.look)
    begun = time.process_time()
    signal.setitimer(signal.ITIMER_PROF, EVERY, EVERY)
    with redirect_stdout(StringIO()):
        code = main(arguments)
    signal.setitimer(signal.ITIMER_PROF, 0)
    if code:
        sys.exit(f"the build ended with {code}")
    return Profile(sampler.own, sampler.whole, time.process_time() - begun)


def table(profiles: list[Profile], reports: int, top: int) -> str:
    """Return the functions with most time of their own and those with most in all, in ms a report, of several runs."""
    seconds = sum(profile.seconds for profile in profiles)
    lines = [f"{seconds / len(profiles):.2f} s of processor time a run, {len(profiles)} runs"]
    for title, kind in (("itself", "own"), ("with what it calls", "whole")):
        found: defaultdict[str, float] = defaultdict(float)
        for profile in profiles:
            for name, spent in getattr(profile, kind).items():
                found[name] += spent
        lines += ["", f"| function, {title} | share | ms a report |", "|---|---:|---:|"]
        lines += [
            f"| {name} | {found[name] / seconds:.1%} | {found[name] / len(profiles) / reports * 1000:.3f} |"
            for name in sorted(found, key=lambda name: -found[name])[:top]
        ]
    return "\n".join(lines)


def main() -> None:
    """Print both profiles."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reports", type=int, nargs="?", default=1000)
    parser.add_argument("--messy", type=float, default=0)
    parser.add_argument("--everything", action="store_true", help="all there is to publish, not only HTML")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--top", type=int, default=25)
    given = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    with TemporaryDirectory() as name:
        folder = Path(name)
        write_content(Corpus(given.reports, given.messy), folder / "content", given.everything)
        build = ["build", "--jobs", "1", *(t for kind in ("content", "site", "cache") for t in (f"--{kind}", str(folder / kind)))]

        def forget() -> None:
            for kind in ("site", "cache"):
                shutil.rmtree(folder / kind, ignore_errors=True)

        for what, prepare in (("from nothing", forget), ("nothing changed", lambda: None)):
            found = []
            for _ in range(given.runs):
                prepare()
                found.append(profiled(build))
            print(f"\n## {given.reports} reports, {what}\n\n{table(found, given.reports, given.top)}", flush=True)


if __name__ == "__main__":
    main()
