"""One finding, many faces; and what a person at a terminal sees of a run."""

import sys
import time
from collections.abc import Callable, Mapping, Sequence
from unicodedata import east_asian_width

from msgspec import Struct, json

from ..model.finding import Finding, Span

LEVELS = {"error": "错误", "warning": "警告", "note": "提示"}
_PATIENCE = 1.0


class FindingView(Struct, frozen=True):
    """A finding with what a face needs besides: its level, the line it stands on, and how its kind is mended."""

    finding: Finding
    level: str
    line: str
    mend: str = ""

    @property
    def hint(self) -> str:
        """What to do: about this very case where that is known, else about its kind."""
        return self.finding.hint or self.mend

    @property
    def span(self) -> Span:
        """Where it stands; the beginning of the file when nothing more is known."""
        return self.finding.span or Span(1, 1)


def columns(text: str) -> int:
    """Terminal columns of a text: a Chinese character takes two."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def visible(text: str) -> str:
    """A text with its control characters made visible, so that none of them reaches the terminal."""
    return "".join("\N{REPLACEMENT CHARACTER}" if ord(c) < 32 or 127 <= ord(c) < 160 else c for c in text)


def as_frame(shown: Sequence[FindingView]) -> str:
    """Path, line and message, then the line itself with a caret under the words at fault, then a hint."""
    return "\n".join(_frame(one) for one in shown)


def _frame(shown: FindingView) -> str:
    finding, span = shown.finding, shown.span
    out = [f"{finding.path}:{span.line}:{span.column}: {shown.level}: {visible(finding.message)} [{finding.code}]"]
    if shown.line.strip():
        start = max(0, span.column - 60)
        text = visible(shown.line[start : start + 120].replace("\t", " "))
        before = columns(text[: span.column - 1 - start])
        width = max(1, columns(text[span.column - 1 - start : span.column - 1 - start + span.width]))
        number = f"{span.line:>5} | "
        out += [f"{number}{text}", " " * (len(number) - 2) + "| " + " " * before + "^" * width]
    if shown.hint:
        out.append(f"      = {visible(shown.hint)}")
    return "\n".join(out) + "\n"


def as_github(shown: Sequence[FindingView]) -> str:
    """Workflow commands that CI shows beside the line."""
    return "\n".join(_command(one) for one in shown)


def _command(one: FindingView) -> str:
    finding, name = one.finding, {"error": "error", "warning": "warning", "note": "notice"}[one.level]
    text = f"{finding.message}（{one.hint}）" if one.hint else finding.message
    place = f"file={_property(finding.path)},line={one.span.line},col={one.span.column}"
    return f"::{name} {place},title={_property(finding.code)}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def as_json(shown: Sequence[FindingView]) -> str:
    """A list of `{code, level, message, hint, path, line, column}`."""
    entries = [
        {
            "code": one.finding.code,
            "level": one.level,
            "message": one.finding.message,
            "hint": one.hint,
            "path": one.finding.path,
            "line": one.span.line,
            "column": one.span.column,
        }
        for one in shown
    ]
    return json.format(json.encode(entries), indent=1).decode()


def as_page(shown: Sequence[FindingView], title: str) -> str:
    """A page that stands in for the site while it can't be built: every finding with its line and what to do."""
    from html import escape

    entries = "".join(
        f'<li class="{one.level}"><h2>{LEVELS[one.level]}：{escape(visible(one.finding.message))}</h2>'
        f"<p>{escape(one.finding.path)}，第 {one.span.line} 行　<code>{escape(one.finding.code)}</code></p>"
        f"{_marked(one)}<p>{escape(visible(one.hint))}</p></li>"
        for one in sorted(shown, key=lambda one: list(LEVELS).index(one.level))
    )
    return (
        '<!DOCTYPE html><html lang="zh-CN" data-fault><head><meta charset="utf-8"><link rel="icon" href="data:,">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>"
        "body{font:1rem/1.7 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}"
        "ol{padding:0;list-style:none}li{margin:1rem 0;padding:.5rem 1rem;border-left:.3rem solid #888}"
        "li.error{border-color:#b3261e}li.warning{border-color:#b98900}h2{font-size:1.1rem;margin:0}"
        "p{margin:.2rem 0}pre{overflow-x:auto;background:#8882;padding:.5rem;margin:.3rem 0}"
        "mark{background:#ffd54f;color:#000}"
        f'</style></head><body><h1>{escape(title)}</h1><p>改正并保存后，本页自动消失。<a href="?last">查看上次成功的页面</a></p>'
        f"<ol>{entries}</ol></body></html>"
    )


def _marked(shown: FindingView) -> str:
    """The line at fault, no more than 200 characters of it, with the words at fault marked."""
    from html import escape

    if not shown.line.strip():
        return ""
    begin = shown.span.column - 1
    start = max(0, begin - 100)
    before, words, after = (
        escape(visible(part.replace("\t", " ")))
        for part in (
            shown.line[start:begin],
            shown.line[begin : begin + shown.span.width],
            shown.line[begin + shown.span.width :][:200],
        )
    )
    return f"<pre>{before}<mark>{words}</mark>{after}</pre>"


FACES: Mapping[str, Callable[[Sequence[FindingView]], str]] = {"frame": as_frame, "github": as_github, "json": as_json}


def say(text: str) -> None:
    """Print a line of results."""
    if text:
        print(text, flush=True)


def complain(text: str) -> None:
    """Print a line about the run itself."""
    print(text, file=sys.stderr, flush=True)


class Progress:
    """Shows on a terminal how far a run is, once it has taken more than a second; silent in a pipe."""

    def __init__(self) -> None:
        self.begun = time.monotonic()
        self.terminal = sys.stderr.isatty()
        self.last = 0.0

    def __call__(self, what: str, done: int, total: int) -> None:
        """Show that `done` of `total` are finished."""
        now = time.monotonic()
        if self.terminal and now - self.begun > _PATIENCE and (now - self.last > 0.1 or done == total):
            self.last = now
            print(f"\r\x1b[K{what} {done}/{total}", end="", file=sys.stderr, flush=True)

    def close(self) -> None:
        """Take the line away again."""
        if self.last:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
