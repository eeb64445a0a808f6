"""Where the portal is that a command is run in."""

import sys
from pathlib import Path

import pytest

from disclosure.system.locations import builtin, content_around, install_command, portal_root, schema_folder


@pytest.fixture
def portal(tmp_path: Path) -> Path:
    """A folder with a portal in it, and nothing but its settings."""
    (tmp_path / "content" / "office" / "files").mkdir(parents=True)
    (tmp_path / "content" / "portal.yml").touch()
    (tmp_path / "notes").mkdir()
    return tmp_path


@pytest.mark.parametrize(
    ("here", "root"), [(".", "."), ("content", ".."), ("content/office/files", "../../.."), ("notes", ".."), ("..", ".")]
)
def test_upwards(here: str, root: str, portal: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The nearest folder upwards that holds a portal is found, as seen from here; where there is none, it is this one."""
    monkeypatch.chdir(portal / here)
    assert portal_root() == Path(root)


def test_a_portal_below_a_portal(portal: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of two portals the nearer one is meant."""
    inner = portal / "notes" / "content"
    inner.mkdir()
    (inner / "portal.yml").touch()
    monkeypatch.chdir(inner)
    assert portal_root() == Path("..")
    assert content_around(Path()) == inner


@pytest.mark.parametrize(
    ("folder", "found"),
    [("content", "content"), ("content/office/files", "content"), ("notes/../content/new", "content"), ("notes", None)],
)
def test_content_around(folder: str, found: str | None, portal: Path) -> None:
    """A folder inside a content folder leads to it, whether or not it is there yet."""
    assert content_around(portal / folder) == (portal / found if found else None)


def test_schemas(portal: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The schemas beside the content folder are taken, however the folder is called; in a clone, else those of the clone."""
    assert schema_folder(portal / "content") == builtin("schemas")
    (portal / "schemas").mkdir()
    monkeypatch.chdir(portal / "content" / "office")
    assert schema_folder(Path("..")) == schema_folder(portal / "content") == portal / "schemas"


@pytest.mark.parametrize(
    ("mark", "command"),
    [
        ("pipx_metadata.json", "pipx inject disclosure lxml"),
        ("uv-receipt.toml", f"uv pip install --python {sys.executable} lxml"),
        ("pyvenv.cfg", f"{sys.executable} -m pip install lxml"),
    ],
)
def test_how_to_add_a_library(mark: str, command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A library is added the way the program was installed."""
    (tmp_path / mark).touch()
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    assert install_command("lxml") == command
