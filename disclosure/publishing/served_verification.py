"""What a server makes of a site: types, headers, compression, old addresses and what is not there → findings.

The caller asks the server; what it should have answered follows from the site alone (`served_site`).
"""

from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import unquote, urlsplit

from msgspec import Struct

from ..model.finding import Finding
from .served_site import Redirect, ServedSite, target_address

MOST_SAMPLED = 200
"""How many files are asked for with their headers and compressed."""
_CONFIGURE = "disclosure server-config nginx 写出服务器的配置（还有 apache、caddy、iis），交给管理服务器的人"


class ServedFile(Struct, frozen=True):
    """What came for a file: the status, its headers in lower case, and whether the unpacked bytes are those of the manifest."""

    status: int
    headers: dict[str, str]
    is_right: bool
    encoding: str = ""


def sample(paths: tuple[str, ...]) -> tuple[str, ...]:
    """Return the files that are asked for with their headers: all of a small site, of a large one some of every part."""
    step = -(-len(paths) // MOST_SAMPLED) or 1
    return tuple(sorted(paths)[::step])


def as_served(found: Mapping[str, str | None], files: Mapping[str, str], leads_on: Mapping[str, str]) -> dict[str, str | None]:
    """Return digests of what a server sent, taking it for right that an old address led on to where it should."""
    return {
        path: files[path] if path in leads_on and digest is not None and digest == files.get(leads_on[path]) else digest
        for path, digest in found.items()
    }


def check_served(site: ServedSite, served: Mapping[str, ServedFile]) -> Iterator[Finding]:
    """Yield what is wrong with headers, one finding for each header and kind of file."""
    wrong: dict[tuple[str, str, str], list[tuple[str, str]]] = {}
    for path, one in served.items():
        for name, value in site.headers_of(path).items():
            found = one.headers.get(name.lower(), "")
            if _normal(found) != _normal(value):
                kind = path.rpartition(".")[2] if name == "Content-Type" else ""
                wrong.setdefault((name, value, kind), []).append((path, found))
    for (name, value, _), places in wrong.items():
        path, first = places[0]
        many = f"，这样的文件有 {len(places)} 个" if len(places) > 1 else ""
        code = "served.type" if name == "Content-Type" else "served.header"
        is_now = f"是 {first}" if first else "没有"
        yield Finding(code, f"服务器送出的 {name} {is_now}，应为 {value}{many}", path, hint=_CONFIGURE)


def check_compressed(served: Iterable[Mapping[str, ServedFile]]) -> Iterator[Finding]:
    """Yield a finding for each file that is another one when it comes compressed, and one where nothing comes compressed.

    The same files were asked for in several compressions.
    """
    asked = tuple(served)
    for answers in asked:
        for path, one in answers.items():
            if not one.is_right:
                beside = _BESIDE.get(one.encoding, ".gz、.br")
                message = f"压缩后送出的和清单不一致：多半是旁边的 {beside} 过时了"
                hint = f"删去服务器上这个文件旁边的 {beside}，再发布一次；用 disclosure publish dir:… 或 ssh:… 发布的不会有这种事"
                yield Finding("served.stale", message, path, hint=hint)
    if asked and asked[0] and not any(one.encoding for answers in asked for one in answers.values()):
        yield Finding("served.header", "服务器不压缩网页和数据，打开要慢几倍", next(iter(asked[0])), hint=_CONFIGURE)


_BESIDE = {"gzip": ".gz", "br": ".br"}
"""The ending of the file that a server sends for a compression."""


def check_missing(status: int, is_own_page: bool) -> Iterator[Finding]:
    """Yield a finding where an address at which nothing is does not answer 404 with the site's own page."""
    if status != 404:
        yield Finding("served.not-found", f"不存在的网址答复 {status}，应为 404", "404.html", hint=_CONFIGURE)
    elif not is_own_page:
        yield Finding("served.not-found", "不存在的网址显示的不是网站自己的 404 页", "404.html", hint=_CONFIGURE)


def check_redirect(site: ServedSite, redirect: Redirect, status: int, location: str) -> Iterator[Finding]:
    """Yield a finding where an old address neither leads on nor shows the page that does."""
    wanted = unquote(urlsplit(target_address(site, redirect)).path)
    if status == 200 or (status in (301, 302, 307, 308) and unquote(urlsplit(location).path) == wanted):
        return
    asked = f"{redirect.path}{'?' if redirect.query else ''}{redirect.query}"
    answer = f"转到 {location}" if location else f"答复 {status}"
    yield Finding("served.redirect", f"旧地址 {asked} {answer}，应转到 {wanted}", redirect.target, hint=_CONFIGURE)


def _normal(value: str) -> str:
    return value.lower().replace(" ", "").replace('"', "")
