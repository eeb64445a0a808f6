"""What files of old Office programs say: their properties, and the words found in them."""

from collections.abc import Iterator

from ..model.patterns import pattern

OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How the files of old Office programs begin: .doc, .xls, .ppt, .wps."""
_SUMMARY = bytes.fromhex("E0859FF2F94F6810AB9108002B27B3D9")
_DOCUMENT_SUMMARY = bytes.fromhex("02D5CDD59C2E1B10939708002B2CF9AE")
_FIELDS = ((_SUMMARY, 4, "作者"), (_SUMMARY, 8, "最后保存者"), (_DOCUMENT_SUMMARY, 15, "单位"), (_DOCUMENT_SUMMARY, 14, "经理"))
"""The property set (MS-OLEPS), the number of the property, and what it is called."""
_CODEPAGES = {936: "gb18030", 65001: "utf-8", 950: "big5", 1200: "utf-16-le"}
_HEAD = 28
"""The bytes of a property set stream before the name of its first set."""


def old_properties(data: bytes) -> dict[str, str]:
    """Return what a file of an old Office program says of its makers, by what that is called."""
    found = {}
    for set_name, number, what in _FIELDS if data.startswith(OLD_OFFICE) else ():
        at = data.find(set_name)
        if at >= _HEAD and (value := _property(data, at - _HEAD, _number(data, at + 16), number).strip("\0 ")):
            found[what] = value
    return found


def _property(data: bytes, stream: int, offset: int, wanted: int) -> str:
    """A text of the property set that begins at an offset of a stream, "" where there is none."""
    section = stream + offset
    places = {
        _number(data, section + 8 + 8 * index): section + _number(data, section + 12 + 8 * index)
        for index in range(min(_number(data, section + 4), 100))
    }
    codepage = _number(data, places[1] + 4) & 0xFFFF if 1 in places else 936
    place = places.get(wanted, len(data))
    kind, length = _number(data, place), _number(data, place + 4)
    raw = data[place + 8 : place + 8 + min(length, 500) * (2 if kind == 0x1F else 1)]
    if kind not in (0x1E, 0x1F):
        return ""
    return raw.decode("utf-16-le" if kind == 0x1F else _CODEPAGES.get(codepage, "gb18030"), errors="replace")


def _number(data: bytes, place: int) -> int:
    return int.from_bytes(data[place : place + 4], "little")


_WORDS = pattern("[\u4e00-\u9fff\u3000-\u303f\uff00-\uffef\x20-\x7e\t\r\n\x07]{8,}")
"""A run of characters that people write, with the ends of cells; what else stands in such a file gives none by chance."""


def old_words(data: bytes) -> str:
    """Return the words that are found in a file of an old Office program, a line for each run; some may be missing."""
    return "\n".join(_runs(data)) if data.startswith(OLD_OFFICE) else ""


def _runs(data: bytes) -> Iterator[str]:
    for text in (
        data.decode("utf-16-le", errors="replace"),
        data[1:].decode("utf-16-le", errors="replace"),
        data.decode("latin-1"),
    ):
        yield from _WORDS.findall(text)
