"""Bytes of unknown encoding → text."""

import codecs


def decode_any(data: bytes) -> str | None:
    """Return the text of UTF-8, UTF-16 with a BOM, or GB18030, whatever label it came with; None when it is none of them."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text.replace("\r\n", "\n").replace("\r", "\n")
    return None
