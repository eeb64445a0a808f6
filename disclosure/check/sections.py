"""The six sections: their titles, their order, and what their text must speak of."""

import re
from collections.abc import Iterator

from ..model.finding import Finding, Place
from ..model.form import SectionForm
from ..model.patterns import pattern
from ..model.portal import FiledReport

_LINK = pattern(r"!?\[([^\[\]]{0,500})\]\([^()]{0,500}\)")
_SIGNS = str.maketrans("", "", "#>*_`|~-")


def plain_length(text: str) -> int:
    """Characters of a Markdown text as people count them: no markup, no white space."""
    return len("".join(_LINK.sub(r"\1", text).split()).translate(_SIGNS))


def check_headings(filing: FiledReport) -> Iterator[Finding]:
    """The level-2 headings are the form's, each once, in its order; free chapters are the author's own."""
    if filing.format.free_chapters:
        return
    path, sections, wanted = filing.report.path, filing.report.sections, filing.format.sections
    keys = [section.key for section in sections]
    headings = {form.key: form.heading for form in wanted}
    missing = {key: heading for key, heading in headings.items() if key not in keys}
    for number, section in enumerate(sections):
        if not section.key:
            near = _nearest_heading(section.heading, missing)
            hint = f"应为“## {missing.pop(near)}”" if near else f"格式规定的各部分以外的标题写成“### {section.heading}”"
            yield Finding("section.unknown", f"“{section.heading}”不是规定的标题", path, ("#", number), hint=hint)
        elif section.key in keys[:number]:
            hint = f"把这里的文字并到前一个“{section.heading}”下，删去这一行“## {section.heading}”"
            yield Finding("section.duplicate", f"“{section.heading}”出现了两次", path, ("#", number), hint=hint)
        elif section.heading != (due := headings[section.key]):
            hint = f"改成“## {due}”；保留原来说法的，写 explain: {{section.wording: 原因}}"
            yield Finding("section.wording", f"“{section.heading}”与模板的标题不同", path, ("#", number), hint=hint)
    yield from _check_order(filing, [key for key in dict.fromkeys(keys) if key])
    for key, heading in missing.items():
        yield _missing(filing, key, heading)


def _check_order(filing: FiledReport, seen: list[str]) -> Iterator[Finding]:
    """Report the first section that stands where another belongs."""
    names = {form.key: form.heading for form in filing.format.sections}
    for key, expected in zip(seen, [key for key in names if key in seen], strict=True):
        if key != expected:
            number = next(n for n, section in enumerate(filing.report.sections) if section.key == key)
            hint = (
                f"把“{names[key]}”和它下面的文字移到“{_before(key, names, seen)}”之后"
                if key != next(iter(names))
                else "移到最前面"
            )
            message = f"顺序不对：这里应是“{names[expected]}”"
            yield Finding("section.order", message, filing.report.path, ("#", number), hint=hint)
            return


def _before(key: str, names: dict[str, str], seen: list[str]) -> str:
    """The heading after which a section belongs, of those that are there."""
    order = [other for other in names if other in seen]
    return names[order[order.index(key) - 1]]


def _missing(filing: FiledReport, key: str, heading: str) -> Finding:
    """A missing section, at the line that was meant as its heading, or else where it belongs."""
    sections = filing.report.sections
    meant = pattern(rf"^[#*\s　]*{re.escape(heading)}[*\s　]*$", re.MULTILINE)
    for number, text in enumerate([filing.report.preamble, *(section.text for section in sections)], start=-1):
        if line := meant.search(text):
            message = f"“{heading}”没有写成二级标题"
            return Finding(
                "section.unknown", message, filing.report.path, ("#", number, line[0].strip()), hint=f"写成：## {heading}"
            )
    order = [form.key for form in filing.format.sections]
    later = order[order.index(key) + 1 :]
    at = next((number for number, section in enumerate(sections) if section.key in later), len(sections))
    return Finding("section.missing", f"缺少“{heading}”", filing.report.path, ("#", at), hint=f"在这里加上一行：## {heading}")


def _nearest_heading(wrong: str, headings: dict[str, str]) -> str:
    """The key of the heading that a misspelt one stands for, "" when none is near."""
    from difflib import get_close_matches

    near = get_close_matches(wrong, headings.values(), n=1, cutoff=0.5)
    return next((key for key, heading in headings.items() if near and heading == near[0]), "")


_DENIED = pattern(
    "[不没未无](?:(?:(?<=不)存在|(?<=没)有|(?<=未)发现|(?<=无))(?:任何|明显|突出|重大|什么)?(?:的)?(?:问题|不足|困难)"
    "|(?:(?<=无)[需须]|(?<=不)需要|(?<=没)有必要)(?:改进|整改|完善))"
)
"""Words that name a topic only to say that there is nothing of it."""


def check_texts(filing: FiledReport) -> Iterator[Finding]:
    """Sections of prose say something, speak of what the notice asks, and keep to its length; a draft may still lack words."""
    forms = {section.key: section for section in filing.format.sections}
    with_tables = {key for key, form in forms.items() if form.tables}
    seen: set[str] = set()
    for number, section in enumerate(filing.report.sections):
        place: Place = ("#", number)
        if not section.text.strip():
            unknown = not section.key and not filing.format.free_chapters  # told of its heading
            if not unknown and section.key not in with_tables and not filing.report.draft:
                hint = "在标题下写上内容；确实没有的，用一句话说明，例如：本年度没有这方面的情况。"
                yield Finding("section.empty", f"“{section.heading}”下没有文字", filing.report.path, place, hint=hint)
        elif section.key in forms and section.key not in seen:
            whole = "\n".join(other.text for other in filing.report.sections if other.key == section.key)
            yield from _check_text(whole, forms[section.key], filing, place)
        seen.add(section.key)


def _check_text(text: str, form: SectionForm, filing: FiledReport, place: Place) -> Iterator[Finding]:
    path = filing.report.path
    if form.at_most and len(text) > form.at_most and (length := plain_length(text)) > form.at_most:
        message = f"“{form.heading}”有 {length} 字，原则上不超过 {form.at_most} 字"
        hint = f"精简 {length - form.at_most} 字以上；确需保留的，写 explain: {{text.overview-length: 原因}}"
        yield Finding("text.overview-length", message, path, place, hint=hint)
    denied = _DENIED.search(text)
    text = _DENIED.sub("", text) if denied else text
    topics = [topic for topic in form.topics if not topic.kinds or filing.body.kind in topic.kinds]
    for code in dict.fromkeys(topic.code for topic in topics):
        absent = [t for t in topics if t.code == code and not any(word in text for word in t.words)]
        if absent:
            message = f"“{form.heading}”没有提到：{'、'.join(topic.name for topic in absent)}"
            sought = "；".join("、".join(f"“{word}”" for word in topic.words[:4]) for topic in absent)
            advice = "；".join(topic.advice for topic in absent if topic.advice)
            place = (
                (*place, denied[0]) if denied and any(word in denied[0] for topic in absent for word in topic.words) else place
            )
            yield Finding(code, message, path, place, hint=advice or f"补写这些方面；各写到一个词就算：{sought}")
