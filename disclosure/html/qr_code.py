"""An address as a QR code (ISO/IEC 18004), drawn as SVG, for paper."""

from itertools import groupby

from markupsafe import Markup

MASK = 0
"""The pattern laid over the code: any can be read, and choosing the best of eight takes five times as long."""


def qr_code(address: str) -> Markup:
    """Return the code as an SVG of one path, a unit to a module, with the quiet zone of four modules that readers need."""
    import segno

    modules = segno.make_qr(address, error="m", boost_error=False, mask=MASK).matrix
    rows = (_row(number, row) for number, row in enumerate(modules))
    size = len(modules) + 8
    return Markup('<svg viewBox="-4 -4 {0} {0}" role="img" aria-label="本页网址的二维码"><path d="{1}"/></svg>').format(
        size, "".join(rows)
    )


def _row(number: int, row: bytearray) -> str:
    """The dark modules of a row, each run of them as a rectangle."""
    found, at = "", 0
    for dark, run in groupby(row):
        length = len(tuple(run))
        found += f"M{at} {number}h{length}v1h-{length}z" if dark else ""
        at += length
    return found
