"""All words of a document are found, also where its readers don't see them."""

import pytest

from disclosure.check.office_files import OLD_OFFICE
from disclosure.check.package_words import package_words
from tests.support.packages import document, package

NUMBER = "13900001234"
CELL = '<c r="A1" t="s"><v>{}</v></c>'


@pytest.mark.parametrize(
    ("part", "markup", "words"),
    [
        pytest.param("word/document.xml", f"<w:p><w:r><w:t>139</w:t></w:r><w:r><w:t>{NUMBER[3:]}</w:t></w:r></w:p>", NUMBER, id="in-pieces"),
        pytest.param("word/document.xml", "<w:tc><w:p>甲</w:p></w:tc><w:tc><w:p>乙</w:p></w:tc><w:p>丙</w:p>", "甲\t乙\t丙", id="cells"),
        pytest.param("word/document.xml", f"<w:r><w:rPr><w:vanish/></w:rPr><w:t>{NUMBER}</w:t></w:r>", NUMBER, id="hidden"),
        pytest.param("word/document.xml", f"<w:del><w:delText>{NUMBER}</w:delText></w:del>", NUMBER, id="taken-out"),
        pytest.param("word/document.xml", f'<wp:docPr id="1" name="a" descr="{NUMBER}"/>', NUMBER, id="about-a-picture"),
        pytest.param("word/header1.xml", "<w:hdr><w:p>&lt;甲&gt;</w:p></w:hdr>", "<甲>", id="header"),
        pytest.param("word/_rels/document.xml.rels", f'<Relationship Target="tel:{NUMBER}"/>', f"tel:{NUMBER}", id="link"),
        pytest.param("docProps/core.xml", f"<dc:title>{NUMBER}</dc:title><dc:subject>甲</dc:subject>", f"{NUMBER}\n甲", id="title"),
        pytest.param("xl/worksheets/sheet2.xml", f"<row><c><v>{NUMBER}</v></c><c><v>5</v></c></row>", f"{NUMBER}\t5", id="sheet"),
        pytest.param("xl/worksheets/sheet1.xml", f"<oddHeader>{NUMBER}</oddHeader><formula1>7</formula1>", f"{NUMBER}\n7", id="page-head"),
        pytest.param("xl/workbook.xml", f'<sheets><sheet name="{NUMBER}"/></sheets>', NUMBER, id="name-of-a-sheet"),
        pytest.param("xl/charts/chart1.xml", f"<a:p><a:t>{NUMBER}</a:t></a:p>", NUMBER, id="chart"),
        pytest.param("ppt/notesSlides/notesSlide1.xml", f"<a:p><a:t>{NUMBER}</a:t></a:p>", NUMBER, id="notes"),
        pytest.param("content.xml", f"<text:p>甲</text:p><text:p>{NUMBER}</text:p>", f"甲\n{NUMBER}", id="open-document"),
        pytest.param("Doc_0/Pages/Page_0/Content.xml", f"<ofd:TextCode>139</ofd:TextCode><ofd:TextCode>{NUMBER[3:]}</ofd:TextCode>", NUMBER, id="ofd"),
        pytest.param("word/embeddings/1.xlsx", document({"xl/workbook.xml": NUMBER}), NUMBER, id="document-inside"),
        pytest.param("word/embeddings/1.bin", OLD_OFFICE + f"电话{NUMBER}".encode("utf-16-le"), f"电话{NUMBER}", id="old-document-inside"),
        pytest.param("word/styles.xml", f"<w:name>{NUMBER}</w:name>", "", id="no-words"),
    ],
)  # fmt: skip
def test_words(part: str, markup: str | bytes, words: str) -> None:
    """Each part of a document is read, its paragraphs on lines and its cells side by side."""
    assert (package_words(document({part: markup})) or "").strip() == words


def test_words_of_cells() -> None:
    """A cell of a sheet that names one of the common texts has this text, where it stands; those left over come last."""
    strings = f"<sst><si><t>编号</t></si><si><r><t>139</t></r><r><t>{NUMBER[3:]}</t></r></si><si><t>旧</t></si></sst>"
    sheet = f"<row>{CELL.format(0)}{CELL.format(1)}{CELL.format(9)}</row>"
    words = package_words(document({"xl/worksheets/sheet1.xml": sheet, "xl/sharedStrings.xml": strings})) or ""
    assert [line for line in words.split("\n") if line] == [f"编号\t{NUMBER}\t\t", "旧"]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"PK\x03\x04broken", id="broken"),
        pytest.param(package({"a.xml": NUMBER}), id="archive"),
        pytest.param(document({"word/embeddings/1.docx": b"PK\x03\x04broken"}), id="broken-inside"),
        pytest.param(document({"word/document.xml": " " * 30_000_001}), id="too-large"),
    ],
)
def test_no_words(data: bytes) -> None:
    """What is no document, broken or too large has none, so that somebody is told."""
    assert package_words(data) is None
