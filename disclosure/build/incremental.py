"""A function mapped over many items: results from the cache where the inputs are the same, else made here or by workers."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import as_completed
from contextlib import suppress
from functools import partial
from typing import Any, TypeVar

from msgspec import MsgspecError, msgpack

from ..system.snapshot import program_digest
from .context import Runtime

T = TypeVar("T")
R = TypeVar("R")

CHUNK = 64
"""How much work is sent to a worker at a time, in reports: enough to outweigh the cost of sending it."""


def cached_map(
    function: Callable[[T], R],
    items: Sequence[T],
    keys: Sequence[str],
    kind: Any,
    runtime: Runtime,
    what: str = "",
    weights: Sequence[int] | None = None,
    is_current: Callable[[R], bool] = lambda result: True,
) -> list[R]:
    """Return `function(item)` for each item, in order; `keys` are the cache keys of the results.

    Results that the cache has are decoded as `kind` and taken if they are current; the others are made by the executor,
    in chunks by `weights`, and stored. Every result has been through its encoding, so a warm run can't differ from a
    cold one. `what` names the items where progress is shown.
    """
    results = _recent(keys, runtime, is_current)
    decode = msgpack.Decoder(kind).decode
    stored = runtime.cache.get_many([key for number, key in enumerate(keys) if number not in results])
    for number, key in enumerate(keys):
        if key in stored:
            with suppress(MsgspecError):
                value = decode(stored.pop(key))
                if is_current(value):
                    results[number] = value
    chunks = _chunks([number for number in range(len(items)) if number not in results], weights)
    code = program_digest()
    calls = [(partial(_make_chunk, code, function), [items[number] for number in chunk]) for chunk in chunks]
    for at, encoded in _run(calls, runtime):
        fresh = dict(zip(chunks[at], encoded, strict=True))
        runtime.cache.put_many({keys[number]: value for number, value in fresh.items()})
        results |= {number: decode(value) for number, value in fresh.items()}
        runtime.progress(what, len(results), len(items))
    if runtime.recent:
        runtime.recent.current |= {key: results[number] for number, key in enumerate(keys)}
    return [results[number] for number in range(len(items))]


def _recent(keys: Sequence[str], runtime: Runtime, is_current: Callable[[R], bool]) -> dict[int, R]:
    """The results that need not even be decoded, by number."""
    if runtime.recent is None:
        return {}
    known = ((number, runtime.recent.get(key)) for number, key in enumerate(keys))
    return {number: value for number, value in known if value is not None and is_current(value)}


def _chunks(numbers: Sequence[int], weights: Sequence[int] | None) -> list[list[int]]:
    """Put items together until they weigh enough; where that makes several chunks, the first has one item."""
    chunks: list[list[int]] = []
    weigh = weights.__getitem__ if weights else lambda number: 1
    many = sum(map(weigh, numbers)) > CHUNK
    weight = CHUNK
    for number in numbers:
        if weight >= CHUNK or (many and len(chunks) == 1):
            chunks.append([])
            weight = 0
        chunks[-1].append(number)
        weight += weigh(number)
    return chunks


def run_all(runtime: Runtime, function: Callable[[T], R], items: Sequence[T]) -> Iterator[R]:
    """Yield `function(item)` for each item, in order; a single one in this process."""
    found = dict(_run([(function, item) for item in items], runtime))
    return (found[number] for number in range(len(items)))


def _run(calls: Sequence[tuple[Callable[[T], R], T]], runtime: Runtime) -> Iterator[tuple[int, R]]:
    """Yield the number and the result of each call as it is done.

    The first is made in this process: workers are forked after it, with everything that it loaded and computed.
    """
    for function, item in calls[:1]:
        yield 0, function(item)
    futures = {runtime.executor.submit(function, item): number for number, (function, item) in enumerate(calls[1:], start=1)}
    for future in as_completed(futures):
        yield futures.pop(future), future.result()


def _make_chunk(code: str, function: Callable[[T], Any], items: Sequence[T]) -> list[bytes]:
    """The encoded results. Raises OSError in a worker that runs another program than the one that sent the work."""
    if code != program_digest():
        raise OSError(0, "程序在运行中被更新，网站没有改动；请再运行一次")
    encode = msgpack.Encoder().encode
    return [encode(function(item)) for item in items]
