"""The cell of a table on a web page → its text on one line, of which a figure is made only where it is one."""

import re
from typing import Any

from ..characters import tidy
from .visibility import Style, length, style_of

BLOCKS = re.compile(
    "address|article|aside|blockquote|body|caption|center|dd|details|div|dl|dt|fieldset|figure|footer|form|h[1-6]|header|hr"
    "|html|li|main|ol|p|pre|section|summary|table|tbody|td|tfoot|th|thead|tr|ul"
)
"""The elements that stand in lines of their own."""
_NO_TEXT_FIELD = re.compile(r"hidden|submit|button|image|reset|search|password|file|checkbox|radio", re.IGNORECASE)
_SEARCH = re.compile(r"search|query|keyword|\b(?:q|kw|wd)\b|请输入", re.IGNORECASE)


def text_of_cell(cell: Any) -> str:
    """Return a cell on one line: blanks only where a line or a block ends, for Word puts half a number into a span of its own."""
    out: list[str] = []
    pending = reversed_children(cell)
    while pending:
        node = pending.pop()
        said = " " if node is None else text_in_cell(node, cell)
        if said is not None:
            out.append(said)
        elif BLOCKS.fullmatch(node.tag) or _stands_apart(node):
            out.append(" ")
            pending += [None, *reversed_children(node)]
        else:
            pending += reversed_children(node)
    return tidy("".join(out))


def reversed_children(node: Any) -> list[Any]:
    """Return what a node holds, the last first."""
    return list(node.iter(include_text=True))[::-1]


def _stands_apart(node: Any) -> bool:
    """Whether an element that is no block is set off from what stands beside it all the same, so that no figure goes on in it."""
    style = style_of(node)
    sides = [style.get(f"{name}-{side}", "") for name in ("margin", "padding") for side in ("left", "right")]
    placed = style.get("position") in ("absolute", "fixed") or style.get("float", "none") != "none"
    blocks = re.match(r"block|table|flex|grid|list-item", style.get("display", ""))
    labels_itself = node.attributes.get("aria-hidden") == "true" or node.tag in ("button", "text", "mn")
    return bool(placed or blocks or labels_itself or any(length(side) > 3 for side in sides))


def text_in_cell(node: Any, cell: Any) -> str | None:
    """Return what a node of a cell says; None for an element that only holds others.

    What is struck through stays, marked, so that no figure is made of it and what stands beside it.
    """
    if node.tag == "-text":
        return str(node.text(deep=False))
    if node.tag.startswith(("-", "!")) or node.tag in ("style", "iframe", "rp"):
        return ""
    if node.tag == "br":
        return " "
    if (field := field_text(node, in_cell=True)) is not None:
        return field
    style, text = style_of(node), node.text(strip=True)
    if _is_raised(node, style) and text != cell.text(strip=True):
        return _raised(text)
    if node.tag in ("s", "strike") or "line-through" in style.get("text-decoration", "") + style.get("text-decoration-line", ""):
        return f"~~{text}~~"
    return None


def _is_raised(node: Any, style: Style) -> bool:
    """Whether an element stands above or below the line, or leads to a note."""
    if node.tag in ("sup", "sub"):
        return True
    if BLOCKS.fullmatch(node.tag):
        return False
    off = style.get("vertical-align", "")
    shifted = style.get("position") == "relative" and any(length(style.get(side, "")) for side in ("top", "bottom"))
    return off in ("super", "sub") or bool(length(off)) or shifted or (node.attributes.get("href") or "").startswith("#")


def field_text(node: Any, *, in_cell: bool = False) -> str | None:
    """Return what a person filled in, or reads beside a character; None for what is no field. A list shows its first entry."""
    given = node.attributes
    if node.tag == "input":
        named = " ".join(filter(None, (given.get(name) for name in ("name", "id", "placeholder", "value"))))
        no_text = _NO_TEXT_FIELD.fullmatch(given.get("type") or "text") or (_SEARCH.search(named) and not in_cell)
        return "" if no_text else f"{given.get('value') or ''}"
    if node.tag == "textarea":
        return str(node.text())
    if node.tag == "select":
        chosen = node.css("option[selected]") or node.css("option")[:in_cell]
        return " ".join(option.text(strip=True) for option in chosen)
    return f"（{node.text(strip=True)}）" if node.tag == "rt" else None


def _raised(text: str) -> str:
    """A raised text, which behind a figure is the mark of a footnote and no part of it."""
    return f"[{text}]" if text.isdecimal() else text
