"""A theme that was checked before, with its templates as they were compiled then."""

from msgspec.structs import replace

from ..model.finding import Parsed
from ..model.theme import Theme
from ..parsing.theme_files import TemplateFolder, parse_theme
from .switch import switchable


@switchable
def known_theme(builtin: TemplateFolder, overlay: TemplateFolder, compiled: str | None) -> Parsed[Theme] | None:
    """Return a theme as it is found once more without fault; None where no folder of its compiled templates is given."""
    if compiled is None:
        return None
    parsed = parse_theme(builtin, overlay)
    return Parsed(replace(parsed.value, compiled=compiled)) if parsed.value else None
