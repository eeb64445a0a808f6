"""Colors as documents write them, and whether a text can be told from its ground."""

import re

Color = tuple[int, ...]
"""Red, green and blue from 0 to 255; none of them for a color that lets everything through."""
WHITE: Color = (255, 255, 255)
_HEX = re.compile(r"#?([0-9a-f]{3,8})\b")
_NAMES = {"white": WHITE, "snow": WHITE, "ivory": WHITE, "whitesmoke": WHITE, "ghostwhite": WHITE, "transparent": ()}
_NEAR = 24


def color_of(said: str) -> Color | None:
    """Return the color that `#fff`, `FFFFFF`, `rgb(255, 255, 255)` or a name begins with; None for any other."""
    said = said.strip().lower()
    if match := re.match(r"rgba?\(([^)]*)\)", said):
        parts = [float(part.rstrip("%")) for part in re.split(r"[\s,/]+", match[1].strip()) if re.fullmatch(r"[\d.]+%?", part)]
        return () if len(parts) > 3 and parts[3] < 0.1 else tuple(map(int, parts[:3]))
    if match := _HEX.match(said):
        digits = match[1] if len(match[1]) > 4 else "".join(2 * digit for digit in match[1])
        return () if digits[6:] == "00" else tuple(int(digits[n : n + 2], 16) for n in (0, 2, 4))
    return _NAMES.get(said.split(" ")[0])


def same_color(color: Color, ground: Color) -> bool:
    """Return whether nobody can tell one color from the other."""
    return all(abs(one - other) < _NEAR for one, other in zip(color, ground, strict=False))
