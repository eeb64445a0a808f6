"""Bytes of unknown encoding → text."""

import codecs

from ..document import UnreadableError

_COMMON = ("政府", "公开", "公開", "信息", "資訊", "报告", "報告", "申請", "申请", "的", "年")
_OTHERS = ("gb18030", "big5", "utf-16-le", "utf-16-be")


def decode_any(data: bytes) -> str | None:
    """Return the text of UTF-8, UTF-16, GB18030 or Big5, whatever label it came with; None when it is none of them."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = _decoded(data, "utf-16")
    else:
        text = _decoded(data, "utf-8-sig")
    if text is None:
        texts = [text for name in _OTHERS if (text := _decoded(data, name)) is not None]
        text = max(texts, key=lambda text: sum(map(text.count, _COMMON)), default=None)
    return None if text is None else text.replace("\r\n", "\n").replace("\r", "\n")


def decoded(data: bytes, hint: str) -> str:
    """Return the text of some bytes; raise where it can't be told, with what to do about it."""
    if (text := decode_any(data)) is None:
        raise UnreadableError("看不出是什么编码", hint)
    return text


def _decoded(data: bytes, encoding: str) -> str | None:
    """The text of some bytes in an encoding, None where it would be none."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    return None if "\x00" in text else text
