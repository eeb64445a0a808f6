"""What an author wrote and the page would not show: cells beyond a table's head, misspelt links, notes that Markdown swallows."""

import re
from collections.abc import Iterator

from ..model.finding import Finding, Place
from ..model.patterns import pattern
from ..model.portal import FiledReport, Portal
from .text_pieces import text_pieces

_CODE = pattern(r"^ {0,3}(```+|~~~+).*?^ {0,3}\1[^\n]*$|`[^`\n]+`", re.DOTALL | re.MULTILINE)
_RULE = pattern(r"\s*\|?(?:\s*:?-+:?\s*\|)+(?:\s*:?-+:?)?\s*")
_BAR = pattern(r"(?<!\\)\|")
_BRACKETED = pattern(
    r"(?P<open>[\[［【])(?P<text>[^\[\]［］【】\n]{1,100})(?P<close>[\]］】])(?P<gap> {0,3})(?P<before>[(（])\s{0,3}"
    r"(?P<target>https?://[^\s()（）]{1,500}|[^\s()（），。；、]{1,200}\.[A-Za-z][A-Za-z0-9]{1,4}(?:#[^\s()（）]{1,100})?)\s{0,3}(?P<after>[)）])"
)
_DEFINITION = pattern(r"^ {0,3}\[(?P<name>[^\]\n^][^\]\n]{0,200})\]:[ \t]*\n?[ \t]*(?P<target>\S{1,2000})", re.MULTILINE)

_BRACKETS = pattern(r"\[([^\[\]]{1,200})\]")


def check_lost_text(filing: FiledReport) -> Iterator[Finding]:
    """Report what the page of a report would lose of its text."""
    for place, text in text_pieces(filing):
        yield from _inspect(text, filing.report.path, place)


def check_lost_page_text(portal: Portal) -> Iterator[Finding]:
    """The same for standing pages."""
    for page in portal.pages:
        yield from _inspect(page.text, page.path, ("#",))


def _inspect(text: str, path: str, place: Place) -> Iterator[Finding]:
    if "|" not in text and "[" not in text and "［" not in text and "【" not in text:
        return
    outside = outside_code(text)
    yield from _rows(outside, path, place)
    yield from _links(outside, path, place)
    yield from _definitions(outside, path, place)


def outside_code(text: str) -> str:
    """Return a text whose code has lost its signs; lines and columns stay where they are."""
    return _CODE.sub(_blanked, text) if "`" in text or "~~~" in text else text


def _blanked(code: re.Match[str]) -> str:
    return re.sub(r"[^\n]", "x", code[0])


def _rows(text: str, path: str, place: Place) -> Iterator[Finding]:
    """Report rows of a table that have more or fewer cells than its head; cells beyond it are not shown."""
    lines = text.split("\n")
    width = 0
    for number, line in enumerate(lines):
        if _RULE.fullmatch(line) and number and "|" in lines[number - 1]:
            width = len(_cells(lines[number - 1]))
            if len(_cells(line)) != width:
                message = f"表头有 {width} 格，分隔线有 {len(_cells(line))} 格，网页上不成表格"
                hint = f"分隔线写成 {'| --- ' * width}|"
                yield Finding("table.cells", message, path, (*place, line.strip()), hint=hint)
                width = 0
        elif not line.strip():
            width = 0
        elif width and len(cells := _cells(line)) != width:
            yield _row_finding(line.strip(), cells, width, path, place)


def _row_finding(line: str, cells: list[str], width: int, path: str, place: Place) -> Finding:
    if len(cells) > width:
        lost = "、".join(f"“{cell}”" for cell in cells[width:] if cell) or "空格"
        message = f"这一行有 {len(cells)} 格，表头只有 {width} 格，网页上没有 {lost}"
        hint = "给表头和分隔线也加一格，或删去多出的格；格里要写竖线的，写成 \\|"
    else:
        message = f"这一行有 {len(cells)} 格，表头有 {width} 格，右边会空着"
        hint = f"补上缺的格，没有内容的也写一格：{line.rstrip('| ').rstrip()} |{'  |' * (width - len(cells))}"
    return Finding("table.cells", message, path, (*place, line), hint=hint)


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in _BAR.split(line.strip().removeprefix("|").removesuffix("|"))]


def _links(text: str, path: str, place: Place) -> Iterator[Finding]:
    """Report links whose brackets are not the ones of Markdown: they are shown as text and lead nowhere."""
    for found in _BRACKETED.finditer(text):
        if (found["open"], found["close"], found["gap"], found["before"], found["after"]) != ("[", "]", "", "(", ")"):
            message = f"“{found[0]}”像是链接，但括号不对，网页上只是文字"
            hint = f"用半角括号，中间不空格，写成 [{found['text']}]({found['target']})"
            yield Finding("link.brackets", message, path, (*place, found[0]), hint=hint)


def _definitions(text: str, path: str, place: Place) -> Iterator[Finding]:
    """Report lines that Markdown takes for the address of a link and no link uses: the page does not show them."""
    used = {name.casefold() for name in _BRACKETS.findall(_DEFINITION.sub("", text))}
    for found in _DEFINITION.finditer(text):
        if found["name"].casefold() not in used:
            words = text[found.start() :].partition("\n")[0].strip()
            message = f"“{words}”会被当作链接的地址，没有链接用到它，网页上看不到"
            said = words.partition("]:")[2].strip() or found["target"]
            hint = f"要公开的，去掉方括号，写成 {found['name']}：{said}；不要的，删去这一行"
            yield Finding("link.unused", message, path, (*place, words), hint=hint)
