"""Search finds precisely the pages that hold what is asked for, run by Node over the published index."""

import json
import random
from gzip import compress
from pathlib import Path
from urllib.parse import quote

import pytest

from disclosure.search.page_text import chapters, read_whole
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


TORN = (
    *("", "\n", "\n<", '"', "<!--", "-->", "&lt;", '">7</td>', '<td class="figure">12</td>', "</tr>", "<nav>", "</nav>", "<br>"),
    *(
        '<h3 id="x">',
        "</h3>",
        "<p>",
        "</p>",
        "<strong>",
        "</strong>",
        " \u3000",
        "年",
        '<td title="\n<p>">3</td>',
        "<th>",
        "</th>",
    ),
)


@pytest.mark.parametrize("seed", range(4))
def test_a_page_in_stretches_is_the_page(county: Path, addresses: list[str], seed: int) -> None:
    """Whatever is torn out of a page or put into it, reading it in stretches gives what reading it whole gives."""
    draw = random.Random(seed)
    wrong = []
    for path in addresses:
        html = (county / path).read_text(encoding="utf-8")
        main = html[html.index(">", html.index("<main")) + 1 : html.index("</main>")]
        for _ in range(draw.choice((0, 1, 2, 5)) if seed else 0):
            start = draw.choice((draw.randrange(len(main)), main.find("\n<", draw.randrange(len(main)))))
            main = main[:start] + draw.choice(TORN) + main[start + draw.choice((0, 0, 1, 7)) :]
        if chapters(f"<main>{main}</main>".encode()) != read_whole(main):
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
