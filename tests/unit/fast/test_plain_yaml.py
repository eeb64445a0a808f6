"""YAML written the usual way is read without the library, to the very same nodes."""

import subprocess
import sys
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure.fast.plain_yaml import plain_yaml
from disclosure.parsing.nodes import Entries, Items, Node
from disclosure.parsing.yaml import read_by_library
from tests.support.edited_texts import edited
from tests.support.portal import ROOT

TEXTS = [
    "name: 示例县政府信息公开\naddress: https://www.shili.example/\naccent: \"#9f1d20\"\nbody:\n  name: 示例县\n  also: [示例, '甲']\n",
    "title: 中华人民共和国 # 注\napplies_to: {from: 2021, to: 2030}\nlist:\n  - {label: 新收, cell: a.b.c, of: [x, y]}\n  - 甲\n  - key: b\n    name: c\n",
    'tables:\n  a:   # 甲、乙\n    b: [0, -1, ~, /, "3（其中a,b）"]\n    c:\n      d: [ 1 ,2 ]   # 丁\n  s:\n    - [0, 指标 名称, 条, 12]\n    - []\n',
    "explain:\n  total.unequal@requests.received.total: 因 12:30 更正，见 a#b。\nrevisions:\n  - date: 2021-01-02\n    change: “更正”\n  -  {date: 2021-02-03, change: 再 更正}\n",
    "a:\n  b:\n    c:\n      d:\n        e:\n          f:\n            g:\n              h:\n                i:\n                  j:\n                    k: [[x]]\n",
    *((ROOT / "formats" / name).read_text(encoding="utf-8")[:3000] for name in ("2021.yml", "legacy.yml", "glossary.yml")),
]
LETTERS = [
    *"\n \t~/-01.,:#[]{}\"'\\&*!|>%@`?=<（甲\u3000\xa0\u2028\x85\ufeff\r_\x00\ue000\U0001f600",
    *("  ", "\n  ", "\n    ", ": ", " #", "# ", "- ", "[]", "{}", ", ", "\n# x\n", "\n\n", "null", "''", "'1'", '"1"', "---\n", "\n...\n", "a: ", "[1, ", "{a: "),
    *("&a ", "*a", "!!int ", "? ", "|\n", "<<: ", "%YAML 1.1\n", "\r\n", "], [", "][", "}{", "key:\n", "key: v\n", "  key: v\n", "- x\n", '"a": 1\n', ":", "::", " :", "甲: 乙\n"),
]  # fmt: skip


def told(node: Node) -> Any:
    """Everything that a node and those below it say, positions included."""
    if isinstance(node, Entries):
        keys = [(name, told(key)) for name, key in node.keys.items()]
        return "entries", node.span, keys, [(name, told(child)) for name, child in node.nodes.items()]
    if isinstance(node, Items):
        return "items", node.span, [told(child) for child in node.nodes]
    return "text", node.text, node.plain, node.span


@given(edited(st.sampled_from(TEXTS), LETTERS))
def test_yaml_is_read_as_the_library_does(text: str) -> None:
    """Whatever is read without the library has the library's nodes at the library's places, and no finding."""
    plain = plain_yaml(text, 2)
    if plain is not None:
        parsed = read_by_library(text, "x.yml", 2)
        assert (told(plain), ()) == (parsed.value and told(parsed.value), parsed.findings)


@pytest.mark.parametrize(
    "path", sorted(ROOT.glob("formats/*.yml")) + sorted(ROOT.glob("examples/**/*.yml")), ids=lambda p: p.stem
)
def test_our_own_yaml_needs_no_library(path: Any) -> None:
    """The forms, the glossary and the settings of the examples are read directly."""
    assert plain_yaml(path.read_text(encoding="utf-8"), 1) is not None


def test_the_library_is_not_loaded_for_plain_yaml() -> None:
    """Plain YAML is read without paying for the library."""
    script = "import sys; from disclosure.parsing.yaml import read_yaml; read_yaml('a: b', ''); print('yaml' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout == "False\n"
