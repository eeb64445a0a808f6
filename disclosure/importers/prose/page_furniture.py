"""What belongs to the page that a report stood on: source, buttons, breadcrumbs, counters."""

import re

from ..attached_files import LINKED
from ..document import TextBlock

_LINE = re.compile(
    r"(标题|来源|信息来源|稿源|发布机构|发布时间|发布日期|成文日期|生成日期|公开日期|索引号|文号|发文字号|栏目|原文链接|本地目录|页面链接.*|"
    r"下载|附件|浏览次数|浏览量|访问量|字号|字体|打印|分享|当前位置|您现在的位置|您当前的位置|作者|责任编辑|单位|网址|主题分类|公开方式|公开范围|体裁分类)"
    r"([:：\s（(【].*)?|=*\s*正文\s*=*|【[大中小]】.*|首页.*>.*|(上|下)一篇.*|附件下载|关闭(窗口)?|扫一扫.*|返回顶部|Produced by.*",
    re.DOTALL,
)
BREADCRUMB = re.compile(
    r"当前位置.{0,400}(文件下载|文字版|全真版|打印|QQ空间|相关链接[:：]?|-->|字号|【小】)\s*(相关链接[:：]?)?\s*(-->)?",
    re.DOTALL,
)
_LINE_LENGTH = 160


def without_buttons(piece: TextBlock) -> tuple[TextBlock, list[str]]:
    """The last text without the page's buttons that were pulled into it."""
    match = re.search(r"(?<=[。！”）\d])\s*(附件下载|打印|关闭窗口|返回顶部|【打印[^】]*】.*)\s*$", piece.text)
    if not match:
        return piece, []
    return TextBlock(piece.text[: match.start()], piece.kind, piece.level), [match[1]]


def is_furniture(text: str) -> bool:
    """Whether a line belongs to the page it stood on, not to the report."""
    return len(text) <= _LINE_LENGTH and "。" not in text and not LINKED.search(text) and bool(_LINE.fullmatch(text))
