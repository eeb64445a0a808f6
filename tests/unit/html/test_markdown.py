"""Markdown to HTML: what is allowed, what is shown as text, and how tables and signatures look."""

import re

import pytest

from disclosure.html.markdown import markdown_html

CODE = '<pre role="group" aria-label="代码" tabindex="0">'


@pytest.mark.parametrize(
    ("text", "html"),
    [
        pytest.param("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>", id="script"),
        pytest.param('<img src=x onerror="a()">', '<p>&lt;img src=x onerror="a()"&gt;</p>', id="onerror"),
        pytest.param("[点](javascript:alert(1))", "<p><a>点</a></p>", id="javascript"),
        pytest.param("[点](JaVa&#115;cript:alert(1))", "<p><a>点</a></p>", id="javascript-entities"),
        pytest.param("[点](data:text/html,x)", "<p><a>点</a></p>", id="data"),
        pytest.param(
            "![图](https://other.example/a.png)", '<p><a href="https://other.example/a.png">图</a></p>', id="foreign-image"
        ),
        pytest.param("**“重点”**工作", "<p><strong>“重点”</strong>工作</p>", id="bold-beside-quotes"),
        pytest.param("第一行\n第二行", "<p>第一行第二行</p>", id="soft-break-between-characters"),
        pytest.param("如下：\n- 一\n- 二", "<p>如下：</p>\n<ul>\n<li>一</li>\n<li>二</li>\n</ul>", id="list-right-under-text"),
        pytest.param("见[上年](2019.md#overview)", '<p>见<a href="2019.html#overview">上年</a></p>', id="link-to-a-report"),
        pytest.param("[表](办结率100%.txt)", '<p><a href="办结率100%25.txt">表</a></p>', id="percent-in-a-name"),
        pytest.param("[表](a%20b.txt)", '<p><a href="a%20b.txt">表</a></p>', id="an-address-already"),
        pytest.param("[表](<办结 9%.txt>)", '<p><a href="办结 9%25.txt">表</a></p>', id="blank-and-percent"),
        pytest.param("![图](占比5%.png)", '<p class="picture"><img alt="图" src="占比5%25.png"></p>', id="percent-in-a-picture"),
        pytest.param("如图![图](a.png)", '<p>如图<img alt="图" src="a.png"></p>', id="picture-in-a-sentence"),
        pytest.param("# 大标题", '<h3 id="x-大标题">大标题</h3>', id="no-second-h1"),
        pytest.param("乙\n\n某镇\n2021年1月2日", '<p>乙</p>\n<p class="signature">某镇<br>2021年1月2日</p>', id="signature"),
    ],
)
def test_markdown(text: str, html: str) -> None:
    """Markdown becomes safe HTML with Chinese habits."""
    assert markdown_html(text, "x") == html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        pytest.param("1. 甲\n\n   乙\n\n2. 丙", "<ol><li><p>甲</p><p>乙</p></li><li><p>丙</p></li></ol>", id="three-blanks"),
        pytest.param("- 甲\n\n  乙\n\n- 丙", "<ul><li><p>甲</p><p>乙</p></li><li><p>丙</p></li></ul>", id="two-blanks"),
        pytest.param("10. 甲\n\n    乙", '<ol start="10"><li><p>甲</p><p>乙</p></li></ol>', id="four-blanks"),
        pytest.param(
            "- 甲\n  - 乙\n    - 丙\n- 丁", "<ul><li>甲<ul><li>乙<ul><li>丙</li></ul></li></ul></li><li>丁</li></ul>", id="levels"
        ),
        pytest.param("1. 甲\n   - 乙\n2. 丙", "<ol><li>甲<ul><li>乙</li></ul></li><li>丙</li></ol>", id="list-in-a-numbered-one"),
        pytest.param("- 甲\n\t- 乙\n\n\t丙", "<ul><li><p>甲</p><ul><li>乙</li></ul><p>丙</p></li></ul>", id="tabs"),
        pytest.param(
            "- 甲\n\n      x = 1\n\n乙", f"<ul><li>甲{CODE}<code>x = 1</code></pre></li></ul><p>乙</p>", id="code-of-an-item"
        ),
        pytest.param("- 甲\n\n乙\n\n  丙", "<ul><li>甲</li></ul><p>乙</p><p>丙</p>", id="after-the-list"),
        pytest.param("```\n- 甲\n\n  乙\n```", f"{CODE}<code>- 甲  乙</code></pre>", id="between-fences"),
    ],
)
def test_lists_are_read_as_common_mark_reads_them(text: str, html: str) -> None:
    """What stands under the first letter of an item belongs to it, whatever number of blanks that is."""
    assert re.sub(r"\n", "", markdown_html(text)) == html


def test_tables_and_code_scroll_by_keyboard_and_align_by_class() -> None:
    """Nothing is written that the policy of the pages forbids, and what is too wide can be reached."""
    row = '<tr>\n<{0}>甲</{0}>\n<{0} class="left">乙</{0}>\n<{0} class="right">丙</{0}>\n<{0} class="center">丁</{0}>\n</tr>'
    assert markdown_html("| 甲 | 乙 | 丙 | 丁 |\n| --- | :--- | ---: | :---: |\n| 甲 | 乙 | 丙 | 丁 |\n\n    x = 1") == (
        '<div class="table" role="group" aria-label="表格" tabindex="0">\n<table>\n'
        f"<thead>\n{row.format('th')}\n</thead>\n<tbody>\n{row.format('td')}\n</tbody>\n</table>\n</div>\n"
        f"{CODE}<code>x = 1\n</code></pre>"
    )
