"""Reports of sister bodies that say the same of their problems.

Texts are known by sketches: of the hashes of all their neighboring characters the smallest. The share that two sketches have in
common is that of the texts, within some percent (Broder 1997, "On the resemblance and containment of documents").
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import chain, pairwise

from ..model.finding import Finding
from ..model.patterns import pattern
from ..model.portal import FiledReport, Portal, ReportEntry, TextSketch
from ..model.report import folder_of

_CODE = "text.copied"
SKETCH = 64
"""The hashes that stand for a text."""
ALIKE = 0.75
"""The share of the pairs of either text that both have, when one is taken for a copy: the other fourth are names and figures."""
FIRST_HOLDERS = 3
"""A hash is looked up in so many reports that have it, the first; copies of one original are found by it all the same."""
_NOT_CHINESE = pattern(r"[^一-龥]+")


def sketch_of_problems(filing: FiledReport) -> TextSketch | None:
    """Return what stands for the text on problems; None where it is short, or its author explains that it is another's."""
    if any(one.code == _CODE for one in filing.report.explanations):
        return None
    of_problems = {form.key for form in filing.format.sections if any(topic.code == "text.problems" for topic in form.topics)}
    for number, section in enumerate(filing.report.sections):
        if section.key in of_problems and len(section.text) >= filing.thresholds.repetition_minimum:
            return TextSketch(number, sketch(section.text))
    return None


def sketch(text: str) -> tuple[int, ...]:
    """Return the smallest hashes of the pairs of Chinese characters of a text, in order."""
    characters = map(ord, _NOT_CHINESE.sub("", text))
    hashes = {
        (first * 0x9E3779B1 ^ second * 0x85EBCA77) * 0xC2B2AE3D >> 16 & 0xFFFFFFFF for first, second in pairwise(characters)
    }
    return tuple(sorted(hashes)[:SKETCH])


def check_copies(portal: Portal) -> Iterator[Finding]:
    """Say which reports have the text on problems of a sister body's report of the same year."""
    sisters: defaultdict[tuple[str, int], list[ReportEntry]] = defaultdict(list)
    named = {body.folder for body in portal.bodies if body.name and body.folder}
    for entry in portal.entries:
        if entry.problems and entry.folder in named:
            sisters[folder_of(entry.folder), entry.year].append(entry)
    for entries in sisters.values():
        yield from _copies(entries)


def _copies(entries: list[ReportEntry]) -> Iterator[Finding]:
    """The copies among reports: each is compared with those before it that share most hashes."""
    holders: defaultdict[int, list[int]] = defaultdict(list)
    for number, entry in enumerate(entries):
        hashes = entry.problems.hashes if entry.problems else ()
        shared = Counter(chain.from_iterable(map(holders.__getitem__, hashes)))
        (other, count), *_ = shared.most_common(1) or [(0, 0)]
        if count and _alike(hashes, entries[other]):
            yield _finding(entry, entries[other])
        for one in hashes:
            if len(holders[one]) < FIRST_HOLDERS:
                holders[one].append(number)


def _alike(hashes: tuple[int, ...], other: ReportEntry) -> bool:
    known = other.problems.hashes if other.problems else ()
    shared = set(known).intersection(hashes)
    smallest = sorted({*known, *hashes})[:SKETCH] if len(shared) >= ALIKE * len(hashes) else hashes
    return len(shared.intersection(smallest)) >= ALIKE * len(smallest)


def _finding(entry: ReportEntry, other: ReportEntry) -> Finding:
    section = entry.problems.section if entry.problems else 0
    message = f"存在的问题和改进情况与 {other.path} 的只差几个字"
    hint = f"对照 {other.path}，写本机关自己的问题；确实相同的，写 explain: {{{_CODE}: 原因}}"
    return Finding(_CODE, message, entry.path, ("#", section), hint=hint)
