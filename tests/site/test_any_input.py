"""Whatever names, texts, themes, settings, consoles and commands there are: exit codes 0 to 3, and never a traceback."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from disclosure.parsing.forms import parse_format
from tests.support.command_line import command
from tests.support.effort import tried
from tests.support.portal import ROOT, write_base, write_small

FILES = ["2021.md", "2022.md", "office/2022.md", "office/body.yml", "pages/guide.md", "portal.yml"]
"""What slips are put into."""
ENCODINGS = ("utf-8", "gbk", "latin-1", "ascii")
THEME = ("pages/report.html", "layouts/base.html", "pages/index.html")

names = st.one_of(
    st.binary(min_size=1, max_size=12).map(lambda name: name.replace(b"/", b"").replace(b"\0", b"") or b"x"),
    st.text(min_size=1, max_size=12).map(lambda name: name.replace("/", "").replace("\0", "").encode(errors="ignore") or b"x"),
    st.sampled_from(["2021 (1).md", "年报.md", "body.yml", "2023.md", "~$a.docx", "a%b#c?.txt", "2021.html"]).map(str.encode),
    st.sampled_from(["附件.md", "二〇二三.md"]).map(lambda name: name.encode("gbk")),
)
words = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["~", "[", "]]", "{{", "{%", ": ", "\n", "\t", "　", "- ", "&a", "*a", "|", "\0", "'", '"', "<b>", "[^1]", "#", "9" * 40]
    ),
    st.sampled_from(["0x10", "1e999", "2021-02-30", "![](a)", "\u202e", "\ud7ff", "{=requests.received.total}", "---\n", "```"]),
)
snippets = st.sampled_from(
    [
        "{{ 1/0 }}",
        "{{ x.y.z }}",
        "{{ ''.join(1) }}",
        "{{ [][1] }}",
        "{{ 'a' + 1 }}",
        "{% for a in 3 %}{% endfor %}",
        "{% if %}",
        "{{ 'x'|nothing }}",
        "{% include 'none.html' %}",
        "{{ {}|sum(1, 2, 3, 4) }}",
        "{{ '%d' % 'x' }}",
        "{% raw %}",
        "}}",
        "{{ report() }}",
    ]
)
edits = st.lists(st.tuples(st.sampled_from(FILES), st.integers(0, 4000), st.integers(0, 12), words), max_size=3)
commands = st.one_of(
    st.sampled_from([["check"], ["check", "--plain"], ["build"], ["build", "--strict"], ["fill", "content/2022.md"]]),
    st.sampled_from(
        [
            ["schema", "--into", "schemas"],
            ["new", "2024"],
            ["new", "2024", "--body", "无"],
            ["explain", "x"],
            ["build", "--site", "content"],
        ]
    ),
    st.sampled_from(
        [
            ["import", "content/pages/guide.md", "--into", "content", "--year", "2020", "--force"],
            ["import", "content/2021.md", "--dry-run"],
        ]
    ),
    st.lists(words.map(lambda word: word.replace("\0", "")), min_size=1, max_size=3),
)


@settings(max_examples=tried(100, 5000), suppress_health_check=list(HealthCheck), derandomize=tried(True, False))
@given(st.dictionaries(names, words, max_size=2), edits, st.sampled_from(ENCODINGS), commands)
@pytest.mark.slow
def test_no_input_ends_in_a_traceback(
    litter: dict[bytes, str], changes: list[tuple[str, int, int, str]], console: str, arguments: list[str]
) -> None:
    """A portal with any files and slips in its texts, under any command and console, is built or has findings."""
    with TemporaryDirectory() as folder:
        content = write_small(Path(folder))
        for name, text in litter.items():
            place = content / "pages" / os.fsdecode(name)
            if not place.exists():
                place.write_text(text, encoding="utf-8", errors="surrogatepass")
        for path, start, length, word in changes:
            text = (content / path).read_text(encoding="utf-8", errors="surrogatepass")
            at = start % (len(text) + 1)
            (content / path).write_text(text[:at] + word + text[at + length :], encoding="utf-8", errors="surrogatepass")
        assert_it_ends_well(Path(folder), arguments, console)


@settings(max_examples=tried(3, 1000), suppress_health_check=list(HealthCheck), derandomize=tried(True, False))
@given(st.tuples(st.sampled_from(THEME), st.integers(0, 60), snippets), st.sampled_from(["check", "build"]))
@pytest.mark.slow
def test_no_theme_ends_in_a_traceback(slip: tuple[str, int, str], command_name: str) -> None:
    """Whatever stands in a template, the site is built or the template has findings."""
    with TemporaryDirectory() as folder:
        write_small(Path(folder))
        assert_it_ends_well(Path(folder), [command_name, "--templates", theme_with(Path(folder), [slip])], "utf-8")


def at_once(
    function: Callable[..., Any], calls: Iterable[tuple[Any, ...]], limits: object, workers: int
) -> Iterator[tuple[int, Any]]:
    """Calls answered in this process."""
    return ((number, function(*arguments)) for number, arguments in enumerate(calls))


known_form = cache(parse_format)
"""The forms, which no example changes, are read once: that is half of what a command does."""


def assert_it_ends_well(folder: Path, arguments: list[str], console: str) -> None:
    """A command ends with one of the four exit codes, and says what it says in findings."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("disclosure.cli.import_files.sandboxed_calls", at_once)
        patch.setattr("disclosure.build.program_files.parse_format", known_form)
        run = command(folder, *arguments, encoding=console)
    said = run.stdout + run.stderr
    assert run.returncode in (0, 1, 2, 3), (arguments, said)
    assert "Traceback" not in said
    assert "Error（" not in said, said
    assert "程序出错" not in said, said


def theme_with(folder: Path, slips: list[tuple[str, int, str]]) -> str:
    """A theme of copied templates with something put into them."""
    for name, line, snippet in slips:
        lines = (ROOT / "templates" / name).read_text(encoding="utf-8").split("\n")
        lines.insert(line % len(lines), snippet)
        (folder / "theme" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "theme" / name).write_text("\n".join(lines), encoding="utf-8")
    return "theme"


@pytest.mark.parametrize(
    ("face", "encoding"),
    tried([("frame", "ascii"), ("json", "latin-1"), ("github", "gbk")], list(product(("frame", "json", "github"), ENCODINGS))),
)
def test_consoles_that_lack_a_sign(tmp_path: Path, encoding: str, face: str) -> None:
    """A console prints a substitute for what it lacks; the exit code is that of any other."""
    guide = write_base(tmp_path) / "pages" / "guide.md"
    guide.write_text(guide.read_text(encoding="utf-8").replace("form.txt", "没有✓𠮷.txt"), encoding="utf-8")
    ended = subprocess.run(
        [sys.executable, str(ROOT / "build.py"), "check", "--findings", face],
        cwd=tmp_path,
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"},
        check=False,
    )
    assert (ended.returncode, ended.stderr) == (1, b"")
    assert b"link.dead" in ended.stdout


@pytest.mark.parametrize("arguments", [["--help"], ["check", "--help"], ["explain"], ["check"]])
def test_nobody_reads_what_is_said(tmp_path: Path, arguments: list[str]) -> None:
    """A reader that is gone, `| head` for one, ends the command without a word."""
    write_base(tmp_path)
    reader, writer = os.pipe()
    os.close(reader)
    ended = subprocess.run(
        [sys.executable, str(ROOT / "build.py"), *arguments], cwd=tmp_path, stdout=writer, stderr=subprocess.PIPE, check=False
    )
    os.close(writer)
    assert (ended.returncode in (0, 3), ended.stderr) == (True, b"")


@pytest.mark.parametrize(
    ("line", "code", "said"),
    [
        ("check 2>&-", 0, "没有问题\n"),
        ("publish <&- | tail -1", 0, "没有人回答，没有公开：在终端里运行；不必询问的，加 --yes\n"),
        ("check >&- 2>&- <&-", 0, ""),
    ],
)
def test_streams_that_are_closed(tmp_path: Path, line: str, code: int, said: str) -> None:
    """Where the console is closed, a command does its work, and says what it can."""
    write_base(tmp_path)
    typed = f"{sys.executable} {ROOT / 'build.py'} {line}"
    ended = subprocess.run(["bash", "-c", typed], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stdout) == (code, said)


@pytest.mark.parametrize(
    "arguments",
    [["status", "9999"], ["new", "0000"], ["status", "--today", "0001-01-01"], ["import", "x.docx", "--published", "20250126"]],
)
def test_years_that_no_report_has(tmp_path: Path, arguments: list[str]) -> None:
    """A year or a day that no report has is a wrong command line."""
    write_base(tmp_path)
    assert command(tmp_path, *arguments).returncode == 2


def test_a_folder_that_is_gone(tmp_path: Path) -> None:
    """Somebody who stands in a folder that was removed is told to go elsewhere."""
    (tmp_path / "gone").mkdir()
    typed = f"cd gone; rmdir ../gone; {sys.executable} {ROOT / 'build.py'} check"
    ended = subprocess.run(["bash", "-c", typed], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stderr) == (3, "build.py: 所在的文件夹已经删去或移走：先用 cd 换到别的文件夹\n")


def test_names_that_are_not_utf_8(tmp_path: Path) -> None:
    """A GBK name is a finding that says which name was meant; one on the command line is refused."""
    content = write_base(tmp_path)
    for name in ("年报.md", "附件"):
        with open(os.fsencode(content) + b"/" + name.encode("gbk"), "wb"):
            pass
    (Path(os.fsdecode(os.fsencode(content / "pages") + b"/" + "表".encode("gbk")))).mkdir()
    run = command(tmp_path, "check", "--findings", "github")
    assert (run.returncode, run.stdout.count("file.name-encoding")) == (1, 3)
    assert all(f"改名为“{name}”" in run.stdout for name in ("年报.md", "附件", "pages/表"))
    run = command(tmp_path, "fill", os.fsdecode("content/年报.md".encode("gbk")))
    assert (run.returncode, "的名字不是 UTF-8" in run.stderr) == (2, True)
