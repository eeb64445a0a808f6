"""What contradicts itself outside the tables: titles, signatures, dates and numbers of a report, and what bodies share."""

from collections.abc import Iterator
from datetime import date
from unicodedata import normalize

from ..model.fences import fence_after
from ..model.finding import Finding, Place
from ..model.patterns import pattern
from ..model.portal import FiledReport, Portal
from ..model.report import folder_of
from .text_pieces import text_pieces

_DRAFT = pattern(r"[（(【\[]?(征求意见稿|送审稿|讨论稿|审议稿|草稿|初稿|待补充|[×xX]{3,})[）)】\]]?")
_DRAFT_AT_END = pattern(r"[（(【\[]?(?:送审稿|讨论稿|审议稿|草稿|初稿|待补充)[）)】\]]?$")
"""At the end of a page's title; that a 征求意见稿 is open for comment may well be told."""
_DIGITS = "一二三四五六七八九十"
_DAY = (
    r"(20\d\d) ?[年./-] ?(\d{1,2}) ?[月./-] ?(\d{1,2}) ?日?"
    rf"|([〇○零{_DIGITS}]{{4}})年([{_DIGITS}]{{1,2}})月([{_DIGITS}]{{1,3}})日"
)
_SIGNATURE = pattern(
    rf"(?:^|\n)[ \t　*]*(?P<name>[\u4e00-\u9fff]{{2,30}}?)\**(?:[（(]盖?章[）)])?\**\s+\**(?P<date>{_DAY})[\s*]*$"
)
"""The name and the day below a report, on one line or two, the day in figures or in words."""
_END = 300
"""So many characters at the end of a text hold its signature."""
_PLACE = pattern(r"(?P<short>[\u4e00-\u9fff]+?(?P<level>省|市|州|县|区|旗|镇|乡|街道))(?:人民政府|办事处)?")
_NUMBER_YEAR = pattern(r"[〔\[［（(【〈<﹝](20\d\d)[〕\]］）)】〉>﹞]|(20\d\d)年第?\s?\d+号")
_HEADING = pattern(r"(#{2,6})[ \t]+\S")


def check_contradictions(filing: FiledReport) -> Iterator[Finding]:
    """Title, signature, corrections and document number agree with what the report says of itself."""
    report = filing.report
    if not report.draft and (left := _DRAFT.search(report.title)):
        hint = f"写成 title: {report.title.replace(left[0], '')}；还没有定稿的，写 draft: true"
        yield Finding("title.draft", f"标题还写着“{left[1]}”", report.path, ("title",), hint=hint)
    for number, revision in enumerate(report.revisions):
        if revision.date < report.published:
            message = f"更正的日期 {revision.date} 早于首次发布的日期 {report.published}"
            hint = f"写成 date: {report.published.year}-MM-DD，不早于 {report.published}；首次发布日期写错的，改 published"
            yield Finding("revision.too-early", message, report.path, ("revisions", number, "date"), hint=hint)
    stated = _NUMBER_YEAR.search(report.document_number)
    issued = int(stated[1] or stated[2]) if stated else 0
    if issued and not report.year <= issued <= max(report.year + 1, report.published.year):
        message = f"文号“{report.document_number}”是 {issued} 年的，报告是 {report.year} 年度的"
        hint = (
            f"文号的年份一般是 {report.year + 1}，例如 〔{report.year + 1}〕；无误的，写 explain: {{document-number.year: 原因}}"
        )
        yield Finding("document-number.year", message, report.path, ("document_number",), hint=hint)
    yield from _signature(filing)


def _signature(filing: FiledReport) -> Iterator[Finding]:
    """The name at the end is the body's, and its date is not after the publication."""
    report, pieces = filing.report, list(text_pieces(filing))
    place, text = pieces[-1]
    signed = _SIGNATURE.search(text[-_END:])
    if signed is None:
        return
    given, own = _PLACE.fullmatch(signed["name"]), _PLACE.fullmatch(filing.body.name)
    names = filing.body.names_in(report.year)
    alike = any(given["short"] in name or name in signed["name"] for name in names) if given else True
    if given and own and given["level"] == own["level"] and not alike and own["short"] not in signed["name"]:
        hint = f"写成 {filing.body.name}；是同一机构的另一名称，写进 also: [{signed['name']}]"
        message = f"落款“{signed['name']}”不是“{filing.body.name}”"
        yield Finding("signature.body", message, report.path, (*place, signed["name"]), hint=hint)
    try:
        day = date(*(_number(part) for part in signed.groups()[2:] if part))
    except ValueError:
        hint = f"改为实际的日期，例如 {report.year + 1}年1月20日"
        yield Finding("signature.date", f"落款日期“{signed['date']}”不存在", report.path, (*place, signed["date"]), hint=hint)
        return
    if report.published.year == report.year + 1 and day > report.published:
        message = f"落款日期“{signed['date']}”晚于首次发布的日期 {report.published}"
        hint = f"核对两处；落款写错的，改为不晚于 {report.published} 的日期；发布日期写错的，改 published"
        yield Finding("signature.date", message, report.path, (*place, signed["date"]), hint=hint)
    elif day < date(report.year, 12, 1):
        message = f"落款日期“{signed['date']}”早于报告年度 {report.year}"
        yield Finding("signature.date", message, report.path, (*place, signed["date"]), hint=f"写成 {report.year + 1}年…月…日")


def _number(written: str) -> int:
    """The number of a year, a month or a day, in figures or in Chinese numerals: 12, 二〇二三, 二十一."""
    if written.isdecimal() and written.isascii():
        return int(written)
    digits = {sign: number for number, sign in enumerate("〇一二三四五六七八九")} | {"○": 0, "零": 0}
    tens, ten, ones = written.rpartition("十")
    if ten:
        return 10 * (digits.get(tens, 0) if tens else 1) + digits.get(ones, 0)
    return int("".join(str(digits[sign]) for sign in written))


def check_heading_levels(filing: FiledReport) -> Iterator[Finding]:
    """Headings go down by one level at a time; those of a report begin below `##`."""
    for place, text in text_pieces(filing):
        yield from _skipped(text, filing.report.path, place, 2)


def check_shared(portal: Portal) -> Iterator[Finding]:
    """No two reports have one index number, no two bodies of one folder one name; the pages' headings skip no level."""
    for page in portal.pages:
        yield from _skipped(page.text, page.path, ("#",), 1)
        if left := _DRAFT_AT_END.search(page.title):
            hint = f"写成 title: {page.title[: left.start()]}；还没有定稿的，先移出内容文件夹"
            yield Finding("title.draft", f"标题还写着“{left[0]}”", page.path, ("title",), hint=hint)
    first: dict[str, str] = {}
    for entry in portal.entries:
        number = "".join(normalize("NFKC", entry.index_number).split()).casefold()
        other = first.setdefault(number, entry.path) if number else entry.path
        if other != entry.path:
            message = f"索引号“{entry.index_number}”与 {other} 的相同"
            hint = f"核对两份报告，改正写错的一个：打开 {entry.path} 和 {other} 的 index_number"
            yield Finding("index-number.duplicate", message, entry.path, ("index_number",), hint=hint)
    named: dict[tuple[str, str], str] = {}
    for body in portal.bodies:
        above = portal.above(body)
        other = named.setdefault((folder_of(body.folder), body.name), body.path) if body.name and body.folder else body.path
        if above and above.name == body.name:
            other = above.path
        if other != body.path:
            hint = f"改正写错的一个：打开 {body.path} 和 {other} 的 name；是同一机构的，把报告放进一个文件夹"
            yield Finding("body.duplicate", f"机构“{body.name}”与 {other} 的同名", body.path, ("name",), hint=hint)


def _skipped(text: str, path: str, place: Place, level: int) -> Iterator[Finding]:
    """The headings that stand more than one level below the one before; the first of a page may be `##`."""
    fence = ""
    for line in text.split("\n") if "##" in text else ():
        fence = fence_after(line, fence)
        heading = None if fence else _HEADING.match(line)
        if heading is None:
            continue
        if len(heading[1]) > level + 1:
            words = line.strip()
            message = f"“{words}”跳过了上一级标题，读屏软件会以为漏了一节"
            hint = f"写成 {'#' * (level + 1)} {words.lstrip('#').strip()}"
            yield Finding("heading.skipped", message, path, (*place, words), hint=hint)
        level = len(heading[1])
