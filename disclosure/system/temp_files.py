"""Temporary files: lists of bytes that are too large for memory, gone when the run is over."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import overload


class BytesFile(Sequence[bytes]):
    """Values in a file, each read when it is asked for; another process that is given this reads them for itself."""

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


class TempFiles:
    """A temporary folder that is removed when the block ends."""

    def __enter__(self) -> "TempFiles":
        """Make the folder."""
        self._folder = TemporaryDirectory()
        self._files = 0
        return self

    def __exit__(self, *_: object) -> None:
        """Remove the folder."""
        self._folder.cleanup()

    def store(self, values: Iterable[bytes]) -> BytesFile:
        """Write values one after the other into a new file, and return them to be read."""
        self._files += 1
        path = Path(self._folder.name) / str(self._files)
        ends = []
        with path.open("wb") as file:
            for value in values:
                file.write(value)
                ends.append(file.tell())
        return BytesFile(path, ends)
