"""Folders that a command may use: none is made inside what it is made of, and no file of others is taken over unasked."""

import json
from pathlib import Path

import pytest

from disclosure.cli.main import main
from disclosure.system.locations import PACKAGE
from tests.support.command_line import command
from tests.support.portal import ROOT, tree, write_small

FOLDERS = {
    "site is content": ("--site", "content", "content"),
    "site in content": ("--site", "content/pages", "content"),
    "site holds content": ("--site", ".", "content"),
    "site in templates": ("--site", f"{ROOT}/templates/pages", f"{ROOT}/templates"),
    "site holds the program": ("--site", f"{PACKAGE.parent}", f"{ROOT}/templates"),
    "site in the program": ("--site", f"{PACKAGE}/site", f"{PACKAGE}"),
    "cache in content": ("--cache", "content/.cache", "content"),
    "cache in site": ("--cache", "site/.cache", "site"),
    "site in cache": ("--site", ".cache/site", ".cache"),
    "linked site": ("--site", "link", "content"),
}


@pytest.mark.parametrize("case", FOLDERS)
def test_folders_that_overlap(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], case: str
) -> None:
    """Two folders one of which lies in the other are refused with both names and what to type, before anything is written."""
    option, folder, other = FOLDERS[case]
    write_small(tmp_path)
    (tmp_path / "link").symlink_to("content")
    monkeypatch.chdir(tmp_path)
    before = tree(tmp_path)
    assert main(["build", option, folder]) == 2
    said = capsys.readouterr().err
    assert f"“{folder}”" in said
    assert f"“{other}”重叠" in said
    assert f"例如 {option} " in said
    assert tree(tmp_path) == before


def test_content_that_holds_the_program(capsys: pytest.CaptureFixture[str]) -> None:
    """A content folder that holds the program would publish it: it is refused."""
    assert main(["check", "--content", str(PACKAGE.parent)]) == 2
    assert "重叠" in capsys.readouterr().err


@pytest.mark.parametrize("file", ["index.html", "sub/photo.jpg", "manifest.json"])
def test_a_folder_with_files_of_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], file: str
) -> None:
    """Files of others in the site folder refuse the build; `--adopt` lets it go on, and names those it leaves there."""
    write_small(tmp_path)
    monkeypatch.chdir(tmp_path)
    place = tmp_path / "site" / file
    place.parent.mkdir(parents=True)
    place.write_text('{"name": "theirs"}', encoding="utf-8")
    assert main(["build"]) == 2
    assert file in (said := capsys.readouterr().err)
    assert "--adopt" in said
    assert tree(tmp_path / "site") == {file: b'{"name": "theirs"}'}
    assert main(["build", "--adopt", "--findings", "json"]) == 0
    codes = [finding["code"] for finding in json.loads(capsys.readouterr().out)]
    assert codes == (["site.unaccounted"] if file == "sub/photo.jpg" else [])
    assert main(["build"]) == 0


@pytest.mark.parametrize("name", [".git/HEAD", ".DS_Store"])
def test_hidden_files_are_no_files_of_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """A folder that only a version control or a system has files in is as good as empty."""
    write_small(tmp_path)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "site" / name).parent.mkdir(parents=True)
    (tmp_path / "site" / name).write_bytes(b"")
    assert main(["build"]) == 0


@pytest.mark.parametrize("damage", [None, b"", b'{"files', b"[]"])
def test_a_manifest_that_is_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], damage: bytes | None
) -> None:
    """Where the manifest is lost or damaged, files that the build does not make are named; `--strict` publishes nothing."""
    content = write_small(tmp_path)
    monkeypatch.chdir(tmp_path)
    (content / "pages" / "notice.md").write_text("---\ntitle: 临时通知\n---\n\n一段。\n", encoding="utf-8")
    assert main(["build"]) == 0
    (content / "pages" / "notice.md").unlink()
    manifest = tmp_path / "site" / "manifest.json"
    manifest.write_bytes(damage) if damage is not None else manifest.unlink()
    capsys.readouterr()
    assert main(["build", "--strict"]) == 1
    assert main(["build"]) == 0
    out = capsys.readouterr().out
    assert out.count("[site.unaccounted]") == 2
    assert "site/pages/notice.html" in out
    assert (tmp_path / "site" / "pages" / "notice.html").is_file()


def test_a_cache_is_no_folder_of_others(tmp_path: Path) -> None:
    """The cache may be deleted at any time, so a folder that holds other things is refused, and a file as well."""
    write_small(tmp_path)
    (tmp_path / "letters").mkdir()
    (tmp_path / "letters" / "a.docx").write_bytes(b"a")
    for folder, said in (
        ("letters", "缓存文件夹“letters”里有别的东西（例如 a.docx）"),
        ("letters/a.docx", "“letters/a.docx”不是文件夹"),
    ):
        run = command(tmp_path, "check", "--cache", folder)
        assert (run.returncode, said in run.stderr) == (2, True)
    assert [path.name for path in (tmp_path / "letters").iterdir()] == ["a.docx"]
    (tmp_path / "empty").mkdir()
    assert [command(tmp_path, "check", "--cache", folder).returncode for folder in ("empty", "empty", "none")] == [0, 0, 0]
