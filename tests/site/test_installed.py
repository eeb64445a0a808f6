"""The program as a new user has it: its wheel in an environment of its own, in a folder where there is no clone."""

import os
import socket
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from docx import Document

from disclosure import __version__
from tests.support.effort import LONG, tried
from tests.support.portal import ROOT
from tests.support.preview import get, wait
from tests.support.skipping import skip_aloud

pytestmark = pytest.mark.slow
PIP = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command, installed from its wheel with what imports documents."""
    folder = tmp_path_factory.mktemp("installed")
    environment = folder / "environment"
    steps = [
        [*PIP, "wheel", "--no-deps", "--wheel-dir", str(folder), str(ROOT)],
        [sys.executable, "-m", "venv", "--without-pip", str(environment)],
        [*PIP, "--python", str(environment / "bin" / "python"), "install", *tried(["--no-deps"], []), "disclosure[import] @ {}"],
    ]
    for step in steps:
        wheel = next((path.as_uri() for path in folder.glob("*.whl")), "")
        run = subprocess.run([part.format(wheel) for part in step], capture_output=True, text=True, check=False)
        if run.returncode:
            skip_aloud(f"装不上本程序，没有测试安装以后的命令：{run.stderr.strip().splitlines()[-1:]}")
    if not LONG:  # the libraries that the tests have
        (own,) = environment.glob("lib/python*/site-packages")
        (own / "libraries.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return environment / "bin" / "disclosure"


def said(program: Path, folder: Path, *arguments: str) -> str:
    """What a command prints in a folder; it must succeed."""
    environment = {"PATH": os.environ["PATH"], "PYTHONUTF8": "1"}
    run = subprocess.run([program, *arguments], cwd=folder, capture_output=True, text=True, env=environment, check=False)
    assert (run.returncode, run.stderr) == (0, "")
    assert "build.py" not in run.stdout and "make" not in run.stdout
    return run.stdout


@contextmanager
def serving(program: Path, folder: Path) -> Iterator[int]:
    """Serve the portal in a folder; gives the port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen([program, "serve", "--port", str(port)], cwd=folder, stdout=subprocess.DEVNULL)
    try:
        wait(lambda: get(port, "/")[0] == 200)
        yield port
    finally:
        process.terminate()
        process.wait()


def test_the_first_five_minutes(program: Path, tmp_path: Path) -> None:
    """After the installation, three commands and one file to edit lead to one's own page with one's own name."""
    assert said(program, tmp_path, "init", "portal").splitlines()[-1] == "  disclosure build     核对并生成 site/"
    portal = tmp_path / "portal"  # cd portal
    settings = portal / "content" / "portal.yml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("某某镇", "城关镇"), encoding="utf-8")
    with serving(program, portal) as port:
        assert "<h1>城关镇政府信息公开</h1>" in get(port, "/")[1].replace("<wbr>", "")


def test_every_command(program: Path, tmp_path: Path) -> None:
    """What a year asks for is done without the clone, and the commands that are printed are those that work here."""
    assert said(program, tmp_path, "--version") == f"disclosure {__version__}\n"
    said(program, tmp_path, "init", ".", "--example")
    assert "disclosure fill content/2025.md 计算总计，disclosure check 核对" in said(program, tmp_path, "new", "2025")
    said(program, tmp_path, "fill", "content/2025.md")
    said(program, tmp_path / "content", "check")
    said(program, tmp_path, "build")
    assert [path.name for path in (tmp_path / "site").glob("20*.html")] == ["2024.html"]
    assert "没有变化" in said(program, tmp_path, "schema")
    document = Document()
    for text in ("某某镇2022年政府信息公开工作年度报告", "一、总体情况", "主动公开信息120条。"):
        document.add_paragraph(text)
    document.save(str(tmp_path / "年报.docx"))
    assert "再运行 disclosure check；没有错误后，disclosure build 生成网站" in said(program, tmp_path, "import", "年报.docx")
    imported = (tmp_path / "content" / "2022.md").read_text(encoding="utf-8")
    assert imported.split("\n")[1] == "# yaml-language-server: $schema=../schemas/2021.json"
