"""What a command is, and the options that several of them share; the classes say what each is unless it is given."""

import os
import re
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable, Iterator
from datetime import date
from itertools import chain, permutations, product
from pathlib import Path
from typing import Generic, TypeVar

from msgspec import Struct

from ..system.clock import today
from ..system.console import FACES
from ..system.locations import CACHE_FILE, OWN_IN_CACHE, PACKAGE, builtin, theme_folder
from .invocation import quoted


class CommandOptions(Namespace):
    """What every command knows, whether or not it offers an option for it."""

    formats: Path = builtin("formats")
    findings: str = "frame"
    plain: bool = False

    def locate(self, root: Path) -> None:
        """Take what the command line does not name from the portal in `root`."""

    def unusable(self) -> str:
        """Return which folder of the command line can't be used, and why; "" where all can."""
        return ""


class ReadingOptions(CommandOptions):
    """The options of commands that read a content folder; `templates` is that of the theme, there or not.

    `elsewhere` is what further commands need as well, so that they read the same one: ` --content DIR` or "".
    `workers` is the address of the scheduler whose workers do the work, "" where this machine does.
    """

    content: Path = Path("content")
    templates: Path | None = None
    cache: Path = Path(".cache")
    jobs: int = 0
    workers: str = ""
    elsewhere: str = ""
    names_theme: bool = False

    def locate(self, root: Path) -> None:
        """Take content and what is made of it from the portal in `root`, unless the command line names another content folder."""
        given = vars(self).copy()
        if "content" in given:
            self.elsewhere = "" if self.content == root / "content" else f" --content {quoted(self.content)}"
        for name in ("content", "site", "cache", "shards") if "content" not in given else ():
            if name not in given and hasattr(self, name):
                setattr(self, name, root / getattr(self, name))
        self.names_theme = "templates" in given
        if not self.names_theme:
            self.templates = theme_folder(self.content)

    def unusable(self) -> str:
        """Return which folder of the command line can't be used, and why; "" where all can."""
        if not self.content.is_dir():
            return (
                f"没有内容文件夹“{self.content}”：用 disclosure init 新建网站，例如 disclosure init .；或用 --content 指定文件夹"
            )
        named = {"主题": self.templates if self.names_theme else None, "格式": self.formats}
        missing = (f"没有{what}文件夹“{folder}”" for what, folder in named.items() if folder and not folder.is_dir())
        return next(chain(missing, self._overlaps(), self._taken()), "")

    def made_folders(self) -> tuple["NamedFolder", ...]:
        """Return the folders that the command writes into."""
        return (NamedFolder("--cache", "缓存", self.cache, ".cache"),)

    def _taken(self) -> Iterator[str]:
        """What is said of a folder that is none, or of one for the cache, which may be deleted, that holds other things."""
        for folder in self.made_folders():
            beside = os.path.relpath(self.content.resolve().parent / folder.usual)
            if folder.path.exists() and not folder.path.is_dir():
                yield f"“{folder.path}”不是文件夹，不能用作{folder.name}文件夹，没有改动：换一个，例如 {folder.option} {beside}"
        if self.cache.is_dir() and not (self.cache / CACHE_FILE).exists():
            others = sorted(path.name for path in self.cache.iterdir() if path.name not in OWN_IN_CACHE)
            if others:
                yield (
                    f"缓存文件夹“{self.cache}”里有别的东西（例如 {others[0]}）：缓存可以随时删除，不和别的放在一起；没有改动，"
                    f"换一个空文件夹，例如 --cache {self.cache / 'disclosure'}"
                )

    def _overlaps(self) -> Iterator[str]:
        """What is said of two folders one of which is or lies in the other: what is made would mix with what it is made of."""
        content, program = NamedFolder("--content", "内容", self.content, "内容"), NamedFolder("", "程序", PACKAGE, "")
        templates = NamedFolder("", "模板", builtin("templates"), "")
        formats, made = NamedFolder("--formats", "格式", self.formats, "formats"), self.made_folders()
        theme = (NamedFolder("--templates", "主题", self.templates, "theme"),) if self.templates else ()
        given = (templates, *theme, formats, program)
        own, named = [one for one in given if not one.option], [one for one in given if one.option]
        sources = (*product(named, [content]), *product([content], own))
        for folder, other in (*product(made, (content, *given)), *permutations(made, 2), *sources):
            inner, outer = folder.path.resolve(), other.path.resolve()
            if inner.is_relative_to(outer) or (outer.is_relative_to(inner) and other not in made):
                beside = os.path.relpath(self.content.resolve().parent / folder.usual)
                yield (
                    f"{folder.name}文件夹“{folder.path}”和{other.name}文件夹“{other.path}”重叠，没有改动："
                    f"换一个文件夹，例如 {folder.option} {beside}"
                )


class NamedFolder(Struct, frozen=True):
    """A folder of the command line: its option, what it is called and is usually named, and where it is."""

    option: str
    name: str
    path: Path
    usual: str


class BuildOptions(ReadingOptions):
    """The options of commands that make a site, or check what would become one."""

    site: Path = Path("site")
    strict: bool = False


O = TypeVar("O", bound=CommandOptions)  # noqa: E741


class Command(Struct, Generic[O], frozen=True):
    """A command: the class of its options, what adds these to a parser, and what runs it and returns an exit code."""

    options: type[O]
    add_options: Callable[[ArgumentParser], None]
    run: Callable[[O], int]


def add_build_options(parser: ArgumentParser) -> None:
    """Add the options of `BuildOptions`."""
    add_reading_options(parser)
    parser.add_argument(
        "--templates", type=Path, metavar="文件夹", help="主题文件夹：其中的文件逐个替换自带的模板；默认 content 旁边的 theme"
    )
    parser.add_argument("--site", type=Path, metavar="文件夹", help="生成的网站，默认 site")
    parser.add_argument("--strict", action="store_true", help="有警告也不发布")


def add_reading_options(parser: ArgumentParser) -> None:
    """Add the options of `ReadingOptions` but the templates, which only pages need."""
    parser.add_argument("--content", type=Path, metavar="文件夹", help="内容文件夹，默认 content")
    add_formats_option(parser)
    parser.add_argument("--cache", type=Path, metavar="文件夹", help="缓存文件夹，默认 .cache，可随时删除")
    parser.add_argument("--jobs", type=whole_number, metavar="个数", help="并行的进程数，默认每核一个")
    parser.add_argument("--plain", action="store_true", help="不用任何加速，逐步生成；结果相同，用于核对")
    add_findings_option(parser)


def add_formats_option(parser: ArgumentParser) -> None:
    """Add the option that names another folder of forms."""
    parser.add_argument("--formats", type=Path, metavar="文件夹", help="格式文件夹，默认程序自带的 formats")


def add_findings_option(parser: ArgumentParser) -> None:
    """Add the option that says how findings are shown."""
    parser.add_argument("--findings", choices=tuple(FACES), metavar="形式", help=f"提示的形式：{'、'.join(FACES)}，默认 frame")


def folder_within(body: Path, content: Path) -> str:
    """Return a body's folder within the content folder, however it was typed: as `office`, `content/office` or from the root."""
    above = content.absolute() if body.is_absolute() else content
    inside = body.relative_to(above) if body.is_relative_to(above) else body
    return "" if inside == Path() else inside.as_posix()


def name_within(file: Path, content: Path) -> str:
    """Return the name of a file within the content folder, however it was typed; one that lies elsewhere as it was typed."""
    from ..parsing.classify import source_name  # only now: the build starts without the room of parsing

    folder, path = content.resolve(), file.resolve()
    return source_name(path.relative_to(folder).as_posix() if path.is_relative_to(folder) else file.as_posix())


def is_inside_content(folder: str) -> bool:
    """Return whether a folder that was typed lies within the content folder and is none that is hidden."""
    return not Path(folder).is_absolute() and not any(step.startswith(".") for step in Path(folder).parts)


def no_body(folder: str, content: Path) -> str:
    """Return what is said of a body that there is not: the one that was meant, or how it is begun."""
    from ..check.field_texts import nearest  # only now: a build with nothing to do loads nothing of the program

    if not is_inside_content(folder):
        return f"“{folder}”不在内容文件夹“{content}”里：写机构的文件夹，例如 office"
    others = sorted(file.parent.relative_to(content).as_posix() for file in content.rglob("body.yml"))
    near = nearest(folder, others)
    hint = f"是不是“{near}”？" if near else f"可用：{'、'.join(others)}；" if others else ""
    begin = f"新的机构先用 disclosure init {quoted(content / folder)} 新建"
    return f"没有机构“{folder}”；{hint}{begin}"


def whole_number(text: str) -> int:
    """Return the number that an option names. Raises ArgumentTypeError where it is none."""
    if not (text.isascii() and text.isdecimal()):
        raise ArgumentTypeError(f"应为 0 或更大的整数，不能是“{text}”")
    return int(text)


def scheduler(text: str) -> str:
    """Return the address of a scheduler that an option names. Raises ArgumentTypeError where it is none."""
    if not re.fullmatch(r"dask://[^\s/:]+:\d+", text, re.ASCII):
        raise ArgumentTypeError(f"应为 dask://主机:端口，例如 dask://10.0.0.5:8786，不能是“{text}”")
    return text


def day(text: str) -> date:
    """Return the day that an argument names. Raises ArgumentTypeError where it is none."""
    try:
        return date.fromisoformat(text if re.fullmatch(r"20\d\d-\d\d-\d\d", text, re.ASCII) else "")
    except ValueError:
        raise ArgumentTypeError(f"应为日期，例如 {today()}，不能是“{text}”") from None


def year_number(text: str) -> int:
    """Return the year that an argument names. Raises ArgumentTypeError where it is none."""
    if not re.fullmatch(r"20\d\d", text, re.ASCII):
        raise ArgumentTypeError(f"应为四位年份，例如 2025，不能是“{text}”")
    return int(text)
