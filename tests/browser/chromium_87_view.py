"""Open a page in Qt's Chromium 87 and print what a script says of it, as JSON (run with the system's Python, which has QtWebEngine).

usage: chromium_87_view.py ADDRESS WIDTH HEIGHT [PICTURE] < script
"""

import os
import sys

os.environ.setdefault("QT_QPA_PLATFORM", "xcb")
os.environ.setdefault("LIBGL_ALWAYS_SOFTWARE", "1")
os.environ.setdefault("QTWEBENGINE_CHROMIUM_FLAGS", "--no-sandbox --disable-gpu --no-zygote")

from PyQt5.QtCore import QTimer, QUrl
from PyQt5.QtWebEngineWidgets import QWebEnginePage, QWebEngineView
from PyQt5.QtWidgets import QApplication


class Page(QWebEnginePage):  # type: ignore[misc]
    """A page whose console messages are printed."""

    def javaScriptConsoleMessage(self, level: int, message: str, line: int, source: str) -> None:  # noqa: N802
        """Print a message as WebKit does."""
        sys.stdout.write(f"CONSOLE {level} {message} {source}:{line}\n")


def main(address: str, width: str, height: str, picture: str = "") -> None:
    """Load the page, run the script from standard input, and print its value."""
    script = sys.stdin.read()
    application = QApplication(sys.argv[:1])
    view = QWebEngineView()
    view.setPage(Page(view))
    view.resize(int(width), int(height))
    view.show()

    def evaluated(value: str) -> None:
        sys.stdout.write(value + "\n")
        if picture:
            view.grab().save(picture)
        application.quit()

    def settled() -> None:
        view.page().runJavaScript(f"JSON.stringify({script})", evaluated)

    view.loadFinished.connect(lambda loaded: QTimer.singleShot(500, settled))
    view.load(QUrl(address))
    QTimer.singleShot(30_000, application.quit)
    application.exec_()


main(*sys.argv[1:])
