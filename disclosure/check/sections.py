"""The six sections: their titles, their order, and what their text must speak of."""

import re
from collections.abc import Iterator

from ..model.finding import Finding
from ..model.form import SectionForm
from ..model.portal import Filing
from ..model.report import Section

_MARKUP = re.compile(r"!?\[([^\]]*)\]\([^)]*\)|[#>*_`|~\s-]")
_NOTHING = re.compile(r"[无没]?(有)?[。.]?")


def plain_length(text: str) -> int:
    """Characters of a Markdown text as people count them: no markup, no white space."""
    return len(_MARKUP.sub(r"\1", text))


def check_headings(filing: Filing) -> Iterator[Finding]:
    """The level-2 headings are the form's, each once, in its order; free chapters are the author's own."""
    if filing.format.free_chapters:
        return
    report, wanted = filing.report, filing.format.sections
    seen: list[str] = []
    missing = {section.key: section.heading for section in wanted} | {s.key: "" for s in report.sections if s.key}
    for number, section in enumerate(report.sections):
        place = ("#", number)
        if not section.key:
            free = [heading for heading in missing.values() if heading]
            near = _nearest(section.heading, free)
            if near:
                missing = {key: "" if heading == near else heading for key, heading in missing.items()}
            hint = f"应为“## {near}”" if near else "六个部分以外的标题请用 ###"
            yield Finding("section.unknown", f"“{section.heading}”不是规定的标题", report.path, place, hint=hint)
        elif section.key in seen:
            yield Finding("section.duplicate", f"“{section.heading}”出现了两次", report.path, place)
        else:
            seen.append(section.key)
    order = [section.key for section in wanted if section.key in seen]
    for key, expected in zip(seen, order, strict=True):
        if key != expected:
            names = {section.key: section.heading for section in wanted}
            number = next(n for n, section in enumerate(report.sections) if section.key == key)
            message = f"顺序不对：这里应是“{names[expected]}”"
            yield Finding("section.order", message, report.path, ("#", number))
            break
    for heading in missing.values():
        if heading:
            yield Finding("section.missing", f"缺少“{heading}”", report.path, ("#", len(report.sections)), hint=f"加上一行：## {heading}")


def _nearest(wrong: str, choices: list[str]) -> str:
    from difflib import get_close_matches

    return next(iter(get_close_matches(wrong, choices, n=1, cutoff=0.5)), "")


def check_texts(filing: Filing) -> Iterator[Finding]:
    """Sections of prose say something, speak of what the notice asks, and keep to its length; a draft may still lack words."""
    forms = {section.key: section for section in filing.format.sections}
    for number, section in enumerate(filing.report.sections):
        form = forms.get(section.key)
        place = ("#", number)
        if not section.text.strip():
            if not (filing.report.draft or (form and form.tables)):
                yield Finding("section.empty", f"“{section.heading}”下没有文字", filing.report.path, place)
            continue
        if form is None or form.tables:
            continue
        length = plain_length(section.text)
        if form.at_most and length > form.at_most:
            message = f"“{section.heading}”有 {length} 字，原则上不超过 {form.at_most} 字"
            yield Finding("text.overview-length", message, filing.report.path, place)
        yield from _check_topics(section, form, filing, place)


def _check_topics(section: Section, form: SectionForm, filing: Filing, place: tuple[str | int, ...]) -> Iterator[Finding]:
    topics = [topic for topic in form.topics if not topic.kinds or filing.body.kind in topic.kinds]
    for code in dict.fromkeys(topic.code for topic in topics):
        absent = [t.name for t in topics if t.code == code and not any(word in section.text for word in t.words)]
        if absent:
            message = f"“{section.heading}”没有提到：{'、'.join(absent)}"
            yield Finding(code, message, filing.report.path, place, hint="补写这些方面")
