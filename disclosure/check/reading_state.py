"""What the sentences of a paragraph have said so far, which the next phrase takes for granted."""

from collections.abc import Sequence

from .cell_groups import CellGroup
from .claims import Claim
from .lexicon import Lexicon, Token, Wording, entries_in
from .words import LAST, NEXT, OFFICE, THIS

_WHO = frozenset({"self", "area", "unsure", "everybody", "office"})
_PART = "part"
"""The year of what is said of a part of a year, or of several years."""


class ReadingState:
    """Of whom, of which year and of what the sentence speaks.

    `about` are the tables that the paragraph is about; `is_topical` when it speaks of disclosure. `listed` are the
    claims of the sentence and `earlier` those of the one before; `last` is the claim right before, `whole` the one out
    of which the next counts are. `is_lost` when the sentence has turned to something that is not understood,
    `is_part_lost` when the parts of a whole have, `is_of_unknown` when that whole itself was not understood.
    `tells_outcomes` when it says that something was refused in words that no document has, `tells_how_it_went` when it
    does so in any, `tells_other_disputes` when those it counts are of another matter, `tells_late` when some were dealt with
    late. `pending` are the words of a
    phrase that says what the next one counts; `unnamed` is a count of which only a later phrase may say so
    (另有7件因时限未到，结转下年). `some_of` is a count of requests of which only a later phrase may say how they went
    (对3件申请，依法不予公开). `topic` is what the sentence has named of which it tells parts
    (办理完毕的申请，按申请人划分，企业3件). `applicants` are the columns of those of whose requests the phrases tell
    what became (自然人申请中，予以公开7件). `let_in` are the words of a bracket that names what is counted in behind it
    (申请（含上年结转1件）31件). `begun` is how many claims its sentence has before the semicolon.
    """

    def __init__(self, lexicon: Lexicon, about: frozenset[str], is_topical: bool) -> None:
        self.lexicon = lexicon
        self.about = about
        self.is_topical = is_topical
        self.tells_outcomes = False
        self.tells_how_it_went = False
        self.tells_other_disputes = False
        self.tells_late = False
        self.year = THIS
        self.listed: list[Claim] = []
        self._before_bracket: tuple[Claim | None, Claim | None, tuple[Token, ...], str] = (None, None, (), THIS)
        self.let_in: tuple[Token, ...] = ()
        self._names_office = False
        self._begin_sentence()

    def _begin_sentence(self) -> None:
        """Forget the sentence before; the year of a paragraph's sentences goes on until another is named."""
        self.who = ""
        self.is_of_own_office = False
        self.is_by_quarter = False
        self.is_lost = False
        self.names_other = False
        self.is_part_lost = False
        self.is_of_unknown = False
        self.is_last_lost = False
        self.is_in_bracket = False
        self.has_exception = False
        self.begun = 0
        self.earlier = self.listed
        self.listed = []
        self.last: Claim | None = None
        self.whole: Claim | None = None
        self.pending: tuple[Token, ...] = ()
        self.unnamed: Token | None = None
        self.some_of: Token | None = None
        self.topic: tuple[tuple[CellGroup, ...], ...] = ()
        self.applicants: tuple[Wording, ...] = ()

    def pass_sign(self, sign: str) -> None:
        """Note the sign before a phrase: a sentence ends, a bracket opens or closes."""
        if sign == "stop":
            self._begin_sentence()
            self.year = THIS if self.year == _PART else self.year
        elif sign == "semicolon":
            self.is_lost = self.is_of_unknown = False
            self.names_other = self.names_other and not self.listed
            self.applicants = ()
            self.some_of = None
            self.topic = ()
            self.begun = len(self.listed)
        elif sign == "open":
            self.is_in_bracket = True
            self._before_bracket = self.last, self.whole, self.pending, self.year
            self.let_in = ()
            self.whole = self.last if self._is_of_done(self.last) else self.whole if self.last is None else None
        elif sign == "close":
            self.is_in_bracket = False
            named = self.let_in or (self.pending if self.last is self._before_bracket[0] else ())
            self.last, self.whole, self.pending, year = self._before_bracket
            self.year = year if self.last or self.is_last_lost or self.listed else self.year  # 30件（2023年为20件）
            self.pending = (*self.pending, *named) if self.pending else ()

    def _is_of_done(self, claim: Claim | None) -> bool:
        """Whether a count is of requests that were done, out of which a bracket tells new and old ones."""
        cells = claim.meant[0][0] if claim and claim.kind == "count" else None
        done = (e for e in self.lexicon.form.entries if e.verb and not e.includes)
        return cells is not None and any((e.table, e.rows) == cells[:2] for e in done)

    def add(self, claim: Claim) -> None:
        """Note what a phrase claims."""
        self.last = claim
        self.is_last_lost = False
        self.listed.append(claim)

    def take(self, tokens: Sequence[Token]) -> None:
        """Take from words who is spoken of, which year, and whether what follows is out of what was counted before."""
        is_held_against = any(token.kind in ("compared", "changed") for token in tokens)
        for number, token in enumerate(tokens):
            kind = token.kind
            self.names_other = self.names_other and kind != "about"
            if kind == "office" and not self.lexicon.sums_up and _does_it_for_all(tokens, number):
                continue
            self.has_exception = self.has_exception or kind == "except"
            if kind in _WHO:
                self.is_of_own_office = (
                    kind == "office" and str(token.value)[0] in f"{self.lexicon.areas}{self.lexicon.full_name[-1:]}"
                )
                is_part = self.lexicon.sums_up and number and tokens[number - 1].kind == "among"  # 其中县政府收到13件
                self.who = "part" if is_part else self._scope(token)
                self._names_office = self._names_office or self.who != "whole"
                self.whole = None
            elif kind == "time":
                if is_held_against and token.value != THIS:
                    continue
                if not (token.value in (LAST, NEXT) and self._carries(tokens, str(token.value))):
                    self.year = _PART if _ends_range(tokens, number) else str(token.value)
            elif kind == "span":
                self.year = _PART
                self.is_by_quarter = self.is_by_quarter or "季度" in str(token.value)
            elif kind == "same-year" and self.year == _PART:
                self.year = THIS
            elif kind == "among" and not any(t.kind in ("term", "about") for t in tokens[:number]):
                self._begin_parts(tokens)

    def _begin_parts(self, tokens: Sequence[Token]) -> None:
        """Note out of what the next counts are, or that they are in the one behind their bracket: 申请（含上年结转1件）31件."""
        is_first = not (self.listed or self.is_last_lost or (self.is_in_bracket and self.pending))
        self.whole = self.last or (self.earlier[-1] if self.earlier and is_first else None)
        self.is_of_unknown = self.whole is None and self.is_last_lost
        if self.is_in_bracket and any(token.value == LAST for token in tokens) and self._carries(tokens, LAST):
            self.let_in = tuple(tokens)

    def _carries(self, tokens: Sequence[Token], year: str) -> bool:
        """Whether a year is named only to say from or to when something is carried over."""
        words = {str(token.value) for token in tokens if token.kind == "term"} | {year}
        return any(year in entry.words for entry in entries_in(self.lexicon.form, words))

    def _scope(self, token: Token) -> str:
        if token.kind == "area":
            value = str(token.value)
            return "whole" if value[-1] in self.lexicon.areas or value in dict(self.lexicon.names) else "other"
        if token.kind == "self":
            return "part" if self.lexicon.sums_up else "whole"
        if token.kind == "everybody":
            return "whole" if self.lexicon.sums_up else "other"
        if token.kind == "office":
            name = str(token.value)
            own = name if self.lexicon.sums_up else name.lstrip(f"{self.lexicon.areas}{self.lexicon.full_name[-1:]}")
            return "part" if own in (_OWN_OFFICES if self.lexicon.sums_up else _OFFICES_OF_A_BODY) else "other"
        return "unsure"

    @property
    def scope(self) -> str:
        """Whether what is said is of the whole body, maybe only of an office, of a part of it, or of another.

        Where nobody is named the body speaks; if its tables are of an area and the paragraph has named an office, maybe that.
        """
        return self.who or ("unsure" if self.lexicon.sums_up and self._names_office else "whole")

    def forget_last(self) -> None:
        """Note that a count was not understood: parts that follow may be out of it."""
        self.last = None
        self.is_last_lost = True

    def lose(self, tokens: Sequence[Token]) -> None:
        """Note that a count was not understood: what follows in its sentence may be of the same unknown matter."""
        self.forget_last()
        self.is_part_lost = self.whole is not None
        if self.whole is None or (tokens and tokens[0].kind == "unknown"):
            self.is_lost = True
        self.names_other = self.names_other or self._names_other(tokens)

    def _names_other(self, tokens: Sequence[Token]) -> bool:
        """Whether words name what is neither a request nor, where none was counted, understood: 仲裁案件120件，上年结转11件."""
        named = entries_in(self.lexicon.form, {str(token.value) for token in tokens if token.kind == "term"})
        about, rows = self.lexicon.form.about_tables, [e for e in named if e.rows and not e.verb]
        if any(t.kind in ("matter", "partial") for t in tokens) or any(e.table not in about for e in named):
            return True
        return not (self.listed or rows) and any(t.kind == "unknown" and t.end - t.start > 1 for t in tokens)


_OWN_OFFICES = frozenset(OFFICE.split())
"""Offices of the government itself, which have a part of what its whole area has."""
_OFFICES_OF_A_BODY = frozenset(
    ("办公室", "党政办公室", "党政办", "综合办", "党政综合办公室", "公开办", "政务公开办", "综合办公室")
)
"""Offices of a body that is no government of an area."""
_FOR_ALL = frozenset({"会同", "统一", "归口", "牵头", "负责", "具体承办", "承担"})


def _does_it_for_all(tokens: Sequence[Token], number: int) -> bool:
    """Whether an office is named as the one that answers for the whole body: 办公室统一受理."""
    return number + 1 < len(tokens) and tokens[number + 1].value in _FOR_ALL


def _ends_range(tokens: Sequence[Token], number: int) -> bool:
    """Whether a year is the end of a range of years: 2021至2023年."""
    if number and tokens[number - 1].kind == "time":
        return True
    return number > 1 and tokens[number - 2].kind == "time" and tokens[number - 1].value in ("至", "到", "和", "与", "、", "以来")
