"""The views and the templates → `templates/README.md`: what a theme can replace, and what every template is given.

The sentences about them stand there and nowhere else: they are read from it, and kept when it is made anew.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from markupsafe import Markup
from msgspec import Struct

from disclosure.html.template_check import parsed_templates
from disclosure.model.theme import THEME_VERSION, Theme
from disclosure.outputs.template_contract import MACROS, VIEWS

UNWRITTEN = "？"
"""Stands where somebody has still to write a sentence."""
_HEADING = re.compile(r"### ([^\s：(]+)(?:：(\w+)\(.*)?")
_BLOCK = re.compile(r"\| `(layouts/[^`]+)` \| `([^`]+)` \| (.*) \|")
_VARIABLE = re.compile(r"\| `([^`]+)` \| [^|]+ \| (.*) \|")
_VALUE = re.compile(r"- \*\*(\w+)\*\*（(.*?)）：(?:`.*)?")

_PLAIN: dict[Any, str] = {
    str: "文字",
    int: "整数",
    bool: "是或否",
    date: "日期",
    Decimal: "数字",
    Markup: "HTML",
    NoneType: "空",
    Any: "任何值",
}
_OPENING = """\
# 模板

网页由这里的模板（Jinja）生成。要改外观，不改这里的文件：在内容文件夹旁边新建文件夹 `theme/`，把要改的文件按同样的路径
复制进去再改，例如 `theme/parts/footer.html` 改全站的页脚。主题里有的文件用主题的，其余的用这里的；程序升级时主题不动。

- 只想换颜色、标志、页脚的链接，用不着主题：见 `docs/settings.md` 的 `accent`、`logo`、`links` 和内容文件夹里的 `extra.css`。
- 主题里可以新增文件，由主题里的模板写上名字来用：`{{% include "parts/notice.html" %}}`。
- 没有定义的变量、写错的块或宏，`disclosure check` 会指出文件、行和列。模板在沙箱里运行：一次最多 300 万步、5000 万字。
- 图片放进内容文件夹；别的网站的文件、写在网页里的样式和脚本，浏览器会拦下。
- 第一行的 `{{# theme: {version} #}}` 说明文件是按哪一版的模板写的，复制时留着：以后不合用了，提示会说出来。

本文由程序对各模板的说明生成，是 {version} 版的。
"""


def template_reference(theme: Theme, before: str) -> str:
    """Return the reference of all templates as Markdown, with the sentences that it had `before`; `？` for those it lacked."""
    words = Sentences(before)
    parts = [_OPENING.format(version=THEME_VERSION), *_pages(theme, words), *_blocks(theme, words), *_macros(theme, words)]
    return "\n".join((*parts, *_values(words))).rstrip("\n") + "\n"


class Sentences:
    """What a reference says of templates, macros and values, and of the variables and blocks of each."""

    def __init__(self, text: str) -> None:
        self.found: dict[tuple[str, str], str] = {}
        heading = ""
        for line in text.split("\n"):
            if found := _HEADING.fullmatch(line.removesuffix(" *")):
                heading = ":".join(filter(None, found.groups()))
            elif found := _BLOCK.fullmatch(line):
                self.found[found[1], found[2]] = found[3]
            elif found := _VARIABLE.fullmatch(line):
                self.found[heading, found[1]] = found[2]
            elif found := _VALUE.fullmatch(line):
                self.found[found[1], ""] = found[2]
            elif heading and line.endswith("。"):
                self.found.setdefault((heading, ""), line.removesuffix("。"))

    def about(self, where: str, name: str = "") -> str:
        """Return what is said of a variable or block there, else most often of those of its name; without a name of the whole."""
        others = Counter(words for (_, other), words in self.found.items() if name and other == name)
        return self.found.get((where, name)) or next((words for words, _ in others.most_common(1)), UNWRITTEN)


def _pages(theme: Theme, words: Sentences) -> Iterator[str]:
    yield "## 模板和它们的变量\n"
    for view in sorted(VIEWS, key=lambda one: (one.TEMPLATE.partition("/")[0] != "pages", one.TEMPLATE)):
        yield f"### {view.TEMPLATE}\n\n{words.about(view.TEMPLATE)}。\n"
        yield from _table(view, view.TEMPLATE, words)
    used = {view.TEMPLATE for view in VIEWS} | {view.TEMPLATE for view in MACROS}
    yield "### 其余的文件\n"
    yield (
        "由上面的模板包含或引用，变量与用到它们的模板相同："
        + "、".join(f"`{name}`" for name, _ in theme.files if name not in used)
        + "。\n"
    )


def _table(view: type[Struct], heading: str, words: Sentences) -> Iterator[str]:
    hints = get_type_hints(view)
    if not view.__struct_fields__:
        yield "没有变量。\n"
        return
    yield "| 变量 | 类型 | 说明 |\n|---|---|---|"
    for name in view.__struct_fields__:
        yield f"| `{name}` | {type_words(hints[name])} | {words.about(heading, name)} |"
    yield ""


def _blocks(theme: Theme, words: Sentences) -> Iterator[str]:
    yield "## 块\n\n| 布局 | 块 | 说明 |\n|---|---|---|"
    for name, template in parsed_templates(theme).items():
        for block in template.blocks if name.startswith("layouts/") else ():
            yield f"| `{name}` | `{block}` | {words.about(name, block)} |"
    yield ""


def _macros(theme: Theme, words: Sentences) -> Iterator[str]:
    yield "## 宏\n\n标 * 的由程序调用，参数的名字不能改，另加的参数要有默认值。\n"
    called = {(view.TEMPLATE, view.MACRO): view for view in MACROS}
    for name, template in parsed_templates(theme).items():
        for macro, node in template.macros.items():
            view = called.get((name, macro))
            arguments = ", ".join(argument.name for argument in node.args)
            yield f"### {name}：{macro}({arguments}){' *' if view else ''}\n\n{words.about(f'{name}:{macro}')}。\n"
            yield from _table(view, f"{name}:{macro}", words) if view else ()


def _values(words: Sentences) -> Iterator[str]:
    yield "## 值\n\n变量由这些值组成；`链接[]` 是链接的列表，`年度?` 可以为空。\n"
    for kind in sorted(value_types(), key=lambda one: one.__name__):
        hints = get_type_hints(kind)
        fields = "；".join(f"`{name}` {type_words(hints[name])}" for name in kind.__struct_fields__)
        yield f"- **{kind.__name__}**（{words.about(kind.__name__)}）：{fields}"


def value_types() -> set[type[Struct]]:
    """Return the types of all values that views consist of."""
    found: set[type[Struct]] = set()
    left: list[Any] = [*VIEWS, *MACROS]
    while left:
        kind = left.pop()
        if isinstance(kind, type) and issubclass(kind, Struct) and kind not in found:
            hints = get_type_hints(kind)
            found.add(kind)
            left += [hints[name] for name in kind.__struct_fields__]
        left += [one for one in get_args(kind) if one not in found]
    return found - {*VIEWS, *MACROS}


def type_words(kind: Any) -> str:
    """Return a type in words: `文字`, `Link[]`, `(整数, 文字)[]`, `日期?`."""
    if kind in _PLAIN:
        return _PLAIN[kind]
    if get_origin(kind) in (Union, UnionType):
        known = [one for one in get_args(kind) if one is not NoneType]
        optional = "?" if len(known) < len(get_args(kind)) else ""
        return "或".join(map(type_words, known)) + optional
    if get_origin(kind) is tuple:
        return _tuple_words(get_args(kind))
    if isinstance(kind, type) and issubclass(kind, Enum):
        return "、".join(f"{one.value}" for one in kind)
    return str(getattr(kind, "__name__", kind))


def _tuple_words(parts: Iterable[Any]) -> str:
    first, *rest = parts
    return f"{type_words(first)}[]" if rest == [...] else f"({', '.join(map(type_words, (first, *rest)))})"
