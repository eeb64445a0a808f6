"""Bytes that are too many for memory, kept in a file until the run is over."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import overload


class Kept(Sequence[bytes]):
    """Values in a file, read when they are asked for; another process that is handed this reads them for itself."""

    def __init__(self, path: Path, ends: Sequence[int]) -> None:
        self.path, self.ends = path, ends

    def __len__(self) -> int:
        """How many values there are."""
        return len(self.ends)

    @overload
    def __getitem__(self, number: int) -> bytes: ...
    @overload
    def __getitem__(self, number: slice) -> tuple[bytes, ...]: ...
    def __getitem__(self, number: int | slice) -> bytes | tuple[bytes, ...]:
        """Return a value, or some."""
        if isinstance(number, slice):
            return tuple(self[one] for one in range(*number.indices(len(self))))
        if not 0 <= number < len(self):
            raise IndexError(number)
        start = self.ends[number - 1] if number else 0
        with self.path.open("rb") as file:
            file.seek(start)
            return file.read(self.ends[number] - start)


class Spool:
    """A folder that is gone when the block ends."""

    def __enter__(self) -> "Spool":
        """Make the folder."""
        self._folder = TemporaryDirectory()
        self._files = 0
        return self

    def __exit__(self, *_: object) -> None:
        """Remove the folder."""
        self._folder.cleanup()

    def keep(self, values: Iterable[bytes]) -> Kept:
        """Write values one after the other; return them to be read."""
        self._files += 1
        path = Path(self._folder.name) / str(self._files)
        ends = []
        with path.open("wb") as file:
            for value in values:
                file.write(value)
                ends.append(file.tell())
        return Kept(path, ends)
