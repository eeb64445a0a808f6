"""A body that nobody listed yet: its folder, readable in an address, and its kind, both from its name."""

import re
from collections.abc import Collection, Iterable
from itertools import count

from ..model.portal import Body
from ..parsing.settings import likely_kind
from .body_list import NO_BODIES, ListedBody
from .named_body import NO_COUNTY, is_known, without_own_place, without_places

_ENDING = re.compile(
    r"(?<=.)(?:街道|管理委员会|委员会|管委会|(?:人民)?政府|办公[室厅]|办事处|中心|[县区市旗镇乡委局厅处站所院])$"
)
_PLACE_ENDING = re.compile(r"(?<=[镇乡县区旗市州省])(?:人民)?政府$|(?<=街道)(?:办事处|办)$")
_PLACE = re.compile("[省市州盟县旗区镇乡]$")
_VERTICAL = re.compile("(?:国家|税务|气象|烟草|邮政|海关|海事)")
"""How the names of offices begin that are not those of a place, but of a ministry."""
_LONGEST = 60


def propose_body(name: str, taken: Collection[str], home: str = "") -> ListedBody:
    """Return a new body of this name in a folder that is not `taken`; `home` is what the place of the portal is called.

    Its address is the name in Pinyin without the places before it: 某某县财政局 → `caizheng-ju`. A department that a title calls
    without its place, 财政局, has that of the portal.
    """
    name = _full_name(name, home)
    folder = _address(_PLACE_ENDING.sub("", without_places(name, home))) or "body"
    free = (f"{folder}-{number}" if number > 1 else folder for number in count(1))
    return ListedBody(next(one for one in free if one not in taken and one not in NO_BODIES), name, kind_named(name) or "other")


def kind_named(name: str) -> str:
    """Return the kind of a body that a title may call by its place alone (清河县), "" where it may be any."""
    return likely_kind(name) or ("" if NO_COUNTY.search(name) else likely_kind(f"{name}人民政府"))


def _full_name(name: str, home: str) -> str:
    """The name of a department with its place before it; others, and those that belong to no place, as they are."""
    own = without_own_place(name)
    is_short = likely_kind(name) == "department" and without_places(own) == own and not _VERTICAL.match(own)
    return f"{home}{own}" if is_short and _PLACE.search(home) and not own.startswith(home[-1]) else name


def homophones(body: ListedBody, bodies: Iterable[Body]) -> tuple[str, ...]:
    """Return the names of known bodies that sound like that of a new one: one of the two may be mistyped."""
    sound = _address(without_places(body.name))
    return tuple(one.name for one in bodies if is_known(one) and _address(without_places(one.name)) == sound)


def _address(name: str) -> str:
    """A name in Pinyin, its ending set apart."""
    from pypinyin import lazy_pinyin

    ending = _ENDING.search(name)
    parts = (name[: ending.start()], ending[0]) if ending else (name,)
    said = "-".join("".join(lazy_pinyin(part)) for part in parts).lower()
    return re.sub(r"[^a-z0-9-]+", "", said)[:_LONGEST].strip("-")
