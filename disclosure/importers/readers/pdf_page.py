"""A page of a PDF → the characters that a reader sees on it and its ruled lines, as the library that finds tables has them."""

import ctypes
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from math import cos, degrees, hypot, sin
from typing import Any, NamedTuple

Object = dict[str, Any]
Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_SCALE = 2
_CONTRAST, _PALE = 60, 200
"""Shades of gray that a character stands out from its ground at least; from which on a color may be no color on white."""
_DOUBLED = 0.45
"""What two characters share of their room when one is a second drawing of the other, or stands in its place."""


class SeenPage(NamedTuple):
    """The size of a page, the characters and the ruled lines on it, the texts that nobody sees, and how many pictures it has."""

    width: float
    height: float
    objects: dict[str, list[Object]]
    unseen: str
    pictures: int


def seen_page(page: Any) -> SeenPage:
    """Return what a reader sees of a page: each character once, none that is invisible, pale, covered or askew."""
    display = _to_display(page)
    rules, texts, hidden, pictures = _drawn_on(page, display)
    # invisible ink lies over scans; a page that has no other is read all the same
    unseen = _taken_off(page, hidden) if 0 < len(hidden) < texts else ""
    chars = list(_characters(page.get_textpage(), display))
    gone = {n for n, char in enumerate(chars) if char["askew"]}
    image = page.render(scale=_SCALE, grayscale=True).to_pil()
    for n, char in enumerate(chars):
        # a point has too little ink to be judged: it is seen where the character before it is
        if (n and not char["text"].isalnum() and n - 1 in gone) or (char["text"].isalnum() and not _stands_out(char, image)):
            gone.add(n)
    kept = _once(_join_rotated([char for n, char in enumerate(chars) if n not in gone]))
    _mark_raised(kept)
    _mark_struck(kept, rules)
    unseen += "".join(chars[n]["text"] for n in sorted(gone))
    width, height = page.get_size()
    return SeenPage(width, height, {"char": kept, "line": rules}, unseen.strip(), pictures)


def _drawn_on(page: Any, display: Any) -> tuple[list[Object], int, list[Any], int]:
    """The straight lines on a page, how many texts it has, those in invisible ink, and how many pictures."""
    from pypdfium2 import PdfObject, raw

    rules: list[Object] = []
    hidden: list[Any] = []
    texts = pictures = 0
    pending = [(raw.FPDFPage_GetObject(page, n), display, True) for n in range(raw.FPDFPage_CountObjects(page))]
    while pending:
        drawn, above, outermost = pending.pop()
        kind, matrix = raw.FPDFPageObj_GetType(drawn), PdfObject(drawn, page).get_matrix().multiply(above)
        if kind == raw.FPDF_PAGEOBJ_TEXT and outermost:
            texts += 1
            hidden += [drawn] if raw.FPDFTextObj_GetTextRenderMode(drawn) in (3, 7) else []
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            pictures += 1
        elif kind == raw.FPDF_PAGEOBJ_PATH:
            rules += _lines(drawn, matrix)
        elif kind == raw.FPDF_PAGEOBJ_FORM:
            pending += [(raw.FPDFFormObj_GetObject(drawn, n), matrix, False) for n in range(raw.FPDFFormObj_CountObjects(drawn))]
    return rules, texts, hidden, pictures


def _taken_off(page: Any, hidden: Sequence[Any]) -> str:
    """Take some texts off a page; return what they say."""
    from pypdfium2 import raw

    whole = page.get_textpage()
    said = "".join(text_given(raw.FPDFTextObj_GetText, one, whole) for one in hidden)
    for one in hidden:
        raw.FPDFPage_RemoveObject(page, one)
        raw.FPDFPageObj_Destroy(one)
    return said


def text_given(read: Callable[..., int], *about: Any) -> str:
    """Return the text that a function of the library gives of something: it asks for a buffer of as many bytes as it says."""
    size = read(*about, None, 0)
    buffer = (ctypes.c_ushort * (size // 2 + 1))()
    read(*about, buffer, size)
    return bytes(buffer)[:size].decode("utf-16-le", "ignore").rstrip("\0")


def _to_display(page: Any) -> Any:
    """How places on a page become places on the screen, where y grows downwards and the page stands upright."""
    from pypdfium2 import PdfMatrix

    left, bottom, right, top = page.get_cropbox()
    return {
        0: PdfMatrix(1, 0, 0, -1, -left, top),
        90: PdfMatrix(0, 1, 1, 0, -bottom, -left),
        180: PdfMatrix(-1, 0, 0, 1, right, -bottom),
        270: PdfMatrix(0, -1, -1, 0, top, right),
    }[page.get_rotation()]


def _characters(text: Any, display: Any) -> Iterator[Object]:
    """The characters of a page's text as they are written, without those that the library makes up."""
    from pypdfium2 import raw

    matrix, origin = raw.FS_MATRIX(), (ctypes.c_double(), ctypes.c_double())
    box, tight, color = raw.FS_RECTF(), [ctypes.c_double() for _ in range(4)], [ctypes.c_uint() for _ in range(4)]
    for n in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, n)
        if raw.FPDFText_IsGenerated(text, n) == 1 or chr(code).isspace():
            continue
        raw.FPDFText_GetLooseCharBox(text, n, box)
        raw.FPDFText_GetCharBox(text, n, tight[0], tight[1], tight[2], tight[3])
        raw.FPDFText_GetFillColor(text, n, *color)
        angle = raw.FPDFText_GetCharAngle(text, n)
        raw.FPDFText_GetMatrix(text, n, matrix)
        raw.FPDFText_GetCharOrigin(text, n, *origin)
        size = raw.FPDFText_GetFontSize(text, n) * hypot(matrix.c, matrix.d)
        across, down = (cos(angle) * one + sin(angle) * other for one, other in ((display.a, display.c), (display.b, display.d)))
        if size and abs(sin(angle)) < 0.1:
            # the height of the type: that of a glyph of its own would part 一 from its line
            box.bottom, box.top = origin[1].value - 0.12 * size, origin[1].value + 0.88 * size
        yield _object(display.on_rect(box.left, box.bottom, box.right, box.top)) | {
            "text": "-" if code == 2 else chr(code) if code else "□",
            "size": size,
            "upright": abs(across) > abs(down),
            "askew": abs(degrees(angle)) % 90 > 3 and abs(degrees(angle)) % 90 < 87,
            "color": [one.value for one in color],
            "drawn": display.on_rect(tight[0].value, tight[2].value, tight[1].value, tight[3].value),
        }


def _object(frame: Box) -> Object:
    """Something on a page as the library that finds tables wants it, by its left, top, right and bottom."""
    x0, top, x1, bottom = frame
    sides = {"x0": x0, "x1": x1, "top": top, "bottom": bottom}
    return sides | {"doctop": top, "width": x1 - x0, "height": bottom - top}


def _lines(path: Any, matrix: Any) -> Iterator[Object]:
    """The upright and level strokes of a path."""
    from pypdfium2 import raw

    x, y = ctypes.c_float(), ctypes.c_float()
    start = last = (0.0, 0.0)
    for n in range(raw.FPDFPath_CountSegments(path)):
        segment = raw.FPDFPath_GetPathSegment(path, n)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = matrix.on_point(x.value, y.value)
        kind = raw.FPDFPathSegment_GetType(segment)
        if kind == raw.FPDF_SEGMENT_MOVETO:
            start = point
        elif kind == raw.FPDF_SEGMENT_LINETO:
            yield from _line(last, point)
        last = point
        if raw.FPDFPathSegment_GetClose(segment):
            yield from _line(last, start)


def _line(one: tuple[float, float], other: tuple[float, float]) -> Iterator[Object]:
    (x0, x1), (top, bottom) = sorted((one[0], other[0])), sorted((one[1], other[1]))
    if min(x1 - x0, bottom - top) < 1 < max(x1 - x0, bottom - top):
        x1, bottom = (x0, bottom) if x1 - x0 < bottom - top else (x1, top)
        yield _object((x0, top, x1, bottom)) | {"object_type": "line"}


def _is_pale(color: Sequence[int]) -> bool:
    """Whether a color hardly shows on white paper."""
    return min(color[:3]) > _PALE or color[3] < _PALE


def _stands_out(char: Object, image: Any) -> bool:
    """Whether a character can be told from its ground on the picture of its page; a pale one only from a dark ground."""
    x0, top, x1, bottom = (int(side * _SCALE) for side in char["drawn"])
    crop = image.crop((max(0, x0), max(0, top), min(image.width, x1 + 1), min(image.height, bottom + 1)))
    if crop.width < 1 or crop.height < 1:
        return False
    darkest, lightest = crop.getextrema()
    return bool(
        lightest - darkest >= _CONTRAST
        and not (_is_pale(char["color"]) and crop.resize((1, 1)).getpixel((0, 0)) > _PALE - _CONTRAST)
    )


def _join_rotated(chars: list[Object]) -> list[Object]:
    """The characters, those of a text that is turned by a quarter put together, as they don't follow each other across."""
    found: list[Object] = []
    for char in chars:
        before = found[-1] if found else char
        gap = max(before["top"], char["top"]) - min(before["bottom"], char["bottom"])
        touches = gap < 2 and abs(before["x0"] - char["x0"]) < char["width"]
        if not char["upright"] and not before["upright"] and before is not char and touches:
            x0, top = (min(before[side], char[side]) for side in ("x0", "top"))
            x1, bottom = (max(before[side], char[side]) for side in ("x1", "bottom"))
            before |= _object((x0, top, x1, bottom)) | {"text": before["text"] + char["text"]}
        else:
            found.append(char)
    return found


def _once(chars: list[Object]) -> list[Object]:
    """The characters without second drawings; one that stands in the place of another can't be read.

    A sign of punctuation that is set closer (“年，淮”) shares its room with the next character, and no ink.
    """
    kept: list[Object] = []
    near: dict[tuple[int, int], list[Object]] = {}
    for char in chars:
        at = int(char["x0"] // 8), int(char["top"] // 8)
        around = [one for right in (-1, 0, 1) for down in (-1, 0, 1) for one in near.get((at[0] + right, at[1] + down), ())]
        other = next((one for one in around if _stands_in_place_of(char, one)), None)
        if other is None:
            kept.append(char)
            near.setdefault(at, []).append(char)
        elif other["text"] != char["text"]:
            other["text"] = f"{other['text']}?{char['text']}"
    return kept


def _stands_in_place_of(one: Object, other: Object) -> bool:
    rooms = [(char["x0"], char["top"], char["x1"], char["bottom"]) for char in (one, other)]
    return _overlap(*rooms) > _DOUBLED and (one["text"] == other["text"] or _overlap(one["drawn"], other["drawn"]) > 0)


def _overlap(one: Box, other: Box) -> float:
    """What part of the smaller of two frames lies within the other."""
    across, down = min(one[2], other[2]) - max(one[0], other[0]), min(one[3], other[3]) - max(one[1], other[1])
    smaller = min((frame[2] - frame[0]) * (frame[3] - frame[1]) for frame in (one, other))
    return across * down / smaller if across > 0 and down > 0 and smaller else 0.0


def _mark_raised(chars: list[Object]) -> None:
    """Write digits that stand smaller and higher behind others as what they are: marks of notes."""
    for before, char in pairwise(chars):
        size, gap = before["bottom"] - before["top"], char["x0"] - before["x1"]
        middle = (before["top"] + before["bottom"] - char["top"] - char["bottom"]) / 2
        raised = before["text"] in "⁰¹²³⁴⁵⁶⁷⁸⁹" and abs(char["top"] - before["top"]) < 1
        small = char["height"] < 0.8 * size and abs(middle) > 0.08 * size and abs(middle) < size
        if char["text"].isdecimal() and abs(gap) < size / 2 and (small or raised):
            char["text"] = char["text"].translate(_RAISED)


def _mark_struck(chars: list[Object], rules: list[Object]) -> None:
    """Mark the characters that a line strikes through, so that no figure is made of them."""
    levels = [line for line in rules if not line["height"]]
    for char in filter(lambda char: levels and char["text"].isdecimal(), chars):
        middle = (char["top"] + char["bottom"]) / 2
        beside = [line for line in levels if abs(line["top"] - middle) < char["height"] / 5]
        if any(line["x0"] <= char["x0"] + 1 and char["x1"] - 1 <= line["x1"] for line in beside):
            char["text"] = f"~{char['text']}~"
