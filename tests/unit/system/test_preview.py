"""What the preview shows beside the files of the last build."""

from collections.abc import Callable
from pathlib import Path

import pytest

from disclosure.system import preview
from disclosure.system.preview import Preview


def test_a_pdf_is_printed_of_its_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is made of the page and the files that the page shows, as they are when it is asked for, and of no other folder's."""
    (tmp_path / "site" / "office").mkdir(parents=True)
    (tmp_path / "site" / "office" / "2022.html").write_bytes(b"page")
    (tmp_path / "site" / "site.css").write_bytes(b"sheet")
    (tmp_path / "secret.css").write_bytes(b"secret")

    def printed(page: bytes, path: str, address: str, read: Callable[[str], bytes | None]) -> bytes:
        return b"|".join((page, path.encode(), address.encode(), read("site.css") or b"-", read("../secret.css") or b"-"))

    monkeypatch.setattr(preview, "print_pdf", printed)
    shown = Preview(tmp_path / "site", lambda complete: None, 0, lambda path: False)
    assert shown.pdf("office/2022.pdf") == b"page|office/2022.pdf||sheet|-"
    assert shown.pdf("office/2021.pdf") is None
