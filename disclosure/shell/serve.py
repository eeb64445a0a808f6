"""The site on this machine while it is being written: save, and the browser shows it.

livereload serves and reloads; watchfiles tells what was saved, because livereload's own watcher looks only
every 0.8 s and drops a reload that follows another closely. Only `serve` loads this module.
"""

from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread
from typing import Any
from urllib.parse import urlsplit

from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler, StaticFileHandler
from livereload.watcher import Watcher
from tornado.escape import json_decode
from tornado.ioloop import IOLoop
from tornado.web import Application
from watchfiles import watch

QUIET_MS = 20
"""A burst of saves has ended when so long nothing was saved."""
LONGEST_BURST_MS = 200
"""A burst that does not end is built after so long all the same."""


class Preview:
    """What the server shows: the folder of the last good build, and the page of findings while there is a fault."""

    def __init__(self, folder: Path, rebuild: Callable[[], str], port: int) -> None:
        self.folder, self.rebuild, self.port = folder.resolve(), rebuild, port
        self.hosts = {f"127.0.0.1:{port}", f"localhost:{port}"}
        self.fault = ""
        self.builds = 0
        self.seen: dict[str, int] = {}

    def refresh(self) -> None:
        """Build again, and remember the page of findings if that failed."""
        self.fault = self.rebuild()
        self.builds += 1

    def file(self, path: str) -> Path | None:
        """The page that a path names, None when there is none or it lies outside the folder."""
        file = (self.folder / path / ("index.html" if path.endswith("/") or not path else "")).resolve()
        return file if file.is_relative_to(self.folder) and file.is_file() else None


def serve(preview: Preview, watched: tuple[Path, ...], ready: Callable[[str], None]) -> None:
    """Serve until interrupted. Raises OSError when the port is taken."""
    Reload.watcher, Reload.live_css = Watcher(), False
    handlers: list[Any] = [
        (r"/livereload", Reload, {"preview": preview}),
        (r"/livereload\.js", LiveReloadJSHandler),
        (r"/(.*)", Pages, {"path": str(preview.folder), "default_filename": "index.html", "preview": preview}),
    ]
    Application(handlers).listen(preview.port, address="127.0.0.1")
    loop, stop = IOLoop.current(), Event()

    def changed() -> None:
        loop.add_callback(Reload.reload_waiters)

    Thread(target=_watch, args=(preview, watched, stop, changed), daemon=True).start()
    ready(f"http://127.0.0.1:{preview.port}/")
    try:
        loop.start()
    finally:
        stop.set()


def _watch(preview: Preview, watched: tuple[Path, ...], stop: Event, changed: Callable[[], None]) -> None:
    """Build once for each burst of saves; saves during a build begin the next burst, so none is lost."""
    for _ in watch(*watched, debounce=LONGEST_BURST_MS, step=QUIET_MS, stop_event=stop):
        preview.refresh()
        changed()


class Reload(LiveReloadHandler):  # type: ignore[misc]
    """The connection over which a page is told to reload."""

    def initialize(self, preview: Preview) -> None:
        """Remember what is being shown."""
        self.preview = preview

    def check_origin(self, origin: str) -> bool:
        """Talk to pages of this server only."""
        return urlsplit(origin).netloc in self.preview.hosts and self.request.host in self.preview.hosts

    def on_message(self, message: str) -> None:
        """Reload a page at once that was fetched before the last build: nobody was there to tell it then."""
        super().on_message(message)
        hello = json_decode(message)
        if hello.get("command") == "info":
            path = urlsplit(str(hello.get("url", ""))).path
            if self.preview.seen.get(path, self.preview.builds) < self.preview.builds:
                self.send_message({"command": "reload", "path": "*", "liveCSS": False, "liveImg": False})


class Pages(StaticFileHandler):  # type: ignore[misc]
    """The files of the last good build; pages give way to the findings while there is a fault."""

    def initialize(self, preview: Preview, **options: Any) -> None:
        """Remember what is being shown."""
        super().initialize(**options)
        self.preview = preview

    def prepare(self) -> None:
        """Answer to this machine's own names only, so that no foreign page can read the drafts."""
        if self.request.host not in self.preview.hosts:
            self.send_error(403)

    def compute_etag(self) -> str | None:
        """Nothing is ever taken from the browser's store: what is shown is what was saved."""
        return None

    async def get(self, path: str, include_body: bool = True) -> None:
        """Send a page with the reload script in it, any other file as it is."""
        if path and not path.endswith(("/", ".html")):
            await super().get(path, include_body)
            return
        preview = self.preview
        preview.seen[self.request.path] = preview.builds
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Cache-Control", "no-store")
        if preview.fault and "last" not in self.request.query_arguments:
            self.finish(_with_script(preview.fault))
        elif file := preview.file(path):
            self.finish(_with_script(file.read_text(encoding="utf-8")))
        else:
            self.send_error(404)


def _with_script(html: str) -> str:
    return html.replace("</head>", '<script src="/livereload.js"></script></head>', 1)
