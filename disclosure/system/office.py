"""Old office files → .docx or .xlsx, by the LibreOffice of this machine."""

import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

_SHEETS = (".et", ".xls", ".ods")
_SECONDS = 90


def office_program() -> str:
    """Return the path of LibreOffice on this machine, "" when it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice") or ""


def convert_office(program: str, path: Path) -> tuple[str, bytes] | None:
    """Return the ending and the bytes of the converted file, None when LibreOffice is slow or gives up.

    It runs with a profile of its own, thrown away afterwards, macros and links never run.
    """
    ending = ".xlsx" if path.suffix.lower() in _SHEETS else ".docx"
    with TemporaryDirectory() as folder:
        command = [program, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--norestore", "--convert-to"]
        try:
            subprocess.run(  # noqa: S603 (the program is the machine's own, the file an argument)
                [*command, ending[1:], "--outdir", f"{folder}/out", str(path.resolve())],
                capture_output=True,
                timeout=_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return None
        made = next(Path(f"{folder}/out").glob(f"*{ending}"), None) if Path(f"{folder}/out").is_dir() else None
        return (ending, made.read_bytes()) if made else None
