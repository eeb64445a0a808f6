"""The floor: style sheets and scripts use nothing that Chrome 80, Safari 13 and Firefox 78 do not know, but as an extra."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.support.portal import ROOT
from tests.support.skipping import skip_aloud

pytestmark = pytest.mark.slow

TOOLS = ROOT / ".venv" / "npm"
TOO_NEW = re.compile(r"[;{]\s*(?:row-gap|gap|inset|[a-z-]+-(?:inline|block)(?:-start|-end)?):|color-mix\(|clamp\(")
"""Values and properties that the tool does not know: gaps of flexible boxes, logical margins, mixed colours."""


def problems(paths: Iterable[Path]) -> list[tuple[str, int, str]]:
    """What the tool says of these files, by their names."""
    node = shutil.which("node")
    if not node or not (TOOLS / "node_modules" / "doiuse").exists():
        skip_aloud("没有 node 或 doiuse：样式表和脚本的兼容性没有测试（apt install npm）")
    arguments = [node, str(ROOT / "tests" / "browser" / "compatibility.mjs"), str(TOOLS), *map(str, paths)]
    run = subprocess.run(arguments, capture_output=True, text=True, timeout=100, check=False)
    assert run.returncode == 0, run.stderr
    return [(Path(path).name, line, problem) for path, line, problem in json.loads(run.stdout)]


def test_style_sheets_and_scripts_of_the_site(county: Path) -> None:
    """They use nothing that the oldest supported browsers do not know."""
    assets = county / "assets"
    assert problems([*assets.glob("*.css"), *assets.glob("*.js")]) == []
    for path in assets.glob("*.css"):
        plain = re.sub(r"@supports[^{]*\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\}", "", path.read_text(encoding="utf-8"))
        assert TOO_NEW.findall(plain) == []


def test_what_is_too_new_is_found(tmp_path: Path) -> None:
    """A selector, a method, a function and a notation of later years are told, each with its line."""
    style, script = tmp_path / "new.css", tmp_path / "new.js"
    style.write_text("a { color: red; }\n@container (width > 1px) { a { color: red; } }\n", encoding="utf-8")
    script.write_text('"use strict";\n[1].findLastIndex((one) => one);\nnew URLSearchParams().get("q");\n', encoding="utf-8")
    assert {(name, line) for name, line, _ in problems([style, script])} == {("new.css", 2), ("new.js", 2)}
    script.write_text('"use strict";\nconst one = document?.title;\n', encoding="utf-8")
    assert {(name, line) for name, line, _ in problems([script])} == {("new.js", 2)}
