"""The cache file."""

import os
import sqlite3
from pathlib import Path

import pytest

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


@pytest.mark.parametrize(
    "trap",
    [
        "DROP TABLE entries; CREATE VIEW entries AS WITH RECURSIVE n(key, value) AS (SELECT 'a', x'00' UNION ALL SELECT key, value FROM n) SELECT * FROM n",
        "CREATE TRIGGER t AFTER INSERT ON entries BEGIN DELETE FROM entries; END",
        "CREATE TABLE other (a)",
        "DROP TABLE entries; CREATE TABLE entries (key TEXT PRIMARY KEY CHECK (length(hex(zeroblob(400000000))) < 0), value BLOB) WITHOUT ROWID",
    ],
)
def test_a_cache_that_is_a_trap(tmp_path: Path, trap: str) -> None:
    """A cache file with an endless view, a trigger, another table or a costly condition is thrown away."""
    path = tmp_path / "cache.sqlite"
    DiskCache(path).close()
    connection = sqlite3.connect(path)
    connection.executescript(trap)
    connection.close()
    cache = DiskCache(path)
    cache.put_many({"a": b"1"})
    assert cache.get_many(["a"]) == {"a": b"1"}
    cache.close()
