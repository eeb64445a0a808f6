"""A paragraph cut into sentences, and the words of a sentence into phrases: what stands between two signs."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from msgspec.structs import replace

from .lexicon import Lexicon, Token
from .phrases import Measure
from .words import LAST, NEXT, THIS

_STOP = re.compile("[。?!]")
_ENDS = frozenset({"stop", "semicolon", "comma", "open", "close"})
_EQUALS = frozenset({"为", "是", "达", "达到", "共", "共计", "总计", "计", "数为", ":"})
OPAQUE = frozenset({"unknown", "partial", "matter", "span", "vague", "figure", "changed", "compared", "respectively", "bound"})
"""Kinds of tokens with which a phrase is not understood."""


class Phrase(NamedTuple):
    """What stands between two signs, and the sign before it."""

    sign: str
    tokens: tuple[Token, ...]


def sentences_of(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each sentence begins and ends."""
    begin = 0
    for stop in _STOP.finditer(text):
        yield begin, stop.end()
        begin = stop.end()
    if begin < len(text):
        yield begin, len(text)


def phrases_of(text: str, begin: int, end: int, lexicon: Lexicon, year: int) -> Iterator[Phrase]:
    """Yield the phrases of a sentence; years are told as the one before, this or after the report's."""
    tokens = _with_bare_counts([with_year(token, year) for token in lexicon.tokens(text, begin, end)])
    sign, words = "stop", list[Token]()
    for number, token in enumerate(tokens):
        if token.kind == "vague" and tokens[number + 1 : number + 2] and tokens[number + 1].kind == "term":
            continue
        if token.kind in _ENDS:
            yield Phrase(sign, tuple(words))
            sign, words = token.kind, []
        else:
            words.append(token)
    yield Phrase(sign, tuple(words))


def with_year(token: Token, year: int) -> Token:
    """Return the token of a year as the year before, this or after the report's; another year stays a number."""
    if token.kind != "time" or not isinstance(token.value, int):
        return token
    return replace(token, value={year - 1: LAST, year: THIS, year + 1: NEXT}.get(token.value, str(token.value)))


def _with_bare_counts(tokens: list[Token]) -> list[Token]:
    """The tokens, a bare number at the end of its phrase (申请数为0) as a count too."""
    for number, token in enumerate(tokens):
        if token.kind == "figure" and number and (tokens[number - 1].kind == "term" or tokens[number - 1].value in _EQUALS):
            last = number + 1 == len(tokens) or tokens[number + 1].kind in (*_ENDS, "join")
            if last:
                tokens[number] = replace(token, kind="count", value=Measure(Decimal(str(token.value)), ""))
    return tokens


def members_of(tokens: Sequence[Token]) -> list[tuple[Token, ...]]:
    """Return the members of a list within a phrase: what stands between 、, 和 and the like."""
    members: list[list[Token]] = [[]]
    for token in tokens:
        if token.kind == "join":
            members.append([])
        else:
            members[-1].append(token)
    return [tuple(member) for member in members]


def is_opaque(tokens: Sequence[Token]) -> bool:
    """Whether tokens hold something that is not understood, or a count of its own."""
    return any(token.kind in OPAQUE or token.kind == "count" for token in tokens)
