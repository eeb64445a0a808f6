"""What is wrong with a text in a cell that is no number, and what to type instead."""

import re
from decimal import Decimal

from ..model.folding import UNSEEN, name_of, without_unseen
from ..model.patterns import pattern
from ..model.report import digits

NUMBER = pattern(r"(-?)(0|[1-9]\d{0,14})(\.\d{1,9})?")
"""How a figure is written."""
_YUAN = {"元": 1, "百元": 100, "千元": 1_000, "万元": 10_000, "百万元": 1_000_000, "千万元": 10_000_000, "亿元": 100_000_000}
_TIMES = {"百": 100, "千": 1_000, "万": 10_000, "亿": 100_000_000}


def not_a_number(text: str, figure: str, units: tuple[str, ...], with_unit: bool) -> tuple[str, str]:
    """What is wrong with a text that is no number, and what to type instead."""
    if unseen := UNSEEN.search(text):
        clean = without_unseen(text)
        shown = clean if NUMBER.fullmatch(clean.strip()) else f'"{clean}"'
        return f"“{clean}”里夹有看不见的{name_of(unseen[0])}", f"重新输入这一格：{shown}"
    return f"“{text}”不是数字", _suggestion(figure, units, with_unit)


def _suggestion(figure: str, units: tuple[str, ...], with_unit: bool) -> str:
    """What to type instead of a text that is no number; `units` are those an amount may have, written or not."""
    if figure in ("", "-", "—", "--", "——", "\\", "无"):
        return "没有填报写 ~；不适用写 /"
    if re.fullmatch(r"\+\d+", figure):
        return f"写成 {figure[1:]}，不加正号"
    if re.fullmatch(r"0+\d+", figure):
        return f"数字前面不能有多余的 0：写成 {figure.lstrip('0') or '0'}"
    if re.fullmatch(r"-?\d{1,3}([,，]\d{3})+(\.\d+)?", figure):
        return f"不写千位分隔符：写成 {re.sub('[,，]', '', figure)}"
    if re.fullmatch(r"-?\d+(_\d+)+", figure):
        return f"数字里不写下划线：写成 {figure.replace('_', '')}"
    if re.fullmatch(r"[\dOoIl]{1,9}", figure):
        meant = figure.translate(str.maketrans("OoIl", "0011")).lstrip("0") or "0"
        return f"字母 {_letters(figure)} 改成数字：写成 {meant}"
    if match := re.fullmatch(r"(-?\d+(?:\.\d+)?)\s*([^\d\s]+)", figure):
        return _with_words(match[1], match[2], units, with_unit)
    if re.fullmatch(r"-?\d+(\.\d+)?", figure):
        return "核对位数：整数部分最多 15 位，小数最多 9 位"
    return '写数字、~（未填报）、/（不适用），或 "22（其中修订16件）"'


def _letters(figure: str) -> str:
    return "、".join(dict.fromkeys(re.findall("[OoIl]", figure)))


def _with_words(number: str, words: str, units: tuple[str, ...], with_unit: bool) -> str:
    """How to write a number that words follow: an amount in a unit that may stand here, any other with a note."""
    if units and (currency := next((one for one in (words, f"{words}元") if one in _YUAN), "")):
        amounts = ((Decimal(number) * _YUAN[currency] / _YUAN[unit], unit) for unit in units)
        said = [f'"{digits(amount.normalize())}{unit}"' if with_unit else digits(amount.normalize()) for amount, unit in amounts]
        return f"写成 {' 或 '.join(said)}；单位只能是{'或'.join(units)}" + ("" if with_unit else "，已写在表头，格里只写数字")
    if words[0] in _TIMES and words not in _YUAN:
        return f"写成 {digits((Decimal(number) * _TIMES[words[0]]).normalize())}，不写“{words}”"
    return f'只写数字：{number}；说明写在括号里，如 "{number}（{words}）"' + (f"；单位只能是{'或'.join(units)}" if units else "")
