"""Plain Markdown is rendered without the converter, and comes out as the converter makes it."""

import subprocess
import sys

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from disclosure.fast.markdown import markdown
from disclosure.html.markdown import markdown_html
from tests.support.edited_texts import edited
from tests.support.portal import ROOT

BLOCKS = [
    "全年主动公开政府信息321条，其中通过政府网站公开60条（含部门），满意率98.5%。",
    "　　按照《条例》要求，公开“三公”经费；举办培训3期: 120人次。  ",
    "### （一）主动公开情况",
    "#### 1. 平台建设",
    "#没有空格的标题",
    "- 依托公开栏集中展示信息73条。\n- 发布政策文件17件。\n- 其他",
    "1. 依托公开栏集中展示信息73条。\n2. 发布政策文件17件。\n3. 其他",
    "**政务微博**全年发布信息944条。**“答复”率**为百分之九十三。",
    "详见[财政预决算专栏](https://www.example.org/418/10.html)。",
    "| 事项 | 数量（条） | 比上年增加 |\n| --- | ---: | :---: |\n| 学区划分 | 783 | 2 |\n| 就业援助 |  | -14 |",
    "第一行，\n第二行 2020\n年第三行。",
    "某某镇人民政府\n2021年1月19日",
    "2021年1月19日",
    "上年结转 0 件 - 本年 3 件 + 转下年",
    "- 一\n- 二\n\n- 三\n\n- 四\n- 五\n\n1. 六\n\n1. 七",
]
LETTERS = [
    *"\n *_-+#|[]()<>&`~=:!\\\"'1.)。，中a\t\r\u3000\xa0\u2028\x85\x00\x02\x03二{}^$/%@?;１",
    *("\n\n", "  ", "    ", "  \n", "**", "***", "__", "- ", "* ", "1. ", "2) ", "```", "~~~", "---", "===", "> ", "| ", "](", "<b>"),
    *("&amp;", "http://", "[1]: ", "![", "## ", "\n- ", "\n1. ", "\n|", "\n    ", "\n--- | ---\n", "javascript:", ".md", "　　"),
]  # fmt: skip
PAIRS = st.tuples(st.sampled_from(BLOCKS), st.sampled_from(["\n\n", "\n\n", "\n", "\n\n\n"])).map("".join)
TEXTS = st.lists(PAIRS, min_size=1, max_size=4).map("".join)


@given(edited(TEXTS, LETTERS), st.sampled_from(["", "overview"]), st.sampled_from([2, 3]))
@example("一\n二\n\n三\n2021年1月2日\n\n四", "", 3)
@example("| 甲 | 乙 |\n| --- | --- |\n| 丙 | 丁 |\n| 戊 | 己 |\n| --- | --- |\n| 庚 | 辛 |", "", 3)
def test_plain_text_is_rendered_as_the_converter_does(text: str, prefix: str, top: int) -> None:
    """Whatever is rendered without the converter has the very bytes that the converter makes."""
    assert markdown(text, prefix, top) in (None, markdown_html(text, prefix, top))


@pytest.mark.parametrize("text", BLOCKS)
def test_usual_blocks_need_no_converter(text: str) -> None:
    """The Markdown of reports as they are written is rendered directly, alone and among others."""
    everything = "\n\n".join(["前", text, "后"])
    assert markdown(text) == markdown_html(text)
    assert markdown(everything) == markdown_html(everything)


def test_the_converter_is_not_loaded_for_plain_text() -> None:
    """Plain text is rendered without paying for the library."""
    script = "import sys; from disclosure import fast; fast.markdown('一\\n\\n二'); print('markdown' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout == "False\n"
