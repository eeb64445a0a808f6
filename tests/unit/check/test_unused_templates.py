"""A file of a theme that replaces nothing is named with what it probably is meant to be."""

import pytest

from disclosure.check.unused_templates import check_theme_files

BUILTIN = ("parts/footer.html", "parts/table.html", "pages/report.html", "assets/print.css")


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("footer.html", "是不是“parts/footer.html”？"),
        ("templates/parts/footer.html", "是不是“parts/footer.html”？"),
        ("parts/Footer.HTML", "是不是“parts/footer.html”？"),
        ("parts/footer.html.bak", "是不是“parts/footer.html”？"),
        ("parts/footer.html.txt", "是不是“parts/footer.html”？"),
        ("parts/foter.html", "是不是“parts/footer.html”？"),
        ("print.css", "是不是“assets/print.css”？"),
        ("page/reports.html", "是不是“pages/report.html”？"),
        ("images/logo.png", "图片放进内容文件夹，例如 content/images/logo.png"),
        ("问候.html", "改成要替换的文件的名字，例如 theme/parts/footer.html"),
    ],
)
def test_what_it_is_meant_to_be(name: str, hint: str) -> None:
    """The nearest built-in file, or what else to do with it."""
    (found,) = check_theme_files("theme", (name,), (), BUILTIN)
    assert (found.code, found.path) == ("template.unused", f"theme/{name}")
    assert found.hint.startswith(hint)


def test_files_that_are_used_and_words_about_the_theme() -> None:
    """What replaces a file or is used by a template is fine, and so is a README."""
    assert not list(check_theme_files("theme", ("parts/footer.html", "own.html", "README.txt"), ("own.html", *BUILTIN), BUILTIN))


def test_many() -> None:
    """Of many files some are named; the last of these counts the rest."""
    found = list(check_theme_files("theme", tuple(f"x/{n}.html" for n in range(70)), (), BUILTIN))
    assert (len(found), "这样的文件还有 50 个" in found[-1].message) == (20, True)
