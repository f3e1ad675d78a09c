"""Nothing outside the act kernel opens a transaction or saves: read from the source, and drawn from all acts."""

import ast
import importlib
import inspect
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.urls import get_resolver
from hypothesis import given
from hypothesis import strategies as st

from brink.domain.journal import acts
from brink.domain.journal.acts import EXEMPT, Act
from brink.domain.journal.fingerprints import fingerprint
from brink.domain.journal.services import Actor

SOURCE = Path(__file__).parents[2] / "src"
KERNEL = "brink.domain.journal.acts"
# The kernel's own hands: they write entries, inside the transaction that the kernel opened.
# The index of the search is read again by the kernel, at the end of each act, in a savepoint that holds no act back.
INDEX = "brink.foundation.search.indexing"
HANDS = frozenset({
    "brink.domain.journal.services.record", "brink.domain.journal.services.record_many",
    # What every write goes through: it notes the row and hands on. What the kernel keeps of that, before it records.
    "brink.domain.journal.committed_rows.update", "brink.domain.journal.committed_rows.bulk_create",
    "brink.domain.journal.committed_rows.delete", "brink.domain.journal.contents.tell",
    "brink.domain.journal.contents._write", f"{KERNEL}._renumber",
    *(f"{INDEX}.{name}" for name in ("refresh", "rebuild", "mark_all")),
})  # fmt: skip
# What an act asks of each instrument through the registry, so by no name that can be followed. That it happens inside
# an act only is watched while every other test runs (tests/django_fixtures.py).
ASKED_OF_INSTRUMENTS = frozenset({"open", "close", "erase", "drop", "tick", "seed", "importers", "after_sending"})
# What the act of giving asks of the detail that it is handed: to write an instrument's own row beside the contribution.
DETAIL = ("write", ["self", "contribution"])
ALWAYS = frozenset({"create", "get_or_create", "update_or_create", "bulk_create", "bulk_update", "create_user"})


@dataclass
class Function:
    """One function at the top of a module, or a method: what it writes itself, and from where it is called."""

    name: str
    module: str
    owner: str = ""
    instrument: bool = False
    is_act: bool = False
    is_detail: bool = False
    writes: list[int] = field(default_factory=list)
    """Lines on which it writes outside `exempt`."""
    calls: set[str] = field(default_factory=set)
    """Names that it uses outside `exempt`."""
    sheltered_calls: set[str] = field(default_factory=set)


def modules() -> Iterator[tuple[str, ast.Module]]:
    """Every module of the site that may write: not the mathematics, tests or migrations."""
    for path in sorted((SOURCE / "brink").rglob("*.py")):
        parts = path.relative_to(SOURCE).with_suffix("").parts
        if not {"tests", "migrations", "methods"} & set(parts):
            yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts), ast.parse(path.read_text("utf-8"))


def is_write(call: ast.Call) -> bool:
    """Tell whether a call looks like one that writes rows; dictionaries and files take other arguments."""
    if not isinstance(call.func, ast.Attribute):
        return False
    name, plain, receiver = call.func.attr, len(call.args), call.func.value
    if name in ALWAYS:
        return True
    if name == "update":
        return not plain and bool(call.keywords)
    if name in ("save", "delete"):
        return not plain
    # A relation stands on a row, `process.themes.set(...)`; what is no relation has a name of its own.
    return name == "set" and plain == 1 and isinstance(receiver, ast.Attribute) and not isinstance(receiver, ast.Name)


def is_exempt(node: ast.AST, names: frozenset[str] = frozenset({"exempt"})) -> bool:
    return isinstance(node, ast.With) and any(
        isinstance(item.context_expr, ast.Call) and name_of(item.context_expr.func) in names for item in node.items
    )


@cache
def shelters() -> frozenset[str]:
    """What opens `exempt` for whoever is within it: a context manager that yields inside, such as `signalling`."""
    managers = [
        node
        for _module, tree in modules()
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and "contextmanager" in map(name_of, node.decorator_list)
    ]
    names = frozenset({"exempt"})
    while True:
        within = (
            one.name
            for one in managers
            for part in ast.walk(one)
            if is_exempt(part, names) and any(isinstance(step, ast.Yield) for step in ast.walk(part))
        )
        more = names | frozenset(within)
        if more == names:
            return names
        names = more


def name_of(node: ast.AST) -> str:
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def read(node: ast.AST, into: Function, sheltered: bool = False) -> None:
    """Gather what a piece of source writes and uses."""
    sheltered = sheltered or is_exempt(node, shelters())
    if isinstance(node, ast.Call) and is_write(node) and not sheltered:
        into.writes.append(node.lineno)
    if isinstance(node, ast.Name | ast.Attribute):
        (into.sheltered_calls if sheltered else into.calls).add(name_of(node))
    for child in ast.iter_child_nodes(node):
        read(child, into, sheltered)


def functions(module: str, tree: ast.Module) -> Iterator[Function]:
    """Every function and method of a module, and the rest of it as one that is called by whoever imports it."""
    rest = Function("", module)
    for node in tree.body:
        inner = node.body if isinstance(node, ast.ClassDef) else [node]
        owner = node.name if isinstance(node, ast.ClassDef) else ""
        instrument = isinstance(node, ast.ClassDef) and "BaseInstrument" in map(name_of, node.bases)
        for one in inner:
            if isinstance(one, ast.FunctionDef):
                is_act = any(isinstance(by, ast.Call) and name_of(by.func) == "act" for by in one.decorator_list)
                is_detail = bool(owner) and (one.name, [part.arg for part in one.args.args]) == DETAIL
                made = Function(one.name, module, owner, instrument, is_act, is_detail)
                read(one, made)
                yield made
            elif not isinstance(one, ast.Import | ast.ImportFrom):
                read(one, rest)
    yield rest


@cache
def everything() -> tuple[Function, ...]:
    return tuple(one for module, tree in modules() for one in functions(module, tree))


@cache
def imported() -> Mapping[str, frozenset[str]]:
    """The full names that each module brings in, of modules and of what is in them."""
    return {
        module: frozenset(
            f"{node.module}.{alias.name}" if isinstance(node, ast.ImportFrom) else alias.name
            for node in ast.walk(tree)
            if isinstance(node, ast.Import | ast.ImportFrom)
            for alias in node.names
        )
        for module, tree in modules()
    }


def may_call(caller: Function, called: Function) -> bool:
    """Tell whether a name in one function can be this other one: in the same module, or brought in from another."""
    if caller.module == called.module:
        return True
    if called.name.startswith("_"):
        return False
    # Itself, its module, a package that holds its module, or itself by way of such a package.
    inside = called.module.split(".")
    holders = {".".join(inside[:end]) for end in range(1, len(inside) + 1)}
    ways = holders | {f"{holder}.{called.name}" for holder in holders}
    return bool(called.owner) or bool(ways & imported()[caller.module])


@cache
def consequences() -> frozenset[str]:
    """The functions that an app hangs on a step of a process, on taking back or on hiding: they run inside that act."""
    calls = [node for _module, tree in modules() for node in ast.walk(tree) if isinstance(node, ast.Call)]
    hung = (one for one in calls if ast.unparse(one.func).endswith(("register_consequence", "erasures.register")))
    taken_up = [one for one in calls if name_of(one.func) == "TakenUp"]
    follow = {name_of(word.value) for one in taken_up for word in one.keywords if word.arg == "follow"}
    return frozenset(name_of(one.args[1]) for one in hung) | follow


def unsheltered() -> dict[str, list[str]]:
    """Return per module where something is written that does not come from an act alone."""
    every = everything()
    by_name: dict[str, list[Function]] = {}
    for one in every:
        for name in one.calls | one.sheltered_calls:
            by_name.setdefault(name, []).append(one)
    safe: set[int] = set()

    def stands(one: Function) -> bool:
        if (
            one.is_act
            or one.is_detail
            or f"{one.module}.{one.name}" in HANDS
            or one.name in consequences()
            or (one.instrument and one.name in ASKED_OF_INSTRUMENTS)
        ):
            return True
        callers = [by for by in by_name.get(one.name, ()) if by is not one and may_call(by, one)]
        return bool(callers) and all(id(by) in safe for by in callers if one.name in by.calls)

    # From the acts downwards: two that only call each other are called by nobody.
    while joining := {id(one) for one in every if id(one) not in safe and stands(one)}:
        safe |= joining
    found: dict[str, list[str]] = {}
    for one in every:
        if one.writes and id(one) not in safe:
            found.setdefault(one.module, []).append(f"{one.owner}.{one.name}:{one.writes}".lstrip("."))
    return found


def transactions() -> dict[str, list[str]]:
    """Return per module where a transaction is opened, but for the kernel."""
    found: dict[str, list[str]] = {}
    for module, tree in modules():
        lines = [str(node.lineno) for node in ast.walk(tree) if name_of(node) == "atomic"]
        if lines and module not in (KERNEL, INDEX):
            found[module] = [f"atomic:{','.join(lines)}"]
    return found


def offences() -> dict[str, list[str]]:
    written, opened = unsheltered(), transactions()
    return {name: [*written.get(name, ()), *opened.get(name, ())] for name in sorted(written.keys() | opened.keys())}


def test_nothing_outside_the_kernel_opens_a_transaction_or_saves() -> None:
    assert offences() == {}


def test_what_giving_writes_beside_a_contribution_is_frozen_data() -> None:
    details = [
        getattr(importlib.import_module(module), node.name)
        for module, tree in modules()
        for node in tree.body
        if isinstance(node, ast.ClassDef) and "Protocol" not in map(name_of, node.bases)
        for one in node.body
        if isinstance(one, ast.FunctionDef) and (one.name, [part.arg for part in one.args.args]) == DETAIL
    ]
    assert len(details) >= 4
    assert [one.__name__ for one in details if not (is_dataclass(one) and one.__dataclass_params__.frozen)] == []


def test_every_exemption_has_a_reason_and_is_used_in_one_module() -> None:
    used: dict[str, set[str]] = {}
    for module, tree in modules():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and name_of(node.func) == "exempt":
                (name,) = (one.value for one in node.args if isinstance(one, ast.Constant))
                used.setdefault(name, set()).add(module)
    assert {name: where for name, where in used.items() if len(where) > 1} == {}
    assert {name for name, reason in EXEMPT.items() if len(reason) < 30} == set()
    assert used.keys() == EXEMPT.keys()


WRONG = """
from django.db import transaction
from brink.domain.journal.acts import act, exempt

def hidden(row):
    row.save()

def view(request):
    hidden(request.row)

def opened():
    with transaction.atomic():
        pass

def other():
    with exempt("demo"):
        Theme.objects.create()
        within()

def within():
    Theme.objects.create()

@act("a", Theme)
def acts():
    below()
    d.update({"a": 1}); cache.set("a", 1); seen.add(2); storage.delete("x")

@contextmanager
def held():
    with exempt("signals"):
        yield

@contextmanager
def open():
    yield

def answers():
    with held():
        Theme.objects.create()

def bare():
    with open():
        Theme.objects.create()

def below():
    row.themes.set([1])
    Theme.objects.filter(a=1).update(b=2)
"""


def test_the_reader_of_the_source_sees_what_it_should(monkeypatch: pytest.MonkeyPatch) -> None:
    tree = ast.parse(WRONG)
    monkeypatch.setattr(f"{__name__}.modules", lambda: iter([("m", tree)]))
    for known in (everything, imported, shelters):
        known.cache_clear()
    try:
        assert offences() == {"m": ["hidden:[6]", "bare:[43]", "atomic:12"]}
    finally:
        for known in (everything, imported, shelters):
            known.cache_clear()


# Views: one form, one act, with its key.


def views() -> list[str]:
    return [
        name
        for name, _tree in modules()
        if ".views" in name or name.endswith("_views") or name.rpartition(".")[2] == "views"
    ]


def resolve(node: ast.AST, module: Any) -> Any:
    """Return what a name in a module stands for, or None."""
    if isinstance(node, ast.Name):
        return getattr(module, node.id, None)
    if isinstance(node, ast.Attribute):
        return getattr(resolve(node.value, module), node.attr, None)
    return None


def passes_key(call: ast.Call) -> bool:
    return any(
        one.arg == "key" and not (isinstance(one.value, ast.Constant) and one.value.value is None)
        for one in call.keywords
    )


def keyed_parameters(tree: ast.Module) -> set[str]:
    """Return the functions of a module that call what they are given with a key."""
    return {
        node.name
        for node in tree.body
        if isinstance(node, ast.FunctionDef)
        for call in ast.walk(node)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in {one.arg for one in node.args.args}
        and passes_key(call)
    }


def keyless(tree: ast.Module, module: Any) -> list[str]:
    """Return the acts that a module of views does, or hands on, without the key of the form."""
    givers, fine = keyed_parameters(tree), set()
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        target = call.func
        if isinstance(target, ast.Attribute) and target.attr in ("performed", "ask"):
            target = target.value
        if isinstance(resolve(target, module), Act) and passes_key(call):
            fine.add(id(target))
        if name_of(call.func) in givers:
            fine |= {id(one) for one in call.args}
    return [
        f"{name_of(node)}:{node.lineno}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Name | ast.Attribute)
        and isinstance(resolve(node, module), Act)
        and id(node) not in fine
    ]


@pytest.mark.parametrize("name", views())
def test_every_act_of_a_view_has_the_key_of_its_form(name: str) -> None:
    tree = (
        ast.parse((SOURCE / Path(*name.split("."))).with_suffix(".py").read_text("utf-8"))
        if (SOURCE / Path(*name.split("."))).with_suffix(".py").exists()
        else ast.Module([], [])
    )
    assert keyless(tree, importlib.import_module(name)) == []


def test_the_reader_of_views_sees_an_act_without_a_key() -> None:
    from types import SimpleNamespace

    from brink.domain.people import services

    text = """
services.add_person(body=1, key=form.key)
services.add_person(body=1)
services.add_person(body=1, key=None)
given(services.add_person)
hand(services.add_person)
def given(service):
    service(key=2)
"""
    tree, module = ast.parse(text), SimpleNamespace(services=services)
    assert keyless(tree, module) == ["add_person:3", "add_person:4", "add_person:6"]


# All acts: no argument can be left out of what a key stands for.


def all_acts() -> Mapping[str, Act[..., Any]]:
    assert get_resolver().url_patterns
    return acts.ALL


def asked(one: Act[..., Any]) -> dict[str, Any]:
    """Return arguments for an act: a word each, which is enough to compare requests."""
    return {name: f"{name}?" for name in inspect.signature(one.function).parameters} | {"actor": Actor(uuid4())}


def test_another_value_of_any_argument_of_any_act_is_another_request() -> None:
    told = [
        f"{name}: {argument}"
        for name, one in all_acts().items()
        for first in [asked(one)]
        for argument in set(first) - {"actor", "key", "seen"}
        if acts.fingerprint_of(one, first) == acts.fingerprint_of(one, {**first, argument: "something else"})
    ]
    same_person = [
        name
        for name, one in all_acts().items()
        for first in [asked(one)]
        if acts.fingerprint_of(one, first) == acts.fingerprint_of(one, {**first, "actor": Actor(uuid4())})
    ]
    assert (told, same_person) == ([], [])


def test_two_acts_on_the_same_arguments_are_two_requests() -> None:
    actor = Actor(uuid4())
    prints = {acts.fingerprint_of(one, {"actor": actor}) for one in all_acts().values()}
    assert len(prints) == len(all_acts())


WORDS = st.recursive(
    st.text(max_size=8) | st.integers(-9, 9) | st.none(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)


@given(WORDS, WORDS)
def test_what_differs_anywhere_has_another_fingerprint(one: object, other: object) -> None:
    assert (fingerprint({"x": one}) == fingerprint({"x": other})) == (one == other)
