"""Reports as PDF: the page on paper, printed again only when it changed, and what is said where the printer is missing."""

import re
import shutil
import zlib
from importlib.util import find_spec
from pathlib import Path

import pytest

from disclosure.build import pdf_files
from disclosure.system import pdf_printer
from disclosure.system.pdf_printer import print_pdf
from tests.support.portal import Change, run_build, spoil, write_base, write_small
from tests.support.publication import publish, runtime_in
from tests.support.remembering import Remembering

PAGE = b"""<!DOCTYPE html>
<html lang="zh-CN" data-imprint="https://www.example.gov.cn/2022.html\xe3\x80\x80&quot;2023-01-20&quot;">
<head><meta charset="utf-8"><title>2022</title><link rel="stylesheet" href="../assets/site.css"></head>
<body><script>lost()</script><header class="masthead">top</header><main><h1>2022</h1>
<p><a href="2021.html#a">before</a><a href="../index.html">home</a><a href="#b">below</a><a href="mailto:a@b.example">post</a></p>
<section><div><table><tr><th scope="row">a</th><td>1</td></tr></table></div></section>
<section id="b"><h2>last</h2></section></main></body></html>
"""
SHEET = b"""
:root { --imprint: attr(data-imprint); }
@page { size: A4; @bottom-left { content: var(--imprint); } }
.masthead { display: inline-grid; }
"""
needs_printer = pytest.mark.skipif(not find_spec("weasyprint"), reason="没有 WeasyPrint：PDF 的测试没有运行")


def objects_of(pdf: bytes) -> bytes:
    """The objects of a PDF in the open."""
    packed = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL)
    return pdf + b"".join(map(unpacked, packed))


def unpacked(data: bytes) -> bytes:
    """What a stream holds, nothing where it is packed otherwise."""
    try:
        return zlib.decompress(data)
    except zlib.error:
        return b""


@needs_printer
@pytest.mark.slow
@pytest.mark.parametrize(
    ("address", "links"),
    [
        pytest.param(
            "https://www.example.gov.cn/",
            [b"https://www.example.gov.cn/office/2021.html#a", b"https://www.example.gov.cn/index.html", b"mailto:a@b.example"],
            id="address",
        ),
        pytest.param("", [b"mailto:a@b.example"], id="no-address"),
    ],
)
def test_page_on_paper(address: str, links: list[bytes]) -> None:
    """A tagged PDF on an upright sheet; links lead to the site, and nothing but its style sheet is read."""
    asked: list[str] = []

    def read(path: str) -> bytes:
        asked.append(path)
        return SHEET

    pdf = objects_of(print_pdf(PAGE, "office/2022.html", address, read))
    assert asked == ["assets/site.css"]
    assert b"/MarkInfo" in pdf
    assert re.findall(rb"/MediaBox \[0 0 (\d+)\S* (\d+)", pdf) == [(b"595", b"841")]
    assert re.findall(rb"/URI \(([^)]*)\)", pdf) == links


@needs_printer
@pytest.mark.slow
def test_page_is_printed_again_when_it_changed(tmp_path: Path) -> None:
    """Each report has a PDF that its page leads to; after a change the page that changed is printed, and no other."""
    content = write_base(tmp_path)
    spoil(content, (Change("portal.yml", "downloads: [json]", "downloads: [json, pdf]"),))
    store = Remembering()
    run_build(tmp_path, store)
    site = tmp_path / "site"
    assert 'href="2022.pdf"' in (site / "2022.html").read_text(encoding="utf-8")
    before = {path: path.stat().st_mtime_ns for path in site.rglob("*.pdf")}
    assert {path.with_suffix(".pdf") for path in site.rglob("20??.html")} == set(before)
    spoil(content, (Change("2017.md", "## 一、概述\n", "## 一、概述\n\n另有一句。\n"),))
    run_build(tmp_path, store)
    assert [path.name for path, time in before.items() if path.stat().st_mtime_ns != time] == ["2017.pdf"]


def test_missing_printer_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where WeasyPrint is missing, the run ends with what to install, and nothing is published."""
    monkeypatch.setattr(pdf_printer, "find_spec", lambda name: None)
    with pytest.raises(OSError, match=r"要先安装 WeasyPrint：.* install weasyprint；或从 downloads 里删去 pdf"):
        print_pdf(PAGE, "2022.html", "", lambda path: SHEET)


def test_pdfs_of_another_machine_are_no_other_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A clone prints the same pages otherwise: no build says that pages changed, before it knows and after; a theme is told."""
    here, there = tmp_path / "here", tmp_path / "there"

    def print_at(machine: Path) -> None:
        shutil.rmtree(machine / "site", ignore_errors=True)
        monkeypatch.setattr(pdf_files, "print_pdf", lambda page, *_: machine.name.encode() + page[:200])

    content = write_small(here)
    spoil(content, (Change("portal.yml", "downloads: [json]", "downloads: [json, pdf]"),))
    print_at(here)
    publish(here)
    shutil.copytree(content, there / "content")
    print_at(there)
    assert not any(run_build(there, runtime_in(there).cache).remade for _ in range(2))
    assert (there / "site" / "2022.pdf").read_bytes() != (here / "site" / "2022.pdf").read_bytes()
    publish(there, "2023-06-02")
    shutil.copytree(there / "content" / "register", content / "register", dirs_exist_ok=True)
    print_at(here)
    assert not run_build(here, runtime_in(here).cache).remade
    print_at(there)
    assert not run_build(there, runtime_in(there).cache).remade
    footer = there / "theme" / "parts" / "footer.html"
    footer.parent.mkdir(parents=True)
    footer.write_text("<footer>样例镇</footer>\n", encoding="utf-8")
    assert run_build(there, runtime_in(there).cache, theme=there / "theme").remade
