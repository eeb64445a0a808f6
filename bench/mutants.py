"""How many slips in the program the tests find: one small change at a time, chosen at random with a fixed seed.

    python bench/mutants.py check parsing present --each 6
    python bench/mutants.py check --only check/typos.py:70:12:compare

A mutant swaps a comparison or an operator, changes a number, drops a branch, an operand, a filter or a `yield`, or leaves
a loop early. Each runs in a process of its own, and nothing is written: the tests of its room that call the changed
function, until one fails. Those that survive are printed; where a mutant changes nothing that could be seen, it is for a
reader to say so.
"""

import argparse
import ast
import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import json
import os
import random
import signal
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryFile
from types import CodeType, FrameType, ModuleType
from typing import Any, NamedTuple

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "disclosure"
CASES = "tests/cases/"
TESTS = {
    "check": [
        "tests/unit/check",
        *("tests/unit/parsing/test_classify.py", "tests/unit/parsing/test_yaml.py", "tests/site/test_links.py"),
        CASES,
    ],
    "parsing": ["tests/unit/parsing", "tests/unit/authoring", CASES],
    "present": [
        *(
            "tests/unit/present",
            "tests/unit/html",
            "tests/unit/outputs",
            "tests/site/test_trends.py",
            "tests/site/test_summary.py",
        ),
        "tests/site/test_pages.py",
    ],
}
"""The tests of each room, nearest first."""
PLAIN = {"parsing": "report"}
"""The accelerators that would keep a room's functions from being called."""
TIMEOUT, TRACE_TIMEOUT = 600, 3000
"""Seconds for the tests of one mutant, where a loop without end is found out, and for all tests of a room."""
LEFT_OUT = {"check/codes.py"}

LIBRARIES = ("hypothesis.strategies", "jinja2", "markdown", "msgspec", "numpy", "yaml")
"""Loaded once, before processes are forked off."""

COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.In: ast.NotIn, ast.NotIn: ast.In, ast.Is: ast.IsNot, ast.IsNot: ast.Is,
}  # fmt: skip
OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.FloorDiv, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult, ast.BitOr: ast.BitAnd,
}  # fmt: skip


class Mutant(NamedTuple):
    """One change: where, and of which kind."""

    path: str
    line: int
    column: int
    kind: str

    @property
    def name(self) -> str:
        """How it is called on the command line."""
        return f"{self.path}:{self.line}:{self.column}:{self.kind}"


class Mutator(ast.NodeTransformer):
    """Finds what can be changed in a module, or changes the one thing that is `wanted`."""

    def __init__(self, path: str, wanted: Mutant | None = None) -> None:
        self.path, self.wanted = path, wanted
        self.found: list[Mutant] = []

    def _is_wanted(self, node: Any, kind: str) -> bool:
        mutant = Mutant(self.path, node.lineno, node.col_offset, kind)
        self.found.append(mutant)
        return mutant == self.wanted

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        """A function but for its decorators, annotations and docstring."""
        node.args.defaults = [self.visit(default) for default in node.args.defaults]
        begin = 1 if ast.get_docstring(node) is not None else 0
        node.body = node.body[:begin] + [self.visit(statement) for statement in node.body[begin:]]
        return node

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        """What stands in a class, not how it is made."""
        node.body = [self.visit(statement) for statement in node.body]
        return node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        """The value, not the annotation."""
        node.value = self.visit(node.value) if node.value else None
        return node

    def visit_ImportFrom(self, node: ast.ImportFrom) -> ast.AST:
        """Imports stay."""
        return node

    def visit_Expr(self, node: ast.Expr) -> ast.AST:
        """A yield that stands alone is dropped; a docstring stays."""
        if isinstance(node.value, ast.Constant):
            return node
        if isinstance(node.value, ast.Yield | ast.YieldFrom) and self._is_wanted(node, "yield"):
            return ast.copy_location(ast.parse("yield from ()").body[0], node)
        return self.generic_visit(node)

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        """The first comparison is swapped with its neighbor."""
        self.generic_visit(node)
        for number, operator in enumerate(node.ops):
            if self._is_wanted(node, f"compare{number or ''}"):
                node.ops[number] = COMPARISONS[type(operator)]()
        return node

    def visit_BoolOp(self, node: ast.BoolOp) -> ast.AST:
        """`and` becomes `or`; each operand is dropped."""
        self.generic_visit(node)
        if self._is_wanted(node, "bool"):
            node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        for number in range(len(node.values)):
            if self._is_wanted(node, f"operand{number}"):
                left = node.values[:number] + node.values[number + 1 :]
                return left[0] if len(left) == 1 else ast.copy_location(ast.BoolOp(node.op, left), node)
        return node

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        """An operator is swapped with its opposite."""
        self.generic_visit(node)
        if (
            type(node.op) in OPERATORS
            and not _is_text(node.left)
            and not _is_text(node.right)
            and self._is_wanted(node, "operator")
        ):
            node.op = OPERATORS[type(node.op)]()
        return node

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.AST:
        """A `not` is dropped."""
        self.generic_visit(node)
        return node.operand if isinstance(node.op, ast.Not) and self._is_wanted(node, "not") else node

    def visit_keyword(self, node: ast.keyword) -> ast.AST:
        """The value of an argument; `strict` of `zip` stays, which guards against slips of the program only."""
        return node if node.arg == "strict" else self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        """A number is one more, a flag the other one."""
        if isinstance(node.value, bool):
            return ast.copy_location(ast.Constant(not node.value), node) if self._is_wanted(node, "flag") else node
        if isinstance(node.value, int | float) and self._is_wanted(node, "number"):
            return ast.copy_location(ast.Constant(node.value + 1), node)
        return node

    def visit_If(self, node: ast.If) -> ast.AST:
        """A branch is dropped, or always taken."""
        self.generic_visit(node)
        for kind, value in (("never", False), ("always", True)):
            if self._is_wanted(node, kind):
                node.test = ast.copy_location(ast.Constant(value), node.test)
        return node

    def visit_IfExp(self, node: ast.IfExp) -> ast.AST:
        """The other value."""
        self.generic_visit(node)
        if self._is_wanted(node, "else"):
            node.body, node.orelse = node.orelse, node.body
        return node

    def visit_comprehension(self, node: ast.comprehension) -> ast.AST:
        """A filter is dropped."""
        self.generic_visit(node)
        for number, test in enumerate(node.ifs):
            if self._is_wanted(test, f"filter{number}"):
                named = [walrus for walrus in ast.walk(test) if isinstance(walrus, ast.NamedExpr)]
                node.ifs[number] = ast.copy_location(
                    ast.BoolOp(ast.Or(), [test, ast.Constant(True)]) if named else ast.Constant(True), test
                )
        return node

    def visit_Continue(self, node: ast.Continue) -> ast.AST:
        """The loop is left."""
        return ast.copy_location(ast.Break(), node) if self._is_wanted(node, "continue") else node

    def visit_Break(self, node: ast.Break) -> ast.AST:
        """The loop goes on."""
        return ast.copy_location(ast.Continue(), node) if self._is_wanted(node, "break") else node


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str))


def mutants_of(path: Path) -> list[Mutant]:
    """Return every mutant of a module."""
    mutator = Mutator(path.relative_to(PACKAGE).as_posix())
    mutator.visit(ast.parse(path.read_text(encoding="utf-8")))
    return list(dict.fromkeys(mutator.found))


def chosen(room: str, each: int, seed: int) -> Iterator[Mutant]:
    """Yield some mutants of every module of a room."""
    for path in sorted((PACKAGE / room).rglob("*.py")):
        every = mutants_of(path)
        if path.relative_to(PACKAGE).as_posix() not in LEFT_OUT:
            draw = random.Random(f"{seed}/{path.name}")
            yield from sorted(draw.sample(every, min(each, len(every))))


# --- which tests a mutant needs -----------------------------------------------------------------------------------


Reach = dict[str, list[tuple[str, int]]]
"""The functions that each test calls, as (module, first line)."""


class _Tracer:
    """Writes down which functions of the rooms each test calls, and which tests fail."""

    def __init__(self) -> None:
        self.reach: Reach = {}
        self.failed: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Take down a test that fails."""
        if report.failed:
            self.failed.append(report.nodeid)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """Look on while a test is set up and run."""
        called: set[tuple[str, int]] = set()
        known: dict[CodeType, tuple[str, int] | None] = {}

        def look(frame: FrameType, event: str, _argument: object) -> None:
            code = frame.f_code
            if event == "call":
                if code not in known:
                    inside = code.co_filename.startswith(f"{PACKAGE}/")
                    known[code] = (code.co_filename[len(f"{PACKAGE}/") :], code.co_firstlineno) if inside else None
                if found := known[code]:
                    called.add(found)

        sys.setprofile(look)
        result = yield
        sys.setprofile(None)
        self.reach[item.nodeid] = sorted(called)
        return result


def _pytest(arguments: Sequence[str], plugins: Sequence[object] = ()) -> int:
    fixed = [
        "-q",
        "-W",
        "ignore::pytest.PytestAssertRewriteWarning",
        "-p",
        "no:cacheprovider",
        "-p",
        "no:xdist",
        "--hypothesis-seed=0",
    ]
    return int(pytest.main([*fixed, *arguments], plugins=list(plugins)))


def traced(room: str, tests: Sequence[str]) -> tuple[Reach, list[str]]:
    """Return what each of a room's tests reaches, and those that fail already, which are left out."""
    tracer = _Tracer()
    _, output = forked(
        lambda: (_pytest(tests, [tracer]), json.dumps((tracer.reach, list(dict.fromkeys(tracer.failed))))), room, TRACE_TIMEOUT
    )
    found, failed = json.loads(output.splitlines()[-1])
    assert found, output[-2000:]
    return {test: [(path, line) for path, line in calls] for test, calls in found.items() if test not in failed}, failed


def tests_for(mutant: Mutant, reach: Reach) -> list[str]:
    """Return the tests that run the changed function, all of a module's whose setup may have run it; nearest first."""
    lines = _functions(mutant)
    direct = [test for test, calls in reach.items() if any(path == mutant.path and line in lines for path, line in calls)]
    if not lines or 0 < sum(test.startswith(CASES) for test in direct) < 2:
        direct += [test for test in reach if test.startswith(CASES)]
    if not lines:
        return list(dict.fromkeys([*direct, *reach]))
    files = dict.fromkeys(test.partition("::")[0] for test in direct)
    return [*(file for file in files if not file.startswith(CASES)), *dict.fromkeys(t for t in direct if t.startswith(CASES))]


def _functions(mutant: Mutant) -> set[int]:
    """The first lines of the function that a mutant lies in, decorators counted or not; none for a value of the module."""
    tree = ast.parse((PACKAGE / mutant.path).read_text(encoding="utf-8"))
    around = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.body[0].lineno <= mutant.line <= (node.end_lineno or 0)
    ]
    inner = max(around, key=lambda node: node.lineno, default=None)
    return {inner.lineno, *(decorator.lineno for decorator in inner.decorator_list)} if inner else set()


# --- one mutant, in a process of its own --------------------------------------------------------------------------


class _Loader(importlib.machinery.SourceFileLoader):
    """Loads a module with one change."""

    def __init__(self, fullname: str, path: str, mutant: Mutant) -> None:
        super().__init__(fullname, path)
        self.mutant = mutant

    def get_code(self, fullname: str) -> CodeType:  # noqa: ARG002
        """The code of the changed module."""
        tree = ast.parse(Path(self.path).read_text(encoding="utf-8"))
        tree = ast.fix_missing_locations(Mutator(self.mutant.path, self.mutant).visit(tree))
        return compile(tree, self.path, "exec", dont_inherit=True)


class _Finder(importlib.abc.MetaPathFinder):
    """Finds the one module that is changed."""

    def __init__(self, mutant: Mutant) -> None:
        self.mutant = mutant
        name = mutant.path.removesuffix(".py").replace("/", ".").removesuffix(".__init__")
        self.module = f"disclosure.{name}"

    def find_spec(self, fullname: str, _path: Sequence[str] | None, _target: ModuleType | None = None) -> Any:
        """The changed module, None for every other."""
        if fullname != self.module:
            return None
        path = str(PACKAGE / self.mutant.path)
        return importlib.util.spec_from_file_location(fullname, path, loader=_Loader(fullname, path, self.mutant))


def forked(work: Callable[[], tuple[int, str]], room: str, seconds: int) -> tuple[int, str]:
    """Return what a function makes in a process that is forked off, -1 when it takes longer, and all that is printed."""
    with TemporaryFile("w+", encoding="utf-8") as output:
        child = os.fork()
        if child == 0:
            os.dup2(output.fileno(), 1)
            os.dup2(output.fileno(), 2)
            os.environ["DISCLOSURE_PLAIN"] = PLAIN.get(room, "")
            signal.signal(signal.SIGALRM, signal.SIG_DFL)
            signal.alarm(seconds)
            code = 3
            try:
                code, text = work()
                print(f"\n{text}", flush=True)
            except BaseException:
                traceback.print_exc()
            finally:
                sys.stdout.flush()
                sys.stderr.flush()
                os._exit(code)
        status = os.waitpid(child, 0)[1]
        output.seek(0)
        return (os.WEXITSTATUS(status) if os.WIFEXITED(status) else -1), output.read()


def outcome(mutant: Mutant, tests: Sequence[str], left_out: Sequence[str]) -> tuple[str, str]:
    """Return `killed`, `timeout` or `survived`, and the first test that failed."""
    deselected = [word for test in left_out for word in ("--deselect", test)]

    def run() -> tuple[int, str]:
        sys.meta_path.insert(0, _Finder(mutant))
        return _pytest(["-x", *deselected, *tests]), ""

    if not tests:
        return "survived", ""
    code, output = forked(run, mutant.path.partition("/")[0], TIMEOUT)
    failed = [line for line in output.splitlines() if line.startswith(("FAILED", "ERROR"))]
    return {0: "survived", -1: "timeout"}.get(code, "killed"), (failed or [output[-200:]])[0]


def main() -> None:
    """Run the mutants that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rooms", nargs="*", default=list(TESTS))
    parser.add_argument("--modules", nargs="*", help="only these modules, by their names")
    parser.add_argument("--each", type=int, default=6, help="mutants of every module")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--tests", nargs="*", help="only these tests, instead of those of the room")
    parser.add_argument("--only", nargs="*", default=(), help="these mutants, by their names")
    options = parser.parse_args()
    for library in LIBRARIES:
        importlib.import_module(library)
    begun, ended = time.monotonic(), Counter[str]()
    for room in options.rooms:
        every = {mutant.name: mutant for path in (PACKAGE / room).rglob("*.py") for mutant in mutants_of(path)}
        mutants = [every[name] for name in options.only if name in every] or list(chosen(room, options.each, options.seed))
        reach, left_out = traced(room, options.tests or TESTS[room])
        print("".join(f"left out, as it fails already: {test}\n" for test in left_out), end="")
        for mutant in mutants:
            if not options.modules or Path(mutant.path).stem in options.modules:
                result, test = outcome(mutant, tests_for(mutant, reach), left_out)
                ended[result] += 1
                source = (PACKAGE / mutant.path).read_text(encoding="utf-8").splitlines()[mutant.line - 1].strip()
                print(f"{result:8} {mutant.name:50} {source if result == 'survived' else test}", flush=True)
    print(f"{ended.total()} mutants: {dict(ended)}, {time.monotonic() - begun:.0f} s")


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main()
