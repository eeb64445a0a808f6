"""`import`: which files are written, what is said of several, and what is refused."""

import os
import sys
import tomllib
from pathlib import Path
from random import Random

import pytest

from disclosure.cli import import_command
from disclosure.cli.commands import MACHINE, MISUSED
from disclosure.cli.main import main
from tests.support.forms import FORMS
from tests.support.import_documents import make_document
from tests.support.import_outcomes import report_in
from tests.support.portal import ROOT, write_base


def test_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The command writes the content file, says what came of it and what to do next, and never writes over one unasked."""
    made = make_document(Random(5), FORMS, "html")
    source = tmp_path / "报告.html"
    source.write_bytes(made.data)
    into = tmp_path / "content" / "town"
    target = into / f"{made.year}.md"
    assert main(["import", str(source), "--into", str(into), "--dry-run"]) == 0
    assert not target.exists()
    assert main(["import", str(source), "--into", str(into)]) == 0
    said = capsys.readouterr().out
    assert str(target) in said and "接着：" in said
    assert report_in(target.read_text(encoding="utf-8")).year == made.year
    schema = f"# yaml-language-server: $schema={os.path.relpath(ROOT / 'schemas', into)}/{made.form.key}.json"
    assert target.read_text(encoding="utf-8").split("\n")[1] == schema
    target.write_text("改过", encoding="utf-8")
    assert main(["import", str(source), "--into", str(into), "--findings", "json"]) == 1
    assert target.read_text(encoding="utf-8") == "改过"
    assert '"import.exists"' in capsys.readouterr().out
    assert main(["import", str(source), "--into", str(into), "--force"]) == 0
    assert target.read_text(encoding="utf-8").startswith("---\n")


PLAIN = "某某镇2022年政府信息公开工作年度报告\n一、总体情况\n工作。\n规章 | 0 | 3 | 8 |\n行政许可 | 1 |\n"


def test_what_is_told_of_several_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each file has its summary; what can't be published as it is has its line named, then come the commands."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "portal.yml").touch()
    (tmp_path / "2022.txt").write_text(PLAIN, encoding="utf-8")
    (tmp_path / "旧.txt").write_text("什么也没有", encoding="utf-8")
    assert main(["import", "2022.txt", "旧.txt"]) == 1
    assert capsys.readouterr().out.partition("2022.txt → ")[2].split("\n") == [
        "content/2022.md",
        "  某某镇2022年政府信息公开工作年度报告，2022 年度",
        "  表格：应有 6 张，找到 2 张",
        "  单元格：已填 4 个，空白 196 个",
        "旧.txt：没有导入，原因见上",
        "接着：",
        "  content/2022.md 第 5 行：填上首次发布日期，例如 published: 2023-01-26",
        "  对照原文核对，再运行 disclosure check；没有错误后，disclosure build 生成网站",
        "",
    ]


def test_force_wants_a_certain_year(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file is not written over for a year that only the document's name speaks of, unless the user names that year."""
    (tmp_path / "2022.txt").write_text(PLAIN.replace("2022", ""), encoding="utf-8")
    target = tmp_path / "2022.md"
    target.write_text("改过", encoding="utf-8")
    command = ["import", str(tmp_path / "2022.txt"), "--into", str(tmp_path), "--force", "--findings", "json"]
    assert (main(command), target.read_text(encoding="utf-8")) == (1, "改过")
    assert "标题和正文都没有写明年份，按文件名中的 2022 年处理" in capsys.readouterr().out
    assert (main([*command, "--year", "2022"]), target.read_text(encoding="utf-8")[:4]) == (0, "---\n")


@pytest.mark.parametrize(("name", "said"), [("no.docx", "没有文件"), ("folder", "里没有可以导入的文件")])
def test_no_such_file(tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, said: str) -> None:
    """A file that is not there, or a folder without documents, is a wrong command line."""
    (tmp_path / "folder").mkdir()
    assert main(["import", str(tmp_path / name), "--into", str(tmp_path)]) == MISUSED
    assert said in capsys.readouterr().err


def test_libraries_that_are_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Without the libraries of the extra `import` an installed program says how they are added, a clone that make adds them."""
    (tmp_path / "2022.txt").touch()
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr(import_command, "find_spec", lambda name: None)
    assert main(["import", str(tmp_path / "2022.txt")]) == MACHINE
    assert capsys.readouterr().err == "disclosure: 导入用的库还没有安装：用 make import FILE=… 会自动装好\n"
    monkeypatch.chdir(tmp_path)
    assert main(["import", "2022.txt"]) == MACHINE
    assert capsys.readouterr().err == f"disclosure: 导入用的库还没有安装：先运行 make -C {ROOT} .venv/import.stamp\n"
    monkeypatch.setattr(import_command, "IS_CLONE", False)
    assert main(["import", str(tmp_path / "2022.txt")]) == MACHINE
    extra = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]["import"]
    names = " ".join(wanted.partition(">")[0] for wanted in extra)
    assert capsys.readouterr().err == f"disclosure: 导入用的库还没有安装：运行 {sys.executable} -m pip install {names}\n"


def test_old_office_file_without_converter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A .doc on a machine without LibreOffice is named, with what to do."""
    monkeypatch.setattr("disclosure.cli.import_files.office_program", lambda: "")
    monkeypatch.chdir(write_base(tmp_path).parent)
    (tmp_path / "年报.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1024))
    assert main(["import", "年报.doc"]) == 1
    out = capsys.readouterr().out
    assert "[import.converter]" in out
    assert "另存为 .docx" in out
