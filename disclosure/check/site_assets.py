"""The files that every page uses: the pictures that the settings name, and the portal's own style sheet."""

import re
from collections.abc import Iterator, Mapping

from ..model.finding import Finding
from ..model.patterns import pattern
from ..model.portal import EXTRA_CSS, ICON_ENDINGS, PICTURES, Settings

MAX_SITE_FILE = 300_000
"""The most bytes of a file that every page loads."""

_ELSEWHERE = pattern(rb"@import\b|url\(\s*(?!['\"]?#)", re.IGNORECASE)


def check_site_files(settings: Settings, files: Mapping[str, bytes], folder: str) -> Iterator[Finding]:
    """Report what is wrong with these files; `files` are how those begin that there are, by their names."""
    pictures = ((key, name, tuple(PICTURES)) for key, name in settings.pictures.items())
    for key, name, endings in (*pictures, ("favicon", settings.favicon, ICON_ENDINGS)):
        place, key = tuple(key.split(".")), key.rpartition(".")[2]
        if name and name.rpartition(".")[2] not in endings:
            hint = f"换成 {'、'.join(endings)} 格式的图片，例如 {key}: images/{key}.png"
            yield Finding("settings.file", f"“{key}”不能是“{name}”这种文件", settings.path, place, hint=hint)
        elif name and name not in files:
            name = name.rpartition("/")[2] if "://" in name else name
            hint = f"把图片放在 {folder}/{name}，或改成实际的文件名；不用图片的，删去 {key} 一行"
            yield Finding("settings.file", f"内容文件夹里没有“{name}”", settings.path, place, hint=hint)
        elif len(files.get(name, b"")) > MAX_SITE_FILE:
            hint = f"另存为小一些的图片（宽 800 像素以内），放在 {folder}/{name}"
            yield Finding("settings.file", f"“{name}”超过 300 KB，每一页都要下载它", settings.path, place, hint=hint)
    style = files.get(EXTRA_CSS, b"")
    path = f"{folder}/{EXTRA_CSS}"
    if len(style) > MAX_SITE_FILE:
        hint = f"只在 {path} 里写与模板不同的规则；图片不要写进样式"
        yield Finding("settings.file", f"“{EXTRA_CSS}”超过 300 KB，每一页都要下载它", path, hint=hint)
    elif _ELSEWHERE.search(style):
        message = f"“{EXTRA_CSS}”里有 @import 或 url(…)：那里的文件不会公开，别的网站的文件浏览器会拦下"
        yield Finding("style.address", message, path, hint=f"从 {path} 里删去 @import 和 url(…)，规则直接写在文件里")
