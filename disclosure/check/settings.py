"""What the site must say of itself."""

from collections.abc import Iterator

from ..model.finding import Finding
from ..model.portal import Portal


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
        yield Finding("settings.incomplete", f"没有填写：{'、'.join(absent)}", settings.path, ("name",))
