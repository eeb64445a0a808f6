"""The preview: a local server that builds after every save and reloads the page in the browser.

livereload serves and reloads; watchfiles tells what was saved, because livereload's own watcher looks only
every 0.8 s and drops a reload that follows another closely. Only `serve` loads this module.
"""

import os
import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from html import escape
from pathlib import Path
from threading import Event, Thread
from typing import Any
from urllib.parse import urlsplit

from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler, StaticFileHandler
from livereload.watcher import Watcher
from msgspec import Struct, json
from tornado.httpserver import HTTPServer
from tornado.ioloop import IOLoop
from tornado.netutil import bind_sockets
from tornado.web import Application, HTTPError, RequestHandler
from watchfiles import watch
from watchfiles._rust_notify import WatchfilesRustInternalError

from .console import complain
from .pdf_printer import print_pdf

QUIET_MS = 10
"""A burst of saves has ended when so long nothing was saved."""
LONGEST_BURST_MS = 100
"""A burst that does not end is built after so long all the same."""

BEGUN_MS = 200
"""The watch has certainly begun when it has waited so long in vain."""

Rebuild = Callable[[bool], str | None]
"""Builds the site, complete or for a quick look, and returns the page of findings, None if it was published."""


class Preview:
    """What the server shows: the folder of the last good build, and the page of findings while there is one.

    Everything is built by one thread, one build after the other. What is made of all reports together (`is_site_wide` knows
    its paths), such as the search index, would keep every save waiting: it is made when somebody asks for it.
    """

    def __init__(self, folder: Path, rebuild: Rebuild, port: int, is_site_wide: Callable[[str], bool]) -> None:
        self.folder, self.rebuild, self.port, self.is_site_wide = folder.resolve(), rebuild, port, is_site_wide
        names = ("127.0.0.1", "localhost")
        self.hosts = {f"{name}:{port}" for name in names} | (set(names) if port == 80 else set())
        self.builder = ThreadPoolExecutor(1, "build")
        self.findings_page: str | None = None
        self.builds = 0
        self.is_complete = False
        self.seen: dict[str, int] = {}

    def refresh(self) -> None:
        """Build again, and keep the page of findings if that failed."""
        self.builder.submit(self._refresh).result()

    def _refresh(self) -> None:
        self.is_complete = False
        self.findings_page = self.rebuild(False)
        self.builds += 1

    def complete(self) -> None:
        """Make what is made of all reports together unless it is there; called in the thread that builds."""
        if not self.is_complete:
            self.rebuild(True)
            self.is_complete = True

    def file(self, path: str) -> Path | None:
        """The page that a path names, None when there is none or it lies outside the folder."""
        try:
            file = (self.folder / path / ("index.html" if path.endswith("/") or not path else "")).resolve()
            return file if file.is_relative_to(self.folder) and file.is_file() else None
        except (OSError, ValueError):  # what no file can be called: too long, or with a NUL
            return None

    def pdf(self, path: str) -> bytes | None:
        """A page as PDF, printed as it is shown, None when there is no such page; builds make none of drafts. Raises OSError."""
        page = self.file(f"{path.removesuffix('.pdf')}.html")

        def read(name: str) -> bytes | None:
            found = self.file(name)
            return found.read_bytes() if found else None

        return print_pdf(page.read_bytes(), path, "", read) if page else None


def serve(preview: Preview, watched: tuple[Path, ...], ready: Callable[[str], None]) -> None:
    """Build and serve until interrupted. Raises OSError, before anything is built, when the port is taken."""
    ReloadHandler.watcher, ReloadHandler.live_css = Watcher(), False
    sockets = bind_sockets(preview.port, "127.0.0.1")
    handlers: list[Any] = [
        (r"/livereload", ReloadHandler, {"preview": preview}),
        (r"/livereload\.js", ReloadScriptHandler, {"preview": preview}),
        (r"/preview\.js", PositionScriptHandler, {"preview": preview}),
        (r"/(.*)", PagesHandler, {"path": str(preview.folder), "default_filename": "index.html", "preview": preview}),
    ]
    loop = IOLoop.current()
    watcher = WatchThread(preview, watched, loop)
    try:
        watcher.start()  # first, so that what is saved during the first build begins the second
        preview.refresh()
        pages = Application(handlers, default_handler_class=LocalHandler, default_handler_args={"preview": preview})
        HTTPServer(pages).add_sockets(sockets)
        ready(f"http://127.0.0.1:{preview.port}/")
        loop.start()
    finally:
        watcher.stop.set()
        preview.builder.shutdown(wait=False, cancel_futures=True)
    if watcher.fault:
        raise watcher.fault


class WatchThread(Thread):
    """Builds once for each burst of saves; saves during a build begin the next burst, so none is lost."""

    def __init__(self, preview: Preview, watched: tuple[Path, ...], loop: IOLoop) -> None:
        super().__init__(daemon=True)
        self.preview, self.watched, self.loop = preview, watched, loop
        self.stop, self.begun = Event(), Event()
        self.fault: Exception | None = None

    def start(self) -> None:
        """Begin, and return once every save is noticed."""
        super().start()
        self.begun.wait()

    def run(self) -> None:
        """Watch until stopped, or until something fails; then the server ends."""
        try:
            polling = False
            while not self.stop.is_set():
                try:
                    self._watch(polling)
                except WatchfilesRustInternalError:  # a name that is not UTF-8: watched anew, built as after any save,
                    polling = True  # and looked for: of a folder of such a name the system would tell without end
                self.begun.set()
        except Exception as error:
            self.fault = error
            self.loop.add_callback(self.loop.stop)
        finally:
            self.begun.set()

    def _watch(self, polling: bool) -> None:
        """Build after each burst of saves until another folder stands in the place of a watched one, or none does."""
        folders = self._folders()
        there = [path for path, found in zip(self.watched, folders, strict=True) if found]
        how: dict[str, Any] = {"debounce": LONGEST_BURST_MS, "step": QUIET_MS, "stop_event": self.stop, "force_polling": polling}
        is_again = self.begun.is_set()
        for changes in watch(*there, **how, yield_on_timeout=True, rust_timeout=BEGUN_MS) if there else self._wait():
            self.begun.set()
            if changes or is_again:
                is_again = False
                self.preview.refresh()
                self.loop.add_callback(ReloadHandler.reload_waiters)
            if self._folders() != folders:
                return

    def _wait(self) -> Iterator[None]:
        """Yield again and again while there is nothing to watch."""
        while not self.stop.wait(BEGUN_MS / 1000):
            yield

    def _folders(self) -> list[tuple[int, int] | None]:
        """Which folders are there now, each by what the file system knows it by."""
        return [(found.st_dev, found.st_ino) if (found := _stat(path)) else None for path in self.watched]


def _stat(path: Path) -> os.stat_result | None:
    try:
        return os.stat(path)  # noqa: PTH116 (no error where there is none)
    except OSError:
        return None


class LocalHandler(RequestHandler):
    """Answers only under this machine's own names, and only its own pages, so that no other site can read the drafts."""

    preview: Preview

    def initialize(self, preview: Preview) -> None:
        """Take what is shown."""
        self.preview = preview

    def prepare(self) -> None:
        """Refuse every other host, and pages of every other origin: tornado asks for neither where the two agree."""
        hosts, origins = self.preview.hosts, self.request.headers.get_list("Origin")
        if self.request.host not in hosts or not {f"http://{host}" for host in hosts}.issuperset(origins):
            self.send_error(403)

    def log_exception(self, kind: Any, error: Any, trace: Any) -> None:
        """Say in one line what went wrong with an answer; a refusal is said by its status."""
        del trace
        if not isinstance(error, HTTPError):
            complain(f"预览没有答复 {self.request.path}：{kind.__name__} {error}")


class _Message(Struct):
    """What a page says over the connection: that it begins, or where it is."""

    command: str
    url: str = ""


class ReloadHandler(LocalHandler, LiveReloadHandler):  # type: ignore[misc]
    """The WebSocket connection that makes a page reload."""

    def check_origin(self, origin: str) -> bool:
        """Leave it to `prepare`, which has asked already."""
        del origin
        return True

    def on_message(self, message: str) -> None:
        """Reload a page at once that was fetched before the last build: it was not yet connected then."""
        try:
            told = json.decode(message, type=_Message)
            path = urlsplit(told.url).path
        except (ValueError, RecursionError):  # nothing that a page of this server says
            return
        super().on_message(message)
        if told.command == "info" and self.preview.seen.get(path, self.preview.builds) < self.preview.builds:
            self.send_message({"command": "reload", "path": "*", "liveCSS": False, "liveImg": False})


class ReloadScriptHandler(LocalHandler, LiveReloadJSHandler):  # type: ignore[misc]
    """The script that waits for that; it is the same for as long as the server runs."""

    def get(self) -> None:
        """Send it; the browser may cache it."""
        self.set_header("Cache-Control", "max-age=3600")
        super().get()


class PositionScriptHandler(LocalHandler):
    """The script that keeps the scroll position of a page, also where a page of findings came between."""

    def get(self) -> None:
        """Send it; the browser may cache it."""
        self.set_header("Content-Type", "text/javascript; charset=utf-8")
        self.set_header("Cache-Control", "max-age=3600")
        self.finish(KEEP_POSITION)


KEEP_POSITION = """\
const key = "position:" + location.pathname;
const fault = document.querySelector("html[data-fault]");
if (!fault) {
  const kept = sessionStorage.getItem(key);
  const [how] = performance.getEntriesByType("navigation");
  if (kept && how && how.type === "reload") {
    history.scrollRestoration = "manual"; // the browser would restore the place in the page of findings
    addEventListener("DOMContentLoaded", () => scrollTo({ top: Number(kept), behavior: "instant" }));
    addEventListener("load", () => setTimeout(() => { history.scrollRestoration = "auto"; }));
  }
  addEventListener("pagehide", () => sessionStorage.setItem(key, String(scrollY)));
}
"""


class PagesHandler(LocalHandler, StaticFileHandler):  # type: ignore[misc]
    """The files of the last good build; pages give way to the findings while there is a fault."""

    def initialize(self, preview: Preview, **options: Any) -> None:
        """Take what is shown."""
        StaticFileHandler.initialize(self, **options)
        self.preview = preview

    def compute_etag(self) -> str | None:
        """What is shown is what was saved: nothing is compared with what the browser had."""
        return None

    def set_extra_headers(self, path: str) -> None:
        """Let browsers cache only files that have their digest in their name."""
        self.set_header("Cache-Control", "max-age=3600, immutable" if _HASHED.search(path) else "no-store")

    async def get(self, path: str, include_body: bool = True) -> None:
        """Send a page with the reload script in it, any other file as it is."""
        preview = self.preview
        if preview.is_site_wide(path):
            await IOLoop.current().run_in_executor(preview.builder, preview.complete)
        if path.endswith(".pdf") and not preview.file(path):
            await self._print(path)
            return
        if path and not path.endswith(("/", ".html")):
            if preview.file(path) or preview.file(f"{path}/"):
                await StaticFileHandler.get(self, path, include_body)
            else:
                self.send_error(404)
            return
        preview.seen[self.request.path] = preview.builds
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        if preview.findings_page and "last" not in self.request.query_arguments:
            self.finish(_with_script(preview.findings_page))
        elif file := preview.file(path):
            self.finish(_with_script(file.read_text(encoding="utf-8")))
        else:
            self.set_status(404)
            self.finish(_with_script(_NOT_FOUND.format("没有这一页", _LATER)))

    async def _print(self, path: str) -> None:
        """Send a report as PDF, or the page that says why there is none."""
        try:
            found, reason = await IOLoop.current().run_in_executor(self.preview.builder, self.preview.pdf, path), _LATER
        except OSError as error:
            found, reason = None, escape(error.strerror or str(error))
        self.set_header("Cache-Control", "no-store")
        self.set_header("Content-Type", "application/pdf" if found else "text/html; charset=utf-8")
        self.set_status(200 if found else 404)
        self.finish(found or _with_script(_NOT_FOUND.format("没有这份 PDF", reason)))


_HASHED = re.compile(r"\.[0-9a-f]{8,}\.\w+$")
_NOT_FOUND = (
    '<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><link rel="icon" href="data:,">'
    '<title>{0}</title></head><body><h1>{0}</h1><p>{1}。<a href="/">回到首页</a></p></body></html>'
)
_LATER = "文件可能改了名或还没有保存；有了以后，本页自动显示"


def _with_script(html: str) -> str:
    scripts = '<script src="/preview.js"></script><script src="/livereload.js"></script></head>'
    return html.replace("</head>", scripts, 1)
