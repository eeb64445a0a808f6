"""nginx: a file for `conf.d`, or what is included in the `server` of a host that has more than this site."""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote

from ..served_site import (
    BINARY_TYPES,
    FOR_EVER,
    HASHED,
    MARKUP,
    NAMED_TYPES,
    SECURITY_HEADERS,
    SHORT,
    TEXT_TYPES,
    ServedSite,
    in_quotes,
    target_address,
)


def nginx_config(site: ServedSite) -> str:
    """Return the configuration for nginx."""
    inside = (*_old_addresses(site), *_location(site))
    if site.under != "/":
        head = ("# 放进主站的 server { … } 里：include /etc/nginx/zfxxgk.conf;", *_about_robots(site))
        return "\n".join((*head, *inside)) + "\n"
    head = ("# 存为 /etc/nginx/conf.d/zfxxgk.conf，再执行 nginx -t && nginx -s reload；证书（listen 443 ssl）按本单位的写法加上",)
    first = ("listen 80;", f"server_name {' '.join(site.hosts) or '_'};", "server_tokens off;", "absolute_redirect off;")
    server = (*first, *_headers(site, SHORT, policy=False), *inside)
    return "\n".join((*head, "server {", *_indented(server), "}")) + "\n"


def _about_robots(site: ServedSite) -> Iterator[str]:
    yield "# robots.txt 只在主站的根目录起作用：把下面一行加进主站的 robots.txt"
    yield f"#   {site.sitemap_line}"


def _indented(lines: Iterable[str]) -> Iterator[str]:
    return (f"    {line}" for line in lines)


def _old_addresses(site: ServedSite) -> Iterator[str]:
    """Lines that lead on from old addresses; what needs a query or another host is compared as it was asked for."""
    told: set[str] = set()
    if any(redirect.host for redirect in site.redirects):
        yield 'set $asked_address "$host$request_uri";'
    for redirect in site.redirects:
        goes = f"return 301 {in_quotes(target_address(site, redirect))};"
        if redirect.host or redirect.query:
            asked = f"{quote(redirect.path)}{'?' if redirect.query else ''}{redirect.query}"
            line = (
                f"if ({'$asked_address' if redirect.host else '$request_uri'} = {in_quotes(redirect.host + asked)}) {{ {goes} }}"
            )
            line = line if "$" not in asked else f"# 含有 $ 的旧地址 nginx 不能写，没有转向：{asked}"
        else:
            line = f"location = {in_quotes(redirect.path)} {{ absolute_redirect off; {goes} }}"
        if line.partition("{")[0] not in told:
            told.add(line.partition("{")[0])
            yield line
    for path in site.withdrawn:
        yield f"location = {in_quotes(site.under + path)} {{ error_page 410 @withdrawn; return 410; }}"
    if site.withdrawn:
        yield "# 已撤下的报告：照常显示说明，状态为 410"
        yield from _block("location @withdrawn", (*_folder(site), *_common(site), *_headers(site, SHORT, policy=True)))


def _folder(site: ServedSite) -> Iterator[str]:
    """Where files are. A named location knows no alias, so the path below which the site is served is taken off there."""
    if site.under != "/":
        yield f"rewrite {in_quotes('^' + re.escape(site.under) + '(.*)$')} /$1 break;"
    yield f"root {in_quotes(site.root)};"


def _location(site: ServedSite) -> Iterator[str]:
    below = site.under
    place = f"root {in_quotes(site.root)};" if below == "/" else f"alias {in_quotes(site.root + '/')};"
    named = [
        line
        for path, kind in NAMED_TYPES
        for line in _block(f"location = {in_quotes(below + path)}", (_file(site, path), "types { }", f"default_type {kind};"))
    ]
    ever, markup = f"^{re.escape(below)}{HASHED}$", rf"\.({'|'.join(MARKUP)})$"
    lines = (
        place,
        "index index.html;",
        f"error_page 404 {in_quotes(below + '404.html')};",
        *_common(site),
        *_headers(site, SHORT, policy=False),
        *_block(f"location ~ {in_quotes('/[.]')}", ("return 404;",)),
        *_block(f"location ~ {in_quotes(ever)}", _headers(site, FOR_EVER, policy=True)),
        *_block(f"location ~ {in_quotes(markup)}", _headers(site, SHORT, policy=True)),
    )
    if below != "/":
        yield f"location = {in_quotes(below.rstrip('/'))} {{ return 301 {in_quotes(below)}; }}"
    yield from _block(f"location ^~ {in_quotes(below)}" if below != "/" else "location /", lines)
    yield from _named_types(site, named)


def _file(site: ServedSite, path: str) -> str:
    return f"alias {in_quotes(f'{site.root}/{path}')};"


def _named_types(site: ServedSite, lines: list[str]) -> Iterator[str]:
    """Files whose types do not follow from their endings, with all else that comes with them."""
    common = (*_common(site, types=False), *_headers(site, SHORT, policy=True))
    for line in lines:
        if line == "}":
            yield from _indented(common)
        yield line


def _common(site: ServedSite, *, types: bool = True) -> Iterator[str]:
    """Types, character set and compression; never a cache of open files, which would show the old release for a while."""
    texts = " ".join(dict.fromkeys(kind for _, kind in TEXT_TYPES if kind != "text/html"))
    named = " ".join(kind for _, kind in NAMED_TYPES)
    if types:
        yield "types {"
        yield from _indented(f"{kind} {ending};" for ending, kind in (*TEXT_TYPES, *BINARY_TYPES))
        yield "}"
        yield "default_type application/octet-stream;"
    yield "charset utf-8;"
    yield f"charset_types {texts} {named};"
    yield "open_file_cache off;"
    yield "absolute_redirect off;"
    yield "gzip on;"
    yield "gzip_static on;"
    yield "gzip_vary on;"
    yield "gzip_proxied any;"
    yield f"gzip_types {texts} {named};"
    yield "brotli_static on;" if site.brotli else "# brotli_static on;  # 装了 brotli 模块的去掉前面的 #，或加 --brotli 重新生成"


def _headers(site: ServedSite, cache: str, *, policy: bool) -> Iterator[str]:
    """All headers, since one in a location drops those around it."""
    yield f'add_header Cache-Control "{cache}" always;'
    for name, value in SECURITY_HEADERS:
        yield f'add_header {name} "{value}" always;'
    if policy:
        yield f"add_header Content-Security-Policy {in_quotes(site.content_policy)} always;"


def _block(head: str, lines: Iterable[str]) -> Iterator[str]:
    yield f"{head} {{"
    yield from _indented(lines)
    yield "}"
