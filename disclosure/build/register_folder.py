"""The register as it lies in a content folder."""

from pathlib import Path

from ..model.finding import Finding
from ..publishing.register import ACTS, Register, read_register
from ..system.files import read_bytes
from ..system.snapshot import snapshot_folder


def read_register_folder(content: Path) -> tuple[Register, tuple[Finding, ...]]:
    """Return what the acts in a content folder say, and what is damaged; an empty register where there are none."""
    folder = content / ACTS
    names = [name for name in snapshot_folder(folder).stats if name.endswith(".json")]
    return read_register({f"{ACTS}/{name}": read_bytes(f"{folder}/{name}") for name in names}, content.as_posix())
