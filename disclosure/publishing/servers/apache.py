"""Apache: a virtual host, or what stands in that of a host that has more than this site."""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote, unquote

from ..served_site import (
    BINARY_TYPES,
    FOR_EVER,
    HASHED,
    MARKUP,
    NAMED_TYPES,
    SECURITY_HEADERS,
    SHORT,
    TEXT_TYPES,
    Redirect,
    ServedSite,
    content_type,
    in_quotes,
    target_address,
)

_MODULES = "a2enmod alias rewrite headers deflate mime dir"


def apache_config(site: ServedSite) -> str:
    """Return the configuration for Apache 2.4."""
    below = site.under.rstrip("/")
    place = [f"Alias {in_quotes(below)} {in_quotes(site.root)}"] if below else [f"DocumentRoot {in_quotes(site.root)}"]
    lines = [*place, f"ErrorDocument 404 {site.under}404.html", *_rewriting(site), *_directory(site), *_locations(site)]
    about: tuple[str, ...]
    if below:
        about = (
            f"# 先执行 {_MODULES}；放进主站的 <VirtualHost> 里：Include /etc/apache2/zfxxgk.conf",
            "# robots.txt 只在主站的根目录起作用：把下面一行加进主站的 robots.txt",
            f"#   {site.sitemap_line}",
        )
        return "\n".join((*about, *lines)) + "\n"
    about = (
        f"# 先执行 {_MODULES}；存为 /etc/apache2/sites-available/zfxxgk.conf",
        "# 再执行 a2ensite zfxxgk && apachectl configtest && apachectl graceful；证书按本单位的写法加上",
    )
    host = [f"{'ServerAlias' if number else 'ServerName'} {name}" for number, name in enumerate(site.hosts)]
    return "\n".join((*about, *_block("VirtualHost *:80", (*host, *lines)))) + "\n"


def _block(head: str, lines: Iterable[str]) -> Iterator[str]:
    yield f"<{head}>"
    yield from (f"    {line}" for line in lines)
    yield f"</{head.partition(' ')[0]}>"


def _pattern(path: str) -> str:
    """A regular expression that this path alone satisfies."""
    return in_quotes(f"^{re.escape(path)}$").replace("\\\\", "\\")


def _rewriting(site: ServedSite) -> Iterator[str]:
    """Old addresses, withdrawn reports, and files that lie compressed beside others."""
    yield "RewriteEngine On"
    for redirect in site.redirects:
        yield from _redirect(site, redirect)
    for path in site.withdrawn:
        yield "RewriteCond %{ENV:REDIRECT_STATUS} ^$"
        yield f"RewriteRule {_pattern(site.under + path)} - [G,L]"
    below = re.escape(site.under)
    yield f'RewriteRule "^{below}(.*/)?$" "{site.under}$1index.html"'
    for encoding, ending in (("br", "br"), ("gzip", "gz")):
        yield f"RewriteCond %{{HTTP:Accept-Encoding}} \\b{encoding}\\b"
        yield f'RewriteCond "{site.root}/$1.{ending}" -f'
        yield f'RewriteRule "^{below}(.+)$" "{site.under}$1.{ending}" [PT,L,E=no-gzip:1,E=compressed_{ending}:1]'
    yield f'RewriteRule "^{below}" - [PT]'


def _redirect(site: ServedSite, redirect: Redirect) -> Iterator[str]:
    if redirect.host:
        yield f"RewriteCond %{{HTTP_HOST}} ^{re.escape(redirect.host)}(:[0-9]+)?$ [NC]"
    if redirect.query:
        yield f"RewriteCond %{{QUERY_STRING}} {_pattern(redirect.query)}"
    target = unquote(target_address(site, redirect)).replace("%", "\\%").replace("$", "\\$")
    yield f"RewriteRule {_pattern(redirect.path)} {in_quotes(target).replace(chr(92) * 2, chr(92))} [R=301,L,QSD]"


def _directory(site: ServedSite) -> Iterator[str]:
    """Types and character sets; the machine's own lists take `.br` for a language and `.gz` for a type."""
    kinds = (*TEXT_TYPES, *BINARY_TYPES)
    types = [
        line
        for ending, _ in kinds
        for line in _block(f'FilesMatch "\\.{ending}(\\.br|\\.gz)?$"', (f"ForceType {in_quotes(content_type('x.' + ending))}",))
    ]
    lines = (
        "Require all granted",
        "Options FollowSymLinks",
        "AllowOverride None",
        "DirectoryIndex index.html",
        "FileETag MTime Size",
        "RemoveLanguage .br",
        "RemoveEncoding .gz",
        "RemoveType .gz",
        *types,
        f"AddOutputFilterByType DEFLATE {' '.join(dict.fromkeys(kind for _, kind in (*TEXT_TYPES, *NAMED_TYPES)))}",
        "Header set Content-Encoding br env=compressed_br",
        "Header set Content-Encoding gzip env=compressed_gz",
        "Header merge Vary Accept-Encoding",
    )
    yield from _block(f"Directory {in_quotes(site.root + '/')}", lines)


def _locations(site: ServedSite) -> Iterator[str]:
    """Headers by address; those of what is not found as well."""
    below = re.escape(site.under)
    yield from _block(f"Location {in_quotes(site.under)}", _headers((("Cache-Control", SHORT), *SECURITY_HEADERS)))
    yield from _block(f'LocationMatch "^{below}{HASHED}"', _headers((("Cache-Control", FOR_EVER),)))
    policy = _headers((("Content-Security-Policy", site.content_policy),))
    markup = f"(.*/)?([^/]+\\.({'|'.join(MARKUP)})(\\.br|\\.gz)?)?"
    yield from _block(f'LocationMatch "^{below}({markup}|{HASHED}(\\.br|\\.gz)?)$"', policy)
    for path, _ in NAMED_TYPES:
        yield from _block(
            f'LocationMatch "^{below}{re.escape(path)}(\\.br|\\.gz)?$"', (f"ForceType {in_quotes(content_type(path))}",)
        )
    yield from _block(f'LocationMatch "^{below}(.*/)?[.]"', ("Redirect 404",))
    for path in site.withdrawn:
        yield from _block(f"Location {in_quotes(site.under + quote(path))}", (f"ErrorDocument 410 {site.under}{quote(path)}",))


def _headers(pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    """The successful answers and the others have a list of headers each: every one is set once, for both."""
    for name, value in pairs:
        yield f"Header onsuccess unset {name}"
        yield f"Header always set {name} {in_quotes(value)}"
