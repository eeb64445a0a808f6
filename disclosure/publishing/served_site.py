"""What a web server has to know of a site: types, headers, old addresses. Every configuration and every check is made of it.

The policy is the one that the pages themselves carry, so header and page can never say different things.
"""

import re
from html import unescape
from urllib.parse import quote, unquote, urlsplit

from msgspec import MsgspecError, Struct, json

TEXT_TYPES: tuple[tuple[str, str], ...] = (
    ("html", "text/html"),
    ("htm", "text/html"),
    ("css", "text/css"),
    ("js", "text/javascript"),
    ("csv", "text/csv"),
    ("txt", "text/plain"),
    ("xml", "application/xml"),
    ("svg", "image/svg+xml"),
    ("json", "application/json"),
    ("jsonl", "application/jsonl"),
)
"""The types of texts by the ending of their names; all are UTF-8 and worth compressing."""

BINARY_TYPES: tuple[tuple[str, str], ...] = (
    ("bin", "application/octet-stream"),
    ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("xls", "application/vnd.ms-excel"),
    ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("doc", "application/msword"),
    ("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    ("ppt", "application/vnd.ms-powerpoint"),
    ("pdf", "application/pdf"),
    ("ofd", "application/ofd"),
    ("wps", "application/vnd.ms-works"),
    ("et", "application/vnd.ms-excel"),
    ("zip", "application/zip"),
    ("rar", "application/vnd.rar"),
    ("png", "image/png"),
    ("jpg", "image/jpeg"),
    ("jpeg", "image/jpeg"),
    ("gif", "image/gif"),
    ("webp", "image/webp"),
    ("ico", "image/x-icon"),
)

NAMED_TYPES: tuple[tuple[str, str], ...] = (("feed.xml", "application/atom+xml"), ("feed.json", "application/feed+json"))
"""Files whose types do not follow from the ending."""

SECURITY_HEADERS: tuple[tuple[str, str], ...] = (
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "SAMEORIGIN"),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
)
"""Sent with every answer, also with 404."""

FOR_EVER, SHORT = "public, max-age=31536000, immutable", "public, max-age=60, must-revalidate"
"""Cache rules: of files whose names change with their bytes, and of all others."""

HASHED = r"assets/[^/]+\.[0-9a-f]{8}\.(css|js|svg|png|jpg|jpeg|gif|webp|ico)"
"""The paths of files whose names change with their bytes."""
MARKUP = ("html", "htm", "svg", "xml")
"""Endings of what a browser may run scripts in: the policy is sent with them."""

_ENDINGS = dict((*TEXT_TYPES, *BINARY_TYPES))
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)"')
_CANONICAL = re.compile(r'<link rel="canonical" href="([^"]*)"')


class Redirect(Struct, frozen=True):
    """An old address and the path of the site that it leads to; `host` is "" where it is this site's own.

    `path` begins with a slash and is decoded, `query` is as it was written.
    """

    host: str
    path: str
    query: str
    target: str


class ServedSite(Struct, frozen=True):
    """A site as a server sees it: the folder it lies in there and the path below which it is served, `/` or `/zfxxgk/`.

    `policy` is that of its pages. `withdrawn` are the paths of reports that were taken off. `brotli` says whether the server
    knows brotli, `address` is the site's own where it is known.
    """

    root: str
    under: str
    policy: str
    address: str = ""
    redirects: tuple[Redirect, ...] = ()
    withdrawn: tuple[str, ...] = ()
    brotli: bool = False

    @property
    def host(self) -> str:
        """The host of the site's address, "" where that is not known."""
        return urlsplit(self.address).hostname or ""

    @property
    def hosts(self) -> tuple[str, ...]:
        """The host of the site's address, and those that old addresses name; none where the site's own is not known."""
        return tuple(dict.fromkeys((self.host, *(one.host for one in self.redirects if one.host)))) if self.host else ()

    @property
    def sitemap_line(self) -> str:
        """The line that names the site's map in the robots.txt of its host."""
        return f"Sitemap: {self.address or 'https://主站' + self.under}sitemap.xml"

    @property
    def content_policy(self) -> str:
        """The policy that is sent with pages: theirs, and what only a header can say."""
        return f"{self.policy}; frame-ancestors 'self'" if self.policy else "frame-ancestors 'self'"

    def headers_of(self, path: str) -> dict[str, str]:
        """Return the headers that must come with a file of the site."""
        hashed = bool(re.fullmatch(HASHED, path))
        found = {"Content-Type": content_type(path), "Cache-Control": FOR_EVER if hashed else SHORT, **dict(SECURITY_HEADERS)}
        if hashed or path.rpartition(".")[2] in MARKUP:
            found["Content-Security-Policy"] = self.content_policy
        return found


def content_type(path: str) -> str:
    """Return the type that a file of the site must be served with."""
    ending = path.rpartition(".")[2].lower()
    found = dict(NAMED_TYPES).get(path) or _ENDINGS.get(ending, "application/octet-stream")
    return f"{found}; charset=utf-8" if ending in dict(TEXT_TYPES) else found


def is_text(path: str) -> bool:
    """Return whether a file is a text, which is worth compressing."""
    return path.rpartition(".")[2].lower() in dict(TEXT_TYPES)


def in_quotes(text: str) -> str:
    """Return a text in one line and double quotes, as servers read it in their configurations."""
    return '"' + " ".join(text.split()).replace("\\", "\\\\").replace('"', '\\"') + '"'


def target_address(site: ServedSite, redirect: Redirect) -> str:
    """Return where an old address leads: from the host's root, in full where the old address is another host's."""
    path = redirect.target
    shown = path.removesuffix("index.html") if path == "index.html" or path.endswith("/index.html") else path
    origin = "://".join(urlsplit(site.address)[:2]) if redirect.host and site.address else ""
    return origin + site.under + quote(shown)


class _Pair(Struct, frozen=True, rename={"old": "from", "new": "to"}):
    old: str
    new: str


class _OldAddresses(Struct, frozen=True):
    redirects: tuple[_Pair, ...] = ()
    withdrawn: tuple[str, ...] = ()


def served_site(
    index_page: str, old_addresses: bytes | None, *, root: str, under: str | None = None, brotli: bool = False
) -> ServedSite:
    """Return what a server has to know of a built site, from its first page and its list of old addresses.

    It is served below `under`, or where its own address says. A list that can't be read counts as none.
    """
    policy, canonical = _POLICY.search(index_page), _CANONICAL.search(index_page)
    address = unescape(canonical[1]) if canonical else ""
    path = under if under is not None else urlsplit(address).path
    below = f"/{path.strip('/')}/" if path.strip("/") else "/"
    old = _read_old_addresses(old_addresses)
    pairs = (one for pair in old.redirects for one in _with_folder(pair))
    redirects = tuple(_redirect(pair, below, urlsplit(address).hostname or "") for pair in pairs)
    policy_text = unescape(policy[1]) if policy else ""
    return ServedSite(root.rstrip("/"), below, policy_text, address, redirects, old.withdrawn, brotli)


def led_on(old_addresses: bytes | None) -> dict[str, str]:
    """Return the paths of the site that a server leads on from, each with the path that it leads to."""
    pairs = _read_old_addresses(old_addresses).redirects
    return {
        pair.old: pair.new for pair in pairs if "://" not in pair.old and not pair.old.startswith("/") and "?" not in pair.old
    }


def _read_old_addresses(data: bytes | None) -> _OldAddresses:
    try:
        return json.decode(data or b"{}", type=_OldAddresses)
    except MsgspecError:
        return _OldAddresses()


def _with_folder(pair: _Pair) -> tuple[_Pair, ...]:
    """An old address; that of a folder's index page, which people also cite by the folder alone, twice."""
    return (pair, _Pair(pair.old.removesuffix("index.html"), pair.new)) if pair.old.endswith("/index.html") else (pair,)


def _redirect(pair: _Pair, under: str, host: str) -> Redirect:
    """An old address in its parts: a path of the site, one from the host's root, or that of another website."""
    if "://" not in pair.old and not pair.old.startswith("/"):
        path, _, query = pair.old.partition("?")
        return Redirect("", under + path, query, pair.new)
    parts = urlsplit(pair.old)
    other = parts.hostname or ""
    return Redirect("" if other == host else other, unquote(parts.path) or "/", parts.query, pair.new)
