"""The text of a document → title, date and sections in clean Markdown; nothing that was said is lost."""

import re
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from ...model.form import Format
from ..attached_files import LINKED
from ..document import SourceDocument, TextBlock
from ..matching.labels import plain
from .section_headings import CHAPTER_NUMBER, NAME_LENGTH, PART_NUMBER, cut_at_headings, free_headings, official_headings
from .title_and_date import LABELLED_DATE, SIGNATURE, signed_date, stated_date, title_of

_LINE = re.compile(
    r"(标题|来源|信息来源|稿源|发布机构|发布时间|发布日期|成文日期|生成日期|公开日期|索引号|文号|发文字号|栏目|原文链接|本地目录|页面链接.*|"
    r"下载|附件|浏览次数|浏览量|访问量|字号|字体|打印|分享|当前位置|您现在的位置|您当前的位置|作者|责任编辑|单位|网址|主题分类|公开方式|公开范围|体裁分类)"
    r"([:：\s（(【].*)?|=*\s*正文\s*=*|【[大中小]】.*|首页.*>.*|(上|下)一篇.*|附件下载|关闭(窗口)?|扫一扫.*|返回顶部|Produced by.*",
    re.DOTALL,
)
_BREADCRUMB = re.compile(
    r"当前位置.{0,400}(文件下载|文字版|全真版|打印|QQ空间|相关链接[:：]?|-->|字号|【小】)\s*(相关链接[:：]?)?\s*(-->)?",
    re.DOTALL,
)
_LINE_LENGTH = 160
_BUTTONS = re.compile(r"(?<=[。！”）\d])\s*(附件下载|打印|关闭窗口|返回顶部|【打印[^】]*】.*)\s*$")
"""What belongs to the page that a report stood on: source, buttons, breadcrumbs, counters; and the longest line of that."""


class Prose(Struct, frozen=True):
    """What a document says besides its figures.

    `missing` are sections that it has no heading for, `dropped` what belonged to the page; `signed` says that the date is
    the one below the text, as no other was found.
    """

    title: str
    published: str
    preamble: str
    sections: tuple[tuple[str, str], ...]
    missing: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    kept_tables: tuple[str, ...] = ()
    signed: bool = False


def compose_prose(texts: Sequence[TextBlock], form: Format, document: SourceDocument, year: int) -> Prose:
    """Return the prose under the form's own headings; with a form of free chapters under the document's."""
    pieces = [piece for text in texts for piece in cut_at_headings(text, form)]
    headings = dict(free_headings(pieces) if form.free_chapters else official_headings(pieces, form))
    first = min(headings, default=len(pieces))
    title, opening, dropped = _opening(pieces[:first], document.title)
    published = stated_date(document.published, pieces[:first])
    signed = "" if published else signed_date(pieces, year)
    rest = list(range(first, len(pieces)))
    if rest and (match := _BUTTONS.search(pieces[rest[-1]].text)):
        pieces[rest[-1]] = replace(pieces[rest[-1]], text=pieces[rest[-1]].text[: match.start()], open=False)
        dropped.append(match[1])
    tail = [n for n in rest[-8:] if _is_furniture(pieces[n].text) and n not in headings]
    dropped += [pieces[n].text for n in tail]
    sections = _sections([(n, pieces[n]) for n in rest if n not in tail], headings, form)
    expected = () if form.free_chapters else form.sections
    missing = tuple(section.heading for section in expected if section.heading not in headings.values())
    tables = tuple(piece.text for piece in pieces if piece.kind == "table")
    return Prose(title, published or signed, _as_markdown(opening), sections, missing, tuple(dropped), tables, bool(signed))


def _sections(pieces: Sequence[tuple[int, TextBlock]], headings: dict[int, str], form: Format) -> tuple[tuple[str, str], ...]:
    """The text below each heading; the form's headings that the document lacks stand in their places, empty."""
    found: list[tuple[str, list[TextBlock]]] = []
    for number, piece in pieces:
        found += [(headings[number], [])] if number in headings else []
        if number not in headings or (PART_NUMBER.match(piece.text) and not form.free_chapters):
            found[-1][1].append(piece)
    written = {heading: _as_markdown(texts) for heading, texts in found}
    if form.free_chapters:
        own = [section.heading for section in form.sections]
        return tuple((heading, _as_markdown(texts)) for heading, texts in found if texts or heading not in own)
    return tuple((section.heading, written.get(section.heading, "")) for section in form.sections)


def _opening(pieces: Sequence[TextBlock], declared: str) -> tuple[str, list[TextBlock], list[str]]:
    """The title, the text before the first section, and what stood there only for the page."""
    title, used = title_of(pieces, declared)
    kept: list[TextBlock] = []
    dropped: list[str] = []
    for number, piece in enumerate(pieces):
        text = piece.text
        if number in used or plain(text) == plain(title):
            continue
        if _is_furniture(text):
            if not (LABELLED_DATE.fullmatch(text) or re.fullmatch(r"[^:：]+[:：]\s*", text)):
                dropped.append(text)
            continue
        if match := _BREADCRUMB.search(text):
            dropped.append(text[: match.end()])
            text = text[match.end() :].strip().removeprefix(title).strip()
        if text:
            kept.append(TextBlock(text, piece.kind, piece.level))
    return title, kept, dropped


def _is_furniture(text: str) -> bool:
    """Whether a line belongs to the page it stood on, not to the report."""
    return len(text) <= _LINE_LENGTH and "。" not in text and not LINKED.search(text) and bool(_LINE.fullmatch(text))


def _as_markdown(texts: Sequence[TextBlock]) -> str:
    """Paragraphs, headings and lists as Markdown that shows just what was said."""
    out: list[str] = []
    for before, text in zip((None, *texts), texts, strict=False):
        is_list = before is not None and before.kind == text.kind == "item"
        signs = out and SIGNATURE.fullmatch(text.text) and len(text.text) < 16 and len(out[-1]) <= 40 and "。" not in out[-1]
        if is_list or (signs and not out[-1].startswith("#")):
            out[-1] += "\n" + _block(text)
        else:
            out.append(_block(text))
    return "\n\n".join(out)


def _block(text: TextBlock) -> str:
    said = text.text
    if text.kind == "table":
        return said
    if text.kind == "item":
        return f"- {_escaped(said)}"
    numbered = PART_NUMBER.match(said) or CHAPTER_NUMBER.match(said)
    is_name = numbered and len(said) <= NAME_LENGTH and not re.search(r"[。；，：:！？]", said)
    if text.kind == "heading" or is_name:
        return f"{'####' if text.level > 3 and text.kind == 'heading' else '###'} {_escaped(said)}"
    signed = SIGNATURE.fullmatch(said)
    if signed and signed["who"] and len(said) < 60:
        return f"{_escaped(signed['who'].strip())}\n{signed['when']}"
    return _escaped(said)


def _escaped(said: str) -> str:
    """A text that Markdown would take for markup, as it was meant."""
    said = re.sub(r"([*`]|(?<!\w)_|_(?!\w)|!?\[(?![^\]]*\]\((?:https?://|\d{4}-)))", r"\\\1", said)
    return re.sub(r"^(#|>|[-+](?=\s)|[-=]{3,}$)", r"\\\1", said)
