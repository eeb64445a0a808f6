"""Open pages in WebKit and print what a script says of each, as JSON, a line each, between what their console says.

A page of which it says null is asked again.

Run with the system's Python, which has WebKitGTK's bindings: webkit_view.py SCRIPT WIDTH HEIGHT ADDRESS…
With PICTURES=folder in the environment each page is also drawn into that folder.
"""

import os
import sys
from pathlib import Path

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
from gi.repository import GLib, Gtk, WebKit2  # noqa: E402

SETTLED, PATIENCE = 400, 120
"""Milliseconds that a page is given after it was loaded; seconds after which the program gives up."""


def main(script: str, width: str, height: str, *addresses: str) -> None:
    """Visit the pages one after another."""
    left, pictures = list(addresses), os.environ.get("PICTURES")
    view = WebKit2.WebView()
    view.get_settings().set_property("enable-write-console-messages-to-stdout", True)
    window = Gtk.OffscreenWindow()
    window.set_default_size(int(width), int(height))
    window.add(view)
    window.show_all()

    def go_on() -> None:
        if left:
            view.load_uri(left[0])
        else:
            Gtk.main_quit()

    def loaded(view: WebKit2.WebView, event: WebKit2.LoadEvent) -> None:
        if event == WebKit2.LoadEvent.FINISHED:
            GLib.timeout_add(SETTLED, settled)

    def settled() -> bool:
        view.evaluate_javascript(f"JSON.stringify({script})", -1, None, None, None, evaluated)
        return False

    def evaluated(view: WebKit2.WebView, result: object) -> None:
        value = view.evaluate_javascript_finish(result).to_string()
        if value == "null":
            GLib.timeout_add(SETTLED, settled)
            return
        sys.stdout.write(value + "\n")
        sys.stdout.flush()
        if pictures:
            options = WebKit2.SnapshotOptions.NONE
            view.get_snapshot(WebKit2.SnapshotRegion.FULL_DOCUMENT, options, None, drawn)
        else:
            left.pop(0)
            go_on()

    def drawn(view: WebKit2.WebView, result: object) -> None:
        view.get_snapshot_finish(result).write_to_png(str(Path(pictures or "", f"webkit-{width}-{len(left)}.png")))
        left.pop(0)
        go_on()

    view.connect("load-changed", loaded)
    GLib.timeout_add_seconds(PATIENCE, Gtk.main_quit)
    go_on()
    Gtk.main()


main(*sys.argv[1:])
