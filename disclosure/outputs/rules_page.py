"""The page of the rules that reports are checked by, where the settings name it."""

from collections.abc import Iterator
from itertools import groupby

from ..model.planned_file import Page, PlannedFile
from ..model.portal import Portal, Rule
from ..model.theme import Theme
from .addresses import RULES_PAGE
from .page_head import frame_of, service_head
from .pages import PageView, plan_file

LEVEL_HEADINGS = {"error": "错误，改正后才能公布", "warning": "警告", "note": "提示"}
"""What each level means to those who write reports."""


class RulesPage(PageView, frozen=True):
    """The page of the rules: those of each level, gravest first."""

    TEMPLATE = "pages/rules.html"
    levels: tuple[tuple[str, tuple[Rule, ...]], ...]


def rules_page(portal: Portal, theme: Theme) -> Iterator[PlannedFile]:
    """Plan the page of the rules."""
    if not portal.rules:
        return
    order = list(LEVEL_HEADINGS)
    ordered = sorted(portal.rules, key=lambda rule: order.index(rule.level))
    levels = tuple((LEVEL_HEADINGS[level], tuple(same)) for level, same in groupby(ordered, key=lambda rule: rule.level))
    frame, page = frame_of(portal, theme), Page(RULES_PAGE, "检查规则")
    head = service_head(frame, page, "年度报告公布以前按这些规则检查", "政府信息公开,检查规则", "信息公开指南")
    yield plan_file(RULES_PAGE, theme, RulesPage(frame, head, levels), page)
