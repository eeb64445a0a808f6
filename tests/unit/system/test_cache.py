"""The cache file."""

import os
from pathlib import Path

from disclosure.system.cache import DiskCache


def test_cache_is_bounded(tmp_path: Path) -> None:
    """A cache over its bound keeps only what the last run asked for."""
    cache = DiskCache(tmp_path / "cache.sqlite", largest=100_000)
    cache.put_many({f"old{number}": os.urandom(10_000) for number in range(30)})
    cache.close()
    cache = DiskCache(tmp_path / "cache.sqlite", largest=100_000)
    cache.put_many({"new": b"value"})
    cache.close()
    cache = DiskCache(tmp_path / "cache.sqlite")
    assert cache.get_many(["new", "old1"]) == {"new": b"value"}
    cache.close()
    assert (tmp_path / "cache.sqlite").stat().st_size < 100_000
