"""What a file should be called for what it holds."""

import pytest

from disclosure.check.file_names import intended_name, litter_kind, may_be_source

REPORT = "---\ntitle: 样例镇2022年报告\nyear: 2022\ntables:\n---\n"
PAGE = "---\ntitle: 指南\n---\n"
SETTINGS = "name: 样例镇\nbody:\n  name: 样例镇\n"
BODY = "name: 样例局\nkind: department\n"


@pytest.mark.parametrize(
    ("name", "head", "meant"),
    [
        pytest.param("2022.md", REPORT, "", id="right"),
        pytest.param("2022.md.txt", REPORT, "2022.md", id="text"),
        pytest.param("office/年报.txt", REPORT, "office/2022.md", id="any-name"),
        pytest.param("2022年报告.txt", PAGE, "", id="a-year-in-the-name-alone"),
        pytest.param("portal.yml.txt", SETTINGS, "portal.yml", id="settings"),
        pytest.param("设置.txt", SETTINGS, "portal.yml", id="settings-of-any-name"),
        pytest.param("portal.txt", "x: 1\n", "", id="no-settings"),
        pytest.param("office/body.yml.txt", BODY, "office/body.yml", id="body"),
        pytest.param("office/机构.txt", BODY, "office/body.yml", id="body-of-any-name"),
        pytest.param("机构.txt", BODY, "", id="no-body-in-the-root"),
        pytest.param("office/notes.txt", "name: 甲\n", "", id="half-a-body"),
        pytest.param("pages/guide.md.txt", PAGE, "pages/guide.md", id="page"),
        pytest.param("pages/guide.md", PAGE, "", id="right-page"),
        pytest.param("notes.txt", PAGE, "", id="no-page-elsewhere"),
        pytest.param("pages/.guide.md.swp", PAGE, "", id="hidden-page"),
        pytest.param(".office/2022.md", REPORT, "office/2022.md", id="in-a-hidden-folder"),
        pytest.param("a/__MACOSX/2022.md", REPORT, "a/2022.md", id="in-a-folder-of-the-system"),
        pytest.param("notes.txt", "会议记录。", "", id="anything"),
    ],
)
def test_intended_name(name: str, head: str, meant: str) -> None:
    """A source is known by its fields; what holds none has no other name."""
    assert intended_name(name, head.encode()) == meant


@pytest.mark.parametrize(
    ("name", "kind", "may_be"),
    [
        pytest.param("2022.md", "", True, id="report"),
        pytest.param("form.docx", "", False, id="document"),
        pytest.param("a/~$form.docx", "lock", False, id="lock"),
        pytest.param("a/.~lock.form.odt#", "lock", False, id="lock-of-libreoffice"),
        pytest.param("2022.md.bak", "backup", True, id="backup"),
        pytest.param("office.old/2022.md", "backup", True, id="in-a-backup"),
        pytest.param("a/Thumbs.db", "system", True, id="system"),
        pytest.param("__MACOSX/2022.md", "system", True, id="in-a-folder-of-the-system"),
    ],
)
def test_litter(name: str, kind: str, may_be: bool) -> None:
    """What programs leave behind is known by its name; what can be no text is not looked into."""
    assert (litter_kind(name), may_be_source(name)) == (kind, may_be)
