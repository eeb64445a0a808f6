"""Real web servers on this machine, each with a configuration of its own, and what they answer."""

import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import NamedTuple

from tests.support.skipping import skip_aloud

PACKAGES = {"nginx": "nginx-light", "apache": "apache2", "caddy": "caddy"}
_PROGRAMS = {"nginx": "nginx", "apache": "apache2", "caddy": "caddy"}
_MODULES = ("mpm_event", "authz_core", "alias", "rewrite", "headers", "deflate", "filter", "mime", "dir", "env", "setenvif")


class Answer(NamedTuple):
    """What a server answered: the status, the headers by their names, and the bytes as they came."""

    status: int
    headers: dict[str, str]
    body: bytes


def ask(port: int, path: str, host: str = "127.0.0.1", **headers: str) -> Answer:
    """Ask a server on this machine for an address."""
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request(
            "GET", path, headers={"Host": host} | {name.replace("_", "-"): value for name, value in headers.items()}
        )
        found = connection.getresponse()
        return Answer(found.status, {name.title(): value for name, value in found.getheaders()}, found.read())
    finally:
        connection.close()


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def program_of(server: str) -> str:
    """The program of a server, or a skip that says aloud which package lacks."""
    found = shutil.which(_PROGRAMS[server], path="/usr/sbin:/usr/bin:/usr/local/bin")
    return found or skip_aloud(f"没有 {server}：它的测试没有运行（apt install {PACKAGES[server]}）")


def need_brotli() -> None:
    """Skip a test aloud where nginx has no brotli."""
    if not any(Path("/usr/lib/nginx/modules").glob("*brotli_static*.so")):
        skip_aloud("nginx 没有 brotli 模块：brotli 没有试（apt install libnginx-mod-http-brotli-static）")


def open_to_servers(folder: Path) -> None:
    """Let a server that runs as somebody else reach a folder below the temporary one."""
    top = Path(tempfile.gettempdir()).resolve()
    for one in (folder.resolve(), *folder.resolve().parents):
        if one != top and one.is_relative_to(top):
            one.chmod(0o755)


@contextmanager
def running(server: str, text: str, folder: Path, *, whole: bool) -> Iterator[int]:
    """Run a server with a configuration, a whole one or what stands in that of a host; give its port."""
    port, program = free_port(), program_of(server)
    folder.mkdir(parents=True, exist_ok=True)
    command = _COMMANDS[server](program, folder, _whole(server, text, port) if not whole else _at_port(server, text, port))
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder)
        try:
            _wait(port, process, folder)
            yield port
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(10)


def _wait(port: int, process: subprocess.Popen[bytes], folder: Path) -> None:
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        assert process.poll() is None, (folder / "log").read_text()
        time.sleep(0.05)
    raise AssertionError((folder / "log").read_text())


def _at_port(server: str, text: str, port: int) -> str:
    """A whole configuration that listens at another port."""
    usual = {"nginx": "listen 80;", "apache": "*:80", "caddy": text.partition(" {\n")[0].rpartition("\n")[2]}[server]
    other = {"nginx": f"listen 127.0.0.1:{port};", "apache": f"127.0.0.1:{port}", "caddy": f"http://:{port}"}[server]
    assert text.count(usual) >= 1
    return (f"Listen 127.0.0.1:{port}\n" if server == "apache" else "") + text.replace(usual, other)


def _whole(server: str, text: str, port: int) -> str:
    """A host that has something else at its root, with a configuration below a path of it."""
    if server == "nginx":
        return f"server {{\nlisten 127.0.0.1:{port};\nserver_name _;\n{text}\n}}\n"
    if server == "apache":
        return f"Listen 127.0.0.1:{port}\n<VirtualHost 127.0.0.1:{port}>\n{text}\n</VirtualHost>\n"
    return f"http://:{port} {{\n{text}\nhandle {{\nrespond 404\n}}\n}}\n"


def _nginx(program: str, folder: Path, text: str) -> list[str]:
    modules = [path for path in Path("/usr/lib/nginx/modules").glob("*brotli_static*.so") if "brotli_static on;\n" in text]
    paths = "".join(f"{kind}_temp_path {folder}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    (folder / "nginx.conf").write_text(
        "".join(f"load_module {path};\n" for path in modules)
        + f"daemon off;\npid {folder}/pid;\nerror_log stderr;\nuser root;\nworker_processes 2;\n"
        + f"events {{ worker_connections 256; }}\nhttp {{\naccess_log off;\n{paths}{text}}}\n",
        encoding="utf-8",
    )
    return [program, "-p", str(folder), "-c", str(folder / "nginx.conf")]


def _apache(program: str, folder: Path, text: str) -> list[str]:
    modules = "".join(f"LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so\n" for name in _MODULES)
    mime = (Path("/etc/apache2/mods-available") / "mime.conf").read_text()
    (folder / "apache.conf").write_text(
        f"ServerRoot {folder}\nServerName 127.0.0.1\nPidFile {folder}/pid\nErrorLog {folder}/errors\n{modules}"
        f"User www-data\nGroup www-data\n{mime}\n{text}",
        encoding="utf-8",
    )
    return [program, "-d", str(folder), "-f", str(folder / "apache.conf"), "-DFOREGROUND"]


def _caddy(program: str, folder: Path, text: str) -> list[str]:
    (folder / "Caddyfile").write_text(
        f"{{\n\tadmin off\n\tauto_https off\n\tstorage file_system {folder}/caddy\n\tdefault_bind 127.0.0.1\n}}\n{text}",
        encoding="utf-8",
    )
    return [program, "run", "--config", str(folder / "Caddyfile"), "--adapter", "caddyfile"]


_COMMANDS = {"nginx": _nginx, "apache": _apache, "caddy": _caddy}
