"""The page on which anybody sees whether a file is what was published, and what that proves and what not."""

from collections.abc import Iterator

from ..model.planned_file import Page, PlannedFile
from ..model.portal import Portal
from ..model.theme import Theme
from .addresses import VERIFY, link, script_path
from .page_head import frame_of, service_head
from .pages import PageView, ScriptView, plan_file


class VerifyPage(PageView, frozen=True):
    """The page on which anybody compares a file with what was published, and its script."""

    TEMPLATE = "pages/verify.html"
    program: str


class VerifyScript(ScriptView, frozen=True):
    """The script of that page."""

    TEMPLATE = "assets/verify.js"


def verify_page(portal: Portal, theme: Theme) -> Iterator[PlannedFile]:
    """Plan the page and its program."""
    frame, page, program = frame_of(portal, theme), Page(VERIFY, "核对文件"), script_path(theme, "verify")
    description = "核对手里的文件是不是本网站公布的那一份。"
    head = service_head(frame, page, description, "政府信息公开,校验码,核对", "信息公开指南", description)
    yield plan_file(VERIFY, theme, VerifyPage(frame, head, link(VERIFY, program)), page)
    yield plan_file(program, theme, VerifyScript())
