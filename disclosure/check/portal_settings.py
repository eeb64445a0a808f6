"""What the site must say of itself."""

from collections.abc import Iterator

from ..model.finding import Finding
from ..model.portal import Portal

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
    absent = [key for key, value in given.items() if not value]
    if absent:
        hint = f"在 portal.yml 写上：{'；'.join(_EXAMPLES[key] for key in absent)}"
        yield Finding("settings.incomplete", f"没有填写：{'、'.join(absent)}", settings.path, ("name",), hint=hint)
