"""Open pages in Qt's Chromium 87 and print what a script says of each, as JSON, a line each, between what their console says.

A page of which it says null is asked again.

Run with the system's Python, which has QtWebEngine's bindings: chromium_87_view.py SCRIPT WIDTH HEIGHT ADDRESS…
With PICTURES=folder in the environment each page is also drawn into that folder.
"""

import os
import sys
from pathlib import Path

os.environ.setdefault("LIBGL_ALWAYS_SOFTWARE", "1")
os.environ.setdefault("QTWEBENGINE_CHROMIUM_FLAGS", "--no-sandbox --disable-gpu --no-zygote")

from PyQt5.QtCore import QTimer, QUrl
from PyQt5.QtWebEngineWidgets import QWebEnginePage, QWebEngineView
from PyQt5.QtWidgets import QApplication

SETTLED, PATIENCE = 500, 120_000
"""Milliseconds that a page is given after it was loaded, and after which the program gives up."""


class Page(QWebEnginePage):  # type: ignore[misc]
    """A page whose console is printed."""

    def javaScriptConsoleMessage(self, level: int, message: str, line: int, source: str) -> None:  # noqa: N802
        """Print a message as WebKit does."""
        sys.stdout.write(f"CONSOLE {level} {message} {source}:{line}\n")


def main(script: str, width: str, height: str, *addresses: str) -> None:
    """Visit the pages one after another."""
    left, pictures = list(addresses), os.environ.get("PICTURES")
    application = QApplication(sys.argv[:1])
    view = QWebEngineView()
    view.setPage(Page(view))
    view.resize(int(width), int(height))
    view.show()

    def go_on() -> None:
        if left:
            view.load(QUrl(left[0]))
        else:
            application.quit()

    def settled() -> None:
        view.page().runJavaScript(f"JSON.stringify({script})", evaluated)

    def evaluated(value: str) -> None:
        if value == "null":
            QTimer.singleShot(SETTLED, settled)
            return
        sys.stdout.write(f"{value}\n")
        sys.stdout.flush()
        if pictures:
            view.grab().save(str(Path(pictures, f"chromium-87-{width}-{len(left)}.png")))
        left.pop(0)
        go_on()

    view.loadFinished.connect(lambda loaded: QTimer.singleShot(SETTLED, settled))
    QTimer.singleShot(PATIENCE, application.quit)
    go_on()
    application.exec_()


main(*sys.argv[1:])
