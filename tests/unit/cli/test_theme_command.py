"""`theme` copies built-in templates into the portal's theme."""

from pathlib import Path

import pytest

from disclosure.cli.main import main
from tests.support.portal import ROOT, tree, write_base

FOOTER = "parts/footer.html"


def test_a_copy_to_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """A copy lies in `theme` beside the content folder, also from inside of that; one that is there stays as it is."""
    write_base(tmp_path)
    monkeypatch.chdir(tmp_path / "content" / "office")
    assert main(["theme", FOOTER, "assets/print.css"]) == 0
    assert tree(tmp_path / "theme").keys() == {FOOTER, "assets/print.css"}
    copy = tmp_path / "theme" / FOOTER
    assert copy.read_bytes() == (ROOT / "templates" / FOOTER).read_bytes()
    copy.write_text("<footer></footer>", encoding="utf-8")
    capsys.readouterr()
    assert main(["theme", FOOTER]) == 0
    assert capsys.readouterr().out == f"已有 ../../theme/{FOOTER}，没有改动\n"
    assert copy.read_text(encoding="utf-8") == "<footer></footer>"


def test_all_that_can_be_replaced(capsys: pytest.CaptureFixture[str]) -> None:
    """Without files all are listed, and where what they are given is described."""
    assert main(["theme"]) == 0
    *names, where = capsys.readouterr().out.splitlines()
    assert FOOTER in names
    assert where.endswith("templates/README.md")


@pytest.mark.parametrize(
    ("name", "said"), [("footer.html", f"是不是“{FOOTER}”？"), ("parts/foter.html", f"是不是“{FOOTER}”？"), ("问候", "列出全部")]
)
def test_names_that_there_are_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str, said: str
) -> None:
    """Another name is answered with the nearest one, and nothing is copied."""
    write_base(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert main(["theme", FOOTER, name]) == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "theme").exists()


def test_outside_of_a_portal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no content folder nothing is copied."""
    monkeypatch.chdir(tmp_path)
    assert main(["theme", FOOTER]) == 2
    assert tree(tmp_path) == {}
