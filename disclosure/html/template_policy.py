"""What the site's security policy lets no browser load or run, in the files of a theme; and where links in them lead."""

import re
from collections.abc import Iterator

from ..model.finding import Finding, Span
from ..model.patterns import pattern
from ..model.theme import TemplateLink, Theme

_NOT_PUBLISHED = ("pages/proof.html",)
"""Templates of pages that are for paper, and hold their own style."""
_COMMENT = pattern(r"\{#.*?#\}|<!--.*?-->", re.DOTALL)
_ELSEWHERE = r"(?:https?:)?//[^\s\"'>]+"
_TAG = pattern(r"<(?P<tag>[a-zA-Z]+)\b(?P<rest>(?:\{\{.*?\}\}|\{%.*?%\}|[^<>])*)>", re.DOTALL)
_LOADS = pattern(rf"\b(?:src|srcset|data|poster|href)\s*=\s*[\"']?\s*(?P<address>{_ELSEWHERE})", re.IGNORECASE)
_LOADING = ("script", "img", "iframe", "source", "video", "audio", "object", "embed", "track", "input", "frame")
_LOADING_LINK = pattern(r"\brel\s*=\s*[\"']?[^\"'>]*(?:stylesheet|icon|load|connect|prefetch|manifest)", re.IGNORECASE)
_HANDLER = pattern(r"\s(?P<word>on[a-z]+)\s*=|\b(?P<script>javascript:)|\s(?P<style>style)\s*=", re.IGNORECASE)
_UNQUOTED = pattern(r"\s(?P<word>href|src)\s*=\s*(?!\")(?P<value>\S+)")
_CSS_ADDRESS = pattern(r"@import\b[^;]*|url\(\s*(?!['\"]?#)[^)]*\)", re.IGNORECASE)
_LINK = pattern(r"\s(?:href|src)\s*=\s*(?P<quote>[\"'])(?P<value>.*?)(?P=quote)", re.DOTALL)
_INSERTED = pattern(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)

_ADDRESS_IN_EXPRESSION = pattern(r"[\"']([^\"']*\w\.\w[^\"']*)[\"'](?=[^{]*\}\})")

_EXTRA = "样式写进内容文件夹的 extra.css"


def check_policy(theme: Theme) -> Iterator[Finding]:
    """Report what the files of a theme load from elsewhere or run in the page: the policy of the site lets no browser do so."""
    for name in theme.replaced:
        text = _COMMENT.sub(_blank, theme.texts[name])
        found: Iterator[tuple[int, str, str, str]] = iter(())
        if name.endswith(".html") and name not in _NOT_PUBLISHED:
            found = _in_html(text)
        elif name.endswith(".css"):
            found = _in_css(text)
        for start, words, message, hint in found:
            yield Finding("template.policy", message, theme.path_of(name), span=_span(text, start, words), hint=hint)


def _blank(comment: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", comment[0])


def _span(text: str, start: int, words: str) -> Span:
    return Span(text.count("\n", 0, start) + 1, start - text.rfind("\n", 0, start), len(words.split("\n")[0]))


def _in_html(text: str) -> Iterator[tuple[int, str, str, str]]:
    """Yield where what is blocked stands, its words, what is said of it and what to do."""
    for tag in _TAG.finditer(text):
        name, rest, at = tag["tag"].lower(), tag["rest"], tag.start("rest")
        loads = name in _LOADING or (name == "link" and _LOADING_LINK.search(rest))
        if loads and (other := _LOADS.search(rest)):
            message = f"从别的网站加载“{other['address']}”：浏览器会拦下，网页只用本网站公布的文件"
            hint = f"删去这一行；{_EXTRA}，图片放进内容文件夹，例如 content/images/logo.png"
            yield at + other.start("address"), other["address"], message, hint
        if name == "style":
            message = "写在网页里的样式会被网站的安全策略拦下"
            yield tag.start(), "<style", message, f"{_EXTRA}，删去 <style>"
        if name == "script" and "src" not in rest and "ld+json" not in rest:
            message = "写在网页里的脚本会被网站的安全策略拦下"
            yield tag.start(), "<script", message, "删去 <script>；要改脚本的，替换 assets/look.js"
        for handler in _HANDLER.finditer(rest):
            words = handler["word"] or handler["script"] or handler["style"]
            hint = f"{_EXTRA}，元素上只写 class" if handler["style"] else f"从标签里删去 {words}"
            yield at + handler.start(handler.lastgroup or 0), words, f"“{words}”会被网站的安全策略拦下", hint
        for bare in _UNQUOTED.finditer(rest):
            value = bare["value"].strip("'")
            message = f"“{bare['word']}”的地址没有写在双引号里，链接是否有效不会核对"
            yield at + bare.start("word"), bare["word"], message, f'写成 {bare["word"]}="{value}"'


def _in_css(text: str) -> Iterator[tuple[int, str, str, str]]:
    for found in _CSS_ADDRESS.finditer(text):
        message = f"“{found[0]}”：主题里的图片、字体不会公开，别的网站的文件浏览器会拦下"
        yield found.start(), found[0], message, "删去 @import 和 url(…)，规则直接写在文件里，例如 color: #1f3a5f"


def template_links(theme: Theme) -> tuple[TemplateLink, ...]:
    """Return the links that the files of a theme write out, at least in part, with their places."""
    found = []
    for name in theme.replaced if theme.overlay else ():
        text = _COMMENT.sub(_blank, theme.texts[name]) if name.endswith(".html") else ""
        for link in _LINK.finditer(text):
            literals = _INSERTED.split(link["value"])
            patterns = [".*".join(map(re.escape, literals))] if re.search(r"\w\w", "".join(literals)) else []
            patterns += [f".*{re.escape(one[1])}.*" for one in _ADDRESS_IN_EXPRESSION.finditer(link["value"])]
            span = _span(text, link.start("value"), link["value"])
            found += [TemplateLink(pattern, theme.path_of(name), span) for pattern in patterns]
    return tuple(found)
