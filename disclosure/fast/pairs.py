"""Every accelerator with the plain function whose result it returns. `tests/` and `bench/` go through them."""

from collections.abc import Callable
from typing import Any

from ..html.comparison_html import comparison_html
from ..html.markdown import markdown_html
from ..html.table import tables_html
from ..html.template_check import check_theme
from ..outputs.report_xlsx import packed_workbook
from ..parsing.forms import parse_format
from ..parsing.reports import parse_report
from ..search.index import make_entries
from . import (
    comparison,
    known_forms,
    known_theme,
    markdown,
    report,
    stripe_entries,
    tables,
    workbook,
)

PAIRS: tuple[tuple[Callable[..., Any], Callable[..., Any]], ...] = (
    (check_theme, known_theme),
    (parse_format, known_forms),
    (parse_report, report),
    (markdown_html, markdown),
    (tables_html, tables),
    (comparison_html, comparison),
    (packed_workbook, workbook),
    (make_entries, stripe_entries),
)
"""(plain, fast), in the order of a build. An accelerator is switched off by its name."""
