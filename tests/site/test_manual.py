"""The manual: every command in it is run as typed, and gives what the manual quotes."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from msgspec import Struct

from disclosure.check.codes import BY_CODE
from disclosure.cli.command_parser import CommandParser
from disclosure.cli.commands import COMMANDS
from disclosure.parsing.reports import parse_report
from tests.support.command_line import command as in_process
from tests.support.county_inbox import sent_documents, write_inbox
from tests.support.effort import LONG
from tests.support.forms import BY_KEY, FORMS, source
from tests.support.import_documents import copy_of
from tests.support.portal import ROOT, Change, spoil, write_base

DOCS = ROOT / "docs"
SHELLS = ("sh", "bat")
MARK = "※"
"""What stands behind a command that no test can run."""

NOT_RUN = {
    "pipx install": "needs the network and pipx; tests/site/test_installed.py installs the wheel with pip",
    "uv tool install": "needs the network and uv",
    "python3 -m venv": "makes an environment in the home of whoever runs it",
    "~/disclosure/bin/pip install": "needs the network or a folder of wheels",
    "make wheels": "needs the network",
    "py -m venv": "Windows",
    r"%USERPROFILE%\disclosure\Scripts": "Windows",
    "disclosure serve ": "runs until it is interrupted; tests/site/test_installed.py and test_serve.py run it",
    "disclosure publish ssh:": "needs a server; tests/site/test_ssh_target.py has one",
    "disclosure publish sftp:": "needs a server; tests/site/test_sftp_target.py has one",
    "disclosure publish s3:": "needs an object store; tests/site/test_s3_target.py has one",
    "disclosure verify https:": "needs a site on the web; tests/site/test_served.py has a server",
    "dask ": "runs until it is interrupted; bench/workers.py runs it",
    "disclosure build --workers": "needs a scheduler; bench/workers.py has one",
    "sudo ": "for whoever runs the server",
    "ssh-keygen": "asks questions",
    "ssh publisher": "needs a server",
    "export AWS_": "keys of an object store",
    "disclosure rollback": "takes back what the next commands of the manual build on",
}
"""Commands that are marked in the manual, by how they begin, and why no test runs them."""


class Block(Struct, frozen=True):
    """A fenced block of a chapter: what it is in, the file that it is for, its lines, and where it stands."""

    language: str
    file: str
    lines: tuple[str, ...]
    place: str


def chapters() -> list[Path]:
    """The chapters in the order of the table of contents."""
    listed = re.findall(r"^\d+\. \[[^]]+\]\((\S+\.md)\)", (DOCS / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    return [DOCS / name for name in listed]


def blocks(chapter: Path) -> Iterator[Block]:
    """The fenced blocks of a chapter."""
    fence: list[str] | None = None
    for number, line in enumerate(chapter.read_text(encoding="utf-8").splitlines(), start=1):
        if line.startswith("```") and fence is None:
            language, _, file = line[3:].partition(" ")
            fence, place = [], f"{chapter.name}:{number}"
        elif line == "```" and fence is not None:
            yield Block(language, file, tuple(fence), place)
            fence = None
        elif fence is not None:
            fence.append(line)


def commands(block: Block) -> Iterator[tuple[str, str]]:
    """The commands of a block, each with what its comment says."""
    for line in block.lines:
        command, _, comment = line.partition("  # ")
        yield command.strip(), comment.strip()


def edit(folder: Path, block: Block) -> None:
    """Change a file as a block says: a line after `-` is replaced by the one after the `+` below it, as far as they are written.

    One without a `+` below it goes; further `+` lines come after the line above, which may be there already (after a blank).
    """
    path = folder / block.file
    lines = path.read_text(encoding="utf-8").split("\n")
    at, rest = 0, None
    for line in block.lines:
        mark, text = line[:1], line[1:]
        if mark == "+":
            lines.insert(at, text + (rest or ""))
            at, rest = at + 1, None
            continue
        at = next((number for number, one in enumerate(lines) if one.startswith(text)), -1)
        assert at >= 0, f"{block.place}: {block.file} has no line {text!r}"
        at, rest = (at, lines.pop(at)[len(text) :]) if mark == "-" else (at + 1, None)
    path.write_text("\n".join(lines), encoding="utf-8")


def word_files(folder: Path) -> None:
    """Put the documents there that the manual imports."""
    text = (ROOT / "examples" / "report" / "2024.md").read_text(encoding="utf-8").replace("某某", "城关")
    for name, body, year in [
        ("年报2024", "城关镇", 2024),
        ("财政所2023", "城关镇财政所", 2023),
        ("财政所2024", "城关镇财政所", 2024),
    ]:
        own = text.replace("城关镇", body).replace("2025-", f"{year + 1}-").replace("2024", str(year))
        report = parse_report(source(f"{year}.md", own.encode()), FORMS).value
        assert report
        document = Document(BytesIO(copy_of(report, BY_KEY["2021"], "docx")))
        for paragraph in document.paragraphs:
            if re.search(rf"{year + 1}(年|-)", paragraph.text):
                paragraph._element.getparent().remove(paragraph._element)  # without a date of publication, as most are
        document.save(str(folder / f"{name}.docx"))


def quotes(block: Block, output: str) -> list[str]:
    """The lines of a block that the output does not have; `…` stands for anything."""
    patterns = [".*?".join(map(re.escape, line.split("…"))) for line in block.lines]
    return [line for line, pattern in zip(block.lines, patterns, strict=True) if not re.search(pattern, output)]


def is_run(command: str) -> bool:
    """Whether a test can run a command."""
    return not f"{command} ".startswith(tuple(NOT_RUN))


@pytest.fixture
def shell(tmp_path: Path) -> dict[str, str]:
    """The environment of a shell in which `disclosure` is this program."""
    program = tmp_path / "bin" / "disclosure"
    program.parent.mkdir()
    start = "import sys\nsys.path.insert(0, {root!r})\nfrom disclosure.__main__ import start\nif __name__ == '__main__':\n    start()\n"
    program.write_text(f"#!{sys.executable}\n{start.format(root=str(ROOT))}", encoding="utf-8")
    program.chmod(0o755)
    return {**os.environ, "PATH": f"{program.parent}:{os.environ['PATH']}", "PYTHONUTF8": "1", "HOME": str(tmp_path)}


def run_typed(folder: Path, shell: dict[str, str], typed: str) -> subprocess.CompletedProcess[str]:
    """Run a line as a shell does; one that only starts the program is run in this process, which is sooner."""
    program, *words = shlex.split(typed)
    if program == "disclosure" and not LONG and not re.search(r"[|&;<>$*?`\\]", typed):
        return in_process(folder, *words, program=f"{shell['HOME']}/bin/disclosure")
    return subprocess.run(["sh", "-c", typed], cwd=folder, env=shell, capture_output=True, text=True, check=False)


def run_block(folder: Path, shell: dict[str, str], block: Block) -> tuple[Path, str]:
    """Run the commands of a block in a folder; returns the folder in which they end, and what they print."""
    output = ""
    for command, comment in commands(block):
        if command.startswith("cd "):
            folder /= command[3:]
        elif is_run(command):
            run = run_typed(folder, shell, command)
            output += run.stdout + run.stderr
            expected = int(comment.removeprefix("退出码 ") or 0)
            assert run.returncode == expected, f"{block.place}: {command}: {run.returncode}\n{run.stdout}{run.stderr}"
    return folder, output


@pytest.mark.slow
def test_every_command(tmp_path: Path, shell: dict[str, str]) -> None:
    """The chapters, read in order in one folder: exit codes and quoted lines are those that the commands give."""
    folder = tmp_path / "desk"
    folder.mkdir()
    for chapter in chapters():
        if chapter.name == "import.md":
            word_files(folder)
        if chapter.name == "bodies.md":
            write_inbox(folder.parent / "收件箱", list(sent_documents(10, (2024,))))
        output = ""
        for block in blocks(chapter):
            if block.language in SHELLS:
                folder, output = run_block(folder, shell, block)
            elif block.language == "text" and output:
                assert quotes(block, output) == [], f"{block.place}\n{output}"
            elif block.language == "diff":
                edit(folder, block)
            elif block.file:
                (folder / block.file).parent.mkdir(parents=True, exist_ok=True)
                (folder / block.file).write_text("\n".join(block.lines) + "\n", encoding="utf-8")


def test_commands_that_are_not_run_are_marked() -> None:
    """Exactly the commands that no test can run bear the mark, and each of those that are listed here is used."""
    found = [
        one for chapter in chapters() for block in blocks(chapter) if block.language in ("sh", "bat") for one in commands(block)
    ]
    assert [command for command, comment in found if (comment == MARK) is is_run(command)] == []
    assert [start for start in NOT_RUN if not any(f"{command} ".startswith(start) for command, _ in found)] == []


def inline_commands() -> Iterator[str]:
    """The commands of the program that stand within sentences of the manual and of the README."""
    for path in (*sorted(DOCS.glob("*.md")), ROOT / "README.md", ROOT / "README.zh-CN.md"):
        yield from re.findall(r"`(?:disclosure|python3 build\.py) ([a-z][^`]*)`", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("text", sorted(set(inline_commands())))
def test_commands_within_sentences(text: str) -> None:
    """A command that a sentence names exists, and so do the options that it has there."""
    name, *words = shlex.split(text.replace("…", ""))
    assert name in dict(COMMANDS)
    parser = CommandParser("disclosure", "")
    import_module(f"disclosure.cli.{name}_command").COMMAND.add_options(parser)
    said = parser.format_help()
    assert [word for word in words if word.startswith("--") and f"{word} " not in said and f"{word}\n" not in said] == []


def test_links_lead_to_chapters() -> None:
    """Every link of the manual leads to a file that is there, and every chapter is in the table of contents."""
    for path in DOCS.glob("*.md"):
        text = re.sub(r"(?ms)^```.*?^```$|`[^`]*`", "", path.read_text(encoding="utf-8"))
        found = re.findall(r"(?<!\\)\[[^]]*\]\((?!https?:)([^)#]+)", text)
        assert [link for link in found if not (DOCS / link).exists()] == []
    assert sorted(chapter.name for chapter in chapters()) == sorted(
        path.name for path in DOCS.glob("*.md") if path.name != "README.md"
    )


def test_findings_that_the_manual_names() -> None:
    """The table of the most frequent findings says of each code what `explain` says; every code that is named exists."""
    text = (DOCS / "findings.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([a-z-]+\.[a-z-]+)` \| ([^|]*) \|", text, re.MULTILINE)
    assert len(rows) > 12 and rows == [(code, BY_CODE[code].title) for code, _ in rows]
    everything = [path.read_text(encoding="utf-8") for path in DOCS.glob("*.md")]
    families = "|".join(sorted({code.partition(".")[0] for code in BY_CODE}))
    named = [code for one in everything for code in re.findall(rf"`((?:{families})\.(?!yml|json|md)[a-z-]+)`", one)]
    assert [code for code in named if code not in BY_CODE] == []


@pytest.mark.slow
@pytest.mark.skipif(not shutil.which("git"), reason="没有 git，提交前的核对没有测试")
def test_the_pre_commit_hook(tmp_path: Path, shell: dict[str, str]) -> None:
    """The hook that the manual shows lets a sound portal be committed and a contradictory one not, also where only what is staged is."""
    (shown,) = [block for block in blocks(DOCS / "publish.md") if block.language == "bash"]
    content = write_base(tmp_path)
    git = ["git", "-C", str(tmp_path), "-c", "user.name=x", "-c", "user.email=x@x.example"]
    subprocess.run([*git, "init", "--quiet"], check=True)
    hook = tmp_path / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("\n".join(shown.lines) + "\n", encoding="utf-8")
    hook.chmod(0o755)

    def commit() -> int:
        subprocess.run([*git, "add", "content"], check=True)
        return subprocess.run([*git, "commit", "--quiet", "-m", "x"], check=False, capture_output=True, env=shell).returncode

    assert commit() == 0
    right, wrong = (f"granted:                   [4, 1, 0, 0, 0, 0, {total}]" for total in (5, 6))
    spoil(content, (Change("2020.md", right, wrong),))
    assert commit() == 1
    spoil(content, (Change("2020.md", wrong, right),))
    assert subprocess.run([*git, "commit", "--quiet", "-m", "x"], check=False, capture_output=True, env=shell).returncode == 1
    assert commit() == 1  # nothing is left to be committed
