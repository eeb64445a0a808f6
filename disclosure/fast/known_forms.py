"""The official forms as they were read before, by this program."""

from contextlib import suppress

from msgspec import MsgspecError, msgpack

from ..model.form import Format, GlossaryEntry
from .switch import switchable

Forms = tuple[tuple[Format, ...], tuple[GlossaryEntry, ...]]
"""The forms and the glossary."""
_DECODE = msgpack.Decoder(Forms).decode


@switchable
def known_forms(kept: bytes | None) -> Forms | None:
    """Return the forms that were found without fault before; None where there are none, or they are cut."""
    with suppress(MsgspecError):
        return _DECODE(kept) if kept else None
    return None
