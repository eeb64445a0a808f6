"""The page that the preview shows while the site can't be built."""

from collections.abc import Sequence
from html import escape

from .console import LEVEL_WORDS, FindingView, visible


def findings_page(views: Sequence[FindingView], title: str) -> str:
    """Return the page: every finding with its line and what to do, the gravest first."""
    entries = "".join(
        f'<li class="{one.level}"><h2>{LEVEL_WORDS[one.level]}：{escape(visible(one.finding.message))}</h2>'
        f"<p>{escape(one.finding.path)}，第 {one.span.line} 行　<code>{escape(one.finding.code)}</code></p>"
        f"{_marked(one)}<p>{escape(visible(one.hint))}</p></li>"
        for one in sorted(views, key=lambda one: list(LEVEL_WORDS).index(one.level))
    )
    return (
        '<!DOCTYPE html><html lang="zh-CN" data-fault><head><meta charset="utf-8"><link rel="icon" href="data:,">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>"
        "body{font:1rem/1.7 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}"
        "ol{padding:0;list-style:none}li{margin:1rem 0;padding:.5rem 1rem;border-left:.3rem solid #888}"
        "li.error{border-color:#b3261e}li.warning{border-color:#b98900}h2{font-size:1.1rem;margin:0}"
        "p{margin:.2rem 0}pre{overflow-x:auto;background:#8882;padding:.5rem;margin:.3rem 0}"
        "mark{background:#ffd54f;color:#000}"
        f'</style></head><body><h1>{escape(title)}</h1><p>改正并保存后，本页自动消失。<a href="?last">查看上次成功的页面</a></p>'
        f"<ol>{entries}</ol></body></html>"
    )


def _marked(view: FindingView) -> str:
    """The line at fault, no more than 200 characters of it, with the words at fault marked."""
    if not view.line.strip():
        return ""
    begin = view.span.column - 1
    start = max(0, begin - 100)
    before, words, after = (
        escape(visible(part.replace("\t", " ")))
        for part in (
            view.line[start:begin],
            view.line[begin : begin + view.span.width],
            view.line[begin + view.span.width :][:200],
        )
    )
    return f"<pre>{before}<mark>{words}</mark>{after}</pre>"
