"""A theme: a folder whose files replace the built-in templates one by one."""

import os
from pathlib import Path

import pytest

from disclosure.cli.main import main
from disclosure.system.cache import DiskCache
from tests.support.portal import ROOT, Change, run_build, spoil, tree, write_small

FOOTER = "parts/footer.html"


def themed(folder: Path, **files: str) -> Path:
    """A portal with a theme of these files; `__` stands for a slash and `_` for a dot in their names."""
    content = write_small(folder)
    for name, text in files.items():
        path = folder / "theme" / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return content


def stock(name: str) -> str:
    """A built-in template."""
    return (ROOT / "templates" / name).read_text(encoding="utf-8")


def pages(folder: Path) -> dict[str, str]:
    """The pages of a site."""
    return {path: body.decode() for path, body in tree(folder / "site").items() if path.endswith(".html")}


def test_one_file_changes_the_footer_of_every_page(tmp_path: Path) -> None:
    """A theme of `parts/footer.html` alone is on every page; all else is as built in."""
    write_small(tmp_path / "plain")
    run_build(tmp_path / "plain")
    themed(tmp_path, parts__footer_html='<footer class="colophon">样例镇</footer>\n')
    assert run_build(tmp_path, theme=tmp_path / "theme").findings == ()
    plain, own = tree(tmp_path / "plain" / "site"), tree(tmp_path / "site")
    footers = {path: body for path, body in pages(tmp_path).items() if "没有这个页面" not in body or "colophon" in body}
    assert [path for path, body in footers.items() if '<footer class="colophon">样例镇</footer>' not in body] == []
    changed = {path for path in plain if plain[path] != own.get(path)}
    assert {Path(path).suffix for path in changed} == {".html", ".json"}
    assert {path for path in changed if path.endswith(".json")} == {"manifest.json"}


@pytest.mark.parametrize("name", ["assets/print.css", "assets/icon.svg", "assets/search.js", "assets/compare.js"])
def test_assets(tmp_path: Path, name: str) -> None:
    """Style sheets, scripts and the icon are replaced as templates are, under another name where the name has a digest."""
    content = write_small(tmp_path)
    spoil(content, (Change("portal.yml", "[trends]", "[comparisons, search]"),))
    run_build(tmp_path)
    before = tree(tmp_path / "site")
    own = tmp_path / "theme" / name
    own.parent.mkdir(parents=True)
    own.write_text(stock(name) + ("<!-- own -->" if name.endswith("svg") else "/* own */"), encoding="utf-8")
    assert run_build(tmp_path, theme=tmp_path / "theme").findings == ()
    after = tree(tmp_path / "site")
    assert sum(b"own -->" in body or b"/* own */" in body for body in after.values()) == 1
    assert before.keys() == after.keys() if name.endswith("svg") else before.keys() != after.keys()


def test_a_whole_copy_is_an_overlay_of_all_files(tmp_path: Path) -> None:
    """Built with a copy of all templates as its theme, a portal is as built in."""
    write_small(tmp_path)
    run_build(tmp_path)
    before = tree(tmp_path / "site")
    assert run_build(tmp_path, theme=ROOT / "templates").findings == ()
    assert tree(tmp_path / "site") == before


def test_what_changes_in_a_theme_is_seen(tmp_path: Path) -> None:
    """A theme made, changed and removed between builds is seen by the next, whatever the cache has."""
    write_small(tmp_path)
    cache = DiskCache(tmp_path / "cache.sqlite")

    def build() -> list[str]:
        assert run_build(tmp_path, cache, theme=tmp_path / "theme").published is not None
        return sorted(
            {word for body in pages(tmp_path).values() for word in ("甲页脚", "乙页脚", 'class="colophon"') if word in body}
        )

    assert build() == ['class="colophon"']
    (tmp_path / "theme" / "parts").mkdir(parents=True)
    for word in ("甲页脚", "乙页脚"):
        (tmp_path / "theme" / FOOTER).write_text(f"<footer>{word}</footer>", encoding="utf-8")
        assert build() == [word]
    (tmp_path / "theme" / FOOTER).unlink()
    assert build() == ['class="colophon"']
    cache.close()


def test_the_theme_beside_the_content(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A folder `theme` beside the content folder needs no option; a file of it that replaces nothing is a warning."""
    themed(tmp_path, parts__footer_html="<footer>自己的</footer>", footer_html="<footer></footer>")
    monkeypatch.chdir(tmp_path / "content")
    assert main(["build"]) == 0
    assert "自己的" in pages(tmp_path)["2022.html"]
    assert (said := capsys.readouterr().out).count("[template.unused]") == 1
    assert "改成 ../theme/parts/footer.html" in said
    monkeypatch.chdir(tmp_path)
    assert main(["check", "--strict", "--templates", "theme"]) == 1
    assert main(["build", "--templates", "nowhere"]) == 2
    assert main(["build", "--site", "theme"]) == 2
    assert main(["build", "--templates", "content"]) == 2


def test_a_theme_that_cannot_be_read_hides_nothing(tmp_path: Path) -> None:
    """What is wrong with the content is found as well, and nothing is published."""
    content = themed(tmp_path, parts__footer_html="<footer>{% if %}</footer>")
    report = content / "2022.md"
    report.write_text(report.read_text(encoding="utf-8").replace("year: 2022", "year: 2012"), encoding="utf-8")
    outcome = run_build(tmp_path, theme=tmp_path / "theme")
    assert sorted({finding.code for finding in outcome.findings}) == ["template.syntax", "year.path"]
    assert not (tmp_path / "site" / "index.html").exists()


def test_what_lies_in_a_folder_of_the_program_and_is_not_read(tmp_path: Path) -> None:
    """A link or a name that is not UTF-8 is told in a theme, and in a folder of forms, where nothing else is said then."""
    themed(tmp_path)
    for name, inside in (("theme", "parts/footer.html"), ("forms", "2021.yml")):
        (tmp_path / name / inside).parent.mkdir(parents=True)
        (tmp_path / name / inside).symlink_to(ROOT / "README.md")
        (tmp_path / name / os.fsdecode("表".encode("gbk"))).write_bytes(b"")
    outcomes = (run_build(tmp_path, theme=tmp_path / "theme"), run_build(tmp_path, formats=tmp_path / "forms"))
    assert [[one.code for one in found.findings] for found in outcomes] == [["file.symlink", "file.name-encoding"]] * 2


def faults(folder: Path) -> list[tuple[str, str, int]]:
    """The findings of a portal with a theme, each with its file and line."""
    outcome = run_build(folder, theme=folder / "theme")
    base = f"{folder.as_posix()}/"
    return [(f.code, f.path.removeprefix(base), f.span.line if f.span else 0) for f in outcome.findings]


@pytest.mark.parametrize(
    ("link", "code"),
    [
        ('<a href="about.html">关于</a>', "link.dead"),
        ('<img src="logo.png" alt="">', "link.dead"),
        ('<a href="#sitemap">网站地图</a>', "link.anchor"),
        ("""<a href="{{ head.home | replace('index.html', 'pages/gone.html') }}">旧栏目</a>""", "link.dead"),
        ('<a href="{{ head.home }}/gone.html">旧栏目</a>', "link.dead"),
    ],
)
def test_a_dead_link_of_a_template_is_told_once(tmp_path: Path, link: str, code: str) -> None:
    """It stands at the line of the template, and not on every page."""
    themed(tmp_path, parts__footer_html=f"<footer>\n<p>\n{link}\n</footer>\n")
    assert faults(tmp_path) == [(code, "theme/parts/footer.html", 3)]


def test_a_dead_link_of_a_content_file_stays_there(tmp_path: Path) -> None:
    """A link that a content file writes itself is told there, whatever the theme has; so is the same one of the theme."""
    content = themed(tmp_path, parts__footer_html='<footer>\n<a href="gone.html">旧</a></footer>\n')
    guide = content / "pages" / "guide.md"
    text = guide.read_text(encoding="utf-8")
    guide.write_text(f"{text}\n[旧](gone.html)\n", encoding="utf-8")
    line = text.count("\n") + 2
    assert faults(tmp_path) == [("link.dead", "content/pages/guide.md", line), ("link.dead", "theme/parts/footer.html", 2)]


def test_ids_that_a_theme_dropped(tmp_path: Path) -> None:
    """Places that other pages link to and a theme no longer has are one finding about the theme."""
    text, old = stock("pages/report.html"), '<h2 id="{{ part.name }}">'
    assert old in text
    themed(tmp_path)
    own = tmp_path / "theme" / "pages" / "report.html"
    own.parent.mkdir(parents=True)
    own.write_text(text.replace(old, "<h2>"), encoding="utf-8")
    found = faults(tmp_path)
    assert (len(found), {code for code, *_ in found}) == (len(set(found)), {"link.anchor"})
    assert len(found) <= 2, found


BLOCKED = (
    '<link rel="stylesheet" href="https://fonts.example/x.css">',
    "<script src='//cdn.example/jquery.js'></script>",
    '<img alt="" src="http://www.example.gov.cn/logo.png">',
    '<iframe src="https://map.example/"></iframe>',
    '<p style="color: red">红</p>',
    "<style>p { color: red }</style>",
    "<script>alert(1)</script>",
    '<p onclick="go()">去</p>',
    '<a href="javascript:go()">去</a>',
    "<a href=pages/guide.html>指南</a>",
)


def test_what_the_policy_blocks_is_told_at_its_line(tmp_path: Path) -> None:
    """What browsers will not load or run on the pages is a warning at the template; the site is published."""
    themed(tmp_path, parts__footer_html="<footer>\n" + "".join(f"<!-- {line} -->\n{line}\n" for line in BLOCKED) + "</footer>\n")
    found = [one for one in faults(tmp_path) if not one[0].startswith("link.")]
    due = {("template.policy", "theme/parts/footer.html", 3 + 2 * number) for number in range(len(BLOCKED))}
    assert {one for one in found if one[0] == "template.policy"} == due
    assert {(name, number) for _, name, number in found} == {(name, number) for _, name, number in due}


@pytest.mark.parametrize("rule", ["@import 'more.css';", "p { background: url(logo.png) }", 'p { src: url("//a.example/b") }'])
def test_addresses_in_style_sheets(tmp_path: Path, rule: str) -> None:
    """A style sheet of a theme that loads other files is told at its line."""
    themed(tmp_path, assets__search_css=f"p {{ fill: url(#a) }}\n{rule}\n")
    assert faults(tmp_path) == [("template.policy", "theme/assets/search.css", 2)]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("{# theme: 0.1 #}\n<footer>{{ organizer }}</footer>", "organizer"),
        ("{# theme: 0.1 #}\n<footer>{% if frame.settings.name == '' %}{{ organizer }}{% endif %}</footer>", "organizer"),
        ("{# theme: 0.1 #}\n<footer>{{ head.homepage }}</footer>", "head.homepage"),
    ],
)
def test_a_file_made_for_another_version(tmp_path: Path, text: str, word: str) -> None:
    """A variable that is gone is named, with the version that the file was made for; also where no page comes to it."""
    themed(tmp_path, parts__footer_html=text)
    (finding,) = run_build(tmp_path, theme=tmp_path / "theme").findings
    assert (finding.code, finding.span and finding.span.line, f"“{word}”没有定义" in finding.message) == (
        "template.failed",
        2,
        True,
    )
    assert "这个文件是按 0.1 版的模板写的，现在是 0.2 版" in finding.hint


@pytest.mark.parametrize(
    "text",
    [
        "{# theme: 0.1 #}<footer>{{ frame.settings.name }}</footer>",
        "<footer>{% if slogan is defined %}{{ slogan }}{% endif %}{{ motto | default('') }}</footer>",
        "{% set a = 1 %}<footer>{{ a }}{% for b in head.crumbs %}{{ b.text }}{{ loop.index }}{% endfor %}</footer>",
        "{% macro m(x) %}{{ x }}{{ caller() }}{% endmacro %}<footer>{% call m(1) %}2{% endcall %}{{ range(3) | list }}</footer>",
    ],
)
def test_what_is_no_unknown_variable(tmp_path: Path, text: str) -> None:
    """What a template sets itself or asks for first may be used; a version alone is no fault."""
    themed(tmp_path, parts__footer_html=text)
    assert run_build(tmp_path, theme=tmp_path / "theme").findings == ()


def test_a_template_of_its_own_may_use_what_surrounds_it(tmp_path: Path) -> None:
    """A file that a theme includes has the variables of the page, and those set before it."""
    themed(
        tmp_path,
        parts__footer_html="<footer>{% set word = '甲' %}{% for one in head.crumbs %}{% include 'parts/own.html' %}{% endfor %}</footer>",
        parts__own_html="{{ word }}{{ one.text }}{{ frame.settings.name }}",
    )
    assert run_build(tmp_path, theme=tmp_path / "theme").findings == ()


@pytest.mark.parametrize(
    ("name", "old", "new", "cause"),
    [
        ("parts/value.html", "{{ whole }}{% if point %}", "{{ whole | upper }}{% if point %}", "upper"),
        ("parts/value.html", "{{ whole }}{% if point %}", "{{ whole }}{% if point == '5' %}", "比较"),
        ("parts/value.html", "{{ whole }}{% if point %}", "{{ whole.strip() }}{% if point %}", "调用"),
        ("parts/value.html", "{{ whole }}{% if point %}", "{{ whole + '%' }}{% if point %}", "计算"),
        ("parts/compare.html", "{{ line.label }}</th></tr>", "{{ line.label[0:8] }}</th></tr>", "取其中的字"),
        ("parts/compare.html", "<caption>{{ caption }}", "<caption>{{ earlier | length }}", "length"),
    ],
)
def test_a_macro_that_is_run_for_every_row(tmp_path: Path, name: str, old: str, new: str, cause: str) -> None:
    """It is a note at its line that says what makes it slow; pages are what the template prints all the same."""
    write_small(tmp_path)
    text = stock(name)
    assert old in text
    own = tmp_path / "theme" / name
    own.parent.mkdir(parents=True)
    own.write_text(text.replace(old, new, 1), encoding="utf-8")
    outcome = run_build(tmp_path, theme=tmp_path / "theme")
    assert {(f.code, f.path) for f in outcome.findings} == {("template.slow", own.as_posix())}
    line = text[: text.index(old)].count("\n") + 1
    assert line in {f.span.line for f in outcome.findings if f.span}
    assert any(f"“{cause}”" in f.message for f in outcome.findings)
    assert outcome.published is not None
