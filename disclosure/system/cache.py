"""The cache: results by key, in one SQLite file. Deleting it costs only time.

Values are plain bytes with a checksum; whoever decodes them checks their types, so a damaged or
hostile file can at worst be ignored.
"""

import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Protocol

_LAYOUT = 1
_TABLE = "CREATE TABLE entries (key TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID"
_BATCH = 500
_CHECK = 8
_WAIT = 10.0


class Cache(Protocol):
    """Bytes by key; what it does not have is made again."""

    def get_many(self, keys: Iterable[str]) -> dict[str, bytes]:
        """Return what is stored under these keys."""
        ...

    def put_many(self, values: Mapping[str, bytes]) -> None:
        """Store values under their keys."""
        ...

    def close(self) -> None:
        """Close it, reduced to its limit."""
        ...


class NoCache:
    """Stores nothing."""

    def get_many(self, keys: Iterable[str]) -> dict[str, bytes]:
        """Return nothing, whatever the keys."""
        del keys
        return {}

    def put_many(self, values: Mapping[str, bytes]) -> None:
        """Store nothing."""

    def close(self) -> None:
        """Do nothing."""


class DiskCache:
    """Stores results across runs. A file that SQLite can't read is deleted; on a full disk nothing more is stored."""

    def __init__(self, path: Path, largest: int = 256 << 20) -> None:
        self.path, self.largest = path, largest
        self.used: set[str] = set()
        self.weight = 0
        self.connection = self._open()

    def _open(self) -> sqlite3.Connection | None:
        for _ in range(2):
            with suppress(OSError, sqlite3.Error):
                return self._connect()
            with suppress(OSError):
                self.path.unlink()
        return None

    def _connect(self) -> sqlite3.Connection:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(self.path, timeout=_WAIT, isolation_level=None)
        try:
            if connection.execute("SELECT count(*) FROM sqlite_master WHERE sql IS NOT ?", [_TABLE]).fetchone()[0]:
                raise sqlite3.DatabaseError("other tables, conditions, views and triggers are not ours")
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = OFF")
            if connection.execute("PRAGMA user_version").fetchone()[0] != _LAYOUT:
                connection.execute("DROP TABLE IF EXISTS entries")
            connection.execute(_TABLE.replace("TABLE", "TABLE IF NOT EXISTS", 1))
            connection.execute(f"PRAGMA user_version = {_LAYOUT}")
        except BaseException:
            connection.close()
            raise
        return connection

    def get_many(self, keys: Iterable[str]) -> dict[str, bytes]:
        """Return what is stored under these keys and passes its checksum."""
        wanted = list(keys)
        self.used.update(wanted)
        found: dict[str, bytes] = {}
        for start in range(0, len(wanted), _BATCH) if self.connection else ():
            batch = wanted[start : start + _BATCH]
            marks = ",".join("?" * len(batch))
            try:
                assert self.connection
                for key, value in self.connection.execute(f"SELECT key, value FROM entries WHERE key IN ({marks})", batch):
                    if isinstance(value, bytes) and _sound(value):
                        found[key] = value[_CHECK:]
                        self.weight += len(value)
            except sqlite3.Error:
                self._give_up()
                break
        return found

    def put_many(self, values: Mapping[str, bytes]) -> None:
        """Store values under their keys; where that fails, they are not stored."""
        if not self.connection or not values:
            return
        rows = ((key, _checksum(value) + value) for key, value in values.items())
        self.used.update(values)
        self.weight += sum(map(len, values.values()))
        try:
            self.connection.execute("BEGIN IMMEDIATE")
            self.connection.executemany("INSERT OR REPLACE INTO entries VALUES (?, ?)", rows)
            self.connection.execute("COMMIT")
        except sqlite3.Error:
            self._give_up()

    def _give_up(self) -> None:
        """Go on without the file; one that is broken is deleted, one that is only busy or full stays."""
        connection, self.connection = self.connection, None
        if connection:
            with suppress(sqlite3.Error):
                broken = connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",)
                connection.close()
                if not broken:
                    return
            with suppress(OSError):
                self.path.unlink()

    def close(self) -> None:
        """Close the file; past its limit, and past twice what this run used, only what it used stays."""
        if not self.connection:
            return
        with suppress(sqlite3.Error):
            pages, size = (self.connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size"))
            if pages * size > max(self.largest, 2 * self.weight):
                self.connection.execute("CREATE TEMP TABLE used (key TEXT PRIMARY KEY) WITHOUT ROWID")
                self.connection.executemany("INSERT OR IGNORE INTO used VALUES (?)", [(key,) for key in self.used])
                self.connection.execute("DELETE FROM entries WHERE key NOT IN (SELECT key FROM used)")
                self.connection.execute("VACUUM")
        with suppress(sqlite3.Error):
            self.connection.close()


def _checksum(value: bytes) -> bytes:
    return blake2b(value, digest_size=_CHECK).digest()


def _sound(value: bytes) -> bool:
    return value[:_CHECK] == _checksum(value[_CHECK:])
