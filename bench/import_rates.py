"""How well import does on documents it has never seen: `python -m bench.import_rates [DOCUMENTS] [KIND …]`.

Each document is made at random in the manner of `tests/support/import_documents.py`. For every kind of file: figures that came out
right, left blank with a finding, different with a finding, and wrong without one; and paragraphs that stand neither in the content
file nor in a finding. The last two must be 0.
"""

import sys
import time
from collections import Counter
from collections.abc import Sequence
from random import Random

from disclosure.importers.matching.labels import core
from tests.support.forms import FORMS
from tests.support.import_documents import WRITERS, Made, make_document
from tests.support.import_outcomes import named, outcome_of, run

_DOCUMENTS = 5000
_WIDTHS = (10, 9, 9, 9, 13, 13, 8, 6, 6)


def main(arguments: Sequence[str]) -> int:
    """Make the documents, import them, print the rates; 1 when a figure was wrong or a text was lost without a finding."""
    count = int(arguments[0]) if arguments else _DOCUMENTS
    kinds = list(arguments[1:]) or list(WRITERS)
    tallies: dict[str, Counter[str]] = {kind: Counter() for kind in kinds}
    for seed in range(count):
        random = Random(seed)
        kind = random.choices(kinds, [WRITERS[kind][2] for kind in kinds])[0]
        made = make_document(random, FORMS, kind)
        tallies[kind] += tally(made, seed)
    heads = ("documents", "perfect", "figures", "right", "blank, said", "other, said", "unsaid", "lost", "ms")
    print(f"{'kind':<10}" + "".join(f"{head:>{width}}" for head, width in zip(heads, _WIDTHS, strict=True)))
    for kind, found in [*tallies.items(), ("all", sum(tallies.values(), Counter()))]:
        print(_line(kind, found))
    return 1 if any(found["unsaid"] + found["lost"] for found in tallies.values()) else 0


def tally(made: Made, seed: int) -> Counter[str]:
    """Count what became of a document's figures."""
    begun = time.perf_counter()
    parsed = run(made)
    found = Counter(documents=1, ms=round((time.perf_counter() - begun) * 1000))
    differences = outcome_of(made, parsed)
    found["figures"] = len(made.truth)
    found["right"] = len(made.truth) - len(differences)
    found["perfect"] = not differences
    for cell, (_, got) in differences.items():
        said = named(cell, made, parsed.findings)
        found["unsaid" if not said else "blank" if got[0] is None else "other"] += 1
        if not said:
            print(f"unsaid: seed {seed}, {made.damage}, {cell}: {made.truth[cell]} became {got}")
    assert parsed.value is not None
    heap = core("".join((parsed.value.text, *(finding.message for finding in parsed.findings))))
    for text in made.texts:
        if core(text) not in heap:
            found["lost"] += 1
            print(f"lost: seed {seed}, {made.damage}: {text}")
    return found


def _line(kind: str, found: Counter[str]) -> str:
    share = [f"{found[name] / max(found['figures'], 1):.2%}" for name in ("right", "blank", "other")]
    per = f"{found['ms'] / max(found['documents'], 1):.0f}"
    values = [
        *(f"{found[name]:,}" for name in ("documents", "perfect", "figures")),
        *share,
        str(found["unsaid"]),
        str(found["lost"]),
        per,
    ]
    return f"{kind:<10}" + "".join(f"{value:>{width}}" for value, width in zip(values, _WIDTHS, strict=True))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
