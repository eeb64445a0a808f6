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
from collections import Counter
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
    """What was seen: how often each function was running, how often it or something it called was, and the seconds."""

    own: Counter[str]
    whole: Counter[str]
    seconds: float


class Sampler:
    """Looks at the stack whenever some processor time has passed."""

    def __init__(self) -> None:
        self.own: Counter[str] = Counter()
        self.whole: Counter[str] = Counter()

    def look(self, _: int, frame: FrameType | None) -> None:
        """Count the functions on the stack, each once."""
        stack = []
        while frame:
            stack.append(name_of(frame))
            frame = frame.f_back
        self.own[stack[0]] += 1
        self.whole.update(set(stack))


def name_of(frame: FrameType) -> str:
    """Return the function of a frame as `room/file.py:name`."""
    path = Path(frame.f_code.co_filename)
    return f"{'/'.join(path.parts[-2:])}:{frame.f_code.co_qualname}"


def profiled(arguments: list[str]) -> Profile:
    """Run a command of the program in this process and return where its time went."""
    from disclosure.cli import main

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
    """Return the functions with most of their own time and those with most in all, in ms a report, of several runs."""
    seconds = sum(profile.seconds for profile in profiles)
    own, whole = (sum((getattr(profile, kind) for profile in profiles), Counter[str]()) for kind in ("own", "whole"))
    looks = own.total()
    unit = seconds / looks / len(profiles) / reports * 1000
    lines = [f"{seconds / len(profiles):.2f} s of processor time a run, {looks} looks in {len(profiles)} runs"]
    for title, counted in (("itself", own), ("with what it calls", whole)):
        lines += ["", f"| function, {title} | share | ms a report |", "|---|---:|---:|"]
        lines += [f"| {name} | {seen / looks:.1%} | {seen * unit:.3f} |" for name, seen in counted.most_common(top)]
    return "\n".join(lines)


def main() -> None:
    """Print both profiles."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reports", type=int, nargs="?", default=1000)
    parser.add_argument("--messy", type=float, default=0)
    parser.add_argument("--downloads", nargs="*", default=())
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--top", type=int, default=25)
    given = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    with TemporaryDirectory() as name:
        folder = Path(name)
        write_content(Corpus(given.reports, given.messy), folder / "content", given.downloads)
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
