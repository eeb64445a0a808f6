"""The files that every page loads are pictures and styles of a reasonable size, and load nothing else."""

from typing import Any

import pytest

from disclosure.check.site_assets import MAX_SITE_FILE, check_site_files
from disclosure.model.finding import Finding, Place
from disclosure.model.portal import Badges, Body, Settings

ABOUT_PICTURES = "换成 {} 格式的图片，例如 {}: images/{}.png"
TOO_LARGE = b"x" * (MAX_SITE_FILE + 1)


@pytest.mark.parametrize(
    ("settings", "files", "place", "message", "hint"),
    [
        pytest.param({}, {}, (), "", "", id="none"),
        pytest.param({"logo": "a.png", "favicon": "b.ico"}, {"a.png": b"x" * MAX_SITE_FILE, "b.ico": b""}, (), "", "", id="sound"),
        pytest.param({"logo": "a.gif"}, {"a.gif": b""}, ("logo",), "“logo”不能是“a.gif”这种文件", ABOUT_PICTURES.format("svg、png、jpg、webp、ico", "logo", "logo"), id="another-kind"),
        pytest.param({"favicon": "a.jpg"}, {"a.jpg": b""}, ("favicon",), "“favicon”不能是“a.jpg”这种文件", ABOUT_PICTURES.format("svg、png、ico", "favicon", "favicon"), id="no-icon"),
        pytest.param({"logo": "a.png"}, {}, ("logo",), "内容文件夹里没有“a.png”", "把图片放在 content/a.png，或改成实际的文件名；不用图片的，删去 logo 一行", id="missing"),
        pytest.param({"badges": Badges("0" * 32, "a.png")}, {}, ("badges", "institution_picture"), "内容文件夹里没有“a.png”", "把图片放在 content/a.png，或改成实际的文件名；不用图片的，删去 institution_picture 一行", id="badge-missing"),
        pytest.param({"badges": Badges(errors_picture="a.png")}, {}, (), "", "", id="badge-without-number"),
        pytest.param({"logo": "a.png"}, {"a.png": TOO_LARGE}, ("logo",), "“a.png”超过 300 KB，每一页都要下载它", "另存为小一些的图片（宽 800 像素以内），放在 content/a.png", id="large"),
    ],
)  # fmt: skip
def test_pictures(settings: dict[str, Any], files: dict[str, bytes], place: Place, message: str, hint: str) -> None:
    """A picture of another kind, that is not there or too large is told at its key."""
    found = [Finding("settings.file", message, "portal.yml", place, hint=hint)] if message else []
    given = Settings("portal.yml", "甲", Body("portal.yml", "", "甲", "township"), **settings)
    assert list(check_site_files(given, files, "content")) == found


@pytest.mark.parametrize(
    ("style", "code", "message", "hint"),
    [
        pytest.param(b"p { color: red } a { fill: url(#x) }", "", "", "", id="sound"),
        pytest.param(b"x" * MAX_SITE_FILE, "", "", "", id="as-large-as-may-be"),
        pytest.param(TOO_LARGE, "settings.file", "“extra.css”超过 300 KB，每一页都要下载它", "只在 content/extra.css 里写与模板不同的规则；图片不要写进样式", id="large"),
        *(
            pytest.param(style, "style.address", "“extra.css”里有 @import 或 url(…)：那里的文件不会公开，别的网站的文件浏览器会拦下", "从 content/extra.css 里删去 @import 和 url(…)，规则直接写在文件里", id=name)
            for name, style in (("import", b"@IMPORT 'a.css';"), ("address", b"p { background: url( 'a.png' ) }"))
        ),
    ],
)  # fmt: skip
def test_the_style_sheet(style: bytes, code: str, message: str, hint: str) -> None:
    """A style sheet that is too large, or loads another file, is told."""
    found = [Finding(code, message, "content/extra.css", hint=hint)] if code else []
    given = Settings("portal.yml", "甲", Body("portal.yml", "", "甲", "township"))
    assert list(check_site_files(given, {"extra.css": style}, "content")) == found
