"""The walls of the house: what each room may import and do, and that starting costs nothing."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterable, Mapping
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from disclosure.check.codes import CODES
from tests.support.portal import ROOT, write_base

PACKAGE = ROOT / "disclosure"
ROOMS = (
    "model",
    "parsing",
    "check",
    "present",
    "html",
    "search",
    "outputs",
    "fast",
    "importers",
    "authoring",
    "publishing",
    "system",
)
MAY_IMPORT: dict[str, set[str]] = {
    "model": set(),
    "parsing": {"model", "check"},
    "check": {"model"},
    "present": {"model"},
    "html": {"model", "present"},
    "search": {"model"},
    "outputs": {"model", "present", "html", "search", "fast"},
    "fast": {"model", "parsing", "check", "present", "html", "search"},
    "importers": {"model", "parsing", "authoring"},
    "authoring": {"model", "parsing"},
    "publishing": {"model", "system"},
    "system": {"model"},
}
WIRING = ("build", "cli")
"""Rooms that wire the others."""
EVERYWHERE = {"msgspec"}
AT_TOP: dict[str, set[str]] = {room: {"markupsafe"} for room in ("html", "outputs", "fast")}
"""Light libraries that some rooms may use."""
INSIDE_FUNCTIONS: dict[str, set[str]] = {
    "parsing": {"yaml"},
    "html": {"jinja2", "markdown", "segno"},
    "authoring": {"pypinyin"},
    "fast": {"jinja2", "numpy"},
    "outputs": {"xlsxwriter"},
    "publishing": {"brotli"},
    "system": {"boto3", "botocore", "brotli", "distributed", "weasyprint"},
}
"""Libraries that a room may use, and only where they are needed."""
SERVER = {"livereload", "tornado", "watchfiles"}
IMPURE_CALLS = {"open", "print", "input", "exec", "eval", "__import__"}
IMPURE_MODULES = {"os", "sys", "time", "subprocess", "socket", "shutil", "tempfile", "random", "pathlib", "pickle", "marshal"}
HEAVY = {"yaml", "jinja2", "markdown", "numpy", "xlsxwriter", "segno", "livereload", "tornado", "watchfiles", "dataclasses"}
HEAVY |= {"multiprocessing"}


def modules() -> list[Path]:
    """Every module of the package."""
    return sorted(PACKAGE.rglob("*.py"))


def room_of(path: Path) -> str:
    """The room a module lies in, "" for the wiring above the rooms."""
    parts = path.relative_to(PACKAGE).parts
    return parts[0] if len(parts) > 1 else ""


def imports(path: Path) -> list[tuple[str, bool]]:
    """What a module imports: rooms as `.room`, libraries by their first name; and whether at the top."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    top = set(map(id, tree.body))
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [(alias.name.partition(".")[0], id(node) in top) for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            name = (node.module or "").partition(".")[0]
            depth = len(path.relative_to(PACKAGE).parts) - node.level
            if node.level and depth == 0:
                names = [name] if name else [alias.name for alias in node.names]
                found += [(f".{room}", id(node) in top) for room in names]
            elif not node.level:
                found.append((name, id(node) in top))
    return found


def name_of(path: Path) -> str:
    """The dotted name of a module."""
    return ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")


def imported_modules(path: Path, known: Mapping[str, Path]) -> set[str]:
    """The modules of the package that a module imports, at its top or inside a function."""
    package = name_of(path) if path.name == "__init__.py" else name_of(path).rpartition(".")[0]
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            above = ".".join(package.split(".")[: len(package.split(".")) - node.level + 1]) if node.level else ""
            base = ".".join(filter(None, (above, node.module)))
            found |= {name if (name := f"{base}.{alias.name}") in known else base for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return found & known.keys() - {name_of(path)}


def test_no_import_cycle() -> None:
    """No module imports itself by way of others, not even inside functions."""
    known = {name_of(path): path for path in modules()}
    TopologicalSorter({name: imported_modules(path, known) for name, path in known.items()}).prepare()


def repeated(names: Iterable[tuple[str, Path]]) -> dict[str, list[str]]:
    """The names that stand for several things, with the modules where they do."""
    found: dict[str, list[str]] = {}
    for name, path in names:
        found.setdefault(name, []).append(name_of(path))
    return {name: places for name, places in found.items() if len(places) > 1}


def public_names(path: Path) -> set[str]:
    """The classes, functions and constants that a module defines for others."""
    found = set()
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else ()
        found |= {one.id for target in targets for one in ast.walk(target) if isinstance(one, ast.Name)}
        found |= {node.name} if isinstance(node, ast.ClassDef | ast.FunctionDef) else set()
    return {name for name in found if not name.startswith("_") and len(name) > 1} - {"COMMAND"}


def test_one_name_one_meaning() -> None:
    """What is public has a name of its own, and so have modules; those of `fast/` may bear the name of the plain one.

    A letter is a variable of types, and each command of `cli/` is called COMMAND.
    """
    names = [(name, path) for path in modules() for name in public_names(path)]
    files = [(path.stem, path) for path in modules() if path.stem != "__init__" and room_of(path) != "fast"]
    assert {**repeated(names), **repeated(files)} == {}


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_imports(path: Path) -> None:
    """A module reaches only into the rooms it may, and imports heavy libraries only inside functions."""
    room = room_of(path)
    if room in ("", *WIRING):
        return
    rooms = {name[1:] for name, _ in imports(path) if name.startswith(".")} - {room}
    if path.name == "pairs.py":
        rooms -= {"outputs"}  # it only names the functions of both sides
    assert rooms - MAY_IMPORT[room] == set()
    allowed = set(sys.stdlib_module_names) | EVERYWHERE | AT_TOP.get(room, set())
    at_top = {name for name, top in imports(path) if top and not name.startswith(".")}
    inside = {name for name, top in imports(path) if not top and not name.startswith(".")}
    if path.name == "preview.py":
        allowed |= SERVER
    assert at_top - allowed == set()
    assert inside - allowed - INSIDE_FUNCTIONS.get(room, set()) - CONVERTERS.get(room, set()) == set()


CONVERTERS: dict[str, set[str]] = {"importers": {"docx", "openpyxl", "pdfplumber", "pypdfium2", "selectolax"}}
"""Libraries that read foreign documents, by room."""


@pytest.mark.parametrize(
    "path", [path for path in modules() if room_of(path) not in ("", "system", *WIRING)], ids=lambda p: p.stem
)
def test_purity(path: Path) -> None:
    """Outside `system/` nothing opens, prints, asks the time or the machine."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    calls = {node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
    assert calls & IMPURE_CALLS == set()
    if path.name != "switch.py":
        assert {name for name, _ in imports(path)} & IMPURE_MODULES == set()
    assert re.search(r"\b(date\.today|datetime\.now|utcnow)\b", path.read_text(encoding="utf-8")) is None


def test_every_room_says_what_comes_in_and_goes_out() -> None:
    """Each room opens with a sentence."""
    told = [room for room in ROOMS if (PACKAGE / room / "__init__.py").exists()]
    assert [room for room in told if not ast.get_docstring(ast.parse((PACKAGE / room / "__init__.py").read_text("utf-8")))] == []


@pytest.mark.parametrize(
    "arguments",
    [["build.py", "--help"], ["-c", "import disclosure.build.verify, disclosure.build.complete_site"]],
    ids=["help", "build"],
)
def test_light_start(arguments: list[str]) -> None:
    """Neither the help nor the build itself loads a heavy library."""
    run = subprocess.run([sys.executable, "-X", "importtime", *arguments], cwd=ROOT, capture_output=True, text=True, check=True)
    loaded = {line.rpartition("|")[2].strip().partition(".")[0] for line in run.stderr.splitlines()}
    assert loaded & HEAVY == set()


def test_a_build_with_nothing_to_do_loads_nothing(tmp_path: Path) -> None:
    """Where nothing changed, neither checks nor pages nor accelerators are loaded."""
    write_base(tmp_path)
    build = [sys.executable, "-X", "importtime", str(ROOT / "build.py")]
    for _ in range(2):
        run = subprocess.run(build, cwd=tmp_path, capture_output=True, text=True, check=True)
    loaded = {line.rpartition("|")[2].strip() for line in run.stderr.splitlines()}
    rooms = {name.split(".")[1] for name in loaded if name.startswith("disclosure.")}
    assert rooms == {"__main__", "cli", "build", "check", "model", "system"}
    assert "disclosure.check.all_checks" not in loaded
    assert loaded & HEAVY == set()


def test_codes_are_told_once_and_used() -> None:
    """Every code in the source has one entry, and every entry is used in the source or a form."""
    listed = [code.code for code in CODES]
    assert len(listed) == len(set(listed))
    texts = [path.read_text(encoding="utf-8") for path in modules() if path.name != "codes.py"]
    texts += [path.read_text(encoding="utf-8") for path in (ROOT / "formats").glob("*.yml")]
    everything = "\n".join(texts)
    assert [code for code in listed if code not in everything] == []
    told = set(re.findall(r'(?:Finding|note|_refused|_finding)\(\s*(?:source, |event, )?"([a-z-]+\.[a-z-]+)"', everything))
    told |= set(re.findall(r"^\s*(?:- )?\{?code: ([a-z-]+\.[a-z-]+)", everything, re.MULTILINE))
    assert told - set(listed) == set()


def test_documents_name_rooms_commands_and_codes() -> None:
    """ARCHITECTURE names every room, the README every command, and both README languages agree on commands."""
    from disclosure.cli.commands import COMMANDS

    architecture = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    assert [room for room in ROOMS if (PACKAGE / room).exists() and f"`{room}/`" not in architecture] == []
    for name in ("README.md", "README.zh-CN.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert [command for command, *_ in COMMANDS if command not in text] == []
        assert [target for target in ("make build", "make test", "make serve", "make check") if target not in text] == []


def test_unit_tests_stand_beside_what_they_cover() -> None:
    """`tests/unit/<room>/test_<module>.py` covers a module or a folder of that name in that room."""
    names = {(room_of(path), name) for path in modules() for name in (path.stem, path.parent.name)}
    tests = (path for path in (ROOT / "tests" / "unit").rglob("test_*.py"))
    assert [path.as_posix() for path in tests if (path.parent.name, path.stem[5:]) not in names] == []
