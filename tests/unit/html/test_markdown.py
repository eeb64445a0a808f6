"""Markdown to HTML: what is allowed, what is shown as text, and how tables and signatures look."""

import pytest

from disclosure.html.markdown import markdown_html


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
        pytest.param("![图](占比5%.png)", '<p><img alt="图" src="占比5%25.png"></p>', id="percent-in-a-picture"),
        pytest.param("# 大标题", '<h3 id="x-大标题">大标题</h3>', id="no-second-h1"),
        pytest.param("乙\n\n某镇\n2021年1月2日", '<p>乙</p>\n<p class="signature">某镇<br>2021年1月2日</p>', id="signature"),
    ],
)
def test_markdown(text: str, html: str) -> None:
    """Markdown becomes safe HTML with Chinese habits."""
    assert markdown_html(text, "x") == html
