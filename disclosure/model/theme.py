"""The looks: every template and asset as text, under one digest."""

from functools import cached_property

from .digest import Interned


class Theme(Interned, frozen=True, dict=True):
    """The files of `templates/` by name, and where that folder is, for messages."""

    path: str
    files: tuple[tuple[str, str], ...]
    digest: str

    @cached_property
    def texts(self) -> dict[str, str]:
        """Template text by name."""
        return dict(self.files)
