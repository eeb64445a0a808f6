"""Characters that look alike or are not seen at all, and what they stand for: one table for checks, search, paths and import."""

from unicodedata import normalize

from .patterns import pattern

_UNSEEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e007f"
)
UNSEEN = pattern(f"[{_UNSEEN}]")
"""A character that takes no room or looks like a blank: zero-width, soft hyphens, direction marks, fillers.

What Mongolian and emoji are written with is none of these.
"""

_SUPPLEMENT = dict(
    zip(
        "⺃⺅⺇⺉⺋⺍⺎⺏⺒⺓⺔⺖⺗⺘⺙⺛⺜⺝⺞⺟⺠⺡⺢⺣⺤⺦⺧⺨⺩⺪⺫⺬⺭⺮⺯⺰⺱⺲⺶⺷⺸⺹⺺⺻⺼⺽⺾⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
        "乚亻几刂㔾小兀尣巳幺彑忄心扌攵旡日月歺母民氵水灬爫丬牛犭王疋目示礻竹糸纟网罒羊羊羊老肀聿肉臼艹虎衤覀西见角角讠贝足车辶辶辶邑钅長镸长门阜阝雨青韦页风飞食食飠饣首马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟",
        strict=True,
    )
)
"""The radicals of the supplement that look like a character of their own (Unicode: equivalent unified ideographs)."""


def _lookalikes() -> dict[str, str]:
    """Each radical or compatibility form of a Chinese character, and the character; both take one UTF-16 unit."""
    found = dict(_SUPPLEMENT)
    for code in (*range(0x2F00, 0x2FD6), *range(0xF900, 0xFB00)):
        character = chr(code)
        meant = normalize("NFKC", character)
        if meant != character and len(meant) == 1 and ord(meant) < 0x10000:
            found[character] = meant
    return found


LOOKALIKES: dict[str, str] = _lookalikes()
"""Radicals and compatibility forms, and the characters that they look like; they come out of PDF files."""

LOOKALIKE = pattern(f"[{''.join(LOOKALIKES)}]")
"""A radical or compatibility form."""

GARBLED = pattern("\ufffd|锟斤拷|烫烫烫|屯屯屯|(?:[ÃÂ][\u0080-\u00bf]){2}|(?:[ä-é][\u0080-\u00bf\u2018-\u203a]{2}){2}")
"""What is left of a text that was read in another encoding."""

MAY_MISLEAD = pattern(f"[{_UNSEEN}{''.join(LOOKALIKES)}\ufffd锟烫屯ÃÂä-é]")
"""What each of the three begins with: one look at each character."""

_LOOKALIKES = str.maketrans(LOOKALIKES)
_NAMES = {
    "\u00ad": "软连字符", "\u200b": "零宽空格", "\u200c": "零宽不连字", "\u200d": "零宽连字", "\u200e": "从左到右标记",
    "\u200f": "从右到左标记", "\u202d": "从左到右强制符", "\u202e": "从右到左强制符", "\u2060": "零宽连接符",
    "\ufeff": "零宽空格",
    "\u3000": "全角空格", "\u00a0": "不换行空格",
}  # fmt: skip


def without_unseen(text: str) -> str:
    """Return `text` without the characters that nobody sees."""
    return UNSEEN.sub("", text)


def ordinary(text: str) -> str:
    """Return `text` in ordinary characters: radicals and compatibility forms as what they look like, nothing unseen."""
    return without_unseen(text).translate(_LOOKALIKES)


def lookalike_key(name: str) -> str:
    """Return what names have in common that people or other systems take for one: case, composition, radicals, unseen."""
    return name.casefold() if name.isascii() else ordinary(normalize("NFC", name)).casefold()


def name_of(character: str) -> str:
    """What a character that nobody sees is called: its name in Chinese where it has one, and its number."""
    return f"{_NAMES.get(character, '不可见字符')}（U+{ord(character):04X}）"
