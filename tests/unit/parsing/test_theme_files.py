"""Templates are read; a theme's files stand in the places of the built-in ones."""

import pytest

from disclosure.parsing.theme_files import TemplateFolder, parse_theme
from tests.support.forms import source

NO_THEME = TemplateFolder("", ())


@pytest.mark.parametrize(
    ("data", "found"),
    [
        pytest.param("甲".encode("gbk"), ("file.encoding", 1), id="encoding"),
        pytest.param(b"<p>" * 400_000, ("file.too-large", 1), id="size"),
    ],
)
def test_a_template_that_cannot_be_read(data: bytes, found: tuple[str, int]) -> None:
    """A template that can't be read is reported at its line, and there is no theme."""
    parsed = parse_theme(TemplateFolder("templates", (source("page.html", data),)), NO_THEME)
    assert (parsed.value, [(f.code, f.path, f.span.line if f.span else 0) for f in parsed.findings]) == (
        None,
        [(found[0], "page.html", found[1])],
    )


def test_an_overlay() -> None:
    """Files of the theme replace the built-in ones by name; one that its own templates name is added, others are left out."""
    builtin = TemplateFolder("built", (source("a.html", b"1"), source("b.html", b"2"), source("assets/search.js", b"'{{'")))
    files = (
        source("b.html", "\ufeff{% include 'c.html' %}\r\n".encode()),
        source("c.html", b"4"),
        source("d.html", b"{% if"),
    )
    parsed = parse_theme(builtin, TemplateFolder("own", files))
    assert parsed.value
    assert parsed.value.texts == {
        "a.html": "1",
        "b.html": "{% include 'c.html' %}\n",
        "c.html": "4",
        "assets/search.js": "'{{'",
    }
    assert (parsed.findings, parsed.value.replaced) == ((), ("b.html", "c.html"))
    assert [parsed.value.path_of(name) for name in ("a.html", "b.html")] == ["built/a.html", "own/b.html"]


def test_the_digest_is_that_of_the_texts() -> None:
    """Two themes of the same texts have one digest, wherever they lie."""
    one = parse_theme(TemplateFolder("built", (source("a.html", b"1"),)), TemplateFolder("own", (source("a.html", b"2"),)))
    other = parse_theme(TemplateFolder("else", (source("a.html", b"2"),)), NO_THEME)
    assert one.value
    assert other.value
    assert one.value.digest == other.value.digest


def test_a_script_may_have_any_lines() -> None:
    """Lines of any length and control characters are no faults of a script; its line ends and mark are those of any file."""
    theme = TemplateFolder("own", (source("a.js", b"\xef\xbb\xbfone\r\n" + b"x" * 200_000 + b"\r\x01"),))
    parsed = parse_theme(TemplateFolder("built", (source("a.js", b"1"),)), theme)
    assert parsed.findings == ()
    assert parsed.value and parsed.value.texts == {"a.js": f"one\n{'x' * 200_000}\n\x01"}
