"""A site on the web, asked for as browsers do: what its server makes of it, and whether it is the one that was released."""

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote, urlsplit

from ..check.codes import stops
from ..model.digest import digest_of
from ..model.finding import Finding, by_place
from ..outputs.moved_pages import REDIRECTS
from ..publishing.served_site import ServedSite, is_text, led_on, served_site
from ..publishing.served_verification import (
    ServedFile,
    as_served,
    check_compressed,
    check_missing,
    check_redirect,
    check_served,
    sample,
)
from ..publishing.site_verification import check_files
from ..publishing.transfer import listed_files
from ..system.console import say
from ..system.fetch import SiteReader, ask_server, encodings, web_reader
from ..system.files import read_bytes
from ..system.site_manifest import MANIFEST, PublishedFiles
from .show import reason_of, show_findings

_AT_ONCE = 8
_MOST_REDIRECTS = 100
_NOWHERE = "disclosure/nothing/is/here.html"
"""A path at which no site has anything."""


def verify_server(address: str, files: Mapping[str, str], read: SiteReader) -> tuple[tuple[Finding, ...], str]:
    """Return what is wrong with how a server serves files, given by their digests, and what was asked, in words."""
    root = address if address.endswith("/") else f"{address}/"
    page = (read("index.html") or b"").decode(errors="replace")
    old = read(REDIRECTS) if REDIRECTS in files else None
    site = served_site(page, old, root="", under=urlsplit(root).path)
    apart = {*site.withdrawn, *led_on(old)}
    paths = sample(tuple(path for path in files if path not in apart))
    plain = _ask_for(root, paths, files, "identity")
    texts = tuple(filter(is_text, paths))
    packed = [_ask_for(root, texts, files, encoding) for encoding in encodings()]
    first = ask_server(root)
    findings = (*check_served(site, plain), *check_compressed(packed), *_odd_addresses(root, site, files))
    how_many = f"全部 {len(paths)} 个" if len(paths) == len(files.keys() - apart) else f"其中 {len(paths)} 个"
    return findings, f"，服务器送出的样子核对了{how_many}（压缩：{'、'.join(encodings())}），首页 {first.seconds:.2f} 秒"


def is_served_right(address: str, folder: Path, face: str) -> bool:
    """Compare what a server serves with the finished site in a folder, show what is wrong, and return whether that stops.

    Every file of a small site is compared, of a large one some of every part; what is not served at all stops as well.
    """
    listed = listed_files(read_bytes(str(folder / MANIFEST)))
    try:
        read = web_reader(address)
        paths = sample(tuple(listed))
        found = {path: None if (data := read(path)) is None else digest_of(data) for path in (*paths, "index.html")}
        leads_on = led_on(read(REDIRECTS) if REDIRECTS in listed else None)
        wrong = tuple(check_files(PublishedFiles({path: listed[path] for path in found}), as_served(found, listed, leads_on)))
        served, asked = verify_server(address, listed, read) if not wrong else ((), "")
    except OSError as error:
        say(f"核对不了 {address}：{reason_of(error)}")
        return False
    show_findings(by_place((*wrong, *served)), face, f"；核对了 {address}{asked}")
    return not stops((*wrong, *served))


def _ask_for(root: str, paths: tuple[str, ...], files: Mapping[str, str], encoding: str) -> dict[str, ServedFile]:
    def ask(path: str) -> ServedFile:
        answer = ask_server(root + quote(path), encoding)
        is_right = answer.body is not None and digest_of(answer.body) == files[path]
        return ServedFile(answer.status, answer.headers, is_right, answer.headers.get("content-encoding", ""))

    with ThreadPoolExecutor(_AT_ONCE) as workers:
        return dict(zip(paths, workers.map(ask, paths), strict=True))


def _odd_addresses(root: str, site: ServedSite, files: Mapping[str, str]) -> Iterator[Finding]:
    """What is wrong with old addresses, and with one at which nothing is."""
    missing = ask_server(root + _NOWHERE)
    yield from check_missing(missing.status, digest_of(missing.body or b"") == files.get("404.html"))
    host = "://".join(urlsplit(root)[:2])
    for redirect in [one for one in site.redirects if not one.host][:_MOST_REDIRECTS]:
        asked = f"{host}{quote(redirect.path)}{'?' if redirect.query else ''}{redirect.query}"
        answer = ask_server(asked)
        yield from check_redirect(site, redirect, answer.status, answer.headers.get("location", ""))
