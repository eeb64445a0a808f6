"""Whose report, of which year: path, title, text and body must agree."""

import re
from collections.abc import Iterator

from ..model.finding import Finding, Place
from ..model.folding import ordinary
from ..model.patterns import pattern
from ..model.portal import FiledReport
from .lexicon import NUMERALS
from .text_pieces import text_pieces

_YEAR = pattern(r"(?<!\d)(20\d\d)\s*年")
_MONTH = pattern(r"年\s*\d{1,2}\s*月")
_TOO_LONG = pattern(r"(?<!\d)\d{5,12}$")
_UNTIL = pattern(r"日起?\s*(?:至|到|—|－|-|~|～)")
_PERIOD = pattern(
    r"(?P<from>\d\d{3})\s*年\s*(?P<first>\d+\s*月\s*\d+)\s*日(?:起)?"
    r"\s*(?:至|到|—+|－|-|~|～)\s*(?:(?P<to>\d{4})\s*年\s*)?(?P<last>\d+\s*月\s*\d+)\s*日"
)
_PERIOD_OF = pattern("(?:统计|期限|时限|报告期|报告反映|年报反映)[^。；]{0,20}$|(?:本年度?|报告年度|本期)[（(]$")
"""What stands before the period of the figures."""
_SUBJECT = pattern(r"现将[^。]{0,100}?(?<!\d)(?P<year>20\d\d)\s{0,3}年[^。]{0,100}?报告如下")
_WRITTEN_YEAR = r"(?:(?P<digits>20\d\d)|二[〇零○O0](?P<tens>[〇零○O0一二三])(?P<ones>[〇零○O0一二三四五六七八九]))\s*年"
_AS_OF = pattern(
    r"(?:统计|核定|数据|截止|截至)[^。；，\n]{0,14}?(?:期限|时限|周期|时间|时点|日期|范围|期间|节点|时段|区间|口径|期(?=为|是|：))[^。；，\n]{0,8}?"
    + _WRITTEN_YEAR
)
_COVERS = pattern(
    r"(?:本(?:年度)?(?:报告|年报)[^。；\n]{0,30}?(?:反映|涵盖|总结|报告的|记录)(?:的?是|了)?"
    r"|时间(?:范围|跨度)(?:为|是|：|:)|报告(?:期|年度)(?:为|是|：|:)|所属年度(?:为|是|：|:))"
    r"[^。；，\n一-龥]{0,4}" + _WRITTEN_YEAR
)
_YEAR_END = pattern(r"(?:数据|统计)[^。；，\n]{0,10}?截[至止]到?" + _WRITTEN_YEAR + "(?:[底末]|12月31日)")
_WRITTEN_PERIOD = pattern(
    r"(?:统计|数据|期限|时限|报告期)[^。；\n]{0,30}?一月一日起?[，,]?(?:至|到|—+|－|-|~|～)" + _WRITTEN_YEAR
)
_AS_OF_YEAR_END = pattern(
    rf"截[至止]到?{_WRITTEN_YEAR}(?:年?[底末]|12月(?:31日|底|末))[，,][^。；，\n]{{0,6}}(?:本年|今年|报告期)"
)
_MEANT = pattern(r"本年度?[”\"]?(?:均|皆|是)?指[“\"]?" + _WRITTEN_YEAR)
_OF_FIGURES = (_AS_OF, _COVERS, _YEAR_END, _WRITTEN_PERIOD, _AS_OF_YEAR_END, _MEANT)
_ITSELF = pattern(
    r"(?:现(?:将|予|予以)?(?:公布|发布|公开|向社会公布|形成)?|特(?:此)?(?:向社会)?(?:公布|发布|公开)"
    r"|编制(?:了|完成)?|形成(?:了|完成)?|制作(?:了|完成)?)(?:《)?"
    r"[^。；，、\n]{0,24}?"
    + _WRITTEN_YEAR
    + r"度?(?:的)?(?:政府)?(?:信息公开|政务公开)(?:工作)?(?:年度)?(?:工作)?(?:报告|年报|情况(?=向社会|公布|予以))"
    + r"(?!格式|编制|有关|的通知)"
)
_MONTHS = pattern(
    r"(?:统计|数据)[^。；\n]{0,12}?(?:期限|时限|周期|时间|范围|期间|时段|区间|口径)[^。；\n]{0,6}?"
    r"(?P<said>20\d\d年(?P<first>\d{1,2})月份?(?:至|到|—+|－|-|~|～)(?:20\d\d年)?(?P<last>\d{1,2})月(?!\d))"
)
_UP_TO = pattern(
    r"(?:数据|统计|指标)[^。；\n]{0,10}?截(?:至|止|止到|至到)(?:时间为|日期为|于)?[^。；\n\d]{0,4}"
    r"(?P<said>20\d\d年(?P<month>\d{1,2})月(?P<day>\d{1,2})日)"
)
_RELATIVE = pattern(r"(?:[上去下次本今](?<!以上)一?年度?)[（(](?:即)?(?P<year>20\d\d)年度?[）)]")
_CARRIED_HERE = pattern(r"(?P<year>20\d\d)年度?(?:结转|接转|转)[至到入]?本年度?(?=的|\d|办理|继续)")
_WIDE = pattern("[０-９]")
_DIGITS = str.maketrans("０１２３４５６７８９", "0123456789")
_REPORT_TITLE = pattern(r"信息公开.{0,8}(?:报告|年报)")
_TAIL = pattern(r"(20\d\d)?\s*年(度)?|政府信息公开工作|年度报告|工作报告|报告|\s")
_SUFFIXES = ("人民政府办公室", "人民政府办公厅", "人民政府", "街道办事处", "办事处", "管理委员会", "管委会")


def check_years(filing: FiledReport) -> Iterator[Finding]:
    """The title and the text name the same year as `year:`."""
    report = filing.report
    in_title = _YEAR.findall(report.title)
    if str(report.year) not in in_title and (_REPORT_TITLE.search(report.title) or not _other_name(filing)):
        said = f"写的是 {'、'.join(in_title)} 年" if in_title else "没有年份"
        meant = report.title.replace(in_title[0], str(report.year)) if len(set(in_title)) == 1 else ""
        hint = f"写成 title: {meant}；year 写错的，改 year" if meant else f"写成 title: {_due_title(filing)}"
        yield Finding("year.title", f"标题{said}，year 是 {report.year}", report.path, ("title",), hint=hint)
    for place, written in text_pieces(filing):
        text = written.translate(_DIGITS) if _WIDE.search(written) else written
        if broken := _broken_year(text):
            hint = f"改为 {report.year}年" if str(report.year) in broken else "改为四位年份"
            yield Finding("year.text", f"“{broken}年”不是年份", report.path, (*place, broken), hint=hint)
        for match in _PERIOD.finditer(text) if _UNTIL.search(text) else ():
            days = tuple(re.sub(r"\s", "", match[link]) for link in ("first", "last"))
            whole_year = days == ("1月1", "12月31")
            years = {match["from"], match["to"] or match["from"]}
            of_figures = _PERIOD_OF.search(text, max(0, match.start() - _BEFORE_PERIOD), match.start())
            if (whole_year and years != {str(report.year)}) or (of_figures and not whole_year):
                said = text[match.start("from") : match.end()]
                message = f"统计期限“{said}”不是 {report.year} 年 1 月 1 日至 12 月 31 日"
                hint = f"改为 {report.year}年1月1日至12月31日"
                words = written[match.start("from") : match.end()].split("\n")[0]
                yield Finding("year.text", message, report.path, (*place, words), hint=hint)
        yield from _other_periods(filing, place, text)
        if "20" in text or "二" in text:
            yield from _named_years(filing, place, text)
            yield from _relative_years(filing, place, text)
        for match in _SUBJECT.finditer(text):
            if match["year"] != str(report.year):
                message = f"正文说的是 {match['year']} 年度，year 是 {report.year}"
                words = text[match.start("year") :][:5]
                yield Finding("year.text", message, report.path, (*place, words), hint=f"把 {match['year']} 改为 {report.year}")


_BEFORE_PERIOD = 24
"""How many characters before a period the words begin that say it is that of the figures."""


def _other_periods(filing: FiledReport, place: Place, text: str) -> Iterator[Finding]:
    """Report a period of months that is not the whole year, and figures as of another day than its last."""
    year, hint = filing.report.year, ""
    for match in (*_MONTHS.finditer(text), *_UP_TO.finditer(text)) if "月" in text and ("统计" in text or "数据" in text) else ():
        known = match.groupdict()
        if (known.get("first"), known.get("last")) == ("1", "12") or (known.get("month"), known.get("day")) == ("12", "31"):
            continue
        right = f"{year}年1月至12月" if "first" in known else f"{year}年12月31日"
        hint = f"改为 {right}；确实如此的，写 explain: {{year.text: 原因}}"
        message = f"统计期限“{match['said']}”不是 {year} 年 1 月 1 日至 12 月 31 日"
        yield Finding("year.text", message, filing.report.path, (*place, match["said"]), hint=hint)


def _named_years(filing: FiledReport, place: Place, text: str) -> Iterator[Finding]:
    """Report another year as the one that the figures or the report itself are said to be of; periods are seen to apart."""
    year = filing.report.year
    may_tell_itself = place == ("#", -1) or "现" in text
    for kind in (*_OF_FIGURES, _ITSELF) if may_tell_itself else _OF_FIGURES:
        for match in kind.finditer(text):
            said = match["digits"] or f"20{NUMERALS[match['tens']]}{NUMERALS[match['ones']]}"
            period = _PERIOD.match(text, match.start("digits")) if match["digits"] else None
            if said != str(year) and not period:
                words = match[0].split("\n")[-1]
                message = f"正文说的是 {said} 年，year 是 {year}：“{words}”"
                hint = f"把其中的年份改为 {year}；说的确是别的年度的，写 explain: {{year.text: 原因}}"
                yield Finding("year.text", message, filing.report.path, (*place, words), hint=hint)


def _relative_years(filing: FiledReport, place: Place, text: str) -> Iterator[Finding]:
    """Report last year, this one or the next with the number of another in brackets: 上年度（2022年）; or 2022年结转至本年度."""
    for match in (*_RELATIVE.finditer(text), *_CARRIED_HERE.finditer(text)):
        right = filing.report.year + {"上": -1, "去": -1, "2": -1, "下": 1, "次": 1}.get(match[0][0], 0)
        if match["year"] != str(right):
            message = f"“{match[0]}”应是 {right} 年"
            hint = f"把 {match['year']} 改为 {right}；确实如此的，写 explain: {{year.text: 原因}}"
            yield Finding("year.text", message, filing.report.path, (*place, match[0]), hint=hint)


def _broken_year(text: str) -> str:
    """The digits before 年 in a date that are too many for a year, "" where there are none."""
    for month in _MONTH.finditer(text):
        if broken := _TOO_LONG.search(text, max(0, month.start() - 13), month.start()):
            return broken[0]
    return ""


def check_body(filing: FiledReport) -> Iterator[Finding]:
    """The title is that of a report, and names the body in whose folder it lies; one that is neither is one finding."""
    title, body = filing.report.title, filing.body
    is_title = _REPORT_TITLE.search(title) is not None
    hint = f"写成 title: {_due_title(filing)}"
    if named := _other_name(filing):
        message = f"标题里的“{named}”与机构“{body.name}”不符"
        where = f"{body.folder}/body.yml 里" if body.folder else "portal.yml 的 body: 下面"
        if is_title:
            hint = f"是“{named}”的报告，移到它的文件夹；是本机构的另一名称，在 {where}写 also: [{named}]；写错的，改 title"
        yield Finding("body.title", message, filing.report.path, ("title",), hint=hint)
    elif not is_title and _YEAR.search(title):
        message = f"标题“{title}”不是政府信息公开工作年度报告的标题"
        hint += "；确实如此的，写 explain: {title.form: 原因}"
        yield Finding("title.form", message, filing.report.path, ("title",), hint=hint)


def _due_title(filing: FiledReport) -> str:
    """The title that a report has when it has no other."""
    return f"{filing.body.name}{filing.report.year}年政府信息公开工作年度报告"


def _other_name(filing: FiledReport) -> str:
    """What the title names instead of the body, "" where it names the body or nobody."""
    named = _TAIL.sub("", ordinary(filing.report.title))
    names = [ordinary(name) for name in filing.body.names_in(filing.report.year)]
    return named if filing.body.name and not any(_agree(named, name) for name in names) else ""


def _agree(named: str, name: str) -> bool:
    short = name
    for suffix in _SUFFIXES:
        if name.endswith(suffix) and len(name) > len(suffix):
            short = name.removesuffix(suffix)
            break
    return name in named or named in name or short in named
