"""A list of bodies becomes the `body.yml` of each; a line that is wrong is told before anything is written."""

from pathlib import Path

import pytest

from disclosure.authoring.body_list import ListedBody, read_body_list
from disclosure.cli.commands import DONE, MISUSED, STOPPED
from disclosure.cli.main import main
from disclosure.model.portal import Body
from disclosure.model.report import Source
from disclosure.parsing.settings import parse_body
from tests.support.portal import tree

FINANCE = ListedBody("finance", "城关镇财政所", "other", ("财政所", "镇财政所"), "2")


@pytest.mark.parametrize(
    "text",
    [
        "文件夹,名称,类别,简称,次序\nfinance,城关镇财政所,其他机构,财政所、镇财政所,2\n",
        "次序\t机构名称\t文件夹\t类型\t简称\n\n2\t 城关镇财政所 \t/finance/\tother\t财政所 镇财政所\n",
        'folder,name,kind,also,order,电话\nfinance,城关镇财政所,other,"财政所,镇财政所",2,0510\n,,,,\n',
    ],
)
def test_columns(text: str) -> None:
    """Columns are found by their headings in any order, lists by commas or tabs; further columns and empty lines say nothing."""
    assert read_body_list(text, "bodies.csv").value == (FINANCE,)


def test_what_is_written() -> None:
    """The `body.yml` of a line is read back as what the line says."""
    text = FINANCE.body_yml("../../schemas/body.json")
    assert text.startswith("# yaml-language-server: $schema=../../schemas/body.json\nname: ")
    parsed = parse_body(Source("content/finance/body.yml", "finance/body.yml", text.encode(), ""))
    body = Body("content/finance/body.yml", "finance", "城关镇财政所", "other", 2, also=("财政所", "镇财政所"))
    assert (parsed.findings, parsed.value) == ((), body)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("财政所,城关镇财政所,部门", "“财政所”不能是机构的文件夹"),
        ("pages,城关镇财政所,部门", "“pages”不能是机构的文件夹"),
        (",城关镇财政所,部门", "没有写文件夹"),
        ("finance,,部门", "没有写名称"),
        ("finance,城关镇财政所,局", "类别不能是“局”"),
        ("finance,城关镇财政所", "没有写类别"),
        ("a,甲,部门\na,乙,部门", "“a”第 2 行已经有了"),
        ("a,甲,部门,x", "次序不能是“x”"),
    ],
)
def test_lines_that_are_wrong(line: str, message: str) -> None:
    """A line that can't be a body is told at its place, with what to write instead; then there are no bodies."""
    parsed = read_body_list(f"文件夹,名称,类别,次序\n{line}\n", "bodies.csv")
    (finding,) = parsed.findings
    assert (parsed.value, finding.message, bool(finding.hint)) == (None, message, True)
    assert finding.span and finding.span.line == 2 + line.count("\n")


def test_missing_columns() -> None:
    """A list without its columns says which are missing and how a list looks."""
    (finding,) = read_body_list("名称\n财政所\n", "bodies.csv").findings
    assert finding.message == "机构清单缺少“文件夹”“类别”一列"
    (finding,) = read_body_list("机构代码\n1\n", "bodies.csv", lambda name, taken: FINANCE).findings
    assert finding.message == "机构清单缺少“名称”一列"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gbk", "utf-16"])
def test_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, encoding: str) -> None:
    """`init --from` makes a folder for each line, as spreadsheets save it; bodies that are there stay, and all works at once."""
    monkeypatch.chdir(tmp_path)
    lines = ["文件夹,名称,类别", *(f"bureaus/b{n},示例县第{n}局,部门" for n in range(20))]
    Path("bodies.csv").write_bytes("\n".join(lines).encode(encoding))
    assert main(["init", "portal", "--from", "bodies.csv"]) == DONE
    monkeypatch.chdir(tmp_path / "portal")
    assert len(list(Path("content").rglob("body.yml"))) == 20
    first = Path("content/bureaus/b0/body.yml").read_text(encoding="utf-8")
    assert first == "# yaml-language-server: $schema=../../../schemas/body.json\nname: 示例县第0局\nkind: department\n"
    assert main(["new", "2025", "--all"]) == DONE
    before = tree(Path("content"))
    assert main(["init", ".", "--from", "../bodies.csv"]) == DONE
    assert tree(Path("content")) == before


def test_command_refuses(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """With a line that is wrong, or what is no list, nothing is made."""
    monkeypatch.chdir(tmp_path)
    Path("bodies.csv").write_text("文件夹,名称,类别\na,甲,部门\nb,,\n", encoding="utf-8")
    Path("bodies.xlsx").write_bytes(b"PK\x03\x04")
    assert main(["init", "portal", "--from", "bodies.csv"]) == STOPPED
    assert "bodies.csv:3:1: 错误: 没有写名称 [body-list.wrong]" in capsys.readouterr().out
    assert main(["init", "portal", "--from", "bodies.xlsx"]) == STOPPED
    assert main(["init", "portal", "--from", "none.csv"]) == MISUSED
    assert not Path("portal").exists()


def test_a_workbook_of_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A workbook is read like a text, below its title; folders and kinds that it leaves out are made of the names."""
    from openpyxl import Workbook

    monkeypatch.chdir(tmp_path)
    book = Workbook()
    for row in (
        ["青石县机构清单"],
        [],
        ["序号", "单位名称", "文件夹"],
        [1, "青石县财政局", "finance"],
        [2, "青石县审计局"],
        [3, "柳林镇人民政府"],
    ):
        book.active.append(row)
    book.save("bodies.xlsx")
    assert main(["init", ".", "--name", "青石县人民政府", "--from", "bodies.xlsx"]) == DONE
    written = {path.parent.name: path.read_text(encoding="utf-8").split("\n")[1:3] for path in Path("content").rglob("body.yml")}
    assert written == {
        "finance": ["name: 青石县财政局", "kind: department"],
        "shenji-ju": ["name: 青石县审计局", "kind: department"],
        "liulin-zhen": ["name: 柳林镇人民政府", "kind: township"],
    }
