"""Search finds precisely the pages that hold what is asked for, in the program's own functions and in a real browser."""

import json
import random
import shutil
import subprocess
from gzip import compress
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import pytest

from disclosure.fast import index_numpy as many_grams
from disclosure.search import index as grams
from disclosure.search.index import END, WINDOW, Layout, block_text, numbers
from disclosure.search.page_text import chapters, fold, read_whole
from disclosure.system.cache import DiskCache
from disclosure.system.temp_files import TempFiles
from tests.support.portal import ROOT, run_build, tree, write_base
from tests.support.search_oracle import WORDS, holding, page_blocks, plain, random_queries, site_blocks
from tests.support.serving import served

PROGRAM = ROOT / "templates" / "assets" / "search.js"
ODD = ("２０２２年", "json", "ＪＳＯＮ", " 信息公开 ", "政府\u3000信息", "龘龘", "公开公开公开公开", "办理。\n", "A4")


@pytest.fixture(scope="module")
def site(county: Path) -> Path:
    """The county, published."""
    return county


@pytest.fixture(scope="module")
def addresses(site: Path) -> list[str]:
    """The address of each document by its number."""
    about = json.loads((site / "search" / "index.json").read_text(encoding="utf-8"))
    files = (site / "search" / "text" / f"{number}.json" for number in range(about["documents"]))
    return [unquote(json.loads(file.read_text(encoding="utf-8"))["href"]) for file in files]


@pytest.fixture(scope="module")
def pages(site: Path, addresses: list[str]) -> dict[str, list[str]]:
    """The text of every page that can be found, as the oracle reads it."""
    return site_blocks(site, addresses)


def asked(folder: Path, queries: list[str]) -> list[dict[str, Any]]:
    """What the program answers to queries, run by Node over an index on disk."""
    if not shutil.which("node"):
        pytest.skip("没有 node：检索程序的测试没有运行")
    command = ["node", str(ROOT / "tests" / "support" / "search.mjs"), str(PROGRAM), str(folder)]
    run = subprocess.run(command, input=json.dumps(queries), capture_output=True, text=True, check=True)
    answers: list[dict[str, Any]] = json.loads(run.stdout)
    return answers


def test_every_report_and_standing_page_is_a_document(site: Path, addresses: list[str]) -> None:
    """Documents are the standing pages and then all reports by their date."""
    reports = {path for path in tree(site) if path.endswith(".html") and path.rpartition("/")[2][:4].isdigit()} - {"404.html"}
    standing = {path for path in tree(site) if path.startswith("pages/") and path.endswith(".html")}
    assert set(addresses[: len(standing)]) == standing
    assert set(addresses[len(standing) :]) == reports
    assert len(addresses) == len(standing) + len(reports)


def test_recall_and_precision(site: Path, addresses: list[str], pages: dict[str, list[str]]) -> None:
    """For 2,000 random substrings, thirty words and odd queries the program finds the oracle's pages, each once."""
    queries = [*random_queries(pages, 2000), *WORDS, *ODD]
    answers = asked(site / "search", queries)
    wrong = [
        query
        for query, answer in zip(queries, answers, strict=True)
        if sorted(addresses[number] for number in answer["numbers"]) != sorted(holding(pages, query))
    ]
    assert wrong == []
    assert max(sum(not file.startswith("text/") for file in answer["files"]) for answer in answers) <= 12


def test_standing_pages_come_first_then_the_newest(site: Path) -> None:
    """Hits are in a stated order."""
    (answer,) = asked(site / "search", ["信息公开"])
    about = json.loads((site / "search" / "index.json").read_text(encoding="utf-8"))
    standing = [number for number in answer["numbers"] if number < about["standing"]]
    assert answer["numbers"] == sorted(standing) + sorted(set(answer["numbers"]) - set(standing), reverse=True)


def hard_texts(draw: random.Random) -> tuple[str, list[list[str]]]:
    """Texts made to be hard, and their letters: few letters, long repetitions, rare characters, many documents."""
    letters = draw.choice(["公开", "公开信息。", "ab 公开𠀀\ue000𠮷", "".join(map(chr, range(0x4E00, 0x4F00)))])
    stock = ["".join(draw.choices(letters, k=draw.randint(2, 3 * WINDOW))).strip() + "尾" for _ in range(30)]
    return letters, [
        [
            fold("".join(draw.choices(stock, k=draw.randint(1, 3)))),
            *(fold("".join(draw.choices(letters, k=9)) + "末") for _ in "12"),
        ]
        for _ in range(draw.choice([3, 60, 400]))
    ]


def laid_out(documents: list[list[str]], limit: int, shift: int) -> tuple[list[bytes], Layout]:
    """Texts and their layout, where what is met more than `limit` times is frequent."""
    texts = [block_text("".join(text + END for text in found)) for found in documents]
    units = sorted(grams.unit_counts(texts))
    frequent = sorted(grams.frequent_strings(texts, limit))
    blocks = tuple(len(text) // 2 // grams.BLOCK for text in texts)
    return texts, Layout(blocks, "".join(map(chr, units)), tuple(frequent), shift)


@pytest.mark.parametrize("limit", [5, 300, 1 << 20])
@pytest.mark.parametrize("seed", range(6))
def test_any_texts(tmp_path: Path, seed: int, limit: int) -> None:
    """Texts made to be hard are searched exactly, whatever is called frequent."""
    draw = random.Random(seed)
    letters, documents = hard_texts(draw)
    texts, layout = laid_out(documents, limit, draw.choice([4, 12, 16]))
    shards = sorted({ord(unit) >> layout.shift for unit in layout.units if unit != END})
    for name, body in grams.shard_files(texts, layout, shards).items():
        (tmp_path / name).write_bytes(body)
    (tmp_path / "head.bin").write_bytes(layout.head_file())
    (tmp_path / "common.bin").write_bytes(b"")
    about = {"documents": len(documents), "standing": 0, "shift": layout.shift, "shards": shards}
    (tmp_path / "index.json").write_text(json.dumps(about))
    (tmp_path / "text").mkdir()
    for number, found in enumerate(documents):
        (tmp_path / "text" / f"{number}.json").write_text(json.dumps({"chapters": [["", "", [[found]]]]}), encoding="utf-8")
    queries = []
    for _ in range(300):
        text = draw.choice(draw.choice(documents))
        size = draw.choice([2, 3, 5, 8, 20, WINDOW, WINDOW + 1, 2 * WINDOW])
        start = draw.randrange(max(1, len(text) - size))
        changed = draw.choice(letters) if draw.random() < 0.3 else ""
        query = fold(text[start : start + size] + changed)
        queries += [query] if len(query) > 1 else []
    wrong = [
        query
        for query, answer in zip(queries, asked(tmp_path, queries), strict=True)
        if sorted(answer["numbers"]) != [n for n, found in enumerate(documents) if any(query in text for text in found)]
    ]
    assert wrong == []


@pytest.mark.parametrize("limit", [5, 300, 1 << 20])
@pytest.mark.parametrize("seed", range(10))
def test_arrays_write_what_loops_write(seed: int, limit: int) -> None:
    """The index of many texts has the bytes of the plain one, in whatever chunks and parts it is made."""
    draw = random.Random(seed)
    _, documents = hard_texts(draw)
    texts, layout = laid_out(documents, limit, draw.choice([4, 12, 16]))
    size = draw.randint(1, 50)
    chunks = [b"".join(texts[start : start + size]) for start in range(0, len(texts), size)]
    assert many_grams.unit_counts(chunks) == grams.unit_counts(texts)
    assert many_grams.frequent_strings(texts, limit) == set(layout.frequent)
    shards = sorted({ord(unit) >> layout.shift for unit in layout.units if unit != END})
    cut = draw.randint(0, len(shards))
    parts = [part for part in (shards[:cut], shards[cut:]) if part]
    files = {name: body for part in parts for name, body in many_grams.shard_files(chunks, layout, part).items()}
    assert files == grams.shard_files(texts, layout, shards)


def test_keys_too_long_for_a_word() -> None:
    """With so many characters that place and context don't fit into 64 bits the bytes are the same."""
    draw = random.Random(1)
    characters = [chr(unit) for unit in (*range(0x20, 0xD800), *range(0xE000, 0xFFFE))]
    texts, layout = laid_out([["".join(draw.choices(characters, k=50_000))] for _ in range(4)], 20, 16)
    assert len(layout.units) > 1 << 15
    assert many_grams.shard_files(texts, layout, [0]) == grams.shard_files(texts, layout, [0])


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        pytest.param("２０２２年", "2022年", id="wide-digits"),
        pytest.param("ＰＤＦ pdf PDF", "pdf pdf pdf", id="letters"),
        pytest.param(" 一\u3000\u00a0\t\n二 ", "一 二", id="spaces"),
        pytest.param("（一）“公开”", "（一）“公开”", id="punctuation-stays"),
        pytest.param("İIÄß①㎡", "İiÄß①㎡", id="nothing-else"),
    ],
)
def test_folding(text: str, folded: str) -> None:
    """Spaces run together, digits and letters are narrow and small, and the oracle and the program agree."""
    assert (fold(text), plain(text)) == (folded, folded)
    if shutil.which("node"):
        script = f"{PROGRAM.read_text(encoding='utf-8')};process.stdout.write(fold(process.argv[1]))"
        run = subprocess.run(["node", "-e", script, text], capture_output=True, text=True, check=True, encoding="utf-8")
        assert run.stdout == folded


def test_passages_of_a_page() -> None:
    """Blocks are passages, a row's cells stand together under its heading, and navigation is left out."""
    html = (
        '<nav>栏目</nav><main id="main"><nav>目录</nav><h1>标题</h1><h2 id="a">一、总体</h2>'
        "<p>甲<strong>乙</strong>\n丙<br>丁戊</p>"
        "<table><tr><th>行名</th><td>12</td><td>3</td><td>45<sup>注1</sup></td></tr></table></main><footer>页脚</footer>"
    )
    first, second = chapters(html.encode())
    assert (first.name, first.heading, [p.texts for p in first.passages]) == ("", "", [("标题",)])
    assert (second.name, second.heading) == ("a", "一、总体")
    assert [(p.texts, p.context) for p in second.passages] == [
        *(((text,), "") for text in ("一、总体", "甲乙 丙", "丁戊", "行名")),
        (("12", "45注1"), "行名"),
    ]
    assert page_blocks(html) == ["标题", "一、总体", "甲乙 丙", "丁戊", "行名", "12", "3", "45注1"]


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
def test_a_page_in_stretches_is_the_page(site: Path, addresses: list[str], seed: int) -> None:
    """Whatever is torn out of a page or put into it, reading it in stretches gives what reading it whole gives."""
    draw = random.Random(seed)
    wrong = []
    for path in addresses:
        html = (site / path).read_text(encoding="utf-8")
        main = html[html.index(">", html.index("<main")) + 1 : html.index("</main>")]
        for _ in range(draw.choice((0, 1, 2, 5)) if seed else 0):
            start = draw.choice((draw.randrange(len(main)), main.find("\n<", draw.randrange(len(main)))))
            main = main[:start] + draw.choice(TORN) + main[start + draw.choice((0, 0, 1, 7)) :]
        if chapters(f"<main>{main}</main>".encode()) != read_whole(main):
            wrong.append(path)
    assert wrong == []


def test_what_is_kept_in_a_file() -> None:
    """Values of any size come back from a file as they were, one by one or in order."""
    values = [b"one", b"", b"three" * 1000]
    with TempFiles() as temp:
        kept = temp.store(iter(values))
        assert (list(kept), len(kept), kept[2], kept[:2]) == (values, 3, values[2], (b"one", b""))
        assert list(temp.store([])) == []


@pytest.mark.parametrize("documents", [[], [0], [5, 6, 900], list(range(40)), [0, *range(100, 400, 3)], list(range(7, 3000, 90))])
def test_lists_of_documents(documents: list[int]) -> None:
    """A list is never longer than a bit for each document."""
    assert len(numbers(documents)) <= max(2 * len(documents), 8 + (documents[-1] if documents else 0) // 8) + 2


def test_a_text_has_an_end() -> None:
    """The end of a text is no part of any query."""
    assert fold(f"一{END}二") == "一 二"


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


def test_page_lists_every_report(site: Path, addresses: list[str]) -> None:
    """Without the program every report can be reached and found by its title on the page that the form leads to."""
    html = (site / "search.html").read_text(encoding="utf-8")
    assert [path for path in addresses if f'href="{quote(path)}"' not in html] == []
    titles = [json.loads(path.read_text(encoding="utf-8"))["title"] for path in (site / "search" / "text").iterdir()]
    assert [title for title in titles if f">{title}</a>" not in html] == []
    assert 'action="search.html" method="get"' in html


ALL_HITS = """async () => {
  const more = document.getElementById("more");
  const hits = document.getElementById("hits");
  while (!more.hidden) {
    const before = hits.children.length;
    more.click();
    while (hits.children.length === before) await new Promise((next) => setTimeout(next, 5));
  }
  return [...hits.querySelectorAll("a")].map((link) => link.getAttribute("href"));
}"""
READY = (
    """() => document.getElementById("hits").children.length || document.getElementById("count").textContent.startsWith("没有")"""
)


def test_in_a_browser(site: Path, pages: dict[str, list[str]], browser: Any) -> None:
    """Under the strict policy 200 random substrings and thirty words find the oracle's pages, with the count said."""
    page = browser.new_page()
    troubles: list[str] = []
    page.on("console", lambda said: troubles.append(said.text) if "favicon" not in said.location["url"] else None)
    page.on("pageerror", lambda error: troubles.append(str(error)))
    wrong = []
    with served(site) as address:
        for query in [*random_queries(pages, 200, seed=7), *WORDS]:
            page.goto(f"{address}/search.html?q={quote(query)}")
            page.wait_for_function(READY)
            found = [unquote(href.partition("#")[0]) for href in page.evaluate(ALL_HITS)]
            count = page.text_content("#count")
            expected = holding(pages, query)
            if sorted(found) != sorted(expected) or not count.startswith(f"{len(expected) or '没有'}".ljust(2)):
                wrong.append(query)
    page.close()
    assert (wrong, troubles) == ([], [])


def test_a_hit_leads_to_its_section(site: Path, browser: Any) -> None:
    """A hit names body, year and section, marks the words, and its link leads to a place that exists."""
    page = browser.new_page()
    with served(site) as address:
        page.goto(f"{address}/index.html")
        page.goto(f"{address}/search.html")
        page.fill("#q", "三安全一稳定")
        page.keyboard.press("Enter")
        page.wait_for_function(READY)
        assert unquote(page.url).endswith("/search.html?q=三安全一稳定")
        assert page.input_value("#q") == "三安全一稳定"
        assert page.get_attribute("#count", "role") == "status"
        first = page.locator("#hits li").first
        assert first.locator("mark").all_text_contents() == ["三安全一稳定"]
        assert "2025年" in first.locator("a").text_content()
        assert "三、收到和处理政府信息公开申请情况" in first.locator(".where").text_content()
        first.locator("a").click()
        page.wait_for_url("**/*.html#*")
        assert page.evaluate("document.getElementById(decodeURIComponent(location.hash.slice(1))).localName") == "h2"
    page.close()


def test_more_hits_by_keyboard(site: Path, browser: Any) -> None:
    """Twenty hits are shown; the button shows the next and moves the focus to the first of them."""
    page = browser.new_page()
    with served(site) as address:
        page.goto(f"{address}/search.html?q={quote('信息公开')}")
        page.wait_for_function(READY)
        assert page.locator("#hits li").count() == 20
        page.focus("#more")
        page.keyboard.press("Enter")
        page.wait_for_function("() => document.getElementById('hits').children.length === 40")
        page.wait_for_function("() => [...document.querySelectorAll('#hits a')].indexOf(document.activeElement) === 20")
    page.close()


def test_from_a_folder_and_without_script(site: Path, browser: Any) -> None:
    """From disk the page says why it can't search, without JavaScript the form leads to the list; both keep the list."""
    page = browser.new_page()
    page.goto(f"{(site / 'search.html').as_uri()}?q={quote('信息公开')}")
    page.wait_for_function("() => document.getElementById('count').textContent !== ''")
    assert "不允许它读取检索索引" in page.text_content("#count")
    assert page.locator(".listed a").count() > 100
    page.close()
    silent = browser.new_context(java_script_enabled=False).new_page()
    silent.goto((site / "search.html").as_uri())
    silent.fill("#q", "信息公开")
    silent.keyboard.press("Enter")
    silent.locator(".listed a", has_text="示例县2020年").click()
    assert silent.url.endswith("/2020.html")
    silent.close()
