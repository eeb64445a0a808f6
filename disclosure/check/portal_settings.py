"""What the site must say of itself."""

from collections.abc import Iterator

from ..model.finding import Finding
from ..model.portal import EXAMPLE_NAME, Portal

_EXAMPLES = {
    "address": "address: https://网站的网址/",
    "identifiers.site_code": 'identifiers 下的 site_code: "网站标识码"',
    "identifiers.icp": "identifiers 下的 icp: ICP备案号",
    "identifiers.police": "identifiers 下的 police: 公安备案号",
    "footer.organizer": "footer 下的 organizer: 主办单位",
    "footer.contact": "footer 下的 contact: 联系方式",
}


def check_settings(portal: Portal) -> Iterator[Finding]:
    """The identifiers that every page of a government site shows are given."""
    settings = portal.settings
    given = {
        "address": settings.address,
        "identifiers.site_code": settings.site_code,
        "identifiers.icp": settings.icp,
        "identifiers.police": settings.police,
        "footer.organizer": settings.organizer,
        "footer.contact": settings.contact,
    }
    absent = [key for key, value in given.items() if not value and key not in settings.wrong_keys]
    if absent:
        hint = f"在 portal.yml 写上：{'；'.join(_EXAMPLES[key] for key in absent)}"
        yield Finding("settings.incomplete", f"没有填写：{'、'.join(absent)}", settings.path, ("name",), hint=hint)


def check_names(portal: Portal) -> Iterator[Finding]:
    """Nothing is published under the names with which a new portal begins."""
    settings = portal.settings
    named = [
        (settings.path, ("name",), settings.name),
        *((body.path, ("name",) if body.folder else ("body", "name"), body.name) for body in portal.bodies),
        (settings.path, ("footer", "organizer"), settings.organizer),
    ]
    for path, place, name in named:
        if EXAMPLE_NAME in name:
            hint = f"改成自己的名称，例如 {place[-1]}: {name.replace(EXAMPLE_NAME, '城关')}"
            yield Finding("settings.example", f"还是新建时的名称“{name}”", path, place, hint=hint)


def check_body_years(portal: Portal) -> Iterator[Finding]:
    """A body is not closed before it begins, and all its reports are of the years between."""
    for body in portal.bodies:
        begins, closed, above = body.begins, body.closed, () if body.folder else ("body",)
        years = [entry.year for entry in portal.entries_by_folder[body.folder]]
        if closed and closed < begins:
            message = f"“{body.name}”{closed} 年为止（closed），却从 {begins} 年开始（begins）"
            hint = f"核对两处：begins 是第一份报告的年度，closed 是最后一份的；对调就是 begins: {closed} 和 closed: {begins}"
            yield Finding("body.years", message, body.path, (*above, "closed"), hint=hint)
            continue
        if years and min(years) < begins:
            message = f"“{body.name}”从 {begins} 年开始（begins），却有 {min(years)} 年的报告"
            hint = f"写成 begins: {min(years)}；报告放错了的，移到它所属的机构的文件夹"
            yield Finding("body.years", message, body.path, (*above, "begins"), hint=hint)
        if closed and years and max(years) > closed:
            message = f"“{body.name}”{closed} 年为止（closed），却有 {max(years)} 年的报告"
            hint = f"写成 closed: {max(years)}；报告放错了的，移到它所属的机构的文件夹"
            yield Finding("body.years", message, body.path, (*above, "closed"), hint=hint)


def check_appearance(portal: Portal) -> Iterator[Finding]:
    """Links in the main colour can be read on white, and the language of the pages is the one they are written in."""
    settings = portal.settings
    if settings.accent and _contrast_on_white(settings.accent) < _READABLE:
        shade = settings.accent
        while _contrast_on_white(shade) < _READABLE:
            shade = "#" + "".join(f"{int(shade[at : at + 2], 16) * 9 // 10:02x}" for at in (1, 3, 5))
        contrast = int(_contrast_on_white(settings.accent) * 10) / 10
        message = f"主色 {settings.accent} 在白底上看不清（对比度 {contrast}，至少要 {_READABLE}）"
        yield Finding("settings.accent", message, settings.path, ("accent",), hint=f'换成深一些的颜色，例如 accent: "{shade}"')
    if settings.language.lower() not in _CHINESE:
        message = f"网页是简体中文的，language 却是“{settings.language}”"
        yield Finding("settings.language", message, settings.path, ("language",), hint="写成 language: zh-CN，或删去这一行")


_CHINESE = frozenset(("zh", "zh-cn", "zh-hans", "zh-hans-cn", "zh-cmn-hans", "cmn-hans", "cmn-hans-cn"))
"""The codes of the language that pages are written in, in small letters (BCP 47)."""
_READABLE = 4.5
"""The least contrast of a text (WCAG 2.2, 1.4.3)."""


def _contrast_on_white(color: str) -> float:
    """The contrast of a colour `#rrggbb` with white, from 1 to 21 (WCAG 2.2)."""
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)
