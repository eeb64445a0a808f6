"""What each kind of published file costs in processor time, and whether its bytes are those of another version.

    python bench/outputs.py 1080 --record /dev/shm/before.json
    python bench/outputs.py 1080 --against /dev/shm/before.json

Files are made one after another in this process, the reports read before. Each kind is made several times and its
quickest run counts: other work on the machine only ever makes a run slower.
"""

import argparse
import gc
import json
import re
import sys
import time
from collections import defaultdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from corpus import Corpus, write_content

if TYPE_CHECKING:
    from disclosure.model.job import Job, Piece
    from disclosure.model.portal import Portal
    from disclosure.model.theme import Theme

ROOT = Path(__file__).resolve().parent.parent
NAMED = re.compile(rb"(?<=\.)[0-9a-f]{8}\.(?=css|js)")
"""What the name of a style sheet or script has of its contents: it says nothing of the page that links to it."""


class Cost(NamedTuple):
    """A kind of file: how many there are, their bytes in all, and the seconds that making all of them took."""

    files: int
    size: int
    seconds: float


def loaded(content: Path, code: str) -> "tuple[Portal, Theme]":
    """Return a content folder's portal and the theme of this work tree, read quickly where they were read before."""
    from disclosure.pipeline import load, read_theme
    from disclosure.project import Project, Tools
    from disclosure.shell.cache import DiskCache
    from disclosure.shell.executors import SerialExecutor

    project = Project(content, ROOT / "templates", ROOT / "formats", content.parent / "site", code)
    tools = Tools(DiskCache(content.parent / "read.sqlite"), SerialExecutor())
    portal, theme = load(project, tools).portal, read_theme(project, tools).value
    tools.cache.close()
    if portal is None or theme is None:
        sys.exit("the content cannot be read")
    return portal, theme


def by_kind(portal: "Portal", theme: "Theme") -> "dict[str, dict[str, Job | Piece]]":
    """Return what is to be made by the function that makes it, each with a name that tells it apart."""
    from disclosure.outputs import plan

    promises, collisions = plan(portal, theme)
    if collisions:
        sys.exit("two files have one path")
    found: defaultdict[str, dict[str, Job | Piece]] = defaultdict(dict)
    for promise in promises:
        for number, piece in enumerate(promise.pieces):
            found[f"{piece.make.__module__.removeprefix('disclosure.')}:{piece.make.__name__}"][f"{promise.path} {number}"] = (
                piece
            )
    return dict(found)


def measured(jobs: "dict[str, Job | Piece]", runs: int) -> tuple[Cost, dict[str, str]]:
    """Make all of one kind and return what it cost, and the digest of each."""
    from disclosure.model.stamp import digest_of

    keys = {name: job.key("") for name, job in jobs.items()}
    unique = {keys[name]: job for name, job in jobs.items()}
    best = float("inf")
    for _ in range(runs):
        gc.collect()
        begun = time.process_time()
        made = {key: job.make(*job.inputs) for key, job in unique.items()}
        best = min(best, time.process_time() - begun)
    return Cost(len(made), sum(map(len, made.values())), best), {
        name: digest_of(NAMED.sub(b"", made[key])) for name, key in keys.items()
    }


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("reports", type=int, nargs="?", default=1080)
    parser.add_argument("--messy", type=float, default=0.2)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--kinds", default="", help="only the kinds that have this in their name")
    parser.add_argument("--content", type=Path, help="this content folder instead of a made-up one")
    parser.add_argument("--record", type=Path, help="write the digests of all files here")
    parser.add_argument("--against", type=Path, help="tell which files differ from those recorded here")
    given = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    with TemporaryDirectory() as name:
        content = given.content or Path(name) / "content"
        if not given.content:
            write_content(Corpus(given.reports, given.messy), content, ("json", "csv", "xlsx"))
        portal, theme = loaded(content, "measured")
    reports, digests = len(portal.filings), dict[str, str]()
    begun = time.process_time()
    kinds = by_kind(portal, theme)
    print(f"| of {reports} reports | files | KB each | ms each | ms a report |\n|---|---:|---:|---:|---:|")
    print(f"| plan | | | | {(time.process_time() - begun) / reports * 1000:.3f} |")
    for kind, jobs in kinds.items():
        if given.kinds in kind:
            cost, found = measured(jobs, given.runs)
            digests |= found
            each = cost.seconds / cost.files * 1000
            size = cost.size / cost.files / 1000
            print(f"| {kind} | {cost.files} | {size:.1f} | {each:.3f} | {cost.seconds / reports * 1000:.3f} |", flush=True)
    if given.record:
        given.record.write_text(json.dumps(digests), encoding="utf-8")
    if given.against:
        recorded = json.loads(given.against.read_text(encoding="utf-8"))
        differ = [name for name, digest in digests.items() if recorded.get(name) != digest]
        print(f"\n{len(digests)} files compared, {len(differ)} differ", *differ[:20], sep="\n")


if __name__ == "__main__":
    main()
