"""Search finds precisely the pages that hold what is asked for, run by Node over the published index."""

from gzip import compress
from pathlib import Path
from urllib.parse import quote

import pytest

from disclosure.outputs.search_page import search_page
from disclosure.search.page_text import fold_letters, page_texts
from disclosure.system.cache import DiskCache
from tests.support.effort import tried
from tests.support.portal import run_build, tree, write_base
from tests.support.search_oracle import WORDS, documents_of, holding, plain, random_queries, site_blocks
from tests.support.search_program import asked

ODD = ("２０２２年", "json", "ＪＳＯＮ", " 信息公开 ", "政府\u3000信息", "龘龘", "公开公开公开公开", "办理。\n", "A4")


@pytest.fixture(scope="module")
def addresses(county: Path) -> list[str]:
    """The address of each document by its number."""
    return documents_of(county)


def test_every_report_and_standing_page_is_a_document(county: Path, addresses: list[str]) -> None:
    """Documents are the standing pages and all reports."""
    reports = {path for path in tree(county) if path.endswith(".html") and path.rpartition("/")[2][:4].isdigit()} - {"404.html"}
    standing = {path for path in tree(county) if path.startswith("pages/") and path.endswith(".html")}
    assert set(addresses) == standing | reports
    assert len(addresses) == len(standing) + len(reports)


@pytest.mark.slow
def test_recall_and_precision(county: Path) -> None:
    """For hundreds of random substrings, thirty words and odd queries the program finds the oracle's pages, each once, in few files."""
    pages = site_blocks(county)
    queries = [*random_queries(pages, tried(400, 2000)), *WORDS, *ODD]
    answers = asked(county / "search", queries)
    wrong = []
    for query, answer in zip(queries, answers, strict=True):
        expected = sorted(holding(pages, query))
        if sorted(answer["pages"]) != expected and (expected or answer["texts"] == [plain(query)]):
            wrong.append(query)
    assert wrong == []
    assert max(answer["files"] for answer in answers) <= 8
    assert sorted(answer["bytes"] for answer in answers)[len(answers) * 95 // 100] < 120_000


def test_standing_pages_come_first_then_the_newest(county: Path) -> None:
    """Hits are in a stated order: standing pages, then by year, in each as the portal lists its bodies."""
    (answer,) = asked(county / "search", ["信息公开"])
    years = [int(page.rpartition("/")[2][:4]) if page[-9:-5].isdigit() else 9999 for page in answer["pages"]]
    assert years == sorted(years, reverse=True)
    newest = [page for page, year in zip(answer["pages"], years, strict=True) if year == 2025]
    assert newest[:3] == ["2025.html", "office/2025.html", "education/2025.html"]


def test_text_of_every_page(county: Path) -> None:
    """What is read of a page is what another parser reads of it, but for texts of a single character."""
    wrong = []
    for path, blocks in site_blocks(county).items():
        texts = {fold_letters(text) for _, text in page_texts((county / path).read_bytes())}
        if texts != {block for block in blocks if len(block) > 1}:
            wrong.append(path)
    assert wrong == []


def test_a_change_makes_few_files_anew(tmp_path: Path) -> None:
    """A changed word is found, and its index is that of a site made at once; a warm run writes nothing."""
    content = write_base(tmp_path)
    cache = DiskCache(tmp_path / "cache.sqlite")
    run_build(tmp_path, cache)
    path = content / "2021.md"
    path.write_text(path.read_text(encoding="utf-8").replace("业务培训不足，", "业务培训还不足，"), encoding="utf-8")
    published = run_build(tmp_path, cache).published
    assert published is not None
    assert "search/index.json" in published.written
    assert [answer["pages"] for answer in asked(tmp_path / "site" / "search", ["业务培训还不足"])] == [["2021.html"]]
    again = run_build(tmp_path, cache).published
    assert again is not None
    assert again.written == ()
    cache.close()
    write_base(tmp_path / "afresh")
    (tmp_path / "afresh" / "content" / "2021.md").write_bytes(path.read_bytes())
    run_build(tmp_path / "afresh")
    assert tree(tmp_path / "afresh" / "site") == tree(tmp_path / "site")


def test_program_is_small(county: Path) -> None:
    """The published program is at most 7.5 KB compressed, and holds nothing that a strict policy forbids."""
    (program,) = (county / "assets").glob("search.*.js")
    text = program.read_text(encoding="utf-8")
    assert len(compress(text.encode(), 9, mtime=0)) <= 7680
    assert "/*" not in text
    assert [
        word
        for word in (
            "eval",
            "innerHTML",
            "outerHTML",
            "insertAdjacent",
            "document.write",
            "Function(",
            "WebAssembly",
            "DOMParser",
        )
        if word in text
    ] == []


def test_page_lists_every_report(county: Path, addresses: list[str]) -> None:
    """Without the program every report can be reached and found by its title on the page that the form leads to."""
    html = (county / "search.html").read_text(encoding="utf-8")
    assert [path for path in addresses if f'href="{quote(path)}"' not in html] == []
    assert 'action="search.html" method="get"' in html


def test_of_many_bodies_the_page_lists_the_bodies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the reports are too many for one page, it leads to every body, whose page leads to its reports, and says so."""
    monkeypatch.setitem(search_page.__globals__, "MOST_BODIES", 1)
    write_base(tmp_path)
    run_build(tmp_path)
    listed = tree(tmp_path / "site")["search.html"].decode().partition('<h2 id="all">')
    assert "下面列出了全部机构" in listed[0]
    assert [href for href in ("index.html", "office/index.html") if f'<li><a href="{href}">' not in listed[2]] == []
    assert not any(f'{year}.html"' in listed[2].partition("</section>")[0] for year in (2021, 2022))


WORDS_AND_PAGES = {
    "2022 青石镇 属于国家秘密": ["qingshi/2022.html"],
    "青石镇 属于国家秘密 2022年": ["qingshi/2022.html"],
    "青石镇2022年属于国家秘密": ["qingshi/2022.html"],
    "2022属于国家秘密青石镇人民政府": ["qingshi/2022.html"],
    "２０２２ 白水乡": ["baishui/2022.html"],
    "卫生健康局 2023": ["health/2023.html"],
    "青石镇 没有这样的话": [],
}
"""Words in any order or run together, years in both widths, and the pages that they leave."""


def test_words_in_any_order(county: Path) -> None:
    """Years and names of bodies narrow the pages; the other words are looked for in them; what stands as it is comes first."""
    answers = asked(county / "search", list(WORDS_AND_PAGES))
    assert [answer["pages"] for answer in answers] == list(WORDS_AND_PAGES.values())
    (answer,) = asked(county / "search", ["统计期限自2024年1月1日起 至12月31日止"])
    assert len(answer["texts"]) > 1
    assert len(answer["pages"]) > 5


def test_narrowed_to_body_year_and_section(county: Path) -> None:
    """What is chosen beside the words narrows the pages, a section to where in the page the words stand."""
    narrowed = [
        {"query": "属于国家秘密", "body": "qingshi", "year": "2022"},
        {"query": "属于国家秘密", "body": ".", "year": "2022"},
        {"query": "属于国家秘密", "body": "qingshi", "year": "2022", "section": "overview"},
        {"query": "属于国家秘密", "body": "qingshi", "year": "2022", "section": "requests"},
        {"query": "", "body": "qingshi", "year": "2022"},
    ]
    found = [answer["pages"] for answer in asked(county / "search", narrowed)]
    own = ["qingshi/2022.html"]
    assert found == [own, ["2022.html"], [], own, own]


def test_sections_are_the_oracles(county: Path) -> None:
    """Narrowed to a section, a word is found on the pages that hold it under that heading."""
    words, sections = ("公开", "行政复议", "总计", "自然人", "改进"), ("overview", "requests", "problems_and_improvements")
    queries = [{"query": word, "section": section} for word in words for section in sections]
    pages = {path: list(page_texts((county / path).read_bytes())) for path in documents_of(county)}
    for query, answer in zip(queries, asked(county / "search", queries), strict=True):
        held = {
            path
            for path, texts in pages.items()
            if (query["section"], query["query"])
            in {(section, query["query"]) for section, text in texts if query["query"] in text}
        }
        assert (query, sorted(answer["pages"])) == (query, sorted(held))
