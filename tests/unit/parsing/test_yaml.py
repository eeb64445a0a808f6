"""Any text is read as YAML, with the place of every piece, or refused with a finding at what is to be mended."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.model.finding import Finding, Span
from disclosure.parsing.nodes import Node, YamlScalar, YamlSequence
from disclosure.parsing.yaml import read_yaml


@given(st.text(max_size=200))
def test_any_yaml_is_read_or_refused(text: str) -> None:
    """No text makes the reader raise; without a value there is a finding with a place."""
    parsed = read_yaml(text, "x.yml")
    assert parsed.value is not None or parsed.findings
    assert all(finding.span is not None for finding in parsed.findings)


def shown(node: Node) -> str:
    """A node in YAML's own way, with `@line:column` at each, `+width` at texts and `q` at those in quotes."""
    if isinstance(node, YamlScalar):
        return f"{node.text!r}{'' if node.plain else 'q'}@{node.line}:{node.column}+{node.width}"
    if isinstance(node, YamlSequence):
        return f"@{node.line}:{node.column}[{', '.join(map(shown, node.nodes))}]"
    entries = (f"{shown(node.keys[key])}: {shown(value)}" for key, value in node.nodes.items())
    return f"@{node.line}:{node.column}{{{', '.join(entries)}}}"


@pytest.mark.parametrize(
    ("text", "nodes"),
    [
        pytest.param("a: 1\nb: 2\na: 3\n", "@2:1{'a'@2:1+1: '1'@2:4+1, 'b'@3:1+1: '2'@3:4+1}", id="duplicate"),
        pytest.param("t:\n  r: 1\n  r: 2\n", "@2:1{'t'@2:1+1: @3:3{'r'@3:3+1: '1'@3:6+1}}", id="duplicate-below"),
        pytest.param("a: [[[[[[[[[[[]]]]]]]]]]]\n", "@2:1{'a'@2:1+1: @2:4[@2:5[@2:6[@2:7[@2:8[@2:9[@2:10[@2:11[@2:12[@2:13[@2:14[]]]]]]]]]]]}", id="depth-12"),
        pytest.param('a: "x\\x07"\n', "@2:1{'a'@2:1+1: 'x\\x07'q@2:4+7}", id="control"),
        pytest.param("a: 1\nb: 'x y'\nc:\n  - [1, 2]\n  - d: |\n      甲\n      乙\n", "@2:1{'a'@2:1+1: '1'@2:4+1, 'b'@3:1+1: 'x y'q@3:4+5, 'c'@4:1+1: @5:3[@5:5['1'@5:6+1, '2'@5:9+1], @6:5{'d'@6:5+1: '甲\\n乙\\n'q@6:8+1}]}", id="sound"),
        pytest.param("a:\nb: ~\n", "@2:1{'a'@2:1+1: ''@2:3+1, 'b'@3:1+1: '~'@3:4+1}", id="nothing"),
    ],
)  # fmt: skip
def test_what_is_read(text: str, nodes: str) -> None:
    """Texts, lists and mappings are read as they are written, each with its place; of a key given twice the first counts."""
    parsed = read_yaml(text, "x.yml", 2)
    assert parsed.value is not None
    assert shown(parsed.value) == nodes


@pytest.mark.parametrize(
    ("text", "code", "at", "message", "hint"),
    [
        pytest.param("a: &x 1\n", "yaml.feature", (2, 4, 1), "以 & 或 * 开头的文字没有加引号", '请直接写出内容；是文字的，整个值加引号，例如 "*样例"', id="anchor"),
        pytest.param("b: 1\na: *x\n", "yaml.feature", (3, 4, 1), "以 & 或 * 开头的文字没有加引号", '请直接写出内容；是文字的，整个值加引号，例如 "*样例"', id="alias"),
        pytest.param("a: !t 1\n", "yaml.feature", (2, 4, 1), "以 ! 开头的文字没有加引号", '请直接写出内容；是文字的，整个值加引号，例如 "*样例"', id="tag"),
        pytest.param("a: !!python/name:os 1\n", "yaml.feature", (2, 4, 1), "以 ! 开头的文字没有加引号", '请直接写出内容；是文字的，整个值加引号，例如 "*样例"', id="tag-python"),
        pytest.param("b: 2\na: !<\n", "yaml.syntax", (3, 6, 1), "写法有误：读不懂这里的写法", "每行写成“项: 内容”，冒号用半角，后面空一格；文字里有 : # [ ] { } , 的，整句加引号", id="tag-alone"),
        pytest.param("a: [1, 2\nb: 3\n", "yaml.syntax", (2, 4, 1), "写法有误：方括号没有合上，或缺少逗号", "一行写成 项: [1, 2, 3]：行末补上“]”，各格之间补上“,”", id="bracket-open"),
        pytest.param("b: 3\na: [1, 2\n", "yaml.syntax", (3, 4, 1), "写法有误：方括号没有合上，或缺少逗号", "一行写成 项: [1, 2, 3]：行末补上“]”，各格之间补上“,”", id="bracket-open-last"),
        pytest.param("a: {b: 1, c: 2\nd: 3\n", "yaml.syntax", (2, 4, 1), "写法有误：花括号没有合上，或缺少逗号", "写成 {项: 内容, 项: 内容}：末尾补上“}”，各项之间补上“,”", id="brace-open"),
        pytest.param('b: 1\na: "x\nc: 2\n', "yaml.syntax", (3, 4, 1), "写法有误：引号没有合上", "在这段文字的末尾补上与开头一样的引号（\" 或 '）", id="quote-open"),
        pytest.param("b: 1\na: 'x\n", "yaml.syntax", (3, 4, 1), "写法有误：引号没有合上", "在这段文字的末尾补上与开头一样的引号（\" 或 '）", id="single-quote-open"),
        pytest.param("a: 1\nxyz\nb: 2\n", "yaml.syntax", (3, 1, 1), "写法有误：这一行缺少冒号", "写成“项: 内容”，冒号用半角，后面空一格", id="no-colon"),
        pytest.param("xyz\nb: 2\n", "yaml.syntax", (3, 2, 1), "写法有误：这里不能再有冒号", '含冒号的文字整句加引号，写成 项: "文字: 文字"', id="no-colon-first"),
        pytest.param("a: 1\ntitle：甲镇\nb: 2\n", "yaml.syntax", (3, 1, 6), "冒号要用半角", "写成“title: 甲镇”", id="full-colon"),
        pytest.param("a: 1\nb:2\nc: 3\n", "yaml.syntax", (3, 1, 2), "冒号后面缺少空格", "写成“b: 2”", id="glued"),
        pytest.param("t:\n  received:[1, 2]\n  done: [3]\n", "yaml.syntax", (3, 3, 9), "冒号后面缺少空格", "写成“received: [1, 2]”", id="glued-list"),
        pytest.param("a: x: y\n", "yaml.syntax", (2, 5, 1), "写法有误：这里不能再有冒号", '含冒号的文字整句加引号，写成 项: "文字: 文字"', id="two-colons"),
        pytest.param("a: %x\n", "yaml.syntax", (2, 4, 1), "写法有误：有不能出现在这里的字符", '以 @ ` % 开头的文字整句加引号，例如 "@样例"', id="percent"),
        pytest.param("b: 1\na: @x\n", "yaml.syntax", (3, 4, 1), "写法有误：有不能出现在这里的字符", '以 @ ` % 开头的文字整句加引号，例如 "@样例"', id="at"),
        pytest.param("a: `x\n", "yaml.syntax", (2, 4, 1), "写法有误：有不能出现在这里的字符", '以 @ ` % 开头的文字整句加引号，例如 "@样例"', id="backtick"),
        pytest.param("a: [1, , 2]\n", "yaml.syntax", (2, 8, 1), "写法有误：两个逗号之间没有内容", "空白单元格写 ~，例如 [1, ~, 2]", id="empty-item"),
        pytest.param("a:\n    b: 1\n  c: 2\n", "yaml.syntax", (4, 3, 1), "写法有误：缩进与上一行不一致", "与同一组的各行对齐：行首的空格一样多", id="indent-less"),
        pytest.param("a: 1\n  b: 2\n", "yaml.syntax", (3, 4, 1), "写法有误：这里不能再有冒号", '含冒号的文字整句加引号，写成 项: "文字: 文字"', id="indent-more"),
        pytest.param("a:\n\tb: 1\n", "yaml.syntax", (3, 1, 1), "行首有制表符，缩进只能用空格", "把行首的制表符（Tab）删去，按空格键缩进，与同一组的各行对齐", id="tab"),
        pytest.param("a:\n  b: 1\n \tc: 2\n", "yaml.syntax", (4, 2, 1), "行首有制表符，缩进只能用空格", "把行首的制表符（Tab）删去，按空格键缩进，与同一组的各行对齐", id="tab-after-blank"),
        pytest.param("a: 1\n: 2\n", "yaml.syntax", (3, 1, 1), "冒号前面没有名字", "在冒号前面写上这一项的名字，例如 name: 名称；多余的，删去这一行", id="no-name"),
        pytest.param("a:\n  - 1\n - 2\n", "yaml.syntax", (4, 2, 1), "写法有误：缩进与上一行不一致", "与同一组的各行对齐：行首的空格一样多", id="list-indent"),
        pytest.param("a: 1\nb: 2\na: 3\n", "yaml.duplicate-key", (4, 1, 1), "“a”重复，第 2 行已有", "删去第 2 行或第 4 行", id="duplicate"),
        pytest.param("t:\n  r: 1\n  r: 2\n", "yaml.duplicate-key", (4, 3, 1), "“r”重复，第 3 行已有", "删去第 3 行或第 4 行", id="duplicate-below"),
        pytest.param("a: 1\na: 2\na: 3\n", "yaml.duplicate-key", (3, 1, 1), "“a”重复 2 次，第 2 行已有", "只留一行 a，其余删去", id="duplicates"),
        pytest.param("".join(f"k{n}: 1\n" for n in range(51)) * 2, "yaml.duplicate-key", (53, 1, 2), "“k0”等 51 项重复，第 2 行已有，多半是同一段贴了两遍", "从第 53 行起，删去重复的一段", id="doubled"),
        pytest.param("a: 1\n---\nb: 2\n", "yaml.syntax", (3, 1, 1), "只能有一个 YAML 文档", "删去这一行 ---", id="two-documents"),
        pytest.param("- a\n", "yaml.syntax", (2, 1, 1), "此处应为一行一项的“项: 内容”", "每行写成“项: 内容”，例如 name: 名称", id="list"),
        pytest.param("abc\n", "yaml.syntax", (2, 1, 1), "此处应为一行一项的“项: 内容”", "每行写成“项: 内容”，例如 name: 名称", id="text"),
        pytest.param("", "yaml.syntax", (2, 1, 1), "此处应为一行一项的“项: 内容”", "每行写成“项: 内容”，例如 name: 名称", id="empty"),
        pytest.param("? [a]\n: 1\n", "yaml.syntax", (2, 3, 1), "冒号前面必须是一个词", "冒号前面只写这一项的名字，例如 name: 名称", id="key-list"),
        pytest.param("? {a: 1}\n: 1\n", "yaml.syntax", (2, 3, 1), "冒号前面必须是一个词", "冒号前面只写这一项的名字，例如 name: 名称", id="key-mapping"),
        pytest.param("a: [[[[[[[[[[[[]]]]]]]]]]]]\n", "yaml.depth", (2, 15, 1), "方括号或缩进套了 12 层以上", "报告最多用 5 层：删去多余的“[”“]”，或行首多余的空格", id="depth-13"),
        pytest.param('a: "x\\x07"\n', "file.control-character", (2, 4, 1), "文字里有控制字符 U+0007", "直接写出文字，删去引号里的“\\x07”之类的写法", id="control"),
        pytest.param("a:\n  b: 1\n\u3000c: 2\nd e\n", "yaml.syntax", (4, 1, 1), "行首有全角空格（U+3000），缩进只能用半角空格", "关掉中文输入法，把行首的空白删去，按空格键重新缩进", id="wide-blank"),
        pytest.param("a: [1\n\u00a0 b: 2\n", "yaml.syntax", (3, 1, 1), "行首有不换行空格（U+00A0），缩进只能用半角空格", "关掉中文输入法，把行首的空白删去，按空格键重新缩进", id="hard-blank"),
    ],
)  # fmt: skip
def test_what_is_wrong(text: str, code: str, at: tuple[int, int, int], message: str, hint: str) -> None:
    """A mistake is one finding where it was made, in words, with what to type."""
    assert read_yaml(text, "x.yml", 2).findings == (Finding(code, message, "x.yml", span=Span(*at), hint=hint),)
