"""Files that no page is made of because of their names: judged by what they hold, not only by how they are called."""

import re
from unicodedata import normalize

HEAD_SIZE = 4096
"""How many bytes of a file tell what it holds."""

_LOCK = re.compile(r"~\$.+|\.~lock\..+", re.IGNORECASE)
_BACKUP = re.compile(r".+~|~.+\.tmp|.+\.(?:bak|old|orig|tmp|temp|wbk|xlk|asd|swp|part|crdownload|download)", re.IGNORECASE)
_SYSTEM = re.compile(
    r"thumbs\.db|ehthumbs\.db|desktop\.ini|__macosx|\$recycle\.bin|system volume information|@eadir", re.IGNORECASE
)
_BINARY = re.compile(
    r".+\.(?:docx?|xlsx?|pptx?|wps|et|dps|ofd|pdf|png|jpe?g|gif|bmp|webp|tiff?|svg|zip|rar|7z|gz|mp[34]|csv|html?|js|css|json|xml)",
    re.IGNORECASE,
)
_COPY = r"(?:\s*[(（]\d+[)）]|[\s_.-]*(?:副本|备份|拷贝|复件|最终|最新|定稿|终稿|修改|新建?|copy|backup|old|new|final)\d*)*"
_MARKDOWN = r"\.(?:md|markdown|mdown|mkdn?|mdwn|mdtext)"
_REPORT = re.compile(
    rf"\s*(?P<year>[0-9]{{4}})\s*年?(?:度|度?报告|度?年报)?{_COPY}\s*(?:{_MARKDOWN}{_COPY})+(?:\.\w+|~)?\s*", re.IGNORECASE
)
_BODY = re.compile(rf"body{_COPY}\s*(?:\.ya?ml{_COPY})+(?:\.\w+|~)?\s*", re.IGNORECASE)
_SETTINGS = re.compile(rf"portal{_COPY}\s*(?:\.ya?ml{_COPY})+(?:\.\w+|~)?\s*", re.IGNORECASE)
_FIELD = re.compile(r"^([a-z_]+)[ \t]*[:：][ \t]*(.*)$", re.MULTILINE)
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")


def litter_kind(name: str) -> str:
    """Return what left a file behind: "lock", "backup" or "system"; "" for one that people put there."""
    steps = name.split("/")
    if any(_SYSTEM.fullmatch(step) for step in steps):
        return "system"
    if _LOCK.fullmatch(steps[-1]):
        return "lock"
    return "backup" if any(_BACKUP.fullmatch(step) for step in steps) else ""


def may_be_source(name: str) -> bool:
    """Whether a file may be a text by its name, so that it is worth looking at what it holds."""
    return not _BINARY.fullmatch(name) and not _LOCK.fullmatch(name.rpartition("/")[2])


def intended_name(name: str, head: bytes) -> str:
    """Return the name that a file should have for what it holds; "" where it holds no source, or its name is right.

    `head` is how it begins. A report, `body.yml`, `portal.yml` or a page is known by its fields, else by its name.
    """
    folder, _, last = name.rpartition("/")
    folder = "/".join(re.sub(r"(?i)(?:~|\.(?:bak|old|orig|tmp))+$", "", step) for step in folder.split("/"))
    at = f"{folder}/" if folder else ""
    is_hidden = last.startswith(".")
    last = normalize("NFKC", last).lstrip(".")
    fields, has_front_matter = _fields(head)
    named = _REPORT.fullmatch(last)
    year = next((found[0] for text in (fields.get("year", ""), last) if (found := _YEAR.search(text))), "")
    if has_front_matter and year and ("tables" in fields or {"title", "year"} <= fields.keys()):
        meant = f"{at}{year}.md"
    elif not has_front_matter and (_SETTINGS.fullmatch(last) or {"name", "body"} <= fields.keys()):
        meant = "portal.yml"
    elif not has_front_matter and at and (_BODY.fullmatch(last) or {"name", "kind"} <= fields.keys()):
        meant = f"{at}body.yml"
    elif has_front_matter and "title" in fields and folder == "pages" and not is_hidden:
        meant = f"pages/{last.partition('.')[0].strip()}.md"
    else:
        meant = f"{at}{named['year']}.md" if named else ""
    return "" if meant == name else meant


def _fields(head: bytes) -> tuple[dict[str, str], bool]:
    """The fields at the left margin of how a file begins, and whether they are front matter."""
    text = _decoded(head).lstrip("\ufeff \t\r\n\u3000").replace("\r\n", "\n")
    has_front_matter = text.startswith("---")
    front = text.partition("\n---")[0] if has_front_matter else text
    return dict(_FIELD.findall(front)), has_front_matter


def _decoded(head: bytes) -> str:
    """A text in whatever encoding a notepad gives it; only its keys and figures are looked at."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", errors="replace")
    return head.decode(errors="replace")
