"""What a template or an import left in a text: blanks not filled in, torn headings of tables."""

import re
from collections.abc import Iterator

from ..model.finding import Finding, Place
from ..model.form import Format
from ..model.patterns import pattern
from ..model.portal import FiledReport, Portal
from .text_pieces import text_pieces
from .word_search import any_of

_SIGNS = pattern(
    r"(?<![A-Za-z0-9.@/])[×ＸXx╳*＊□○]{2,}(?:[-－—/][×ＸXx\d]{2,})*"
    r"(?:[省市县区镇乡局委办街年月日条件个号元万人份次期篇项页名家%％]|(?=[。，,；;、）)（(\s]|$))"
    r"|(?:(?<=[。；，：\n])|^)[×ＸX]{2,}(?=(?:共|累计)?(?:新收|收到|受理|主动公开|办结|制发|高度重视|认真|坚持|严格))"
    r"|(?<=[一-龥])[×ＸX][条件个份次场期篇人]"
)
_NOT_FINAL = pattern(
    r"[（(【\[](?:待补充?|待核实|待定|待填写?|待更新|待完善|待提供|待统计|TODO|TBD)[^）)】\]\n]{0,10}[）)】\]]"
    r"|(?:^|(?<=[。；：\n]))(?:待补充|待核实|待定|待填写?|待完善|待统计|TODO|TBD)(?=[。；：:\n]|$)|数据暂缺|待(?:核实|统计|确认)后(?:再?补|填|更新)"
    r"|(?:^|(?<=\n))(?:[（(【\[](?:征求意见稿|送审稿|讨论稿|审议稿|草稿|初稿)[）)】\]]|(?:征求意见稿|送审稿|讨论稿|审议稿|草稿|初稿)(?=\n|$))"
)
_TO_CHECK = pattern(r"[（(][^（）()\n]{0,8}(?:待核|待定|待补|待填|待确认|待更新|待统计)[^（）()\n]{0,4}[）)]")
_HERE = pattern(
    r"[一-龥]{0,8}(?:在此处|此处)(?:报告|填写|说明|描述|插入|写明)"
    r"|(?:(?<=[。；：，\n])|^)此处[需应请待]?(?:补充|添加|加入|粘贴|列出|附上)"
)
_BY_WHOM = pattern(
    r"[（(【\[](?:(?:此处|这里|此段|本段)[^（）()【】\[\]。\n]{0,12}?(?:补[充齐]|填写|修改|完善|替换|加[一上入]|(?:请|待|需|应|由各).{0,10}提供"
    r"|(?:请|待|需|应|由).{0,10}核[实对])|[下上后]文(?:请|待|需|由[一-龥]{2,8})?(?:补[充齐]|填写|修改|完善))[^）)】\]\n]{0,20}[）)】\]]"
)
_INSTRUCTION = pattern(
    r"文字描述[，,：:]|（?请(?:在此)?填写[^。\n]{0,12}）?|（\s*(?:表格?|附表|表[一二三四])(?:见|详见)附件?\s*）|具体网址(?=[。，；）)]|$)|(?:填写|编写|填报)说明[：:]|（示例）|（略）"
    r"|(?:根据|按照?|结合)[^。，；\n]{0,6}(?:实际|情况)填写|没有的(?:写|填)“?无|（如?(?:无|没有)[^（）\n]{0,6}[填写]“?无”?）|(?:如无|若无|据实)(?:请|则|可)?填写"
)
_IN_BRACKETS = pattern(r"（(?:可|请)?(?:结合|根据|参照)[^（）\n]{0,16}(?:填写|补充|撰写|编写)[^（）\n]{0,8}）")
_TO_COMPLETE = pattern(
    r"[（(【\[]请[^）)】\]。\n]{0,20}(?:补充|填写|填报|修改|完善|核实|核对|说明|删除)[^）)】\]\n]{0,16}[）)】\]]|"
    r"[此本该](?:部分|段|处|项|栏|表)(?:内容|文字|数据)?(?:请|需|待|由)[^。，；\n]{0,16}?(?:补充|填写|填报|提供|完善|撰写)"
)
_EMPTY = pattern(r"（\s*）|《\s*》|“\s*”")
_NAMELESS = pattern(
    r"20\d?[×ＸXx]{1,2}年|(?<![A-Za-z0-9×])[×Xx*]{2,}@|@[×Xx*]{3,}\.|(?<!\d)0{3,4}[-－—]0{6,8}(?!\d)|某某(?:省|市|县|区|镇|乡|街道|局|委|办|单位|部门|同志)"
    r"|(?:^|(?<=[。；，：\n]))[（(【\[](?:单位|机关|部门|机构)(?:全称|名称|简称)[）)】\]]"
)
_ENTITY = pattern(
    r"(?:(?<=[^\s;>|])&(?:nbsp|ensp|emsp);|&amp;(?:amp;)*[a-z]{2,6};|&(?:[lr][sd]quo|hellip|[mn]dash|middot|quot);)+"
)
"""What HTML writes for a sign; blanks at the beginning of a line may be meant to be there."""
_PICTURE = pattern(r"[\[【（(](?:此处)?(?:插入|粘贴|附)[^\[\]【】（）()\n]{0,8}(?:图|图片|截图|照片|表格?)[\]】）)]")

_OF_TEXTS = (_SIGNS, _NOT_FINAL)
_OF_REPORTS = (
    *(*_OF_TEXTS, _TO_CHECK, _HERE, _BY_WHOM, _INSTRUCTION, _IN_BRACKETS, _TO_COMPLETE, _EMPTY, _NAMELESS),
    *(_PICTURE, _ENTITY),
)
_TRACE = any_of(
    (
        *("××", "╳╳", "□□", "○○", "XX", "ＸＸ", "xx", "**", "＊＊", "×X", "X×", "X年", "x年", "×年", "Ｘ年"),
        *("X@", "x@", "*@", "×@", "@xx", "@×", "@*", "某某", "0-0", "0－0", "0—0", "待补", "待核", "待定"),
        *("待填", "待更新", "待完善", "待提供", "待统计", "待确认", "TODO", "TBD", "征求意见稿", "送审稿", "讨论稿"),
        *("审议稿", "草稿", "初稿", "此处", "文字描述", "请填写", "请在此", "见附", "具体网址", "写说明", "填报说明"),
        *("此部分", "本部分", "该部分", "此段", "该段", "此项", "该项", "此栏", "该栏", "此表", "该表"),
        *(f"{sign}{counter}" for sign in "×ＸX" for counter in "条件个份次场期篇人"),
        *("&nbsp", "&ensp", "&emsp", "&amp;", "quo;", "&hellip", "dash;", "&middot"),
        *("位名称", "关名称", "门名称", "构名称", "全称）", "简称）"),
        *("填“无", "填无", "写“无", "写无"),
        *("暂缺", "后补", "后再补", "填写"),
        *("（示例）", "（略）", "（）", "（ ", "《》", "“”", "《 ", "“ ", "插入", "粘贴", "（附"),
        *("[附", "【附", "(附", "【请", "（请", "[请", "(请", "下文", "上文", "后文", "这里"),
    )
)
"""What every leftover has; a text without is not looked through."""
_CODE = pattern(r"`[^`\n]*`|\[[^\]\n]*\]\([^)\n]*\)|!\[|https?://\S+|\*\*|___+|\*\s?\*\s?\*")
_STARS = pattern(r"[*＊](?<=[一-龥].)[*＊]+(?=[条件次个份篇期场项人名家万][，。；、,）)])")
"""Asterisks in place of a number, which Markdown would take for bold."""
_NO_ADDRESS = pattern(r"www\.[xXｘ×*]{2,}\.")
_BLANK = pattern(r"__(?<=[一-龥：:]__)_*\s*(?=[一-龥。，；）])")
_EXPLAIN = "确实如此的，写 explain: {text.leftover: 原因}"


def check_leftovers(filing: FiledReport) -> Iterator[Finding]:
    """Report what a template or an import left in a text."""
    for place, text in text_pieces(filing):
        yield from _unfilled(filing.report.path, place, text)
        yield from _torn_labels(filing, place, text)


def check_page_leftovers(portal: Portal) -> Iterator[Finding]:
    """Report what standing pages say of not being final; words of a template may be meant there, of a form to fill in."""
    for page in portal.pages:
        found = tuple(_unfilled(page.path, ("#",), page.text, _OF_TEXTS))
        explained = [one for one in page.explanations if one.code == "text.leftover"]
        if not explained:
            yield from found
        elif not found:
            yield Finding(
                "explain.unmatched",
                "“text.leftover”没有对应的提示",
                page.path,
                ("explain", "text.leftover", ""),
                hint="删去 text.leftover 一行",
            )


def _unfilled(path: str, place: Place, text: str, kinds: tuple[re.Pattern[str], ...] = _OF_REPORTS) -> Iterator[Finding]:
    """The first leftover of a text."""
    has_trace = kinds is _OF_REPORTS and any(map(text.__contains__, ("__", "*", "＊", "www.")))
    found = [match for kind in (_BLANK, _STARS, _NO_ADDRESS) if (match := kind.search(text))] if has_trace else []
    if not found and _TRACE.search(text):
        clean = _CODE.sub(lambda code: "·" * len(code[0]), text)
        found = [match for kind in kinds if (match := kind.search(clean))]
    if found:
        words = min(found, key=lambda match: match.start())[0].strip().split("\n")[0]
        message = f"“{words}”像是没有填写、没有定稿或模板里没有删去的文字"
        hint = f"填上实际内容，或删去“{words}”；{_EXPLAIN}"
        yield Finding("text.leftover", message, path, (*place, words), hint=hint)


def _torn_labels(filing: FiledReport, place: Place, text: str) -> Iterator[Finding]:
    """A line of pieces of the table's headings: what a copied table leaves where its cells were torn apart."""
    for line in text.split("\n") if text.count(" ") >= _FEWEST_PIECES - 1 else ():
        pieces = line.split()
        if len(pieces) < _FEWEST_PIECES or "|" in line:
            continue
        rest = "".join(pieces)
        length = len(rest)
        for label in _labels(filing.format):
            rest = rest.replace(label, "")
        if len(rest) <= length * _STRANGE:
            words = line.strip()
            message = f"“{words}”像是表格的标题拆散后留在正文里的"
            hint = f"删去这一行，数据写在 tables 的表里；{_EXPLAIN}"
            yield Finding("text.leftover", message, filing.report.path, (*place, words), hint=hint)


_FEWEST_PIECES = 5
"""A line of so many words without a sign between them is no sentence."""
_STRANGE = 0.2
"""Which share of it may be none of the headings."""


def _labels(form: Format) -> tuple[str, ...]:
    """The headings of all tables of a form, the longest first."""
    tables = form.tables.values()
    labels = {
        step.label for table in tables for lines in (table.row_lines, table.column_lines) for line in lines for step in line
    }
    return tuple(sorted(labels, key=len, reverse=True))
