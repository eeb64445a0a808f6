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
