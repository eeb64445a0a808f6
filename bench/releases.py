"""What a release costs: files and bytes by kind of a built site, and the time for one changed report of many.

`python -m bench.releases SITE` counts; `python -m bench.releases --reports 10000` makes a site of that many reports, with
three files each, and releases it to a folder (and by ssh where `--ssh user@host` is given), then again with one report changed.
"""

import argparse
import gzip
import re
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from disclosure.model.digest import digest_of
from disclosure.publishing.manifest import manifest
from disclosure.publishing.targets.folder_target import publish_to_folder, roll_back_folder
from disclosure.publishing.targets.released import NoSuchRelease, Released, SiteToRelease
from disclosure.publishing.targets.ssh_target import publish_to_ssh, roll_back_ssh

Release = Callable[[str, SiteToRelease, int], Released]
RollBack = Callable[[str, int], Released | NoSuchRelease]


KINDS = (
    (r"search/.*|search\.html", "search"),
    (r"(.*/)?\d{4}(\.v\d+)?\.html", "pages of reports"),
    (r"(.*/)?\d{4}(\.v\d+)?\.(json|csv|xlsx)", "downloads of reports"),
    (r"(.*/)?(compare|bodies|trends).*\.html", "comparisons and trends"),
    (r"(.*/)?overview.*", "overviews"),
    (r"rows/.*", "rows"),
    (r"reports\.(csv|json)(\.zip)?", "all reports in one file"),
    (r"reports\.(xlsx|zip)|data/.*|.*\.xlsx", "datasets"),
    (r"assets/.*", "style, scripts, pictures"),
    (r".*", "lists of pages, feeds and the rest"),
)
"""Kinds of files by their paths."""


def count(site: Path) -> None:
    """Print files, bytes and bytes as compressed by gzip, by kind."""
    files: Counter[str] = Counter()
    sizes: Counter[str] = Counter()
    packed: Counter[str] = Counter()
    for path in sorted(site.rglob("*")):
        if path.is_file():
            name = path.relative_to(site).as_posix()
            kind = next(kind for pattern, kind in KINDS if re.fullmatch(pattern, name))
            files[kind] += 1
            sizes[kind] += path.stat().st_size
            packed[kind] += len(gzip.compress(path.read_bytes(), 6))
    for kind in [kind for _, kind in KINDS if files[kind]]:
        print(f"{kind:<36}{files[kind]:>8} files {sizes[kind] / 1e6:>9.2f} MB {packed[kind] / 1e6:>9.2f} MB gzip")
    print(f"{'all':<36}{files.total():>8} files {sizes.total() / 1e6:>9.2f} MB {packed.total() / 1e6:>9.2f} MB gzip")


def make(folder: Path, reports: int) -> SiteToRelease:
    """A site of so many reports: pages of 20 KB, data of 3 KB."""
    files = {}
    for number in range(reports):
        for kind, size in (("html", 20_000), ("json", 3_000), ("csv", 3_000)):
            path = f"body-{number // 20:04}/{number % 20 + 2005}.{kind}"
            data = f"{path} ".encode() * (size // len(path))
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(data)
            files[path] = digest_of(data)
    return _listed(folder, files)


def _listed(folder: Path, files: dict[str, str]) -> SiteToRelease:
    listed = manifest(files)
    (folder / "manifest.json").write_bytes(listed)
    return SiteToRelease(str(folder), files, listed)


def change(site: SiteToRelease, words: str) -> SiteToRelease:
    """The site with one report changed."""
    path = next(path for path in site.files if path.endswith(".html"))
    (Path(site.folder) / path).write_text(words)
    return _listed(Path(site.folder), {**site.files, path: digest_of(words.encode())})


def measure(reports: int, host: str) -> None:
    """Print the times."""
    with TemporaryDirectory() as temporary:
        folder = Path(temporary)
        site = make(folder / "site", reports)
        targets: list[tuple[str, str, Release, RollBack]] = [("dir", f"{folder}/www", publish_to_folder, roll_back_folder)]
        if host:
            targets.append(("ssh", f"{host}:{folder}/there", publish_to_ssh, roll_back_ssh))
        for kind, place, release, roll_back in targets:
            for what, words in (("first", f"{kind} 1"), ("one changed", f"{kind} 2"), ("nothing changed", f"{kind} 2")):
                changed = change(site, words)
                began, worked = time.monotonic(), time.process_time()
                done = release(place, changed, 5)
                took, own = time.monotonic() - began, time.process_time() - worked
                print(f"{kind} {what:<16}{took:>8.2f} s, {own:.2f} s of this process   {done.sent} sent, {done.linked} linked")
            began = time.monotonic()
            roll_back(place, 1)
            print(f"{kind} {'rolled back':<16}{time.monotonic() - began:>8.2f} s")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", nargs="?", type=Path)
    parser.add_argument("--reports", type=int, default=1000)
    parser.add_argument("--ssh", default="")
    given = parser.parse_args()
    if given.site:
        count(given.site)
    else:
        measure(given.reports, given.ssh)
