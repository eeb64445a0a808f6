"""Compiled patterns of the program's modules, kept beside it as compiled templates are: in `__pycache__`, nothing lost without.

Compiling the patterns of the checks takes a fifth of a small build. What is kept of each is the code that the standard library
made of it, which its engine looks through before it runs it.
"""

import marshal
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib import import_module
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any

from .locations import PACKAGE

MOST = 4_000
"""Patterns that are kept; where there are more, those of earlier versions of the program are among them."""
_compiler: Any = import_module("re._compiler")
_parser: Any = import_module("re._parser")
_engine: Any = import_module("_sre")

_Key = tuple[str, int]
"""A pattern and its flags."""
_Code = tuple[int, list[int], int, dict[str, int], tuple[str | None, ...]]
"""All flags, the code, how many groups there are, and their numbers and names."""


@contextmanager
def kept_patterns() -> Iterator[None]:
    """Take what the patterns of modules are compiled to from the last run, and keep it for the next."""
    kept, new, plain = _read(), list[_Key](), _compiler.compile

    def compiled(pattern: Any, flags: int = 0) -> re.Pattern[Any]:
        key = (pattern, int(flags))
        if isinstance(pattern, str) and (code := kept.get(key)):
            return _engine.compile(pattern, *code)  # type: ignore[no-any-return]
        if isinstance(pattern, str) and _is_of_module():
            new.append(key)
        return plain(pattern, flags)  # type: ignore[no-any-return]

    _compiler.compile = compiled
    try:
        yield
    finally:
        _compiler.compile = plain
        if new and not sys.dont_write_bytecode:
            _write((kept if len(kept) + len(new) < MOST else {}) | {key: _code(*key) for key in new})


def _is_of_module() -> bool:
    """Whether a module is being loaded, whose patterns are the same in each run; the others may be made of what reports say."""
    frame = sys._getframe(1)
    while frame and frame.f_code.co_name != "<module>":
        frame = frame.f_back  # type: ignore[assignment]
    return bool(frame and frame.f_globals["__name__"] != "__main__")


def _code(pattern: str, flags: int) -> _Code:
    parsed = _parser.parse(pattern, flags)
    numbers = parsed.state.groupdict
    names: list[str | None] = [None] * parsed.state.groups
    for name, number in numbers.items():
        names[number] = name
    code = [int(one) for one in _compiler._code(parsed, flags)]
    return int(flags | parsed.state.flags), code, parsed.state.groups - 1, dict(numbers), tuple(names)


def _file() -> Path:
    return Path(cache_from_source(str(PACKAGE / "__init__.py"))).with_name(
        f"patterns-{sys.implementation.cache_tag}-{_engine.MAGIC}"
    )


def _read() -> dict[_Key, _Code]:
    """What is kept; nothing where it can't be read."""
    try:
        found: dict[_Key, _Code] = marshal.loads(_file().read_bytes())  # noqa: S302 (as trusted as the modules beside it)
    except (OSError, EOFError, ValueError, TypeError):
        return {}
    return found


def _write(codes: dict[_Key, _Code]) -> None:
    """Keep them; whoever reads them meanwhile has those from before."""
    place = _file()
    with suppress(OSError):
        place.parent.mkdir(parents=True, exist_ok=True)
        beside = place.with_name(f"{place.name}.{os.getpid()}")
        beside.write_bytes(marshal.dumps(codes))
        beside.replace(place)
