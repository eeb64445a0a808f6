"""Bad input that no text file can hold, and the machine's own refusals."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.command_line import command
from tests.support.portal import ROOT, places, run_build, tree, write_base


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("arguments", [["explain"], ["check"]], ids=lambda words: words[0])
def test_nowhere_to_say_it(tmp_path: Path, arguments: list[str]) -> None:
    """Where what it says can't be written, one line says so and the exit code is 3."""
    write_base(tmp_path)
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    with open("/dev/full", "w") as full:
        run = subprocess.run(
            [sys.executable, str(ROOT / "build.py"), *arguments],
            cwd=tmp_path,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            env=environment | {"PYTHONUTF8": "1"},
            check=False,
        )
    assert (run.returncode, run.stderr) == (3, "build.py: 磁盘已满\n")


def test_gbk_names_the_command_that_converts_it(tmp_path: Path) -> None:
    """A GBK file is "file.encoding", at its first line that is not UTF-8, with the command to convert it."""
    content = write_base(tmp_path)
    path = content / "2020.md"
    path.write_bytes(path.read_text(encoding="utf-8").encode("gb18030"))
    run_build(tmp_path)
    outcome = run_build(tmp_path)
    assert ("2020.md:2:1", "file.encoding") in places(outcome, tmp_path)
    assert "disclosure recode" in next(f.hint for f in outcome.findings if f.code == "file.encoding")


def test_bom_and_crlf_are_fine(tmp_path: Path) -> None:
    """A byte order mark and Windows line ends change nothing of the site but the codes of the files themselves."""

    def site() -> dict[str, bytes]:
        files = {path: body for path, body in tree(tmp_path / "site").items() if not path.startswith(("search/", "manifest"))}
        return {path: re.sub(rb"[0-9a-f]{64}|[0-9a-f]{4}( [0-9a-f]{4}){3}", b"", body) for path, body in files.items()}

    content = write_base(tmp_path)
    run_build(tmp_path)
    before = site()
    for path in content.rglob("*.md"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert run_build(tmp_path).findings == ()
    assert site() == before


@pytest.mark.parametrize("name", ["2023.md", "files", "pages/secret.txt"])
def test_symbolic_links_are_reported_and_not_followed(tmp_path: Path, name: str) -> None:
    """A link out of the content folder is "file.symlink"; what it points to is neither read nor published."""
    content = write_base(tmp_path)
    run_build(tmp_path)
    before = tree(tmp_path / "site")
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "2023.md").write_text("secret", encoding="utf-8")
    target = tmp_path / "secret" if name == "files" else tmp_path / "secret" / "2023.md"
    (content / name).symlink_to(target)
    assert places(run_build(tmp_path), tmp_path) == [(name, "file.symlink")]
    assert tree(tmp_path / "site") == before


def test_empty_folder(tmp_path: Path) -> None:
    """A content folder without a report or settings is "content.empty" and publishes nothing."""
    (tmp_path / "content").mkdir()
    assert places(run_build(tmp_path), tmp_path) == [(".", "content.empty")]
    assert not (tmp_path / "site").exists()


def test_a_portal_that_begins(tmp_path: Path) -> None:
    """A portal without reports is "content.no-reports" and has a home page; its first report takes the note away."""
    content = write_base(tmp_path / "other")
    (tmp_path / "content").mkdir()
    shutil.copy(content / "portal.yml", tmp_path / "content")
    assert places(run_build(tmp_path), tmp_path) == [(".", "content.no-reports")]
    assert "还没有公布年度报告。" in (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    shutil.copy(content / "2022.md", tmp_path / "content")
    assert places(run_build(tmp_path), tmp_path) == []


def test_reports_that_are_gone(tmp_path: Path) -> None:
    """Where all reports of a published portal are missing, that is "content.empty", and the site stays as it was."""
    content = write_base(tmp_path)
    run_build(tmp_path)
    before = tree(tmp_path / "site")
    for report in content.rglob("20*.md"):
        report.unlink()
    outcome = run_build(tmp_path)
    assert places(outcome, tmp_path) == [(".", "content.empty")]
    assert outcome.findings[0].message.endswith("site/2017.html，照此生成会全部删去")
    assert (outcome.stopped, tree(tmp_path / "site")) == (True, before)


def test_no_settings(tmp_path: Path) -> None:
    """A content folder without portal.yml is "content.no-settings"."""
    content = write_base(tmp_path)
    (content / "portal.yml").unlink()
    assert places(run_build(tmp_path), tmp_path) == [("portal.yml", "content.no-settings")]


def templates_with(tmp_path: Path, name: str, old: str, new: str) -> Path:
    """A copy of the templates with one change."""
    folder = tmp_path / "templates"
    for path in (ROOT / "templates").rglob("*"):
        if path.is_file():
            copy = folder / path.relative_to(ROOT / "templates")
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(path.read_bytes())
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        pytest.param("{% if report.draft %}", "{% if report.draft", "template.syntax", id="syntax"),
        pytest.param("{{ part.heading }}", "{{ part.haeding }}", "template.failed", id="undefined"),
    ],
)
def test_template_mistakes_have_their_file_and_line(tmp_path: Path, old: str, new: str, code: str) -> None:
    """A template that can't be read ("template.syntax") or run ("template.failed") is named with its line; the site stays."""
    write_base(tmp_path)
    run_build(tmp_path)
    before = tree(tmp_path / "site")
    folder = templates_with(tmp_path, "pages/report.html", old, new)
    outcome = run_build(tmp_path, templates=folder)
    text = (ROOT / "templates" / "pages" / "report.html").read_text(encoding="utf-8")
    line = text[: text.index(old)].count("\n") + 1
    assert {(f.code, f.path, f.span.line if f.span else 0) for f in outcome.findings} <= {
        (code, f"{folder.as_posix()}/pages/report.html", line),
        (code, f"{folder.as_posix()}/pages/report.html", line + 1),
    }
    assert outcome.published is None
    assert tree(tmp_path / "site") == before


def test_unwritable_site(tmp_path: Path) -> None:
    """A file where the site's folder should be is a wrong command line, said in one line."""
    write_base(tmp_path)
    (tmp_path / "site").write_text("a file", encoding="utf-8")
    run = command(tmp_path, "build")
    assert (run.returncode, run.stderr.count("\n"), "site" in run.stderr) == (2, 1, True)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_forbidden_site(tmp_path: Path) -> None:
    """A folder without permission is one line and exit code 3."""
    write_base(tmp_path)
    (tmp_path / "site").mkdir(mode=0o500)
    run = command(tmp_path, "build")
    assert (run.returncode, run.stderr.count("\n")) == (3, 1)


@pytest.mark.slow
def test_full_disk_keeps_the_old_site(tmp_path: Path) -> None:
    """When the disk runs full, the run ends with one line and exit code 3, and the site is as it was."""
    content = write_base(tmp_path)
    assert command(tmp_path, "build").returncode == 0
    before = tree(tmp_path / "site")
    path = content / "portal.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("0000-0000000", "1111-1111111"), encoding="utf-8")
    limited = "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (2000, 2000)); import signal; " + (
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN); sys.path.insert(0, sys.argv[1]); "
        "from disclosure.cli.main import main; sys.exit(main(['build', '--jobs', '1']))"
    )
    run = subprocess.run([sys.executable, "-c", limited, str(ROOT)], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert (run.returncode, run.stderr.count("\n")) == (3, 1), run.stderr
    assert tree(tmp_path / "site") == before
