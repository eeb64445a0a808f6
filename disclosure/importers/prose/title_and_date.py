"""The title of a document, the date it was published, and the year it is about."""

import re
from collections.abc import Sequence
from datetime import date

from ..characters import cleaned
from ..document import TextBlock

_IN_WORDS = str.maketrans("〇○零OＯ一二三四五六七八九", "00000123456789")
_YEAR = r"(?:20\d\d|二[〇○零OＯ][〇○零OＯ一二三四五六七八九]{2})"
TITLE = re.compile(rf"[^，。；：:、]{{0,40}}?{_YEAR}年?[^，。；：:、]{{0,30}}(公开|年度)[^，。；：:、]{{0,15}}报告")
_OF_A_FILE = re.compile(r"\.\w{2,4}$|[定终初草]稿|副本|Microsoft")
_BODY_NAME = re.compile(r"[^，。；：:\d]{2,30}(政府|办公室|办公厅|局|委员会|委|厅|处|镇|乡|街道|院|中心|管委会)")
DATE = r"(20\d\d)\s*[-年/.]\s*(\d{1,2})\s*[-月/.]\s*(\d{1,2})"
LABELLED_DATE = re.compile(rf"(?:发布日期|发布时间|公开日期|公布日期|发文日期|成文日期|日期|时间)\s*[:：]?\s*{DATE}")
SIGNATURE = re.compile(rf"(?P<who>.{{0,40}}?)\s*(?P<when>{DATE}\s*日?)\s*")


def title_of(pieces: Sequence[TextBlock], declared: str) -> tuple[str, set[int]]:
    """Return the title, and which pieces it was made of: it may stand on several lines, the body's name on one of its own.

    `declared` is the title that the file itself names.
    """
    declared = cleaned(declared, line_wrapped=True)
    said = [re.sub(r"\s+", "", piece.text).removeprefix("标题:").removeprefix("标题：") for piece in pieces]
    for width in (1, 2, 3):
        for start in range(len(said) - width + 1):
            joined = "".join(said[start : start + width])
            if len(joined) <= 70 and TITLE.fullmatch(joined):
                used = set(range(start, start + width))
                if joined.startswith("20") and start and _BODY_NAME.fullmatch(said[start - 1]):
                    return said[start - 1] + joined, used | {start - 1}
                return joined, used
    inside = next((match[0] for text in said if (match := TITLE.search(text))), "")
    named = declared if re.search(r"报告|年报", declared) and not _OF_A_FILE.search(declared) else ""
    return (declared if TITLE.fullmatch(declared) else inside or named), set()


def stated_date(declared: str, opening: Sequence[TextBlock]) -> str:
    """Return the date of publication as the page states it, "" when it does not."""
    texts = (declared, *(piece.text for piece in opening))
    return next((found for text in texts if (found := _iso(re.match(DATE, text.strip()) or LABELLED_DATE.search(text)))), "")


def signed_date(pieces: Sequence[TextBlock], year: int) -> str:
    """Return the date below the text, in the year after the report's; "" when there is none."""
    signed = (match for piece in pieces[:-7:-1] if (match := SIGNATURE.fullmatch(piece.text)) and int(match[3]) == year + 1)
    return next((found for match in signed if (found := _iso(re.search(DATE, match["when"])))), "")


def _iso(match: re.Match[str] | None) -> str:
    """A date as it is written in content files, "" for none and for one that no calendar has."""
    try:
        return date(int(match[1]), int(match[2]), int(match[3])).isoformat() if match else ""
    except ValueError:
        return ""


def year_in_title(title: str) -> int | None:
    """Return the year that a title names; `202020年` names none."""
    match = re.search(rf"(?<!\d){_YEAR}(?!\d)", title)
    return int(match[0].replace("二", "2", 1).translate(_IN_WORDS)) if match else None


def year_counted(texts: Sequence[TextBlock]) -> int | None:
    """Return the year from whose January 1 the text says it counts."""
    said = re.sub(r"\s", "", "".join(text.text for text in texts))
    match = re.search(r"(?<!\d)(20\d\d)年1月1日起?[，,]?[至到—–~～-]", said) or re.search(r"(?<!\d)(20\d\d)年1月1日", said)
    return int(match[1]) if match else None
