"""The text of a document → title, date and sections in clean Markdown; nothing that was said is lost."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from msgspec import Struct

from ..model.form import Format, SectionForm
from .document import Block, Document, Grid, Text
from .labels import core, likeness, plain
from .words import Words

_WIDE = r"\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’…—"
_GAP = re.compile(rf"(?<=[{_WIDE}])[ \u3000]+(?=[{_WIDE}\d])|(?<=\d)[ \u3000]+(?=[{_WIDE}])")
_UNSEEN = re.compile(r"[\u200b-\u200f\u2060\ufeff\u00ad\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u2028\u2029\ufffe\uffff]")
_TITLE = re.compile(r"[^，。；：:、]{0,40}?20\d\d年?[^，。；：:、]{0,30}(公开|年度)[^，。；：:、]{0,15}报告")
_BODY_NAME = re.compile(r"[^，。；：:\d]{2,30}(政府|办公室|办公厅|局|委员会|委|厅|处|镇|乡|街道|院|中心|管委会)")
_DATE = r"(20\d\d)\s*[-年/.]\s*(\d{1,2})\s*[-月/.]\s*(\d{1,2})"
_LABELLED = re.compile(rf"(?:发布日期|发布时间|公开日期|公布日期|发文日期|成文日期|日期|时间)\s*[:：]?\s*{_DATE}")
_SIGNED = re.compile(rf"(?P<who>.{{0,40}}?)\s*(?P<when>{_DATE}\s*日?)\s*")
_MASTHEAD = re.compile(
    r"(标题|来源|信息来源|稿源|发布机构|发布时间|发布日期|成文日期|生成日期|公开日期|索引号|文号|发文字号|栏目|原文链接|本地目录|页面链接.*|"
    r"下载|附件|浏览次数|浏览量|访问量|字号|字体|打印|分享|当前位置|您现在的位置|您当前的位置|作者|责任编辑|单位|网址|主题分类|公开方式|公开范围|体裁分类)"
    r"([:：\s（(【].*)?|=*\s*正文\s*=*|【[大中小]】.*|首页.*>.*|(上|下)一篇.*|附件下载|关闭(窗口)?|扫一扫.*|返回顶部|Produced by.*",
    re.DOTALL,
)
_FURNITURE = re.compile(
    r"当前位置.{0,400}(文件下载|文字版|全真版|打印|QQ空间|相关链接[:：]?|-->|字号|【小】)\s*(相关链接[:：]?)?\s*(-->)?",
    re.DOTALL,
)
_ORDINAL = re.compile(r"[一二三四五六七八九十]{1,3}[、.．]")
_SUBORDINAL = re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]")
_TABLE_NAME = re.compile(r"(续?表|附表)[一二三四五\d]*\s*[:：.、]?\s*")
_WIDTH = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}
_LONG = 45
_AROUND = 12
"""Blocks before a table that may be pieces of its head."""
_MASTHEAD_AT_MOST = 160
_HEADING = 38


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


def lay_texts(document: Document, grids: frozenset[int], words: Words) -> tuple[Text, ...]:
    """Return the document's text in order: broken lines rejoined, torn labels of its used tables left out, other tables as Markdown."""
    scraps = _scraps(document, grids, words)
    texts: list[Text] = []
    for number, block in enumerate(document.blocks):
        if number in scraps:
            continue
        if isinstance(block, Text):
            texts.append(Text(_clean(block.text, document.torn), block.kind, block.level, block.open))
        elif number not in grids and any(any(row) for row in block.rows):
            texts.append(_table_text(block))
        elif texts:
            texts[-1] = Text(texts[-1].text, texts[-1].kind, texts[-1].level)
    return tuple(_joined([text for text in texts if text.text], document.torn, words))


def scraps_of(document: Document, grids: frozenset[int], words: Words) -> tuple[str, ...]:
    """Return the pieces of labels that stood around the used tables and that no whole wording of the forms accounts for."""
    found = (text for number, text in sorted(_scraps(document, grids, words).items()))
    return tuple(text for text in found if words.rest(core(_TABLE_NAME.sub("", text, count=1))))


def _scraps(document: Document, grids: frozenset[int], words: Words) -> dict[int, str]:
    """The texts around the used tables that are only what their heads and stubs left behind, by number of block."""
    near = range(max(0, min(grids, default=0) - _AROUND), min(len(document.blocks), max(grids, default=-1) + 3)) if grids else ()
    found = ((number, _said(document.blocks[number])) for number in near if number not in grids)
    return {number: text for number, text in found if _is_scrap(text, words, document.torn)}


def _said(block: Block) -> str:
    """The text of a paragraph, or of all cells of a table."""
    return block.text if isinstance(block, Text) else " ".join(cell for row in block.rows for cell in row if cell)


def _is_scrap(text: str, words: Words, torn: bool) -> bool:
    """Whether a text says nothing but labels: whole ones, or pieces of them where the layout may have torn them apart."""
    without = _TABLE_NAME.sub("", text, count=1)
    if without != text and (not core(without) or any(likeness(without, word) > 0.9 for word in words.sections)):
        return True
    if _section_of(text, words.sections) and (_ORDINAL.match(plain(text)) or len(core(text)) > 8):
        return False
    if not core(text) or len(text) >= 200:
        return False
    return words.covers(without) and _begins_like_label(text, words) if torn else not words.rest(core(without))


def _begins_like_label(text: str, words: Words) -> bool:
    """Whether a text with a number of its own has that of a label: `（三）政府信息管理情况` is made of the forms' words, too."""
    said = plain(text)[:4]
    return not _SUBORDINAL.match(text) or any(plain(word).startswith(said) for word in (*words.rows, *words.heads))


def _section_of(text: str, sections: Sequence[str]) -> bool:
    return len(text) < _LONG and any(likeness(text, word) > 0.9 for word in sections)


def _clean(text: str, torn: bool) -> str:
    """A text without what can't be seen; where lines were laid out, without the blanks that laying out put in."""
    text = _UNSEEN.sub("", text.replace("\u00a0", " "))
    text = re.sub(r"[ \t]+", " ", text).strip(" \u3000")
    return _widened(_GAP.sub("", text)) if torn else text


def _widened(text: str) -> str:
    """Half-width marks between Chinese characters in the width they are printed in."""
    text = re.sub(rf"(?<=[{_WIDE}]) ?([,;:?!])(?!//)", lambda match: _WIDTH[match[1]], text)
    text = re.sub(rf"\(([^()]*[{_WIDE}][^()]*)\)", r"（\1）", text)
    return re.sub(rf'"([^"]*[{_WIDE}][^"]*)"', r"“\1”", text)


def _joined(texts: list[Text], torn: bool, words: Words) -> Iterator[Text]:
    """Paragraphs whole again: a line that only the layout ended is joined with the next."""
    held: Text | None = None
    for text in texts:
        if held is not None and text.kind == "paragraph" and not _section_of(text.text, words.sections):
            glue = "" if re.search(rf"[{_WIDE}\d，。]$", held.text) or re.match(rf"[{_WIDE}]", text.text) else " "
            held = Text(_clean(held.text + glue + text.text, torn), held.kind, held.level, text.open)
        else:
            if held is not None:
                yield held
            held = text
        if not held.open or _section_of(held.text, words.sections):
            yield held
            held = None
    if held is not None:
        yield held


def _table_text(grid: Grid) -> Text:
    """A table that no form knows, as Markdown; one of a single line as that line."""
    rows = [[re.sub(r"\s+", " ", cell or "").replace("|", "\\|").strip() for cell in row] for row in grid.rows if any(row)]
    if len(rows) == 1:
        return Text(" ".join(cell for cell in rows[0] if cell))
    width = max(map(len, rows))
    lines = ["| " + " | ".join([*row, *[""] * (width - len(row))]) + " |" for row in rows]
    return Text("\n".join([lines[0], "|" + "---|" * width, *lines[1:]]), "table")


def compose(texts: Sequence[Text], form: Format, document: Document, year: int) -> Prose:
    """Return the prose under the form's own headings; with a form of free chapters under the document's."""
    pieces = [piece for text in texts for piece in _cut(text, form)]
    headings = dict(_free_headings(pieces) if form.free_chapters else _headings(pieces, form))
    first = min(headings, default=len(pieces))
    title, opening, dropped = _opening(pieces[:first], document.title)
    published = _published(document.published, pieces[:first])
    signed = "" if published else _signed(pieces, year)
    rest = list(range(first, len(pieces)))
    if rest:
        pieces[rest[-1]], end = _without_tail(pieces[rest[-1]])
        dropped += end
    tail = [n for n in rest[-8:] if _is_masthead(pieces[n].text) and n not in headings]
    dropped += [pieces[n].text for n in tail]
    sections = _sections([(n, pieces[n]) for n in rest if n not in tail], headings, form)
    missing = (
        [section.heading for section in form.sections if section.heading not in headings.values()]
        if not form.free_chapters
        else []
    )
    tables = [piece.text for piece in pieces if piece.kind == "table"]
    opened = markdown(opening)
    return Prose(title, published or signed, opened, sections, tuple(missing), tuple(dropped), tuple(tables), bool(signed))


def _cut(text: Text, form: Format) -> Iterator[Text]:
    """A paragraph cut where a section's heading stands in the middle of it, and before the numbered parts of a long one."""
    if text.kind != "paragraph" or len(text.text) <= _LONG:
        yield text
        return
    marks = _free_marks(text.text) if form.free_chapters else list(_marks(text.text, form.sections))
    at = 0
    for start, end in marks:
        yield from _parts(text.text[at:start])
        yield Text(text.text[start:end].strip())
        at = end
    yield from _parts(text.text[at:])


def _marks(text: str, sections: Sequence[SectionForm]) -> Iterator[tuple[int, int]]:
    """Where headings stand inside a text: their number, then nearly their words."""
    at = 0
    for section in sections:
        ordinal, _, words = section.heading.partition("、")
        best = (0.0, 0, 0)
        for match in re.finditer(rf"{ordinal}\s*[、.．]\s*", text[at:]):
            start = at + match.start()
            for length in range(len(words) - 2, len(words) + 5):
                end = at + match.end() + length
                said = text[at + match.end() : end]
                near = likeness(said, words) - (0.001 if said[-1:].isspace() else 0)
                best = max(best, (near, -start, -end))
        if best[0] >= 0.85:
            yield -best[1], -best[2]
            at = -best[2]


def _free_marks(text: str) -> list[tuple[int, int]]:
    """Where numbered chapters begin in a text without line breaks: 一、二、三、… in order, each with a short name."""
    found = []
    at = 0
    for ordinal in "一二三四五六七八九十":
        pattern = rf"(?<![（(第]){ordinal}、[^，。；（(【\d：:]{{2,26}}?(?=[（(【]|\s|\d{{4}}年|指标名称|我|全|$)"
        match = re.compile(pattern).search(text, at)
        if not match:
            break
        found.append(match.span())
        at = match.end()
    return found


def _parts(text: str) -> Iterator[Text]:
    """A text as paragraphs: one that runs on past a screen is parted before its （一）, （二）, …"""
    pieces = re.split(r"(?<=[。；：】])(?=（[一二三四五六七八九十]{1,2}）)", text) if len(text) > 300 else [text]
    for piece in pieces:
        if piece.strip():
            yield Text(piece.strip())


def _headings(pieces: Sequence[Text], form: Format) -> Iterator[tuple[int, str]]:
    """Yield (piece, official heading) where sections begin, in the form's order.

    Of two candidates the later is taken: a list of contents comes first.
    """
    sections = form.sections
    near = [[_nearness(piece, section) for section in sections] for piece in pieces]
    if any(any(some) and _ORDINAL.match(plain(piece.text)) for piece, some in zip(pieces, near, strict=True)):
        # among chapters 一、二、 a heading （一）主动公开 is one within the first; only what has no table may stand so low
        low = [bool(_SUBORDINAL.match(piece.text)) for piece in pieces]
        tabled = [bool(section.tables) for section in sections]
        near = [
            [0.0 if is_low and t else n for n, t in zip(some, tabled, strict=True)]
            for is_low, some in zip(low, near, strict=True)
        ]
    # best[i][n]: the most that pieces from i on can say for sections from n on
    best = [[0.0] * (len(sections) + 1) for _ in range(len(pieces) + 1)]
    for i in range(len(pieces) - 1, -1, -1):
        for n in range(len(sections) - 1, -1, -1):
            taken = near[i][n] + best[i + 1][n + 1] if near[i][n] else 0.0
            best[i][n] = max(best[i + 1][n], best[i][n + 1], taken)
    i = n = 0
    while i < len(pieces) and n < len(sections):
        if best[i][n] == best[i + 1][n]:
            i += 1
        elif best[i][n] == best[i][n + 1]:
            n += 1
        else:
            yield i, sections[n].heading
            i, n = i + 1, n + 1


def _nearness(piece: Text, section: SectionForm) -> float:
    if len(piece.text) > _LONG or piece.kind == "table" or "。" in piece.text:
        return 0.0
    said = re.sub(r"[.·…\s]*\d*$", "", piece.text)
    near = max(likeness(said, section.heading), *(0.97 * likeness(said, other) for other in section.also), 0.0)
    return near + (0.1 if _ORDINAL.match(plain(said)) else 0.0) if near >= 0.75 else 0.0


def _free_headings(pieces: Sequence[Text]) -> Iterator[tuple[int, str]]:
    """Yield (piece, its text) where chapters begin: those numbered 一、二、三、, and what stands on the same level."""
    numbered = [
        n for n, p in enumerate(pieces) if _ORDINAL.match(p.text) and len(p.text) <= _HEADING and p.text[-1] not in "。；，"
    ]
    deepest = min((pieces[n].level for n in numbered if pieces[n].kind == "heading"), default=2)
    for number, piece in enumerate(pieces):
        styled = piece.kind == "heading" and piece.level <= deepest and not _TITLE.fullmatch(re.sub(r"\s", "", piece.text))
        if number in numbered or styled:
            yield number, piece.text


def _sections(pieces: Sequence[tuple[int, Text]], headings: dict[int, str], form: Format) -> tuple[tuple[str, str], ...]:
    """The text below each heading; the form's headings that the document lacks stand in their places, empty."""
    found: list[tuple[str, list[Text]]] = []
    for number, piece in pieces:
        if number in headings:
            found.append((headings[number], []))
            if _SUBORDINAL.match(piece.text):
                found[-1][1].append(piece)
        elif found:
            found[-1][1].append(piece)
    written = {heading: markdown(texts) for heading, texts in found}
    if form.free_chapters:
        own = [section.heading for section in form.sections]
        return tuple((heading, markdown(texts)) for heading, texts in found if texts or heading not in own)
    return tuple((section.heading, written.get(section.heading, "")) for section in form.sections)


def _opening(pieces: Sequence[Text], declared: str) -> tuple[str, list[Text], list[str]]:
    """The title, the text before the first section, and what stood there only for the page."""
    title, used = _title(pieces, _clean(declared, torn=True))
    kept: list[Text] = []
    dropped: list[str] = []
    for number, piece in enumerate(pieces):
        text = piece.text
        if number in used or plain(text) == plain(title):
            continue
        if _is_masthead(text):
            if not (_LABELLED.fullmatch(text) or re.fullmatch(r"[^:：]+[:：]\s*", text)):
                dropped.append(text)
            continue
        if match := _FURNITURE.search(text):
            dropped.append(text[: match.end()])
            text = text[match.end() :].strip().removeprefix(title).strip()
        if text:
            kept.append(Text(text, piece.kind, piece.level))
    return title, kept, dropped


def _without_tail(piece: Text) -> tuple[Text, list[str]]:
    """The last text without the page's buttons that were pulled into it."""
    match = re.search(r"(?<=[。！”）\d])\s*(附件下载|打印|关闭窗口|返回顶部|【打印[^】]*】.*)\s*$", piece.text)
    if not match:
        return piece, []
    return Text(piece.text[: match.start()], piece.kind, piece.level), [match[1]]


def _is_masthead(text: str) -> bool:
    """Whether a line belongs to the page it stood on, not to the report."""
    return len(text) <= _MASTHEAD_AT_MOST and "。" not in text and bool(_MASTHEAD.fullmatch(text))


def _title(pieces: Sequence[Text], declared: str) -> tuple[str, set[int]]:
    """The title, and which pieces it was made of: it may stand on several lines, the body's name on one of its own."""
    said = [re.sub(r"\s+", "", piece.text).removeprefix("标题:").removeprefix("标题：") for piece in pieces]
    for width in (1, 2, 3):
        for start in range(len(said) - width + 1):
            joined = "".join(said[start : start + width])
            if len(joined) <= 70 and _TITLE.fullmatch(joined):
                used = set(range(start, start + width))
                if joined.startswith("20") and start and _BODY_NAME.fullmatch(said[start - 1]):
                    return said[start - 1] + joined, used | {start - 1}
                return joined, used
    inside = next((match[0] for text in said if (match := _TITLE.search(text))), "")
    return (declared if _TITLE.fullmatch(declared) else inside or declared), set()


def _published(declared: str, opening: Sequence[Text]) -> str:
    """The date of publication as the page states it, "" when it does not."""
    for text in (declared, *(piece.text for piece in opening)):
        match = re.match(_DATE, text.strip()) or _LABELLED.search(text)
        if match and (found := _iso(match)):
            return found
    return ""


def _signed(pieces: Sequence[Text], year: int) -> str:
    """The date below the text, in the year after the report's; "" when there is none."""
    for piece in reversed(pieces[-6:]):
        match = _SIGNED.fullmatch(piece.text)
        if match and int(match[3]) == year + 1 and (found := _iso(re.search(_DATE, match["when"]))):
            return found
    return ""


def _iso(match: re.Match[str] | None) -> str:
    if match is None:
        return ""
    try:
        return date(int(match[1]), int(match[2]), int(match[3])).isoformat()
    except ValueError:
        return ""


def year_in_title(title: str) -> int | None:
    """Return the year that a title names; `202020年` names none."""
    match = re.search(r"(?<!\d)(20\d\d)(?!\d)", title)
    return int(match[1]) if match else None


def year_counted(texts: Sequence[Text]) -> int | None:
    """Return the year from whose January 1 the text says it counts."""
    said = re.sub(r"\s", "", "".join(text.text for text in texts))
    match = re.search(r"(?<!\d)(20\d\d)年1月1日起?[，,]?[至到—–~～-]", said) or re.search(r"(?<!\d)(20\d\d)年1月1日", said)
    return int(match[1]) if match else None


def find_title(texts: Sequence[Text], declared: str) -> str:
    """Return the document's title as far as it can be known before its sections are."""
    return _title(texts[:40], _clean(declared, torn=True))[0]


def markdown(texts: Sequence[Text]) -> str:
    """Return paragraphs, headings and lists as Markdown that shows just what was said."""
    out: list[str] = []
    item_before = False
    for text in texts:
        is_item = text.kind == "item"
        block = _block(text)
        signs = out and _SIGNED.fullmatch(text.text) and len(text.text) < 16 and len(out[-1]) <= 40 and "。" not in out[-1]
        if (is_item and item_before) or (signs and not out[-1].startswith("#")):
            out[-1] += "\n" + block
        else:
            out.append(block)
        item_before = is_item
    return "\n\n".join(out)


def _block(text: Text) -> str:
    said = text.text
    if text.kind == "table":
        return said
    if text.kind == "item":
        return f"- {_escaped(said)}"
    if text.kind == "heading" or _reads_like_heading(said):
        return f"{'####' if text.level > 3 and text.kind == 'heading' else '###'} {_escaped(said)}"
    signed = _SIGNED.fullmatch(said)
    if signed and signed["who"] and len(said) < 60:
        return f"{_escaped(signed['who'].strip())}\n{signed['when']}"
    return _escaped(said)


def _reads_like_heading(said: str) -> bool:
    numbered = _SUBORDINAL.match(said) or _ORDINAL.match(said)
    return bool(numbered) and len(said) <= _HEADING and not re.search(r"[。；，：:！？]", said)


def _escaped(said: str) -> str:
    """A text that Markdown would take for markup, as it was meant."""
    said = re.sub(r"([*`]|(?<!\w)_|_(?!\w)|!?\[(?![^\]]*\]\(https?://))", r"\\\1", said)
    return re.sub(r"^(#|>|[-+](?=\s)|[-=]{3,}$)", r"\\\1", said)
