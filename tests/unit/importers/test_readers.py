"""Import: what a saved page, a Word document or a workbook hides between its figures never becomes part of one."""

import re
from collections.abc import Callable
from io import BytesIO
from random import Random
from typing import Any

import pytest

from disclosure.importers import Imported, import_report
from disclosure.importers.readers.read_pdf import pdf_words
from disclosure.model.finding import Parsed
from tests.support.effort import tried
from tests.support.forms import BY_KEY, FORMS
from tests.support.import_documents import Made, Sheet, make_document, plain_document, to_pdf
from tests.support.import_outcomes import outcome_of, unnamed

Rewrite = Callable[[str], str]


def decoded(data: bytes) -> str:
    """The text of a made page."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030")


def in_figures(around: str) -> Rewrite:
    """A change of every figure's cell: `{}` stands for the figure."""
    return lambda page: re.sub(r"<p>(\d+)</p>", lambda match: f"<p>{around.format(match[1])}</p>", page)


def spread(page: str) -> str:
    """Each character of a figure in a span of its own, as Word saves pages."""
    span = "<span lang=EN-US style='mso-bidi-font-family:宋体'>{}</span>"
    return re.sub(r"<p>(\d+)</p>", lambda match: f"<p>{''.join(map(span.format, match[1]))}<o:p></o:p></p>", page)


def laid_out(page: str) -> str:
    """The report within a table that lays out the page, a menu in another cell."""
    begun = page.replace("<div class='main'>", "<table><tr><td><table><tr><td>栏目一<tr><td>栏目二</table><td>")
    return begun.replace("</div><div class='foot'>", "</td></tr></table><div class='foot'>")


def cut_in_two(page: str) -> str:
    """The table of requests on two pages, its head repeated on the second."""
    start, end = [match.span() for match in re.finditer("<table.*?</table>", page)][1]
    rows = re.findall("<tr>.*?</tr>", page[start:end])
    halves = (*("<table>", *rows[:9], "</table><p>- 3 -</p>"), *("<table>", *rows[:3], *rows[9:], "</table>"))
    return page[:start] + "".join(halves) + page[end:]


def foot_first(page: str) -> str:
    """The table of requests with its last row written as its foot, before the others."""
    start, end = [match.span() for match in re.finditer("<table.*?</table>", page)][1]
    *rows, last = re.findall("<tr>.*?</tr>", page[start:end])
    return f"{page[:start]}<table><tfoot>{last}</tfoot>{''.join(rows)}</table>{page[end:]}"


WHOLE: dict[str, Rewrite] = {
    "spans": spread,
    "hidden": in_figures("<span style='display: none'>99</span><script>9</script>{}"),
    "deleted": in_figures("<del>8</del>{}"),
    "a-table-in-a-cell": in_figures("<table><tr><td>{}</td></tr></table>"),
    "a-mark-behind": in_figures("{}①"),
    "a-raised-digit-behind": in_figures("{}²"),
    "a-raised-element-behind": in_figures("{}<sup>1</sup>"),
    "layout-tables": laid_out,
    "no-end-tags": lambda page: re.sub("</(td|tr|p)>", "", page),
    "cut-in-two": cut_in_two,
    "thousands": lambda page: re.sub(r"<p>(\d)(\d{3})</p>", r"<p>\1,\2</p>", page),
    "thousands-by-a-fixed-blank": lambda page: re.sub(r"<p>(\d)(\d{3})</p>", r"<p>\1&nbsp;\2</p>", page),
    "rows-are-counted": lambda page: re.sub(r"<tr>(?=<td [^>]*><p>[^\d<])", "<tr><td>7</td>", page),
    "the-foot-first": foot_first,
    "a-false-label": lambda page: page.replace("charset='gb2312'", "charset='big5'"),
}
"""Pages that say just what they said."""
BROKEN: dict[str, Rewrite] = {
    "struck-out": in_figures("<s>8</s>{}"),
    "a-letter": lambda page: page.replace("<p>0</p>", "<p>O</p>", 9),
    "rings": lambda page: page.replace("<p>0</p>", "<p>○</p>"),
    "a-remark-for-a-figure": lambda page: page.replace("<p>0</p>", "<p>见附件</p>", 9),
    "a-style-sheet-elsewhere": lambda page: in_figures("<i class=x>9</i>{}")(page).replace(
        "<body>", "<style>@import 'a'</style>"
    ),
    "one-cell-for-seven": lambda page: re.sub(r"(<td colspan=1 rowspan=1><p>0</p></td>){7}", "<td colspan=7><p>0</p></td>", page),
    "a-cell-too-few": lambda page: re.sub(r"<td colspan=1 rowspan=1><p>\d+</p></td>", "", page, count=1),
    "a-cell-too-many": lambda page: re.sub(r"(<td colspan=1 rowspan=1><p>\d+</p></td>)", r"\1\1", page, count=1),
    "a-column-of-numbers": lambda page: page.replace("<tr>", "<tr><td>3</td>"),
    "blanks-in-figures": lambda page: re.sub(r"<p>(\d)(\d+)</p>", r"<p>\1 \2</p>", page),
}
"""Pages of which a person would have to ask what they mean."""


def page(seed: int, rewrite: Rewrite) -> Made:
    """A made page, rewritten."""
    made = make_document(Random(seed), [form for form in FORMS if form.key == "2021"], "html", hiding=False)
    return made._replace(data=rewrite(decoded(made.data)).encode())


def run(made: Made) -> Parsed[Imported]:
    """Import a made document."""
    return import_report(made.data, made.name, "content/{year}.md", FORMS)


@pytest.mark.parametrize("seed", range(tried(2, 20)))
@pytest.mark.parametrize("name", WHOLE)
def test_nothing_joins_a_figure(name: str, seed: int) -> None:
    """What can't be seen, refers to a footnote or only arranges the page changes no figure."""
    plain, made = page(seed, str), page(seed, WHOLE[name])
    assert outcome_of(made, run(made)) == outcome_of(plain, run(plain))


@pytest.mark.parametrize("seed", range(tried(2, 20)))
@pytest.mark.parametrize("name", BROKEN)
def test_what_is_unclear_is_said(name: str, seed: int) -> None:
    """A figure that can't be told comes out blank or with a finding that names it."""
    made = page(seed, BROKEN[name])
    assert unnamed(made, run(made)) == {}


def word(build: Callable[[Any], None]) -> str:
    """The content file that a Word document makes, which `build` fills in."""
    import docx

    document = docx.Document()
    document.add_paragraph("某某镇2022年政府信息公开工作年度报告")
    build(document)
    out = BytesIO()
    document.save(out)
    parsed = import_report(out.getvalue(), "a.docx", "content/{year}.md", FORMS)
    assert parsed.value is not None
    return parsed.value.text


def element(xml: str) -> Any:
    """A piece of WordprocessingML."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    tag, _, rest = xml.partition(">")
    empty = tag.endswith("/")
    return parse_xml(f"{tag.rstrip('/')} {nsdecls('w')}{'/' if empty else ''}>{rest}")


def row_of(document: Any, *texts: str) -> Any:
    """A table of one row, and the paragraphs of its cells."""
    cells = document.add_table(1, len(texts)).rows[0].cells
    for cell, text in zip(cells, texts, strict=True):
        cell.text = text
    return [cell.paragraphs[0] for cell in cells]


def test_marks_in_word_cells() -> None:
    """A raised digit refers to a footnote, a tracked change counts as made, and a struck-out figure is asked about."""

    def build(document: Any) -> None:
        _, raised, struck, changed = row_of(document, "规章", "12", "3", "")
        raised.add_run("1").font.superscript = True
        struck.runs[0].font.strike = True
        struck.add_run("5")
        changed._p.append(element("<w:del><w:r><w:delText>45</w:delText></w:r></w:del>"))
        changed._p.append(element("<w:ins><w:r><w:t>46</w:t></w:r></w:ins>"))
        document.add_paragraph("注1：其中修订2件")

    assert '["12（其中修订2件）", ~, 46]' in word(build)


def test_numbers_that_word_counts() -> None:
    """Headings and items keep the numbers that Word shows and does not write; bullets are bullets."""

    def build(document: Any) -> None:
        numbering = document.part.numbering_part.element
        levels = (("chineseCountingThousand", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."), ("bullet", "•"))
        shapes = "".join(
            f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/></w:lvl>'
            for depth, (kind, text) in enumerate(levels)
        )
        numbering.insert(0, element(f'<w:abstractNum w:abstractNumId="90">{shapes}</w:abstractNum>'))
        numbering.append(element('<w:num w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
        for text, depth in (
            ("总体情况", 0),
            ("主动公开情况", 1),
            ("依申请公开情况", 1),
            ("第一件事", 2),
            ("第二件事", 2),
            ("要点", 3),
        ):
            paragraph = document.add_paragraph(text)
            paragraph._p.get_or_add_pPr().append(element(f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="90"/></w:numPr>'))

    expected = "## 一、总体情况\n\n### （一）主动公开情况\n\n### （二）依申请公开情况\n\n1.第一件事\n\n2.第二件事\n\n- 要点\n"
    assert expected in word(build)


def test_text_boxes() -> None:
    """A text box is read once, after the paragraph or within the cell that holds it."""

    def build(document: Any) -> None:
        document.add_paragraph("一、总体情况")
        box = "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"
        document.add_paragraph("一句话。")._p.append(element(box.format("框里的话。")))
        row_of(document, "规章", "1", "2", "")[3]._p.append(element(box.format("3")))

    text = word(build)
    assert ("一句话。\n\n框里的话。\n" in text, text.count("框里的话"), "[1, 2, 3]" in text) == (True, 1, True)


def test_workbook_with_formulas_and_hidden_sheets() -> None:
    """A formula whose result was never saved is asked about, and a hidden sheet is named."""
    from openpyxl import Workbook

    book = Workbook()
    assert book.active is not None
    book.active.append(["规章", 1, 2, "=B1+C1"])
    book.create_sheet("旧数").sheet_state = "hidden"
    out = BytesIO()
    book.save(out)
    parsed = import_report(out.getvalue(), "2022.xlsx", "content/{year}.md", FORMS)
    assert parsed.value is not None
    said = {finding.message for finding in parsed.findings}
    assert "[1, 2, ~]" in parsed.value.text
    assert "隐藏的工作表“旧数”没有导入" in said
    assert "“规章”的“现行有效件数”：“=B1+C1”是公式，文件里没有保存它的结果，留作空白" in said


def test_tables_that_are_pictures() -> None:
    """Where no table is found and there are pictures, they are said to be the likely place."""
    page = "<h1>某镇2022年政府信息公开工作年度报告</h1><p>一、总体情况</p><p>正文。</p><img src=1.png><img src=2.png>"
    parsed = import_report(page.encode(), "a.html", "content/{year}.md", FORMS)
    assert [(f.message, f.hint) for f in parsed.findings if f.code in ("import.no-tables", "import.left-out")] == [
        ("没有找到格式规定的表格，全部留作空白", "表格可能是图片：照图填写，或先做文字识别（OCR）"),
        (
            "网页上的 2 个图片、附件没有一起存下来：1.png、2.png",
            "图片没有写进正文，附件只有原来的链接。在浏览器里把网页另存为“网页，全部”或 .mhtml 重新导入；"
            "或逐个另存到报告文件旁边，在正文中链接",
        ),
    ]


UNSEEN: dict[str, Rewrite] = {
    "invisible": in_figures("<span style='visibility:hidden'>9</span>{}"),
    "no-size": in_figures("<font style='font-size:0'>9</font>{}"),
    "a-class-that-hides": lambda page: in_figures("<b class=x>9</b>{}")(page).replace(
        "<head>", "<head><style>.x{display:none}</style>"
    ),
    "a-known-class": in_figures("<i class='sr-only'>9</i>{}"),
    "hidden-by-word": in_figures("<span style='mso-hide:all'>9</span>{}"),
    "white": in_figures("<span style='color:#FFFFFF'>9</span>{}"),
    "lowered": in_figures("{}<sub>2</sub>"),
    "shifted-up": in_figures("{}<span style='vertical-align:super'>2</span>"),
    "a-hidden-row": lambda page: page.replace("<tr>", "<tr style='display:none'><td>规章<td>7<td>7<td>7</tr><tr>"),
    "fields": in_figures("<input type=hidden value=9><input value='{}'>"),
    "lists": in_figures("<select><option>9<option selected>{}<option>8</select>"),
    "areas": in_figures("<textarea>{}</textarea>"),
    "faded": in_figures("<span style='opacity:.01'>9</span>{}"),
    "cut-off": in_figures("<span style='clip-path:inset(50%)'>9</span>{}"),
    "of-its-ground": in_figures("<font color=white>9</font>{}"),
    "the-last-rule": lambda page: in_figures("<u class=x><b>9</b></u>{}")(page).replace(
        "<head>", "<head><style>.x b{color:red;display:none !important} .x:hover b{display:inline}</style>"
    ),
    "a-note": in_figures("{}<a href='#n1'>1</a>"),
    "the-first-of-a-list": in_figures("<select><option>{}<option>8</select>"),
}
"""Pages that show what they showed, in other ways."""


@pytest.mark.parametrize("name", UNSEEN)
def test_what_is_seen_is_read(name: str) -> None:
    """What a page hides is no part of a figure; what somebody filled in or chose is one."""
    plain, made = page(0, str), page(0, UNSEEN[name])
    assert outcome_of(made, run(made)) == outcome_of(plain, run(plain))


@pytest.mark.parametrize("hidden", ["class='tab-pane' style='display:none'", "style='display:none'"], ids=["panel", "sections"])
def test_folded_parts(hidden: str) -> None:
    """Sections in a part that is folded are imported, and said; other unseen text is named and left out."""
    text = "<h1>某镇2022年政府信息公开工作年度报告</h1><p>一、总体情况</p><p>甲事。</p><p style='display:none'>草稿。</p>"
    folded = f"<div {hidden}><p>五、存在的主要问题及改进情况</p><p>乙事还做得不够，要在下一年里继续改进提高。</p></div>"
    parsed = import_report(f"<body>{text}{folded}</body>".encode(), "a.html", "content/{year}.md", FORMS)
    assert parsed.value is not None
    said = [finding.message for finding in parsed.findings if finding.code == "import.unseen"]
    assert ("乙事还做得不够" in parsed.value.text, "草稿" in parsed.value.text) == (True, False)
    assert ("折叠" in said[0] or "折叠" in said[1]) and any("“草稿。”" in message for message in said)


def test_what_word_shows() -> None:
    """Hidden runs, rows and deletions are named and left out; notes at the end, signs, equations and choices are read."""

    def build(document: Any) -> None:
        _, first, second, third = row_of(document, "规章", "", "", "")
        hidden = ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>8</w:t></w:r>", "<w:r><w:rPr><w:specVanish/></w:rPr><w:t>9</w:t></w:r>")
        for xml in (*hidden, "<w:r><w:t>5</w:t></w:r>"):
            first._p.append(element(xml))
        second._p.append(element('<w:r><w:sym w:font="Symbol" w:char="F037"/></w:r>'))
        chosen = '<w:ffData><w:ddList><w:result w:val="1"/><w:listEntry w:val="4"/><w:listEntry w:val="6"/></w:ddList></w:ffData>'
        third._p.append(element(f'<w:r><w:fldChar w:fldCharType="begin">{chosen}</w:fldChar></w:r>'))
        table = document.tables[0]
        row = table.add_row()
        for cell, text in zip(row.cells, ("规章", "1", "1", "1"), strict=True):
            cell.text = text
        row._tr.get_or_add_trPr().append(element("<w:hidden/>"))

    text = word(build)
    assert "[5, 7, 6]" in text and "[1, 1, 1]" not in text


def sheet(fill: Callable[[Any], None], year: int = 2022) -> Parsed[Imported]:
    """The import of a workbook of one sheet, which `fill` fills in."""
    from openpyxl import Workbook

    book = Workbook()
    fill(book.active)
    out = BytesIO()
    book.save(out)
    return import_report(out.getvalue(), f"{year}.xlsx", "content/{year}.md", FORMS)


def test_hidden_rows_and_columns_of_a_workbook() -> None:
    """A row or column that is hidden, and a cell that shows nothing, are named and never read for those that are seen."""

    def fill(page: Any) -> None:
        page.append(["信息内容", "本年制发件数", "草稿", "本年废止件数", "现行有效件数"])
        page.append(["规章", 7, 7, 7, 7])
        page.append(["规章", 1, 8, 2, 3])
        page.append(["行政规范性文件", 4, 8, 5, 6])
        page.row_dimensions[2].hidden = True
        page.column_dimensions["C"].hidden = True
        page["E4"].number_format = ";;;"

    parsed = sheet(fill)
    assert parsed.value is not None
    assert "[1, 2, 3]" in parsed.value.text and "[4, 5, ~]" in parsed.value.text
    said = next(finding.message for finding in parsed.findings if finding.code == "import.unseen")
    assert said.startswith("工作表“Sheet”中隐藏的 9 格没有导入：“草稿 规章 7 7 7 7 8 8")


@pytest.mark.parametrize(
    ("value", "pattern", "written"),
    [
        pytest.param(5000, '#,##0"元"', "0.5", id="yuan"),
        pytest.param(5000, '0!.0000"万元"', "0.5", id="a-point-drawn-in"),
        pytest.param(5000, '0,"千元"', "0.5", id="thousands"),
        pytest.param(0.1 + 0.2, "0.0", "0.3", id="noise-of-the-last-digit"),
        pytest.param(7730.285, "#,##0.00", "7730.29", id="rounded"),
    ],
)
def test_number_formats(value: float, pattern: str, written: str) -> None:
    """The unit that a number format shows counts, and so does the scale; digits that it does not show are no part of a figure."""

    def fill(page: Any) -> None:
        page.append(["信息内容", "本年收费金额"])
        page.append(["行政事业性收费", value])
        page["B2"].number_format = pattern

    parsed = sheet(fill)
    assert parsed.value is not None
    assert re.findall(r"administrative_fees: +\[(.*?)\]", parsed.value.text) == [written]


def test_drawings_of_a_workbook() -> None:
    """Charts and pictures are no part of a table: what they say is told, and how many they are."""
    from openpyxl.chart import BarChart
    from openpyxl.drawing.image import Image
    from PIL.Image import new

    def fill(page: Any) -> None:
        page.append(["规章", 1, 2, 3])
        chart, picture = BarChart(), BytesIO()
        chart.title = "各渠道公开 8642 条"
        page.add_chart(chart)
        new("L", (9, 9)).save(picture, "png")
        page.add_image(Image(picture))

    said = [finding.message for finding in sheet(fill).findings]
    assert "图表或图形里的文字没有导入：“各渠道公开 8642 条”" in said and "文件中的 1 张图片没有导入" in said


def archive(page: str) -> bytes:
    """A page saved with its pictures in one file."""
    from email.message import EmailMessage

    message = EmailMessage()
    message["Subject"] = "page"
    message.make_related()
    message.add_related(page.encode(), "text", "html", cte="base64")
    return bytes(message)


@pytest.mark.parametrize(
    ("name", "wrap"),
    [
        pytest.param("a.doc", lambda page: b"<!-- saved from url -->\r\n<!-- twice -->" + page.encode(), id="comments-before"),
        pytest.param("a.xls", lambda page: b"<?xml version='1.0'?>" + page.encode(), id="declaration-before"),
        pytest.param("a.mht", archive, id="archive"),
        pytest.param("a.md", lambda page: page.encode(), id="tables-in-markdown"),
    ],
)
def test_pages_under_other_names(name: str, wrap: Callable[[str], bytes]) -> None:
    """A page is known by how it begins, whatever its name says; a Markdown text may hold its tables."""
    made = page(0, str)
    text = decoded(made.data)
    kept = (
        text
        if name != "a.md"
        else "\n\n".join(re.sub(r"<(?!/?t)[^>]*>", "", one) for one in re.split(r"(?=<table)|(?<=</table>)", text))
    )
    plain = outcome_of(made, run(made))
    assert outcome_of(made, run(made._replace(name=name, data=wrap(kept)))) == plain


def test_ordinary_characters() -> None:
    """Radicals that stand for characters are read as the characters, in text, labels and dates."""
    text = "某镇2022年政府信息公开⼯作年度报告\n发布⽇期：2023-01-18\n⼀、总体情况\n⼈⺠⻓⾏。\n⾏政许可 | 3 |\n⾏政处罚 | 1 |\n"
    parsed = import_report(text.encode(), "a.txt", "content/{year}.md", FORMS)
    assert parsed.value is not None
    assert "人民长行。" in parsed.value.text and "published: 2023-01-18" in parsed.value.text and "[3]" in parsed.value.text


def test_locked_files() -> None:
    """A file with a password is said to have one."""
    data = b"\xd0\xcf\x11\xe0" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    parsed = import_report(data, "a.docx", "content/{year}.md", FORMS)
    assert [finding.message for finding in parsed.findings] == ["文件有密码"]


def test_what_a_pdf_shows() -> None:
    """Characters drawn twice count once; invisible ones, white ones and those that lie across a page are named."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    out = BytesIO()
    canvas = Canvas(out)
    canvas.setFont("STSong-Light", 12)
    for x, y, text in (
        (50, 800, "某镇2022年政府信息公开工作年度报告"),
        (55, 705, "规章"),
        (155, 705, "11"),
        (255, 705, "2"),
        (355, 705, "33"),
    ):
        canvas.drawString(x, y, text)
        canvas.drawString(x + 0.3, y, text)
    canvas.grid([50, 150, 250, 350, 450], [700, 720, 740])
    for x, text in ((55, "信息内容"), (155, "本年制发件数"), (255, "本年废止件数"), (355, "现行有效件数")):
        canvas.drawString(x, 725, text)
    canvas.drawString(270, 705, "7", mode=3)
    canvas.textAnnotation("note 86", Rect=[400, 800, 420, 820])
    canvas.setFillColorRGB(1, 1, 1)
    canvas.drawString(180, 705, "9")
    canvas.setFillColorRGB(0.8, 0.8, 0.8)
    canvas.rotate(30)
    canvas.drawString(500, 500, "样稿")
    canvas.save()
    parsed = import_report(out.getvalue(), "2022.pdf", "content/{year}.md", FORMS)
    assert parsed.value is not None
    assert "[11, 2, 33]" in parsed.value.text
    said = {finding.message for finding in parsed.findings}
    assert "看不见的文字或水印没有导入：“79样稿”" in said and "批注没有导入：“note 86”" in said


def test_signs_that_are_set_close() -> None:
    """A comma whose room the next character shares is no second drawing of it; the page has rules, so it is read by characters."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    out = BytesIO()
    canvas = Canvas(out)
    canvas.setFont("STSong-Light", 12)
    canvas.drawString(50, 800, "某镇2022年政府信息公开工作年度报告")
    canvas.drawString(50, 760, "一、总体情况")
    canvas.drawString(50, 740, "2022年，")
    canvas.drawString(91, 740, "我镇代表县里受理政府信息公开申请。")
    canvas.grid([50, 150, 250], [700, 720])
    canvas.save()
    parsed = import_report(out.getvalue(), "2022.pdf", "content/{year}.md", FORMS)
    assert parsed.value is not None
    assert "2022年，我镇代表县里受理政府信息公开申请。" in parsed.value.text
    assert not [finding.message for finding in parsed.findings if finding.code == "import.lost"]


def test_traditional_characters() -> None:
    """A text in Big5 is known as such, and its labels for those of the form."""
    text = "某鎮2022年政府信息公開工作年度報告\n規章 | 0 | 3 | 8 |\n行政許可 | 5 |\n行政強制 | 2 |\n"
    parsed = import_report(text.encode("big5"), "2022.txt", "content/{year}.md", FORMS)
    assert parsed.value is not None
    assert "[0, 3, 8]" in parsed.value.text and "[5]" in parsed.value.text and "[2]" in parsed.value.text


def test_fields_of_a_pdf() -> None:
    """What was filled in the fields of a PDF is read where it stands."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    out = BytesIO()
    canvas = Canvas(out)
    canvas.setFont("STSong-Light", 12)
    canvas.drawString(50, 800, "某镇2022年政府信息公开工作年度报告")
    canvas.grid([50, 150, 250, 350, 450], [700, 720, 740])
    for x, text in ((55, "信息内容"), (155, "本年制发件数"), (255, "本年废止件数"), (355, "现行有效件数")):
        canvas.drawString(x, 725, text)
    canvas.drawString(55, 705, "规章")
    for x, value in ((155, "12"), (255, "3"), (355, "45")):
        canvas.acroForm.textfield(name=f"f{x}", value=value, x=x, y=702, width=60, height=15, borderWidth=0)
    canvas.save()
    parsed = import_report(out.getvalue(), "2022.pdf", "content/{year}.md", FORMS)
    assert parsed.value is not None
    assert "[12, 3, 45]" in parsed.value.text


def test_words_of_a_pdf() -> None:
    """What stands on any page is found without reading tables and layout."""
    prose = "我镇主动公开政府信息，规范办理申请，加强平台建设和监督保障。" * 8
    parts: list[str | Sheet] = ["样例镇2022年名单", *[prose] * 40, "联系人手机13900001234"]
    words, read, pages = pdf_words(to_pdf(parts, Random(0)))
    assert read == pages > 1 and "样例镇2022年名单" in words and "13900001234" in words


@pytest.mark.parametrize("data", [b"", b"%PDF-1.4 broken", b"PK\x03\x04"])
def test_words_of_what_cannot_be_read(data: bytes) -> None:
    """A broken file has no words, and is no fault of the program."""
    assert pdf_words(data) == ("", 0, 0)


def drawn(draw: Callable[[Any], None]) -> Parsed[Imported]:
    """The import of a PDF of one table, whose figures `draw` draws at (155, 705), (255, 705) and (355, 705)."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    out = BytesIO()
    canvas = Canvas(out)
    canvas.setFont("STSong-Light", 12)
    canvas.drawString(50, 800, "某镇2022年政府信息公开工作年度报告")
    canvas.grid([50, 150, 250, 350, 450], [700, 720, 740])
    for x, text in ((55, "信息内容"), (155, "本年制发件数"), (255, "本年废止件数"), (355, "现行有效件数")):
        canvas.drawString(x, 725, text)
    canvas.drawString(55, 705, "规章")
    draw(canvas)
    canvas.save()
    return import_report(out.getvalue(), "2022.pdf", "content/{year}.md", FORMS)


def test_what_lies_on_a_page_of_a_pdf() -> None:
    """A raised digit is a mark, a shadow is no second figure, and what stands where another stood is asked about."""

    def draw(canvas: Any) -> None:
        canvas.drawString(155, 705, "12")
        canvas.setFont("STSong-Light", 6)
        canvas.drawString(167, 709, "1")
        canvas.setFont("STSong-Light", 12)
        canvas.setFillGray(0.7)
        canvas.drawString(256, 704, "34")
        canvas.setFillGray(0)
        canvas.drawString(255, 705, "34")
        canvas.drawString(355, 705, "9")
        canvas.setFillGray(1)
        canvas.rect(354, 703, 14, 14, fill=1, stroke=0)
        canvas.setFillGray(0)
        canvas.drawString(355, 705, "5")

    parsed = drawn(draw)
    assert parsed.value is not None
    assert "[12, 34, ~]" in parsed.value.text
    assert any("“9?5”" in finding.message for finding in parsed.findings)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "big5"])
def test_texts_without_a_label(encoding: str) -> None:
    """The encoding of a text is the one in which it says something."""
    text = "某鎮2022年政府信息公開工作年度報告\n規章 | 0 | 3 | 8 |\n行政許可 | 5 |\n行政強制 | 2 |\n"
    parsed = import_report(text.encode(encoding), "2022.txt", "content/{year}.md", FORMS)
    assert parsed.value is not None
    assert "[0, 3, 8]" in parsed.value.text


def test_sheets_of_two_years() -> None:
    """The sheet of another year is left aside, and said."""
    from openpyxl import Workbook

    book = Workbook()
    assert book.active is not None
    for page, year in ((book.active, 2021), (book.create_sheet(), 2022)):
        page.title = f"{year}年"
        page.append(["规章", year % 100, 0, year % 100])
    out = BytesIO()
    book.save(out)
    parsed = import_report(out.getvalue(), "年报.xlsx", "content/{year}.md", FORMS)
    assert parsed.value is not None
    assert (parsed.value.year, "[22, 0, 22]" in parsed.value.text) == (2022, True)
    assert any("“2021年”不是 2022 年的表，没有导入，共 3 个数：21 0 21" in finding.message for finding in parsed.findings)


@pytest.mark.parametrize("around", ["<pre>{}</pre>", "<pre><code>{}</code></pre>", "<p style='white-space: pre-wrap'>{}</p>"])
def test_a_text_on_a_page_with_its_lines(around: str) -> None:
    """A text that a page shows line by line is read line by line."""
    made = plain_document(BY_KEY["2021"], "tabs")
    page = f"<html><body>{around.format(made.data.decode('gb18030'))}</body></html>"
    assert outcome_of(made, run(made._replace(name="年报.html", data=page.encode()))) == {}
