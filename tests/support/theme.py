"""The program's own templates."""

from pathlib import Path

from disclosure.model.theme import Theme
from disclosure.parsing.text import MAX_FILE_SIZE
from disclosure.parsing.theme_files import TemplateFolder, parse_theme
from disclosure.system.snapshot import read_sources
from tests.support.portal import ROOT


def read_theme() -> Theme:
    """The templates as a theme."""
    files = read_sources(Path(ROOT / "templates"), (".html", ".css"), MAX_FILE_SIZE)
    parsed = parse_theme(TemplateFolder("templates", files), TemplateFolder("", ()))
    assert parsed.value
    return parsed.value


THEME = read_theme()
