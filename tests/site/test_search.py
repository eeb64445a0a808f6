"""Search finds precisely the pages that hold what is asked for, run by Node over the published index."""

import json
from gzip import compress
from pathlib import Path
from urllib.parse import quote

import pytest

from disclosure.search.page_text import fold_letters, read_chapters
from disclosure.system.cache import DiskCache
from tests.support.portal import run_build, tree, write_base
from tests.support.search_oracle import WORDS, documents_of, holding, random_queries, site_blocks
from tests.support.search_program import PROGRAM, asked

ODD = ("２０２２年", "json", "ＪＳＯＮ", " 信息公开 ", "政府\u3000信息", "龘龘", "公开公开公开公开", "办理。\n", "A4")


@pytest.fixture(scope="module")
def addresses(county: Path) -> list[str]:
    """The address of each document by its number."""
    return documents_of(county)


def test_every_report_and_standing_page_is_a_document(county: Path, addresses: list[str]) -> None:
    """Documents are the standing pages and then all reports by their date."""
    reports = {path for path in tree(county) if path.endswith(".html") and path.rpartition("/")[2][:4].isdigit()} - {"404.html"}
    standing = {path for path in tree(county) if path.startswith("pages/") and path.endswith(".html")}
    assert set(addresses[: len(standing)]) == standing
    assert set(addresses[len(standing) :]) == reports
    assert len(addresses) == len(standing) + len(reports)


@pytest.mark.slow
def test_recall_and_precision(county: Path, addresses: list[str]) -> None:
    """For 2,000 random substrings, thirty words and odd queries the program finds the oracle's pages, each once."""
    pages = site_blocks(county)
    queries = [*random_queries(pages, 2000), *WORDS, *ODD]
    answers = asked(county / "search", queries)
    wrong = [
        query
        for query, answer in zip(queries, answers, strict=True)
        if sorted(addresses[number] for number in answer["numbers"]) != sorted(holding(pages, query))
    ]
    assert wrong == []
    assert max(sum(not file.startswith("text/") for file in answer["files"]) for answer in answers) <= 12


def test_standing_pages_come_first_then_the_newest(county: Path) -> None:
    """Hits are in a stated order."""
    (answer,) = asked(county / "search", ["信息公开"])
    about = json.loads((county / "search" / "index.json").read_text(encoding="utf-8"))
    standing = [number for number in answer["numbers"] if number < about["standing"]]
    assert answer["numbers"] == sorted(standing) + sorted(set(answer["numbers"]) - set(standing), reverse=True)


def test_text_of_every_page(county: Path) -> None:
    """What is read of a page is what another parser reads of it, but for texts of a single character."""
    wrong = []
    for path, blocks in site_blocks(county).items():
        read = read_chapters((county / path).read_bytes())
        texts = {fold_letters(text) for chapter in read for passage in chapter.passages for text in passage.texts}
        if texts != {block for block in blocks if len(block) > 1}:
            wrong.append(path)
    assert wrong == []


def test_prose_changes_few_files(tmp_path: Path) -> None:
    """A change of prose re-makes the text of its page and the shards of the characters around it; a warm run nothing."""
    content = write_base(tmp_path)
    cache = DiskCache(tmp_path / "cache.sqlite")
    run_build(tmp_path, cache)
    path = content / "2021.md"
    path.write_text(path.read_text(encoding="utf-8").replace("业务培训不足，", "业务培训还不足，"), encoding="utf-8")
    published = run_build(tmp_path, cache).published
    assert published is not None
    written = {name for name in published.written if name.startswith("search/")}
    assert [name for name in written if name.startswith("search/text/")] == ["search/text/5.json"]
    assert "search/index.json" in written
    again = run_build(tmp_path, cache).published
    assert again is not None
    assert again.written == ()
    cache.close()


def test_program_is_small() -> None:
    """The program is at most 6 KB compressed, and holds nothing that a strict policy forbids."""
    text = PROGRAM.read_text(encoding="utf-8")
    assert len(compress(text.encode(), 9, mtime=0)) <= 6 << 10
    assert [
        word
        for word in ("eval", "innerHTML", "outerHTML", "insertAdjacent", "document.write", "Function(", "WebAssembly")
        if word in text
    ] == []


def test_page_lists_every_report(county: Path, addresses: list[str]) -> None:
    """Without the program every report can be reached and found by its title on the page that the form leads to."""
    html = (county / "search.html").read_text(encoding="utf-8")
    assert [path for path in addresses if f'href="{quote(path)}"' not in html] == []
    titles = [json.loads(path.read_text(encoding="utf-8"))["title"] for path in (county / "search" / "text").iterdir()]
    assert [title for title in titles if f">{title}</a>" not in html] == []
    assert 'action="search.html" method="get"' in html


WORDS_AND_PAGES = {
    "2022 青石镇 属于国家秘密": ["qingshi/2022.html"],
    "青石镇 属于国家秘密 2022年": ["qingshi/2022.html"],
    "２０２２ 白水乡": ["baishui/2022.html"],
    "卫生健康局 2023": ["health/2023.html"],
    "青石镇 没有这样的话": [],
}
"""Words in any order, years in both widths, and the pages that they leave."""


def test_words_in_any_order(county: Path, addresses: list[str]) -> None:
    """Years and names of bodies narrow the pages; the other words are looked for in them; what stands as it is comes first."""
    answers = asked(county / "search", list(WORDS_AND_PAGES))
    found = [[addresses[number] for number in answer["found"]] for answer in answers]
    assert dict(zip(WORDS_AND_PAGES, found, strict=True)) == WORDS_AND_PAGES
    (answer,) = asked(county / "search", ["统计期限自2024年1月1日起 至12月31日止"])
    assert answer["numbers"] == []
    assert len(answer["found"]) > 5
