"""argparse speaks Chinese, and says what was meant."""

from argparse import ArgumentTypeError
from pathlib import Path

import pytest

from disclosure.cli.command_parser import CommandParser
from disclosure.system.console import columns


def _small(text: str) -> int:
    if not text.isdecimal():
        raise ArgumentTypeError(f"应为整数，不能是“{text}”")
    return int(text)


@pytest.fixture
def parser() -> CommandParser:
    """A command with one of each kind of argument."""
    parser = CommandParser("disclosure 例", "做一件事")
    parser.add_argument("year", metavar="年度", type=_small, help="报告年度")
    parser.add_argument("files", metavar="文件", nargs="*", help="几个文件")
    parser.add_argument("--strict", action="store_true", help="从严")
    parser.add_argument("--site", metavar="文件夹", help="网站")
    parser.add_argument("--count", type=int, metavar="个数", help="几个")
    parser.add_argument("--face", choices=("frame", "json"), metavar="形式", help="形式" * 60)
    one = parser.add_mutually_exclusive_group()
    one.add_argument("--all", action="store_true")
    one.add_argument("--body")
    return parser


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "还缺 年度、文件"),
        ("x", "年度：应为整数，不能是“x”"),
        ("2025 --strcit", "不认识“--strcit”；是不是“--strict”？"),
        ("2025 --verison", "不认识“--verison”；是不是“--version”？"),
        ("2025 --zzz=1", "不认识“--zzz=1”；没有这个选项"),
        ("2025 --site", "--site 后面要写值"),
        ("2025 --face xml", "--face 不能是“xml”；可用：frame、json"),
        ("2025 --count 三", "--count 应为整数，不能是“三”"),
        ("2025 --strict=1", "--strict 后面不写值，多了“1”"),
        ("2025 --s x", "“--s”写得不全，可能是 --strict、--site"),
        ("2025 --face '", "--face 不能是“'”；可用：frame、json"),
        ("2025 --count '", "--count 应为整数，不能是“'”"),
        ("2025 --all --body x", "--body 和 --all 只能写一个"),
    ],
)
def test_errors(parser: CommandParser, typed: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A wrong command line exits 2 with what is wrong and how the command is written, and no word of English."""
    with pytest.raises(SystemExit) as ended:
        parser.parse_args(typed.split())
    first, second = capsys.readouterr().err.splitlines()
    assert (ended.value.code, first) == (2, f"disclosure 例: {said}")
    assert second == "用法：disclosure 例 [选项] 年度 [文件…]（选项见 disclosure 例 --help）"


def test_one_word_too_many(capsys: pytest.CaptureFixture[str]) -> None:
    """A word that belongs to nothing is named, with the usual reason for it."""
    with pytest.raises(SystemExit):
        CommandParser("disclosure 例", "做一件事").parse_args(["年报", "1.docx"])
    said = "disclosure 例: 不认识“年报 1.docx”：多写了，删去；名字里有空格的，两头加引号"
    assert capsys.readouterr().err.splitlines()[0] == said
    with pytest.raises(SystemExit):
        CommandParser("disclosure 例", "做一件事").parse_args(["'"])
    assert capsys.readouterr().err.splitlines()[0] == "disclosure 例: 不认识“'”：多写了，删去；名字里有空格的，两头加引号"


def test_help(parser: CommandParser, monkeypatch: pytest.MonkeyPatch) -> None:
    """The help is all Chinese, its explanations stand under each other and within the terminal."""
    monkeypatch.setenv("COLUMNS", "60")
    lines = parser.format_help().splitlines()
    assert lines[:12] == [
        "用法：disclosure 例 [选项] 年度 [文件…]",
        "做一件事",
        "",
        "参数：",
        "  年度                报告年度",
        "  文件                几个文件",
        "",
        "选项：",
        "  -h, --help          显示这段说明",
        "  --strict            从严",
        "  --site 文件夹       网站",
        "  --count 个数        几个",
    ]
    assert max(map(columns, lines)) <= 60


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("~", "/home/li"), ("~/网站", "/home/li/网站"), ("~$a.docx", "~$a.docx"), ("a~/b", "a~/b"), ("~li/b", "~li/b")],
)
def test_the_folder_of_the_user(monkeypatch: pytest.MonkeyPatch, typed: str, meant: str) -> None:
    """What a shell makes of `~/` is understood without one; names that begin with the sign stay as they are."""
    monkeypatch.setenv("HOME", "/home/li")
    monkeypatch.setenv("USERPROFILE", "/home/li")
    parser = CommandParser("disclosure 例", "做一件事")
    parser.add_argument("--site", type=Path)
    assert parser.parse_args([f"--site={typed}"]).site == Path(meant)
