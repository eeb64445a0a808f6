"""What an author's text looks like in the file and not on the page: notations of other programs, and lines that run together."""

import re
from collections.abc import Callable, Iterator, Sequence

from ..model.finding import Finding, Place
from ..model.patterns import pattern
from ..model.portal import FiledReport, Portal
from .lost_text import outside_code
from .text_pieces import text_pieces


def check_notations(filing: FiledReport) -> Iterator[Finding]:
    """Report what the page of a report shows otherwise than its text looks like."""
    yield from _inspect(tuple(text_pieces(filing)), filing.report.path)


def check_page_notations(portal: Portal) -> Iterator[Finding]:
    """The same for standing pages."""
    for page in portal.pages:
        yield from _inspect(((("#",), page.text),), page.path)
        for found in _BOUND.finditer(outside_code(page.text)) if "{=" in page.text else ():
            message = f"“{found[0]}”只在报告的正文里换成表里的数，在页面里原样显示"
            yield Finding("markup.notation", message, page.path, ("#", found[0]), hint="写出数字本身，例如 12")


def _inspect(pieces: Sequence[tuple[Place, str]], path: str) -> Iterator[Finding]:
    outside = [(place, outside_code(text)) for place, text in pieces]
    if any("^" in text for _, text in outside):
        yield from _footnotes(outside, path)
    for place, text in outside:
        for name, notation, trace, instead in _NOTATIONS if _SIGN.search(text) else ():
            for found in notation.finditer(text) if trace in text else ():
                words = found[0].strip()
                message = f"“{words}”是{name}的写法，在这里不认识，网页上原样显示这些符号"
                yield Finding("markup.notation", message, path, (*place, words), hint=instead(found))
        for found in _EMPTY_LINK.finditer(text) if "](" in text else ():
            lacks, hint = (
                ("地址", f"写成 [{words}](网址或文件名)")
                if (words := found["words"])
                else ("文字", f"写成 [文字]({found['target']})")
            )
            message = f"链接“{found[0]}”没有{lacks}，读者点不到"
            yield Finding("link.empty", message, path, (*place, found[0]), hint=f"{hint}；不要链接的，删去方括号和圆括号")
        for found in _UNDERLINED.finditer(text) if "\n-" in text or "\n=" in text else ():
            yield from _underlined(found, path, place)
        if _LINES.search(text):
            yield from _joined(text, path, place)


_END_OF_CODE = "在这一块的末尾单独写一行 ```；不是代码的，删去“{}”"
_BOUND = pattern(r"\{=[\w.]{1,200}\}")
_NOTATIONS: tuple[tuple[str, re.Pattern[str], str, Callable[[re.Match[str]], str]], ...] = (
    (
        "删除线",
        pattern(r"~~(?=\S)([^~\n]{1,200}?)(?<=\S)~~"),
        "~~",
        lambda found: f"删去“{found[0]}”；报告公布以后的更正，写进 revisions: [{{date: 日期, change: 更正了什么}}]",
    ),
    ("高亮", pattern(r"==(?=\S)([^=\n]{1,200}?)(?<=\S)=="), "==", lambda found: f"写成 **{found[1]}**"),
    ("任务列表", pattern(r"^\s{0,9}[-*+] \[[ xX]\] (.{1,200})", re.MULTILINE), "] ", lambda found: f"写成 - {found[1]}"),
    ("目录", pattern(r"^ {0,3}\[{1,2}toc\]{1,2}", re.MULTILINE | re.IGNORECASE), "[", lambda found: f"删去“{found[0]}”"),
    (
        "站内链接",
        pattern(r"\[\[(?!toc\])([^\[\]|\n]{1,100})(?:\|([^\[\]\n]{1,100}))?\]\]", re.IGNORECASE),
        "[[",
        lambda found: f"写成 [{found[2] or found[1]}](文件名)，例如 [{found[2] or found[1]}](guide.md)",
    ),
    (
        "提示框",
        pattern(r"^ {0,3}(?::::+[^\n]*|!!! [^\n]+|>\s{0,3}\[!\w+\][^\n]*)", re.MULTILINE),
        "\n",
        lambda found: f"删去“{found[0].strip()}”，文字各行以“> ”开头，或写成小标题（### 标题）和段落",
    ),
    (
        "没有结束的代码块",
        pattern(r"^ {0,3}(?:```+|~~~+)[^\n]*", re.MULTILINE),
        "\n",
        lambda found: _END_OF_CODE.format(found[0]),
    ),
    (
        "模板",
        pattern(r"\{\{[<%]?[^{}\n]{0,200}\}\}|\{%[^{}\n]{0,200}%\}|\{#(?![\w-]+[ }])[^{}\n]{0,200}#\}"),
        "{",
        lambda found: f"删去“{found[0]}”，写上实际的内容；只是提到它的，放进反引号",
    ),
    (
        "属性",
        pattern(r"\{:?[ \t]*[#.][\w-][^{}\n]{0,200}\}|\{:[^{}\n]{1,200}\}"),
        "{",
        lambda found: f"删去“{found[0]}”",
    ),
    (
        "网页程序",
        pattern(r"<\?(?:php|xml|=)[^\n]{0,200}?\?>|<!(?:doctype|\[CDATA\[)[^>\n]{0,200}>", re.IGNORECASE),
        "<",
        lambda found: f"删去“{found[0]}”；只是提到它的，放进反引号",
    ),
    (
        "词语解释",
        pattern(r"^ {0,3}:[ \t]+(?![-:| ]+$)(\S[^\n]{0,200})", re.MULTILINE),
        ":",
        lambda found: f"和上一行接起来，写成 {found.string[: found.start()].rstrip().rpartition(chr(10))[2].strip()}：{found[1]}",
    ),
    ("公式", pattern(r"\$\$[^$]{1,500}\$\$"), "$$", lambda found: "用文字写出算法，例如 办结率 = 办结件数 ÷ 受理件数"),
)
"""Each notation: its name, what it looks like, a sign that is always in it, and what to do instead."""
_SIGN = pattern("[]~=[:!`{<$]")
"""Every notation has one of these."""

_FOOTNOTE = pattern(r"^ {0,3}\[\^(?P<name>[^\]\n]{1,40})\]:[ \t]*(?P<note>[^\n]*(?:\n[ \t]+\S[^\n]*)*)", re.MULTILINE)
_MARK = pattern(r"\[\^(?P<name>[^\]\n]{1,40})\](?!:)|\^\[(?P<note>[^\]\n]{1,200})\]")


def _footnotes(pieces: Sequence[tuple[Place, str]], path: str) -> Iterator[Finding]:
    """Report footnotes, each at its mark in the text; one that nothing refers to where it stands."""
    notes = {
        found["name"]: (place, " ".join(found["note"].split()).rstrip("。；;."))
        for place, text in pieces
        for found in _FOOTNOTE.finditer(text)
    }
    marks = [(place, text, mark) for place, text in pieces for mark in _MARK.finditer(text)]
    for place, text, mark in marks:
        note = (mark["note"] or "").rstrip("。；;.") or notes.get(mark["name"], ("", ""))[1]
        before = text[: mark.start()].rpartition("\n")[2][-12:]
        hint = f"把注写进正文的括号里：{before}（{note}）" if note else f"删去“{mark[0]}”"
        hint += f"，再删去“[^{mark['name']}]:”开头的一行" if mark["name"] in notes else ""
        yield Finding("markup.footnote", f"“{mark[0]}”是脚注的写法，这里没有脚注", path, (*place, mark[0]), hint=hint)
    for name in sorted(notes.keys() - {mark["name"] for _, _, mark in marks}):
        place, note = notes[name]
        message = f"“[^{name}]:”是脚注的写法，这里没有脚注"
        yield Finding("markup.footnote", message, path, (*place, f"[^{name}]:"), hint=f"写成 注：{note}；不要的，删去这一行")


_UNDERLINED = pattern(r"(?:\A|\n[ \t]*\n|(?<=\n)#[^\n]*\n)\n*(?P<words>[^\n]*\S[^\n]*)\n(?P<rule>[-=]+) *(?=\n|\Z)")


def _underlined(found: re.Match[str], path: str, place: Place) -> Iterator[Finding]:
    """Report a line that becomes a heading because of the rule below it; on a standing page only one that is no heading."""
    words, rule = found["words"].strip(), found["rule"]
    if place == ("#",) and not words.endswith(_ENDED) and len(words) < _SHORT:
        return
    message = f"“{words[:12]}”下面紧接着 {rule[:4]}，网页上会成为标题"
    hint = f"是标题的，删去 {rule[:4]} 一行，写成 ### {words}" if not words.endswith(_ENDED) else f"删去 {rule[:4]} 一行"
    hint += "；要画横线的，在它前面空一行，写 ---"
    yield Finding("markup.notation", message, path, (*place, f"{found['words']}\n{rule}"), hint=hint)


_EMPTY_LINK = pattern(
    r"(?<!!)\[(?:[ \t]*\]\([ \t]*(?P<target>[^()\s]{1,500})[^()\n]{0,200}\)|(?P<words>[^\[\]\n]*\S[^\[\]\n]*)\]\([ \t]*\))"
)
_LINES = pattern(r"\n(?<=[^\n]\n)[^\n]")
_NUMBER = pattern(
    r"[（(](?:[一二三四五六七八九十]{1,3}|\d{1,2})[)）]|[一二三四五六七八九十]{1,3}[、．.]|\d{1,2}(?:[、．)）]|\.(?![\d ]))|[①-⑳]"
    r"|第[一二三四五六七八九十]{1,3}[，、]|[一二三四五六七八九]是|其[一二三四五][，：]"
)
_LABEL = pattern(r"[\u4e00-\u9fff]{2,10}[：:]")
_NO_PARAGRAPH = pattern(r"\s*(?:[|#>]|\[[^\]\n]+\]:)")
_STRUCTURE = pattern(r"\s*(?:[-*+]|\d+[.)])\s|\s*[|>#]|\s*(?:[-*_=]\s*){3,}$|\s*\|?\s*:?-+:?\s*\|| {4}|\t")
_ENDED = ("。", "；", "：", "！", "？", ";", ":", "!", "?")
_SHORT = 30
"""A line of fewer characters was not broken because it was full."""
_DATED = pattern(r"\d{4}年\d{1,2}月\d{1,2}日")


def _joined(text: str, path: str, place: Place) -> Iterator[Finding]:
    """Report paragraphs whose lines are points of their own in the file: one finding for each, at the second line."""
    for block in re.split(r"\n[ \t]*\n", text):
        lines = block.split("\n") if "<!--" not in block else ()
        found = next((n for n in range(1, len(lines)) if _is_own_line(lines[n - 1], lines[n])), 0)
        if found:
            above, line = lines[found - 1].strip(), lines[found].strip()
            message = f"“{above[:12]}”和“{line[:12]}”写成两行，网页上会接成一段"
            hint = f"在“{line[:12]}”前面空一行，往下各行也一样；列成条的，每行以“- ”开头"
            yield Finding("text.joined", message, path, (*place, line), hint=hint)


def _is_own_line(above: str, line: str) -> bool:
    """Whether a line looks as if it began anew below another that it will be joined to."""
    if _STRUCTURE.match(line) or not line.strip() or _NO_PARAGRAPH.match(above):
        return False
    if above.endswith(("  ", "\\")) or _DATED.fullmatch(line.strip()):
        return False
    above, line = above.strip(), line.strip()
    is_full = len(above) >= _SHORT
    if _NUMBER.match(line):
        return above.endswith(_ENDED) or not is_full or bool(_NUMBER.match(above))
    return (above.endswith(_ENDED) and not is_full) or bool(_LABEL.match(above) and _LABEL.match(line))
