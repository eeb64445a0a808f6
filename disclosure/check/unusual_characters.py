"""Characters that mislead: those nobody sees, those that only look like a Chinese character, and what a wrong encoding left."""

import re
from collections.abc import Iterator

from ..model.finding import Finding, Place
from ..model.folding import GARBLED, LOOKALIKE, MAY_MISLEAD, UNSEEN, name_of, ordinary, without_unseen
from ..model.patterns import pattern
from ..model.portal import FiledReport, Portal
from .markup import report_cells, report_fields
from .text_pieces import text_pieces

_OWN = "\ue000-\uf8ff\U000f0000-\U0010ffff"
"""Code points that everybody may use for characters of his own: others see a box, or nothing."""
_ON_CHINESE = "\u0300-\u036f\ufe00-\ufe0f\U000e0100-\U000e01ef"
"""Accents and marks of variants; behind a Chinese character most systems don't show them."""
_UNSHOWN = f"[\u2800\ufffc{_OWN}]|(?<=[\u3400-\u9fff])[{_ON_CHINESE}]"
_MAY_MISLEAD = pattern(f"{MAY_MISLEAD.pattern[:-1]}\u2800\ufffc{_OWN}{_ON_CHINESE}]")
_UNUSUAL = pattern(f"(?P<unseen>{UNSEEN.pattern}|{_UNSHOWN})|(?P<lookalike>{LOOKALIKE.pattern})|(?P<garbled>{GARBLED.pattern})")
_AROUND = pattern(r"[^\s，。；：！？、]*")
_CONTEXT = 6


def check_unusual_characters(filing: FiledReport) -> Iterator[Finding]:
    """A report is written in characters that people see and type."""
    path = filing.report.path
    for place, text in (*report_fields(filing), *report_cells(filing)):
        yield from _unusual(text, path, place, in_text=False)
    for place, text in text_pieces(filing):
        yield from _unusual(text, path, place)


def check_other_characters(portal: Portal) -> Iterator[Finding]:
    """So are standing pages, and the names of the site and of its bodies."""
    yield from _unusual(portal.settings.name, portal.settings.path, ("name",), in_text=False)
    for body in portal.bodies:
        yield from _unusual(body.name, body.path, ("name",) if body.folder else ("body", "name"), in_text=False)
    for page in portal.pages:
        yield from _unusual(page.title, page.path, ("title",), in_text=False)
        yield from _unusual(page.text, page.path, ("#",))


def _unusual(text: str, path: str, place: Place, in_text: bool = True) -> Iterator[Finding]:
    """The first character of each kind in a text, with how many there are."""
    if not _MAY_MISLEAD.search(text):
        return
    found: dict[str, list[re.Match[str]]] = {}
    for match in _UNUSUAL.finditer(text):
        found.setdefault(match.lastgroup or "", []).append(match)
    for kind, matches in found.items():
        first = matches[0]
        count = f"，共 {len(matches)} 处" if len(matches) > 1 else ""
        code, advise = _ADVICE[kind]
        message, hint = advise(text, first)
        yield Finding(code, f"{message}{count}", path, (*place, first[0]) if in_text else place, hint=hint)


def _unseen(text: str, match: re.Match[str]) -> tuple[str, str]:
    before = without_unseen(text[: match.start()].rpartition("\n")[2])[-_CONTEXT:]
    after = without_unseen(text[match.end() :].partition("\n")[0])[:_CONTEXT]
    where = f"“{before}”和“{after}”之间" if before and after else f"“{before}”后面" if before else f"“{after}”前面"
    if re.match(f"[{_OWN}]", match[0]):
        message = f"{where}有别的电脑上显示不出的自造字（U+{ord(match[0]):04X}）"
        return message, f"打开原文，重新输入“{before}”后面的字；是项目符号的，行首写成“- ”"
    return f"{where}有看不见的{name_of(match[0])}", f"重新输入“{before}{after}”"


def _lookalike(text: str, match: re.Match[str]) -> tuple[str, str]:
    start = max((end.end() for end in re.finditer(r"[\s，。；：！？、]", text[: match.start()])), default=0)
    around = _AROUND.match(text, start)
    words = around[0][: match.end() - start + 2 * _CONTEXT] if around else match[0]
    message = f"“{match[0]}”（U+{ord(match[0]):04X}）是部首或兼容字符，样子像“{ordinary(match[0])}”，却检索不到"
    return message, f"写成 {ordinary(words)}"


def _garbled(text: str, match: re.Match[str]) -> tuple[str, str]:
    line = text[: match.start()].rpartition("\n")[2][-_CONTEXT:]
    where = f"“{line}”后面" if line else "行首"
    return f"“{match[0]}”是乱码", f"打开原文，把{where}的“{match[0]}”改成原来的字"


_ADVICE = {
    "unseen": ("text.unseen", _unseen),
    "lookalike": ("text.lookalike", _lookalike),
    "garbled": ("text.garbled", _garbled),
}
"""The code of each kind, and what to type instead."""
