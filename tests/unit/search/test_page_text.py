"""The text of a page: what stands together, what is left out, and which letters are alike."""

import shutil
import subprocess

import pytest

from disclosure.search.page_text import Passage, fold, read_chapters
from tests.support.search_oracle import page_blocks, plain
from tests.support.search_program import PROGRAM


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
    first, second = read_chapters(html.encode())
    assert (first.name, first.heading, [p.texts for p in first.passages]) == ("", "", [("标题",)])
    assert (second.name, second.heading) == ("a", "一、总体")
    assert [(p.texts, p.context) for p in second.passages] == [
        *(((text,), "") for text in ("一、总体", "甲乙 丙", "丁戊", "行名")),
        (("12", "45注1"), "行名"),
    ]
    assert page_blocks(html) == ["标题", "一、总体", "甲乙 丙", "丁戊", "行名", "12", "3", "45注1"]


@pytest.mark.parametrize(
    ("html", "texts"),
    [
        pytest.param("<p>一二</p><p>一二</p>", ("一二",), id="repeated"),
        pytest.param("<p>一</p><p>二三", (), id="a-single-character-or-no-end"),
        pytest.param('<p title="a > b">一&lt;二</p>', ("一<二",), id="signs"),
        pytest.param("<nav>一二<nav>三四</nav>五六</nav><p>七八</p>", ("七八",), id="navigation-in-navigation"),
        pytest.param("<p>一<!-- <p>二</p> -->三</p>", ("一三",), id="comment"),
        pytest.param("<article>一二</article><p>三<a href='x'>四</a></p>", ("一二", "三四"), id="block-that-begins-as-a-link"),
        pytest.param("<p>一二\n　三</p>", ("一二 三",), id="spaces"),
        pytest.param("<td>12</td><td>34</td>", ("12", "34"), id="cells-without-a-row"),
    ],
)
def test_texts(html: str, texts: tuple[str, ...]) -> None:
    """A passage ends where a block does."""
    passages = [passage for chapter in read_chapters(f"<main>{html}</main>".encode()) for passage in chapter.passages]
    assert passages == [Passage((text,)) for text in texts]


def test_chapters() -> None:
    """A heading with an id begins a chapter, which holds it; one without stands in the chapter before."""
    read = read_chapters('<main><h2 id="a">一二</h2><h3>三四</h3><h2 id="b&amp;c">五</h2><p>六七</p></main>'.encode())
    assert [(chapter.name, chapter.heading, [p.texts for p in chapter.passages]) for chapter in read] == [
        ("a", "一二", [("一二",), ("三四",)]),
        ("b&c", "五", [("六七",)]),
    ]
    assert read_chapters("<p>一二</p>".encode()) == ()


TABLE = """<main><h2 id="s">三、申请</h2><table><thead>
<tr><td rowspan="2">表</td><th id="a" scope="colgroup" colspan="2">申请人</th></tr>
<tr><th id="b" scope="col"><span>自然人</span></th><th id="c" scope="col">总计</th></tr></thead><tbody>
<tr id="t.one"><th id="r0" scope="rowgroup" rowspan="2">（三）不予公开</th><th id="r1" scope="row"><a href="#t.one">1.国家秘密</a></th>
<td headers="r0 r1 a b">3</td><td headers="r0 r1 c">12<span class="unit">件</span></td></tr>
<tr id="t.two"><th id="r2" scope="row">2.其他</th><td headers="r0 r2 a b">0</td><td headers="r0 r2 c"><span class="unseen">未填报</span></td></tr>
</tbody></table></main>"""


def test_row_brings_its_address_and_last_figure() -> None:
    """The heading of a row with an address leads there, and says what stands last in it under which column."""
    (chapter,) = read_chapters(TABLE.encode())
    assert [passage for passage in chapter.passages if passage.name] == [
        Passage(("1.国家秘密",), "", "t.one", "总计 12件"),
        Passage(("2.其他",), "", "t.two", "总计 未填报"),
    ]
