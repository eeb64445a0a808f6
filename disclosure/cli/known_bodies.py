"""The bodies of a content folder by their settings alone, for commands that need nothing else of it."""

from pathlib import Path

from ..model.portal import Body
from ..parsing.settings import parse_body, parse_settings
from ..parsing.text import MAX_FILE_SIZE
from ..system.files import read_source


def known_bodies(content: Path) -> tuple[Body, ...]:
    """Return the bodies whose files can be read, the portal's own first; none where there is no `portal.yml`."""
    if not (content / "portal.yml").is_file():
        return ()
    settings = parse_settings(read_source(content / "portal.yml", "portal.yml", "portal.yml", MAX_FILE_SIZE)).value
    found = [settings.body] if settings else []
    for file in sorted(content.rglob("body.yml")):
        name = file.relative_to(content).as_posix()
        body = parse_body(read_source(file, file.as_posix(), name, MAX_FILE_SIZE)).value
        found += [body] if body else []
    return tuple(found)
