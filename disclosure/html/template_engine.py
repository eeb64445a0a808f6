"""The template engine: Jinja's sandbox, with limits on what a template does, so that none runs for ever or fills the memory.

A step is a turn of a loop; a call and an inclusion are several. What is counted is the same on any machine, so a template
that ends within its limits on one does so on all.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from decimal import Decimal
from functools import cache, lru_cache, wraps
from itertools import islice
from typing import TYPE_CHECKING, Any

from msgspec import StructMeta

from ..model.digest_key import DigestKey
from ..model.report import digits
from ..model.theme import Theme

if TYPE_CHECKING:
    from jinja2 import Environment, FileSystemBytecodeCache, nodes
    from jinja2.compiler import CodeGenerator

TEMPLATE_FILE = "theme:"
"""What the names of compiled templates begin with, by which they are known in a traceback."""
MAX_STEPS = 3_000_000
"""The most steps of one run; a list of 100,000 reports takes as many."""
CALL = 20
"""The steps that a call or an inclusion counts for, by the time it takes."""
MAX_SIZE = 50_000_000
"""The most characters that one run may print or put together."""
MAX_COUNT = 100_000
"""The largest number by which a template may lengthen a text, and the most bits of a number."""
REMOVED_FILTERS, REMOVED_GLOBALS = ("random",), ("lipsum",)
"""What would make another page of the same content."""
_LONG_PADDING = re.compile(r"%[-#0 +]*[\d]*\.?(\d{6,}|\*)|\{[^{}]*:[^{}]*(\d{6,}|\{)")
_LENGTHENING = ("center", "indent", "batch", "slice", "wordwrap", "truncate", "round", "format", "join", "replace", "sum")
"""Filters by which a text or a list can become longer."""
_TURNS = "turns of a loop"
"""The name of a filter that no template can write."""


class TemplateLimitError(Exception):
    """A template did more than it may; the message says of what, in Chinese."""


class Meter:
    """Counts what a run does."""

    def __init__(self) -> None:
        self.steps = self.size = 0

    def begin(self) -> None:
        """Begin another run."""
        self.steps = self.size = 0

    def step(self, number: int = 1) -> None:
        """Count steps. Raises TemplateLimitError past the limit."""
        self.steps += number
        if self.steps > MAX_STEPS:
            raise TemplateLimitError(f"循环和调用超过 {MAX_STEPS // 10_000} 万次，多半是没完没了")

    def put_together(self, size: int) -> None:
        """Count characters. Raises TemplateLimitError past the limit."""
        self.size += size
        if self.size > MAX_SIZE:
            raise TemplateLimitError(f"输出超过 {MAX_SIZE // 10_000} 万字")

    def turns(self, items: Iterable[Any]) -> Iterable[Any]:
        """Return what a loop goes through, its turns counted: beforehand where it is known how many there are."""
        try:
            self.step(len(items) + 1)  # type: ignore[arg-type]
        except TypeError:
            return self._one_by_one(items)
        return items

    def _one_by_one(self, items: Iterable[Any]) -> Iterator[Any]:
        for item in items:
            self.step()
            yield item

    def joined(self, pieces: Iterable[str]) -> str:
        """Return pieces of output as one text."""
        found: list[str] = []
        rest = iter(pieces)
        while more := list(islice(rest, 1000)):
            self.put_together(sum(map(len, more)))
            found += more
        return "".join(found)


def check_operands(operator: str, left: Any, right: Any) -> None:
    """Raise TemplateLimitError where an operator would make a text, a list or a number without bound."""
    sizes = [len(one) if isinstance(one, str | list | tuple) else 0 for one in (left, right)]
    if operator == "%" and isinstance(left, str):
        check_format(left)
    elif operator == "*" and any(sizes):
        count = next((one for one in (left, right) if isinstance(one, int)), 0)
        if sum(sizes) * count > MAX_STEPS:
            raise TemplateLimitError(f"不能拼出 {MAX_STEPS // 10_000} 万字以上的文字或列表")
    elif operator == "+" and sum(sizes) > MAX_STEPS:
        raise TemplateLimitError(f"不能拼出 {MAX_STEPS // 10_000} 万字以上的文字或列表")
    elif isinstance(left, int) and isinstance(right, int) and operator in ("*", "**"):
        bits = left.bit_length() * right if operator == "**" else left.bit_length() + right.bit_length()
        if bits > MAX_COUNT:
            raise TemplateLimitError("数字太大")


def check_format(pattern: str) -> None:
    """Raise TemplateLimitError for a pattern that pads without bound, or with what is not known beforehand."""
    if _LONG_PADDING.search(pattern):
        raise TemplateLimitError(f"文字不能补到 {MAX_COUNT // 10_000} 万字以上")


def check_arguments(name: str, value: Any, arguments: Iterable[Any]) -> None:
    """Raise TemplateLimitError where a filter or a method would make of a value a text or a list without bound."""
    given = list(arguments)
    if any(isinstance(one, int) and one > MAX_COUNT for one in given):
        raise TemplateLimitError(f"“{name}”的数字不能超过 {MAX_COUNT // 10_000} 万")
    longest = max((len(one) for one in given if isinstance(one, str)), default=0)
    made = len(value) * longest if isinstance(value, str | list | tuple) else 0
    if name == "join" and isinstance(value, list | tuple):
        made += sum(len(one) for one in value if isinstance(one, str))
    if made > MAX_SIZE or (name == "sum" and any(isinstance(one, list | tuple) for one in given)):
        raise TemplateLimitError(f"“{name}”会拼出太长的文字或列表")
    if name == "format" and isinstance(value, str):
        check_format(value)


def check_call(called: Any, arguments: Iterable[Any]) -> None:
    """Raise TemplateLimitError where a method of a text or a number would make one without bound."""
    method = getattr(called, "__wrapped__", called)
    value, given = getattr(method, "__self__", None), list(arguments)
    if isinstance(value, str | int):
        name = method.__name__
        check_arguments(name, *(given[0], [value]) if name == "join" and given else (value, given))


def engine_of(theme: Theme) -> "Environment":
    """Return the engine with the templates of a theme: what they print is escaped, what is not given is a fault."""
    return _engine(DigestKey(theme))


@lru_cache(maxsize=4)
def _engine(theme: DigestKey[Theme]) -> "Environment":
    from jinja2 import FunctionLoader

    texts = theme.value.texts

    def load(name: str) -> tuple[str, str, None] | None:
        return (texts[name], f"{TEMPLATE_FILE}{name}", None) if name in texts else None

    engine = _engine_class()(
        loader=FunctionLoader(load),
        bytecode_cache=_bytecode_cache_class()(theme.value.compiled) if theme.value.compiled else None,
        undefined=_undefined_class(),
        autoescape=True,
        finalize=_in_full,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    meter = Meter()
    engine.meter, engine.concat = meter, meter.joined  # type: ignore[attr-defined, method-assign]
    filters = {name: function for name, function in engine.filters.items() if name not in REMOVED_FILTERS}
    engine.filters = filters | {name: _bounded(name, filters[name]) for name in _LENGTHENING} | {_TURNS: _turns(meter)}
    engine.globals = {name: value for name, value in engine.globals.items() if name not in REMOVED_GLOBALS}
    return engine


@cache
def _bytecode_cache_class() -> type["FileSystemBytecodeCache"]:
    from jinja2 import FileSystemBytecodeCache

    class BytecodeCache(FileSystemBytecodeCache):
        """Compiled templates in files; where one can't be read or written the template is compiled as if there were none."""

        def load_bytecode(self, bucket: Any) -> None:
            try:
                super().load_bytecode(bucket)
            except Exception:  # whatever pickle says of a file that was cut
                bucket.reset()

        def dump_bytecode(self, bucket: Any) -> None:
            with suppress(OSError):
                super().dump_bytecode(bucket)

    return BytecodeCache


def _in_full(value: Any) -> Any:
    """Return a value as it is printed: an amount in the digits that were written."""
    return digits(value) if type(value) is Decimal else value


def _turns(meter: Meter) -> Callable[..., Iterable[Any]]:
    """Return the filter that every loop is sent through; it needs the context, so it is never run beforehand."""
    from jinja2 import pass_context

    return pass_context(lambda context, items: meter.turns(items))


def _bounded(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a filter that refuses to make a text without bound."""
    first = 1 if hasattr(function, "jinja_pass_arg") else 0

    @wraps(function)
    def filtered(*given: Any, **named: Any) -> Any:
        check_arguments(name, given[first], (*given[first + 1 :], *named.values()))
        return function(*given, **named)

    return filtered


@cache
def _generator_class() -> type["CodeGenerator"]:
    from jinja2.compiler import CodeGenerator

    class MeteredGenerator(CodeGenerator):
        def visit_Concat(self, node: Any, frame: Any) -> None:  # noqa: N802 (as Jinja calls it)
            self.write("environment.put_together(")
            super().visit_Concat(node, frame)
            self.write(")")

    return MeteredGenerator


def _count_turns(source: "nodes.Template", engine: "Environment") -> None:
    """Send what every loop of a template goes through the filter that counts its turns."""
    from jinja2 import nodes

    for loop in list(source.find_all(nodes.For)):
        made: dict[str, Any] = {"lineno": loop.lineno, "environment": engine}
        loop.iter = nodes.Filter(loop.iter, _TURNS, [], [], None, None, **made)
        if loop.recursive:  # called again with other items, which do not pass here
            turn = nodes.Filter(nodes.Tuple([], "load", **made), _TURNS, [], [], None, None, **made)
            loop.body.insert(0, nodes.ExprStmt(turn, **made))


@cache
def _engine_class() -> type["Environment"]:
    from jinja2.runtime import LoopContext, Macro
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    class Engine(ImmutableSandboxedEnvironment):
        meter: Meter
        exhausted: Exception | None = None
        code_generator_class = _generator_class()
        intercepted_binops = frozenset(("*", "**", "+", "%"))

        def _generate(self, source: "nodes.Template", *rest: Any, **named: Any) -> str:
            _count_turns(source, self)
            return super()._generate(source, *rest, **named)

        def getattr(self, obj: Any, attribute: str) -> Any:
            kind = type(obj)
            if attribute[0] != "_" and (type(kind) is StructMeta or kind is LoopContext):  # most often, and safe
                try:
                    return getattr(obj, attribute)
                except AttributeError:
                    return self.undefined(obj=obj, name=attribute)
            return super().getattr(obj, attribute)

        def call(__self, __context: Any, __called: Any, *given: Any, **named: Any) -> Any:  # noqa: N805 (no clash of names)
            __self.meter.step(CALL)
            if type(__called) is Macro:
                return __context.call(__called, *given, **named)
            check_call(__called, (*given, *named.values()))
            return super().call(__context, __called, *given, **named)

        def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
            check_operands(operator, left, right)
            found = super().call_binop(context, operator, left, right)
            return self.put_together(found) if isinstance(found, str) else found

        def get_template(self, *given: Any, **named: Any) -> Any:
            self.meter.step(CALL)
            return super().get_template(*given, **named)

        def put_together(self, text: str) -> str:
            self.meter.put_together(len(text))
            return text

    return Engine


@cache
def _undefined_class() -> Any:
    from jinja2 import StrictUndefined, UndefinedError
    from jinja2.utils import missing

    class MissingValue(StrictUndefined):
        __slots__ = ()

        def __init__(self, hint: Any = None, obj: Any = missing, name: Any = None, exc: Any = UndefinedError) -> None:
            super().__init__(hint, obj, name, exc)

            def annotated(message: str) -> Exception:
                error: Exception = exc(message)
                error.missing = (None if obj is missing else obj, name)  # type: ignore[attr-defined]
                return error

            self._undefined_exception: Any = annotated

    return MissingValue
