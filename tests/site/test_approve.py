"""`approve` as people run it: what is signed is shown, the signature stands in the file, a page can be printed."""

import json
from datetime import date
from pathlib import Path

import pytest

from tests.support.command_line import command
from tests.support.portal import Change, run_build, spoil, write_base

ROLES = Change("portal.yml", "downloads: [json]", "downloads: [json]\nreview: [部门负责人, 主管领导]")
SIGN = ("approve", "content/2022.md", "--role", "主管领导", "--name", "张三")


@pytest.fixture
def portal(tmp_path: Path) -> Path:
    """A portal whose reports two roles sign."""
    spoil(write_base(tmp_path), (ROLES,))
    return tmp_path


def codes(folder: Path) -> list[tuple[str, str]]:
    """What a build finds, with the files."""
    return [(finding.code, Path(finding.path).name) for finding in run_build(folder).findings]


def test_a_signature_holds_until_the_report_changes(portal: Path) -> None:
    """It is asked for, written, and void after a change, which is told with the command that signs again."""
    assert codes(portal) == [("review.waiting", "2022.md")] * 2
    signed = command(portal, *SIGN, "--yes")
    assert signed.returncode == 0
    assert "一、本年新收政府信息公开申请数量：自然人 9，商业企业 1，总计 10" in signed.stdout
    assert "已签署，写进 content/2022.md：主管领导张三；还要签署：部门负责人" in signed.stdout
    assert command(portal, *SIGN[:2], "--role", "部门负责人", "--name", "李四", "--yes").stdout.endswith("签署齐了\n")
    assert codes(portal) == [("review.waiting", "2022.md")]
    spoil(portal / "content", (Change("2022.md", "已逐项整改", "都已逐项整改"),))
    checked = command(portal, "check")
    assert checked.stdout.count("[review.void]") == 2
    assert "主管领导张三 20" in checked.stdout
    assert "签署以后，报告改动过，签署不再算数" in checked.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        pytest.param(SIGN[:2], 2, "要写明职务和姓名，例如", id="nobody"),
        pytest.param((*SIGN[:2], "--role", "科长", "--name", "王"), 2, "没有“科长”，只有：部门负责人、主管领导", id="role"),
        pytest.param(("approve", "content/2023.md", *SIGN[2:]), 2, "没有文件“content/2023.md”", id="file"),
        pytest.param(("approve", "content/portal.yml", *SIGN[2:]), 2, "读不出报告，不能签署", id="no-report"),
        pytest.param(SIGN, 1, "没有人回答，没有签署", id="no-answer"),
    ],
)
def test_what_cannot_be_signed(portal: Path, arguments: tuple[str, ...], code: int, said: str) -> None:
    """One line says why, and nothing is written."""
    before = (portal / "content" / "2022.md").read_bytes()
    ended = command(portal, *arguments)
    assert (ended.returncode, said in ended.stdout + ended.stderr) == (code, True)
    assert (portal / "content" / "2022.md").read_bytes() == before


@pytest.mark.parametrize(
    ("change", "said"),
    [
        pytest.param(Change("2022.md", "year: 2022", "year: 2022\ndraft: true"), "还是草稿", id="draft"),
        pytest.param(Change("2022.md", "[1, 0, 0, 0, 1]", "[1, 0, 0, 0, 2]"), "有错误：先改正上面的错误", id="error"),
    ],
)
def test_drafts_and_errors_are_not_signed(portal: Path, change: Change, said: str) -> None:
    """What cannot be published cannot be signed."""
    spoil(portal / "content", (change,))
    ended = command(portal, *SIGN, "--yes")
    assert (ended.returncode, said in ended.stdout) == (1, True)


def test_names_are_printed_where_the_portal_chooses(portal: Path) -> None:
    """Names stay in the content unless `review_names` says otherwise."""
    command(portal, *SIGN, "--yes")
    run_build(portal)
    page = portal / "site" / "2022.html"
    assert "张三" not in page.read_text(encoding="utf-8")
    spoil(portal / "content", (Change("portal.yml", "downloads: [json]", "downloads: [json]\nreview_names: true"),))
    run_build(portal)
    assert "<dt>审核</dt><dd>主管领导张三（20" in page.read_text(encoding="utf-8")


def test_a_page_to_print_needs_no_other_file(portal: Path) -> None:
    """It holds the figures, what was found, a line for each role, and the code of what is signed."""
    ended = command(portal, "approve", "content/2022.md", "content/office/2022.md", "--print")
    assert (ended.returncode, ended.stdout.count("已生成")) == (0, 2)
    page = (portal / "proof" / "2022.html").read_text(encoding="utf-8")
    assert all(
        words in page for words in ("部门负责人", "主管领导", "校验码", "没有发现问题", "一、本年新收政府信息公开申请数量")
    )
    assert not [word for word in ("<script", "<link", "url(") if word in page]


def test_publishing_asks_for_signatures(portal: Path) -> None:
    """Nothing is published that somebody has still to sign; what is public already needs no signature until it changes."""
    content = portal / "content"
    for path in [path for path in content.rglob("20*.md") if path.name != "2022.md" or path.parent.name == "office"]:
        path.unlink()
    refused = command(portal, "publish", "--yes", "--findings", "json")
    found = [(one["code"], one["message"]) for one in json.loads(refused.stdout) if one["level"] == "error"]
    assert (refused.returncode, found) == (1, [("review.unsigned", "还没有签署，不能公开：等部门负责人、主管领导签署")])
    assert not (content / "register").exists()
    for role in ("部门负责人", "主管领导"):
        assert command(portal, *SIGN[:2], "--role", role, "--name", "张三", "--yes").returncode == 0
    assert command(portal, "publish", "--yes").returncode == 0
    revision = "revisions: [{date: 2023-02-01, change: 更正一处文字。}]"
    spoil(content, (Change("2022.md", "已逐项整改", "都已逐项整改"), Change("2022.md", "year: 2022", f"year: 2022\n{revision}")))
    refused = command(portal, "publish", "--yes")
    assert (refused.returncode, refused.stdout.count("[review.unsigned]")) == (1, 1)
    shown = command(portal, *SIGN, "--yes").stdout
    assert "与已公开的版本相比：" in shown
    changed = shown.partition("与已公开的版本相比：")[2].split("\n")
    assert "整改" in changed[1]
    assert changed[2] == "  更正说明：2023-02-01 更正一处文字。"
    (content / "2022.md").rename(content / "2022.MD")
    assert command(portal, "approve", "content/2022.MD", *SIGN[2:], "--yes").stdout.startswith("样例镇2022年政府")


def test_what_is_public_waits_for_nobody(portal: Path) -> None:
    """A portal that begins to ask for signatures asks for them where something changes, an earlier year too."""
    content = portal / "content"
    spoil(content, (Change("portal.yml", "\nreview: [部门负责人, 主管领导]", ""),))
    assert command(portal, "publish", "--yes").returncode == 0
    spoil(content, (ROLES,))
    assert codes(portal) == []
    revision = f"revisions: [{{date: {date.today()}, change: 更正一处文字。}}]"
    spoil(
        content,
        (
            Change("2021.md", "加强政府信息管理", "切实加强政府信息管理"),
            Change("2021.md", "year: 2021", f"year: 2021\n{revision}"),
        ),
    )
    assert codes(portal) == [("review.waiting", "2021.md")]
