"""Sentences → claims: who had how many of what in which year, as far as a sentence can be understood.

A paragraph is read phrase by phrase. Each count takes its meaning from the words before it, or else from those right
behind it; what a phrase does not say it takes from its sentence. A phrase with a word that nobody taught us says nothing.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from .cell_groups import CellGroup
from .lexicon import Lexicon, Token, Wording, entries_in
from .phrases import Measure, Paragraph
from .words import LAST, NEXT, THIS


class Claim(Struct, frozen=True):
    """What a phrase states: `amount` of `unit` for the sum of the cells of one of `meant`.

    `kind` is a `count`, or for no count at all: `none` (there were none), `all` (all are done) or `all-of` (all went that
    way). `scope` says whether it is of the whole body (`whole`), maybe only of an office (`unsure`). `partly` is a count
    out of another one. `strict` leaves nothing else to be counted in. It stands in its paragraph from `start` to `end`.
    """

    kind: str
    meant: tuple[tuple[CellGroup, ...], ...]
    amount: Decimal
    unit: str
    start: int
    end: int
    year: str = THIS
    scope: str = "whole"
    partly: bool = False
    strict: bool = False


class Share(Struct, frozen=True):
    """A percentage that a phrase gives of a claim, or of all that was closed when `of` is None."""

    amount: Decimal
    digits: int
    of: Claim | None
    whole: Claim | None
    start: int
    end: int


class Growth(Struct, frozen=True):
    """By how much a claim is said to be more or less than the year before: `unit` is % or a counter."""

    amount: Decimal
    unit: str
    digits: int
    rises: bool
    of: Claim
    start: int
    end: int


Statement = Claim | Share | Growth


def read_paragraph(paragraph: Paragraph, lexicon: Lexicon, year: int, about: frozenset[str]) -> Iterator[Statement]:
    """Yield what the sentences of a paragraph state; `about` are the tables that what stands above it is about."""
    reader = _Reader(lexicon, about | lexicon.form.about_in(paragraph.text), "公开" in paragraph.text)
    for begin, end in _sentences(paragraph.text):
        if lexicon.form.may_state(paragraph.text[begin:end]) or (reader.listed and _GOES_BACK.match(paragraph.text, begin)):
            tokens = _counted([_with_year(token, year) for token in lexicon.tokens(paragraph.text, begin, end)])
            for phrase in _phrases(tokens):
                yield from reader.read(phrase)
        elif dated := _DATED.match(paragraph.text, begin, end):
            reader.pass_over(_with_year(Token("time", int(dated[1]), 0, 0), year))


_STOP = re.compile("[。?!]")
_DATED = re.compile(r"[(（]?[一二三四五六七八九十]{0,2}[)）、]?.{0,8}?((?:19|20)\d\d)年")
_GOES_BACK = re.compile("其中|均|皆|都|全部|已全部|所有")


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    begin = 0
    for stop in _STOP.finditer(text):
        yield begin, stop.end()
        begin = stop.end()
    if begin < len(text):
        yield begin, len(text)


def _with_year(token: Token, year: int) -> Token:
    """The token of a year as the year before, this or after the report's; another year stays a number."""
    if token.kind != "time" or not isinstance(token.value, int):
        return token
    return replace(token, value={year - 1: LAST, year: THIS, year + 1: NEXT}.get(token.value, str(token.value)))


def _counted(tokens: list[Token]) -> list[Token]:
    """The tokens, a bare number at the end of its phrase (申请数为0) as a count too."""
    for number, token in enumerate(tokens):
        if token.kind == "figure" and number and (tokens[number - 1].kind == "term" or tokens[number - 1].value in _EQUALS):
            last = number + 1 == len(tokens) or tokens[number + 1].kind in (*_ENDS, "join")
            if last:
                tokens[number] = replace(token, kind="count", value=Measure(Decimal(str(token.value)), ""))
    return tokens


class Phrase(NamedTuple):
    """What stands between two signs, and the sign before it."""

    sign: str
    tokens: tuple[Token, ...]


_ENDS = frozenset({"stop", "semicolon", "comma", "open", "close"})


def _phrases(tokens: Sequence[Token]) -> Iterator[Phrase]:
    sign, kept = "stop", list[Token]()
    for token in tokens:
        if token.kind in _ENDS:
            yield Phrase(sign, tuple(kept))
            sign, kept = token.kind, []
        else:
            kept.append(token)
    yield Phrase(sign, tuple(kept))


_OPAQUE = frozenset({"unknown", "partial", "matter", "span", "vague", "figure", "changed", "compared", "respectively"})
"""Kinds of tokens with which a phrase is not understood."""
_MATTERS = frozenset({"信息", "信息数", "信息数量", "文件", "文件数", "政府信息", "类"})
"""After “依申请公开” or “不予公开” these speak of documents by how they may be disclosed, and not of requests."""
_WHO = frozenset({"self", "area", "unsure"})
_FULL_RATES = frozenset({"办结率", "答复率", "办理率", "回复率", "办复率", "处理率"})
_GOES_ON = frozenset({"办理", "处理", "处置"})
"""Verbs that say of requests that they are dealt with, and not that they are done unless with one of `_FINISHED`."""
_FINISHED = frozenset({"完毕", "完成", "完结", "完", "全部完成", "全面完成"})
_PART = "part"
"""The year of what is said of a part of a year, or of several years."""
_EQUALS = frozenset({"为", "是", "达", "达到", "共", "共计", "总计", "计", "数为", ":"})
_MONEY = {"元": Decimal(1), "千元": Decimal(1000), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}


class Meaning(NamedTuple):
    """What words before or behind a count say that it counts; `own` when they say so without help of the sentence."""

    meant: tuple[tuple[CellGroup, ...], ...]
    own: bool
    received: bool = False
    strict: bool = False


class _Reader:
    """Reads phrase after phrase, and keeps in mind what the sentence has said so far."""

    def __init__(self, lexicon: Lexicon, about: frozenset[str], topical: bool) -> None:
        self.lexicon = lexicon
        self.about = about
        self.year = THIS
        self.listed: list[Claim] = []
        self.topical = topical
        self.kept: tuple[Claim | None, Claim | None] = (None, None)
        self._begin()

    def _begin(self) -> None:
        """Forget the sentence before; the year of a paragraph's sentences goes on until another is named."""
        self.who = ""
        self.lost = False
        self.part_lost = False
        self.earlier = self.listed
        self.listed = []
        self.last: Claim | None = None
        self.whole: Claim | None = None
        self.pending: tuple[Token, ...] = ()

    def pass_over(self, token: Token) -> None:
        """Note the year of a sentence that says nothing of the tables."""
        self.year = str(token.value)

    def read(self, phrase: Phrase) -> Iterator[Statement]:
        """Yield what a phrase states."""
        tokens = phrase.tokens
        if phrase.sign == "stop":
            self._begin()
            self.year = THIS if self.year == _PART else self.year
        elif phrase.sign == "semicolon":
            self.lost = False
        elif phrase.sign == "open":
            self.kept = self.last, self.whole
        elif phrase.sign == "close":
            self.last, self.whole = self.kept
        if not tokens:
            return
        for statement in self._statements(tokens):
            if isinstance(statement, Claim):
                self.last = statement
                self.listed.append(statement)
            yield statement

    def _statements(self, tokens: tuple[Token, ...]) -> Iterator[Statement]:
        counts = [number for number, token in enumerate(tokens) if token.kind == "count"]
        denied = [n for n in counts if tokens[n].value.amount == 1 and any(t.kind == "none" for t in tokens[:n])]  # type: ignore[attr-defined]
        if not counts or denied:
            self._take(tokens)
            yield from self._without_count(tuple(token for token in tokens if token.kind != "count"))
            return
        respectively = next((n for n, token in enumerate(tokens) if token.kind == "respectively"), None)
        if respectively is not None:
            yield from self._respectively(tokens[:respectively], tokens[respectively + 1 :])
            return
        compared = next((n for n, token in enumerate(tokens) if token.kind in ("compared", "changed")), len(tokens))
        begin = 0
        for at, following in zip(counts, (*counts[1:], len(tokens)), strict=True):
            if at > compared:
                yield from self._growth(tokens[begin:compared], tokens[compared:at], tokens[at])
            else:
                yield from self._count(tokens[begin:at], tokens[at], tokens[at + 1 : following])
            begin = at + 1
        self.pending = ()

    def _take(self, tokens: Sequence[Token]) -> None:
        """Take from words who is spoken of, which year, and whether what follows is out of what was counted before."""
        for number, token in enumerate(tokens):
            if token.kind in _WHO:
                self.who = self._scope(token)
                self.whole = None
            elif token.kind == "time":
                if not (token.value in (LAST, NEXT) and self._carries(tokens, str(token.value))):
                    self.year = _PART if number > 1 and tokens[number - 2].kind == "time" else str(token.value)
            elif token.kind == "span":
                self.year = _PART
            elif token.kind == "same-year" and self.year == _PART:
                self.year = THIS
            elif token.kind == "among" and not any(t.kind in ("term", "about") for t in tokens[:number]):
                self.whole = self.last or (self.earlier[-1] if self.earlier and not self.listed else None)

    def _carries(self, tokens: Sequence[Token], year: str) -> bool:
        """Whether a year is named only to say from or to when something is carried over."""
        words = {str(token.value) for token in tokens if token.kind == "term"} | {year}
        return any(year in entry.words for entry in entries_in(self.lexicon.form, words))

    def _scope(self, token: Token) -> str:
        if token.kind == "area":
            value = str(token.value)
            return "whole" if value[-1] in self.lexicon.areas or value in dict(self.lexicon.names) else "other"
        if token.kind == "self":
            return "other" if self.lexicon.sums_up else "whole"
        return "unsure"

    def _scoped(self) -> str:
        return self.who or ("unsure" if self.lexicon.sums_up else "whole")

    # counts

    def _count(self, before: tuple[Token, ...], token: Token, behind: tuple[Token, ...]) -> Iterator[Statement]:
        """Yield what a count with the words around it states, if they are understood."""
        measure = token.value
        assert isinstance(measure, Measure)
        if measure.unit == "%":
            yield from self._share(before, token, measure)
            return
        self._take(before)
        if any(t.kind in _OPAQUE or t.kind in ("none", "rate") for t in before):
            self._lose(before)
            return
        meaning = self._meaning(before)
        if meaning is None or not meaning.own:
            meaning = self._behind(before, behind, meaning is not None) or meaning
        if meaning is None or measure.rough or not self._may_count(meaning):
            self.last = None
            return
        table = meaning.meant[0][0].table
        counters = self.lexicon.form.counters.get(table, ())
        if measure.unit not in counters and (measure.unit or counters[:1] == ("万元",)):
            self.last = None
            return
        amount = measure.amount
        if measure.unit in _MONEY:
            amount = amount * _MONEY[measure.unit] / _MONEY[counters[0]]
        partly = self.whole is not None
        self.lost = self.lost and not meaning.own
        if partly and (meaning.received or (self.part_lost and meaning.meant[0][0].columns)):
            return
        start = next((t.start for t in before if t.kind not in ("join", "among")), token.start)
        end = token.end
        yield Claim("count", meaning.meant, amount, measure.unit, start, end, self.year, self._scoped(), partly, meaning.strict)

    def _respectively(self, named: tuple[Token, ...], counted: tuple[Token, ...]) -> Iterator[Statement]:
        """Yield each of several counts with its own of several names: 复议、诉讼分别为3件、2件."""
        parts = [part for part in _split(named) if part]
        counts = [token for token in counted if token.kind == "count"]
        plain = all(token.kind in ("count", "join", "plain") for token in counted)
        if plain and len(parts) == len(counts):
            for part, token in zip(parts, counts, strict=True):
                yield from self._count(part, token, ())
        else:
            self._lose(named)

    def _lose(self, before: Sequence[Token]) -> None:
        """Note that a count was not understood: what follows in its sentence may be of the same unknown matter."""
        self.last = None
        self.part_lost = self.whole is not None
        if self.whole is None or (before and before[0].kind == "unknown"):
            self.lost = True

    def _may_count(self, meaning: Meaning) -> bool:
        return self.who != "other" and (meaning.own or not self.lost)

    def _behind(self, before: Sequence[Token], behind: Sequence[Token], said: bool) -> Meaning | None:
        """What the words right behind a count say, as in 7件结转下年度, where those before it say nothing."""
        known = []
        for token in behind:
            if token.kind in _OPAQUE or token.kind in ("none", "among", "all", "rate"):
                break
            known.append(token)
        named = any(token.kind in ("term", "about") for token in known)
        if self.pending and not said and not named and not any(token.kind == "term" for token in before):
            return self._meaning((*self.pending, *before))
        if said and not any(token.kind == "about" for token in known):
            return None
        self._take(known)
        return self._meaning((*before, *known))

    def _meaning(self, tokens: Sequence[Token]) -> Meaning | None:
        """What words count: rows in their own words, columns of what is counted already, verbs with their object."""
        words = {str(token.value) for token in tokens if token.kind == "term" or token.value in (LAST, NEXT)}
        entries = entries_in(self.lexicon.form, words)
        if not words - {LAST, NEXT} <= {word for entry in entries for word in entry.words}:
            return None
        about = {str(token.value) for token in tokens if token.kind == "about"}
        weak = any(token.kind == "weak" for token in tokens)
        rows = [entry for entry in entries if entry.rows and not entry.verb]
        verbs = [entry for entry in entries if entry.verb and entry.table in (about or (self.about if not weak else ()))]
        if rows:
            return self._of_rows(tokens, rows, entries)
        columns = [entry for entry in entries if entry.columns]
        if verbs:
            strict = any(word.startswith("新") for word in words)
            meant = [_crossed(verb, columns) for verb in verbs]
            if words & _GOES_ON and not any(token.value in _FINISHED for token in tokens):
                meant += [self._all_that_came(verb.table, columns) for verb in verbs if not verb.includes]
            if columns and self.whole is None:
                meant += [_crossed(verb, ()) for verb in verbs]
            received = all(verb.includes for verb in verbs)
            return Meaning(_distinct(meant), bool(about), received, strict)
        if columns and (found := self._of_columns(columns, about)):
            return found
        table = next(iter(about), "")
        if about and not self._is_of_documents(tokens, table):
            objects = [entry for entry in self.lexicon.form.entries if entry.verb and entry.table == table]
            meant = [_crossed(entry, columns) for entry in objects]
            meant += [_crossed(entry, ()) for entry in objects] if columns and self.whole is None else []
            return Meaning(_distinct(meant), True, not columns)
        return None

    def _is_of_documents(self, tokens: Sequence[Token], table: str) -> bool:
        """Whether words sort documents (不予公开文件36条), or name an application for what the table counts."""
        own = [n for n, t in enumerate(tokens) if t.kind == "term" or (t.kind == "about" and t.value == table)]
        rest = tokens[max(own, default=-1) + 1 :]
        if any(token.kind == "about" for token in rest):
            return table not in self.lexicon.form.totals or table in self.lexicon.form.about_tables
        return table in self.lexicon.form.about_tables and any(token.value in _MATTERS for token in rest)

    def _all_that_came(self, table: str, columns: Sequence[Wording]) -> tuple[CellGroup, ...]:
        """The lines of all that had to be dealt with: what came in, and what was there before."""
        came = next((entry for entry in self.lexicon.form.entries if entry.includes and entry.table == table), None)
        if came is None:
            return ()
        return (*_crossed(came, columns), *_crossed(came._replace(rows=came.includes), columns))

    def _of_rows(self, tokens: Sequence[Token], rows: list[Wording], entries: Sequence[Wording]) -> Meaning | None:
        """The meaning of rows in their own words; of several tables the one named last counts."""
        places = {str(token.value): number for number, token in enumerate(tokens) if token.kind == "term"}
        table = max(rows, key=lambda entry: max(places.get(word, -1) for word in entry.words)).table
        rows = [entry for entry in rows if entry.table == table]
        columns = [entry for entry in entries if entry.columns and entry.table == table]
        last = max(places.get(word, -1) for entry in rows for word in entry.words)
        foreign = [places[word] for e in entries if e.verb and e.table != table for word in e.words]
        if foreign and (not self.topical or max(foreign) > last):
            return None
        if any(self._is_detail(entry) for entry in rows) and not self._tells_outcomes():
            return None
        if self._is_of_documents(tokens, table):
            return None
        joined = any(token.kind == "join" for token in tokens)
        crossed = [_crossed(entry, columns) for entry in rows]
        if len(crossed) > 1 and joined:
            return Meaning((tuple(dict.fromkeys(lines for one in crossed for lines in one)),), True)
        return Meaning(_distinct(crossed), True)

    def _is_detail(self, entry: Wording) -> bool:
        """Whether a row is one of the finer ones, whose words (重复申请) mean other things too."""
        return len(entry.rows) == 1 and entry.rows[0].count(".") > 1 and entry.table in self.lexicon.form.about_tables

    def _tells_outcomes(self) -> bool:
        """Whether the sentence has told already what became of requests."""
        return any("." in lines.rows[0] for claim in self.listed for lines in claim.meant[0] if lines.rows)

    def _of_columns(self, columns: list[Wording], about: set[str]) -> Meaning | None:
        """The meaning of columns alone: of the rows that were counted before, or else of what the table is about."""
        of = self.whole or self.last or (self.listed[-1] if self.listed else None)
        tables = {entry.table for entry in columns}
        if of and of.meant[0][0].table in tables:
            table = of.meant[0][0].table
            keys = tuple(dict.fromkeys(key for entry in columns if entry.table == table for key in entry.columns))
            return Meaning(_distinct(tuple(lines._replace(columns=keys) for lines in one) for one in of.meant), True)
        objects = [
            entry for entry in self.lexicon.form.entries if entry.verb and entry.table in tables & (about | set(self.about))
        ]
        if objects:
            return Meaning(_distinct(_crossed(entry, columns) for entry in objects), True)
        return None

    # shares and growth

    def _share(self, before: tuple[Token, ...], token: Token, measure: Measure) -> Iterator[Statement]:
        """Yield the share of what was counted last, or that all was closed."""
        rates = [t for t in before if t.kind == "rate"]
        opaque = any(t.kind in _OPAQUE or t.kind == "none" for t in before)
        timely = any(str(t.value) in ("按时", "按期", "及时", "期限", "法定", "法定期限", "如期") for t in before)
        if rates and not opaque and all(str(t.value) in _FULL_RATES for t in rates) and not timely:
            if measure.amount == 100 and not self.lost and self.who != "other" and self.about:
                self._take(before)
                yield self._all_done(next(iter(self.about)), before[0].start, token.end)
        elif self.last and not opaque and not rates and self._is_share(before):
            yield Share(measure.amount, measure.digits, self.last, self.whole, self.last.start, token.end)

    def _is_share(self, before: Sequence[Token]) -> bool:
        """Whether words before a percentage say that it is of the count before, and of nothing finer than all requests."""
        said = [token for token in before if token.kind in ("term", "about", "each")]
        if not said:
            return True
        meaning = self._meaning(said) if any(token.kind == "share" for token in before) else None
        return bool(meaning and meaning.meant[0][0].columns == () and (meaning.received or len(meaning.meant[0]) == 1))

    def _growth(self, named: Sequence[Token], words: Sequence[Token], token: Token) -> Iterator[Statement]:
        """Yield by how much more or less than last year's a count is said to be: the one named, else the one before."""
        measure = token.value
        assert isinstance(measure, Measure)
        changed = [str(t.value) for t in words if t.kind == "changed"]
        known = not any(t.kind in ("unknown", "partial", "none", "term", "about", "figure", "span") for t in words)
        of = self._grown(named)
        if of and of.kind == "count" and len(changed) == 1 and known and not measure.rough:
            falls = changed[0][0] in "减下降回"
            yield Growth(measure.amount, measure.unit, measure.digits, not falls, of, token.start, token.end)

    def _grown(self, named: Sequence[Token]) -> Claim | None:
        if any(token.kind in ("term", "about") for token in named):
            meaning = None if _is_opaque(named) else self._meaning(named)
            told = (*self.earlier, *self.listed)
            return next((c for c in reversed(told) if meaning and c.meant == meaning.meant and c.year == THIS), None)
        return self.last if self.last and self.last.year == THIS and not _is_opaque(named) else None

    # without a count

    def _without_count(self, tokens: tuple[Token, ...]) -> Iterator[Statement]:
        """Yield what a phrase without a count denies, or says of all that was counted."""
        kinds = [token.kind for token in tokens]
        if "none" in kinds:
            yield from self._denial(tokens, kinds.index("none"))
            self.pending = ()
            return
        if any(kind in _OPAQUE for kind in kinds):
            self.lost = self.lost or ("matter" in kinds and "about" not in kinds)
            self.pending = ()
            return
        if "all" in kinds and (claim := self._of_all(tokens)):
            yield claim
        self.pending = tokens if "term" in kinds or "about" in kinds else ()

    def _denial(self, tokens: tuple[Token, ...], at: int) -> Iterator[Statement]:
        before, after = tokens[:at], tokens[at + 1 :]
        if any(token.kind in _OPAQUE for token in before) or self.who == "other":
            return
        after = tuple(token for token in after if token.kind != "vague")
        parts = [part for part in _split(after) if not _is_opaque(part) or any(t.kind in ("term", "about") for t in part)]
        if any(_is_opaque(part) for part in parts):
            return
        said = tuple(token for part in parts for token in part if token.kind not in ("none", "all"))
        alone = all(token.kind in ("plain", "join") for token in after)
        meaning = self._meaning(before if alone else said)
        if meaning is None or not self._may_count(meaning) or self._is_money(meaning):
            return
        arrived = [one for one in meaning.meant if one[0].table in self.lexicon.form.about_tables and self._came_in(one[:1])]
        lines = tuple(dict.fromkeys(lines for one in arrived[:1] or meaning.meant for lines in one))
        yield Claim("none", (lines,), Decimal(0), "", tokens[0].start, tokens[-1].end, self.year, self._scoped())

    def _is_money(self, meaning: Meaning) -> bool:
        """Whether a sum of money is meant: who says that none was collected may mean another charge."""
        return self.lexicon.form.counters.get(meaning.meant[0][0].table, ("",))[0] in _MONEY

    def _of_all(self, tokens: tuple[Token, ...]) -> Claim | None:
        """The claim that all are done, or went one way: all that the phrase names, or all that were counted before."""
        if self.who == "other" or (self.lost and not any(token.kind == "about" for token in tokens)):
            return None
        at = max(number for number, token in enumerate(tokens) if token.kind == "all")
        before, after = tokens[:at], tokens[at + 1 :]
        start, end = tokens[0].start, tokens[-1].end
        words = {str(token.value) for token in after if token.kind == "term"}
        entries = entries_in(self.lexicon.form, words)
        named = self._named(before)
        table = named[0].table if named else ""
        ways = [entry for entry in entries if entry.table == table and not entry.verb]
        if table and ways:
            way = ways[0]
            meant = tuple(lines._replace(columns=way.columns) if way.columns else CellGroup(table, way.rows) for lines in named)
            return Claim("all-of", (_distinct((meant,))[0],), Decimal(0), "", start, end, self.year, self._scoped())
        finished = words - _GOES_ON or any(token.value in _FINISHED for token in after)
        weak = any(token.kind == "weak" for token in after)
        if table and finished and not weak and any(entry.verb and not entry.includes for entry in entries):
            return self._all_done(table, start, end, named)
        return None

    def _named(self, before: Sequence[Token]) -> tuple[CellGroup, ...]:
        """The rows that “all” speaks of; none when these are what was dealt with, of which it says nothing new."""
        if not any(token.kind in ("term", "about") for token in before):
            before = self.pending
        if any(token.kind in ("term", "about") for token in before):
            meaning = self._meaning(before)
            return meaning.meant[0] if meaning and self._came_in(meaning.meant[0]) else ()
        listed = self.listed or self.earlier
        counted = [claim for claim in listed if claim.kind == "count" and not claim.partly]
        if not counted or listed[-1] is not counted[-1] or not self._came_in(counted[-1].meant[0]):
            return ()
        return tuple(lines for claim in counted for lines in claim.meant[0] if lines.table == counted[-1].meant[0][0].table)

    def _came_in(self, meant: tuple[CellGroup, ...]) -> bool:
        """Whether lines count what came in, or are of a table that counts no coming in."""
        arrivals, tables = self.lexicon.form.arrivals, self.lexicon.form.about_tables
        return all(lines.table not in tables or (lines.table, lines.rows[0]) in arrivals for lines in meant)

    def _all_done(self, table: str, start: int, end: int, named: tuple[CellGroup, ...] = ()) -> Claim:
        return Claim("all", (named or (CellGroup(table, ()),),), Decimal(0), "", start, end, self.year, self._scoped())


def _split(tokens: Sequence[Token]) -> list[tuple[Token, ...]]:
    parts: list[list[Token]] = [[]]
    for token in tokens:
        if token.kind == "join":
            parts.append([])
        else:
            parts[-1].append(token)
    return [tuple(part) for part in parts]


def _is_opaque(tokens: Sequence[Token]) -> bool:
    return any(token.kind in _OPAQUE or token.kind == "count" for token in tokens)


def _crossed(entry: Wording, columns: Sequence[Wording]) -> tuple[CellGroup, ...]:
    """The lines of a row in the columns that are named beside it."""
    keys = tuple(dict.fromkeys(key for column in columns if column.table == entry.table for key in column.columns))
    return (CellGroup(entry.table, entry.rows, keys),)


def _distinct(meant: "Sequence[tuple[CellGroup, ...]] | Iterator[tuple[CellGroup, ...]]") -> tuple[tuple[CellGroup, ...], ...]:
    return tuple(dict.fromkeys(meant))
