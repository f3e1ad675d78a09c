"""A text stays with what it is about: rows and forms are known by identity, never by their place in a list."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, transaction
from django.forms import BaseFormSet
from django.urls import get_resolver
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from tests.builders import World, make_process, make_world
from tests.sampling import examples

from brink.domain.contributions.models import Bundle, Destination
from brink.domain.decisions import queries, services
from brink.domain.decisions.models import Decision, Option, WeighingLine
from brink.domain.decisions.subjects import Subject, row_id, subject_named
from brink.domain.decisions.tests.desk import LINE, Desk
from brink.domain.decisions.tests.test_publishing import STAFF, make_draft
from brink.domain.processes.models import Interest, RoundOutcome
from brink.foundation import clock
from brink.foundation.errors import BadInput, Conflict

SOURCE = Path(__file__).parents[4]


def put_at_stake(world: World) -> Decision:
    """Make a draft with three interests, two bundles of one name, and two dissenting groups."""
    decision = make_draft(world)
    common = {"tenant": world.body, "created_at": clock.now(), "process": decision.process}
    for title in ("ouderen", "open land"):
        Interest.objects.create(**common, title=title)
    for number in (1, 2):
        Bundle.objects.create(**common, number=number, title="De bus", item_count=1)
    outcome = RoundOutcome.objects.get(round__process=decision.process)
    outcome.pk, outcome._state.adding = None, True
    outcome.round = decision.process.rounds.get()
    outcome.round.pk, outcome.round.number, outcome.round.slug = None, 2, "ronde-2"
    outcome.round._state.adding = True
    outcome.round.save()
    outcome.round_id = outcome.round.pk
    outcome.data = {**outcome.data, "minority": [{**outcome.data["minority"][0], "key": "d-e f"}]}
    outcome.save()
    return decision


@dataclass
class Typist:
    """Somebody who has pages open, and says in each text what the form before them was about."""

    desk: Desk
    forms: dict[str, dict[str, str]] = field(default_factory=dict)
    sent: list[dict[str, str]] = field(default_factory=list)

    def does(self, act: str, place: int) -> int:
        """Open the page anew, send one of its forms, or send an earlier form once more. Returns the status."""
        if act == "open" or not self.forms:
            self.forms = self.weighing(self.desk.open())
            return 200
        if act == "again" and self.sent:
            form = self.sent[place % len(self.sent)]
        else:
            name = sorted(self.forms)[place % len(self.forms)]
            form = {**self.forms[name]}
            # What a reader sees is the name of the interest: that is what they write about.
            form |= {f"{name}-{key}": text for key, text in LINE.items()}
            form[f"{name}-done"] = f"Over {form[f'{name}-who']} ({about(name)}), {place}."
        self.sent.append(form)
        answer = self.desk.client.post(self.desk.address, form)
        if answer.status_code == 409:
            self.forms = self.weighing(self.desk.read(answer))
        return int(answer.status_code)

    def weighing(self, forms: dict[str, dict[str, str]]) -> dict[str, dict[str, str]]:
        """Return the forms of weighing lines."""
        return {name: form for name, form in forms.items() if f"{name}-norm_side" in form or f"{name}-done" in form}


def about(name: str) -> str:
    """Return the identity of what the form of this name is about."""
    line = row_id(name, "line")
    if line is not None:
        found = queries.subject_of(WeighingLine.objects.get(pk=line))
        assert found is not None
        return found.name
    return name


# A story of ten steps is short enough to read: making it shorter would ask hundreds of pages more.
PHASES = (Phase.explicit, Phase.reuse, Phase.generate)
STEPS = st.lists(
    st.tuples(st.integers(0, 1), st.sampled_from(("open", "send", "send", "again")), st.integers(0, 6)),
    min_size=3, max_size=10,
)  # fmt: skip


@pytest.mark.django_db
@settings(
    max_examples=examples("orders of saves at the desk (machine)", 10, 100), deadline=None, phases=PHASES,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)  # fmt: skip
@given(steps=STEPS)
def test_no_order_of_saves_brings_a_text_under_something_else(steps: list[tuple[int, str, int]]) -> None:
    """Two people, pages that grow old, forms sent twice: each text says what its form was about, and stands there."""
    with transaction.atomic():
        world = make_world()
        decision = put_at_stake(world)
        names = {subject.name: title for subject, title in titles(decision)}
        typists = [Typist(Desk(decision, account)) for account in (world.officer, world.clerk)]
        for person, act, place in steps:
            assert typists[person].does(act, place) in (200, 302, 409)
            for line in WeighingLine.objects.filter(decision=decision):
                subject = queries.subject_of(line)
                assert subject is not None
                assert line.done.startswith(f"Over {names[subject.name]} ({subject.name}),")
                assert line.who == names[subject.name]
        transaction.set_rollback(True)


def titles(decision: Decision) -> list[tuple[Subject, str]]:
    return [(one.subject, one.title) for one in queries.missing_stakes(decision)]


@pytest.mark.django_db
def test_everything_at_stake_has_a_form_of_its_own_name() -> None:
    world = make_world()
    decision = put_at_stake(world)
    stakes = queries.missing_stakes(decision)
    assert [one.title for one in stakes] == [
        "jongeren", "ouderen", "open land", "De bus", "De bus", "Laat het dorp heel", "Laat het dorp heel",
    ]  # fmt: skip
    assert [subject_named(one.subject.name) for one in stakes] == [one.subject for one in stakes]
    forms = Desk(decision, world.officer).open()
    assert {one.subject.name for one in stakes} <= set(forms)
    # What is missing leads to its own form.
    wheres = [one.where for one in queries.findings(decision) if one.key in ("interest", "bundle", "dissent")]
    assert wheres == [one.subject.name for one in stakes]


@given(st.text(max_size=70))
def test_a_name_reads_back_as_what_it_was_written_from_or_not_at_all(text: str) -> None:
    for subject in (Subject.of_interest(uuid4()), Subject.of_bundle(uuid4()), Subject.of_group(uuid4(), text)):
        read = subject_named(subject.name)
        assert read == subject or (subject.kind == "group" and not 0 < len(subject.key) <= 60 and read is None)
    read = subject_named(text)
    assert read is None or read.name == text


def line(decision: Decision, **tie: object) -> WeighingLine:
    return services.weigh(decision=decision, who="wie", actor=STAFF, **LINE, **tie)  # type: ignore[arg-type]


@pytest.mark.django_db
def test_each_thing_at_stake_is_weighed_once_and_a_line_is_about_one_thing() -> None:
    world = make_world()
    decision = put_at_stake(world)
    starts = [{key: value for key, value in one.items() if key != "who"} for one in queries.initial_lines(decision)]
    when = clock.now() + timedelta(days=1)
    for start in starts:
        with clock.frozen(when):
            first = line(decision, **start)
        with clock.frozen(when + timedelta(hours=1)):
            services.reweigh(decision=decision, line=first, fields={"who": "wie anders"}, actor=STAFF)
        with pytest.raises(Conflict) as refused:
            line(decision, **start)
        assert refused.value.at == when + timedelta(hours=1), "the other's last save"
    assert queries.initial_lines(Decision.objects.get(pk=decision.pk)) == []
    interest, bundle = starts[0]["interest"], starts[3]["bundle"]
    group = starts[5]
    elsewhere = make_process(world, "elders")
    foreign = Interest.objects.create(tenant=world.body, created_at=clock.now(), process=elsewhere, title="jongeren")
    for wrong in (
        {"interest": interest, "bundle": bundle}, {"interest": foreign}, {**group, "group_key": "nee"},
        {**group, "group_key": ""}, {"group_key": "c"}, {**group, "interest": interest},
    ):  # fmt: skip
        with pytest.raises(BadInput):
            line(decision, **wrong)
    assert decision.lines.count() == len(starts)


@pytest.mark.django_db
def test_the_database_refuses_two_lines_about_one_thing_and_two_chosen_options() -> None:
    decision = put_at_stake(make_world())
    starts = queries.initial_lines(decision)
    interest, bundle = starts[0]["interest"], starts[3]["bundle"]
    group = {name: starts[5][name] for name in ("round_id", "group_key")}
    for number, tie in enumerate(({"interest": interest}, {"bundle": bundle}, group)):
        _raw_line(decision, number=number, **tie)
        with pytest.raises(IntegrityError), transaction.atomic():
            _raw_line(decision, number=90 + number, **tie)
    for wrong in ({"interest": starts[1]["interest"], "bundle": starts[4]["bundle"]}, {"group_key": "c"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            _raw_line(decision, number=99, **wrong)
    for mark in ("chosen", "nothing"):
        _option(decision, 10 + len(mark), **{mark: True})
        with pytest.raises(IntegrityError), transaction.atomic():
            _option(decision, 30, **{mark: True})


def _raw_line(decision: Decision, *, number: int, **tie: object) -> None:
    common = {"tenant_id": decision.tenant_id, "created_at": clock.now()}
    place = Destination.objects.create(**common, process_id=decision.process_id, kind="weighing", title="x")
    WeighingLine.objects.create(
        **common, decision=decision, destination=place, number=number, who="wie", **LINE, **tie
    )  # fmt: skip


def _option(decision: Decision, number: int, **marks: bool) -> None:
    Option.objects.create(
        tenant_id=decision.tenant_id, created_at=clock.now(), decision=decision, number=number, title="x",
        consequences="y", **marks,
    )  # fmt: skip


# The class: names that are made from a place in a list, anywhere in the site.


def numbered_in_python(text: str) -> Iterator[str]:
    """Yield names that are made with the number of a loop: `f"new-{place}"` where place counts."""
    tree = ast.parse(text)
    for node in ast.walk(tree):
        loops = [node] if isinstance(node, ast.For) else getattr(node, "generators", [])
        counters = {
            name.id
            for loop in loops
            if isinstance(loop.iter, ast.Call) and getattr(loop.iter.func, "id", "") in ("enumerate", "range")
            for name in ast.walk(loop.target.elts[0] if isinstance(loop.target, ast.Tuple) else loop.target)
            if isinstance(name, ast.Name)
        }
        for part in ast.walk(node) if counters else ():
            used = {name.id for name in ast.walk(part) if isinstance(name, ast.Name)}
            if isinstance(part, ast.JoinedStr) and used & counters:
                yield ast.unparse(part)


def numbered_in_template(text: str) -> Iterator[str]:
    """Yield fields whose name or value holds the counter of a loop."""
    yield from re.findall(r'(?:name|value)="[^"]*forloop\.counter[^"]*"', text)


def formsets_without_identity() -> Iterator[str]:
    """Yield formsets whose rows do not say which row they are."""
    assert get_resolver().url_patterns  # whoever serves the addresses has loaded every form
    waiting = list(BaseFormSet.__subclasses__())
    while waiting:
        one = waiting.pop()
        waiting += one.__subclasses__()
        row = getattr(one, "form", None)
        if row is not None and row.__module__.startswith("brink.") and "id" not in row.base_fields:
            yield row.__module__


def test_no_form_of_decisions_knows_a_row_by_its_place() -> None:
    found = []
    for path in sorted((SOURCE / "brink").rglob("*")):
        if "tests" in path.parts or path.suffix not in (".py", ".html"):
            continue
        look = numbered_in_python if path.suffix == ".py" else numbered_in_template
        found += [(str(path.relative_to(SOURCE)), what) for what in look(path.read_text())]
    found += [(name.replace(".", "/"), "formset") for name in formsets_without_identity()]
    assert [one for one in found if "domain/decisions" in one[0]] == []


def test_the_look_for_places_finds_what_stood_there_before() -> None:
    before = 'names += [(f"new-{place}", title) for place, one in enumerate(starts)]'
    assert list(numbered_in_python(before)) == ["f'new-{place}'"]
    assert list(numbered_in_template('<input name="regel-{{ forloop.counter0 }}">')) != []
    assert list(numbered_in_python("{UUID(int=n): n for n in range(3)}")) == []


def test_a_row_of_a_list_of_decisions_says_which_row_it_is() -> None:
    from brink.domain.decisions import forms

    for formset in (forms.OptionFormSet, forms.DilemmaFormSet, forms.VoteFormSet):
        row = dict.fromkeys(formset.form.base_fields, "x") | {"id": UUID(int=1)}
        shown = formset(initial=[row], prefix="p")
        assert str(UUID(int=1)) in str(shown.forms[0]["id"])
