"""What a page says, read from its bytes with another parser than the program's, and the queries to ask of it."""

import json
import random
import re
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

LINE = {"a", "abbr", "b", "cite", "code", "del", "em", "i", "ins", "kbd", "mark", "q", "small", "span", "strong", "sub", "sup"}
LINE |= {"time", "wbr"}
UNREAD = {"nav", "script", "style", "template", "svg", "form", "details"}
VOID = {"br", "hr", "img", "input", "wbr", "link", "meta", "col"}

WORDS = (
    "信息公开", "政府信息公开", "依申请公开", "主动公开", "行政复议", "行政诉讼", "予以公开", "不予公开", "无法提供",
    "部分公开", "行政规范性文件", "总计", "自然人", "商业企业", "法律服务机构", "三安全一稳定", "结转下年度继续办理",
    "信访举报投诉类申请", "未填报", "不适用", "教育局", "城关镇", "2022年", "公众号", "申请表", "指南", "条例", "改进",
    "存在的主要问题", "JSON",
)  # fmt: skip
"""Thirty words that people look for."""


class _Text(HTMLParser):
    """The blocks of text inside `<main>`."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.blocks: list[str] = [""]

    def handle_starttag(self, tag: str, attrs: object) -> None:
        del attrs
        if tag not in LINE:
            self.blocks.append("")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in LINE:
            self.blocks.append("")
        while tag in self.open and self.open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if "main" in self.open and not UNREAD & set(self.open):
            self.blocks[-1] += data


def plain(text: str) -> str:
    """The folding as the documents define it, written once more."""
    text = re.sub("[\t\n\v\f\r \u00a0\u3000]+", " ", text).strip(" ")
    narrow = (chr(ord(c) - 0xFEE0) if re.match("[０-９Ａ-Ｚａ-ｚ]", c) else c for c in text)
    return re.sub(r"[〕］\]）]", ")", re.sub(r"[〔［\[（]", "(", "".join(c.lower() if c.isascii() else c for c in narrow)))


def page_blocks(html: str) -> list[str]:
    """The folded blocks of text of a page's main part."""
    parser = _Text()
    parser.feed(html)
    return [block for block in map(plain, parser.blocks) if block]


def documents_of(site: Path) -> list[str]:
    """The address of each page that can be found."""
    about = json.loads((site / "search" / "documents.json").read_text(encoding="utf-8"))
    pages = []
    for _, folder, years, others in about["bodies"]:
        pages += [f"{folder}/{year}.html".lstrip("/") for year in years] + [href for _, href, _ in others]
    return [unquote(page) for page in pages]


@cache
def site_blocks(site: Path) -> dict[str, list[str]]:
    """The blocks of every page that can be found, of a site that does not change."""
    return {path: page_blocks((site / path).read_text(encoding="utf-8")) for path in documents_of(site)}


def holding(pages: dict[str, list[str]], query: str) -> set[str]:
    """The pages that hold a query, by looking at every block of every page."""
    wanted = plain(query)
    return {path for path, blocks in pages.items() if any(wanted in block for block in blocks)}


def random_queries(pages: dict[str, list[str]], number: int, seed: int = 20) -> list[str]:
    """Substrings of 2 to 12 characters, drawn from all blocks alike: text, labels and cells."""
    draw = random.Random(seed)
    blocks = sorted({block for found in pages.values() for block in found if len(block) > 1})
    queries: list[str] = []
    while len(queries) < number:
        block = draw.choice(blocks)
        size = min(draw.randint(2, 12), len(block))
        start = draw.randrange(len(block) - size + 1)
        query = block[start : start + size]
        if len(query.strip()) > 1:
            queries.append(query)
    return queries
