"""`s3://bucket/prefix`: an object store. Each object is replaced whole, a whole site is not; nothing can be rolled back there."""

import re

from ...model.digest import fingerprint
from ...system.s3_bucket import S3Bucket, ServedAs
from ...system.site_manifest import MANIFEST
from ..served_site import BINARY_TYPES, FOR_EVER, HASHED, NAMED_TYPES, SHORT, TEXT_TYPES, content_type
from ..transfer import is_hashed
from .one_by_one import publish_one_by_one, shown_there
from .released import Released, Shown, SiteToRelease

S3_ADDRESS = re.compile(r"//(?P<bucket>[a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:/(?P<prefix>[^\s?#]*))?")
"""`//bucket` or `//bucket/prefix`, after the scheme."""


def publish_to_s3(place: str, site: SiteToRelease, endpoint_url: str = "") -> Released:
    """Bring the site's files to a bucket, one by one. Raises OSError when the store refuses."""
    return publish_one_by_one(_bucket(place, endpoint_url), site)


def shown_in_s3(place: str, endpoint_url: str = "") -> Shown:
    """Return what a bucket shows, be it in part. Raises OSError when the store refuses."""
    return shown_there(_bucket(place, endpoint_url))


def _bucket(place: str, endpoint_url: str) -> S3Bucket:
    found = S3_ADDRESS.fullmatch(place)
    assert found
    return S3Bucket(found["bucket"], found["prefix"] or "", endpoint_url, ServedAs(_headers_of, _RULES), MANIFEST)


def _headers_of(path: str) -> tuple[str, str]:
    return content_type(path), FOR_EVER if is_hashed(path) else SHORT


_RULES = fingerprint(TEXT_TYPES, BINARY_TYPES, NAMED_TYPES, HASHED, FOR_EVER, SHORT)
