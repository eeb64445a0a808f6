"""`theme`: copies of built-in templates, to be changed in the folder `theme` beside the content; what is there stays as it is."""

from argparse import ArgumentParser
from difflib import get_close_matches
from pathlib import Path

from ..system.console import say
from ..system.files import create
from ..system.locations import builtin, theme_folder
from ..system.snapshot import snapshot_folder
from .commands import DONE
from .options import Command, CommandOptions
from .show import misused


class ThemeOptions(CommandOptions):
    """The options of `theme`; without files all that can be replaced are listed."""

    files: list[str]
    content: Path = Path("content")

    def locate(self, root: Path) -> None:
        """Take the content folder of the portal in `root`, unless the command line names another."""
        if "content" not in vars(self):
            self.content = root / self.content


def _add_options(parser: ArgumentParser) -> None:
    parser.add_argument("files", nargs="*", metavar="文件", help="自带的模板，例如 parts/footer.html；省略则列出全部")
    parser.add_argument("--content", type=Path, metavar="文件夹", help="内容文件夹，默认 content；主题在它旁边的 theme")


def _run(options: ThemeOptions) -> int:
    templates, folder = builtin("templates"), theme_folder(options.content)
    known = [name for name in snapshot_folder(templates).stats if name != "README.md"]
    if not options.files:
        say("\n".join(known))
        say(f"每个文件的变量、块和宏见 {templates / 'README.md'}")
        return DONE
    if folder is None or not options.content.is_dir():
        return misused(f"没有内容文件夹“{options.content}”：在网站的文件夹里运行，或用 --content 指定文件夹")
    for name in options.files:
        if name not in known:
            same = [one for one in known if one.endswith(f"/{name}")] or get_close_matches(name, known, n=1)
            hint = f"是不是“{same[0]}”？" if same else "运行 disclosure theme 列出全部"
            return misused(f"自带的模板里没有“{name}”：{hint}")
    for name in options.files:
        made = create(folder / name, (templates / name).read_text(encoding="utf-8"))
        say(f"已复制 {folder / name}，改它就只改网站的这一部分" if made else f"已有 {folder / name}，没有改动")
    return DONE


COMMAND = Command(ThemeOptions, _add_options, _run)
