"""The looks: every template and asset as text, under one digest."""

from functools import cached_property

from msgspec import Struct

from .digest import Interned
from .finding import Span

THEME_VERSION = "0.2"
"""The version of the built-in templates: of the names of their files, variables, blocks and macros. Each states it at its top."""


class TemplateLink(Struct, frozen=True):
    """A link that stands in a template: a pattern of what it is on pages, and its place."""

    pattern: str
    path: str
    span: Span


class Theme(Interned, frozen=True, dict=True):
    """The built-in files by name, those of the portal's theme in their places; `digest` stands for all of them.

    `path` and `overlay` are the folders of both, for messages; `replaced` are the names of the files that are the theme's.
    `compiled` is the folder where its compiled templates are kept, if they are.
    """

    path: str
    files: tuple[tuple[str, str], ...]
    digest: str
    overlay: str = ""
    replaced: tuple[str, ...] = ()
    compiled: str = ""

    @cached_property
    def texts(self) -> dict[str, str]:
        """Template text by name."""
        return dict(self.files)

    def path_of(self, name: str) -> str:
        """Return the file that a template is read from."""
        return f"{self.overlay if name in self.replaced else self.path}/{name}"
