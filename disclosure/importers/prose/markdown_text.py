"""Paragraphs, headings and lists → Markdown that shows just what was said."""

import re
from collections.abc import Sequence

from ..document import TextBlock
from .section_headings import CHAPTER_NUMBER, NAME_LENGTH, PART_NUMBER
from .title_and_date import SIGNATURE


def as_markdown(texts: Sequence[TextBlock]) -> str:
    """Return paragraphs, headings and lists as Markdown that shows just what was said."""
    out: list[str] = []
    item_before = False
    for text in texts:
        is_item = text.kind == "item"
        block = _block(text)
        signs = out and SIGNATURE.fullmatch(text.text) and len(text.text) < 16 and len(out[-1]) <= 40 and "。" not in out[-1]
        if (is_item and item_before) or (signs and not out[-1].startswith("#")):
            out[-1] += "\n" + block
        else:
            out.append(block)
        item_before = is_item
    return "\n\n".join(out)


def _block(text: TextBlock) -> str:
    said = text.text
    if text.kind == "table":
        return said
    if text.kind == "item":
        return f"- {_escaped(said)}"
    if text.kind == "heading" or _reads_like_heading(said):
        return f"{'####' if text.level > 3 and text.kind == 'heading' else '###'} {_escaped(said)}"
    signed = SIGNATURE.fullmatch(said)
    if signed and signed["who"] and len(said) < 60:
        return f"{_escaped(signed['who'].strip())}\n{signed['when']}"
    return _escaped(said)


def _reads_like_heading(said: str) -> bool:
    numbered = PART_NUMBER.match(said) or CHAPTER_NUMBER.match(said)
    return bool(numbered) and len(said) <= NAME_LENGTH and not re.search(r"[。；，：:！？]", said)


def _escaped(said: str) -> str:
    """A text that Markdown would take for markup, as it was meant."""
    said = re.sub(r"([*`]|(?<!\w)_|_(?!\w)|!?\[(?![^\]]*\]\((?:https?://|\d{4}-)))", r"\\\1", said)
    return re.sub(r"^(#|>|[-+](?=\s)|[-=]{3,}$)", r"\\\1", said)
