"""`explain`: what a finding code means, why it matters and how to fix it."""

from argparse import ArgumentParser

from ..check.codes import CODES
from ..check.field_texts import suggest
from ..system.console import LEVEL_WORDS, say
from .commands import DONE
from .invocation import worded
from .options import Command, CommandOptions
from .show import misused


class ExplainOptions(CommandOptions):
    """The options of `explain`; without a code all are listed."""

    code: str | None = None


def _add_options(parser: ArgumentParser) -> None:
    parser.add_argument("code", nargs="?", metavar="代码", help="提示代码，例如 balance.unequal；省略则列出全部")


def _run(options: ExplainOptions) -> int:
    if options.code is None:
        say("\n".join(f"{code.code:<26} {LEVEL_WORDS[code.level]}  {code.title}" for code in CODES))
        return DONE
    entry = next((code for code in CODES if code.code == options.code), None)
    if entry is None:
        return misused(f"没有“{options.code}”这个代码；{suggest(options.code, [code.code for code in CODES])}")
    silence = (
        f"可以说明：在报告的 explain 中写“{entry.code}: 原因”，说明会印在表格下面。"
        if entry.explainable
        else "不能用说明代替改正。"
    )
    if entry.may_stand:
        stated = f"as_published: {{{entry.code}: 原文如此}}"
        silence += f"\n以前印发的报告原文如此、改不了的：写 {stated} 和 source: 原载的网址，照原文登载。"
    say(f"{entry.code}（{LEVEL_WORDS[entry.level]}）{entry.title}\n\n为什么：{entry.why}\n怎么改：{worded(entry.fix)}\n{silence}")
    return DONE


COMMAND = Command(ExplainOptions, _add_options, _run)
