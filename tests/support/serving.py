"""What tests in a browser share: every kind of page, and a server that is as strict as a portal's may be."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from tests.support.effort import tried

LAYOUTS = ("2024.html", "trends.html", "compare-2023-2024.html", "bodies-2024.html", "overview-2025.html", "search.html")
"""A page of the county of every layout."""
PAGES = (
    *LAYOUTS,
    *("index.html", "2017.html", "qingshi/index.html", "pages/guide.html", "glossary.html", "compare.html"),
    *("rows/requests.processed.refused.html", "verify.html"),
    *tried((), ("office/2021.html", "baishui/2020.html")),
)
"""A page of the county of every kind; of reports one with the official tables and one of before them, at length one on each form."""
POLICY = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
)


class _Strict(SimpleHTTPRequestHandler):
    """Serves a folder below a path, nothing beside it, under the strict policy."""

    def __init__(self, *arguments: object, below: str, directory: str) -> None:
        self.below = below
        super().__init__(*arguments, directory=directory)  # type: ignore[arg-type]

    def translate_path(self, path: str) -> str:
        """Return the file at an address, one that is not there for those outside."""
        if not path.startswith(f"{self.below}/"):
            return f"{self.directory}/nothing/is/here"
        return super().translate_path(path.removeprefix(self.below))

    def end_headers(self) -> None:
        """Send the policy with every answer."""
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 (the library's name)
        """Say nothing."""


@contextmanager
def served(site: Path, below: str = "/some/path") -> Iterator[str]:
    """Serve a site below a path of this machine; gives the address of that path."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Strict, below=below, directory=str(site)))
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{below}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
