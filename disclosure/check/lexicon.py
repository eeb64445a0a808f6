"""The words of reports: those that a form brings along, those that name a body, and the plain words around them.

A lexicon cuts a paragraph into tokens. What it does not know stays an unknown token, and a sentence with one is not understood.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from functools import cached_property
from typing import NamedTuple

from msgspec import Struct

from ..model.form import Format, Heading, TableForm
from ..model.portal import Body
from .body_names import SUMS_UP, own_names
from .phrases import Measure, measure_at
from .word_search import any_of
from .words import BOUND, SELF_NOUNS, THIS, TIMES, WORD_KINDS


class Token(Struct, frozen=True, gc=False):
    """A word, a number or a sign of a paragraph: what kind it is, what it says, where it stands."""

    kind: str
    value: object
    start: int
    end: int

    @property
    def measure(self) -> Measure:
        """The number and the counter of a count."""
        assert isinstance(self.value, Measure)
        return self.value


class Wording(NamedTuple):
    """Words that, standing together, state a row or a column of a table, and the keys of its lines.

    A `verb` does so only with what the table is about. `includes` are the rows that may be counted in.
    """

    words: frozenset[str]
    table: str
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    verb: bool
    includes: tuple[str, ...] = ()


_ANYONE = re.compile(
    r"公民(?:个人)?(?:[、,，和与及或]?(?:企业)?法人[、,，]?(?:和|与|及|或|或者|以及)?(?:其他|其它|非法人)组织"
    r"|(?:和|或|、|与|及)(?:企业|组织|单位|法人))"
)
_SIGNS = {
    "。": "stop", "?": "stop", "!": "stop", ";": "semicolon", ",": "comma", "，": "comma",
    ":": "colon", "(": "open", ")": "close", "、": "join",
    "+": "comma", "=": "comma", "＋": "comma", "＝": "comma",
}  # fmt: skip
_COUNTED = re.compile(
    "[0-9零一二两三四五六七八九十百为](?:(?<=[0-9])[余多]?(?:[件条项份宗起例个封次笔单部篇名位家%]|人次|万元|元|[,，。、]|$)"
    "|(?<=[零一二两三四五六七八九十百])(?:[件宗份例万]|起[行复诉])|(?<=为)0)"
)
_NONE_OR_ALL = re.compile(
    "未|没|无|零|不存在|空白|均|皆|都|全部|所有|一律|悉数|全数|件件|逐[一件]|少[量数]|部分|个别|若干|一些|数件|几件|多件|也有|既有|仍有|还有|有.{1,10}(?:申请|结转)"
)
_UNREAD = "“”\"'‘’「」—–-~～·…/"
_QUOTED = re.compile(r"《[^《》]{0,120}》|【[^】]{0,60}】")
YEAR = r"(?:(?P<year>(?:19|20)\d\d)|(?P<written>[一二][〇零○O0九][〇零○O0一二三四五六七八九]{2}))年度?"
"""A year in digits or in Chinese numerals."""
_MONTH_NUMBER, _DAY_NUMBER = r"1[0-2]|0?[1-9]|十[一二]?|[一二三四五六七八九]", r"[0-3]?\d|[一二三]?十?[一二三四五六七八九十]"
_DAY = rf"(?:(?P<month>{_MONTH_NUMBER})月份?(?:(?P<day>{_DAY_NUMBER})[日号])?)?(?P<end>年?[末底初])?"
_DATE = re.compile(rf"{YEAR}{_DAY}(?P<since>以来)?")
_BARE_DAY = re.compile(rf"(?:{_MONTH_NUMBER})月份?(?:(?:{_DAY_NUMBER})[日号])?[末底初]?")
_WHOLE_YEAR = re.compile(
    rf"[从自]?{YEAR}(?:1|01|一)月?(?:(?:1|01|一)日)?[起始]?(?:至|到|—+|－|-|–|~|～)"
    r"(?:(?:19|20)\d\d年)?(?:12|十二)月份?(?:(?:31|三十一)日|底|末)?(?:止|为止|期间)?"
)
_YEAR_END = re.compile(
    r"(?:截至|截止|截止到|截至到|到|至)?(?:(?P<year>(?:19|20)\d\d)年度?(?:12月31日|12月底|12月末|年?[底末终])"
    r"|12月31日|12月底|12月末|年底|年末|年终)(?:前|止|为止|时)?"
)
NUMERALS = dict(zip("〇零○O0一二三四五六七八九", "00000123456789", strict=True))
"""The digits that Chinese numerals stand for, and the signs that are typed for 〇."""


def year_of(match: re.Match[str]) -> int:
    """The year that a date names, in digits or in Chinese numerals."""
    return int(match["year"] or "".join(NUMERALS[sign] for sign in match["written"]))


class FormWords(Struct, frozen=True, dict=True):
    """The words of a form and the plain ones: those that state a row or a column, what is counted, and with which counters."""

    entries: tuple[Wording, ...]
    about: tuple[tuple[str, tuple[str, ...]], ...]
    counters: dict[str, tuple[str, ...]]
    totals: frozenset[str]
    tables: tuple[TableForm, ...] = ()

    @cached_property
    def words(self) -> dict[str, tuple[tuple[str, str, object], ...]]:
        """By their first character: every word with its kind and what it says, the longest first."""
        found: dict[str, tuple[str, object]] = {}
        for kind, text in WORD_KINDS:
            found |= {word: (kind, word) for word in text.split()}
        for rel, text in TIMES.items():
            found |= dict.fromkeys(text.split(), ("time", rel))
        found |= {word: ("bound", rel) for rel, text in BOUND.items() for word in text.split()}
        found |= {f"{head}{noun}": ("self", noun) for head in "我本" for noun in SELF_NOUNS.split()}
        found |= {f"以{head}{noun}名义": ("self", noun) for head in ("我", "本", "") for noun in SELF_NOUNS.split()}
        found |= {f"向{area}{of}": ("plain", "向") for area in "省市县区州旗" for of in ("政府", "人民政府")}
        found |= {f"{head}{area}": ("area", area) for head in ("全", "我", "本") for area in "省市县区州旗盟镇乡"}
        found |= {f"全{area}{all_of}": ("everybody", area) for area in "省市县区州旗盟" for all_of in ALL_OF_AREA}
        found |= {f"{area}{within}": ("area", area) for area in "省市县区州旗盟镇乡" for within in ("内", "域内", "域")}
        found |= {"全局": ("self", "局"), "全委": ("self", "委"), "全街道": ("self", "街道"), "全办": ("self", "办")}
        found |= {word: ("term", word) for entry in self.entries for word in entry.words if word not in TIMES}
        found |= {word: ("about", table) for table, words in self.about for word in words}
        found |= {sign: ("skip", sign) for sign in _UNREAD} | {sign: (kind, sign) for sign, kind in _SIGNS.items()}
        return _by_first((word, kind, value) for word, (kind, value) in found.items())

    @cached_property
    def words_by_two(self) -> dict[str, tuple[tuple[str, str, object], ...]]:
        """The same words by their first two characters."""
        return _by_two(self.words)

    @cached_property
    def combined(self) -> dict[frozenset[str], tuple[Wording, ...]]:
        """The entries that words together are known to state."""
        return {}

    @cached_property
    def by_word(self) -> dict[str, list[int]]:
        """The numbers of the entries that each word is part of."""
        found: dict[str, list[int]] = {}
        for number, entry in enumerate(self.entries):
            for word in entry.words:
                found.setdefault(word, []).append(number)
        return found

    @cached_property
    def open_lines(self) -> dict[str, frozenset[str]]:
        """The keys of the rows and columns of each table that count what is not yet done."""
        return {table.key: _open_lines(table) for table in self.tables}

    @cached_property
    def companions(self) -> frozenset[str]:
        """Words that state something only together with others: 结转, 余."""
        alone = {word for entry in self.entries if len(entry.words) == 1 for word in entry.words}
        return frozenset(word for entry in self.entries for word in entry.words) - alone

    @cached_property
    def about_tables(self) -> frozenset[str]:
        """The tables that have words for what is counted in them, and rows for what came in."""
        return frozenset(table for table, _ in self.arrivals)

    @cached_property
    def words_of(self) -> dict[str, frozenset[str]]:
        """The words that state rows or columns of each table."""
        return {t.key: frozenset(word for e in self.entries if e.table == t.key for word in e.words) for t in self.tables}

    @cached_property
    def brought_forward(self) -> frozenset[tuple[str, tuple[str, ...]]]:
        """The table and rows of what was carried over from the year before."""
        return frozenset((e.table, e.includes) for e in self.entries if e.includes)

    @cached_property
    def arrivals(self) -> frozenset[tuple[str, str]]:
        """The table and key of each row that counts what came in, and of what may be counted in with it."""
        return frozenset((e.table, row) for e in self.entries if e.includes for row in (*e.rows, *e.includes))

    @cached_property
    def charges(self) -> frozenset[str]:
        """The words that state rows of sums of money."""
        tables = {table for table, counters in self.counters.items() if counters[0] == "万元"}
        return frozenset(word for e in self.entries if e.table in tables and e.rows for word in e.words)

    @cached_property
    def anchors(self) -> tuple[str, ...]:
        """Words of which a paragraph has one when it says something of the tables."""
        things = {word for table, words in self.about if table in self.about_tables for word in words}
        rows = {word for e in self.entries if e.rows and e.table not in self.about_tables for word in e.words}
        return _shortest(things | {word for word in rows if word not in TIMES})

    @cached_property
    def anchor(self) -> re.Pattern[str]:
        """Finds a word without which a paragraph says nothing of the tables."""
        return any_of(self.anchors)

    @cached_property
    def saying(self) -> re.Pattern[str]:
        """Finds a word without which a sentence says nothing of the tables."""
        rows = {word for e in self.entries if e.rows or e.table in self.about_tables for word in e.words}
        return any_of(_shortest({word for word in rows if len(word) > 1 and word not in TIMES} | set(self.anchors) | {"率"}))

    def about_in(self, text: str) -> frozenset[str]:
        """The tables whose things a text names."""
        return frozenset(table for table, words in self.about if any(map(text.__contains__, words)))

    @cached_property
    def named(self) -> re.Pattern[str]:
        """Finds the name of something that the tables count: what a sentence without a count has that denies something."""
        rows = {word for e in self.entries if e.rows and not e.verb for word in e.words if len(word) > 1 and word not in TIMES}
        return any_of(_shortest(rows - {word for e in self.entries if e.verb for word in e.words} | set(self.anchors) | {"率"}))

    def may_state(self, sentence: str) -> bool:
        """Whether a sentence has a word of the tables, and a number, a denial or “all” with it."""
        if self.saying.search(sentence) is None:
            return False
        if _COUNTED.search(sentence):
            return True
        return _NONE_OR_ALL.search(sentence) is not None and self.named.search(sentence) is not None


class Lexicon(Struct, frozen=True, dict=True):
    """The words by which the sentences of a body's report are read: those of its form, and the names of the body itself."""

    form: FormWords
    names: tuple[tuple[str, str], ...]
    full_name: str = ""
    areas: str = ""
    sums_up: bool = False

    @cached_property
    def words(self) -> dict[str, tuple[tuple[str, str, object], ...]]:
        """Every word by its first two characters, the longest first; the body's names before other words as long.

        Words of one character stand behind the longer ones, and by themselves.
        """
        names = _by_first((name, kind, name) for name, kind in self.names)
        known = self.form.words
        own = {first: _longest_first((*same, *known.get(first, ()))) for first, same in names.items()}
        return self.form.words_by_two | _by_two(own)

    def tokens(self, text: str, begin: int = 0, end: int | None = None) -> Iterator[Token]:
        """Cut a paragraph, or a sentence of it, into words, numbers, dates and signs; what is between is one unknown token."""
        at, unknown, words, startswith = begin, -1, self.words, text.startswith
        end = len(text) if end is None else end
        while at < end:
            sign = text[at]
            token = _by_pattern(text, at) if sign in _BEGINS_PATTERN else None
            if token is None:
                for word, kind, value in words.get(text[at : at + 2]) or words.get(sign, ()):
                    if startswith(word, at) and not (
                        kind == "self" and word[-1] == "办" and text.startswith(_DONE, at + len(word))
                    ):
                        token = Token(kind, value, at, at + len(word))
                        break
            if token is None:
                unknown = at if unknown < 0 else unknown
                at += 1
                continue
            if unknown >= 0:
                yield self._unknown(text, unknown, at)
                unknown = -1
            if token.kind != "skip":
                yield token
            at = token.end
        if unknown >= 0:
            yield self._unknown(text, unknown, end)

    def _unknown(self, text: str, start: int, end: int) -> Token:
        """What is between known words: the body under a short name (区发改委), or nothing that can be read."""
        word = text[start:end]
        if 2 <= len(word) <= 12 and word[-1] in _BODY_ENDS and is_shortened(word, self.full_name):
            return Token("self", word, start, end)
        if len(word) > 2 and word.endswith(_OFFICE_ENDS):
            return Token("office", word, start, end)
        return Token("unknown", word, start, end)


_DONE = ("理", "结", "复", "毕")
"""What goes on a verb with 办, and is not behind an office: 街道｜办理."""
ALL_OF_AREA = ("各部门", "各单位", "各级", "各级各部门", "各级部门", "各级行政机关", "各行政机关", "行政机关", "各级机关", "上下")
"""Behind 全县 and the like: all of its bodies."""
_NUMERIC = frozenset("0123456789零一二两三四五六七八九十〇年")
_BEGINS_PATTERN = _NUMERIC | frozenset("《【自从截公百加")


def _by_pattern(text: str, at: int) -> Token | None:
    """The title, date or number that begins here, or the words for anyone who may apply."""
    sign = text[at]
    if sign in _NUMERIC or sign == "百":
        return _number(text, at)
    if sign in "《【":
        quoted = _QUOTED.match(text, at)
        return Token("plain", "《》", at, quoted.end()) if quoted else None
    if sign == "加":
        return Token("plain", "加", at, at + 1) if text.startswith("上年", at + 1) else None
    if sign == "公":
        anyone = _ANYONE.match(text, at)
        return Token("plain", "公民", at, anyone.end()) if anyone else None
    return _period(text, at)


def _period(text: str, at: int) -> Token | None:
    if match := _WHOLE_YEAR.match(text, at):
        return Token("time", year_of(match), at, match.end())
    if match := _YEAR_END.match(text, at):
        return Token("time", int(match["year"]) if match["year"] else THIS, at, match.end())
    return None


def _number(text: str, at: int) -> Token | None:
    """The date or the number with its counter that begins here."""
    sign = text[at]
    may_be_year = sign in "12一二" and text[at + 1 : at + 2] in "90九〇零○O"
    if may_be_year and (match := _WHOLE_YEAR.match(text, at) or _DATE.match(text, at)):
        whole = match.re is _WHOLE_YEAR or not match["month"] or _is_year_end(match)
        is_before = match.re is _DATE and match["end"] in ("初", "年初") and _STILL_OPEN.match(text, match.end())
        return Token("time" if whole else "span", year_of(match) - bool(is_before), at, match.end())
    if (sign == "年" or text.startswith("12月", at)) and (match := _YEAR_END.match(text, at)):
        return Token("time", THIS, at, match.end())
    if "月" in text[at + 1 : at + 3] and (match := _BARE_DAY.match(text, at)):
        return Token("span", match[0], at, match.end())
    measure, end = measure_at(text, at)
    if measure and text.endswith(("第", "最后", "首"), 0, at):
        return Token("plain", text[at:end], at, end)
    if measure:
        return Token("count", measure, at, end)
    if end > at:
        bare, is_length = text[at:end].isdecimal(), not text[end - 1].isdecimal()
        return Token("figure" if bare else "length" if is_length else "plain", text[at:end], at, end)
    return None


_STILL_OPEN = re.compile("[在待]办|[尚仍]?[未在]|结[存转]|[留遗]")
"""What was still open when a year began (2024年初在办申请1件) is of the year before."""
_OFFICE_ENDS = (
    *("局", "委", "厅", "院", "镇", "乡", "乡镇", "街道", "中心", "室", "科", "处"),
    *("大队", "支队", "两家单位", "政府办", "党政办", "综合办", "街道办", "公开办", "政务办"),
)
"""How the name of another office ends."""
_BODY_ENDS = frozenset("局委办厅院镇乡会处署队心所站道室府部社")


def _by_first(words: Iterable[tuple[str, str, object]]) -> dict[str, tuple[tuple[str, str, object], ...]]:
    """Words with their kinds and what they say by their first character, the longest first."""
    found: dict[str, list[tuple[str, str, object]]] = {}
    for word in words:
        found.setdefault(word[0][0], []).append(word)
    return {first: _longest_first(same) for first, same in found.items()}


def _by_two(words: Mapping[str, tuple[tuple[str, str, object], ...]]) -> dict[str, tuple[tuple[str, str, object], ...]]:
    """Words by their first two characters, with those of one behind them; those of one by that one as well.

    They are given by their first, the longest first, and so are they returned.
    """
    found: dict[str, list[tuple[str, str, object]]] = {}
    for first, same in words.items():
        found[first] = [word for word in same if word[0] == first]
        for word in same:
            if word[0] != first:
                found.setdefault(word[0][:2], []).append(word)
    return {begin: (*longer, *(found[begin[0]] if len(begin) > 1 else ())) for begin, longer in found.items()}


def _longest_first(words: Iterable[tuple[str, str, object]]) -> tuple[tuple[str, str, object], ...]:
    return tuple(sorted(words, key=lambda word: -len(word[0])))


def _shortest(words: Iterable[str]) -> tuple[str, ...]:
    """The words that contain no other of them."""
    known = set(words)
    lengths: dict[str, set[int]] = {}
    for word in known:
        lengths.setdefault(word[0], set()).add(len(word))

    def contains_another(word: str) -> bool:
        parts = (word[at : at + length] for at, sign in enumerate(word) for length in lengths.get(sign, ()))
        return any(part != word and part in known for part in parts)

    return tuple(word for word in sorted(known) if not contains_another(word))


def _is_year_end(match: re.Match[str]) -> bool:
    last_day = match["day"] in ("31", "三十一") or match["end"] in ("末", "底", "年末", "年底")
    return match["month"] in ("12", "十二") and last_day


def is_shortened(word: str, name: str) -> bool:
    """Return whether the characters of a word stand in a name in this order (市住建局, of 锦江市住房和城乡建设局)."""
    at = 0
    for sign in word:
        at = name.find(sign, at) + 1
        if not at:
            return False
    return True


def lexicon_of(form: Format, body: Body) -> Lexicon:
    """Return the words by which this body's reports on this form are read; those of the form are put together once.

    Those of the body asked for last are kept too: reports are checked body by body.
    """
    known: tuple[Body, Lexicon] | None = form.__dict__.get("lexicon")
    if known is None or known[0] is not body:
        known = form.__dict__["lexicon"] = (body, _lexicon_of(form, body))
    return known[1]


def _lexicon_of(form: Format, body: Body) -> Lexicon:
    tables = form.tables.values()
    if "words" not in form.__dict__:
        form.__dict__["words"] = FormWords(
            entries=tuple(entry for table in tables for entry in _table_entries(table)),
            about=tuple((table.key, table.about) for table in tables if table.about),
            counters={table.key: table.counters for table in tables if table.counters},
            totals=frozenset(t.key for t in tables if any(column.sums for column in t.leaf_columns)),
            tables=tuple(tables),
        )
    sums_up = body.kind in SUMS_UP
    return Lexicon(
        form=form.__dict__["words"],
        names=tuple(own_names(body)),
        full_name="" if sums_up else body.name,
        areas="".join(level for level in ("省市县区州旗盟" if sums_up else "镇乡") if level in body.name),
        sums_up=sums_up,
    )


def _open_lines(table: TableForm) -> frozenset[str]:
    rows = (key for key, line in zip(table.row_keys, table.row_lines, strict=True) if any(step.open for step in line))
    return frozenset((*rows, *(column.key for column in table.leaf_columns if column.open)))


def _table_entries(table: TableForm) -> Iterator[Wording]:
    for lines, by_row in ((table.row_lines, True), (table.column_lines, False)):
        said: dict[str, tuple[Heading, list[str]]] = {}
        for line, key in zip(lines, table.row_keys if by_row else table.column_keys, strict=True):
            for depth, heading in enumerate(line):
                path = "—".join(step.label for step in line[: depth + 1])
                said.setdefault(path, (heading, []))[1].append(key)
        for heading, keys in said.values():
            for verb, phrases in ((False, heading.says), (True, heading.verbs)):
                for phrase in phrases:
                    rows, columns = (tuple(keys), ()) if by_row else ((), tuple(keys))
                    yield Wording(frozenset(phrase.split()), table.key, rows, columns, verb, heading.may_include)


_REMEMBERED = 4096


def entries_in(form: FormWords, words: Set[str]) -> tuple[Wording, ...]:
    """The entries all of whose words are among these, in the form's order, without those that a longer one contains."""
    key = frozenset(words)
    if key not in form.combined:
        if len(form.combined) > _REMEMBERED:
            form.combined.clear()
        numbers = {number for word in key for number in form.by_word.get(word, ())}
        near = [form.entries[number] for number in sorted(numbers) if form.entries[number].words <= key]
        form.combined[key] = tuple(entry for entry in near if not any(entry.words < other.words for other in near))
    return form.combined[key]
