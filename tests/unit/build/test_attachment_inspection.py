"""Numbers of persons are found in attachments of every kind, and what could not be read is told."""

from pathlib import Path
from random import Random

import pytest

from disclosure.build.attachment_inspection import inspect_attachment
from disclosure.check.office_files import OLD_OFFICE
from disclosure.importers.readers import read_pdf
from disclosure.model.portal import Attachment
from tests.support.import_documents import to_pdf
from tests.support.packages import document, package

TOLD, UNREAD = "personal.attachment", "attachment.unread"
WORDS = "联系电话13900001234"


@pytest.mark.parametrize(
    ("name", "data", "codes"),
    [
        pytest.param("a.docx", document({"word/document.xml": WORDS}), [TOLD], id="docx"),
        pytest.param("a.PPTX", document({"ppt/slides/slide1.xml": WORDS}), [TOLD], id="slides"),
        pytest.param("a.ofd", package({"OFD.xml": WORDS}), [TOLD], id="ofd"),
        pytest.param("a.docx", WORDS.encode(), [UNREAD, TOLD], id="docx-in-name-only"),
        pytest.param("a.zip", package({f"{WORDS}.txt": ""}), [UNREAD, TOLD], id="archive"),
        pytest.param("a.doc", OLD_OFFICE + WORDS.encode("utf-16-le"), [UNREAD, TOLD], id="old"),
        pytest.param("a.txt", WORDS.encode("utf-16"), [TOLD], id="utf-16"),
        pytest.param("a.csv", WORDS.encode("gb18030"), [TOLD], id="gbk"),
        pytest.param("a.vcf", b"TEL:13900001234", [TOLD], id="visiting-card"),
        pytest.param("a", WORDS.encode(), [TOLD], id="no-ending"),
        pytest.param(
            "a.svg", b"<svg><text>139</text><text>00001234</text><text>&#49;3900001234</text></svg>", [TOLD], id="drawing"
        ),
        pytest.param("a.dbf", b"\x03\0\xff13900001234\0", [UNREAD, TOLD], id="unknown"),
        pytest.param("a.pdf", b"%PDF-1.4", [UNREAD], id="broken-pdf"),
        pytest.param("a.pdf", b"", ["attachment.empty"], id="empty-pdf"),
        pytest.param("a.png", b"\x89PNG\r\n\x1a\n\0\xff", [], id="picture"),
        pytest.param("a.mp4", b"\0\0\0\x18ftypmp42\xff", [], id="film"),
        pytest.param("13900001234.png", b"\x89PNG\r\n\x1a\n\0\xff", [TOLD], id="name"),
    ],
)
def test_kinds(tmp_path: Path, name: str, data: bytes, codes: list[str]) -> None:
    """What the words of an attachment are is judged by its bytes; where some could not be read, that is told."""
    file = tmp_path / name
    file.write_bytes(data)
    assert [finding.code for finding in inspect_attachment((Attachment(file.as_posix(), name, ""), ()))] == codes


def test_a_long_document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of a PDF of very many pages the first are read, and from where on it was not is told."""
    monkeypatch.setattr(read_pdf, "PAGES_OF_WORDS", 1)
    file = tmp_path / "a.pdf"
    prose = "我镇主动公开政府信息，规范办理申请，加强平台建设和监督保障。" * 8
    file.write_bytes(to_pdf([WORDS, *[prose] * 40, "持护照E12345678"], Random(0)))
    unread, told = inspect_attachment((Attachment(file.as_posix(), "a.pdf", ""), ()))
    assert unread.message == "附件“a.pdf”第 1 页以后的文字没有读，里面有没有身份证号码、手机号码，请自己核对"
    assert told.message == "附件“a.pdf”里有手机号码 139****1234"
