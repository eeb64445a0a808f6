"""The mark of the site for old browsers is a sound PNG in the portal's colour."""

from struct import unpack
from zlib import crc32, decompress

from disclosure.outputs.icon_png import ACCENT, SIZE, render_icon_png


def pixels(png: bytes) -> list[list[str]]:
    """The colours of a picture, row by row; every chunk's checksum is right."""
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    chunks, at = {}, 8
    while at < len(png):
        length = unpack(">I", png[at : at + 4])[0]
        body = png[at + 4 : at + 8 + length]
        assert unpack(">I", png[at + 8 + length : at + 12 + length])[0] == crc32(body)
        chunks[body[:4]] = body[4:]
        at += 12 + length
    assert unpack(">IIBBBBB", chunks[b"IHDR"]) == (SIZE, SIZE, 8, 2, 0, 0, 0)
    rows = decompress(chunks[b"IDAT"])
    step = 1 + 3 * SIZE
    return [[f"#{rows[y * step + 1 + 3 * x :][:3].hex()}" for x in range(SIZE)] for y in range(SIZE)]


def test_mark_is_white_lines_on_the_accent_colour() -> None:
    """The colour of the settings, else that of the drawing; the lines are where the drawing has them."""
    assert {one for row in pixels(render_icon_png("#15498f")) for one in row} == {"#15498f", "#ffffff"}
    drawn = pixels(render_icon_png(""))
    assert (drawn[0][0], drawn[9][7], drawn[9][6], drawn[16][24], drawn[23][18]) == (ACCENT, "#ffffff", ACCENT, "#ffffff", ACCENT)
