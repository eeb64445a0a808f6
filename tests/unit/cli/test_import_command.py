"""`import` of many documents: the plan, what is asked, what is written, and what is not."""

import shutil
import subprocess
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest

from disclosure.cli.main import main
from tests.support.county_inbox import PICTURE, windows_archive
from tests.support.portal import ROOT, tree

TEXT = "{who}{year}年政府信息公开工作年度报告\n一、总体情况\n工作。\n规章 | 0 | 3 | 8 |\n行政许可 | 1 |\n"


def text(who: str, year: int = 2024) -> bytes:
    """A report of a body."""
    return TEXT.format(who=who, year=year).encode()


def _at_once(
    function: Callable[..., Any], calls: Iterable[tuple[Any, ...]], limits: object, workers: int
) -> Iterator[tuple[int, Any]]:
    """Calls answered in this process."""
    return ((number, function(*arguments)) for number, arguments in enumerate(calls))


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """A county's portal with one body besides its own, and an inbox; documents are read in this process."""
    monkeypatch.setattr("disclosure.cli.import_files.sandboxed_calls", _at_once)
    monkeypatch.chdir(tmp_path)
    assert main(["init", ".", "--name", "青石县人民政府"]) == 0
    assert main(["init", "content/finance", "--name", "青石县财政局"]) == 0
    capsys.readouterr()
    (tmp_path / "收件箱").mkdir()
    return tmp_path


def put(folder: Path, files: dict[str, bytes]) -> None:
    """Write files."""
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)


INBOX = {
    "财政局/2023年报(1).txt": text("青石县财政局", 2023),
    "-柳林镇 '24'.txt": text("柳林镇人民政府"),
    "县.zip": windows_archive([("政府\\年报.txt", text("青石县人民政府"))]),
    "照片.jpg": b"",
    "~$锁.docx": b"",
}
PLAN = """\
计划：写成 3 份
  收件箱/-柳林镇 '24'.txt → content/liulin-zhen/2024.md  柳林镇人民政府2024年政府信息公开工作年度报告
  收件箱/县.zip/政府/年报.txt → content/2024.md  青石县人民政府2024年政府信息公开工作年度报告
  收件箱/财政局/2023年报(1).txt → content/finance/2023.md  青石县财政局2023年政府信息公开工作年度报告
新建 1 个机构（文件夹会成为网址的一部分，公布后不再改；名称、类别写好后仍可以改 body.yml）：
  content/liulin-zhen/body.yml  柳林镇人民政府，乡镇
不是文档、没有读的 1 个：收件箱/照片.jpg
"""


def test_an_inbox(desk: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """The plan is printed, and nothing written before it is approved; then each document is in its body's folder."""
    put(desk / "收件箱", INBOX)
    before = tree(desk / "content")
    assert main(["import", "收件箱", "--dry-run"]) == 0
    assert capsys.readouterr().out.endswith(f"{PLAN}试运行，没有写文件\n")
    asked: list[str] = []

    def decline(question: str) -> str:
        asked.append(question)
        return "n"

    monkeypatch.setattr("builtins.input", decline)
    assert main(["import", "收件箱"]) == 1
    assert asked == ["写成以上 3 份，新建 1 个机构？输入 y 写，直接回车不写："]
    assert capsys.readouterr().out.endswith(f"{PLAN}没有写\n")
    assert tree(desk / "content") == before
    monkeypatch.setattr("builtins.input", lambda question: "y")
    assert main(["import", "收件箱", "--published", "2025-01-26", "--archive", "原件"]) == 0
    said = capsys.readouterr().out
    assert "\n写成 3 份，新建 1 个机构，0 份没有写\n接着：\n  content/finance/2023.md 第 5 行：填上首次发布日期" in said
    town = (desk / "content" / "liulin-zhen" / "2024.md").read_text(encoding="utf-8").split("\n")
    assert town[1:6] == [
        "# yaml-language-server: $schema=../../schemas/2021.json",
        "title: 柳林镇人民政府2024年政府信息公开工作年度报告",
        "year: 2024",
        "published: 2025-01-26            # 首次发布日期，以后不再改动",
        "imported_from: \"收件箱/-柳林镇 '24'.txt\"",
    ]
    assert (desk / "content" / "liulin-zhen" / "body.yml").read_text(encoding="utf-8").split("\n") == [
        "# yaml-language-server: $schema=../../schemas/body.json",
        "name: 柳林镇人民政府",
        "kind: township",
        "",
    ]
    assert tree(desk / "原件") == {
        "finance/2023年报(1).txt": INBOX["财政局/2023年报(1).txt"],
        "liulin-zhen/-柳林镇 '24'.txt": INBOX["-柳林镇 '24'.txt"],
        "年报.txt": text("青石县人民政府"),
    }


def test_once_more(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An inbox that was imported is told to be there already; a file that somebody changed meanwhile is not touched."""
    put(desk / "收件箱", INBOX)
    assert main(["import", "收件箱", "--yes"]) == 0
    assert main(["import", "收件箱", "--yes"]) == 0
    assert "没有可以写的\n已经写过、没有变化的 3 份\n" in capsys.readouterr().out
    report = desk / "content" / "finance" / "2023.md"
    report.write_text("改过", encoding="utf-8")
    assert main(["import", "收件箱", "--yes"]) == 1
    assert capsys.readouterr().out.endswith("写成 0 份，2 份早已写好，1 份没有写\n")
    assert report.read_text(encoding="utf-8") == "改过"


def test_nobody_is_there_to_approve(desk: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """In a pipe a plan is only printed, unless `--yes` was said."""

    def nobody(question: str) -> str:
        raise EOFError

    monkeypatch.setattr("builtins.input", nobody)
    put(desk / "收件箱", INBOX)
    before = tree(desk / "content")
    assert main(["import", "收件箱"]) == 1
    assert capsys.readouterr().err == "没有写：在终端里回答 y，或加 --yes\n"
    assert main(["import", "收件箱", "--findings", "json"]) == 1
    assert tree(desk / "content") == before
    assert main(["import", "收件箱", "--findings", "json", "--yes"]) == 0
    assert len(tree(desk / "content")) == len(before) + 4


def test_two_documents_for_one_file(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of two documents for one file neither is written, also with `--force`; broken ones and those of nobody stop no other."""
    files = {
        "1.txt": text("财政局"),
        "2.txt": text("青石县财政局"),
        "7.txt": text("柳林乡"),
        "8.txt": text("柳林乡"),
        "3.txt": text("柳林镇"),
        "坏.docx": b"PK",
        "5.txt": text(""),
        "6.rar": b"Rar!",
    }
    put(desk / "收件箱", files)
    assert main(["import", "收件箱", "--yes", "--force"]) == 1
    said = capsys.readouterr().out
    assert (
        "收件箱/1.txt:1:1: 错误: 2 份都要写成“content/finance/2024.md”，都没有写：收件箱/1.txt、收件箱/2.txt [import.conflict]\n"
        "      = 只留下要用的一份，再导入，或单独导入要用的，例如 disclosure import '收件箱/1.txt'\n"
    ) in said
    assert (
        "都没有写：收件箱/7.txt、收件箱/8.txt；它们内容相同 [import.conflict]\n" in said and said.count("[import.conflict]") == 2
    )
    assert "收件箱/5.txt:1:1: 错误: 标题“2024年政府信息公开工作年度报告”没有写是哪个机构的 [import.no-body]\n" in said
    assert "收件箱/6.rar:1:1: 错误: 压缩包打不开 [import.unreadable]\n      = 先解压，再导入解压出来的文件夹\n" in said
    assert "写成 1 份，新建 1 个机构，7 份没有写\n" in said
    assert [path for path in tree(desk / "content") if path.endswith(".md")] == ["liulin-zhen/2024.md"]


def test_a_document_of_another_body(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A document whose title names another body than the command line does is an error, also with `--force`."""
    put(desk, {"a.txt": text("青石县教育局"), "b.txt": text("县财政局", 2023)})
    assert main(["import", "a.txt", "b.txt", "--body", "finance", "--force"]) == 1
    said = capsys.readouterr().out
    assert "a.txt:1:1: 错误: 标题写的是“青石县教育局”，不是“青石县财政局”，没有写 [import.other-body]\n" in said
    assert "\nb.txt → content/finance/2023.md\n" in said


PAGE = """<html><body><h1>青石县财政局2024年政府信息公开工作年度报告</h1><p>一、总体情况</p><p>工作。</p>
<p><img src="年报_files/1.png" alt="流程图"><a href="%E9%99%84%E4%BB%B6.docx">附件</a></p>
<table><tr><td>规章</td><td>0</td><td>3</td><td>8</td></tr></table><p>六、其他需要报告的事项</p><p>无。</p></body></html>"""


def test_pages_with_their_files(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Pictures and attachments of a saved page are written beside its report, and are no documents of their own."""
    files = {
        "年报.html": PAGE.encode(),
        "年报_files/1.png": PICTURE,
        "年报_files/a.html": b"<p>x",
        "附件.docx": b"PK",
        "柳林.txt": text("柳林镇"),
    }
    put(
        desk / "收件箱",
        files | {"in.zip": windows_archive([("年报.html", PAGE.replace("2024", "2023").encode()), ("附件.docx", b"2")])},
    )
    assert main(["import", "收件箱", "--yes", "--archive", "原件"]) == 0
    said = capsys.readouterr().out
    assert "  收件箱/年报.html → content/finance/2024.md  青石县财政局2024年政府信息公开工作年度报告，带 2 个图片、附件\n" in said
    finance = tree(desk / "content" / "finance")
    names = ("2023-附件.docx", "2024-附件.docx", "2024-1.png")
    assert [finance.get(name) for name in names] == [b"2", b"PK", PICTURE]
    assert sorted(tree(desk / "原件" / "finance")) == [
        "年报 (2).html",
        "年报.html",
        "年报_files/1.png",
        "附件 (2).docx",
        "附件.docx",
    ]
    (desk / "content" / "finance" / "2024-1.png").write_bytes(b"x")
    assert main(["import", "收件箱/年报.html"]) == 1
    assert "“content/finance/2024-1.png”已存在，没有改动" in capsys.readouterr().out


def test_a_page_that_only_lists_documents(desk: Path) -> None:
    """What a page leads to is read as a document where the page itself is no report."""
    put(desk / "收件箱", {"index.html": b"<p><a href='a.txt'>a</a></p>", "a.txt": text("财政局")})
    assert main(["import", "收件箱", "--yes"]) == 1
    assert (desk / "content" / "finance" / "2024.md").exists()


def test_a_single_document_of_a_new_body(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One document whose body nobody listed is asked about too; a name that sounds like a known one may be a slip."""
    put(desk, {"a.txt": text("青石县财证局")})
    assert main(["import", "a.txt", "--dry-run"]) == 0
    assert "  content/caizheng-ju/body.yml  青石县财证局，部门；与已有的“青石县财政局”读音相同：是写错了的，改正标题再导入\n" in (
        capsys.readouterr().out
    )


def test_many_documents_that_were_named(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Many documents that were named one by one, all of known bodies, are written as planned without a question."""
    names = [f"{year}.txt" for year in range(2015, 2022)]
    put(desk, {name: text("财政局", int(name[:4])) for name in names})
    assert main(["import", *names]) == 0
    assert "\n写成 7 份，0 份没有写\n接着：\n  7 份报告没有发布日期，行号见上：填上首次发布日期" in capsys.readouterr().out


def test_originals_lie_outside(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Originals are not put where everything is published from."""
    put(desk, {"a.txt": text("青石县财政局")})
    assert main(["import", "a.txt", "--archive", "content/old"]) == 2
    assert "原件不能放在内容文件夹里" in capsys.readouterr().err


@pytest.mark.parametrize("also", [[], ["--dry-run"]])
def test_a_site_takes_no_documents(desk: Path, capsys: pytest.CaptureFixture[str], also: list[str]) -> None:
    """A report is not written into the generated site, nor said to be one that could be."""
    put(desk, {"a.txt": text("青石县财政局"), "site/manifest.json": b'{"files": {}}'})
    assert main(["import", "a.txt", "--into", "site/b1", *also]) == 2
    assert "“site”是生成的网站，报告不写在那里：写进内容文件夹，例如 --into content/b1\n" in capsys.readouterr().err
    assert not (desk / "site" / "b1").exists()


@pytest.mark.parametrize(
    ("into", "why"),
    [
        ("theme/.cache", "“theme/.cache”在主题文件夹里，报告不写在那里"),
        (".cache/x", "“.cache/x”在缓存文件夹里，报告不写在那里"),
        ("content/.x", "“content/.x”的名字以点开头，是隐藏的文件夹，里面的不读取"),
        ("a.txt", "“a.txt”不是文件夹"),
    ],
)
def test_where_nobody_reads(desk: Path, capsys: pytest.CaptureFixture[str], into: str, why: str) -> None:
    """A report is not written where it would not be read."""
    put(desk, {"a.txt": text("青石县财政局"), "theme/x.css": b"", ".cache/disclosure.sqlite": b""})
    assert main(["import", "a.txt", "--into", into, "--dry-run"]) == 2
    assert f"{why}：写进内容文件夹，例如 --into content\n" in capsys.readouterr().err


@pytest.mark.skipif(not shutil.which("make"), reason="没有 make")
@pytest.mark.parametrize("name", ["2023年报(1).docx", "-a b.docx", 'it\'s "x".docx', "$HOME `ls`.docx", "a;b&c.docx", "收 件 箱"])
def test_names_through_make(tmp_path: Path, name: str) -> None:
    """A file is handed on by make as it is called, whatever a shell makes of that; several are parted at blanks."""
    (tmp_path / name).touch()
    make = ["make", "-s", "-f", str(ROOT / "Makefile"), "import", "IMPORT=", "RUN=printf '<%s>'"]
    run = subprocess.run([*make, f"FILE={name}", "BODY=a b"], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert run.stdout == f"<build.py><import><--body><a b><--><{name}>"
    run = subprocess.run([*make, "FILE=a.docx b.docx"], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert run.stdout == "<build.py><import><--><a.docx><b.docx>"
