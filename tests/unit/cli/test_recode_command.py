"""`recode`: files become UTF-8, and nothing of them is lost."""

from pathlib import Path

import pytest

from disclosure.cli.commands import DONE, MISUSED, STOPPED
from disclosure.cli.main import main

TEXT = "---\ntitle: 城关镇2020年政府信息公开工作年度报告\n---\n"


@pytest.mark.parametrize("encoding", ["gbk", "gb18030", "utf-16"])
def test_a_file_of_another_encoding(tmp_path: Path, encoding: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The text stays, its bytes become UTF-8, and what they were is kept."""
    file = tmp_path / "2020.md"
    file.write_bytes(TEXT.encode(encoding))
    assert main(["recode", str(file)]) == DONE
    assert (file.read_bytes(), (tmp_path / "2020.md.bak").read_bytes()) == (TEXT.encode(), TEXT.encode(encoding))
    assert capsys.readouterr().out == f"{file}：已改成 UTF-8，原来的是 {file}.bak\n"


def test_files_that_stay(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """UTF-8 and what is no text stay as they are; the second is said, and the other files are done all the same."""
    good, bad, old = tmp_path / "good.md", tmp_path / "bad.md", tmp_path / "old.md"
    good.write_bytes(TEXT.encode())
    bad.write_bytes(b"\x89PNG\xff\xff")
    old.write_bytes(TEXT.encode("gbk"))
    assert main(["recode", str(bad), str(good), str(old)]) == STOPPED
    assert (good.read_bytes(), bad.read_bytes(), old.read_bytes()) == (TEXT.encode(), b"\x89PNG\xff\xff", TEXT.encode())
    said = capsys.readouterr()
    assert f"{good}：已经是 UTF-8，没有改动\n" in said.out
    assert said.err.startswith(f"{bad}：不是 UTF-8，也不是 GBK，没有改动；")
    assert main(["recode", str(tmp_path / "none.md")]) == MISUSED
