"""The program's own files as an earlier run found them: official forms, and themes without fault."""

from contextlib import suppress

from msgspec import MsgspecError, msgpack
from msgspec.structs import replace

from ..model.finding import Parsed
from ..model.form import Format, GlossaryEntry
from ..model.theme import Theme
from ..parsing.theme_files import TemplateFolder, parse_theme
from .switch import switchable

Forms = tuple[tuple[Format, ...], tuple[GlossaryEntry, ...]]
"""The forms and the glossary."""
_DECODE = msgpack.Decoder(Forms).decode


@switchable
def known_forms(cached: bytes | None) -> Forms | None:
    """Return the forms of a cache entry; None where there is none, or it is cut."""
    with suppress(MsgspecError):
        return _DECODE(cached) if cached else None
    return None


@switchable
def known_theme(builtin: TemplateFolder, overlay: TemplateFolder, compiled: str | None) -> Parsed[Theme] | None:
    """Return a theme that had no fault before, its compiled templates in the folder `compiled`; None without one."""
    if compiled is None:
        return None
    parsed = parse_theme(builtin, overlay)
    return Parsed(replace(parsed.value, compiled=compiled)) if parsed.value else None
