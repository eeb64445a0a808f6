"""What templates are given: one frozen view for each template that is run, and for each macro that Python calls.

The fields of a view are the variables of its template, or the arguments of its macro.
"""

from typing import Any, ClassVar

from msgspec import Struct


class TemplateView(Struct, frozen=True):
    """The variables of a template."""

    TEMPLATE: ClassVar[str]


class MacroView(Struct, frozen=True):
    """The arguments of a macro."""

    TEMPLATE: ClassVar[str]
    MACRO: ClassVar[str]


def variables(view: TemplateView | MacroView) -> dict[str, Any]:
    """Return what a view holds, by name."""
    return {name: getattr(view, name) for name in view.__struct_fields__}
