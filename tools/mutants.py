"""Does a test fail when the code is wrong? A seeded sample of small mistakes, made one at a time.

    python tools/mutants.py [--count 120] [--seed 1] [--workers 2] [PACKAGE...]

A package is one of the methods, or `domain`: the services, states, permissions, checks and visibility of its apps. Each
mistake (another comparison, sign, number or branch, a statement left out) is put in a copy. For a method its tests and
those of its command run on it, without Django; for the domain first the tests of the app, then those of the apps above
it, the contract of instruments and the safety of pages, on SQLite, until one fails. Prints the share that some test
notices, and every mistake that none does, so that it can be read. Left alone: texts, annotations, and constants in
capitals, which say how long a search goes on and not what is right. A number becomes larger, but how many roundoffs a
margin has room for becomes 0: more room is no mistake. Packages for this exist; none takes a seeded sample, and all
mistakes of a package whose tests take half a minute would take days.
"""

from __future__ import annotations

import argparse
import ast
import copy
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue

ROOT = Path(__file__).parent.parent
METHODS = Path("src/brink/methods")
PYTHON = ROOT / ".venv-methods" / "bin" / "python"
TESTS = {
    "sortition": ("sortition/tests", "files/tests/test_draw_command.py", "files/tests/test_draw_record.py"),
    "budgeting": ("budgeting/tests", "files/tests/test_budget_command.py"),
    "weighting": ("weighting/tests", "files/tests/test_weigh_command.py"),
    "ledger": ("ledger/tests", "files/tests/test_verify_command.py"),
}
DOMAIN = "domain"
# What decides in an app of the domain, by the names that its files bear in every app.
DECIDING = (
    *("services.py", "services/*.py", "states.py", "steps.py", "permissions.py", "publication_checks.py"),
    *("instrument_fit.py", "name_matching.py", "periods.py", "cells.py", "*_findings.py"),
    *("visibility.py", "visibility_rules.py"),
)
BEYOND = ("src/brink/domain", "src/brink/instruments", "src/brink/registers", "src/brink/web", "tests")
FLOOR = 0.85
COMPARISONS: dict[type, tuple[type, ...]] = {
    ast.Lt: (ast.LtE, ast.GtE), ast.LtE: (ast.Lt, ast.Gt), ast.Gt: (ast.GtE, ast.LtE), ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,), ast.NotEq: (ast.Eq,), ast.Is: (ast.IsNot,), ast.IsNot: (ast.Is,), ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}  # fmt: skip
ARITHMETIC: dict[type, tuple[type, ...]] = {
    ast.Add: (ast.Sub,), ast.Sub: (ast.Add,), ast.Mult: (ast.Div,), ast.Div: (ast.Mult,), ast.FloorDiv: (ast.Mult,),
    ast.Mod: (ast.Mult,), ast.Pow: (ast.Mult,), ast.BitAnd: (ast.BitOr,), ast.BitOr: (ast.BitAnd,),
}  # fmt: skip
NAMES = {"min": "max", "max": "min", "any": "all", "all": "any", "floor": "ceil", "ceil": "floor"}


def places(tree: ast.Module) -> Iterator[tuple[ast.AST, str, int]]:
    """Yield (node, kind, choice) for every mistake that can be made in a module."""
    margins = {id(node) for product in ast.walk(tree) for node in _room(product)}
    for node in _code(tree):
        if isinstance(node, ast.Compare):
            yield from ((node, "compare", way) for way in range(len(COMPARISONS[type(node.ops[0])])))
        elif isinstance(node, ast.BinOp | ast.AugAssign) and type(node.op) in ARITHMETIC:
            yield node, "arithmetic", 0
        elif isinstance(node, ast.BoolOp):
            yield node, "and or", 0
        elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not | ast.USub):
            yield node, "sign", 0
        elif isinstance(node, ast.Constant) and isinstance(node.value, int | float):
            yield node, "room" if id(node) in margins else "number", 0
        elif isinstance(node, ast.If | ast.While | ast.IfExp):
            yield node, "branch", 0
        elif isinstance(node, ast.Name | ast.Attribute) and getattr(node, "id", getattr(node, "attr", "")) in NAMES:
            yield node, "name", 0
        elif isinstance(node, ast.Break | ast.Continue):
            yield node, "loop", 0
        elif isinstance(node, ast.Call) and _is_condition(node):
            yield from ((node, "condition", which) for which in range(len(node.keywords)))
        elif isinstance(node, ast.Raise | ast.AugAssign) or (
            isinstance(node, ast.Expr) and isinstance(node.value, ast.Call)
        ):
            yield node, "left out", 0


def _code(node: ast.AST) -> Iterator[ast.AST]:
    """Walk code that runs and decides: no annotations, no constants in capitals, no `strict` of a zip."""
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if not isinstance(child, ast.AST):
                continue
            if isinstance(child, ast.Assign | ast.AnnAssign) and _is_setting(child):
                continue
            if isinstance(child, ast.keyword) and child.arg == "strict":
                continue  # says that two lists are equally long; they are
            yield child
            yield from _code(child)


def _room(product: ast.AST) -> Iterator[ast.AST]:
    """Yield the numbers by which a product multiplies the roundoff."""
    parts, factors = [product], []
    while parts:
        node = parts.pop()
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
            parts += [node.left, node.right]
        else:
            factors.append(node)
    if any(isinstance(node, ast.Name) and node.id == "UNIT_ROUNDOFF" for node in factors):
        yield from (node for node in factors if isinstance(node, ast.Constant))


def _is_condition(node: ast.Call) -> bool:
    """Tell whether a call says which rows are meant: each of its conditions can be forgotten."""
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    return name in ("filter", "exclude", "Q") and len(node.keywords) > 0


def _is_setting(node: ast.Assign | ast.AnnAssign) -> bool:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    names = [part for target in targets for part in ast.walk(target) if isinstance(part, ast.Name)]
    return any(part.id.strip("_").isupper() for part in names)


def mistaken(tree: ast.Module, number: int) -> tuple[str, str]:
    """Return the source with mistake `number`, and what was done, on one line."""
    tree = copy.deepcopy(tree)
    node, kind, way = list(places(tree))[number]
    before = " ".join(ast.unparse(node).split())[:160]
    _change(node, kind, way)
    after = " ".join(ast.unparse(node).split())[:160]
    if kind in ("loop", "left out"):
        tree, after = _Swap(node).visit(tree), "pass" if kind == "left out" else "the other"
    return ast.unparse(ast.fix_missing_locations(tree)), f"{getattr(node, 'lineno', 0)}: {kind}: {before}  ->  {after}"


def _change(node: ast.AST, kind: str, way: int) -> None:
    if kind == "compare":
        node.ops[0] = COMPARISONS[type(node.ops[0])][way]()  # type: ignore[attr-defined]
    elif kind == "arithmetic":
        node.op = ARITHMETIC[type(node.op)][0]()  # type: ignore[attr-defined]
    elif kind == "and or":
        node.op = ast.Or() if isinstance(node.op, ast.And) else ast.And()  # type: ignore[attr-defined]
    elif kind == "sign":
        if isinstance(node.op, ast.USub):  # type: ignore[attr-defined]
            node.op = ast.UAdd()  # type: ignore[attr-defined]
        else:
            node.operand = ast.UnaryOp(ast.Not(), node.operand)  # type: ignore[attr-defined]
    elif kind == "number":
        node.value = not node.value if isinstance(node.value, bool) else node.value * 2 + 1  # type: ignore[attr-defined]
    elif kind == "room":
        node.value = 0  # type: ignore[attr-defined]
    elif kind == "branch":
        node.test = ast.UnaryOp(ast.Not(), node.test)  # type: ignore[attr-defined]
    elif kind == "condition":
        del node.keywords[way]  # type: ignore[attr-defined]
    elif kind == "name":
        field = "id" if isinstance(node, ast.Name) else "attr"
        setattr(node, field, NAMES[getattr(node, field)])


class _Swap(ast.NodeTransformer):
    """Replace one statement."""

    def __init__(self, node: ast.AST) -> None:
        self.node = node

    def visit(self, node: ast.AST) -> ast.AST:
        """Return the statement that comes instead."""
        if node is not self.node:
            return self.generic_visit(node)
        return {ast.Break: ast.Continue, ast.Continue: ast.Break}.get(type(node), ast.Pass)()


def noticed(copy_of: Path, package: str, file: Path, source: str, patience: float) -> bool:
    """Tell whether a test fails, or never ends, with this source in the place of the file."""
    target = copy_of / file
    whole = target.read_text(encoding="utf-8")
    target.write_text(source, encoding="utf-8")
    try:
        return run_tests(copy_of, package, patience, file) != 0
    finally:
        target.write_text(whole, encoding="utf-8")


def run_tests(copy_of: Path, package: str, patience: float, file: Path | None) -> int:
    """Run a package's tests in a copy; return the exit code, 1 when they take too long."""
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    if package == DOMAIN:
        command = [sys.executable, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "-m", "not browser"]
        own = [str(Path(*file.parts[:4]))] if file is not None else []
        command += [*own, *(name for name in BEYOND if (copy_of / name).exists()), "--ignore=tests/architecture"]
        command += ["--ignore=tests/upgrade"]
        environment |= {"BRINK_DATA": str(copy_of / "data"), "PYTHONPATH": str(copy_of / "src"), "DATABASE_URL": ""}
    else:
        options = ["-x", "-q", "-c", "tools/methods.ini", "--rootdir", ".", "--confcutdir", "."]
        paths = [str(METHODS / name) for name in TESTS[package]]
        command = [str(PYTHON), "-m", "pytest", *options, "-p", "no:cacheprovider", *paths]
    quiet = subprocess.DEVNULL
    ran = subprocess.Popen(command, cwd=copy_of, env=environment, stdout=quiet, stderr=quiet, start_new_session=True)
    try:
        return ran.wait(timeout=patience)
    except subprocess.TimeoutExpired:
        os.killpg(ran.pid, signal.SIGKILL)
        ran.wait()
        return 1


def fresh_copy(folder: Path) -> Path:
    """Return a copy of what the tests need."""
    for name in ("src", "tests", "tools", "docs"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("conftest.py", "pyproject.toml"):
        shutil.copy(ROOT / name, folder / name)
    return folder


def files_of(package: str) -> list[Path]:
    """Return the files of a package in which mistakes are made."""
    if package == DOMAIN:
        domain = ROOT / "src/brink/domain"
        found = {path for name in DECIDING for path in domain.glob(f"*/{name}")}
    else:
        made_up = ("generated", "synthetic")
        found = {path for path in (ROOT / METHODS / package).glob("*.py") if path.stem not in made_up}
    return sorted(path.relative_to(ROOT) for path in found if path.name != "__init__.py")


def main() -> int:
    """Measure each package; exit 1 when the tests of one notice too little."""
    ask = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    ask.add_argument("packages", nargs="*", default=[*TESTS, DOMAIN])
    ask.add_argument("--count", type=int, default=120)
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    asked = ask.parse_args()
    good = True
    with tempfile.TemporaryDirectory() as folder:
        copies: SimpleQueue[Path] = SimpleQueue()
        for worker in range(asked.workers):
            copies.put(fresh_copy(Path(folder) / str(worker)))
        for package in asked.packages:
            good = measured(package, copies, asked) and good
    return 0 if good else 1


def measured(package: str, copies: SimpleQueue[Path], asked: argparse.Namespace) -> bool:
    """Measure one package and print; tell whether its tests notice enough."""
    trees = {file: ast.parse((ROOT / file).read_text(encoding="utf-8")) for file in files_of(package)}
    every = [(file, number) for file, tree in trees.items() for number in range(len(list(places(tree))))]
    started, here = time.monotonic(), copies.get()
    if run_tests(here, package, 1_200, None):
        raise SystemExit(f"{package}: the tests fail without any mistake")
    copies.put(here)
    patience = 20 + 3 * (time.monotonic() - started)
    sample = random.Random(asked.seed).sample(every, min(asked.count, len(every)))

    def one(mistake: tuple[Path, int]) -> str | None:
        file, number = mistake
        source, what = mistaken(trees[file], number)
        copy_of = copies.get()
        try:
            where = file.relative_to("src/brink")
            return None if noticed(copy_of, package, file, source, patience) else f"{where}:{what}"
        finally:
            copies.put(copy_of)

    with ThreadPoolExecutor(asked.workers) as pool:
        missed = []
        for done, what in enumerate(pool.map(one, sample), 1):
            missed += [] if what is None else [what]
            if not done % 10:
                print(f"{package}: {done} of {len(sample)}, {len(missed)} not noticed", file=sys.stderr, flush=True)
    share = 1 - len(missed) / len(sample)
    print(
        f"{package}: {share:.0%} of {len(sample)} mistakes noticed, seed {asked.seed} ({len(every)} are possible);"
        f" floor {FLOOR:.0%}"
    )
    for what in sorted(missed):
        print(f"  {what}")
    sys.stdout.flush()
    return share >= FLOOR


if __name__ == "__main__":
    sys.exit(main())
