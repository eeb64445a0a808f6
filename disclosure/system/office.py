"""Old office files → .docx or .xlsx, by the LibreOffice of this machine."""

import os
import shutil
import signal
import subprocess
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

_SHEETS = (".et", ".xls", ".ods")
_SECONDS = 90


def office_program() -> str:
    """Return the path of LibreOffice on this machine, "" when it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice") or ""


def convert_office(program: str, data: bytes, suffix: str) -> tuple[str, bytes] | None:
    """Return the ending and the bytes of the converted file, None when LibreOffice is slow or gives up.

    It runs with a profile of its own, thrown away afterwards, macros and links never run.
    """
    ending = ".xlsx" if suffix.lower() in _SHEETS else ".docx"
    with TemporaryDirectory() as folder:
        source = Path(folder) / f"source{suffix.lower()}"
        source.write_bytes(data)
        command = [program, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--norestore", "--convert-to"]
        try:
            _run_group([*command, ending[1:], "--outdir", f"{folder}/out", str(source)])
        except subprocess.TimeoutExpired:
            return None
        made = next(Path(f"{folder}/out").glob(f"*{ending}"), None) if Path(f"{folder}/out").is_dir() else None
        return (ending, made.read_bytes()) if made else None


def _run_group(command: list[str]) -> None:
    """Run a program; when its time is over, it ends with all that it started. Raises TimeoutExpired then."""
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True) as process:  # noqa: S603 (the machine's own program, the file an argument)
        try:
            process.wait(_SECONDS)
        finally:
            with suppress(OSError):
                os.killpg(process.pid, signal.SIGKILL) if hasattr(os, "killpg") else process.kill()
