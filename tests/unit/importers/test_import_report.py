"""Import: whatever a document looks like, each figure is right or a finding names it."""

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from random import Random
from unicodedata import normalize
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from disclosure.authoring.write_report import ReportParts, write_report
from disclosure.importers import import_report
from disclosure.outputs.report_data import DataBody, render_csv
from disclosure.outputs.report_docx import render_docx
from disclosure.outputs.report_xlsx import render_xlsx
from tests.support.effort import tried
from tests.support.forms import FORMS
from tests.support.import_documents import DAMAGES, WRITERS, make_document
from tests.support.import_outcomes import report_in, run, unnamed
from tests.support.portal import BASE, ROOT, run_build, write_base


@pytest.mark.slow
@settings(max_examples=tried(25, 2000), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 10**9), kind=st.sampled_from([kind for kind in WRITERS if kind != "pdf"]))
def test_no_figure_is_wrong_unsaid(seed: int, kind: str) -> None:
    """A figure comes out as it went in, or a finding names its cell: in every kind of file, with every damage."""
    made = make_document(Random(seed), FORMS, kind)
    assert unnamed(made, run(made)) == {}, made.damage


@settings(max_examples=tried(2, 100), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 10**9))
def test_no_figure_of_a_pdf_is_wrong_unsaid(seed: int) -> None:
    """The same of PDFs, whose tables break over pages; few, for they take their time."""
    made = make_document(Random(seed), FORMS, "pdf")
    assert unnamed(made, run(made)) == {}, made.damage


@pytest.mark.parametrize("seed", [2841, 4082])
def test_documents_that_once_were_wrong_unsaid(seed: int) -> None:
    """Of 5,000 made documents, as `bench.import_rates` makes them, these two had wrong figures that no finding named."""
    made = make_document(Random(seed), FORMS)
    assert unnamed(made, run(made)) == {}, made.damage


def test_every_damage_is_done() -> None:
    """All that is known to be wrong with published reports is done to the documents that import is tried on."""
    kinds = [kind for kind in WRITERS if kind not in ("pdf", "docx")]
    wanted, done = {*DAMAGES, *kinds}, set[str]()
    for seed in range(300):
        done |= {*make_document(Random(seed), FORMS, kinds[seed % len(kinds)]).damage}
        if done >= wanted:
            break
    assert done == wanted


REPORTS = sorted(path for path in BASE.rglob("20*.md"))


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.relative_to(BASE).as_posix())
@pytest.mark.parametrize("kind", [".html", ".xlsx", ".csv", ".docx"])
def test_round_trip(path: Path, kind: str, site: Path) -> None:
    """What is published imports to what it was made from: the tables from every download, title, date and text from the page."""
    report = report_in(path.read_text(encoding="utf-8"))
    form = next(form for form in FORMS if form.key == report.format)
    data = {
        ".html": lambda: (site / path.relative_to(BASE).with_suffix(".html")).read_bytes(),
        ".xlsx": lambda: render_xlsx("样例镇", report, form),
        ".docx": lambda: render_docx("样例镇", report, form, "2022.html"),
        ".csv": lambda: render_csv(DataBody("样例镇", ".", "乡镇", "", False), report, form, "2022.html"),
    }[kind]()
    parsed = import_report(data, f"{report.year}{kind}", "content/{year}.md", FORMS)
    assert parsed.value is not None
    again = report_in(parsed.value.text)
    assert again.tables == report.tables
    if kind in (".html", ".docx"):
        assert (again.title, again.published, again.preamble.strip()) == (report.title, report.published, report.preamble.strip())
        assert [(s.heading, s.text.strip()) for s in again.sections] == [(s.heading, s.text.strip()) for s in report.sections]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published base portal."""
    folder = tmp_path_factory.mktemp("portal")
    write_base(folder)
    assert run_build(folder).published is not None
    return folder / "site"


def cells(text: str, year: int = 2022, name: str = "报告.txt") -> tuple[dict[str, list[str]], dict[str, str]]:
    """The rows of a document's import as written, and its findings as code → message."""
    head = f"某镇{year}年政府信息公开工作年度报告\n一、总体情况\n二、主动公开政府信息情况\n"
    parsed = import_report((head + text).encode(), name, "content/{year}.md", FORMS)
    assert parsed.value is not None, parsed.findings
    rows = re.findall(r"^ +(\w+): +\[(.*?)\] ", parsed.value.text, re.MULTILINE)
    return {key: row.split(", ") for key, row in rows}, {finding.code: finding.message for finding in parsed.findings}


@pytest.mark.parametrize(
    ("line", "row", "written", "code"),
    [
        pytest.param("规章 | 1,234 | 0 | 7 |", "government_rules", ["1234", "0", "7"], "import.cell-changed", id="grouped"),
        pytest.param("规章 | ０ | １２ | - |", "government_rules", ["0", "12", "~"], "", id="full-width-and-dash"),
        pytest.param("规章 | \\ | 无 | / |", "government_rules", ["/", "~", "/"], "", id="not-applicable"),
        pytest.param("规章 | 5 | 12人 | 约8 |", "government_rules", ["5", "12", "~"], "import.cell-unread", id="about"),
        pytest.param("规章 | 05 | 1 | 2 |", "government_rules", ["~", "1", "2"], "import.cell-unread", id="leading-zero"),
        pytest.param(
            "行政事业性收费 | 362000元 |", "administrative_fees", ["36.2"], "import.cell-changed", id="converted-to-the-digit"
        ),
        pytest.param("规章 584227", "government_rules", ["~", "~", "~"], "import.ambiguous", id="glued-without-a-sum"),
        pytest.param("规章 000", "government_rules", ["0", "0", "0"], "import.split", id="glued-one-way"),
        pytest.param(
            "规章 | 0 | 0 | 0 |\n其他文件 | 9 | 9 | 9 |", "government_rules", ["0", "0", "0"], "import.left-over", id="local-row"
        ),
        pytest.param(
            "规章 | 0 | 0 | 0 |\n规章 | 1 | 0 | 1 |", "government_rules", ["~", "~", "~"], "import.duplicate", id="twice"
        ),
    ],
)
def test_cell(line: str, row: str, written: list[str], code: str) -> None:
    """A cell is written as the form wants it, or left blank with the reason."""
    rows, findings = cells(f"{line}\n行政许可 | 3 |\n")
    assert rows[row] == written
    assert not code or code in findings


OLD_HEADS = "信息内容 | 本年新制作数量 | 本年新公开数量 | 对外公开总数量 |"
ZEROS = " | 0" * 7 + " |"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param("行政许可（不含备案） | 3 |\n行政处罚 | 1 |", "import.label", id="remark-in-a-label"),
        pytest.param(f"{OLD_HEADS}\n规章 | 0 | 0 | 0 |", "import.other-form", id="heads-of-another-form"),
        pytest.param("信息内容 | 出台 | 作废 | 在用 |\n规章 | 0 | 0 | 0 |", "import.columns", id="other-heads"),
        pytest.param(
            f"一、本年新收政府信息公开申请数量{ZEROS}\n{ZEROS}\n（一）予以公开{ZEROS}", "import.by-position", id="no-label"
        ),
        pytest.param("规章 | 0 | 0 | 0 |\n行政许可 | 1 |", "import.row-missing", id="row"),
        pytest.param("规章 | 0 | 0 | 0 |\n行政许可 | 1 |", "import.table-missing", id="table"),
        pytest.param("规章 | 0 | 0 | 0 |", "import.no-date", id="date"),
        pytest.param("规章 | 0 | 0 | 0 |\n某镇人民政府\n2023年1月18日", "import.signed-date", id="signature"),
        pytest.param("规章 | 0 | 0 | 0 |", "import.section-missing", id="section"),
    ],
)
def test_what_is_said(text: str, code: str) -> None:
    """What the document lacks, or has otherwise than the form, is said."""
    assert code in cells(text)[1]


def test_untitled_report() -> None:
    """Without a title the year must be given, and the title is asked for."""
    parsed = import_report("规章 | 0 | 0 | 0 |\n行政许可 | 1 |\n".encode(), "a.txt", "{year}.md", FORMS, 2022)
    assert parsed.value is not None
    assert "import.no-title" in {finding.code for finding in parsed.findings}


@pytest.mark.parametrize(
    ("title", "counted", "name", "year", "said"),
    [
        pytest.param("2022", "2022", "a.txt", 2022, "", id="agreed"),
        pytest.param("2021", "2022", "a.txt", 2021, "标题写的是 2021 年，正文的统计期限是 2022 年，按标题处理", id="two-years"),
        pytest.param("202022", "2022", "a.txt", 2022, "", id="a-slip-in-the-title"),
        pytest.param("", "", "2022年报.txt", 2022, "标题和正文都没有写明年份，按文件名中的 2022 年处理", id="only-the-file"),
    ],
)
def test_year(title: str, counted: str, name: str, year: int, said: str) -> None:
    """The year is the title's, else the one that is counted; where they differ, or only the file's name says it, that is said."""
    text = f"某镇{title}年政府信息公开工作年度报告\n本报告的统计期限自{counted}年1月1日起至{counted}年12月31日止。\n规章 | 0 | 0 | 0 |\n"
    parsed = import_report(text.encode(), name, "content/{year}.md", FORMS)
    assert parsed.value is not None
    found = [finding.message for finding in parsed.findings if finding.code == "import.year-unsure"]
    assert (parsed.value.year, found) == (year, [said] if said else [])


def test_doubled_sign_is_asked() -> None:
    """`--253` may be -253 or 253: it is left blank, and both are named."""
    rows, findings = cells("行政处罚 | 253 | --253 | 0 |\n其他对外管理服务事项 | +22 | 0 | 889 |\n", 2020)
    assert (rows["penalties"], rows["other_services"]) == (["253", "~", "0"], ["22", "0", "889"])
    assert "-253 或 253" in findings["import.ambiguous"]


def test_sums_cut_digits() -> None:
    """Run-together digits are cut where the sums allow one reading, and the finding says so."""
    text = "三、收到和处理政府信息公开申请情况\n一、本年新收政府信息公开申请数量 612000063\n二、上年结转政府信息公开申请数量 1000001\n"
    rows, findings = cells(text)
    assert rows["received"] == ["61", "2", "0", "0", "0", "0", "63"]
    assert "import.split" in findings


def test_columns_are_told_by_their_headings() -> None:
    """Columns in another order, one missing and one added, go where their headings say."""
    head = "项目,总计,自然人,商业企业,科研机构,社会公益组织,法律服务机构,其他\n"
    rows, _ = cells(
        f"{head}一、本年新收政府信息公开申请数量,9,3,1,1,1,1,2\n二、上年结转政府信息公开申请数量,0,0,0,0,0,0,0\n", name="a.csv"
    )
    assert rows["received"] == ["3", "1", "1", "1", "1", "2", "9"]
    head = "项目,自然人,商业企业,科研机构,社会公益组织,法律服务机构,其他\n"
    lines = "一、本年新收政府信息公开申请数量,3,1,1,1,1,2\n二、上年结转政府信息公开申请数量,0,0,0,0,0,0\n"
    rows, findings = cells(head + lines, name="a.csv")
    assert rows["received"] == ["3", "1", "1", "1", "1", "2", "~"]
    assert "import.aligned" in findings


def test_form_of_another_year_is_kept_and_said() -> None:
    """A 2022 report filled in on the 2019 form is imported as it is; `check` then asks for the right form."""
    made = make_document(Random(3), [form for form in FORMS if form.key == "2019"], "html")
    data = re.sub(rb"(2019|2020)", b"2022", made.data)
    parsed = import_report(data, "a.html", "content/{year}.md", FORMS)
    assert parsed.value is not None
    assert parsed.value.year == 2022
    assert "import.other-form" in {finding.code for finding in parsed.findings}
    assert "centralized_procurement" in parsed.value.text


def test_prose_is_kept() -> None:
    """Lines that layout broke are rejoined, headings and lists stay, the page's own words go."""
    page = """<html><head><meta charset="gb2312"><title>某镇2022年政府信息公开工作年度报告-门户</title></head><body>
    <p>来源：某镇</p><p>发布日期：2023-01-18</p><h1>某镇2022年政府信息公开工作年度报告</h1><p>前言一句。</p>
    <p>一、总体情况</p><p>（一）主动公开</p><p>全年<span style="mso-x:y">公开</span>12条。</p>
    <ul><li>甲</li><li>乙</li></ul>
    <table><tr><td>部门</td><td>条数</td></tr><tr><td>办公室</td><td>7</td></tr></table>
    <p>二、主动公开政府信息情况</p><p>三、收到和处理政府信息公开申请情况</p><p>四、政府信息公开行政复议、行政诉讼情况</p>
    <p>五、存在的主要问题及改进情况</p><p>1*2 &lt;3。</p><p>六、其他需要报告的事项</p><p>无。</p><p>附件下载</p></body></html>"""
    parsed = import_report(page.encode("gb18030"), "a.html", "content/{year}.md", FORMS)
    assert parsed.value is not None
    report = report_in(parsed.value.text)
    assert (report.title, report.published.isoformat()) == ("某镇2022年政府信息公开工作年度报告", "2023-01-18")
    assert report.preamble.strip() == "前言一句。"
    texts = {section.key: section.text.strip() for section in report.sections}
    assert texts["overview"] == "### （一）主动公开\n\n全年公开12条。\n\n- 甲\n- 乙\n\n| 部门 | 条数 |\n|---|---|\n| 办公室 | 7 |"
    assert (texts["problems_and_improvements"], texts["other_matters"]) == ("1\\*2 <3。", "无。")
    assert {"import.table-kept", "import.left-out"} <= {finding.code for finding in parsed.findings}


def test_word_document_loses_no_sentence() -> None:
    """Insertions, text boxes and content controls are read, deletions are not."""
    import docx
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    document = docx.Document()
    document.add_paragraph("某镇2022年政府信息公开工作年度报告")
    document.add_heading("一、总体情况", 1)
    body = "<w:ins><w:r><w:t>新增一句。</w:t></w:r></w:ins><w:del><w:r><w:delText>删去。</w:delText></w:r></w:del>"
    document.element.body.insert(2, parse_xml(f"<w:p {nsdecls('w')}>{body}</w:p>"))
    control = "<w:sdtContent><w:p><w:r><w:t>控件里的话。</w:t></w:r></w:p></w:sdtContent>"
    document.element.body.insert(3, parse_xml(f"<w:sdt {nsdecls('w')}>{control}</w:sdt>"))
    out = BytesIO()
    document.save(out)
    parsed = import_report(out.getvalue(), "a.docx", "content/{year}.md", FORMS)
    assert parsed.value is not None
    assert "## 一、总体情况\n\n新增一句。\n\n控件里的话。\n" in parsed.value.text


def zipped(parts: dict[str, bytes]) -> bytes:
    """A package of these parts."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return out.getvalue()


def blank_pdf() -> bytes:
    """A PDF of one page without text."""
    from reportlab.pdfgen.canvas import Canvas

    out = BytesIO()
    canvas = Canvas(out)
    canvas.rect(50, 50, 100, 100)
    canvas.save()
    return out.getvalue()


ENTITY = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "bomb.docx": (lambda: zipped({"word/document.xml": b" " * 60_000_000}), "import.refused"),
    "macro.docx": (lambda: zipped({"word/document.xml": b"<a/>", "word/vbaProject.bin": b"x"}), "import.refused"),
    "entity.docx": (lambda: zipped({"word/document.xml": ENTITY}), "import.refused"),
    "entity.xlsx": (lambda: zipped({"xl/workbook.xml": ENTITY}), "import.refused"),
    "endless.html": (lambda: b"<table><tr>" + b"<td>1" * 300_000 + b"</table>", "import.refused"),
    "spans.html": (lambda: b"<table><tr>" + b"<td rowspan=65534 colspan=1000>1" * 50 + b"</table>", "import.refused"),
    "endless.csv": (lambda: b"1,2,3,4,5,6,7,8,9,0\n" * 40_000, "import.refused"),
    "macro.docm": (lambda: b"PK\x03\x04", "import.refused"),
    "broken.docx": (lambda: b"PK\x03\x04 no package", "import.unreadable"),
    "broken.pdf": (lambda: b"%PDF-1.7 nothing", "import.unreadable"),
    "binary.txt": (lambda: bytes(range(256)) * 9, "import.unreadable"),
    "empty.txt": (lambda: b"  \n", "import.unreadable"),
    "picture.png": (lambda: b"\x89PNG", "import.unreadable"),
    "scan.pdf": (blank_pdf, "import.scan"),
    "yearless.txt": (lambda: "没有年份的报告".encode(), "import.no-year"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_document_is_refused(name: str) -> None:
    """What is damaged, dangerous or no report is refused with the reason, at once."""
    make, code = HOSTILE[name]
    parsed = import_report(make(), name, "content/{year}.md", FORMS)
    assert parsed.value is None
    assert [finding.code for finding in parsed.findings] == [code]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings(encoding: str) -> None:
    """A text reads the same in every encoding it may come in."""
    text = "某镇2022年政府信息公开工作年度报告\n规章 | 0 | 3 | 8 |\n行政规范性文件 | 1 | 2 | 4 |\n"
    parsed = import_report(text.encode(encoding), "a.txt", "content/{year}.md", FORMS)
    assert parsed.value is not None
    assert "[0, 3, 8]" in parsed.value.text


def test_content_file_is_written_as_people_write_it() -> None:
    """A content file written anew from what it says is the same file, comments and columns and all."""
    text = (ROOT / "content" / "2020.md").read_text(encoding="utf-8")
    report = report_in(text)
    form = next(form for form in FORMS if form.key == report.format)
    cells_of = {
        (table.key, row, column): "~" if cell.amount is None else str(cell.amount)
        for table in report.tables
        for row, line in zip(form.tables[table.key].row_keys, table.rows, strict=True)
        for column, cell in zip(form.tables[table.key].column_keys, line, strict=True)
    }
    draft = ReportParts(
        form=form,
        year=report.year,
        title=report.title,
        published=report.published.isoformat(),
        cells=cells_of,
        sections=[(section.heading, section.text) for section in report.sections],
        preamble=report.preamble,
    )
    assert write_report(draft) == text


def test_free_report_with_its_statistics() -> None:
    """A report of 2008–2018 keeps its chapters; its statistics table is read even when it ran together, and never guessed at."""
    table = (
        "指标名称计量单位2017年度历年累计主动公开文件数条81其中：1、政府网站公开数条122210372、政府公报公开数条00行政复议数件00"
    )
    text = f"某镇2017年政府信息公开工作年度报告\n一、概述\n做好公开。\n二、主动公开政府信息情况\n公开8条。\n三、统计表\n{table}\n"
    parsed = import_report(text.encode(), "a.txt", "content/{year}.md", FORMS)
    assert parsed.value is not None
    assert re.findall(r"- \[(.*?)\]", parsed.value.text) == [
        "0, 主动公开文件数, 条, 8, 1",
        "1, 其中：1、政府网站公开数, 条, ~, ~",
        "1, 2、政府公报公开数, 条, 0, 0",
        "0, 行政复议数, 件, 0, 0",
    ]
    assert {"import.ambiguous", "import.split"} <= {finding.code for finding in parsed.findings}
    assert [section.heading for section in report_in(parsed.value.text).sections] == [
        "一、概述",
        "二、主动公开政府信息情况",
        "三、统计表",
    ]


def test_free_report_of_2019() -> None:
    """For 2019 the form was only encouraged: a report without it is imported as a free one, and says so."""
    text = "某镇2019年政府信息公开工作年度报告\n一、概述\n做好公开。\n二、统计\n"
    parsed = import_report(text.encode(), "a.txt", "content/{year}.md", FORMS)
    assert parsed.value is not None
    assert "format: legacy\n" in parsed.value.text


def test_free_report_on_one_line() -> None:
    """Where a report stands on one line, blanks end its title and the names of its chapters; no name takes a word of the text."""
    table = "某县统计表 指标名称 计量单位 2011年度 历年累计 主动公开数 条 15 208 其中：1、网站公开 条 9 其他 条 6 8"
    text = f"某县2011年政府信息公开工作年度报告 现予公布。 一、 基本情况 平稳。 二、下步打算 尽管人手少，仍将努力。 {table}"
    parsed = import_report(text.encode(), "a.txt", "content/{year}.md", FORMS)
    assert parsed.value is not None
    report = report_in(parsed.value.text)
    assert (report.title, report.preamble.strip()) == ("某县2011年政府信息公开工作年度报告", "现予公布。")
    assert [(one.heading, one.text.strip()) for one in report.sections] == [
        ("一、基本情况", "平稳。"),
        ("二、下步打算", "尽管人手少，仍将努力。某县统计表"),
    ]
    assert "1, 其中：1、网站公开, 条, 9, ~" in parsed.value.text
    assert any("只有一个数，“历年累计”，留作空白" in finding.message for finding in parsed.findings)


def test_nothing_is_lost_in_silence() -> None:
    """What ends neither in the content file nor in a finding is listed: a note in a table's head, a remark in a row of its own."""
    page = """<h1>某镇2022年政府信息公开工作年度报告</h1><p>二、主动公开政府信息情况</p><table>
    <tr><td>信息内容<td>本年制发件数<td>本年废止件数<td>现行有效件数（含历年）</tr><tr><td>规章<td>1<td>2<td>3</tr>
    <tr><td colspan=4>注：数据截至年底</tr><tr><td>行政规范性文件<td>4<td>5<td>6</tr></table>"""
    parsed = import_report(page.encode(), "a.html", "content/{year}.md", FORMS)
    said = [finding.message for finding in parsed.findings if finding.code == "import.lost"]
    assert said == ["原文有 2 处没有写入：现行有效件数（含历年）；注：数据截至年底"]


@settings(max_examples=tried(20, 200), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 10**9), kind=st.sampled_from([kind for kind in WRITERS if kind != "pdf"]))
def test_digits_in_are_digits_out(seed: int, kind: str) -> None:
    """Every figure that a document shows stands in the content file or in a finding."""
    made = make_document(Random(seed), FORMS, kind)
    parsed = run(made)
    assert parsed.value is not None
    said = normalize("NFKC", "\n".join((parsed.value.text, *(finding.message for finding in parsed.findings))))
    counts = [text for (table, _, _), text in made.truth.items() if table in ("requests", "disputes") and text[-1:].isalnum()]
    assert [text for text in counts if text not in said] == [], made.damage


def test_tables_of_other_years() -> None:
    """A table under the title of another year is no rival of the report's own: it is left out, and counted."""
    rows = "<tr><td>信息内容<td>本年制发件数<td>本年废止件数<td>现行有效件数</tr><tr><td>规章<td>{}<td>0<td>{}</tr>"
    old, new = (f"<table>{rows.format(n, n)}</table>" for n in (4, 9))
    page = f"<h1>某镇2022年政府信息公开工作年度报告</h1><p>二、主动公开政府信息情况</p><p>2021年同期数据</p>{old}<p>2022年数据</p>{new}"
    parsed = import_report(page.encode(), "a.html", "content/{year}.md", FORMS)
    assert parsed.value is not None
    assert "government_rules:            [9, 0, 9]" in parsed.value.text
    assert "“2021年同期数据”不是 2022 年的表，没有导入，共 3 个数：4 0 4" in {finding.message for finding in parsed.findings}


@pytest.mark.parametrize("name", ["Word Document", "Page8-Sheet1", "无标题文档"])
def test_no_title_of_a_program(name: str) -> None:
    """What a program called its export is no title."""
    page = f"<title>{name}</title><p>一、总体情况</p><p>平稳。</p>"
    parsed = import_report(page.encode(), "2022.html", "content/{year}.md", FORMS)
    assert parsed.value is not None
    assert (parsed.value.title, "import.no-title" in {finding.code for finding in parsed.findings}) == ("", True)


def test_characters_that_nobody_types() -> None:
    """Radicals and what nobody sees become ordinary characters, a figure with them is read, and it is said."""
    rows = "<tr><td>信息内容<td>本年制发件数<td>本年废止件数<td>现行有效件数</tr><tr><td>规章<td>1\u200b0<td>0<td>10</tr>"
    page = f"<h1>某镇2022年政府信息公开⼯作年度报告</h1><p>二、主动公开政府信息情况</p><table>{rows}</table>"
    parsed = import_report(page.encode(), "a.html", "content/{year}.md", FORMS)
    assert parsed.value is not None
    assert (parsed.value.title, "[10, 0, 10]" in parsed.value.text) == ("某镇2022年政府信息公开工作年度报告", True)
    said = [finding.message for finding in parsed.findings if finding.code == "import.characters"]
    assert said == [
        "原文有 1 处部首或兼容字符，已换成常用的字：“政府信息公开工作年度报告”等",
        "原文有 1 处看不见的字符，已去掉：“10”等",
    ]
