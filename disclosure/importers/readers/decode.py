"""Bytes of unknown encoding → text."""

import codecs

_COMMON = ("政府", "公开", "公開", "信息", "資訊", "报告", "報告", "申請", "申请", "的", "年")


def decode_any(data: bytes) -> str | None:
    """Return the text of UTF-8, UTF-16 with a BOM, GB18030 or Big5, whatever label it came with; None when it is none of them."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "gb18030", "big5")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text and (encoding != "gb18030" or not _is_traditional(data, text)):
            return text.replace("\r\n", "\n").replace("\r", "\n")
    return None


def _is_traditional(data: bytes, text: str) -> bool:
    """Whether bytes that GB18030 could read as well say more when they are read as Big5."""
    other = data.decode("big5", "ignore")
    return sum(map(other.count, _COMMON)) > sum(map(text.count, _COMMON))
