"""An address as a QR code (ISO/IEC 18004), drawn as SVG, for paper."""

from itertools import groupby

from markupsafe import Markup

MASK = 0
"""The pattern laid over the code: any can be read, and choosing the best of eight takes five times as long."""


def qr_code(address: str) -> Markup:
    """Return the code as an SVG of one path, a unit to a module, with the quiet zone of four modules that readers need."""
    import segno

    modules = segno.make_qr(address, error="m", boost_error=False, mask=MASK).matrix
    rows = "".join(_row(number, row) for number, row in enumerate(modules) if any(row))
    size = len(modules) + 8
    return Markup(
        '<svg viewBox="-4 -4 {0} {0}" role="img" aria-label="本页网址的二维码"><path stroke="#000" d="{1}"/></svg>'
    ).format(size, rows)


def _row(number: int, row: bytearray) -> str:
    """The dark modules of a row, each run of them as a line, a module thick."""
    found, at, drawn = "", 0, 0
    for dark, run in groupby(row):
        length = len(tuple(run))
        if dark:
            found += f"m{at - drawn} 0h{length}" if found else f"M{at} {number}.5h{length}"
            drawn = at + length
        at += length
    return found
