"""The template engine: Jinja's sandbox, with a meter on what a template does, so that none runs for ever or fills the memory."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from decimal import Decimal
from functools import cache, lru_cache, wraps
from typing import TYPE_CHECKING, Any

from msgspec import StructMeta

from ..model.digest_key import DigestKey
from ..model.report import digits
from ..model.theme import Theme
from .template_meter import CALL, Meter, check_arguments, check_call, check_operands, is_holder, weighing

if TYPE_CHECKING:
    from jinja2 import Environment, FileSystemBytecodeCache, nodes
    from jinja2.compiler import CodeGenerator

TEMPLATE_FILE = "theme:"
"""What the names of compiled templates begin with, by which they are known in a traceback."""
REMOVED_FILTERS, REMOVED_GLOBALS = ("random",), ("lipsum",)
"""What would make another page of the same content."""
_LENGTHENING = ("center", "indent", "batch", "slice", "wordwrap", "truncate", "round", "format", "join", "replace", "sum")
"""Filters by which a text or a list can become longer."""
_TURNS = "turns of a loop"
"""The name of a filter that no template can write."""


def engine_of(theme: Theme) -> "Environment":
    """Return the engine with the templates of a theme: what they print is escaped, what is not given is a fault."""
    return _engine(DigestKey(theme))


@lru_cache(maxsize=4)
def _engine(theme: DigestKey[Theme]) -> "Environment":
    from jinja2 import FunctionLoader

    texts = theme.value.texts

    def load(name: str) -> tuple[str, str, None] | None:
        return (texts[name], f"{TEMPLATE_FILE}{name}", None) if name in texts else None

    meter = Meter()
    engine = _engine_class()(
        loader=FunctionLoader(load),
        bytecode_cache=_bytecode_cache_class()(theme.value.compiled) if theme.value.compiled else None,
        undefined=_undefined_class(),
        autoescape=True,
        auto_reload=False,
        cache_size=-1,
        finalize=_finalizer(meter),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    engine.meter, engine.weighed, engine.concat = meter, meter.weighed, meter.joined  # type: ignore[attr-defined, method-assign]
    kept = {name: function for name, function in engine.filters.items() if name not in REMOVED_FILTERS}
    filters = {name: weighing(function, meter.weigh) for name, function in kept.items()}
    engine.filters = filters | {name: _bounded(name, filters[name]) for name in _LENGTHENING} | {_TURNS: _turns(meter)}
    engine.globals = {name: value for name, value in engine.globals.items() if name not in REMOVED_GLOBALS}
    engine.globals["namespace"] = _namespace_class()
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


def _finalizer(meter: Meter) -> Callable[[Any], Any]:
    """Return what makes of a value what is printed: of an amount the digits that were written, of a list one within bounds."""

    def in_full(value: Any) -> Any:
        if isinstance(value, str):  # most often
            return value
        if is_holder(value):
            meter.weigh((value,))
        return digits(value) if type(value) is Decimal else value

    return in_full


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

        def visit_List(self, node: Any, frame: Any) -> None:  # noqa: N802
            self.write("environment.weighed(")
            super().visit_List(node, frame)
            self.write(")")

        def visit_Dict(self, node: Any, frame: Any) -> None:  # noqa: N802
            self.write("environment.weighed(")
            super().visit_Dict(node, frame)
            self.write(")")

        def visit_Tuple(self, node: Any, frame: Any) -> None:  # noqa: N802
            self.write("environment.weighed(" if node.ctx == "load" else "(")
            super().visit_Tuple(node, frame)
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
    from jinja2.runtime import LoopContext

    class Engine(_metered_class()):  # type: ignore[misc]  # a class that is made when it is asked for
        exhausted: Exception | None = None
        code_generator_class = _generator_class()

        def _generate(self, source: "nodes.Template", *rest: Any, **named: Any) -> str:
            _count_turns(source, self)
            return str(super()._generate(source, *rest, **named))

        def getattr(self, obj: Any, attribute: str) -> Any:
            kind = type(obj)
            if attribute[0] != "_" and (type(kind) is StructMeta or kind is LoopContext):  # most often, and safe
                try:
                    return getattr(obj, attribute)
                except AttributeError:
                    return self.undefined(obj=obj, name=attribute)
            return super().getattr(obj, attribute)

    return Engine


@cache
def _metered_class() -> type["Environment"]:
    from jinja2.runtime import Macro
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    class MeteredSandbox(ImmutableSandboxedEnvironment):
        meter: Meter
        intercepted_binops = frozenset(("*", "**", "+", "%"))

        def call(__self, __context: Any, __called: Any, *given: Any, **named: Any) -> Any:  # noqa: N805 (no clash of names)
            __self.meter.step(CALL)
            __self.meter.weigh((*given, *named.values()))
            if type(__called) is Macro:  # as `Context.call` does it, without asking what it is
                named.pop("_block_vars", None)
                named.pop("_loop_vars", None)
                return __called(__context.eval_ctx, *given, **named)
            check_call(__called, (*given, *named.values()))
            return super().call(__context, __called, *given, **named)

        def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
            check_operands(operator, left, right)
            found = super().call_binop(context, operator, left, right)
            self.meter.weigh((found,))
            return self.put_together(found) if isinstance(found, str) else found

        def get_template(self, *given: Any, **named: Any) -> Any:
            self.meter.step(CALL)
            return super().get_template(*given, **named)

        def put_together(self, text: str) -> str:
            self.meter.put_together(len(text))
            return text

    return MeteredSandbox


@cache
def _namespace_class() -> type:
    from jinja2.utils import Namespace

    class ShortNamespace(Namespace):
        """One that does not show what it holds, which may be others."""

        def __repr__(self) -> str:
            return "<Namespace>"

    return ShortNamespace


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
