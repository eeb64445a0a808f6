"""`fill --bind` puts the addresses of cells in the place of figures that equal them, and the text reads as before."""

from pathlib import Path

import pytest

from disclosure.cli.main import main
from disclosure.model.report import Source
from disclosure.parsing.reports import parse_report
from tests.support.forms import FORMS
from tests.support.portal import write_base

TYPED = "制发行政规范性文件3件，全部主动公开；新收依申请公开10件。"
BOUND = (
    "制发行政规范性文件{=article_20_1.normative_documents.issued}件，全部主动公开；新收依申请公开{=requests.received.total}件。"
)


def texts(path: Path) -> list[str]:
    """The texts of a report as they are published."""
    report = parse_report(Source("2022.md", "2022.md", path.read_bytes(), ""), FORMS).value
    assert report is not None
    return [report.preamble, *(section.text for section in report.sections)]


def test_a_title_may_say_of_what_year_it_is_in_other_words(tmp_path: Path) -> None:
    """关于 behind the name of a body is no part of it: what the text tells of 财政局 is the body's own."""
    path = write_base(tmp_path) / "2022.md"
    before = path.read_text(encoding="utf-8").replace("样例镇2022年", "样例县财政局关于2022年")
    path.write_text(before.replace("新收依申请公开10件", "样例县财政局新收依申请公开10件"), encoding="utf-8")
    assert main(["fill", "--bind", "--yes", str(path)]) == 0
    assert "样例县财政局新收依申请公开{=requests.received.total}件" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_figures_are_bound_and_read_as_before(tmp_path: Path, capsys: pytest.CaptureFixture[str], line_end: str) -> None:
    """Each figure is listed; only these change in the file, line ends stay, and a second time there is nothing to do."""
    path = write_base(tmp_path) / "2022.md"
    before = path.read_text(encoding="utf-8").replace("\n", line_end)
    path.write_bytes(before.encode())
    known = texts(path)
    assert main(["fill", "--bind", "--yes", str(path)]) == 0
    assert "“新收依申请公开10件”里的数取自表中：{=requests.received.total}" in capsys.readouterr().out
    assert path.read_bytes().decode() == before.replace(TYPED, BOUND)
    assert texts(path) == known
    assert main(["fill", "--bind", "--yes", str(path)]) == 0
    assert path.read_bytes().decode() == before.replace(TYPED, BOUND)


def test_nothing_is_written_unasked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever answers nothing, or is not there, keeps the file as it is."""
    path = write_base(tmp_path) / "2022.md"
    before = path.read_bytes()
    for answer in ("", None, "n"):
        monkeypatch.setattr("disclosure.cli.show.ask", lambda question, answer=answer: answer)
        assert main(["fill", "--bind", str(path)]) == 0
        assert path.read_bytes() == before
