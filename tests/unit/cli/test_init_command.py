"""`init`: a portal in which everything works at once, and nothing that was there is touched."""

import re
import sys
from pathlib import Path

import pytest

from disclosure.cli import init_command
from disclosure.cli.commands import DONE, MISUSED
from disclosure.cli.main import main
from disclosure.system.locations import builtin
from tests.support.portal import tree

SCHEMAS = [f"schemas/{path.name}" for path in sorted(builtin("schemas").iterdir())]


@pytest.fixture
def portal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """A new portal, and this process in it."""
    monkeypatch.chdir(tmp_path)
    assert main(["init", "portal"]) == DONE
    capsys.readouterr()
    monkeypatch.chdir("portal")
    return tmp_path / "portal"


def test_what_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """It names the files that it made, the one to open, and commands as they are typed from then on."""
    monkeypatch.chdir(tmp_path)
    assert main(["init", "my portal"]) == DONE
    assert capsys.readouterr().out.split("\n") == [
        "已新建 my portal/content/portal.yml",
        "已新建 my portal/.gitignore",
        "已新建 my portal/schemas",
        "接着：",
        "  打开 my portal/content/portal.yml，写上网站和机构的名称",
        "  cd 'my portal'",
        "  disclosure serve     在浏览器里看网站，保存即刷新",
        "  disclosure new 2025  开始写一份报告；已有 Word 等文件的：disclosure import 年报.docx（或整个文件夹）",
        "  disclosure build     核对并生成 site/",
        "",
    ]
    assert sorted(tree(tmp_path / "my portal")) == [".gitignore", "content/portal.yml", *SCHEMAS]


def test_what_is_there_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Files that are there keep their bytes; what is missing beside them is made."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "portal.yml").write_text("name: 城关镇政府信息公开\n", encoding="utf-8")
    (tmp_path / "年报.docx").touch()
    before = tree(tmp_path)
    assert main(["init", "."]) == DONE
    assert "已有 content/portal.yml，没有改动\n" in capsys.readouterr().out
    after = tree(tmp_path)
    assert {path: after[path] for path in before} == before
    assert sorted(after.keys() - before.keys()) == [".gitignore", *SCHEMAS]
    assert main(["init", "."]) == DONE
    assert tree(tmp_path) == after


def test_everything_works_in_an_empty_portal(portal: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`check` and `build` say that there is no report yet; `new` begins one, which names the schema beside it."""
    assert (main(["check"]), main(["build"])) == (DONE, DONE)
    assert "content:1:1: 提示: “content”里还没有报告 [content.no-reports]" in capsys.readouterr().out
    home = (portal / "site" / "index.html").read_text(encoding="utf-8")
    assert "某某镇政府信息公开" in home and "还没有公布年度报告。" in home
    assert (main(["new", "2025"]), main(["check"]), main(["build"])) == (DONE, DONE, DONE)
    report = portal / "content" / "2025.md"
    assert report.read_text(encoding="utf-8").split("\n")[1] == "# yaml-language-server: $schema=../schemas/2021.json"
    assert "content.no-reports" not in capsys.readouterr().out.rpartition("已新建")[2]


def test_import_into_an_empty_portal(portal: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`import` puts a report into the portal it is run in, from any of its folders, and names its schema."""
    (portal / "2022.txt").write_text("某某镇2022年政府信息公开工作年度报告\n一、总体情况\n工作。\n", encoding="utf-8")
    assert main(["import", "2022.txt"]) == DONE
    text = (portal / "content" / "2022.md").read_text(encoding="utf-8")
    assert text.split("\n")[1] == "# yaml-language-server: $schema=../schemas/2021.json"
    assert capsys.readouterr().out.endswith("再运行 disclosure check；没有错误后，disclosure build 生成网站\n")


def test_example(portal: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--example` adds a report with which nothing is wrong, and says that it is to be deleted; next year's goes on from it."""
    assert main(["init", ".", "--example"]) == DONE
    assert capsys.readouterr().out.endswith("\n示例报告看过以后删去：content/2024.md\n")
    assert main(["new", "2025"]) == DONE
    assert "上年的数取自 content/2024.md，请核对" in capsys.readouterr().out
    assert main(["build", "--findings", "json"]) == DONE
    codes = {part.split('"')[0] for part in capsys.readouterr().out.split('"code": "')[1:]}
    assert codes == {"settings.example", "settings.incomplete"}
    assert (portal / "site" / "2024.html").exists()


@pytest.mark.parametrize(
    ("folder", "said"),
    [
        (
            "content/pages",
            "“content/pages”不能是机构的文件夹：机构放在内容文件夹里，各有一个文件夹，例如 content/office",
        ),
        (
            "content/a/.b",
            "“content/a/.b”不能是机构的文件夹：机构放在内容文件夹里，各有一个文件夹，例如 content/office",
        ),
        ("年报.docx", "“年报.docx”不是文件夹，换一个名称"),
    ],
)
def test_no_portal_here(portal: Path, folder: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder of something else and a file are refused, and what to do instead is said."""
    (portal / "年报.docx").touch()
    before = tree(portal)
    assert main(["init", folder]) == MISUSED
    assert capsys.readouterr().err == f"disclosure: {said}\n"
    assert tree(portal) == before


def test_a_body(portal: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """In a content folder a body is begun, which names its schema and works at once; one that is there stays."""
    assert main(["init", "content/bureaus/finance"]) == DONE
    assert capsys.readouterr().out.splitlines() == [
        "已新建 content/bureaus/finance/body.yml",
        "接着：打开它，写上机构的名称和类别；disclosure new 2025 --body bureaus/finance 开始写报告",
    ]
    file = portal / "content" / "bureaus" / "finance" / "body.yml"
    assert file.read_text(encoding="utf-8").split("\n")[0] == "# yaml-language-server: $schema=../../../schemas/body.json"
    assert (main(["new", "2025", "--body", "bureaus/finance"]), main(["check"])) == (DONE, DONE)
    assert "还是新建时的名称“某某局”" in capsys.readouterr().out
    before = tree(portal / "content")
    assert main(["init", "content/bureaus/finance"]) == MISUSED
    assert tree(portal / "content") == before


def test_columns(portal: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`--columns` adds the columns of the kind of the body, to one that is there as well; what is there stays."""
    assert main(["init", ".", "--columns"]) == DONE
    assert "  打开 content/pages/catalogue.md，在各栏下面写内容或链接；没有写的不显示\n" in capsys.readouterr().out
    assert main(["init", "content/bureau", "--name", "某某县财政局"]) == DONE
    assert main(["init", "content/bureau", "--columns"]) == DONE
    assert capsys.readouterr().out.endswith("已新建 content/bureau/pages/catalogue.md\n")
    assert main(["init", "content/bureau", "--columns"]) == MISUSED
    pages = [(portal / "content" / folder / "pages" / "catalogue.md").read_text(encoding="utf-8") for folder in ("", "bureau")]
    columns = [re.findall("^## (.+)$", page, re.MULTILINE) for page in pages]
    assert columns[0][:15] == columns[1][:15] and "## 政府集中采购项目的目录、标准及实施情况" in pages[0]
    assert (columns[0][15], columns[1][15:]) == (
        "贯彻落实农业农村政策",
        ["市政建设", "公共服务", "公益事业", "土地征收", "房屋征收", "治安管理", "社会救助"],
    )
    assert (main(["check"]), main(["build"])) == (DONE, DONE)
    assert not list((portal / "site").rglob("catalogue.html"))


def test_on_windows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """There a double click shows the portal: a batch file with the line ends of Windows, by the Python that runs the program."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(init_command, "IS_WINDOWS", True)
    assert main(["init", "."]) == DONE
    assert "；也可以双击 预览.bat\n" in capsys.readouterr().out
    lines = (tmp_path / "预览.bat").read_bytes().decode().split("\r\n")
    assert (lines[0], lines[4:]) == ("@echo off", [f'"{sys.executable}" -m disclosure serve', "pause", ""])


def test_a_report_at_hand_names_the_body(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who imported a report before `init` types no name: it stands in the title."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "2023.md").write_text("---\ntitle: 石桥街道办事处2023年年报\n---\n", encoding="utf-8")
    (tmp_path / "content" / "2024.MD").write_text(
        '---\ntitle: "石桥镇人民政府2024年政府信息公开工作年度报告" # 见首页\nyear: 2024\n---\n', encoding="utf-8"
    )
    assert main(["init", "."]) == DONE
    settings = (tmp_path / "content" / "portal.yml").read_text("utf-8")
    assert "\nname: 石桥镇政府信息公开 " in settings
    assert "\n  name: 石桥镇人民政府\n  kind: township " in settings
