"""A county's reports of ten years, imported in one go: `python -m bench.import_bulk [BODIES YEARS]`.

Sixty made-up bodies send six hundred documents: Word files in six styles, saved pages, PDFs, some in archives of Windows.
Prints how many found their body unaided, on an empty portal and on one whose bodies are listed, how long that took, and what
was asked back; 1 when less than 99 % of those whose title names a body are right.
"""

import os
import sys
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory

from disclosure.cli.import_files import ImportDefaults, ReadDocument, read_documents
from disclosure.cli.import_plan import Destination, PlannedImport, plan_import
from disclosure.cli.inbox import open_inbox
from disclosure.cli.main import main as run
from disclosure.cli.write_imports import write_imports
from tests.support.county_inbox import NAMES, Sent, sent_documents, write_inbox
from tests.support.forms import FORMS

_ENOUGH = 0.99


def main(arguments: Sequence[str]) -> int:
    """Make the documents, import them twice, and print what came of it."""
    bodies, years = map(int, arguments or ("60", "10"))
    begun = time.perf_counter()
    sent = list(sent_documents(bodies, range(2025 - years, 2025)))
    with TemporaryDirectory() as folder:
        os.chdir(folder)
        write_inbox(Path("in"), sent)
        print(f"{len(sent)} documents of {bodies} bodies made in {time.perf_counter() - begun:.0f} s")
        read = _read()
        results = [_tried(sent, read, listed=listed) for listed in (False, True)]
        _thirty_word_files(sent)
    return 0 if min(results) >= _ENOUGH else 1


def _read() -> list[ReadDocument]:
    """The documents, read as the command reads them."""
    begun, used = time.perf_counter(), os.times()
    inbox = open_inbox([Path("in")])
    read = read_documents(inbox, ImportDefaults(), FORMS, lambda what, done, total: None)
    took, now = time.perf_counter() - begun, os.times()
    cpu = sum(now[:4]) - sum(used[:4])
    print(f"read in {took:.1f} s ({took / len(read) * 1000:.0f} ms each; {cpu:.1f} s of processor), {os.cpu_count()} processes")
    codes = Counter(finding.code for one in read for finding in one.findings)
    print(f"said of them: {', '.join(f'{code} {number}' for code, number in codes.most_common())}")
    return read


def _tried(sent: Sequence[Sent], read: list[ReadDocument], *, listed: bool) -> float:
    """The part of the documents with a name in their title that found their body."""
    home = Path("listed" if listed else "empty")
    Path("bodies.csv").write_text("\n".join(["名称", *NAMES[1:]]), encoding="utf-8")
    _quiet(["init", str(home), "--name", NAMES[0], *(["--from", "bodies.csv"] if listed else [])])
    begun = time.perf_counter()
    planned = plan_import(read, Destination(home / "content"), FORMS)
    thought = time.perf_counter() - begun
    write_imports(planned, home / "content", None, {})
    wrote = time.perf_counter() - begun - thought
    right, asked = _judged(sent, planned)
    named = [one for one in sent if one.is_named]
    part = sum(one in right for one in named) / len(named)
    print(f"\n{'bodies listed' if listed else 'empty portal'}: planned in {thought:.1f} s, written in {wrote:.1f} s")
    print(f"  title names a body: {sum(one in right for one in named)} of {len(named)} right ({part:.1%})")
    print(
        f"  title names none:   {sum(one in right for one in sent if not one.is_named)} of {len(sent) - len(named)} by file name"
    )
    print(f"  asked back: {', '.join(f'{code} {number}' for code, number in asked.most_common()) or 'nothing'}")
    return part


def _judged(sent: Sequence[Sent], planned: Sequence[PlannedImport]) -> tuple[list[Sent], Counter[str]]:
    """The documents that are in a folder with those of their own body alone, under their year, and why others are nowhere."""
    of = {f"{Path(one.path).name} {one.year}": one for one in sent}
    placed = [(of[_key(one)], one.target) for one in planned if one.target]
    theirs: dict[Path, set[str]] = {}
    for document, target in placed:
        theirs.setdefault(target.parent, set()).add(document.body)
    folders = {document.body: Counter(t.parent for d, t in placed if d.body == document.body) for document, _ in placed}
    right = [
        document
        for document, target in placed
        if len(theirs[target.parent]) == 1 and len(folders[document.body]) == 1 and target.stem == str(document.year)
    ]
    return right, Counter(finding.code for one in planned if not one.target for finding in one.findings)


def _key(one: PlannedImport) -> str:
    """A planned document as it was sent: its name, and the year of the folder or archive that it lies in."""
    _, year, name = one.document.file.name.split("/")
    return f"{name} {year.removesuffix('.zip')}"


def _thirty_word_files(sent: Sequence[Sent]) -> None:
    """Print how long the command takes for thirty Word files, its own start included."""
    files = [one for one in sent if one.path.endswith(".docx") and one.is_named][-30:]
    write_inbox(Path("thirty"), files)
    begun, used = time.perf_counter(), os.times()
    _quiet(["import", "thirty", "--dry-run"])
    cpu = sum(os.times()[:4]) - sum(used[:4])
    print(f"\nimport of {len(files)} Word files: {time.perf_counter() - begun:.1f} s ({cpu:.1f} s of processor)")


def _quiet(arguments: list[str]) -> None:
    with redirect_stdout(StringIO()):
        run(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
