"""Class: a text that a service takes and its form or column does not, or the other way round.

Members are all calls by which a service cleans a text, read from the source and made here with texts of our own: the
longest text is taken, one sign more is refused with a sentence. How long that is stands in a second place that people
meet first (the form, the column, the sentence), so that neither can move alone.
"""

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.forms import BaseForm
from django.urls import get_resolver

import brink
from brink.foundation.errors import BadInput

SOURCE = Path(brink.__file__).parent
CLEANERS = {"clean", "clean_line", "line"}
# Under another name, or nowhere else; how long, so that it cannot move here alone either.
ALONE = {
    "domain.accountability.services.internal_rooms <name> one": 300,  # one line of a list
    "domain.accountability.services.self_checks <field> answer.because": 500,  # of a field for each rule of thumb
    "domain.contributions.services.code_recovery email typed": 254,  # what an address of e-mail can be
    "domain.decisions.services.positions <field> text": 2_000,  # of both texts of its form
    "domain.processes.services.processes source facts.source": 2_000,  # of a file that is read, never typed
    "domain.processes.services.rooms <field> one": 300,  # one line of a list
    "domain.processes.services.rooms <name> values[name]": 5_000,  # each of the long texts of a room
    "domain.processes.services.timeline reason": 200,  # of the column `cancel_reason`
    "instruments.dialogue.services.statements <field> text": 5_000,  # before its lines are made one
    "instruments.petition.services.supporting place said.place": 120,  # a name from a list, never typed
}
# The limit comes from a table or from whoever calls, which is a member itself.
PASSED_ON = {
    "domain.decisions.services.correcting <name> texts[name]",
    "domain.decisions.services.speaking <name> str(fields.get(name, ''))",
    "domain.framework.kader_file text value or ''",
    "domain.processes.services.preconditions <field> text", "domain.processes.services.rooms <name> values[name]",
    "domain.records.making <field> text", "foundation.text <field> texts[field]",
}  # fmt: skip


@dataclass(frozen=True)
class Text:
    """One call that cleans a text."""

    module: str
    call: ast.Call
    field: str

    @property
    def app(self) -> str:
        return ".".join(self.module.split(".")[:3])

    @property
    def name(self) -> str:
        called = ast.unparse(self.call.args[0]) if self.call.args else ""
        return f"{self.module.removeprefix('brink.')} {self.field} {'' if called == self.field else called}".strip()

    @property
    def names(self) -> set[str]:
        """Return what a form or a column may call this text."""
        return {self.field, *(getattr(one, "attr", "") for one in self.call.args)}

    def limit(self) -> int:
        """Return the limit as the module works it out; raises NameError when the caller gives it."""
        asked = next(one.value for one in self.call.keywords if one.arg == "limit")
        return int(self._worked_out(asked))

    def cleaned(self, text: str) -> str:
        """Make the call with this text."""
        rest = [one for one in self.call.keywords if one.arg not in ("field", "empty")]
        field = ast.keyword("field", ast.Constant(self.field))
        return str(self._worked_out(ast.Call(self.call.func, [ast.Constant(text)], [*rest, field])))

    def sentence(self) -> str:
        """Return what the call says in words of its own, "" when it says it as all others."""
        said = [one.value for one in self.call.keywords if one.arg == "too_long"]
        return str(self._worked_out(said[0])) if said else ""

    def _worked_out(self, made: ast.expr) -> Any:
        whole = ast.fix_missing_locations(ast.Expression(made))
        return eval(compile(whole, self.module, "eval"), vars(import_module(self.module)))  # noqa: S307


def texts() -> Iterator[Text]:
    """Yield every text that a service cleans."""
    for path in sorted(SOURCE.rglob("*.py")):
        if {"tests", "migrations", "methods"} & set(path.parts) or "limit=" not in (source := path.read_text("utf-8")):
            continue
        module = ".".join(path.relative_to(SOURCE.parent).with_suffix("").parts)
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in CLEANERS:
                given = {one.arg: one.value for one in node.keywords}
                field = given.get("field", ast.Constant("text"))
                named = str(field.value) if isinstance(field, ast.Constant) else f"<{ast.unparse(field)}>"
                if "limit" in given:
                    yield Text(module, node, named)


def forms(kind: type[BaseForm] = BaseForm) -> Iterator[type[BaseForm]]:
    """Yield all forms of the site."""
    for one in kind.__subclasses__():
        yield one
        yield from forms(one)


def said_elsewhere() -> dict[tuple[str, str], set[int]]:
    """Return how long the forms and columns of each app let a field be."""
    assert get_resolver().url_patterns, "the pages bring in every form"
    found: dict[tuple[str, str], set[int]] = defaultdict(set)
    for form in forms():
        for name, field in getattr(form, "base_fields", {}).items():
            if getattr(field, "max_length", None):
                found[".".join(form.__module__.split(".")[:3]), name].add(field.max_length)
    for model in apps.get_models():
        for column in model._meta.concrete_fields:
            if getattr(column, "max_length", None):
                found[".".join(model.__module__.split(".")[:3]), column.name].add(column.max_length)
    return found


def parted() -> tuple[list[Text], set[str]]:
    """Return the texts whose limit stands where they are cleaned, and the names of those that are passed one."""
    here, passed = list[Text](), set[str]()
    for one in texts():
        try:
            one.limit()
        except (NameError, AttributeError):
            passed.add(one.name)
        else:
            here.append(one)
    return here, passed


HERE, PASSED = parted()


def test_each_limit_is_where_it_is_looked_for() -> None:
    assert len(HERE) > 60
    assert PASSED == PASSED_ON


@pytest.mark.parametrize("text", HERE, ids=lambda one: one.name)
def test_the_longest_text_is_taken_and_one_sign_more_is_refused_in_a_sentence(text: Text) -> None:
    longest = text.limit()
    assert text.cleaned("a" * longest) == "a" * longest
    with pytest.raises(BadInput) as refused:
        text.cleaned("a" * (longest + 1))
    assert str(refused.value).strip()
    assert refused.value.field == text.field


def test_how_long_a_text_may_be_is_said_before_it_is_typed() -> None:
    places, wrong = said_elsewhere(), []
    for one in HERE:
        said = {int(number) for number in re.findall(r"\d+", one.sentence().replace(".", ""))}
        said = said.union(*(places[one.app, name] for name in one.names))
        if one.limit() not in said and ALONE.get(one.name) != one.limit():
            wrong.append(f"{one.name}: {one.limit()}, and elsewhere {sorted(said)}")
    assert wrong == []
