"""Whatever a template does wrong is one finding at its file and line, and nothing is published."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from disclosure.cli.main import main
from disclosure.system.cache import Cache, DiskCache
from tests.support.effort import tried
from tests.support.portal import ROOT, run_build, write_small

FAILED, SYNTAX = "template.failed", "template.syntax"
FOOTER = "parts/footer.html"
TWICE = "{% include 'parts/more.html' %}" * 2

IN_THE_FOOTER: dict[str, tuple[str, str, int, str]] = {
    # name: (second line of the footer, code, column, words of the message)
    "variable": ("{{ orgnizer }}", FAILED, 4, "“orgnizer”没有定义"),
    "attribute": ('<a href="{{ head.hoem }}">', FAILED, 13, "“head.hoem”没有定义"),
    "attribute of a setting": ("{{ frame.settings.organiser }}", FAILED, 4, "“frame.settings.organiser”没有定义"),
    "attribute of nothing": ("{{ none.x }}", FAILED, 9, "前面的值是空的"),
    "item": ("{{ head.crumbs[99].href }}", FAILED, 16, "没有第 99 项"),
    "file to include": ("{% include 'parts/notice.html' %}", FAILED, 13, "没有模板“parts/notice.html”"),
    "file to import": ("{% from 'part/value.html' import legend %}", FAILED, 10, "没有模板“part/value.html”"),
    "macro": ("{% from 'parts/value.html' import legende %}", FAILED, 35, "没有宏“legende”"),
    "too many arguments": ("{% from 'parts/value.html' import legend %}{{ legend(1) }}", FAILED, 1, "最多有 0 个参数"),
    "unknown argument": ("{% from 'parts/value.html' import value %}{{ value(cell=1) }}", FAILED, 52, "没有“cell”这个参数"),
    "macro without end": ("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", FAILED, 1, "没完没了"),
    "includes itself": ("{% include 'parts/footer.html' %}", FAILED, 1, "没完没了"),
    "extends itself": ("{% extends 'parts/footer.html' %}", FAILED, 13, "没完没了"),
    "lists in lists": (
        "{% set ns = namespace(s=[1]) %}{% for i in range(60) %}{% set ns.s = [ns.s, ns.s] %}{% endfor %}{{ ns.s }}",
        FAILED,
        1,
        "列表套列表",
    ),
    "division": ("{{ 1 / 0 }}", FAILED, 1, "除数为 0"),
    "division by what is counted": ("{{ 100 // (head.crumbs | length - head.crumbs | length) }}", FAILED, 1, "除数为 0"),
    "remainder": ("{{ 7 % 0 }}", FAILED, 1, "除数为 0"),
    "filter": ("{{ head.home | uper }}", SYNTAX, 16, "没有“uper”这个过滤器"),
    "filter in a condition": ("{{ 1 if head.home | uper else 2 }}", FAILED, 21, "没有“uper”"),
    "test": ("{% if head.home is emty %}{% endif %}", FAILED, 20, "没有“emty”"),
    "end of a condition": ("{% if head.home %}", SYNTAX, 1, "“if”没有结束，缺 elif 或 else 或 endif"),
    "chance": ("{{ [1, 2] | random }}", SYNTAX, 13, "没有“random”"),
    "end of a print": ("{{ head.home", SYNTAX, 2, "“/”"),
    "tag": ("{% fi head.home %}", SYNTAX, 4, "没有“fi”这种标签"),
    "end of a loop": ("{% for a in head.crumbs %}{% endif %}", SYNTAX, 30, "这里不能用“endif”，应是 endfor 或 else"),
    "comment": ("{# 注释", SYNTAX, 1, "注释没有结束"),
    "block twice": ("{% block a %}{% endblock %}{% block a %}{% endblock %}", SYNTAX, 10, "块“a”写了两次"),
    "tags within tags": ("{% if 1 %}" * 120 + "{% endif %}" * 120, SYNTAX, 1, "套得太深"),
    "brackets within brackets": ("{{ " + "(" * 4000 + ")" * 4000 + " }}", SYNTAX, 1, "套得太深"),
    "endless loop": ("{% for i in range(10**10) %}{% endfor %}", FAILED, 1, "range 的数目"),
    "loops within loops": (
        "{% for i in range(90000) %}{% for j in range(90000) %}{% endfor %}{% endfor %}",
        FAILED,
        1,
        "循环和调用超过",
    ),
    "recursive loop": (
        "{% for i in range(90000) recursive %}{% if loop.depth < 4 %}{{ loop(range(90000)) }}{% endif %}{% endfor %}",
        FAILED,
        1,
        "循环和调用超过",
    ),
    "macro that calls itself twice": (
        "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(60) }}",
        FAILED,
        1,
        "循环和调用超过",
    ),
    "long text": ("{{ 'x' * 10**10 }}", FAILED, 1, "拼出 300 万字以上"),
    "long list": ("{{ [1] * 10**10 }}", FAILED, 1, "拼出 300 万字以上"),
    "long text by a filter": ("{{ 'x' | center(10**10) }}", FAILED, 1, "“center”的数字"),
    "long list by a filter": ("{{ [1] | batch(10**10, 0) | list }}", FAILED, 1, "“batch”的数字"),
    "long text by a method": ("{{ 'x'.ljust(10**10) }}", FAILED, 1, "“ljust”的数字"),
    "long text by a format": ("{{ '{:>10000000000}'.format(1) }}", FAILED, 1, "文字不能补到"),
    "long text by percent": ("{{ '%010000000000d' % 1 }}", FAILED, 1, "文字不能补到"),
    "long text by doubling": (
        "{% set a = namespace(x='甲') %}{% for i in range(99) %}{% set a.x = a.x ~ a.x %}{% endfor %}",
        FAILED,
        1,
        "输出超过",
    ),
    "long text by replacing": ("{% set x = 'x' * 90000 %}{{ x | replace('x', x) }}", FAILED, 1, "“replace”会拼出太长"),
    "much output": ("{% for i in range(90000) %}{{ '页脚' * 900 }}{% endfor %}", FAILED, 1, "输出超过"),
    "large power": ("{{ 10 ** 9999999 }}", FAILED, 1, "数字太大"),
    "large number": (
        "{% set a = namespace(x=9) %}{% for i in range(99) %}{% set a.x = a.x * a.x %}{% endfor %}",
        FAILED,
        1,
        "数字太大",
    ),
    "inside of Python": ("{{ head.__class__.__mro__ }}", FAILED, 9, "不能用“__class__”"),
    "inside of Python by a filter": ("{{ (head | attr('__class__')).x }}", FAILED, 18, "不能用“__class__”"),
    "call of a text": ("{{ head.home() }}", FAILED, 1, "不能当作宏来调用"),
    "loop over a number": ("{% for a in 5 %}{% endfor %}", FAILED, 1, "不是列表"),
    "text and number": ("{{ head.home + 1 }}", FAILED, 1, "不能这样计算"),
}

ELSEWHERE: dict[str, tuple[str, str, str, int, str]] = {
    # name: (file, what stands there, what stands there instead, 1 or 0 for that line, words of the message)
    "layout": ("pages/standing.html", "layouts/base.html", "layouts/bsae.html", 0, "没有模板“layouts/bsae.html”"),
    "layout of itself": ("layouts/base.html", "<!DOCTYPE html>", "{% extends 'layouts/base.html' %}", 0, "没完没了"),
    "block renamed": ("pages/report.html", "block main", "block text", 0, "布局里没有块“text”"),
    "block misspelt": ("pages/standing.html", "block main", "block mian", 0, "布局里没有块“mian”"),
    "block of the layout renamed": ("layouts/base.html", "block main", "block text", 1, "布局里没有块“main”"),
    "block of the layout gone": ("layouts/base.html", "{% block main %}{% endblock %}", "", 1, "布局里没有块“main”"),
    "macro renamed": ("parts/table.html", "macro row(", "macro line(", 1, "没有宏“row”"),
    "macro of several pages renamed": ("parts/value.html", "macro legend(", "macro legends(", 0, "没有宏“legend”"),
    "argument gone": (
        "parts/table.html",
        "macro row(row, glossary, name, pages)",
        "macro row(row, glossary, pages)",
        0,
        "没有参数“name”",
    ),
    "argument renamed": ("parts/table.html", "macro table(grid,", "macro table(gird,", 0, "没有参数“grid”"),
    "argument added": (
        "parts/table.html",
        "macro table(grid, glossary, pages)",
        "macro table(grid, glossary, pages, x)",
        0,
        "参数“x”",
    ),
    "row that fails": ("parts/table.html", "{% if row.name %}", "{% if row.naem %}", 0, "“row.naem”没有定义"),
    "style": ("assets/tokens.css", ":root", "{{ acent }}:root", 0, "“acent”没有定义"),
    "style to include": ("assets/site.css", "assets/table.css", "assets/tabel.css", 0, "没有模板“assets/tabel.css”"),
    "script": ("assets/compare.js", "const", "{{ x }} const", 0, "“x”没有定义"),
}


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cache]:
    """A cache of all that the same portal has in common."""
    store = DiskCache(tmp_path_factory.mktemp("cache") / "cache.sqlite")
    yield store
    store.close()


def found_with(folder: Path, name: str, text: str, cache: Cache) -> list[tuple[str, str, int, int, str]]:
    """The findings of a portal with a theme of this file; nothing is published."""
    write_small(folder)
    path = folder / "theme" / name
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")
    outcome = run_build(folder, cache, theme=folder / "theme")
    assert (outcome.stopped, (folder / "site" / "index.html").exists()) == (True, False)
    return [
        (
            f.code,
            f.path.removeprefix(f"{folder.as_posix()}/theme/"),
            *((f.span.line, f.span.column) if f.span else (0, 0)),
            f.message,
        )
        for f in outcome.findings
    ]


@pytest.mark.slow
@pytest.mark.parametrize("fault", [*IN_THE_FOOTER][:: tried(3, 1)])
def test_a_fault_on_every_page(fault: str, tmp_path: Path, cache: Cache) -> None:
    """A fault in the footer is told once, where it stands, and not for every page."""
    line, code, column, words = IN_THE_FOOTER[fault]
    ((*place, message),) = found_with(tmp_path, FOOTER, f"<footer>\n{line}\n</footer>\n", cache)
    assert place[:2] == [code, FOOTER]
    if code == FAILED or "deep" not in fault:
        assert (place[2] in (2, 3, 4, 1), place[3], words in message) == (True, column, True), message


@pytest.mark.parametrize("fault", ELSEWHERE)
def test_a_fault_of_one_file(fault: str, tmp_path: Path, cache: Cache) -> None:
    """A file that does not fit the others is told once, in the file that was changed."""
    name, old, new, line, words = ELSEWHERE[fault]
    text = (ROOT / "templates" / name).read_text(encoding="utf-8")
    assert old in text
    line = line or text[: text.index(old)].count("\n") + 1
    text = text.replace(old, new, 1)
    ((*place, message),) = found_with(tmp_path, name, text, cache)
    assert (place[:3], words in message) == ([FAILED, name, line], True), message


def test_a_file_that_includes_itself_twice(tmp_path: Path, cache: Cache) -> None:
    """Inclusions are counted: one that doubles with each level ends."""
    theme = tmp_path / "theme" / "parts"
    theme.mkdir(parents=True)
    (theme / "more.html").write_text("{% set n = n - 1 %}{% if n %}" + TWICE + "{% endif %}", encoding="utf-8")
    (theme / "footer.html").write_text("{% set n = 60 %}{% include 'parts/more.html' %}", encoding="utf-8")
    write_small(tmp_path)
    (finding,) = run_build(tmp_path, cache, theme=tmp_path / "theme").findings
    assert (finding.code, finding.path, "循环和调用超过" in finding.message) == (FAILED, f"{theme.as_posix()}/more.html", True)


@pytest.mark.parametrize("options", [[], ["--plain"]])
def test_the_exit_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], options: list[str]
) -> None:
    """The command ends with 1, and says it in a line, with the line of the template and what to type."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DISCLOSURE_PLAIN", "")
    write_small(tmp_path)
    (tmp_path / "theme" / "parts").mkdir(parents=True)
    (tmp_path / "theme" / FOOTER).write_text("<p>\n{{ head.hom }}\n", encoding="utf-8")
    assert main(["build", *options]) == 1
    said = capsys.readouterr().out
    assert "theme/parts/footer.html:2:4: " in said
    assert "{{ head.hom }}" in said
    assert "是不是“head.home”？" in said
    assert said.count("[template.failed]") == 1
