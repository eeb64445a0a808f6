"""What lies about in a content folder stays there: only reports, pages and attachments are published."""

from pathlib import Path

import pytest

from tests.support.portal import places, run_build, tree, write_base

SECRET = "并非公开的话"
NOTES = ("notes.md", "NOTES.MD", "2022.bak.md", "pages/old/rules.md", "office/会议记录.md", "office/body.yaml", "drafts/plan.yml")
HIDDEN = (".notes.md", ".git/config", "office/.2022.md.swp", "pages/.form.txt.swp", "2022.md~")


def published_with(folder: Path, *litter: str) -> dict[str, bytes]:
    """The site of the sound portal with these files in its content folder, each of which holds words that are not public."""
    content = write_base(folder)
    for name in litter:
        path = content / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"---\ntitle: {SECRET}\n---\n\n{SECRET}\n", encoding="utf-8")
    outcome = run_build(folder)
    assert outcome.published is not None
    assert places(outcome, folder) == sorted((name, "file.unused") for name in litter if name in NOTES)
    return tree(folder / "site")


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The site of the sound portal."""
    return published_with(tmp_path_factory.mktemp("sound"))


def test_notes_are_reported_and_not_published(tmp_path: Path, sound: dict[str, bytes]) -> None:
    """Markdown and YAML that is no report, page or body is named in a finding and changes no byte of the site."""
    assert published_with(tmp_path, *NOTES) == sound


def test_hidden_files_are_not_published(tmp_path: Path, sound: dict[str, bytes]) -> None:
    """What an editor, a version control or a file manager hides is passed over without a word."""
    assert published_with(tmp_path, *HIDDEN) == sound


def test_only_the_content_folder_s_own_files_are_copied(sound: dict[str, bytes]) -> None:
    """Every file of the site is made by the program, but for the attachment that the sound portal has."""
    content = tree(Path(__file__).parents[1] / "cases" / "base")
    assert {path for path, body in sound.items() if body in content.values()} == {"pages/form.txt"}


def test_drafts_are_not_published(tmp_path: Path) -> None:
    """Of a draft neither page, data nor words are published; where it was, the site is as without the file."""
    content = write_base(tmp_path)
    draft = (content / "2018.md").read_text(encoding="utf-8").replace("year: 2018\n", "year: 2018\ndraft: true\n")
    (content / "2018.md").write_text(f"{draft}\n{SECRET}\n", encoding="utf-8")
    assert run_build(tmp_path).published is not None
    with_draft = tree(tmp_path / "site")
    (content / "2018.md").unlink()
    run_build(tmp_path)
    assert with_draft == tree(tmp_path / "site")
