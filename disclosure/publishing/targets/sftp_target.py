"""`sftp://user@host/path`: a host that lets in sftp alone. Files are replaced one by one; nothing can be rolled back."""

import re

from ...system.sftp_host import SftpHost
from .one_by_one import publish_one_by_one, shown_there
from .released import Released, Shown, SiteToRelease

SFTP_ADDRESS = re.compile(
    r"//(?P<host>(?:[^\s:/@'\"-][^\s:/@'\"]*@)?[^\s:/@'\"-][^\s:/@'\"]*)(?::(?P<port>\d+))?(?P<path>/[^\s'\"]*[^\s'\"/])"
)
"""`//user@host/path` or `//user@host:port/path`, after the scheme."""


def publish_to_sftp(place: str, site: SiteToRelease) -> Released:
    """Bring the site's files to a host, one by one. Raises OSError when it refuses."""
    with _host(place) as host:
        return publish_one_by_one(host, site)


def shown_by_sftp(place: str) -> Shown:
    """Return what a host shows, be it in part. Raises OSError when it can't be asked."""
    with _host(place) as host:
        return shown_there(host)


def _host(place: str) -> SftpHost:
    found = SFTP_ADDRESS.fullmatch(place)
    assert found
    return SftpHost(found["host"], found["port"] or "", found["path"])
