"""Files that a command writes for an author: whole or not at all, and what they replace is kept."""

import errno
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from disclosure.system.files import create, line_of, rewrite, supersede
from tests.support.faults import failing_call
from tests.support.portal import tree

OLD, NEW = b"old " * 100, b"new " * 200


@pytest.mark.parametrize("write", [rewrite, supersede, lambda path, data: create(path, data.decode())])
@pytest.mark.parametrize("existing", [True, False])
def test_any_call_may_fail(tmp_path: Path, write: Callable[[Path, bytes], Any], existing: bool) -> None:
    """Whichever call fails, the file is the old one or the new one, and nothing lies beside it but what was kept."""
    for number in range(1, 40):
        folder = tmp_path / str(number)
        folder.mkdir()
        path = folder / "2023.md"
        if existing:
            path.write_bytes(OLD)
        before = tree(folder)
        write_with_fault(write, path, number)
        after = tree(folder)
        changed = {"2023.md": NEW, "2023.md.bak": OLD} if write is supersede and existing else {"2023.md": NEW}
        left = {name for name in after if name.startswith(".")}
        assert {name: body for name, body in after.items() if name not in left} in (before, changed)
        assert len(left) <= 1


def write_with_fault(write: Callable[[Path, bytes], Any], path: Path, number: int) -> None:
    """Write with the n-th call failing."""
    with failing_call(number, errno.ENOSPC):
        try:
            write(path, NEW)
        except OSError as error:
            assert error.errno == errno.ENOSPC


def test_what_was_kept_is_never_replaced(tmp_path: Path) -> None:
    """Each file that was replaced is kept under a name of its own; the same bytes are no replacement."""
    path = tmp_path / "2023.md"
    kept = [supersede(path, data) for data in (b"1", b"1", b"2", b"3")]
    assert kept == [None, None, tmp_path / "2023.md.bak", tmp_path / "2023.md.2.bak"]
    assert tree(tmp_path) == {"2023.md": b"3", "2023.md.bak": b"1", "2023.md.2.bak": b"2"}


def test_a_line_in_another_encoding(tmp_path: Path) -> None:
    """A line is shown as a person knows it, also where its file is GBK; there is none behind the last."""
    file = tmp_path / "2024.md"
    for encoding in ("utf-8", "utf-8-sig", "gb18030"):
        file.write_bytes("title: 柳林镇\r\nx\u3000y\r\n".encode(encoding))
        assert [line_of(str(file), number) for number in (1, 2, 3)] == ["title: 柳林镇", "x\u3000y", ""]


def test_a_line_without_end(tmp_path: Path) -> None:
    """Of a file that is one endless line its beginning is shown, whatever its size."""
    file = tmp_path / "2024.md"
    file.write_bytes(b"x" * 3_000_000)
    assert [len(line_of(str(file), number)) for number in (1, 2, 4)] == [1_000_000, 1_000_000, 0]
