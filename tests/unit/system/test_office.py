"""Old office files are converted by LibreOffice, or a finding says what to install."""

import subprocess
from pathlib import Path
from random import Random

import pytest

from disclosure.cli.commands import DONE
from disclosure.cli.main import main
from disclosure.system.office import convert_office, office_program
from tests.support.forms import FORMS
from tests.support.import_documents import make_document
from tests.support.import_outcomes import report_in, run


def test_old_office_files_need_a_converter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without LibreOffice a .doc is not guessed at; one that is a page or a .docx under an old name needs none."""
    monkeypatch.setattr("shutil.which", lambda _: None)
    (tmp_path / "a.doc").write_bytes(b"\xd0\xcf\x11\xe0")
    assert main(["import", str(tmp_path / "a.doc"), "--into", str(tmp_path), "--findings", "json"]) == 1
    assert '"import.converter"' in capsys.readouterr().out
    for seed, kind in ((1, "html"), (2, "docx"), (3, "xlsx")):
        made = make_document(Random(seed), FORMS, kind)
        (tmp_path / "b.doc").write_bytes(made.data)
        assert main(["import", str(tmp_path / "b.doc"), "--into", str(tmp_path / kind)]) == DONE


@pytest.mark.slow
@pytest.mark.skipif(not office_program(), reason="LibreOffice is not installed (apt install libreoffice-writer libreoffice-calc)")
@pytest.mark.parametrize(("kind", "old"), [("docx", "doc"), ("docx", "wps"), ("xlsx", "et")])
def test_old_office_files(tmp_path: Path, kind: str, old: str) -> None:
    """A .doc, a .wps and an .et come out as the .docx and .xlsx that they were made of."""
    made = make_document(Random(7), FORMS, kind)
    (tmp_path / f"a.{kind}").write_bytes(made.data)
    target = {"wps": "doc", "et": "xls"}.get(old, old)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [office_program(), profile, "--headless", "--convert-to", target, "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / f"a.{kind}")], check=True, capture_output=True)
    (tmp_path / f"a.{target}").rename(tmp_path / f"b.{old}")
    assert main(["import", str(tmp_path / f"b.{old}"), "--into", str(tmp_path)]) == DONE
    written = (tmp_path / f"{made.year}.md").read_text(encoding="utf-8")
    parsed = run(made)
    assert parsed.value is not None
    assert report_in(written).tables == report_in(parsed.value.text).tables


def test_a_converter_that_hangs_ends_with_all_it_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A converter past its time ends, and so does what it started."""
    program, child = tmp_path / "soffice", tmp_path / "child"
    program.write_text(f"#!/bin/sh\nsleep 60 &\necho $! > {child}\nwait\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setattr("disclosure.system.office._SECONDS", 1)
    assert convert_office(str(program), tmp_path / "a.doc") is None
    state = Path(f"/proc/{child.read_text(encoding='ascii').strip()}/stat")
    assert not state.exists() or state.read_text(encoding="ascii").split()[2] == "Z"
