"""Files in folders and archives: found under the names that people gave them, read one by one, and never outside."""

from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from disclosure.system.packed_files import DocumentFile, companion_of, gather_files, read_document_file
from tests.support.county_inbox import windows_archive


def test_folders_and_archives(tmp_path: Path) -> None:
    """A folder gives all files in it, those of archives and of archives in archives too, in the order of their names."""
    inner = BytesIO()
    with ZipFile(inner, "w") as archive:
        archive.writestr("机构/财政局.txt", "里面")
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "-年报 'x'(1).txt").write_text("一", encoding="utf-8")
    (tmp_path / "a.zip").write_bytes(windows_archive([("镇\\街.txt", b"1"), ("全部.zip", inner.getvalue())]))
    found = {file.name.removeprefix(f"{tmp_path}/"): read_document_file(file, 9) for file in gather_files(tmp_path)}
    assert found == {
        "a.zip/全部.zip/机构/财政局.txt": "里面".encode(),
        "a.zip/镇/街.txt": b"1",
        "b/-年报 'x'(1).txt": "一".encode(),
    }


def test_an_archive_that_cannot_be_opened_is_a_file(tmp_path: Path) -> None:
    """What is no archive although it is called one is given as it is."""
    (tmp_path / "a.zip").write_bytes(b"PK")
    assert [file.name for file in gather_files(tmp_path / "a.zip")] == [(tmp_path / "a.zip").as_posix()]


def test_a_damaged_member_is_an_error_of_its_own(tmp_path: Path) -> None:
    """A file of an archive that can't be read is refused with its name, and no more than was asked for is read of another."""
    data = windows_archive([("一.txt", b"abcdefgh"), ("二.txt", b"12345678")])
    (tmp_path / "a.zip").write_bytes(data.replace(b"abcdefgh", b"abcdefgX"))
    one, two = gather_files(tmp_path / "a.zip")
    with pytest.raises(OSError, match="压缩包里的这个文件读不出来") as error:
        read_document_file(one, 20)
    assert error.value.filename.endswith("a.zip/一.txt")
    assert read_document_file(two, 3) == b"1234"


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("a_files/1.png", "a_files/1.png"),
        (r".\a_files\1.png", "a_files/1.png"),
        ("../secret.txt", None),
        ("/etc/hosts", None),
        (".", None),
    ],
)
def test_files_beside_a_page(tmp_path: Path, address: str, name: str | None) -> None:
    """What a page leads to is found beside it and below, never above."""
    page = tmp_path / "in" / "a.html"
    (page.parent / "a_files").mkdir(parents=True)
    (page.parent / "a_files" / "1.png").touch()
    (tmp_path / "secret.txt").touch()
    found = companion_of(DocumentFile(page.as_posix(), page), address, {})
    assert (found and found.name) == (name and f"{page.parent.as_posix()}/{name}")
