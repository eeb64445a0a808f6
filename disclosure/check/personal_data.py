"""Numbers of persons in what will be public: each is told, and masked on the pages unless its author explains it."""

from collections.abc import Collection, Iterator

from ..model.finding import Finding, Place
from ..model.personal_numbers import KINDS, PersonalNumber, find_numbers
from ..model.portal import FiledReport, StandingPage
from .markup import report_cells, report_fields
from .text_pieces import text_pieces

CODE = "personal.data"


def check_personal_data(filing: FiledReport) -> Iterator[Finding]:
    """Report numbers of persons in a report's fields, sentences, notes and text."""
    for place, text in (*report_fields(filing), *report_cells(filing)):
        yield from _found(text, filing.report.path, place, filing.public_numbers, in_text=False)
    for place, text in text_pieces(filing):
        yield from _found(text, filing.report.path, place, filing.public_numbers)


def check_personal_page(page: StandingPage, allowed: Collection[str]) -> Iterator[Finding]:
    """The same for a standing page; none where the page explains them."""
    if not any(one.code == CODE for one in page.explanations):
        yield from _found(page.title, page.path, ("title",), allowed, in_text=False)
        yield from _found(page.text, page.path, ("#",), allowed)


def _found(text: str, path: str, place: Place, allowed: Collection[str], in_text: bool = True) -> Iterator[Finding]:
    for one in find_numbers(text, allowed):
        words = text[one.start : one.end]
        yield Finding(CODE, f"有{describe(one)}，网页上已遮去", path, (*place, words) if in_text else place, hint=advice(one))


def describe(one: PersonalNumber) -> str:
    """What a number is, itself masked: findings are read by many."""
    return f"{KINDS[one.kind]} {one.masked}"


def advice(one: PersonalNumber) -> str:
    """What to type instead of a number."""
    return f"写成 {one.masked}，或整个删去；确须公开的，写 explain: {{{CODE}: 原因}}"
