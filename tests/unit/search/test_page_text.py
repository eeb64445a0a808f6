"""The text of a page: what stands together, what is left out, and which letters are alike."""

import shutil
import subprocess

import pytest

from disclosure.search.page_text import fold, page_texts
from tests.support.portal import ROOT
from tests.support.search_oracle import page_blocks, plain
from tests.support.search_program import PROGRAM


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        pytest.param("２０２２年", "2022年", id="wide-digits"),
        pytest.param("ＰＤＦ pdf PDF", "pdf pdf pdf", id="letters"),
        pytest.param(" 一\u3000\u00a0\t\n二 ", "一 二", id="spaces"),
        pytest.param("“公开”，《条例》", "“公开”，《条例》", id="punctuation-stays"),
        pytest.param("国发〔2019〕3号［4］[5]（六）", "国发(2019)3号(4)(5)(六)", id="brackets-of-document-numbers"),
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


def test_texts_of_a_page() -> None:
    """Blocks are texts, each under the heading above it, and navigation is left out."""
    html = (
        '<nav>栏目</nav><main id="main"><nav>目录</nav><h1>标题</h1><h2 id="a">一、总体</h2>'
        "<p>甲<strong>乙</strong>\n丙<br>丁戊</p>"
        "<table><tr><th>行名</th><td>12</td><td>3</td><td>45<sup>注1</sup></td></tr></table></main><footer>页脚</footer>"
    )
    own = ("一、总体", "甲乙 丙", "丁戊", "行名", "12", "45注1")
    assert list(page_texts(html.encode())) == [("", "标题"), *(("a", text) for text in own)]
    assert page_blocks(html) == ["标题", "一、总体", "甲乙 丙", "丁戊", "行名", "12", "3", "45注1"]


@pytest.mark.parametrize(
    ("html", "texts"),
    [
        pytest.param("<p>一</p><p>二三", [], id="a-single-character-or-no-end"),
        pytest.param('<p title="a > b">一&lt;二</p>', ["一<二"], id="signs"),
        pytest.param("<nav>一二<nav>三四</nav>五六</nav><p>七八</p>", ["七八"], id="navigation-in-navigation"),
        pytest.param("<p>一<!-- <p>二</p> -->三</p>", ["一三"], id="comment"),
        pytest.param("<article>一二</article><p>三<a href='x'>四</a></p>", ["一二", "三四"], id="block-that-begins-as-a-link"),
        pytest.param("<p>一二\n　三</p>", ["一二 三"], id="spaces"),
        pytest.param("<td>12</td><td>34</td>", ["12", "34"], id="cells-without-a-row"),
    ],
)
def test_texts(html: str, texts: list[str]) -> None:
    """A text ends where a block does."""
    assert [text for _, text in page_texts(f"<main>{html}</main>".encode())] == texts


def test_sections() -> None:
    """A heading of the second level with an id begins a section, which holds it; others stand in the section before."""
    html = '<main><h2 id="a">一二</h2><h3 id="c">三四</h3><h2>五六</h2><h2 id="b&amp;c">七</h2><p>八九</p></main>'
    assert list(page_texts(html.encode())) == [("a", "一二"), ("a", "三四"), ("a", "五六"), ("b&c", "八九")]
    assert list(page_texts("<p>一二</p>".encode())) == []


def test_headings_of_tables_are_their_words_alone() -> None:
    """The link from a heading of the form to what it means is drawn, and no part of the heading's text."""
    page = (ROOT / "tests" / "snapshots" / "2022.html").read_text(encoding="utf-8")
    assert 'class="term"' in page
    blocks = page_blocks(page)
    assert "1.属于国家秘密" in blocks
    assert [fold(text) for _, text in page_texts(page.encode())] == [text for text in blocks if len(text) > 1]
