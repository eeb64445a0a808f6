"""CSV files as spreadsheet programs open them right: UTF-8 behind its mark, and no text that they would run."""

from collections.abc import Iterable
from csv import writer
from io import StringIO

_FORMULA = ("=", "+", "-", "@")


def csv_text(rows: Iterable[Iterable[object]]) -> str:
    """Return rows as CSV (RFC 4180)."""
    out = StringIO()
    writer(out, lineterminator="\r\n").writerows(rows)
    return out.getvalue()


def csv_file(rows: Iterable[Iterable[object]]) -> bytes:
    """Return a CSV file, the first of its rows being the headings, behind the mark by which spreadsheet programs know UTF-8."""
    return f"\ufeff{csv_text(rows)}".encode()


def harmless(text: str) -> str:
    """Return a text with an apostrophe before it if spreadsheet programs would run it as a formula."""
    return f"'{text}" if text.startswith(_FORMULA) and not text[1:].replace(".", "", 1).isdecimal() else text
