"""What of a web page nobody sees who looks at it: taken out, and said. Panels that a click unfolds are seen."""

import re
from collections.abc import Iterator
from typing import Any

_HIDES = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|mso-hide\s*:\s*all|(?<![-\w])color\s*:\s*transparent"
    r"|(?:font-size|opacity|(?<![-\w])(?:max-)?(?:height|width))\s*:\s*0(?![.\d]*[1-9%])"
    r"|(?:text-indent|(?<![-\w])(?:left|top))\s*:\s*-(?:9{3}|\d{4})|clip\s*:\s*rect\(\s*0",
    re.IGNORECASE,
)
_SHOWS = re.compile(r"display\s*:\s*(?!none)\w|visibility\s*:\s*visible", re.IGNORECASE)
_HIDING_CLASS = re.compile(
    r"(?:^|\s)(?:hide|hidden|d-none|dn|invisible|sr-only|visually-hidden|layui-hide)(?:\s|$)", re.IGNORECASE
)
_WHITE = re.compile(r"(?<![-\w])color\s*:\s*(?:#fff(?:fff)?\b|white|rgb\(255,\s*255,\s*255\))", re.IGNORECASE)
_PANEL = re.compile(r"tab|panel|pane|fold|collaps|accordion|toggle", re.IGNORECASE)
_CHAPTER = re.compile(r"[一二三四五六七八九]、")
_LONG, _QUOTED = 30, 200
"""Characters of a folded part that is worth unfolding; of unseen text that are quoted."""


def take_out_unseen(page: Any) -> Iterator[str]:
    """Take out of a page what nobody sees; yield what is to be said of that, and of what was only folded."""
    for node in page.css("del, script, noscript"):
        node.decompose()
    unseen: list[str] = []
    for node in _hidden(page):
        text = re.sub(r"\s+", " ", node.text()).strip()
        if _is_folded(node, text):
            yield f"网页上折叠的部分已导入，请核对：“{text[:_LONG]}…”"
        else:
            unseen += [text] if text else []
            node.decompose()
    if unseen:
        quoted = "；".join(dict.fromkeys(unseen))[:_QUOTED]
        yield f"网页上看不见的文字 {len(unseen)} 处没有导入：“{quoted}”"


def _hidden(page: Any) -> list[Any]:
    """The outermost elements that the page's own styles, their attributes or their classes hide."""
    hidden = {node.mem_id: node for node in page.css("[class]") if _HIDING_CLASS.search(node.attributes.get("class") or "")}
    for nodes, declared in _declarations(page):
        for node in nodes:
            if _HIDES.search(declared):
                hidden[node.mem_id] = node
            elif _SHOWS.search(declared):
                hidden.pop(node.mem_id, None)
    hidden |= {node.mem_id: node for node in page.css("[hidden]")}
    kept = [node for node in hidden.values() if node.tag not in ("html", "body")]
    return [node for node in kept if not any(one.mem_id in hidden for one in _above(node))]


def _declarations(page: Any) -> Iterator[tuple[list[Any], str]]:
    """Elements and what styles declare for them: the style sheet's rules first, then their own."""
    sheet = re.sub(r"/\*.*?\*/", "", " ".join(node.text() for node in page.css("style")), flags=re.DOTALL)
    sheet = re.sub(r"@media[^{]*print[^{]*\{(?:[^{}]*\{[^{}]*\})*[^{}]*\}", "", sheet)
    for selector, declared in re.findall(r"([^{}@;]+)\{([^{}]*)\}", sheet):
        if _HIDES.search(declared) or _SHOWS.search(declared):
            yield _matching(page, selector), declared
    for node in page.css("[style]"):
        declared = node.attributes.get("style") or ""
        white = _WHITE.search(declared) and not any(map(_is_colored, (node, *_above(node))))
        yield [node], "display:none" if white else declared


def _matching(page: Any, selector: str) -> list[Any]:
    try:
        return list(page.css(selector.strip()))
    except Exception:  # the parser raises for a selector that it does not know
        return []


def _is_colored(node: Any) -> bool:
    """Whether white text may be seen on an element: it has a background, or a class that may well give it one."""
    given = node.attributes
    styled = bool(given.get("class")) and node.tag in ("td", "th", "tr", "thead", "table", "span", "font")
    return styled or "bgcolor" in given or "background" in (given.get("style") or "")


def _above(node: Any) -> Iterator[Any]:
    while (node := node.parent) is not None and node.tag not in ("html", "body"):
        yield node


def _is_folded(node: Any, text: str) -> bool:
    """Whether a hidden part is one that a click unfolds: it says that it is, or sections of a report stand in it."""
    named = " ".join(filter(None, (node.attributes.get(name) for name in ("class", "id", "role"))))
    return len(text) > _LONG and node.tag not in ("td", "tr", "span") and bool(_PANEL.search(named) or _CHAPTER.search(text))
