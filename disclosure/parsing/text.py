"""Bytes → text, and the two halves of a content file."""

import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE

from msgspec import Struct

from ..model.fences import fence_after
from ..model.finding import Finding, Parsed, Span
from ..model.report import Source

MAX_FILE_SIZE = 1_000_000
"""The most bytes of a content file that is read; a year's report is some 20 000."""

MAX_LINE_LENGTH = 5_000
"""The most characters of a line that is read; a paragraph of a report has some 500."""

HALF_WIDTH = str.maketrans("０１２３４５６７８９．－／～", "0123456789.-/~")
"""Full-width digits and signs, and what they mean."""

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufdd0-\ufdef\ufffe\uffff]")
"""A character that steers machines and is no text."""
_UNSEEN = re.compile(r"[\s\ufeff\u200b-\u200f\u2060\u00ad]+")
_HEADING = re.compile(r"(#{1,6})\s")
_END = re.compile(r"\n---[^\S\n]*(?:\n|\Z)")


class Halves(Struct, frozen=True):
    """A content file: its front matter, and its text from line `text_line` of the file on."""

    front: str
    text: str
    text_line: int


def decode(source: Source) -> Parsed[str]:
    """Return the text with LF line ends and no BOM; other encodings than UTF-8 are named, not guessed through."""
    if len(source.data) > MAX_FILE_SIZE:
        return _refused(source, "file.too-large", f"文件有 {len(source.data):,} 字节，超过上限 {MAX_FILE_SIZE:,} 字节")
    try:
        text = source.data.decode().removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        return _refused(source, *_encoding_problem(source, error.start))
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if bad := CONTROL.search(text):
        line = text.count("\n", 0, bad.start()) + 1
        column = bad.start() - text.rfind("\n", 0, bad.start())
        message = f"文件含有不可见的控制字符 U+{ord(bad.group()):04X}"
        return Parsed(
            None, (Finding("file.control-character", message, source.path, span=Span(line, column), hint=_instead(text, bad)),)
        )
    begin = _long_line(text)
    if begin is not None:
        length = len(text[begin:].partition("\n")[0])
        message = f"这一行有 {length:,} 字，超过上限 {MAX_LINE_LENGTH:,} 字"
        return _refused(source, "file.long-line", message, "段落之间空一行", text.count("\n", 0, begin) + 1)
    return Parsed(text)


def encoding_of(data: bytes) -> str:
    """Return in which of the encodings that Chinese editors write a text is; "" where it is in none."""
    for encoding in ("utf-16",) if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)) else ("utf-8", "gb18030"):
        try:
            data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return encoding
    return ""


def _instead(text: str, bad: re.Match[str]) -> str:
    """What to type instead of a control character: what Windows means by it, or nothing."""
    before = text[: bad.start()].rpartition("\n")[2][-6:]
    where = f"“{before}”后面的" if before else "行首的"
    try:
        meant = bad[0].encode("latin-1").decode("cp1252") if bad[0] >= "\x80" else ""
    except UnicodeError:
        meant = ""
    return (
        f"把{where}这个字符改成 {meant}"
        if meant.isprintable() and meant
        else f"删去{where}这个字符：光标放在它后面，按一次退格键"
    )


def _long_line(text: str) -> int | None:
    """Where the first line that is too long begins."""
    begin = 0
    while len(text) - begin > MAX_LINE_LENGTH:
        end = text.rfind("\n", begin, begin + MAX_LINE_LENGTH + 1)
        if end < 0:
            return begin
        begin = end + 1
    return None


def _refused(source: Source, code: str, message: str, hint: str = "", line: int = 1) -> Parsed[str]:
    return Parsed(None, (Finding(code, message, source.path, span=Span(line, 1), hint=hint),))


def _encoding_problem(source: Source, start: int) -> tuple[str, str, str, int]:
    line = source.data.count(b"\n", 0, start) + 1
    encoding = encoding_of(source.data)
    if not encoding:
        return "file.encoding", "文件不是 UTF-8 编码，也不是 GB18030", "用记事本打开，“另存为”时“编码”选 UTF-8", line
    name = "GBK/GB18030 " if encoding == "gb18030" else "UTF-16（Unicode）"
    hint = f"运行 disclosure recode '{source.path}'，文件就改成 UTF-8；原来的留在旁边，名字末尾加 .bak"
    return "file.encoding", f"文件是 {name}编码，须为 UTF-8", hint, line


def split(text: str, path: str) -> Parsed[Halves]:
    """Return front matter and text; the front matter stands between two lines `---` at the very top."""
    first = text.partition("\n")[0]
    if not text.strip():
        hint = "放回原来的内容，或用 disclosure new、disclosure import 重新生成；不要的，删去这个文件"
        return _no_front_matter(path, "文件是空的", hint)
    if first.rstrip() != "---":
        before = text.partition("---")[0]
        if before and not _UNSEEN.sub("", before) and text.startswith(f"{before}---"):
            hint = "把光标放在第一个 --- 前面，按退格键，直到它成为文件的第一行"
            return _no_front_matter(path, "开头的 --- 前面有空行或看不见的字符", hint)
        hint = "第一行写 ---，其后是标题、年份和表格，再以一行 --- 结束"
        return _no_front_matter(path, "文件开头没有用两行 --- 括起来的标题、年份和表格", hint)
    end = _END.search(text, len(first))
    if end is None:
        hint = "在表格之后、正文之前单独写一行 ---"
        return _no_front_matter(path, "文件开头的部分没有结束：缺少第二行 ---", hint, width=3)
    front = text[len(first) + 1 : end.start()]
    text_line = text.count("\n", 0, end.start()) + 3
    return Parsed(Halves(front, text[end.end() :], text_line))


def _no_front_matter(path: str, message: str, hint: str, width: int = 1) -> Parsed[Halves]:
    return Parsed(None, (Finding("front-matter.missing", message, path, span=Span(1, 1, width), hint=hint),))


def read_halves(source: Source) -> Parsed[Halves]:
    """Return the two halves of a content file as text."""
    text = decode(source)
    return split(text.value, source.path) if text.value is not None else Parsed(None, text.findings)


def chapters(text: str) -> tuple[tuple[str, int, str], ...]:
    """Cut a text at its level-2 headings: (heading, line in the text from 0, text below).

    The first has an empty heading: what stands before any other. A `## ` inside a code fence is no heading.
    """
    found: list[tuple[str, int, list[str]]] = [("", 0, [])]
    fence = ""
    for number, line in enumerate(text.split("\n")):
        fence = fence_after(line, fence)
        if not fence and line.startswith("## "):
            found.append((line[3:].strip(), number, []))
        else:
            found[-1][2].append(line)
    return tuple((heading, number, "\n".join(lines).strip("\n")) for heading, number, lines in found)


def filled_sections(text: str) -> str:
    """Return a text without the headings below which nothing stands, not even below a heading of a lower level."""
    parts: list[tuple[int, list[str]]] = [(0, [])]
    fence = ""
    for line in text.split("\n"):
        fence = fence_after(line, fence)
        heading = _HEADING.match(f"{line}\n") if not fence else None
        if heading:
            parts.append((len(heading[1]), [line]))
        else:
            parts[-1][1].append(line)
    filled: list[str] = []
    next_level = 0
    for level, lines in reversed(parts):
        if next_level > level or any(line.strip() for line in (lines[1:] if level else lines)):
            filled += reversed(lines)
            next_level = level
    return "\n".join(reversed(filled))
