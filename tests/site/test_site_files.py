"""What a portal adds to every page without a template: its picture, its icon, its links, its style sheet."""

from pathlib import Path

import pytest

from tests.support.portal import Change, run_build, spoil, tree, write_base

PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"></svg>\n'
LINKS = "links:\n  - title: 样例县人民政府\n    address: https://county.example/\n"


def test_a_portal_s_own_files_are_on_every_page(tmp_path: Path) -> None:
    """Each page shows the picture under the site's name, the icon and the link, and loads the style sheet last."""
    content = write_base(tmp_path)
    settings = Change("portal.yml", "downloads: [json]", f"downloads: [json]\nlogo: images/标志.svg\n{LINKS}")
    spoil(content, (settings, Change("images/标志.svg", None, PICTURE), Change("extra.css", None, "h1 { color: red; }\n")))
    outcome = run_build(tmp_path, content=content)
    assert outcome.published is not None
    assert [f.code for f in outcome.findings if f.code.startswith(("file.", "settings.f", "path."))] == []
    site = tree(tmp_path / "site")
    (picture,) = [name for name, data in site.items() if data == PICTURE.encode()]
    (style,) = [name for name, data in site.items() if data == b"h1 { color: red; }\n"]
    assert picture.startswith("assets/标志.") and style.startswith("assets/extra.")
    page = site["office/2022.html"].decode()
    for expected in (
        '<li><a href="https://county.example/">样例县人民政府</a></li>',
        '.svg" alt="样例镇政府信息公开"></a></p>',
        f'<link rel="stylesheet" href="../{style}">',
    ):
        assert page.count(expected) == 1
    assert page.index(style) > page.index("assets/site.")
    assert page.count("assets/%E6%A0%87%E5%BF%97.") == 2


def test_badges_are_links_that_load_nothing_from_elsewhere(tmp_path: Path) -> None:
    """A badge is a link with a picture of the site's own, or with its name; the page on privacy names where they lead."""
    content = write_base(tmp_path)
    number = "0123456789ABCDEF0123456789ABCDEF"
    badges = f"badges:\n  institution_id: '{number}'\n  institution_picture: images/a.svg\n  errors_id: '3302830001'\n"
    spoil(
        content,
        (Change("portal.yml", "downloads: [json]", f"downloads: [json]\n{badges}"), Change("images/a.svg", None, PICTURE)),
    )
    assert run_build(tmp_path, content=content).published is not None
    site = tree(tmp_path / "site")
    (picture,) = [name for name, data in site.items() if data == PICTURE.encode()]
    page = site["office/2022.html"].decode()
    shown = f'<img src="../{picture}" alt="党政机关网站标识">'
    assert f'<a href="https://bszs.conac.cn/sitename?method=show&amp;id={number}">{shown}</a>' in page
    address = "https://zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code=3302830001"
    assert f'<a href="{address}' in page and "政府网站找错</a>" in page
    assert "浏览器不会连接 bszs.conac.cn 和 zfwzgl.www.gov.cn" in site["privacy.html"].decode()


@pytest.mark.parametrize("name", ["logo", "favicon"])
def test_a_picture_that_is_too_large(tmp_path: Path, name: str) -> None:
    """A picture that every page would load is refused when it is too large."""
    content = write_base(tmp_path)
    setting = Change("portal.yml", "downloads: [json]", f"downloads: [json]\n{name}: a.png")
    spoil(content, (setting, Change("a.png", None, "x" * 300_001)))
    outcome = run_build(tmp_path, content=content)
    assert outcome.published is None
    assert [(f.code, f.message) for f in outcome.findings if f.code == "settings.file"] == [
        ("settings.file", "“a.png”超过 300 KB，每一页都要下载它")
    ]


def test_a_picture_with_a_script(tmp_path: Path) -> None:
    """A picture of every page is looked into as an attachment is."""
    content = write_base(tmp_path)
    setting = Change("portal.yml", "downloads: [json]", "downloads: [json]\nlogo: a.svg")
    spoil(content, (setting, Change("a.svg", None, PICTURE.replace("></svg", "><script>alert(1)</script></svg"))))
    assert "attachment.active" in [f.code for f in run_build(tmp_path, content=content).findings]
