"""What an attachment says of the people who made it is told, in every kind of file that says it."""

import struct
import zlib
from uuid import UUID

import pytest

from disclosure.check.attachment_contents import check_attachment
from disclosure.check.office_files import OLD_OFFICE, old_words
from disclosure.check.package_words import package_words
from tests.support.packages import package

CORE = '<cp:coreProperties xmlns:cp="c" xmlns:dc="d"><dc:creator>{}</dc:creator><cp:lastModifiedBy>李四</cp:lastModifiedBy></cp:coreProperties>'


def tiff(order: str, *entries: tuple[int, int, int, bytes]) -> bytes:
    """A TIFF folder with these entries: tag, type, count, value."""
    mark = {"<": b"II*\0", ">": b"MM\0*"}[order]
    at = 8 + 2 + 12 * len(entries) + 4
    table, rest = struct.pack(f"{order}H", len(entries)), b""
    for tag, kind, count, value in entries:
        place = value if len(value) == 4 else struct.pack(f"{order}I", at + len(rest))
        rest += value if len(value) != 4 else b""
        table += struct.pack(f"{order}HHI", tag, kind, count) + place
    return mark + struct.pack(f"{order}I", 8) + table + b"\0" * 4 + rest


def gps(order: str, entries: int = 2) -> bytes:
    """A picture's EXIF data whose GPS folder has so many entries, the first of them its version."""
    block = tiff(order, (0x8825, 4, 1, struct.pack(f"{order}I", 26)))
    return block + struct.pack(f"{order}H", entries) + b"\0" * 12 * entries + b"\0" * 4


SUMMARY, DOCUMENT_SUMMARY = "f29f85e0-4ff9-1068-ab91-08002b27b3d9", "d5cdd502-2e9c-101b-9397-08002b2cf9ae"


def lpstr(text: str, encoding: str) -> bytes:
    """A text as a property of an old Office file."""
    raw = text.encode(encoding) + b"\0"
    return struct.pack("<II", 0x1E, len(raw)) + raw


def codepage(number: int) -> bytes:
    """The property that says in which encoding the texts are."""
    return struct.pack("<IHH", 2, number, 0)


def old_file(name: str, properties: dict[int, bytes], text: str = "") -> bytes:
    """An old Office file with the set of properties of this name, after some text."""
    at, places, values = 8 + 8 * len(properties), b"", b""
    for number, value in properties.items():
        places += struct.pack("<II", number, at + len(values))
        values += value
    section = struct.pack("<II", at + len(values), len(properties)) + places + values
    stream = struct.pack("<HHI16sI", 0xFFFE, 0, 0, b"", 1) + UUID(name).bytes_le + struct.pack("<I", 48) + section
    return OLD_OFFICE + b"\0" * 504 + text.encode("utf-16-le") + b"\0\0" + stream


PDF = b"%PDF-1.5\n1 0 obj << /Author (\\376\\377\\137\\040\\116\\011) /Creator (C:\\\\Users\\\\wang\\\\a.doc) >> endobj"
INSIDE = (
    b"%PDF-1.5\n5 0 obj << /Type /ObjStm /Length 60 >>\nstream\n"
    + zlib.compress(b"1 0 << /Author <FEFF5F204E09> >>")
    + b"\nendstream"
)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.docx", package({"docProps/core.xml": ""}), []),
        ("a.docx", package({"docProps/core.xml": CORE.format("张三")}), ["作者“张三”", "最后保存者“李四”"]),
        ("a.xlsx", package({"docProps/app.xml": "<Properties><Company>某某公司</Company></Properties>"}), ["单位“某某公司”"]),
        ("a.docx", package({"word/comments.xml": '<w:comment w:author="王五">'}), ["批注或修订的作者“王五”"]),
        ("a.docx", package({"docProps/core.xml": CORE.format("Administrator").replace("李四", "python-docx")}), []),
        ("a.odt", package({"meta.xml": "<meta:initial-creator>张三</meta:initial-creator>"}), ["作者“张三”"]),
        ("a.ofd", package({"OFD.xml": "<ofd:Author>张三</ofd:Author>"}), ["作者“张三”"]),
        ("a.docx", package({"word/media/1.jpeg": b"\xff\xd8\xff\xe1\0\0Exif\0\0" + gps("<")}), ["拍摄地点“GPS 坐标”"]),
        (
            "a.doc",
            old_file(SUMMARY, {1: codepage(936), 4: lpstr("张三", "gb18030"), 8: lpstr("李四", "gb18030")}),
            ["作者“张三”", "最后保存者“李四”"],
        ),
        ("a.xls", old_file(DOCUMENT_SUMMARY, {1: codepage(65001), 15: lpstr("某某公司", "utf-8")}), ["单位“某某公司”"]),
        ("a.wps", old_file(SUMMARY, {4: struct.pack("<II", 0x1F, 3) + "王五\0".encode("utf-16-le")}), ["作者“王五”"]),
        ("a.doc", old_file(SUMMARY, {4: lpstr("x" * 501, "ascii")}), [f"作者“{'x' * 500}”"]),
        ("a.doc", old_file(SUMMARY, {4: lpstr("Administrator", "ascii")}), []),
        ("a.pdf", PDF, ["作者“张三”", "制作时的文件夹“C:\\Users\\wang”"]),
        ("a.pdf", INSIDE, ["作者“张三”"]),
        ("a.pdf", b"%PDF-1.4 <dc:creator><rdf:Seq><rdf:li>zhangsan</rdf:li></rdf:Seq></dc:creator>", ["作者“zhangsan”"]),
        ("a.pdf", b"%PDF-1.4 /Producer (WPS Office) /Author ()", []),
        ("a.jpg", b"\xff\xd8\xff\xe1\0\0Exif\0\0" + tiff("<", (0x013B, 2, 9, b"zhangsan\0")), ["拍摄者“zhangsan”"]),
        ("a.jpg", b"\xff\xd8\xff\xe1\0\0Exif\0\0" + gps("<"), ["拍摄地点“GPS 坐标”"]),
        ("a.png", b"\x89PNG\r\n\x1a\n\0\0\0\0eXIf" + gps(">"), ["拍摄地点“GPS 坐标”"]),
        ("a.png", b"\x89PNG\r\n\x1a\n\0\0\0\0eXIf" + gps(">", 1), []),
        ("a.png", b"\x89PNG\r\n\x1a\n", []),
        ("a.tif", tiff(">", (0xA430, 2, 9, b"zhangsan\0")), ["相机主人“zhangsan”"]),
        ("a.jpg", b"\xff\xd8\xff\xe1\0\0Exif\0\0" + tiff("<", (0x9C9D, 1, 6, "张三\0".encode("utf-16-le"))), ["作者“张三”"]),
    ],
)
def test_metadata(name: str, data: bytes, said: list[str]) -> None:
    """The names of people, their folders and places are in one warning; what programs write of themselves is not."""
    found = list(check_attachment(name, name, data))
    assert [finding.code for finding in found] == ["attachment.metadata"] * bool(said)
    assert [words for words in said if words not in found[0].message] == []


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.JS", b"x"),
        ("a.txt", b"MZ\x90\0"),
        ("a.xml", b'<?xml version="1.0"?><?xml-stylesheet href="x.xsl"?><a/>'),
        ("a.svg", b'<svg><a href="javascript:x()"/></svg>'),
        ("a.svg", b"<svg><foreignObject/></svg>"),
        ("a.docx", package({"word/vbaProject.bin": "x"})),
    ],
)
def test_active(name: str, data: bytes) -> None:
    """What would run on a visitor's computer is an error."""
    assert [finding.code for finding in check_attachment(name, name, data)] == ["attachment.active"]


@pytest.mark.parametrize(
    "start",
    [
        OLD_OFFICE,
        OLD_OFFICE + b"\0" * 40 + UUID(SUMMARY).bytes_le,
        b"PK\x03\x04",
        b"%PDF-",
        b"\xff\xd8Exif\0\0II*\0",
        b"\x89PNGeXIfMM\0*",
        b"II*\0",
        b"",
    ],
)
@pytest.mark.parametrize("rest", [b"", b"\xff" * 400, b"/Author <4", b"/ObjStm stream\nxx", bytes(range(256))])
def test_broken_files(start: bytes, rest: bytes) -> None:
    """A broken or hostile file is looked at without a fault."""
    assert len((package_words(start + rest) or "") + old_words(start + rest)) < 1000
    assert [
        finding.code for finding in check_attachment("a.bin", "a.bin", start + rest) if finding.code == "attachment.active"
    ] == []


def test_words_of_an_old_file() -> None:
    """The words of an old Office file are found in whatever way it stores them."""
    data = old_file(SUMMARY, {}, "申请人张某，手机13900001234") + b"plain 13900001234 text"
    assert {line for line in old_words(data).split("\n") if "139" in line} == {
        "申请人张某，手机13900001234",
        "plain 13900001234 text",
    }
    assert old_words(b"13900001234 13900001234") == ""


def test_macros_of_an_old_file() -> None:
    """An old document that holds macros is refused like a new one."""
    data = old_file(SUMMARY, {}, "_VBA_PROJECT")
    assert [finding.code for finding in check_attachment("a.doc", "a.doc", data)] == ["attachment.active"]
