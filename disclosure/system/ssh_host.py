"""Another machine, by the ssh and rsync of this one: keys, agents, ports and known hosts are theirs, as everywhere.

Nobody is asked for a password: what ssh cannot do by itself fails at once, with what it says. A host without keys gets the
password that stands in the environment as `SSHPASS`, the name that `sshpass` gave it.
"""

import os
import shlex
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryFile, mkdtemp
from typing import Self

from .locations import IS_WINDOWS

_PASSWORD = "SSHPASS"  # noqa: S105 (the name of a variable)
_SILENT = ("-o", "BatchMode=yes")
_BY_PASSWORD = ("-o", "BatchMode=no", "-o", "NumberOfPasswordPrompts=1", "-o", "StrictHostKeyChecking=yes")
_SETTINGS = ("-o", "ConnectTimeout=20", "-o", "ServerAliveInterval=15", "-o", "ServerAliveCountMax=4")
_IDLE_SECONDS = 60
"""How long a connection that nobody ended stays open."""
_SILENT_SECONDS = 60
"""rsync gives up when nothing has moved for so long."""


class SshConnection:
    """A host that can be reached by ssh: all that is asked of it goes through one connection, which the block keeps."""

    def __init__(self, host: str, options: tuple[str, ...] = ()) -> None:
        self.host = host
        self.options = options

    def __enter__(self) -> Self:
        """Make ready; the connection is made with what is asked first."""
        _require("ssh", self.host)
        self.folder = Path(mkdtemp(prefix="ssh-"))
        shared = ("-o", "ControlMaster=auto", "-o", f"ControlPersist={_IDLE_SECONDS}", "-o", f"ControlPath={self.folder}/%C")
        asking = _BY_PASSWORD if os.environ.get(_PASSWORD) else _SILENT
        self.how = (*asking, *_SETTINGS, *self.options, *(() if IS_WINDOWS else shared))
        self.environment = {**os.environ, **(self._answering() if asking is _BY_PASSWORD else {})}
        return self

    def _answering(self) -> dict[str, str]:
        """What lets ssh take the password from the environment, by way of a program that prints it."""
        program = self.folder / "askpass"
        program.write_text(f'#!/bin/sh\nprintf "%s\\n" "${_PASSWORD}"\n', encoding="utf-8")
        program.chmod(0o700)
        return {"SSH_ASKPASS": str(program), "SSH_ASKPASS_REQUIRE": "force"}

    def __exit__(self, *_: object) -> None:
        """End the connection."""
        if any(self.folder.glob("[0-9a-f]*")):
            subprocess.run(["ssh", *self.how, "-O", "exit", self.host], capture_output=True, check=False)  # noqa: S603, S607
        shutil.rmtree(self.folder, ignore_errors=True)

    def asked(self, command: list[str], data: bytes = b"") -> bytes:
        """Run a program of this machine that connects, its input being `data`; return what it prints. Raises OSError."""
        with TemporaryFile() as out, TemporaryFile() as said:  # pipes would stay open for as long as the connection
            done = subprocess.run(command, input=data, stdout=out, stderr=said, env=self.environment, check=False)  # noqa: S603
            out.seek(0)
            said.seek(0)
            if done.returncode:
                raise self.refusal((said.read() or out.read()).decode(errors="replace"))
            return out.read()

    def refusal(self, said: str) -> OSError:
        """Return the error that a program's words stand for; what is to be done is in it where that is known."""
        lines = [line.strip() for line in said.splitlines() if line.strip()] or ["连接断了；已传的不会重传"]
        known = (what.format(host=self.host) for words, what in _KNOWN if words in said)
        last = lines[-1] if lines[-1].startswith("disclosure:") else lines[0]
        return OSError(0, next(known, last), self.host)


class SshHost(SshConnection):
    """A host with a shell and rsync."""

    def run(self, script: str, data: bytes = b"") -> bytes:
        """Run a shell script, its input being `data`, and return what it prints. Raises OSError when that fails."""
        return self.asked(["ssh", *self.how, self.host, f"sh -c {shlex.quote(script)}"], data)

    def send(self, folder: str, paths: Iterable[str], place: str) -> None:
        """Bring files of a folder to a folder of the host; what is there already in the same bytes is not sent again.

        Raises OSError when that was cut off: the files that arrived are whole, and the next attempt goes on from there.
        """
        _require("rsync", self.host)
        how = ("-rp", "--chmod=D755,F644", "--checksum", "--from0", "--files-from=-", "--partial-dir=.rsync-partial", "-s")
        given = b"".join(os.fsencode(path) + b"\0" for path in paths)
        by_ssh = ("-e", shlex.join(["ssh", *self.how]))
        self.asked(["rsync", *how, f"--timeout={_SILENT_SECONDS}", *by_ssh, f"{folder}/", f"{self.host}:{place}/"], given)


def _require(program: str, host: str) -> None:
    if not shutil.which(program):
        raise OSError(0, f"这台机器上没有 {program}，先安装，例如 apt install openssh-client rsync", host)


_KNOWN = (
    ("allows sftp connections only", "这台服务器只让用 sftp：目标写成 sftp://{host}/文件夹"),
    ("account is currently not available", "这个用户不能执行命令：只能用 sftp 的，目标写成 sftp://{host}/文件夹"),
    ("Host key verification failed", "还不认识这台服务器：先执行一次 ssh {host}，核对指纹后回答 yes"),
    (
        "Permission denied (",
        "服务器不让登录：先能用 ssh {host} 不输密码登录，例如 ssh-copy-id {host}；只能用密码的，密码写在环境变量 SSHPASS 里",
    ),
    ("rsync: not found", "服务器上没有 rsync：在服务器上执行 apt install rsync"),
    ("rsync: command not found", "服务器上没有 rsync：在服务器上执行 apt install rsync"),
    ("No space left", "服务器的磁盘已满"),
    (": Failure", "服务器不接受这个文件，多半是磁盘已满，或超过了限额"),
    ("Permission denied", "服务器上的文件夹不让写：用 ssh {host} 登录后检查它的属主和权限"),
    ("Could not resolve", "找不到这台服务器，核对主机名"),
    ("Connection refused", "服务器不接受 ssh 连接"),
    ("Connection timed out", "连不上服务器"),
    ("Connection closed", "连接断了；已传的不会重传"),
    ("Broken pipe", "连接断了；已传的不会重传"),
    ("connection unexpectedly closed", "连接断了；已传的不会重传"),
)
"""What is said in which case."""
