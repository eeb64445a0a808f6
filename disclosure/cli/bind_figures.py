"""`fill --bind`: figures of a text that equal their cells are taken from the tables, shown before they are written."""

from collections.abc import Sequence
from pathlib import Path

from msgspec.structs import replace

from ..authoring.named_body import body_named
from ..authoring.propose_body import kind_named
from ..check.bindable_figures import BindableFigure, bindable_figures
from ..model.finding import Finding
from ..model.form import Format, form_of_key
from ..model.portal import Body, FiledReport
from ..model.report import Report, Source
from ..parsing.reports import parse_report
from ..parsing.text import chapters, read_halves
from ..system.console import say
from ..system.files import rewrite
from .show import agreed


def bind_figures(source: Source, forms: tuple[Format, ...], *, is_sure: bool) -> tuple[Finding, ...]:
    """Show the figures of a report's text that equal their cells, ask, and write their addresses; return what can't be read."""
    parsed, halves = parse_report(source, forms), read_halves(source).value
    if parsed.value is None or halves is None:
        return parsed.findings
    report = _as_typed(parsed.value, halves.text)
    form = form_of_key(forms, report.format)
    found = tuple(bindable_figures(FiledReport(_body(report.title), report, form)))
    for one in found:
        say(f"{source.path}：“{one.words}”里的数取自表中：{{={one.address}}}")
    if not found:
        say(f"{source.path}：正文里没有与表中某一格相同、又说得清是哪一格的数")
        return parsed.findings
    answer = agreed(f"以上 {len(found)} 处改为取自表中？输入 y 改写，直接回车不改：", is_sure=is_sure)
    if answer:
        rewrite(Path(source.path), with_addresses(source, report, found))
        say(f"已改写 {source.path}：{len(found)} 处")
    else:
        say("文件没有改动" if answer is not None else "没有人回答，文件没有改动：在终端里运行；不必询问的，加 --yes")
    return parsed.findings


def with_addresses(source: Source, report: Report, found: Sequence[BindableFigure]) -> bytes:
    """Return a content file with the addresses of cells in the place of their figures; no other byte changes."""
    text = source.data.decode()
    plain = text.replace("\r\n", "\n")
    pieces = [report.preamble, *(section.text for section in report.sections)]
    starts, at = [], plain.find("\n---", 3) + 1
    for piece in pieces:
        at = plain.find(piece, at)
        starts.append(at)
        at += len(piece)
    for one in sorted(found, key=lambda one: (one.place, one.begin), reverse=True):
        start = starts[int(one.place[1]) + 1]
        plain = f"{plain[: start + one.begin]}{{={one.address}}}{plain[start + one.end :]}"
    return (plain.replace("\n", "\r\n") if "\r\n" in text else plain).encode()


def _as_typed(report: Report, text: str) -> Report:
    """A report with its text as it is typed: what is bound already stays so."""
    preamble, *sections = chapters(text)
    typed = tuple(replace(known, text=piece) for known, (_, _, piece) in zip(report.sections, sections, strict=True))
    return replace(report, preamble=preamble[2], sections=typed)


def _body(title: str) -> Body:
    """The body that a title names, as far as reading its text needs it."""
    name = body_named(title)
    return Body("", "", name, kind_named(name) or "department")
