"""Open a page in WebKit and print what a script says of it, as JSON (run with the system's Python, which has WebKitGTK).

usage: webkit_view.py ADDRESS WIDTH HEIGHT [PICTURE] < script
"""

import sys

import gi

gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
from gi.repository import GLib, Gtk, WebKit2  # noqa: E402


def main(address: str, width: str, height: str, picture: str = "") -> None:
    """Load the page, run the script from standard input, and print its value."""
    script = sys.stdin.read()
    view = WebKit2.WebView()
    view.get_settings().set_property("enable-write-console-messages-to-stdout", True)
    window = Gtk.OffscreenWindow()
    window.set_default_size(int(width), int(height))
    window.add(view)
    window.show_all()

    def evaluated(view: WebKit2.WebView, result: object) -> None:
        sys.stdout.write(view.evaluate_javascript_finish(result).to_string() + "\n")
        if picture:
            region = WebKit2.SnapshotRegion.FULL_DOCUMENT
            view.get_snapshot(region, WebKit2.SnapshotOptions.NONE, None, drawn)
        else:
            Gtk.main_quit()

    def drawn(view: WebKit2.WebView, result: object) -> None:
        view.get_snapshot_finish(result).write_to_png(picture)
        Gtk.main_quit()

    def settled() -> bool:
        view.evaluate_javascript(f"JSON.stringify({script})", -1, None, None, None, evaluated)
        return False

    def loaded(view: WebKit2.WebView, event: WebKit2.LoadEvent) -> None:
        if event == WebKit2.LoadEvent.FINISHED:
            GLib.timeout_add(300, settled)

    view.connect("load-changed", loaded)
    view.load_uri(address)
    GLib.timeout_add_seconds(30, Gtk.main_quit)
    Gtk.main()


main(*sys.argv[1:])
