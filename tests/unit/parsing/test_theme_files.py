"""Templates are read with their syntax checked."""

import pytest

from disclosure.model.finding import Finding, Span
from disclosure.parsing.theme_files import parse_theme
from tests.support.forms import source


@pytest.mark.parametrize(
    ("data", "found"),
    [
        pytest.param("{{ 甲 }}".encode(), None, id="sound"),
        pytest.param("甲".encode("gbk"), ("file.encoding", "模板不是 UTF-8 编码", 1), id="encoding"),
        pytest.param(
            b"<p>\n{% if %}\n",
            ("template.syntax", "模板语法有误：Expected an expression, got 'end of statement block'", 2),
            id="syntax",
        ),
    ],
)
def test_a_template(data: bytes, found: tuple[str, str, int] | None) -> None:
    """A template that can't be read is reported at its line; its text is part of the theme all the same."""
    parsed = parse_theme("templates", (source("page.html", data),))
    assert parsed.value
    assert parsed.value.texts == {"page.html": data.decode("utf-8", "replace")}
    assert parsed.findings == ((Finding(found[0], found[1], "page.html", span=Span(found[2], 1)),) if found else ())
