"""The names by which the text of a report may call its body: in full, without its places, shortened."""

from collections.abc import Iterable, Iterator

from ..model.patterns import pattern
from ..model.portal import Body

_PLACES = pattern(
    "(?!城市|[社小景园库灾片]区)[^省市县区盟旗]{1,8}?(?:自治区|自治州|自治县|特别行政区|省|市|县|区|盟|旗|州(?![市省区县]))"
)


SUMS_UP = ("province", "city", "county")
"""Kinds of body whose tables are of their whole area, while their text may speak of their own office."""


def own_names(body: Body) -> Iterator[tuple[str, str]]:
    """Yield the names by which a body's text may call it, each with a kind: `self`, or for an area `area` or `unsure`.

    Of a government whose tables are of its whole area it is unsure whether its name means that area or its own office.
    """
    for name in filter(None, (body.name, *body.also)):
        if body.kind not in SUMS_UP:
            yield from ((own, "self") for own in short_names(name))
            continue
        if name.endswith("管理委员会"):
            yield from ((own, "unsure") for own in short_names(name) if own.endswith("管委会"))
        place = name.removesuffix("人民政府")
        while place:
            yield place, "area"
            yield f"{place}人民政府", "unsure"
            yield f"{place}政府", "unsure"
            match = _PLACES.match(place)
            place = place[match.end() :] if match else ""
        level = name.removesuffix("人民政府")[-1]
        yield f"{level}政府", "unsure"
        yield f"{level}人民政府", "unsure"


def short_names(name: str) -> Iterator[str]:
    """Yield a body's name with fewer and fewer places before it, with the last place's level alone, and shortened."""
    places, rest = [], name
    while (match := _PLACES.match(rest)) and len(rest) > match.end() + 1:
        places.append(match[0])
        rest = rest[match.end() :]
    for own in _forms(rest):
        yield own
        for number, place in enumerate(places):
            yield "".join(places[number:]) + own
            yield f"{place[-1]}{own}"
            yield f"{place[:-1]}{own}"


def _forms(rest: str) -> Iterable[str]:
    """A body's name without its place, and the ways it is shortened."""
    found = [rest]
    if rest.endswith("人民政府") and len(rest) > 4:
        place = rest.removesuffix("人民政府")
        found += [place, f"{place}政府", f"{place[-1]}政府", f"{place[-1]}人民政府", f"{place}党委政府", f"{place[-1]}党委政府"]
    if rest.endswith("管理委员会"):
        found += [f"{rest.removesuffix('管理委员会')}管委会", "管委会"]
    if rest.endswith("分局") and len(rest) > 2:
        found += ["分局"]
    if rest.endswith("街道办事处") and len(rest) > 5:
        place = rest.removesuffix("办事处")
        found += [place, f"{place}办", "街道办", "街道办事处", "街道", "办事处"]
    if rest.startswith("人民政府办公"):
        found += [f"政府{rest[4:]}", "政府办", rest[4:], "政府", "人民政府"]
    return dict.fromkeys(found)
