"""A host that lets in sftp and nothing else, by the sftp of this machine: files are put beside their names and renamed."""

import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from tempfile import TemporaryDirectory

from ..model.digest import digest_of
from .snapshot import digest_of_file
from .ssh_host import SshConnection

_AT_ONCE = 4
_MISSING = ("not found", "No such file")


class SftpHost(SshConnection):
    """A folder of such a host with the files of a site. Methods raise OSError when the host refuses."""

    def __init__(self, host: str, port: str, root: str) -> None:
        super().__init__(host, ("-o", f"Port={port}") if port else ())
        self.root = root
        self.made: set[str] = set()
        self.replaces = True
        """Whether a file may be renamed to the name of one that is there, as servers other than OpenSSH's may not allow."""

    def read(self, path: str) -> bytes | None:
        """Return a file, None where it is not there."""
        with TemporaryDirectory() as folder:
            try:
                self._batch([f"get {self._place(path)} {_quoted(f'{folder}/file')}"])
            except _NotThere:
                return None
            with open(f"{folder}/file", "rb") as file:
                return file.read()

    def names(self, folder: str) -> tuple[str, ...]:
        """Return the paths of the files right in a folder of it."""
        with suppress(_NotThere):
            lines = self._batch([f"ls -1 {self._place(folder)}"]).decode(errors="replace").splitlines()
            return tuple(sorted(f"{folder}/{line.rpartition('/')[2]}" for line in lines if not line.startswith("sftp> ")))
        return ()

    def same(self, site: str, files: Mapping[str, str], noted: Mapping[str, str]) -> frozenset[str]:
        """Return which files of the site folder are noted with their digests; the host can't be asked for more."""
        del site
        return frozenset(path for path, digest in files.items() if noted.get(path) == digest)

    def put(self, site: str, files: Mapping[str, str]) -> None:
        """Bring files of the site folder here; whoever reads one sees the old or the new one, whole."""
        for path, digest in files.items():
            if digest_of_file(f"{site}/{path}") != digest:
                raise OSError(0, "网站里的文件和清单不符，没有公开；请再生成一次", f"{site}/{path}")
        self._send({path: f"{site}/{path}" for path in files})

    def write(self, path: str, data: bytes) -> None:
        """Put a file of these bytes here."""
        with TemporaryDirectory() as folder:
            with open(f"{folder}/file", "wb") as file:
                file.write(data)
            os.chmod(f"{folder}/file", 0o644)  # noqa: PTH101 (a name, no path)
            self._send({path: f"{folder}/file"})

    def remove(self, paths: Iterable[str]) -> None:
        """Remove files, and the folders that are empty then."""
        given = tuple(paths)
        folders = {folder for path in given for folder in _folders(path)}
        deepest_first = sorted(folders, key=lambda folder: -folder.count("/"))
        commands = (*(f"-rm {self._place(path)}" for path in given), *(f"-rmdir {self._place(one)}" for one in deepest_first))
        if commands:
            self._batch(commands)

    def _send(self, files: Mapping[str, str]) -> None:
        """Put files by their paths, in several sessions."""
        folders = {folder for path in files for folder in _folders(path)} - self.made
        made = ["", *sorted(folders)] if not self.made else sorted(folders)
        if made:
            self._batch(f"-mkdir {self._place(folder)}" for folder in made)
            self.made |= {"", *folders}
        paths = list(files)
        parts = [{path: files[path] for path in paths[start::_AT_ONCE]} for start in range(min(_AT_ONCE, len(paths)))]
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            list(pool.map(self._send_part, parts))

    def _send_part(self, files: Mapping[str, str]) -> None:
        try:
            self._batch(self._put_commands(files))
        except _NotRenamed:
            if not self.replaces:
                raise
            self.replaces = False
            self._batch(self._put_commands(files))

    def _put_commands(self, files: Mapping[str, str]) -> Iterator[str]:
        for path, file in files.items():
            folder, slash, _ = path.rpartition("/")
            beside = self._place(f"{folder}{slash}.{digest_of(path.encode())[:12]}.new")
            yield f"put {_quoted(file)} {beside}"
            yield f"-chmod 644 {beside}"
            if not self.replaces:
                yield f"-rm {self._place(path)}"
            yield f"rename {beside} {self._place(path)}"

    def _place(self, path: str) -> str:
        return _quoted(f"{self.root}/{path}" if path else self.root)

    def _batch(self, commands: Iterable[str]) -> bytes:
        by_ssh = ("-S", shutil.which("ssh") or "ssh")
        return self.asked(["sftp", *self.how, *by_ssh, "-b", "-", self.host], "".join(f"{one}\n" for one in commands).encode())

    def refusal(self, said: str) -> OSError:
        """Return the error that sftp's words stand for; what is missing and what could not be renamed are told apart."""
        if "rename" in said and ": Failure" in said:
            return _NotRenamed(0, "服务器不让替换已有的文件", self.host)
        if any(words in said for words in _MISSING):
            return _NotThere(0, "服务器上没有这个文件夹，或者不让进", self.host)
        return super().refusal(said)


class _NotThere(OSError):
    """A file or folder that is not on the host."""


class _NotRenamed(OSError):
    """A file that could not get the name of another one."""


def _folders(path: str) -> Iterator[str]:
    """The folders that a path lies in, the outermost first."""
    parts = path.split("/")[:-1]
    return ("/".join(parts[: number + 1]) for number in range(len(parts)))


def _quoted(path: str) -> str:
    """A path for sftp, which takes what is in quotes as it is, but for these two signs."""
    return '"{}"'.format(path.replace("\\", r"\\").replace('"', r"\""))
