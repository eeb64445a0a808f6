"""`server-config`: what a web server needs to serve the site as it is meant: types, headers, compression, old addresses, 404."""

import re
from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path

from ..publishing.served_site import served_site
from ..publishing.servers import SERVERS
from ..system.console import say
from ..system.files import read_bytes
from .commands import DONE
from .options import Command, CommandOptions

_USUAL_ROOT = "/srv/www/zfxxgk/current"


class ServerConfigOptions(CommandOptions):
    """The options of `server-config`."""

    server: str = ""
    site: Path = Path("site")
    root: str = _USUAL_ROOT
    under: str | None = None
    brotli: bool = False

    def locate(self, root: Path) -> None:
        """Take the site of the portal in `root`, unless the command line names another folder."""
        if "site" not in vars(self):
            self.site = root / self.site

    def unusable(self) -> str:
        """Return what is wrong where there is no built site."""
        if (self.site / "index.html").is_file():
            return ""
        return f"“{self.site}”里没有生成好的网站，说明不了服务器该怎样配：先执行 disclosure build，或用 --site 指定文件夹"


def _add_options(parser: ArgumentParser) -> None:
    parser.add_argument("server", choices=[name for name, _ in SERVERS], metavar="服务器", help="nginx、apache、caddy 或 iis")
    parser.add_argument("--site", type=Path, metavar="文件夹", help="生成好的网站，默认 site")
    parser.add_argument("--root", type=_folder, metavar="文件夹", help=f"网站在服务器上的文件夹，默认 {_USUAL_ROOT}")
    parser.add_argument("--under", type=_path, metavar="路径", help="网站在主站的哪个路径下，例如 /zfxxgk/；默认按 address")
    parser.add_argument("--brotli", action="store_true", help="nginx 装了 brotli 模块")


def _path(text: str) -> str:
    if not re.fullmatch(r"/([A-Za-z0-9._~-]+/?)*", text):
        raise ArgumentTypeError(f"应为以 / 开头、由字母、数字和 - 组成的路径，例如 /zfxxgk/，不能是“{text}”")
    return text


def _folder(text: str) -> str:
    if not re.fullmatch(r"(/|[A-Za-z]:[\\/])[^\s\"'$`{}]*", text):
        raise ArgumentTypeError(f"应为服务器上的完整路径，不含空格和引号，例如 {_USUAL_ROOT}，不能是“{text}”")
    return text


def _run(options: ServerConfigOptions) -> int:
    page = read_bytes(str(options.site / "index.html")).decode(errors="replace")
    old = options.site / "redirects.json"
    listed = read_bytes(str(old)) if old.is_file() else None
    site = served_site(page, listed, root=options.root, under=options.under, brotli=options.brotli)
    say(dict(SERVERS)[options.server](site).rstrip("\n"))
    return DONE


COMMAND = Command(ServerConfigOptions, _add_options, _run)
