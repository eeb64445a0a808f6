"""A paragraph cut into sentences, and the words of a sentence into phrases: what stands between two signs."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from msgspec.structs import replace

from ..model.patterns import pattern
from .lexicon import Lexicon, Token
from .phrases import Measure
from .words import LAST, NEXT, THIS

_STOP = pattern("[。?!]")
_ENDS = frozenset({"stop", "semicolon", "comma", "open", "close"})
_EQUALS = frozenset({"为", "是", "达", "达到", "共", "共计", "总计", "计", "数为", ":"})
OPAQUE = frozenset(
    {"unknown", "some", "partial", "matter", "span", "vague", "figure", "changed", "compared", "respectively", "bound"}
)
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
    sign, words = "stop", list[Token]()
    tokens = list(lexicon.tokens(text, begin, end))
    for number, token in enumerate(tokens):
        kind = token.kind
        if kind in _ENDS or (kind == "colon" and _only_compares(words)):
            yield Phrase(sign, tuple(words))
            sign, words = kind, []
        elif kind == "vague" and words and number + 1 < len(tokens) and tokens[number + 1].kind == "term":
            words = _without_example(words)
        elif kind in _LOOKED_AT or (kind == "plain" and token.value == "公开"):
            words += _seen_beside(tokens, number, year)
        else:
            words.append(token)
    if words:
        yield Phrase(sign, tuple(words))


def _without_example(words: Sequence[Token]) -> list[Token]:
    """Words before 等 and what it belongs to without the one that is only an example of that: 企业职工｜等自然人."""
    last = max((number for number, word in enumerate(words) if word.kind == "term"), default=len(words))
    return list(words[:last] if all(word.kind == "plain" for word in words[last + 1 :]) else words)


def _only_compares(words: Sequence[Token]) -> bool:
    """Whether words before a colon say that years are held against each other, which those behind it tell: 同比情况：2023年…."""
    return any(word.kind in ("compared", "changed") for word in words) and all(word.kind != "count" for word in words)


_ACCUSED = frozenset({"为被申请人", "作为被告", "为被告"})
_LOOKED_AT = frozenset({"time", "figure", "vague", "partial", "self"})
"""Kinds of tokens whose meaning depends on the report's year or on the tokens beside."""


def _seen_beside(tokens: Sequence[Token], number: int, year: int) -> tuple[Token, ...]:
    """A token as it is meant where it stands.

    A bare number at the end of its phrase (申请数为0) is a count; 等 before what it belongs to (律师事务所等法律服务机构)
    leaves nothing open.
    """
    token, following = tokens[number], tokens[number + 1] if number + 1 < len(tokens) else None
    if token.value == "公开" and _in_part_follows(tokens, number):
        return (replace(token, kind="term", value="予以公开"),)
    if token.kind == "time":
        return (with_year(token, year),)
    if token.kind == "self":
        beside = number and tokens[number - 1].kind == "count" and tokens[number - 1].end == token.start
        return (replace(token, kind="unknown"),) if beside else (token,)
    if token.kind == "partial":
        return () if token.value in _ACCUSED and number and tokens[number - 1].kind in ("self", "area", "unsure") else (token,)
    if token.kind == "vague":
        return () if following and following.kind == "term" else (token,)
    if token.kind == "plain":
        return (token,)
    is_last = following is None or following.kind in _ENDS or following.kind == "join"
    is_counted = number and (tokens[number - 1].kind == "term" or tokens[number - 1].value in _EQUALS)
    if is_last and is_counted:
        return (replace(token, kind="count", value=Measure(Decimal(str(token.value)), "")),)
    return (token,)


def _in_part_follows(tokens: Sequence[Token], number: int) -> bool:
    """Whether 公开 is said of requests: what was granted in part follows (公开和部分公开14件; 公开10件，部分公开4件)."""
    behind = [token for token in tokens[number + 1 : number + 6] if token.value not in ("的", "类")]
    if behind and behind[0].kind == "count" and (number == 0 or tokens[number - 1].kind in ("plain", "colon", *_ENDS)):
        behind = behind[1:]
    return len(behind) > 1 and behind[0].kind in ("join", "comma") and behind[1].value == "部分公开"


def with_year(token: Token, year: int) -> Token:
    """Return the token of a year as the year before, this or after the report's; another year stays a number."""
    if not isinstance(token.value, int):
        return token
    return replace(token, value={year - 1: LAST, year: THIS, year + 1: NEXT}.get(token.value, str(token.value)))


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
