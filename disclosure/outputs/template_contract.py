"""What templates and Python have agreed on: every view of a macro that Python calls."""

from ..html.comparison_html import (
    ComparisonBlockMacro,
    ComparisonChapterMacro,
    ComparisonGroupMacro,
    ComparisonRowMacro,
    DifferenceMacro,
    EmptyComparisonMacro,
    ValueMacro,
)
from ..html.table import RowMacro, TableMacro
from ..html.template_check import MacroCall
from ..html.template_views import MacroView

MACROS: tuple[type[MacroView], ...] = (
    RowMacro,
    TableMacro,
    ValueMacro,
    DifferenceMacro,
    ComparisonRowMacro,
    ComparisonGroupMacro,
    ComparisonBlockMacro,
    ComparisonChapterMacro,
    EmptyComparisonMacro,
)
"""The macros that Python calls."""

MACRO_CALLS = tuple(MacroCall(view.TEMPLATE, view.MACRO, view.__struct_fields__) for view in MACROS)
"""The same as the templates are held against."""
