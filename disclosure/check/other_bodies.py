"""Another body that speaks in a report: its name as the subject, or 我镇, 全省 and the like that do not fit the body's name."""

import re
from collections.abc import Iterator

from ..model.finding import Finding, Place
from ..model.patterns import pattern
from ..model.portal import FiledReport
from .body_names import SUMS_UP, short_names
from .lexicon import is_shortened
from .text_pieces import text_pieces
from .word_search import any_of

_VERBS = (
    "将|进一步|高度重视|认真|坚持|严格|始终|积极|切实|全面|深入|持续|不断|共|主动公开|收到|受理|成立|建立|落实|加强|完善|继续"
    "|作为|负责|牵头|新收|办结|答复|制发|依法|本着|未(?:收取|发生|收到|出现|产生|接到)|没有(?:收取|发生|收到)|公开(?:内容|不|力度|意识)|存在"
    "|(?:政府|政务)?信息公开工作|政务公开工作|依申请公开|严格落实|严格执行|印发|出台|制定|建成|召开|举办|编制"
    "|紧紧围绕|紧扣|扎实|大力|聚焦|突出|强化|优化|健全|深化|推进|推动|规范|加大|加快|党委|党政"
    "|在[^。，]{2,20}(?:领导|指导|部署)下"
)
_SUBJECT = pattern(
    r"[。；：\n]\s*(?:（[一二三四五六七八九十]+）[^。\n]{0,20}。)?"
    r"(?:另有|还有)?(?:(?:20\d\d年|本年度?|今年|全年|一年来|下一步|今后|综上|接下来|下步|目前|截至年底)(?:度|里|中|以来)?[，,]?)?"
    r"(?P<name>(?P<place>(?!城[区镇乡市中郊])(?!新(?![一-龥]{1,3}(?:街道办事处|[镇乡]人民政府)))(?![我本全该各主辖郊园社街开小景校片村基试部有相所其度现将由对在向受经按把以为被给与和及])(?:[一-龥]{2,5}?(?:县|区|镇|乡|旗|街道|市(?=[一-龥]{2,12}?[局委]|人民政府|各))|[省市县区]))"
    r"(?P<rest>[一-龥]{0,12}?(?:局|委员会|委|人民政府|街道办事处|办事处|政府(?!信息)|(?:人民)?政府办公?[室厅]?|各[一-龥]{2,5}(?:、各[一-龥]{2,5})?|政府系统))?)"
    rf"(?=(?:20\d\d年度?|全年|本年度?|今年|共)?[，,]?(?:{_VERBS}))"
)
_AUTHOR = pattern(
    r"[本现请可](?:(?<=本)(?:年度)?(?:报告|年报)由|(?<=现)(?:(?:将|予以)?(?:发布|公布|公开)|将)|(?<=[请可])(?P<contact>(?:直接)?(?:与|联系|咨询|致电|向|到|至|前往)))"
    r"(?P<name>(?P<place>(?![我本全各该])[一-龥]{2,10}?(?:县|区|市|旗|镇|乡|街道))[一-龥]{0,14}?)"
    r"(?:(?:根据|按照|依据|依照)[^。；\n]{2,60}?)?"
    r"(?:(?:负责)?(?:编制|编写|发布|制作|撰写)|20\d\d年|(?:综合|党政|政务公开|信息公开)?(?:办公室|办)?(?:联系|咨询|[（(。]))"
)
_BY = pattern(
    r"本(?:年度)?(?:报告|年报)由(?P<name>[一-龥]{0,12}?(?:[省市县区旗国][一-龥]{2,12}?(?:局|海关|委员会|委|厅|院|中心|政府|办事处))(?:办公室)?)"
    r"(?:(?:根据|按照|依据|依照)[^。；\n]{2,60}?)?(?:负责)?(?:编制|编写|发布|制作|撰写)"
)
"""Who makes the report, where its name has no place that is told apart."""
_TRACE = any_of(("全省", "全市", "全州", "县", "区", "镇", "乡", "旗", "街道", "局", "委"))
_WE = pattern(
    r"[我本全](?:(?<=[我本])(?P<office>局(?![域面部势限])|委(?!托|员|派|会)|厅(?!堂))"
    r"|(?<=[我本])(?P<ours>街道|镇|乡|县|区(?!域|间|分)|旗)(?=将|共|全年|进一步|高度重视|认真|坚持|严格|始终|积极|切实|全面|深入|持续|不断|主动|收到|受理|按|在|以|把|的|依|新收|办结|答复|未|没有|于|对|制|共|组|开|建|加|落|完|\d|，)"
    r"|(?<=全)(?P<all>省|市|州|县|区|旗|镇|乡)(?:各级)?(?:共|累计|共计|全年)?(?=主动公开|收到|受理|新收|办结|答复|制发))"
)
_RANKS = {"街道": 1, "镇": 1, "乡": 1, "县": 2, "区": 2, "旗": 2, "市": 3, "州": 3, "盟": 3, "省": 4}
_COUNTIES = frozenset("县区旗")
"""Levels of county; of a city one reports on all of them."""
_OFFICES = frozenset({"department", "township", "subdistrict"})
"""Kinds of body that call themselves 我局 or 我委 only if they are named so."""
_OWN = pattern("[我本]|本级|对.{0,12}(?:局|委|进行)")
_SENTENCE = 60
"""How far behind another office's name this office is looked for: an assessment of it, a meeting of both."""
_PLACES_IN = pattern("[一-龥]{2,8}?(?:省|市|县|区|旗|镇|乡|街道)")
_NO_NAME = pattern("[全我本该各]|[上去今]年|年来|另有|还有")
_NO_PLACE = pattern("政府|乡镇|镇街|县市|县区|街镇|等")
_EXPLAIN = "确实如此的，写 explain: {text.other-body: 原因}"


def check_other_bodies(filing: FiledReport) -> Iterator[Finding]:
    """Report another body that speaks where this body should, each name once in a text."""
    for place, text in text_pieces(filing) if filing.body.name else ():
        said: list[str] = []
        for name in _other_names(filing, text) if _TRACE.search(text) else ():
            if not any(name in other or other in name for other in said):
                said.append(name)
                yield _finding(filing, place, name)


def _other_names(filing: FiledReport, text: str) -> Iterator[str]:
    """Yield the words by which another body speaks in a text, some of them twice."""
    names, kind = filing.body.names_in(filing.report.year), filing.body.kind
    whole = "".join(names)
    yield from (match["name"] for match in _SUBJECT.finditer(f"\n{text}") if _is_other(match, filing, names))
    authors = [match["name"] for match in _AUTHOR.finditer(text) if _is_other_author(match, kind, names)]
    authors += [by["name"] for by in _BY.finditer(text) if not authors and _is_nobody_here(by["name"], filing, whole)]
    yield from authors
    office = next(short_names(filing.body.name)) if kind == "department" else ""
    yield from _same_office_elsewhere(text, office, whole) if not authors else ()
    for match in _WE.finditer(text):
        if (match["office"] and kind in _OFFICES and match["office"] not in whole) or (
            not match["office"] and _is_foreign(match["ours"] or match["all"], whole, kind, bool(match["ours"]))
        ):
            yield match[0]


def _is_nobody_here(name: str, filing: FiledReport, whole: str) -> bool:
    """Whether a body's name has no name of this one in it, and is none itself; an office of those above may make a report."""
    is_same_kind = name.removesuffix("办公室")[-2:] == whole[-2:]
    own = {one for known in filing.body.names_in(filing.report.year) for one in short_names(known) if len(one) > _SHORTEST}
    return is_same_kind and name not in whole and not any(one in name for one in own)


def _is_other_author(match: re.Match[str], kind: str, names: tuple[str, ...]) -> bool:
    """Whether who publishes a report, or is to be asked about it, is not its body; to be asked may be one above it."""
    place, rest, whole = match["place"], match["name"].removeprefix(match["place"]), "".join(names)
    if _NO_PLACE.search(place) or any(name in match["name"] for name in names):
        return False
    if not any(place.endswith(name) or place in name for name in names):
        return match["contact"] is None or (place[-1] in "县区旗镇乡道" and place[-1] in whole)
    if town := _TOWN.match(rest):
        return town[0] not in whole and kind in ("township", "subdistrict")
    return kind == "department" and not match["contact"] and rest.endswith(("局", "委员会")) and rest not in whole


def _same_office_elsewhere(text: str, office: str, whole: str) -> Iterator[str]:
    """Yield the same office of another place, unless one learns from it, works with it or writes to it."""
    if len(office) < _SHORTEST or not any(f"{level}{office}" in text for level in _LEVELS):
        return
    higher = "省市" if _RANKS.get(whole.removesuffix(office)[-1:], 3) < 3 else "省"
    for found in re.finditer(office, text):
        match = _PLACE_BEFORE.search(text, max(0, found.start() - _LONGEST_PLACE), found.start())
        if match is None:
            continue
        sentence = re.split("[。；\n]", text[max(0, match.start() - _NEAR) : match.start()])[-1]
        sentence += re.split("[。；\n]", text[found.end() : found.end() + _NEAR])[0]
        is_own = any(match[0].endswith(mine) or mine.endswith(match[0]) for mine in _PLACES_IN.findall(whole))
        if not is_own and match[0][-1] not in higher and not _WITH_OTHERS.search(sentence):
            yield f"{match[0]}{office}"
            return


_LEVELS = "市县区旗"
_PLACE_BEFORE = pattern(rf"[^\W\d与和跟同及对向在由请赴到、]{{2,3}}[{_LEVELS}]$")
_LONGEST_PLACE = 4
_SHORTEST = 3
"""An office of fewer characters (委, 办公室) may be any."""
_NEAR = 16
"""Characters around the office of another place that tell what this one has to do with it."""
_WITH_OTHERS = pattern(
    "学习|相比|差距|先进|经验|做法|考察|交流|借鉴|联合|移交|转[办交送]|协[助同]|对标|调研|印发|通报|表彰|批复|委托|共同|跨|被告|撤销|合并|更名|划"
)


def _is_other(match: re.Match[str], filing: FiledReport, names: tuple[str, ...]) -> bool:
    """Whether a subject is a body of the same level as this one, and none of its own names."""
    name, place, rest, whole = match["name"], match["place"], match["rest"] or "", "".join(names)
    own = {one for known in names for one in short_names(known)}
    is_own = any(place != mine and place.endswith(mine) for known in names for mine in _PLACES_IN.findall(known))
    is_own = is_own or any(is_shortened(name, known) for known in names)
    if name in own or name in whole or is_own or _NO_PLACE.search(place) or _NO_NAME.search(place):
        return False
    if filing.body.kind in SUMS_UP:
        level = whole.removesuffix("人民政府")[-1:]
        is_same = place[-1] == level or (len(place) > 2 and {place[-1], level} <= _COUNTIES)
        is_whole = _WHOLE_AREA.fullmatch(rest) is not None
        return is_whole and filing.body.kind in ("county", "city") and is_same and place not in whole
    if filing.body.kind == "department":
        if whole.endswith(rest) and rest:
            return place not in whole and place[-1] in whole
        if _RECEIVES.match(match.string, match.end()) and not _OWN.search(match.string, match.end(), match.end() + _SENTENCE):
            return rest.endswith("局") and (len(place) == 1 or place[-1] in whole)
        promises = match.string.startswith(("将", "进一步", "继续"), match.end())
        named = len(place) > 2 and not _OWN.search(match.string, match.end(), match.end() + _SENTENCE)
        return (promises or named) and rest.endswith(("局", "委", "委员会")) and (len(place) == 1 or place[-1] in whole)
    town = _TOWN.match(rest)
    if town:
        return town[0] not in whole
    return place[-1:] in ("镇", "乡", "道") and place not in whole and not rest.endswith(("局", "委", "委员会"))


_WHOLE_AREA = pattern("(?:人民政府|政府|政府系统|各.{2,5})?(?:办公[室厅]|政府办)?(?:、各.{2,5})?")
_RECEIVES = pattern(r"(?:共|累计)?(?:收到|新收|受理|接收|办结|答复)[^。；，,\d]{0,14}申请(?:共|为|数)?\d")
"""What only the body of a report tells of itself: how many requests it received."""
_TOWN = pattern("[一-龥]{1,4}?(?:镇|乡|街道)(?=人民政府|政府|办事处)")


def _is_foreign(level: str, whole: str, kind: str, is_ours: bool) -> bool:
    """Whether 我镇 or 全省 is of no place in the body's own name, and of none above all of them."""
    ranks = [rank for word, rank in _RANKS.items() if word in whole.replace("市场", "").replace("社区", "")]
    if not ranks or kind in SUMS_UP or level in whole:
        return False
    return not is_ours or _RANKS[level] <= max(ranks)


def _finding(filing: FiledReport, place: Place, words: str) -> Finding:
    message = f"“{words}”不是本报告的机构“{filing.body.name}”"
    hint = f"写的是本机构的，改为{filing.body.name}；{_EXPLAIN}"
    return Finding("text.other-body", message, filing.report.path, (*place, words), hint=hint)
