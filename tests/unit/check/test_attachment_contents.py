"""What an attachment says of the people who made it is told, in every kind of file that says it."""

import struct
import zlib
from io import BytesIO
from zipfile import ZipFile

import pytest

from disclosure.check.attachment_contents import check_attachment

CORE = '<cp:coreProperties xmlns:cp="c" xmlns:dc="d"><dc:creator>{}</dc:creator><cp:lastModifiedBy>李四</cp:lastModifiedBy></cp:coreProperties>'


def package(**parts: str) -> bytes:
    """An Office package with these parts; a double underline in a name stands for a slash."""
    stream = BytesIO()
    with ZipFile(stream, "w") as file:
        for name, text in parts.items():
            file.writestr(name.replace("__", "/"), text)
    return stream.getvalue()


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


def gps(order: str) -> bytes:
    """A picture's EXIF data whose GPS folder has two entries."""
    block = tiff(order, (0x8825, 4, 1, struct.pack(f"{order}I", 26)))
    return block + struct.pack(f"{order}H", 2) + b"\0" * 28


PDF = b"%PDF-1.5\n1 0 obj << /Author (\\376\\377\\137\\040\\116\\011) /Creator (C:\\\\Users\\\\wang\\\\a.doc) >> endobj"
INSIDE = (
    b"%PDF-1.5\n5 0 obj << /Type /ObjStm /Length 60 >>\nstream\n"
    + zlib.compress(b"1 0 << /Author <FEFF5F204E09> >>")
    + b"\nendstream"
)


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.docx", package(docProps__core_xml=""), []),
        ("a.docx", package(**{"docProps__core.xml": CORE.format("张三")}), ["作者“张三”", "最后保存者“李四”"]),
        ("a.xlsx", package(**{"docProps__app.xml": "<Properties><Company>某某公司</Company></Properties>"}), ["单位“某某公司”"]),
        ("a.docx", package(**{"word__comments.xml": '<w:comment w:author="王五">'}), ["批注或修订的作者“王五”"]),
        ("a.docx", package(**{"docProps__core.xml": CORE.format("Administrator").replace("李四", "python-docx")}), []),
        ("a.pdf", PDF, ["作者“张三”", "制作时的文件夹“C:\\Users\\wang”"]),
        ("a.pdf", INSIDE, ["作者“张三”"]),
        ("a.pdf", b"%PDF-1.4 <dc:creator><rdf:Seq><rdf:li>zhangsan</rdf:li></rdf:Seq></dc:creator>", ["作者“zhangsan”"]),
        ("a.pdf", b"%PDF-1.4 /Producer (WPS Office) /Author ()", []),
        ("a.jpg", b"\xff\xd8\xff\xe1\0\0Exif\0\0" + tiff("<", (0x013B, 2, 9, b"zhangsan\0")), ["拍摄者“zhangsan”"]),
        ("a.jpg", b"\xff\xd8\xff\xe1\0\0Exif\0\0" + gps("<"), ["拍摄地点“GPS 坐标”"]),
        ("a.png", b"\x89PNG\r\n\x1a\n\0\0\0\0eXIf" + gps(">"), ["拍摄地点“GPS 坐标”"]),
        ("a.png", b"\x89PNG\r\n\x1a\n", []),
        ("a.tif", tiff(">", (0xA430, 2, 9, b"zhangsan\0")), ["相机主人“zhangsan”"]),
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
        ("a.docx", package(**{"word__vbaProject.bin": "x"})),
    ],
)
def test_active(name: str, data: bytes) -> None:
    """What would run on a visitor's computer is an error."""
    assert [finding.code for finding in check_attachment(name, name, data)] == ["attachment.active"]


@pytest.mark.parametrize("start", [b"PK\x03\x04", b"%PDF-", b"\xff\xd8Exif\0\0II*\0", b"\x89PNGeXIfMM\0*", b"II*\0", b""])
@pytest.mark.parametrize("rest", [b"", b"\xff" * 400, b"/Author <4", b"/ObjStm stream\nxx", bytes(range(256))])
def test_broken_files(start: bytes, rest: bytes) -> None:
    """A broken or hostile file is looked at without a fault."""
    assert [
        finding.code for finding in check_attachment("a.bin", "a.bin", start + rest) if finding.code == "attachment.active"
    ] == []
