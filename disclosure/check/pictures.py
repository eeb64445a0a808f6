"""Pictures in texts: each has words for those who do not see it, and lies beside its text."""

import re
from collections.abc import Iterator

from ..model.finding import Finding, Place
from ..model.patterns import pattern
from ..model.portal import FiledReport, Portal
from .lost_text import outside_code
from .text_pieces import text_pieces

_PICTURE = pattern(r"!\[(?P<words>[^\]\n]{0,500})\](?P<target>\([^)\n]{0,500}\)|\[[^\]\n]{1,200}\])")
_REMOTE = pattern(r"\(<?(?:https?:)?//([^/\s)>]+)", re.IGNORECASE)
_SAYS_NOTHING = pattern(
    r"(?:图片?|图像|照片|截图|插图|附图|图表|未命名|image|img|picture|photo|pic|screenshot|chart|untitled)?[\s_.、-]*\d*|.{0,80}\.(?:png|jpe?g|gif|webp|svg|bmp)",
    re.IGNORECASE,
)


def check_pictures(filing: FiledReport) -> Iterator[Finding]:
    """Report pictures of a report that have no words, or none that say what is to be seen; and those of another website."""
    for place, text in text_pieces(filing):
        yield from _faults(text, filing.report.path, place)


def check_page_pictures(portal: Portal) -> Iterator[Finding]:
    """The same for standing pages."""
    for page in portal.pages:
        yield from _faults(page.text, page.path, ("#",))


def _faults(text: str, path: str, place: Place) -> Iterator[Finding]:
    for found in _PICTURE.finditer(outside_code(text)) if "![" in text else ():
        words = found["words"].strip()
        if remote := _REMOTE.match(found["target"]):
            message = f"图片在别的网站（{remote[1]}）上：网页不从别处加载，这里只是一个链接"
            hint = f"把图片另存到这个文件旁边，写成 ![{words or '图里是什么'}](文件名)"
            yield Finding("picture.elsewhere", message, path, (*place, found[0]), hint=hint)
        elif _SAYS_NOTHING.fullmatch(words):
            said = f"的说明“{words}”没有说图里是什么" if words else "没有说明"
            message = f"图片{said}，看不见图的人不知道图里有什么"
            hint = f"写成 ![图里是什么]{found['target']}，例如 ![依申请公开流程图]{found['target']}"
            yield Finding("picture.words", message, path, (*place, found[0]), hint=hint)
