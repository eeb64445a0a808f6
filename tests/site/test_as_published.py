"""A report shown as it was issued: its printed faults stand beneath the table and in the data."""

import json
import re
import shutil
from pathlib import Path

import pytest

from disclosure.html.outline import outline
from tests.support.portal import ROOT, Change, run_build, spoil, write_base

SOURCE = "https://www.sample.example/2021/0120.html"
FAULT = "“行政复议”的“总计”现为 2，应为 1：各项之和等于总计（0 + 1 + 0 + 0 ≠ 2）"
SAYS = "原文如此，与档案原件一致。"
PRINTED = f"照原文登载：{FAULT}。{SAYS}"


def issued(folder: Path, source: str) -> None:
    """Build a portal whose report of 2020 was issued with a wrong total and with a sum that its text denies."""
    head = f"published: 2021-01-20\nsource: {source}\nas_published:\n  total.unequal: {SAYS}\n  text.figure: 原文多写了2件。"
    changes = (
        Change("2020.md", "published: 2021-01-20", head),
        Change("2020.md", "[0, 1, 0, 0, 1]", "[0, 1, 0, 0, 2]"),
        Change("2020.md", "办理依申请公开8件", "新收公开申请9件"),
        Change("portal.yml", "downloads: [json]", "downloads: [json, csv, xlsx]"),
    )
    spoil(write_base(folder), changes)


def test_faults_are_printed_with_the_report(tmp_path: Path) -> None:
    """The finding and the author's words stand below the table, in all data, and the page leads to where it was issued."""
    issued(tmp_path, SOURCE)
    assert run_build(tmp_path).findings == ()
    site = tmp_path / "site"
    page = (site / "2020.html").read_text(encoding="utf-8")
    section = page[page.index('id="disputes"') :]
    assert f'<p class="explanation"><strong>说明</strong>　{PRINTED}</p>' in section
    assert "原文多写了2件。" in page[page.index('id="remarks"') :]
    assert f'<dt>原文</dt><dd><a href="{SOURCE}">{SOURCE}</a></dd>' in page
    data = json.loads((site / "2020.json").read_text(encoding="utf-8"))
    fault = {"code": "total.unequal", "target": "disputes.reconsideration.total", "finding": FAULT, "sentence": SAYS}
    assert data["source"] == SOURCE
    assert fault in data["as_published"]
    line = next(one for one in json.loads((site / "reports.json").read_text(encoding="utf-8"))["reports"] if one["year"] == 2020)
    assert (line["source"], line["as_published"]) == (SOURCE, data["as_published"])
    assert f",2,数值,照原文登载：{FAULT}," in (site / "2020.csv").read_text(encoding="utf-8-sig")


@pytest.mark.parametrize("plain", ["", "1"])
def test_plain_and_fast_agree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, plain: str) -> None:
    """The accelerators print what the plain way prints."""
    monkeypatch.setenv("DISCLOSURE_PLAIN", plain)
    issued(tmp_path, SOURCE)
    run_build(tmp_path)
    assert PRINTED in (tmp_path / "site" / "2020.html").read_text(encoding="utf-8")


def test_the_document_is_published_with_the_report(tmp_path: Path) -> None:
    """A document in the content folder is linked by its name, and published."""
    issued(tmp_path, "原件/2020年报.txt")
    (tmp_path / "content" / "原件").mkdir()
    (tmp_path / "content" / "原件" / "2020年报.txt").write_text("样例镇2020年年报", encoding="utf-8")
    assert run_build(tmp_path).findings == ()
    page = (tmp_path / "site" / "2020.html").read_bytes()
    assert ">2020年报.txt</a>".encode() in page
    assert any(link.startswith("%E5%8E%9F%E4%BB%B6/2020") for link in outline(page).links)
    assert (tmp_path / "site" / "原件" / "2020年报.txt").is_file()


def test_sums_over_such_a_report_say_that_they_are_uncertain(tmp_path: Path) -> None:
    """The county's own report can't be checked against it, and the sheet of the year names it."""
    shutil.copytree(ROOT / "examples" / "county", tmp_path / "content")
    for path in tmp_path.rglob("20*.md"):
        if path.name not in ("2020.md", "2021.md"):
            path.unlink()
    report = tmp_path / "content" / "office" / "2020.md"
    text = report.read_text(encoding="utf-8")
    row = re.search(r"reconsideration: +\[(\d+, \d+, \d+, \d+, )(\d+)\]", text)
    assert row
    wrong = row[0].replace(f"{row[1]}{row[2]}]", f"{row[1]}{int(row[2]) + 3}]")
    head = f"year: 2020\nsource: {SOURCE}\nas_published: {{total.unequal: 原文如此。}}"
    report.write_text(text.replace(row[0], wrong).replace("year: 2020", head), encoding="utf-8")
    found = [(Path(one.path).relative_to(tmp_path).as_posix(), one.code) for one in run_build(tmp_path).findings]
    assert ("content/2020.md", "rollup.uncertain") in found
    assert not [code for _, code in found if code in ("rollup.unequal", "total.unequal")]
    sheet = (tmp_path / "site" / "overview-2020.html").read_text(encoding="utf-8")
    assert '照原文登载、数有错误的：<a href="office/2020.html">示例县人民政府办公室</a>，合计里的这些数无法核对。' in sheet
