"""The body that a title names, and which of the known bodies that is."""

import re
from collections.abc import Iterable
from functools import lru_cache

from ..model.folding import ordinary
from ..model.portal import EXAMPLE_NAME, Body

_YEAR = re.compile(r"(?:20\d\d|二[〇○零O0][〇○零O0一二三][〇○零O0一二三四五六七八九])(?:年度|年|度)?")
_BEFORE = re.compile(r"^(?:.*《)?(?:附件\d*[:：.、]?)?(?:关于)?(?:(?:印发|公布|发布|公开|报送|上报|填报|呈报)(?=.{4}))?")
_REPORT = re.compile(
    r"(?:的)?(?:政府(?:信息)?(?:与|和|及)?)?(?:政务)?(?:信息)?公开(?:工作)?(?:的)?(?:情况)?(?:的)?(?:年度)?(?:工作)?(?:情况)?(?:的)?(?:报告|年报|总结|统计|格式)"
    r"|(?:年度)?(?:工作)?(?:报告|年报)"
)
_BRACKETED = re.compile(r"[（(【\[][^）)】\]]*[）)】\]]?")
_GENERAL = re.compile(
    r"(?:本|我|各)?(?:年度|年|单位|部门|机关|局|委|镇|乡|县|区|市|街道|政府|人民政府|办|信息公开|政府信息|政务公开|工作|终稿|定稿|最终版?|附件|新建|副本|表格?|microsoft|word|pdf|无标题|文档)*",
    re.IGNORECASE,
)
_OWN_PLACE = re.compile(r"^(?:[县省镇]|区(?!域|划)|市(?!场|政|容|民|域))(?=..)")
_SHORT = (
    (re.compile(r"人民政府"), "政府"),
    (re.compile(r"管理委员会|管委会"), "管委"),
    (re.compile(r"委员会"), "委"),
    (re.compile(r"办公[室厅]"), "办"),
    (re.compile(r"街道(?:办事处|办)$"), "街道"),
    (re.compile(r"(?<=[镇乡县区旗市州盟省])(?:政府|人民)$"), ""),
    (re.compile(r"(?<=自治[区州县])政府$"), ""),
    (re.compile(r"[和与及、的]"), ""),
    (_OWN_PLACE, ""),
)
"""Ways in which one name is written shorter or longer."""
_PLACES = re.compile(
    r"(?:(?!城市|都市|社区|园区|景区|库区|校区|区|市)[一-龥]{1,8}?(?:自治区|自治州|自治县|地区|省|市|州(?!市)|盟|县|区(?!域|划)|旗))+"
)

NO_COUNTY = re.compile("(?:开发|景|园|新|保税|示范|实验|试验|合作|工业|小|校|库|度假|功能|片|社|街|集聚|聚集|管理|保护|灌)区$")
"""The end of what is called a district without being one."""
_GOVERNED = re.compile(r"(?P<name>.{2,}?[县旗区镇乡])(?:人民政府|政府|$)")
"""A county or township, or its government, which others of that level are not below."""
_TOWN = re.compile(r"(?:[镇乡](?:人民政府|政府)?|街道(?:办事处|办)?)$")


def body_named(title: str) -> str:
    """Return what a title, or the name of a file, calls the body whose report it is; "" where it names none."""
    said = re.sub(r"\s+", "", ordinary(title))
    said = _BRACKETED.sub("", _BEFORE.sub("", _YEAR.sub("", said, count=1)))
    if found := _REPORT.search(said):
        said = said[: found.start()] or said[found.end() :]
    said = re.sub(r"[_\-—·.，,。:：;；》]+|\d+$|关于$|的$", "", said)
    said += "政府" if said.endswith("人民") else ""
    return "" if _GENERAL.fullmatch(said) or len(said) < 2 or not re.search("[一-龥]", said) else said


@lru_cache(maxsize=1 << 14)
def name_key(name: str) -> str:
    """Return a name so that those that are only written shorter or longer are equal."""
    said = _BRACKETED.sub("", re.sub(r"\s+", "", ordinary(name)))
    for pattern, short in _SHORT:
        said = pattern.sub(short, said)
    return said


def without_own_place(name: str) -> str:
    """Return a name without the word for the place that it is in: 县财政局 → 财政局."""
    return _OWN_PLACE.sub("", name)


def is_known(body: Body) -> bool:
    """Return whether a body has a name of its own, not the one that a new file begins with."""
    return bool(body.name) and EXAMPLE_NAME not in body.name


def without_places(name: str, home: str = "") -> str:
    """Return a name without the places before it, `home`, the place of the portal, or all; with the last if no more is left."""
    above = re.match(rf"{_PLACES.pattern}(?={_PLACES.pattern})", name)
    match = _PLACES.match(name)
    ends = [len(home) if home and name.startswith(home) else 0, match.end() if match else 0, above.end() if above else 0]
    rests = (name[end:] for end in ends if end)
    return next((rest for rest in rests if len(rest) > 1 and not re.fullmatch("人民政府|政府|办事处", rest)), name)


def same_body(one: str, other: str, home: str = "") -> bool:
    """Return whether two names are of one body: equal, or one has more places before it than the other."""
    short, long = sorted((name_key(one), name_key(other)), key=len)
    if not short:
        return False
    before, own = long.removesuffix(short), name_key(home)
    if len(short) == 1:  # 县政府
        return long == own and long.endswith(short)
    return long.endswith(short) and (not before or bool(_PLACES.fullmatch(before)) or before == own)


def is_elsewhere(name: str, home: str) -> bool:
    """Return whether a name is of a body that can't be below the county or township `home`: of another such place.

    A place before the name tells, unless it is the own one or one that may be around it; a government of a like place too.
    """
    place = _GOVERNED.match(home)
    if place is None or _last_place(place["name"]) in name:
        return False
    found = _PLACES.match(name)
    before = found[0] if found and not NO_COUNTY.search(found[0]) else ""
    is_town = bool(_TOWN.search(name))
    if place["name"].endswith(("镇", "乡")):
        return bool(before) or is_town
    return before.endswith(("县", "区", "旗") if is_town else ("县", "区", "旗", "市", "州", "盟", "省"))


def _last_place(places: str) -> str:
    """The place itself, without those around it."""
    around = re.match(rf"{_PLACES.pattern}(?=.{{2}})", places)
    return places[around.end() :] if around and around.end() < len(places) else places


def bodies_named(named: str, bodies: Iterable[Body], year: int, home: str) -> tuple[Body, ...]:
    """Return the known bodies that a name may mean in a report of a year: those it fits whole, else those that places set apart.

    Of former names those of other years count only where nothing else fits.
    """
    known = [body for body in bodies if is_known(body)]
    alike = [body for body in known if any(same_body(name, named, home) for name in body.names_in(year))]
    equal = [body for body in alike if any(name_key(name) == name_key(named) for name in body.names_in(year))]
    former = [body for body in known if any(same_body(one.name, named, home) for one in body.former_names)]
    return tuple(equal or alike or former)
