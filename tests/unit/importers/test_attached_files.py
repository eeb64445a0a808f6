"""Pictures and attachments come along with their links, under names that fit into an address; nothing else does."""

from base64 import b64encode
from email.message import EmailMessage
from io import BytesIO

import pytest

from disclosure.importers import DocumentOrigin, Imported, import_report
from disclosure.importers.attached_files import FileCollector, with_names
from disclosure.importers.document import SourceDocument, TextBlock
from tests.support.county_inbox import PICTURE
from tests.support.forms import FORMS, report_of

PAGE = """<html><head><title>甲乙镇2022年政府信息公开工作年度报告</title></head><body><h1>甲乙镇2022年政府信息公开工作年度报告</h1>
<p>一、总体情况</p><p>工作。</p>{more}<table><tr><td>规章</td><td>0</td><td>3</td><td>8</td></tr></table>
<p>六、其他需要报告的事项</p><p>无。</p></body></html>"""


def imported(data: bytes, name: str, beside: dict[str, bytes] | None = None) -> Imported:
    """What a document becomes."""
    parsed = import_report(data, name, "content/{year}.md", FORMS, origin=DocumentOrigin(beside=beside or {}))
    assert parsed.value, parsed.findings
    return parsed.value


def links(report: Imported) -> list[str]:
    """The lines of a content file with links in them."""
    return [line for line in report.text.split("\n") if "](" in line]


def test_a_saved_page() -> None:
    """Pictures and attachments beside a page stand where they did; ornaments, pictures in cells and what did not come do not."""
    more = (
        "<p><img src='a_files/flow%20chart.png' alt='依申请公开[流程]'></p>"
        "<p>附件：<a href='a_files/b.xls'>附件1 统计_表(定稿).xls</a></p><p><a href='x.exe'>下载</a>程序</p>"
        "<p><img src='a_files/dot.png' width=16><img src='gone.png'>完。</p>"
    )
    beside = {"a_files/flow%20chart.png": PICTURE, "a_files/b.xls": b"1", "x.exe": b"2", "a_files/dot.png": PICTURE}
    report = imported(PAGE.format(more=more).encode(), "a.html", beside)
    assert links(report) == ["![依申请公开 流程](2022-1.png)", "附件：[附件1 统计_表(定稿).xls](2022-附件1-统计-表-定稿.xls)"]
    assert [(file.name, file.data) for file in report.files] == [("2022-1.png", PICTURE), ("2022-附件1-统计-表-定稿.xls", b"1")]


def test_what_did_not_come_along() -> None:
    """Pictures and attachments on the old website are named, not fetched; a link to one stays, a picture in the page comes along."""
    more = (
        "<p>见<a href='/up/附件.docx'>附件</a>和<a href='http://[x/2.pdf'>表</a>，网址<a href='https://a.example/b'>a.example</a>。</p>"
        f"<p><img src='data:image/png;base64,{b64encode(PICTURE).decode()}' alt='流程'></p><p><img src='data:image/png;base64,?'></p>"
        "<p><img src='//img.example/1.png'><img src='https://img.example/dot.gif' height=1></p>"
    )
    page = f"<!-- saved from url=(0030)https://www.jiayi.example/art/1.html -->\n{PAGE.format(more=more)}"
    parsed = import_report(page.encode(), "a.html", "content/{year}.md", FORMS)
    assert parsed.value and links(parsed.value) == [
        "见[附件](https://www.jiayi.example/up/附件.docx)和表，网址a.example。",
        "![流程](2022-1.png)",
    ]
    said = [finding.message for finding in parsed.findings if finding.code == "import.left-out"]
    assert said[-2:] == [
        "网页上的 3 个图片、附件没有一起存下来：https://img.example/1.png、https://www.jiayi.example/up/附件.docx、http://[x/2.pdf",
        "文件中的 2 张图片没有导入",
    ]


def test_where_a_page_was() -> None:
    """The public address that a browser noted when it saved a page becomes the source; one of an office does not."""
    note = "<!-- saved from url=(0030){}art/1.html -->\n"
    public, inner = ("https://www.jiayi.example/", "http://10.1.2.3/")
    pages = [imported((note.format(address) + PAGE.format(more="")).encode(), "a.html") for address in (public, inner)]
    sources = [report_of(page.text.replace("published: ~", "published: 2023-01-01").encode()).source for page in pages]
    assert sources == [f"{public}art/1.html", ""]


def test_a_page_in_one_file() -> None:
    """Of a page saved as one file the pages in its frames, the pictures and the address are read, whatever encodings they have."""
    message = EmailMessage()
    inner = PAGE.format(more="<p><img src='https://www.jiayi.example/p/1.png' alt='流程'><img src='cid:2@x'></p>")
    message.set_content("<html><body><iframe id='a' src=\"cid:frame@x\"></iframe></body></html>", "html", cte="8bit")
    message["Content-Location"] = "https://www.jiayi.example/art/1.html"
    message.make_related()
    message.add_related(inner.encode("gb18030"), "text", "html", cid="<frame@x>")
    message.add_related(PICTURE, "image", "png", cid="<1@x>")
    (picture,) = (part for part in message.iter_parts() if part.get_content_type() == "image/png")
    picture["Content-Location"] = "https://www.jiayi.example/p/1.png"
    report = imported(b"From: <Saved by Blink>\nMIME-Version: 1.0\n" + message.as_bytes(), "a.mhtml")
    assert links(report) == ["![流程](2022-1.png)"]
    assert 'source: "https://www.jiayi.example/art/1.html"\n' in report.text


def test_a_word_document() -> None:
    """A picture of a Word document stands below its paragraph in the words that describe it; one in a cell is only counted."""
    from docx import Document

    document = Document()
    document.add_heading("甲乙镇2022年政府信息公开工作年度报告", 0)
    document.add_paragraph("一、总体情况")
    document.add_paragraph("见下图。").add_run().add_picture(BytesIO(PICTURE))
    document.inline_shapes[0]._inline.docPr.set("descr", "依申请公开流程图")
    table = document.add_table(1, 4)
    for cell, text in zip(table.rows[0].cells, ("规章", "0", "3", "8"), strict=True):
        cell.text = text
    table.rows[0].cells[0].paragraphs[0].add_run().add_picture(BytesIO(PICTURE))
    out = BytesIO()
    document.save(out)
    parsed = import_report(out.getvalue(), "a.docx", "content/{year}.md", FORMS)
    assert parsed.value and "\n\n见下图。\n\n![依申请公开流程图](2022-1.png)\n" in parsed.value.text
    assert "文件中的 1 张图片没有导入" in [finding.message for finding in parsed.findings]


@pytest.mark.parametrize(
    ("words", "shown"),
    [("流程图", "流程图"), ("", "图"), (r"C:\\图\\1.png", "图"), ("IMG_1.jpeg", "图"), ("a[b](c)!", "a b c")],
)
def test_words_of_a_picture(words: str, shown: str) -> None:
    """A picture has the words that describe it, not the name of its file, and none that end its link."""
    assert FileCollector().picture(PICTURE, words) == f"![{shown}](attached:0)"


def test_names() -> None:
    """Files of the same name are told apart, the same file is kept once, and what no browser shows is no picture."""
    collector = FileCollector()
    said = [
        collector.attachment(data, name)
        for data, name in ((b"1", "a/表.xls"), (b"2", "b/表.XLS"), (b"1", "表.xls"), (b"3", "x.js"))
    ]
    said += [collector.picture(PICTURE, ""), collector.picture(b"EMF", "")]
    assert said == ["attached:0", "attached:1", "attached:0", "", "![图](attached:2)", ""]
    text = TextBlock("".join(f"[x](attached:{number})" for number in range(3)))
    named = with_names(SourceDocument((text,), files=tuple(collector.files)), 2022)
    assert named.blocks == (TextBlock("[x](2022-表.xls)[x](2022-表-2.xls)[x](2022-1.png)"),)
    assert [file.name for file in named.files] == ["2022-表.xls", "2022-表-2.xls", "2022-1.png"]
