"""Another machine, by the ssh and rsync of this one: keys, agents, ports and known hosts are theirs, as everywhere.

Nobody is asked for a password: what ssh cannot do by itself fails at once, with what it says.
"""

import os
import shlex
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path
from tempfile import mkdtemp

from .locations import IS_WINDOWS

_SSH = ("ssh", "-o", "BatchMode=yes", "-o", "ConnectTimeout=20", "-o", "ServerAliveInterval=15", "-o", "ServerAliveCountMax=4")
_IDLE_SECONDS = 60
"""How long a connection that nobody ended stays open."""
_SILENT_SECONDS = 60
"""rsync gives up when nothing has moved for so long."""


class SshHost:
    """A host that can be reached: everything that is asked of it goes through one connection, which the block keeps."""

    def __init__(self, host: str) -> None:
        self.host = host

    def __enter__(self) -> "SshHost":
        """Connect. Raises OSError when the host can't be reached."""
        self._folder = Path(mkdtemp(prefix="ssh-"))
        shared = ("-o", "ControlMaster=auto", "-o", f"ControlPersist={_IDLE_SECONDS}", "-o", f"ControlPath={self._folder}/%C")
        self._ssh = _SSH if IS_WINDOWS else (*_SSH, *shared)
        with (self._folder / "said").open("w+b") as said:  # a pipe would stay open for as long as the connection
            try:
                _require("ssh", self.host)
                asked = [*self._ssh, self.host, "true"]
                done = subprocess.run(asked, stdin=subprocess.DEVNULL, stdout=said, stderr=said, check=False)  # noqa: S603
                if done.returncode:
                    said.seek(0)
                    raise OSError(0, _explained(said.read().decode(errors="replace"), self.host), self.host)
            except BaseException:
                self.__exit__()
                raise
        return self

    def __exit__(self, *_: object) -> None:
        """End the connection."""
        if any(self._folder.glob("[0-9a-f]*")):
            subprocess.run([*self._ssh, "-O", "exit", self.host], capture_output=True, check=False)  # noqa: S603
        shutil.rmtree(self._folder, ignore_errors=True)

    def run(self, script: str, data: bytes = b"") -> bytes:
        """Run a shell script, its input being `data`, and return what it prints. Raises OSError when that fails."""
        return self._run([*self._ssh, self.host, f"sh -c {shlex.quote(script)}"], data)

    def send(self, folder: str, paths: Iterable[str], place: str) -> None:
        """Bring files of a folder to a folder of the host; what is there already in the same bytes is not sent again.

        Raises OSError when that was cut off: the files that arrived are whole, and the next attempt goes on from there.
        """
        _require("rsync", self.host)
        how = ("-rp", "--chmod=D755,F644", "--checksum", "--from0", "--files-from=-", "--partial-dir=.rsync-partial", "-s")
        given = b"".join(os.fsencode(path) + b"\0" for path in paths)
        rsync = [
            "rsync",
            *how,
            f"--timeout={_SILENT_SECONDS}",
            "-e",
            shlex.join(self._ssh),
            f"{folder}/",
            f"{self.host}:{place}/",
        ]
        self._run(rsync, given)

    def _run(self, command: list[str], data: bytes) -> bytes:
        done = subprocess.run(command, input=data, capture_output=True, check=False)  # noqa: S603 (no shell here)
        if done.returncode:
            raise OSError(0, _explained(done.stderr.decode(errors="replace"), self.host), self.host)
        return done.stdout


def _require(program: str, host: str) -> None:
    if not shutil.which(program):
        raise OSError(0, f"这台机器上没有 {program}，先安装，例如 apt install openssh-client rsync", host)


def _explained(said: str, host: str) -> str:
    """What ssh, rsync or the script said, and what to do where that is known."""
    lines = [line.strip() for line in said.splitlines() if line.strip()] or ["连接断了；已传的不会重传"]
    for words, what in _KNOWN:
        if words in said:
            return what.format(host=host)
    return lines[-1] if lines[-1].startswith("disclosure:") else lines[0]


_KNOWN = (
    ("Host key verification failed", "还不认识这台服务器：先执行一次 ssh {host}，核对指纹后回答 yes"),
    ("Permission denied (", "服务器不让登录：先能用 ssh {host} 不输密码登录，例如 ssh-copy-id {host}"),
    ("rsync: not found", "服务器上没有 rsync：在服务器上执行 apt install rsync"),
    ("rsync: command not found", "服务器上没有 rsync：在服务器上执行 apt install rsync"),
    ("No space left", "服务器的磁盘已满"),
    ("Permission denied", "服务器上的文件夹不让写：用 ssh {host} 登录后检查它的属主和权限"),
    ("Could not resolve", "找不到这台服务器，核对主机名"),
    ("Connection refused", "服务器不接受 ssh 连接"),
    ("Connection timed out", "连不上服务器"),
    ("Connection closed", "连接断了；已传的不会重传"),
    ("Broken pipe", "连接断了；已传的不会重传"),
    ("connection unexpectedly closed", "连接断了；已传的不会重传"),
)
"""What is said in which case."""
