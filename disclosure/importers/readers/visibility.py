"""What of a web page nobody sees who looks at it: taken out, and said. Panels that a click unfolds are seen."""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

from ..colors import WHITE, Color, color_of, same_color
from ..document import unread

Style = dict[str, str]
"""Properties and their values, as they are declared for one element."""

_NEVER = "del, script, noscript, template, datalist, canvas, video, audio, object, dialog:not([open])"
_MEDIA = re.compile(r"@media[^{]*(?:print|max-width)[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}")
_RULE = re.compile(r"([^{}@;]+)\{([^{}]*)\}")
_STATE = re.compile(r":(?:hover|focus|active|target|visited|checked|disabled|:?before|:?after|:?first-l|:)")
_ADDED = re.compile(r"::?(?:before|after)\s*\{[^{}]*content\s*:\s*[\"']([^\"']*\w[^\"']*)[\"']")
_TELLING = re.compile(
    r"display|visibility|opacity|font-size|color|background|vertical-align|text-decoration|position|left|right|top|float"
    r"|indent|clip|transform|height|width|mso-hide"
)
_HIDING_CLASS = re.compile(
    r"(?:^|\s)(?:hide|hidden|d-none|dn|invisible|sr-only|visually-hidden|(?:is|el|uk|weui)-hidden|(?:layui|ng|am|v)-hide)(?:\s|$)",
    re.IGNORECASE,
)
_SHOWN_WIDE = re.compile(r"(?:^|\s)(?:(?:d-)?(?:sm|md|lg|xl)[-:](?!none|hidden)|visible-)")
_PANEL = re.compile(r"tab|panel|pane|fold|collaps|accordion|toggle", re.IGNORECASE)
_CHAPTER = re.compile(r"[一二三四五六七八九]、")
_LENGTH = re.compile(r"([+-]?(?:\d+\.?\d*|\.\d+))\s*([a-z%]*)")
_PIXELS = {"em": 16.0, "rem": 16.0, "pt": 1.33, "cm": 38.0, "%": 10.0, "vw": 12.0, "vh": 8.0}
_LONG = 30
"""Characters of a folded part that is worth unfolding."""


def take_out_unseen(page: Any) -> Iterator[str]:
    """Take out of a page what nobody sees; yield what is to be said of that, and of what was only folded.

    What the style sheets of the page declare stands in the `style` of each element afterwards.
    """
    for node in page.css(_NEVER):
        node.decompose()
    sheet = re.sub(r"/\*.*?\*/", "", " ".join(node.text() for node in page.css("style")), flags=re.DOTALL)
    yield from (f"样式表给文字加上的“{text}”没有导入" for text in dict.fromkeys(_ADDED.findall(sheet)))
    _apply_sheet(page, _MEDIA.sub("", sheet))
    unseen: list[str] = []
    pending = list(page.body.iter()) if page.body else []
    while pending:
        node = pending.pop()
        if not _is_unseen(node, style := style_of(node)):
            pending += node.iter()
            continue
        text = re.sub(r"\s+", " ", node.text()).strip()
        if _is_folded(node, text):
            yield f"网页上折叠的部分已导入，请核对：“{text[:_LONG]}…”"
            pending += node.iter()
        else:
            unseen.append(text if (gone := _is_gone(node, style)) else " ".join(_remove_texts(node)))
            if gone:
                node.decompose()
    yield from unread("网页上看不见的文字", unseen[::-1], "处")


def style_of(node: Any) -> Style:
    """Return the properties that the `style` of an element declares, the last word on each."""
    pairs = (part.partition(":") for part in (node.attributes.get("style") or "").lower().split(";"))
    return {name.strip(): value.replace("!important", "").strip() for name, _, value in pairs}


def length(value: str) -> float:
    """Return a length in pixels, roughly; 0 for what is none."""
    match = _LENGTH.search(value)
    return float(match[1]) * _PIXELS.get(match[2], 1.0) if match else 0.0


def _apply_sheet(page: Any, sheet: str) -> None:
    """Write what the rules of a style sheet declare into the elements that they select, before what these declare themselves."""
    declared: dict[int, list[str]] = {}
    nodes: dict[int, Any] = {}
    for selector, said in _RULE.findall(sheet):
        # the parser raises for a selector that it does not know
        with suppress(Exception):
            for node in page.css(selector.strip()) if _TELLING.search(said) and not _STATE.search(selector) else ():
                nodes[node.mem_id] = node
                declared.setdefault(node.mem_id, []).append(said)
    # what a style sheet elsewhere says of a part of a cell is not known: no figure is made of it and what stands beside it
    is_elsewhere = page.css_first("link[rel~=stylesheet]") or "@import" in sheet
    for node in page.css("td [class]") if is_elsewhere else ():
        nodes.setdefault(node.mem_id, node)
        declared.setdefault(node.mem_id, ["float:unknown"])
    for key, node in nodes.items():
        said = [part for one in (*declared[key], node.attributes.get("style") or "") for part in one.split(";")]
        node.attrs["style"] = ";".join(sorted(said, key=lambda part: "!important" in part))


def _is_gone(node: Any, style: Style) -> bool:
    """Whether an element leaves no room where it stood."""
    named = node.attributes.get("class") or ""
    shown = style.get("display", "none") != "none"
    hidden = "hidden" in node.attributes or (bool(_HIDING_CLASS.search(named)) and not _SHOWN_WIDE.search(named))
    collapsed = node.tag == "tr" and style.get("visibility") == "collapse"
    return style.get("display") == "none" or style.get("mso-hide") == "all" or collapsed or (hidden and not shown)


def _is_unseen(node: Any, style: Style) -> bool:
    """Whether nobody sees what an element holds."""
    if _is_gone(node, style) or style.get("visibility") in ("hidden", "collapse"):
        return True
    small = re.match(r"[\d.]", style.get("font-size", "")) and length(style["font-size"]) < 2
    clipped = "overflow" in style or style.get("position") == "absolute"
    flat = any(name in style and length(style[name]) <= clipped and style[name][:1].isdigit() for name in _SIDES)
    away = any(length(style.get(name, "")) <= -500 for name in ("text-indent", "left", "top", "right", "margin-left"))
    faded = "opacity" in style and length(style["opacity"]) < 0.1
    cut = any(re.search(pattern, style.get(name, "")) for name, pattern in _CUTTING.items())
    return bool(small or flat or away or faded or cut) or _is_pale(node, style)


_SIDES = ("height", "width", "max-height", "max-width")
_CUTTING = {
    "clip": r"rect\([01](?:px)?[\s,]+[01]",
    "clip-path": r"inset\((?:[5-9]\d|100)%|circle\(0",
    "transform": r"scale[xy]?\(0(?!\.[1-9])",
    "content-visibility": "hidden",
}
"""Properties and what leaves nothing of an element."""


def _is_pale(node: Any, style: Mapping[str, str]) -> bool:
    """Whether the text of an element has the color of what lies behind it; a class may well give a cell another ground."""
    color = color_of(style.get("color") or node.attributes.get("color") or "")
    if color is None:
        return False
    ground: Color | None = WHITE
    while node is not None and node.tag not in ("html", "body"):
        declared = style_of(node)
        said = declared.get("background-color") or declared.get("background") or node.attributes.get("bgcolor") or ""
        if said and said not in ("none", "transparent", "inherit"):
            ground = color_of(said)
            break
        if node.attributes.get("class") and node.tag in ("td", "th", "tr", "thead", "table"):
            ground = None
        node = node.parent
    return not color or (ground is not None and same_color(color, ground))


def _remove_texts(node: Any) -> list[str]:
    """Take the texts out of an element, but not those of parts that are declared visible; return what they said."""
    gone: list[str] = []
    for child in list(node.iter(include_text=True)):
        if child.tag == "-text":
            gone += child.text(deep=False).split()
            child.decompose()
        elif style_of(child).get("visibility") != "visible":
            gone += _remove_texts(child)
    return gone


def _is_folded(node: Any, text: str) -> bool:
    """Whether a hidden part is one that a click unfolds: it says that it is, or sections of a report stand in it."""
    named = " ".join(filter(None, (node.attributes.get(name) for name in ("class", "id", "role"))))
    return len(text) > _LONG and node.tag not in ("td", "tr", "span") and bool(_PANEL.search(named) or _CHAPTER.search(text))
