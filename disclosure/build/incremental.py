"""Work mapped over many items: remembered where it was done before, else done here or by workers."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import as_completed
from functools import partial
from typing import Any, TypeVar

from msgspec import MsgspecError, msgpack

from .context import Tools

T = TypeVar("T")
R = TypeVar("R")

CHUNK = 64
"""The weight of what a worker is given at a time, in reports: enough to pay for the way there."""


def cached_map(
    function: Callable[[T], R],
    items: Sequence[T],
    keys: Sequence[str],
    of: Any,
    tools: Tools,
    what: str = "",
    weights: Sequence[int] | None = None,
    still: Callable[[R], bool] | None = None,
) -> list[R]:
    """Return `function(item)` for each item, in order, where `keys` address the results.

    Results the cache has are decoded as type `of`, and taken while they are `still` good; the others are made by the
    executor, in chunks by `weights`, and stored. What is returned has always been through its encoding, so a warm run
    can't differ from a cold one.
    """
    decode = msgpack.Decoder(of).decode
    known = [(number, tools.memory.get(key)) for number, key in enumerate(keys)] if tools.memory else []
    results: dict[int, R] = {n: value for n, value in known if value is not None and (still is None or still(value))}
    stored = tools.cache.get_many([key for number, key in enumerate(keys) if number not in results])
    for number, key in enumerate(keys):
        if key in stored:
            try:
                value = decode(stored[key])
            except MsgspecError:
                continue
            if still is None or still(value):
                results[number] = value
    chunks = _chunks([number for number in range(len(items)) if number not in results], weights)
    done = len(results)
    calls = [(partial(_make_chunk, function), [items[number] for number in chunk]) for chunk in chunks]
    fresh: dict[str, bytes] = {}
    for at, encoded in _run(calls, tools):
        for number, value in zip(chunks[at], encoded, strict=True):
            fresh[keys[number]] = value
            results[number] = decode(value)
        done += len(chunks[at])
        tools.progress(what, done, len(items))
    tools.cache.put_many(fresh)
    if tools.memory:
        tools.memory.now |= {key: results[number] for number, key in enumerate(keys)}
    return [results[number] for number in range(len(items))]


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


def run_all(tools: Tools, function: Callable[[T], R], items: Sequence[T]) -> Iterator[R]:
    """Yield `function(item)` for each item, in order; a single one is worked on here."""
    found = dict(_run([(function, item) for item in items], tools))
    return (found[number] for number in range(len(items)))


def _run(calls: Sequence[tuple[Callable[[T], R], T]], tools: Tools) -> Iterator[tuple[int, R]]:
    """Yield the number and the result of each call as it is done.

    The first is worked on here: workers that start after it begin with all that it loaded and worked out.
    """
    for function, item in calls[:1]:
        yield 0, function(item)
    futures = {tools.executor.submit(function, item): number for number, (function, item) in enumerate(calls[1:], start=1)}
    for future in as_completed(futures):
        yield futures.pop(future), future.result()


def _make_chunk(function: Callable[[T], Any], items: Sequence[T]) -> list[bytes]:
    encode = msgpack.Encoder().encode
    return [encode(function(item)) for item in items]
