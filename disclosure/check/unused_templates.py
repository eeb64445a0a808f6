"""The files of a theme: each replaces a built-in one, or is used by one that does."""

from collections.abc import Collection, Iterator, Sequence
from difflib import get_close_matches
from posixpath import basename

from ..model.finding import Finding

_NAMED = 20
"""How many files of a theme are named one by one."""
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".ico", ".svg", ".woff", ".woff2", ".ttf", ".otf")
_ABOUT = ("readme", "license", "changelog")
"""How files begin that are about a theme."""


def check_theme_files(folder: str, files: Sequence[str], used: Collection[str], builtin: Collection[str]) -> Iterator[Finding]:
    """Report the files of a theme's folder that change nothing, each with what it probably is meant to be.

    `used` are those that do, `builtin` what can be replaced.
    """
    unused = [name for name in files if name not in used and not basename(name).lower().startswith(_ABOUT)]
    for number, name in enumerate(unused[:_NAMED], start=1):
        more = f"；这样的文件还有 {len(unused) - _NAMED} 个" if number == _NAMED < len(unused) else ""
        message = f"主题里的“{name}”不起作用：程序自带的模板里没有这个文件，主题里也没有模板用到它{more}"
        yield Finding("template.unused", message, f"{folder}/{name}", hint=_meant(folder, name, builtin))


def _meant(folder: str, name: str, builtin: Collection[str]) -> str:
    """What to do with a file that replaces nothing."""
    lower = name.lower()
    same = [one for one in sorted(builtin) if lower.endswith(one) or basename(one) in (basename(lower), basename(lower)[:-4])]
    near = same or get_close_matches(lower, sorted(builtin), n=1, cutoff=0.75)
    near = near or [one for one in sorted(builtin) if get_close_matches(basename(lower), [basename(one)], cutoff=0.75)]
    if near:
        return f"是不是“{near[0]}”？是的话改成 {folder}/{near[0]}；不用的，删去这个文件"
    if lower.endswith(_PICTURES):
        where = "图片放进内容文件夹，例如 content/images/logo.png，再在 portal.yml 写 logo: images/logo.png"
        return f"{where}；主题里的图片和字体不会公开"
    return f"改成要替换的文件的名字，例如 {folder}/parts/footer.html（disclosure theme 列出全部）；不用的，删去这个文件"
