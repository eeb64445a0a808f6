"""A source under a wrong name is told and never published; an attachment is public as long as a public page links to it."""

from pathlib import Path

import pytest

from disclosure.system.cache import DiskCache
from tests.support.portal import Change as Edit
from tests.support.portal import places, run_build, spoil, tree, write_base


@pytest.mark.parametrize(
    "name",
    [
        "2017.md.txt",
        "2017.markdown",
        "2017.txt",
        "2017年.md",
        "2017 (1).md",
        "2017（2）.md",
        "2017 - 副本.md",
        "２０１７.md",
        "2017.md.bak",
        "2017.md~",
        "2017.md.old",
        ".2017.md",
        "2017",
        "2017年度报告（定稿）.TXT",
        "年报.rtf",
        "2017.yml",
    ],
)
def test_report_under_another_name(tmp_path: Path, name: str) -> None:
    """A report that lost its name is one error at the file, whatever the name is; nothing is published meanwhile."""
    content = write_base(tmp_path)
    (content / "2017.md").rename(content / name)
    outcome = run_build(tmp_path)
    assert places(outcome, tmp_path) == [(name, "file.misnamed")]
    assert "2017.md" in outcome.findings[0].hint
    assert outcome.published is None


@pytest.mark.parametrize("name", ["2020.md.txt", "2020 (1).md", "二〇二〇年.md", "2020.markdown"])
def test_a_year_under_another_name_is_no_gap(tmp_path: Path, name: str) -> None:
    """A report of the years between that lost its name is told once: at the file, and not also as a missing year."""
    content = write_base(tmp_path)
    (content / "2020.md").rename(content / name)
    assert places(run_build(tmp_path), tmp_path) == [(name, "file.misnamed")]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
def test_report_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    """What a file holds is seen in the encodings of a notepad."""
    content = write_base(tmp_path)
    text = (content / "2017.md").read_text(encoding="utf-8")
    (content / "2017.md").unlink()
    (content / "新建文本文档.txt").write_text(text, encoding=encoding)
    assert places(run_build(tmp_path), tmp_path) == [("新建文本文档.txt", "file.misnamed")]


@pytest.mark.parametrize(
    ("folder", "place"),
    [
        pytest.param(".office", ".office", id="hidden"),
        pytest.param("office/.2023", "office/.2023", id="hidden-below"),
        pytest.param(".a/b/c", ".a", id="deep-in-hidden"),
        pytest.param("office.bak", "office.bak", id="backup"),
        pytest.param("__MACOSX", "__MACOSX", id="of-the-system"),
        pytest.param("_office", "_office/2017.md:2:8", id="underline"),
        pytest.param("office.", "office./2017.md:2:8", id="dot-behind"),
        pytest.param("office/2017", "office/2017/2017.md:2:8", id="folder-of-a-year"),
    ],
)
def test_report_in_a_folder_that_is_no_body_s(tmp_path: Path, folder: str, place: str) -> None:
    """A report in a folder that is hidden, a copy or misspelt is one error there that says where it belongs."""
    content = write_base(tmp_path)
    (content / folder).mkdir(parents=True)
    (content / "2017.md").rename(content / folder / "2017.md")
    outcome = run_build(tmp_path)
    code = "body.missing" if ".md" in place else "file.misnamed"
    assert (places(outcome, tmp_path), outcome.published) == ([(place, code)], None)
    assert any(word in outcome.findings[0].hint for word in ("office/2017.md", "改名为", "移到"))


def test_a_hidden_copy_and_a_wastebasket_say_nothing(tmp_path: Path) -> None:
    """What an editor or a version control hides, and hidden copies of what is there, are passed over."""
    content = write_base(tmp_path)
    for folder in (".git", ".Trash-1000/files", ".history", ".office"):
        (content / folder).mkdir(parents=True)
        (content / folder / "2022.md").write_bytes((content / "office/2022.md").read_bytes())
    assert run_build(tmp_path).findings == ()


def test_a_portal_one_folder_too_deep(tmp_path: Path) -> None:
    """A content folder copied into itself is one error: its settings lie too deep."""
    write_base(tmp_path).rename(tmp_path / "deep")
    (tmp_path / "content").mkdir()
    (tmp_path / "deep").rename(tmp_path / "content/deep")
    outcome = run_build(tmp_path)
    assert places(outcome, tmp_path) == [("deep/portal.yml", "file.misnamed")]
    assert outcome.findings[0].hint.startswith("连同旁边的文件移到")


@pytest.mark.parametrize(("name", "left"), [("2017.md", "2017.MD"), ("office/2022.md", "office/2022.Md")])
def test_capital_letters_are_fine(tmp_path: Path, name: str, left: str) -> None:
    """A report whose ending has capital letters is a report."""
    content = write_base(tmp_path)
    (content / name).rename(content / left)
    assert run_build(tmp_path).findings == ()
    assert (tmp_path / "site" / name).with_suffix(".html").is_file()


def test_nothing_but_misnamed_reports(tmp_path: Path) -> None:
    """Where every report has a wrong name, these are named, and nothing is said of an empty folder."""
    content = write_base(tmp_path)
    for path in content.rglob("20*.md"):
        path.rename(path.with_suffix(".md.txt"))
    codes = [code for _, code in places(run_build(tmp_path), tmp_path)]
    assert codes == ["file.misnamed"] * 7


def test_settings_under_another_name(tmp_path: Path) -> None:
    """`portal.yaml` is named, and nothing is said of a missing `portal.yml`."""
    content = write_base(tmp_path)
    (content / "portal.yml").rename(content / "portal.yaml")
    assert places(run_build(tmp_path), tmp_path) == [("portal.yaml", "file.misnamed")]


def test_no_forms(tmp_path: Path) -> None:
    """A program without forms says so; it never says that all is well."""
    write_base(tmp_path)
    (tmp_path / "formats").mkdir()
    outcome = run_build(tmp_path, formats=tmp_path / "formats")
    assert ([finding.code for finding in outcome.findings], outcome.stopped) == (["format.missing"], True)


def test_attachment_follows_its_link(tmp_path: Path) -> None:
    """An attachment is published by the build in which a page begins to link to it, and removed when none does any more."""
    content = write_base(tmp_path)
    (content / "表.txt").write_text("一", encoding="utf-8")
    cache = DiskCache(tmp_path / "cache.sqlite")

    def built() -> tuple[list[tuple[str, str]], bool]:
        found = places(run_build(tmp_path, cache), tmp_path)
        return found, "表.txt" in tree(tmp_path / "site")

    assert built() == ([("表.txt", "file.unlinked")], False)
    spoil(content, (Edit("pages/guide.md", "[申请表](form.txt)", "[申请表](form.txt)、[表](../表.txt)"),))
    assert built() == ([], True)
    spoil(content, (Edit("pages/guide.md", "、[表](../表.txt)", ""),))
    assert built() == ([("表.txt", "file.unlinked")], False)


def test_attachment_of_a_draft_waits(tmp_path: Path) -> None:
    """An attachment that only a draft links to is not in the site; in a preview with drafts it is."""
    content = write_base(tmp_path)
    (content / "表.txt").write_text("一", encoding="utf-8")
    spoil(content, (Edit("2018.md", "year: 2018\n", "year: 2018\ndraft: true\n"),))
    with (content / "2018.md").open("a", encoding="utf-8") as report:
        report.write("\n见[表](表.txt)。\n")
    assert places(run_build(tmp_path), tmp_path) == [("表.txt", "file.draft-only")]
    assert "表.txt" not in tree(tmp_path / "site")
    run_build(tmp_path, drafts=True)
    assert "表.txt" in tree(tmp_path / "site")


@pytest.mark.parametrize("link", ["![表](../表.txt)", "[表][1]\n\n[1]: ../表.txt", "[表](../%E8%A1%A8.txt)", "[表](<../表.txt>)"])
def test_every_notation_of_a_link_counts(tmp_path: Path, link: str) -> None:
    """A picture, a reference and an escaped address publish what they name, as a link in brackets does."""
    content = write_base(tmp_path)
    (content / "表.txt").write_text("一", encoding="utf-8")
    spoil(content, (Edit("pages/guide.md", "[申请表](form.txt)。", f"[申请表](form.txt)。{link}"),))
    run_build(tmp_path)
    assert "表.txt" in tree(tmp_path / "site")


def test_a_copy_in_a_misspelt_folder_is_one_finding(tmp_path: Path) -> None:
    """What lies there is no body of its own: no sum counts it, and nobody is said to have copied from it."""
    content = write_base(tmp_path)
    text = (content / "office" / "2022.md").read_text(encoding="utf-8")
    for folder, name, more in (("group", "样例镇农业中心", "summary: true\n"), ("group/farm", "样例镇农技站", "")):
        (content / folder).mkdir()
        (content / folder / "body.yml").write_text(f"name: {name}\nkind: other\n{more}", encoding="utf-8")
        (content / folder / "2022.md").write_text(text.replace("样例镇综合办公室", name), encoding="utf-8")
    before = places(run_build(tmp_path), tmp_path)
    (content / "group" / "_farm").mkdir()
    (content / "group" / "_farm" / "2022.md").write_bytes((content / "group" / "farm" / "2022.md").read_bytes())
    found = places(run_build(tmp_path), tmp_path)
    assert [one for one in found if one not in before] == [("group/_farm/2022.md:2:8", "body.missing")]
