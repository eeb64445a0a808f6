"""What is wrong with a text that is no YAML, where to mend it and what to type; and texts that YAML takes for comments."""

import re
from typing import Any

from ..model.finding import Finding, Span
from ..model.folding import name_of
from ..model.patterns import pattern


def syntax_finding(error: Any, text: str, path: str, first_line: int) -> Finding:
    """The finding at what has to be mended: libyaml stumbles over a mistake later than it was made."""
    context = getattr(error, "context", None) or ""
    begun = context.startswith(_BEGUN) and getattr(error, "context_mark", None)
    mark = begun or getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line, column = (mark.line, mark.column) if mark else (0, 0)
    if context.startswith(("while scanning a tag", "while scanning an a")):
        hint = '整个值加引号，例如 "*样例"'
        return Finding("yaml.feature", "以 ! & * 开头的文字没有加引号", path, span=Span(line + first_line, column + 1), hint=hint)
    lines = text.split("\n")
    for number in range(max(0, line - 1), min(line + 1, len(lines))):
        if glued := _GLUED_KEY.match(lines[number]):
            span = Span(number + first_line, len(glued[1]) + 1, len(glued[2]))
            wrong = "冒号要用半角" if glued[2].endswith("：") else "冒号后面缺少空格"
            return Finding("yaml.syntax", wrong, path, span=span, hint=f"写成“{glued[2][:-1]}: {glued[3].strip()}”")
    if indent := _indent_finding(text, path, first_line, line):
        return indent
    if "".join(lines[line : line + 1]).lstrip().startswith(": "):
        hint = "在冒号前面写上这一项的名字，例如 name: 名称；多余的，删去这一行"
        return Finding("yaml.syntax", "冒号前面没有名字", path, span=Span(line + first_line, column + 1), hint=hint)
    problem, hint = _PROBLEMS.get(getattr(error, "problem", ""), _UNKNOWN_PROBLEM)
    if problem == _ITEM_BEHIND and (item := _ITEM.fullmatch(lines[line])):
        hint = f"{item[1]} 后面换行，下一行写成“  {item[2]}”"
    return Finding("yaml.syntax", f"写法有误：{problem}", path, span=Span(line + first_line, column + 1), hint=hint)


def _indent_finding(text: str, path: str, first_line: int, line: int) -> Finding | None:
    """The finding at a blank at the beginning of a line that is none for YAML, if that is what is wrong."""
    if wide := _WIDE_INDENT.search(text):
        at, column = text.count("\n", 0, wide.end()), wide.end() - text.rfind("\n", 0, wide.end()) - 1
        message = f"行首有{name_of(wide[0][-1])}，缩进只能用半角空格"
        hint = "关掉中文输入法，把行首的空白删去，按空格键重新缩进"
        return Finding("yaml.syntax", message, path, span=Span(at + first_line, column), hint=hint)
    if tab := _TAB_INDENT.match("".join(text.split("\n")[line : line + 1])):
        hint = "把行首的制表符（Tab）删去，按空格键缩进，与同一组的各行对齐"
        return Finding("yaml.syntax", "行首有制表符，缩进只能用空格", path, span=Span(line + first_line, tab.end()), hint=hint)
    return None


_BEGUN = (
    "while parsing a flow",
    "while scanning a quoted scalar",
    "while scanning a simple key",
    "while scanning a tag",
    "while scanning an a",
)
"""Contexts whose beginning is the place to mend: an open bracket or quote, a key without its colon."""
_GLUED_KEY = pattern(r"(\s*)([a-z_][a-z0-9_]*[:：])([^\s/].*)")
_WIDE_INDENT = pattern(r"^[ \t]*[\u3000\u00a0\u2000-\u200b\u202f\u205f\ufeff](?=\s*[a-z_-])", re.MULTILINE)
"""A blank before a key that is none for YAML."""
_TAB_INDENT = pattern(r" *\t")
_UNKNOWN_PROBLEM = ("读不懂这里的写法", "每行写成“项: 内容”，冒号用半角，后面空一格；文字里有 : # [ ] { } , 的，整句加引号")
_ITEM_BEHIND = "“-”不能写在冒号后面"
_ITEM = pattern(r"\s*([\w-]+:)\s+(-\s+\S.*)")
_PROBLEMS = {
    "found character that cannot start any token": (
        "有不能出现在这里的字符",
        '以 @ ` % 开头的文字整句加引号，例如 "@样例"',
    ),
    "did not find expected ',' or ']'": ("方括号没有合上，或缺少逗号", "一行写成 项: [1, 2, 3]：行末补上“]”，各格之间补上“,”"),
    "did not find expected ',' or '}'": ("花括号没有合上，或缺少逗号", "写成 {项: 内容, 项: 内容}：末尾补上“}”，各项之间补上“,”"),
    "found unexpected end of stream": ("引号没有合上", "在这段文字的末尾补上与开头一样的引号（\" 或 '）"),
    "could not find expected ':'": ("这一行缺少冒号", "写成“项: 内容”，冒号用半角，后面空一格"),
    "did not find expected key": ("缩进与上一行不一致", "与同一组的各行对齐：行首的空格一样多"),
    "mapping values are not allowed in this context": ("这里不能再有冒号", '含冒号的文字整句加引号，写成 项: "文字: 文字"'),
    "did not find expected node content": ("两个逗号之间没有内容", "空白单元格写 ~，例如 [1, ~, 2]"),
    "block sequence entries are not allowed in this context": (
        _ITEM_BEHIND,
        "列表的每一项另起一行，行首空两格，写成“  - 内容”；“-”是文字的，加引号",
    ),
    "did not find expected '-' indicator": ("列表的缩进不一致", "每项的“- ”前面空格一样多"),
}
"""What libyaml says, what it means, and what to type."""


_SWALLOWED = pattern(
    r"^(?: *(?:- +)?[A-Za-z_][\w.@-]*: +| *- +)"
    r"(?P<value>[^\s\"'\[\]{}|>&*!#%@`][^\n\"\[\]{}#]*?|)"
    r"(?<=\s)(?P<sign>#)(?P<rest>\S[^\n]*| [0-9０-９][^\n]*)$",
    re.MULTILINE,
)
_CHINESE = pattern(r"[\u3400-\u9fff]")


def swallowed_text(text: str, path: str, first_line: int) -> tuple[Finding, ...]:
    """Return findings about comments that are rather the end of a text: words in Chinese, then `#` and no blank behind it."""
    found = []
    for match in _SWALLOWED.finditer(text) if "#" in text else ():
        if _CHINESE.search(match["value"]) or (not match["value"] and match["rest"].strip()[0].isdecimal()):
            line = text.count("\n", 0, match.start()) + first_line
            span = Span(line, match.start("sign") - match.start() + 1, len(match["rest"]) + 1)
            whole = f"{match['value']}#{match['rest'].strip()}"
            hint = f'要公开的，整个值加引号："{whole}"；是备注的，# 后面空一格'
            message = f"“#{match['rest'].strip()}”被当作备注，不会公开"
            found.append(Finding("yaml.comment", message, path, span=span, hint=hint))
    return tuple(found)
