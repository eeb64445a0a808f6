"""What a template does wrong, in words: where, what, and what to type instead."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any

from msgspec.structs import replace

from ..model.finding import Finding, Span
from ..model.theme import THEME_VERSION
from .template_engine import TEMPLATE_FILE
from .template_meter import TemplateLimitError

_SHORTER = "循环只用来列出已有的内容，例如 {% for crumb in head.crumbs %}"
_SMALLER = "把这一行里的数字改小，例如 {{ '　' * 2 }}"
REFERENCE = "templates/README.md"
"""Where every variable, block and macro is listed."""

_STATED = re.compile(r"\{#-?\s*theme:\s*([\w.]+)\s*-?#\}")
_SYNTAX: tuple[tuple[str, str], ...] = (
    (r"Unexpected end of template.*following tags: (.*?)\..*close(?:d|) is '(\w+)'", "“{1}”没有结束，缺 {0}"),
    (r"[Uu]nexpected end of template", "写到文件末尾也没有结束，缺结尾的标签或括号"),
    (r"Encountered unknown tag '(\w+)'.*following tags: (.*?)\.", "这里不能用“{0}”，应是 {1}"),
    (r"Encountered unknown tag '(\w+)'", "没有“{0}”这种标签"),
    (r"No filter named '([^']+)'", "没有“{0}”这个过滤器"),
    (r"No test named '([^']+)'", "没有“{0}”这种判断"),
    (r"expected token '(.+?)', got '(.*?)'", "这里应是“{0}”，写的是“{1}”"),
    (r"block '(\w+)' defined twice", "块“{0}”写了两次"),
    (r"[Uu]nexpected (?:char )?'(.+?)'", "“{0}”多余或写错了地方"),
    (r"Expected an expression, got '(.*?)'", "缺少要输出或判断的内容"),
    (r"Missing end of comment tag", "注释没有结束，缺 #}}"),
    (r"Missing end of raw directive", "{{% raw %}} 没有结束，缺 {{% endraw %}}"),
    (r"can't assign to '(\w+)'|cannot assign to '?(\w+)'?", "不能给“{0}”赋值"),
    (r"too many|nested|recursion|indentation", "标签或括号套得太深"),
)
"""What Jinja says of syntax, and what is said here."""
_TOKENS = {"end of statement block": "%}", "end of print statement": "}}", "begin of statement block": "{%", "name": "名字"}
"""What Jinja calls the signs of templates."""
_RUNNING: tuple[tuple[str, str], ...] = (
    (r"macro '(\w+)' takes no keyword argument '(\w+)'", "宏“{0}”没有“{1}”这个参数"),
    (r"macro '(\w+)' takes not more than (\d+) argument", "宏“{0}”最多有 {1} 个参数"),
    (r"macro '(\w+)' was invoked with two values", "宏“{0}”的一个参数给了两次"),
    (r"parameter '(\w+)' was not provided", "宏的参数“{0}”没有给"),
    (r"the template '(.+?)' \(imported on .*does not export the requested name '(\w+)'", "“{0}”里没有宏“{1}”"),
    (r"access to attribute '(\w+)' .*unsafe", "模板里不能用“{0}”"),
    (r"is not safely callable", "模板里不能调用它"),
    (r"No (?:filter|test) named '([^']+)'", "没有“{0}”这个过滤器或判断"),
    (r"division|modulo by zero|DivisionByZero|DivisionUndefined", "除数为 0"),
    (r"no loop for recursive|Tried to call non recursive loop", "loop(…) 只能用在 recursive 的循环里"),
    (r"'(\w+)' object is not callable", "“{0}”不能当作宏来调用"),
    (r"'([\w.]+)' object is not iterable", "它不是列表，不能循环"),
    (r"unsupported operand|can only concatenate|must be str|not supported between", "不同种类的值不能这样计算或比较"),
    (r"there is no parent block called '(\w+)'|'(\w+)' has no super", "布局里没有块“{0}”，不能用 super()"),
    (r"extended multiple times", "{{% extends %}} 写了两次"),
    (r"Range too big", "range 的数目不能超过 10 万"),
)


class TemplateFault(Exception):
    """A template that failed while running: its name, the line, what was wrong, what to do, and the word at fault if known."""

    def __init__(self, template: str, line: int, message: str, hint: str = "", word: str = "") -> None:
        super().__init__(template, line, message)
        self.template, self.line, self.message, self.hint, self.word = template, line, message, hint, word


def with_reference(finding: Finding, templates: str) -> Finding:
    """Return a finding that names the reference where it lies: in the folder of the built-in templates."""
    return replace(finding, hint=finding.hint.replace(REFERENCE, f"{templates}/README.md"))


def with_version(finding: Finding, text: str) -> Finding:
    """Return a finding about a template, with the version it is made for where that is another one."""
    stated = _STATED.search(text)
    if not stated or stated[1] == THEME_VERSION:
        return finding
    versions = f"这个文件是按 {stated[1]} 版的模板写的，现在是 {THEME_VERSION} 版"
    added = f"{versions}：对照 {REFERENCE} 改，再把第一行改成 {{# theme: {THEME_VERSION} #}}"
    return replace(finding, hint=f"{finding.hint}；{added}" if finding.hint else added)


def fault_of(error: Exception, template: str, texts: Mapping[str, str], given: Collection[str]) -> TemplateFault:
    """Return what is wrong with a template that was run with the `given` variables, from the error it ended in."""
    name, line = _place(error, template)
    if not 0 < line <= texts.get(name, "").count("\n") + 1:
        line = 1
    code = texts.get(name, "").split("\n")[line - 1]
    message, hint, word = _words(error, name, code, texts, given)
    return TemplateFault(name, line, message, hint, word)


def template_syntax_finding(error: Exception, text: str, path: str, filters: Collection[str]) -> Finding:
    """Return the finding about a template that can't be compiled."""
    said = str(getattr(error, "message", None) or error)
    line = min(max(getattr(error, "lineno", None) or 1, 1), text.count("\n") + 1)
    deep = not hasattr(error, "message")  # not Jinja's: Python gave up
    message, words = ("标签或括号套得太深", ()) if deep else _translate(_SYNTAX, said)
    hint = _nearest(words[0], filters, "{}") if words and "过滤器" in message else ""
    span = _span(text.split("\n")[line - 1], line, words)
    return Finding("template.syntax", f"模板语法有误：{message}", path, span=span, hint=hint)


def fault_finding(fault: TemplateFault, texts: Mapping[str, str], path: str) -> Finding:
    """Return the finding about a fault, in the file of this path: at the word at fault, if that stands in the line."""
    text = texts.get(fault.template, "")
    span = word_span(text, fault.line, fault.word)
    return with_version(Finding("template.failed", f"模板运行出错：{fault.message}", path, span=span, hint=fault.hint), text)


def word_span(text: str, line: int, word: str) -> Span:
    """Return where a word stands in a line of a text; where the line begins if it does not."""
    lines = text.split("\n")
    return _span(lines[line - 1] if line <= len(lines) else "", line, (word,))


def _span(code: str, line: int, words: Iterable[str]) -> Span:
    for word in words:
        found = re.search(rf"(?<![\w.]){re.escape(word)}(?!\w)", code) if word else None
        if found or (word and word in code):
            start = found.start() if found else code.index(word)
            return Span(line, start + 1, len(word))
    return Span(line, len(code) - len(code.lstrip()) + 1)


def _place(error: Exception, template: str) -> tuple[str, int]:
    """The template and line at which it went wrong: the innermost; where it calls itself for ever, the first of the circle."""
    name, line = getattr(error, "name", None), getattr(error, "lineno", None)
    if isinstance(name, str) and isinstance(line, int):  # found on loading it
        return name, line
    if found := re.search(r"imported on line (\d+) in '(.+?)'\)", str(error)):
        return found[2], int(found[1])
    places = list(template_places(error))
    if isinstance(error, RecursionError):
        places = sorted({place for place in places if places.count(place) > 2})[:1] or places
    return places[-1] if places else (template, 1)


def template_places(error: Exception) -> Iterator[tuple[str, int]]:
    """Yield the lines of templates in the traceback of an error, outermost first, also those that Jinja has not put into it."""
    trace = error.__traceback__
    while trace:
        code = trace.tb_frame.f_code
        if code.co_filename.startswith(TEMPLATE_FILE):
            compiled = trace.tb_frame.f_globals.get("__jinja_template__")
            line = compiled.get_corresponding_lineno(trace.tb_lineno) if compiled else trace.tb_lineno
            yield code.co_filename.removeprefix(TEMPLATE_FILE), line
        trace = trace.tb_next


def _words(error: Exception, name: str, code: str, texts: Mapping[str, str], given: Collection[str]) -> tuple[str, str, str]:
    """What is wrong, what to do, and the word at fault."""
    said = str(getattr(error, "message", None) or error)
    if isinstance(error, TemplateLimitError):
        return said, _SHORTER if "循环" in said or "输出" in said else _SMALLER, ""
    if isinstance(error, RecursionError):
        return "模板没完没了地包含或调用自己", "删去这一行里对自己的 include、extends 或宏的调用，例如 {% include %}", ""
    if isinstance(error, MemoryError):
        return "模板要的内存太多", _SMALLER, ""
    if type(error).__name__ in ("TemplateNotFound", "TemplatesNotFound"):
        return *not_found(said, name, texts), said
    if hasattr(error, "missing") and "is unsafe" not in said and "does not export" not in said:
        obj, attribute = error.missing
        return _not_defined(obj, attribute, said, code, given)
    message, words = _translate(_RUNNING, said)
    return message, f"对照 {REFERENCE} 改正这一行" if words else "", words[-1] if words else ""


def not_found(wanted: str, name: str, texts: Mapping[str, str]) -> tuple[str, str]:
    """Return what is said of a template that another one names and that is not there, and what to write instead."""
    known = [one for one in texts if one != name and one.partition(".")[2] == wanted.rpartition(".")[2]] or list(texts)
    same = [one for one in known if one.rpartition("/")[2] == wanted.rpartition("/")[2]]
    near = same or get_close_matches(wanted, sorted(known), n=1)
    hint = f"是不是“{near[0]}”？" if near else f"在主题里新建 {wanted}，或写成已有的，例如 parts/footer.html"
    return f"没有模板“{wanted}”", hint


def _not_defined(obj: Any, attribute: Any, said: str, code: str, given: Collection[str]) -> tuple[str, str, str]:
    """What is said of a variable, an attribute or a parameter that there is not."""
    if "was not provided" in said:
        message, words = _translate(_RUNNING, said)
        return message, f"在调用的地方补上，例如 {words[0]}=…", words[0]
    if not isinstance(attribute, str):
        return f"列表里没有第 {attribute} 项", "先判断有没有，例如 {% if parts %}", str(attribute)
    found = re.search(rf"[\w.\[\]()]+\.{re.escape(attribute)}(?!\w)", code) if obj is not None else None
    whole = found[0] if found else attribute
    known = sorted(given) if obj is None and "is undefined" in said else _attributes(obj)
    if "'None' has no" in said:
        return f"“{whole}”没有定义：前面的值是空的", f"先判断有没有，例如 {{% if {whole.rpartition('.')[0] or 'it'} %}}", whole
    hint = _nearest(attribute, known, f"{whole[: -len(attribute)]}{{}}" if found else "{}")
    return f"“{whole}”没有定义", hint or f"可用的变量见 {REFERENCE}{f'，例如 {known[0]}' if known else ''}", whole


def _attributes(value: Any) -> list[str]:
    return sorted(value) if isinstance(value, dict) else [name for name in dir(value) if not name.startswith("_")]


def _nearest(word: str, known: Collection[str], shape: str) -> str:
    near = get_close_matches(word, sorted(known), n=1, cutoff=0.6)
    return f"是不是“{shape.format(near[0])}”？" if near else ""


def _translate(table: tuple[tuple[str, str], ...], said: str) -> tuple[str, tuple[str, ...]]:
    """What is said in Chinese of what Jinja or Python says, and the words in it; what is not known stands as it is."""
    for pattern, message in table:
        if found := re.search(pattern, said):
            words = tuple(word for word in found.groups() if word)
            told = (_TOKENS.get(word, word) for word in words)
            return re.sub(r"'(\w+)'", r"\1", message.format(*told)).replace(" or ", " 或 "), words
    return f"这一行算不出来（{' '.join(said.split())[:200]}）", ()
