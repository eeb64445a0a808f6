"""Sentences → claims: who had how many of what in which year, as far as a sentence can be understood.

A paragraph is read phrase by phrase. Each count takes its meaning from the words before it, or else from those right
behind it; what a phrase does not say it takes from its sentence. A phrase with a word that nobody taught us says nothing.
"""

import re
from collections.abc import Iterator

from msgspec.structs import replace

from ..model.patterns import pattern
from .at_least import some_went_so, there_are
from .cell_groups import CellGroup
from .claims import Claim, Statement
from .clauses import OPAQUE, is_opaque, phrases_of, sentences_of, with_year
from .counted_changes import stays_equal
from .counts import named_behind, statements_of_counts
from .denials import NOT_EVEN, all_are_done, denied, names_done
from .lexicon import Lexicon, Token, Wording, entries_in
from .meanings import OUT_OF, meaning_of
from .phrases import Paragraph
from .reading_state import ReadingState
from .words import LAST, THIS

_DATED = pattern(r"[(（]?[一二三四五六七八九十]{0,2}[)）、]?.{0,8}?((?:19|20)\d\d)年")
_OUTCOMES = pattern("不予(?!公开)|无法提供|部分公开|予以公开|区分处理|其他处理")
_NOT_OURS = pattern(
    "[无不未没](?:(?<=无)关|(?<=不)(?:在本报告|属于|作为|计入|纳入)"
    "|(?:(?<=[不未])|(?<=[无未没])有?一[件宗起例])(?:是|系)?(?:涉及|关于)(?:政府)?信息公开(?![的行复诉类引方]))"
)
"""That what was just counted is not what the tables count."""
_NOT_OURS_ABOVE = pattern(
    r"。(?:以上|上述|前述)[^。，\d]{0,30}[，,]?[^。，\d]{0,12}(?:无关|不属于|不计入|不纳入|不列入|不作为|不在)"
)
"""That the sentences above that do not speak of disclosure are of another matter."""
_APART = pattern("除了?(?:政府)?信息公开[^，。]{0,6}外|作为(?:行政)?复议机[关构]")
"""That a sentence tells of disputes about other matters, or of those that the body itself decides."""
_DISPUTES_OF_ALL_KINDS = pattern(
    "(?:办理|审理|审结)行政复议(?:案|申请)|全局|各类|应诉|庭审|纠纷|赔偿|工伤|执法|处罚|许可|征收|征地|拆迁|举报|合同"
)
"""What disputes are about that are of another matter, where the sentence does not speak of disclosure."""
_SORTS_DOCUMENTS = pattern(
    r"[公发文属](?:(?<=[公发])文|(?<=文)件|(?<=属)性)[^。]{0,40}?主动公开[^。，,、;\d]{0,6}\d{1,6}[件份篇个条](?:[^。\d]|[\d.]+%){0,24}(?:依申请公开|不予公开)[^。，,、;\d申]{0,6}\d"
    r"|清理(?!失效|废止)[^。，,;规\d]{0,8}文件\d"
)
"""Documents sorted by what may be disclosed, in words that requests have too (主动公开90件，不予公开10件), or cleared up."""
_REVIEWS = (
    pattern("(?<![经过])审[查核批]|属性|拟公开"),
    pattern("信息(?!公开)|公文|文件|稿|审[查核批](?:台账|制度|登记)|材料"),
    pattern(r"(?:同意|予以|不予|不|部分)公开[^。，、;\d]{0,6}\d"),
)
"""What a sentence has, each of these, that tells of documents reviewed before publication: 审查信息398条，不予公开7条."""
_REQUESTS = pattern("申请|答复|办[结理]|收到|新收")
"""What such a sentence does not have."""
_LONG = 300
"""Characters of sentences that go on within which it is looked for."""
_LATE = pattern(r"[延逾超]期[^，。、;\d]{0,6}\d")
_GOES_BACK = pattern("其中|均|皆|都|全部|已全部|所有")


def read_paragraph(paragraph: Paragraph, lexicon: Lexicon, year: int, about: frozenset[str]) -> Iterator[Statement]:
    """Yield what the sentences of a paragraph state; `about` are the tables that what stands above it is about."""
    text = paragraph.text
    state = ReadingState(lexicon, about | lexicon.form.about_in(text), "公开" in text)
    may_go_on = "转" in text
    since = 0
    ours = max((match.end() for match in _NOT_OURS_ABOVE.finditer(text)), default=0)
    for begin, end in sentences_of(text):
        if may_go_on and (other := _other_year(text, begin, end, year)):
            yield from _of_other_year(text, begin, other, year, state)
            begin = other[1]
        goes_on = state.listed and _GOES_BACK.match(text, begin)
        sentence = text[begin:end]
        since = since if _GOES_BACK.match(sentence) else begin
        is_ours = (begin >= ours or "公开" in sentence) and not _APART.search(sentence)
        if (
            is_ours
            and (goes_on or lexicon.form.may_state(sentence))
            and not _is_of_documents(text[max(since, end - _LONG) : end])
        ):
            state.tells_outcomes = _OUTCOMES.search(text, begin, end) is not None
            state.tells_how_it_went = state.tells_outcomes or "不予公开" in sentence
            state.tells_late = _LATE.search(sentence) is not None
            state.tells_other_disputes = "公开" not in sentence and _DISPUTES_OF_ALL_KINDS.search(sentence) is not None
            not_ours = [*_clauses_with(_NOT_OURS, text, begin, end), *_topics(text, begin, end)]
            for phrase in phrases_of(text, begin, end, lexicon, year):
                state.pass_sign(phrase.sign)
                for statement in _statements(phrase.tokens, state) if phrase.tokens else ():
                    if not any(start <= statement.start < stop for start, stop in not_ours):
                        if isinstance(statement, Claim) and statement.kind not in ("least", "rate"):
                            state.add(statement)
                        yield statement
        else:
            state.pass_sign("stop")
            if dated := _DATED.match(text, begin, end):
                state.take((with_year(Token("time", int(dated[1]), 0, 0), year),))


def _is_of_documents(told: str) -> bool:
    """Whether a sentence, with those before that it goes on, sorts documents or tells of their review before publication."""
    reviews = all(words.search(told) for words in _REVIEWS) and not _REQUESTS.search(told)
    return reviews or _SORTS_DOCUMENTS.search(told) is not None


def _other_year(text: str, begin: int, end: int, year: int) -> tuple[int, int] | None:
    """The earlier year of which a sentence, up to a semicolon, tells what was carried over, and where it ends; else None."""
    dated = _OF_EARLIER.match(text, begin, end)
    if dated is None or int(dated["year"]) >= year:
        return None
    semicolon = text.find(";", begin, end)
    stop = semicolon + 1 if semicolon >= 0 else end
    told = text[begin:stop]
    if _THIS_YEAR.search(told):
        return None  # 2023年末收到的5件申请结转至本年度，本年新收86件
    return (int(dated["year"]), stop) if "转" in told and len(_SOME_COUNT.findall(told)) > _FEW else None


def _of_other_year(text: str, begin: int, other: tuple[int, int], year: int, state: ReadingState) -> Iterator[Claim]:
    """Yield what is counted of an earlier year, read as the report of that year would be: its last year is the one before."""
    of, end = other
    state = ReadingState(state.lexicon, state.about, state.is_topical)
    for phrase in phrases_of(text, begin, end, state.lexicon, of):
        state.pass_sign(phrase.sign)
        for statement in _statements(phrase.tokens, state) if phrase.tokens else ():
            if isinstance(statement, Claim) and statement.kind in ("count", "none") and statement.year == THIS:
                told = any(claim.meant[0] == statement.meant[0] for claim in state.listed)
                meant = statement.meant[1:] if told and len(statement.meant) > 1 else statement.meant
                state.add(statement)
                yield replace(statement, meant=meant, year=LAST if of == year - 1 else str(of))


_OF_EARLIER = pattern(r"(?:[^\d;。]{0,12}|[^\d;。]{0,30}:)(?P<year>20\d\d)年")
_THIS_YEAR = pattern("[至到入][本今]年")
_SOME_COUNT = pattern(r"[\d一二三四五六七八九十][件宗份起]")
_FEW = 2


def _clauses_with(pattern: re.Pattern[str], text: str, begin: int, end: int) -> list[tuple[int, int]]:
    """Where the parts of a sentence between semicolons begin and end that have such words."""
    parts: list[tuple[int, int]] = []
    while pattern.search(text, begin, end) and len(parts) < _MOST_PARTS:
        semicolon = text.find(";", begin, end)
        stop = semicolon if semicolon >= 0 else end
        said = [match.start() for match in pattern.finditer(text, begin, stop)]
        parts += [(begin, said[-1])] if said else []
        begin = stop + 1
    return parts


def _topics(text: str, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """Where a sentence tells what requests were about, in words that rows have too, up to where it sorts them otherwise."""
    if match := _BY_TOPIC.search(text, begin, end):
        others = text.find("按", match.end(), end)
        yield match.start(), others if others >= 0 else end
    yield from (match.span() for match in _TOPICS.finditer(text, begin, end))


_BY_TOPIC = pattern("[按从](?:照)?(?:所?申请)?(?:的)?(?:信息)?(?:内容|主题|领域)|内容(?:主要)?(?:为|是|包括|涉及|集中)")
_TOPICS = pattern(r"涉及[^。，,;、\d]{2,14}\d{1,6}[件宗份](?:、[^。，,;、\d]{2,14}\d{1,6}[件宗份])+")
_MOST_PARTS = 20
"""Further parts of a sentence are not looked at."""


def _statements(tokens: tuple[Token, ...], state: ReadingState) -> Iterator[Statement]:
    """Yield what a phrase states. A count of one behind a denial (没有收到一件) is none."""
    kinds = {token.kind for token in tokens}
    if "count" in kinds and not ("none" in kinds and _denies_even_one(tokens, state)):
        yield from _counted(tokens, kinds, state)
        return
    state.take(tokens)
    yield from there_are(tokens, state)
    if state.some_of and not state.is_in_bracket and (some := some_went_so(tokens, state.some_of, state)):
        yield some
    if "count" in kinds:
        tokens = tuple(token for token in tokens if token.kind != "count")
    if state.unnamed and (claim := named_behind(tokens, state.unnamed, state)):
        yield claim
    elif "none" in kinds:
        yield from denied(tokens, state)
        state.pending = ()
    elif "changed" in kinds and (equal := stays_equal(tokens, state)):
        yield equal
    elif tokens[-1].kind in ("share", "rate"):
        state.forget_last()
        state.pending = tokens
    elif not kinds.isdisjoint(OPAQUE):
        state.names_other = state.names_other or ("matter" in kinds and "about" not in kinds)
        state.is_lost = state.is_lost or state.names_other
        is_charge = tokens[0].kind == "term" and tokens[0].value in state.lexicon.form.charges
        state.pending = tokens[:1] if is_charge else _end_of_attribute(tokens)
    else:
        is_for = tokens[0].value in ("对", "针对") and tokens[-1].kind == "about"  # 对企业申请，予以公开3件
        is_topic = is_for or tokens[-1].value in OUT_OF
        if ("all" in kinds or (_is_single(state) and not is_for)) and (claim := all_are_done(tokens, state)):
            yield claim
        state.topic = _topic(tokens, state) or state.topic
        state.pending = tokens if "term" in kinds or "about" in kinds else ()
        state.who = "other" if is_topic and any(token.value in _VILLAGERS for token in tokens) else state.who
        state.applicants = _applicants(tokens, state) if is_topic else ()


_VILLAGERS = frozenset({"村民", "居民"})
"""Applicants without a column: what became of their requests (对村民申请，公开7件) is only some of what the tables tell."""


def _counted(tokens: tuple[Token, ...], kinds: set[str], state: ReadingState) -> Iterator[Statement]:
    """Yield what a phrase with counts states, and what it says behind them: of all of these, or of some that are left."""
    yield from statements_of_counts(tokens, state)
    if ("all" in kinds or _is_single(state)) and (claim := _all_of_counted(tokens, state)):
        yield claim
    if tokens[-1].value in OUT_OF and state.last:
        state.whole = state.last
    if not kinds.isdisjoint(("some", "left")):
        last = max(number for number, token in enumerate(tokens) if token.kind == "count")
        yield from there_are(tokens[last + 1 :], state)
    state.pending = _changed(tokens) if "changed" in kinds and not state.listed else ()


def _end_of_attribute(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """What a phrase says of those counted next, behind what is not understood: …含有不应公开内容而作部分公开答复的，有4件."""
    begin = max(number for number, token in enumerate(tokens) if token.kind in OPAQUE) + 1
    tail = tokens[begin:] if tokens[-1].value == "的" else ()
    return tail if any(token.kind == "term" for token in tail) else ()


def _changed(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """What is said to have changed, which the next phrase counts: 收到的申请增加4件，达22件."""
    at = next(number for number, token in enumerate(tokens) if token.kind == "changed")
    named = tokens[:at]
    return named if any(token.kind == "about" for token in named) and not is_opaque(named) else ()


def _topic(tokens: tuple[Token, ...], state: ReadingState) -> tuple[tuple[CellGroup, ...], ...]:
    """What a phrase without a count names of which the next ones tell parts: 办理完毕的申请，按申请人划分，企业提出的3件."""
    names = tokens[-1].kind == "about" or tokens[-1].value in OUT_OF or tokens[-1].value == "的"
    meaning = meaning_of(tokens, state) if names and not state.listed else None
    return meaning.meant if meaning and meaning.own and not meaning.meant[0][0].columns else ()


def _applicants(tokens: tuple[Token, ...], state: ReadingState) -> tuple[Wording, ...]:
    """The columns of those of whose requests the next phrases tell what became: 自然人申请中."""
    named = entries_in(state.lexicon.form, {str(token.value) for token in tokens if token.kind == "term"})
    is_of_requests = any(token.kind == "about" for token in tokens)
    return named if is_of_requests and all(entry.columns for entry in named) else ()


def _all_of_counted(tokens: tuple[Token, ...], state: ReadingState) -> Claim | None:
    """The claim about all that a phrase has just counted: 4件行政复议均维持."""
    last = max(number for number, token in enumerate(tokens) if token.kind == "count")
    rest = tokens[last + 1 :]
    clear = not any(token.kind in OPAQUE or token.kind == "none" for token in rest)
    limited = any(token.kind in ("left", "except", "ended") for token in tokens)
    is_said = (token.kind == "all" or (token.value in _IS and _is_single(state)) for token in rest)
    at = next((number for number, says in enumerate(is_said) if says), -1)
    said = clear and at >= 0 and not limited
    return all_are_done(rest[at:], state, tokens[0].start) if said and not names_done(rest[:at], state) else None


_IS = frozenset({"属于", "属", "为", "系", "是", "由"})
"""With these a single one that was counted is said to be of some kind: 不予处理的1件申请属于重复申请."""


def _is_single(state: ReadingState) -> bool:
    """Whether a single one was counted last: what is said of it is said of all."""
    return state.last is not None and state.last.kind == "count" and state.last.amount == 1


def _denies_even_one(tokens: tuple[Token, ...], state: ReadingState) -> bool:
    """Whether a denial is of a single one: 没有收到一件, 一件也没有."""
    at = next(number for number, token in enumerate(tokens) if token.kind == "none")
    before, after = tokens[:at], tokens[at + 1 :]
    counted_at = next((number for number, token in enumerate(after) if token.kind == "count"), -1)
    if counted_at >= 0 and after[counted_at].measure.amount == 1:
        return all(token.kind not in ("join", "about") and token.value != "的" for token in after[:counted_at])
    counted = [token for token in before if token.kind == "count"]
    came = {word for entry in state.lexicon.form.entries if entry.verb and entry.includes for word in entry.words}
    not_even = tokens[at].value in NOT_EVEN and all(token.kind in ("plain", "join") or token.value in came for token in after)
    return not_even and len(counted) == 1 and counted[0].measure.amount == 1
