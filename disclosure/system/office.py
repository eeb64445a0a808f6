"""Old office files → .docx or .xlsx, by the LibreOffice of this machine."""

import os
import shutil
import signal
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

_SHEETS = (".et", ".xls", ".ods")
_SECONDS, _EACH = 85, 5
"""What a run may take: so much to start, and so much for each file."""


def office_program() -> str:
    """Return the path of LibreOffice on this machine, "" when it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice") or ""


def convert_office_files(program: str, files: Mapping[str, bytes]) -> dict[str, tuple[str, bytes]]:
    """Return the ending and the bytes of each converted file by its name; those that LibreOffice gives up on are left out.

    All go through one run of it, which takes seconds to start; what a broken file took down with it is tried again alone.
    """
    suffixes = {name: PurePosixPath(name).suffix.lower() for name in files}
    found: dict[str, tuple[str, bytes]] = {}
    for ending in (".docx", ".xlsx"):
        names = [name for name, suffix in suffixes.items() if (suffix in _SHEETS) is (ending == ".xlsx")]
        runs = [names] if names else []
        for run in runs:
            made = _converted(program, [(files[name], suffixes[name]) for name in run], ending)
            found |= {run[number]: (ending, data) for number, data in made.items()}
            if run is names and len(names) > 1:
                runs += [[name] for name in names if name not in found]
    return found


def _converted(program: str, files: Sequence[tuple[bytes, str]], ending: str) -> dict[int, bytes]:
    """The bytes that files with these suffixes become, by their numbers.

    The program runs with a profile of its own, thrown away afterwards, macros and links never run.
    """
    with TemporaryDirectory() as folder:
        sources = [Path(folder) / f"{number}{suffix}" for number, (_, suffix) in enumerate(files)]
        for source, (data, _) in zip(sources, files, strict=True):
            source.write_bytes(data)
        command = [program, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--norestore", "--convert-to"]
        with suppress(subprocess.TimeoutExpired):
            _run_group([*command, ending[1:], "--outdir", f"{folder}/out", *map(str, sources)], _SECONDS + _EACH * len(files))
        made = {number: Path(f"{folder}/out/{number}{ending}") for number in range(len(files))}
        return {number: path.read_bytes() for number, path in made.items() if path.is_file()}


def _run_group(command: list[str], seconds: float) -> None:
    """Run a program; when its time is over, it ends with all that it started. Raises TimeoutExpired then."""
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True) as process:  # noqa: S603 (the machine's own program, the file an argument)
        try:
            process.wait(seconds)
        finally:
            with suppress(OSError):
                os.killpg(process.pid, signal.SIGKILL) if hasattr(os, "killpg") else process.kill()
