"""Caddy: a site of a Caddyfile, or what stands in the site of a host that has more than this one."""

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
    Redirect,
    ServedSite,
    content_type,
    in_quotes,
    target_address,
)


def caddy_config(site: ServedSite) -> str:
    """Return the configuration for Caddy."""
    below = "" if site.under == "/" else site.under.rstrip("/")
    served = (f"root * {_quoted(site.root)}", *_block("route", _headers(site)), *_files(site))
    everywhere = () if below else (f'header {name} "{value}"' for name, value in SECURITY_HEADERS)
    lines = [*everywhere, *_redirects(site), *([f"redir {_quoted(below)} {_quoted(site.under)} 301"] if below else [])]
    lines += _block(f"handle_path {_quoted(below + '/*')}" if below else "handle", served)
    lines += _block("handle_errors", _not_found(site, below))
    if below:
        about = "# 放进主站的 { … } 里；robots.txt 只在主站的根目录起作用，把下面一行加进主站的 robots.txt"
        return "\n".join((about, f"#   {site.sitemap_line}", *lines)) + "\n"
    about = "# 存为 /etc/caddy/Caddyfile，再执行 systemctl reload caddy；写域名的，证书由 Caddy 自动取得"
    return "\n".join((about, *_block(", ".join(f"http://{host}" for host in site.hosts) or ":80", lines))) + "\n"


def _block(head: str, lines: Iterable[str]) -> Iterator[str]:
    yield f"{head} {{"
    yield from (f"\t{line}" for line in lines)
    yield "}"


def _quoted(text: str) -> str:
    return in_quotes(text.replace("{", "%7B").replace("}", "%7D"))


def _redirects(site: ServedSite) -> Iterator[str]:
    """One matcher and one line for each old address."""
    for number, redirect in enumerate(site.redirects, 1):
        yield from _block(f"@old{number}", _conditions(redirect))
        yield f"redir @old{number} {_quoted(target_address(site, redirect))} 301"


def _conditions(redirect: Redirect) -> Iterator[str]:
    if redirect.host:
        yield f"host {redirect.host}"
    if not redirect.query:
        yield f"path {_quoted(redirect.path)}"
        return
    asked = f"{quote(redirect.path)}?{redirect.query}".replace("\\", "\\\\").replace("'", "\\'").replace("`", "%60")
    yield f"expression `{{http.request.orig_uri}} == '{asked}'`"


def _headers(site: ServedSite) -> Iterator[str]:
    """Headers by path, in this order; the type is said here because Caddy takes it from the machine's own lists."""
    yield f'header Cache-Control "{SHORT}"'
    yield from _block("@hashed", (f'path_regexp "^/{HASHED}$"',))
    yield f'header @hashed Cache-Control "{FOR_EVER}"'
    for name, value in SECURITY_HEADERS:
        yield f'header {name} "{value}"'
    yield from _block("@policy", (f"path */ {' '.join(f'*.{ending}' for ending in MARKUP)} /assets/*",))
    yield f"header @policy Content-Security-Policy {_quoted(site.content_policy)}"
    for ending, kind in (*TEXT_TYPES, *BINARY_TYPES):
        folder = "*/ " if ending == "html" else ""
        yield f"@{ending} path {folder}*.{ending}"
        yield f'header @{ending} Content-Type "{content_type("x." + ending) if (ending, kind) in TEXT_TYPES else kind}"'
    for path, _ in NAMED_TYPES:
        yield f'header /{path} Content-Type "{content_type(path)}"'


def _files(site: ServedSite) -> Iterator[str]:
    if site.withdrawn:
        yield f"@withdrawn path {' '.join(_quoted('/' + path) for path in site.withdrawn)}"
        yield from _block("handle @withdrawn", _block("file_server", ("status 410",)))
    yield "encode gzip"
    yield from _block("file_server", ("precompressed br gzip", "hide .*"))


def _not_found(site: ServedSite, below: str) -> Iterator[str]:
    """The site's own page for what is not there; its path is that of the file, below which alone it is asked for."""
    inside = (
        f"root * {_quoted(site.root)}",
        "rewrite * /404.html",
        *(f'header {name} "{value}"' for name, value in (("Cache-Control", SHORT), *SECURITY_HEADERS)),
        f"header Content-Security-Policy {_quoted(site.content_policy)}",
        f'header Content-Type "{content_type("404.html")}"',
        "file_server",
    )
    yield "@missing {"
    yield "\texpression {http.error.status_code} == 404"
    yield f"\tpath {below}/*"
    yield "}"
    yield from _block("handle @missing", inside)
