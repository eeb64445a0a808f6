"""A real sshd on this machine with keys of its own, reached by `ssh` and `rsync` as a portal's publisher would."""

import getpass
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.skipping import skip_aloud
from tests.support.web_servers import free_port


@contextmanager
def ssh_server(folder: Path, settings: str = "") -> Iterator[str]:
    """Run sshd, with further settings; gives `user@host` and lets `ssh`, found first on PATH, know its port and keys."""
    sshd = shutil.which("sshd", path="/usr/sbin:/usr/bin")
    real = shutil.which("ssh")
    if not (sshd and real and shutil.which("rsync")):
        skip_aloud("没有 sshd 或 rsync：ssh 的测试没有运行（apt install openssh-server rsync）")
    folder.mkdir(parents=True)
    port = free_port()
    for name in ("host", "user"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", folder / name], check=True)
    (folder / "known").write_text(f"[127.0.0.1]:{port} {(folder / 'host.pub').read_text()}")
    (folder / "sshd_config").write_text(
        f"Port {port}\nListenAddress 127.0.0.1\nHostKey {folder}/host\nAuthorizedKeysFile {folder}/user.pub\nStrictModes no\n"
        f"PidFile none\nUsePAM no\nPasswordAuthentication no\nPermitRootLogin yes\nMaxStartups 100\n{settings}"
    )
    (folder / "config").write_text(
        f"Host *\n  HostName 127.0.0.1\n  Port {port}\n  IdentityFile {folder}/user\n  IdentitiesOnly yes\n"
        f"  UserKnownHostsFile {folder}/known\n  StrictHostKeyChecking yes\n  LogLevel ERROR\n"
    )
    (folder / "bin").mkdir()
    (folder / "bin" / "ssh").write_text(f'#!/bin/sh\nexec {real} -F {folder}/config "$@"\n')
    (folder / "bin" / "ssh").chmod(0o755)
    Path("/run/sshd").mkdir(exist_ok=True)
    path = os.environ["PATH"]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen([sshd, "-D", "-e", "-f", str(folder / "sshd_config")], stderr=log)
    try:
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        os.environ["PATH"] = f"{folder / 'bin'}{os.pathsep}{path}"
        yield f"{getpass.getuser()}@server"
    finally:
        os.environ["PATH"] = path
        process.terminate()
        process.wait(10)
