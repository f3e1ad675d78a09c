"""The act kernel: every act of the site is done once, on the row as it is now, with all that was asked in its key.

What holds for the kernel holds for each act, so the last tests draw their members from the register of all acts.
"""

import inspect
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.urls import get_resolver

from brink.domain.journal import acts
from brink.domain.journal.acts import Act, Done, Performed, act, exempt, part_key, together, version_of, writing
from brink.domain.journal.fingerprints import canonical, fingerprint
from brink.domain.journal.models import Entry
from brink.domain.journal.services import RESIDENT, Actor
from brink.domain.people.models import Body, Organ
from brink.foundation import clock, locks
from brink.foundation.errors import BadInput, Conflict, KeyReused, NotNow, Refusal
from brink.foundation.visibility import Role

pytestmark = pytest.mark.django_db
OFFICER = Actor(uuid4(), "officer")


@dataclass(frozen=True)
class Wish:
    """What a form asks in the tests."""

    name: str
    on: date | None = None


@act("probe.renamed", Organ, on="organ")
def rename(*, organ: Organ, wish: Wish, actor: Actor, key: str | None = None, seen: int | None = None) -> Done[Organ]:
    """Give an organ another name."""
    if not wish.name:
        raise BadInput("Vul een naam in.", field="name")
    organ.name = f"{organ.name} {wish.name}"
    organ.save(update_fields=("name",))
    return Done(organ, {"length": len(wish.name)}, public=True)


@act("probe.added", Organ, on="body", lock=False)
def add(*, body: Body, slug: str, actor: Actor, key: str | None = None) -> Done[Organ]:
    """Add an organ."""
    made = Organ.objects.create(tenant=body, created_at=clock.now(), name=slug, slug=slug, role=Role.COUNCIL)
    return Done(made)


@act("probe.dropped", Body, on=("body", "organ"))
def drop(*, body: Body, organ: Organ, actor: Actor, key: str | None = None) -> Done[Body]:
    """Take an organ away."""
    organ.delete()
    return Done(body)


@act("probe.painted", Organ, on="organ", part=True)
def paint(*, organ: Organ, actor: Actor, key: str | None = None, seen: int | None = None) -> Done[Organ]:
    """Change a part of an organ that is edited by itself."""
    return Done(organ)


for probe in (rename, add, drop, paint):
    acts.ALL.pop(probe.name)


@pytest.fixture
def organ() -> Organ:
    body = Body.objects.create(slug="proef", name="Proef", kind=Body.Kind.PROVINCE)
    return add(body=body, slug="staten", actor=OFFICER)


def test_an_act_is_done_once_per_key_and_leaves_one_entry(organ: Organ) -> None:
    first = rename.performed(organ=organ, wish=Wish("een"), actor=OFFICER, key="k")
    again = rename.performed(organ=organ, wish=Wish("een"), actor=OFFICER, key="k")
    assert (first.repeated, again.repeated, again.result.name) == (False, True, "staten een")
    entry = Entry.objects.get(kind="probe.renamed")
    assert (entry.subject, entry.subject_id, entry.actor_id, entry.public, entry.data) == (
        "organ", organ.pk, OFFICER.id, True, {"length": 3},
    )  # fmt: skip


@pytest.mark.parametrize(
    "change",
    [{"wish": Wish("twee")}, {"wish": Wish("een", date(2026, 12, 1))}, {"actor": Actor(uuid4(), "officer")}],
    ids=["another text", "a field that is empty elsewhere", "another person"],
)
def test_the_same_key_never_does_or_confirms_another_wish(organ: Organ, change: Mapping[str, Any]) -> None:
    rename(organ=organ, wish=Wish("een"), actor=OFFICER, key="k")
    with pytest.raises(KeyReused):
        rename(**{"organ": organ, "wish": Wish("een"), "actor": OFFICER, "key": "k", **change})
    organ.refresh_from_db()
    assert organ.name == "staten een"


def test_the_same_key_never_confirms_another_act(organ: Organ) -> None:
    add(body=organ.tenant, slug="twee", actor=OFFICER, key="k")
    with pytest.raises(KeyReused):
        rename(organ=organ, wish=Wish("een"), actor=OFFICER, key="k")


def test_an_act_sees_the_row_as_it_is_now(organ: Organ) -> None:
    stale = Organ.objects.get(pk=organ.pk)
    rename(organ=organ, wish=Wish("een"), actor=OFFICER)
    assert rename(organ=stale, wish=Wish("twee"), actor=OFFICER).name == "staten een twee"


def test_another_version_than_was_seen_is_a_conflict_that_names_who_was_first(organ: Organ) -> None:
    seen = version_of(organ)
    rename(organ=organ, wish=Wish("een"), actor=OFFICER, seen=seen)
    other = Actor(uuid4(), "clerk")
    with pytest.raises(Conflict) as refused:
        rename(organ=organ, wish=Wish("twee"), actor=other, seen=seen)
    assert (refused.value.by, refused.value.status) == (OFFICER.id, 409)
    assert rename(organ=organ, wish=Wish("twee"), actor=other, seen=version_of(organ)).name == "staten een twee"


def test_parts_that_are_edited_apart_do_not_stand_in_each_others_way(organ: Organ) -> None:
    seen = version_of(organ, "probe.painted")
    rename(organ=organ, wish=Wish("een"), actor=OFFICER)
    paint(organ=organ, actor=OFFICER, seen=seen)
    with pytest.raises(Conflict):
        paint(organ=organ, actor=OFFICER, seen=seen)
    assert version_of(organ, "probe.painted") == seen + 1


def test_what_is_gone_is_refused_and_a_repetition_of_its_going_is_not(organ: Organ) -> None:
    stale = Organ.objects.get(pk=organ.pk)
    drop(body=organ.tenant, organ=organ, actor=OFFICER, key="k")
    assert drop.performed(body=stale.tenant, organ=stale, actor=OFFICER, key="k").repeated
    with pytest.raises(NotNow, match="bestaat niet meer"):
        rename(organ=stale, wish=Wish("een"), actor=OFFICER)


def test_a_refusal_leaves_nothing(organ: Organ) -> None:
    with pytest.raises(BadInput):
        rename(organ=organ, wish=Wish(""), actor=OFFICER, key="k")
    assert not Entry.objects.filter(kind="probe.renamed").exists()
    assert rename(organ=organ, wish=Wish("een"), actor=OFFICER, key="k").name == "staten een"


def test_a_constraint_that_stops_an_act_is_a_sentence(organ: Organ) -> None:
    with pytest.raises(NotNow, match="staat er al"):
        add(body=organ.tenant, slug="staten", actor=OFFICER)


def test_what_is_written_inside_another_transaction_has_the_locks_of_the_whole(organ: Organ) -> None:
    taken, later = uuid4(), uuid4()
    with exempt("demo"):
        locks.hold_shared(taken)
        with exempt("signals"), locks.rows_are_held():
            locks.hold_shared(taken)
            with pytest.raises(RuntimeError, match="row"):
                locks.hold_shared(later)
    assert writing() == ""
    with exempt("signals"), locks.rows_are_held(), pytest.raises(RuntimeError, match="row"):
        locks.hold_shared(taken)


def test_many_acts_in_one_transaction_keep_their_own_key_entry_and_refusal(organ: Organ) -> None:
    asked = [
        rename.ask(organ=organ, wish=Wish(name), actor=OFFICER, key=f"k{number}")
        for number, name in enumerate(("een", "", "drie"))
    ]
    answers = together(asked)
    assert [type(one) for one in answers] == [Performed, BadInput, Performed]
    assert Entry.objects.filter(kind="probe.renamed", key__in=("k0", "k2")).count() == 2
    organ.refresh_from_db()
    assert organ.name == "staten een drie"
    assert [isinstance(one, Performed) and one.repeated for one in together(asked)] == [True, False, True]


def test_a_function_or_a_file_is_no_argument_of_an_act() -> None:
    for wrong in (lambda: None, object(), {"deep": [print]}):
        with pytest.raises(TypeError, match="no data"):
            canonical(wrong)
    assert fingerprint({"a": b"x"}) != fingerprint({"a": b"y"})
    assert fingerprint({"a": {"x", "y"}}) == fingerprint({"a": {"y", "x"}})


def test_writing_is_known_while_it_lasts(organ: Organ) -> None:
    assert writing() == ""
    with exempt("sealing"):
        assert writing() == "sealing"
    assert writing() == ""
    with pytest.raises(KeyError), exempt("because I like to"):
        pass


def test_parts_of_a_form_have_keys_of_their_own() -> None:
    assert part_key(None, "login") is None
    assert part_key("k", "login") == "k:login"
    assert len(part_key("k" * 80, "login") or "") <= 80


def test_fifty_equal_forms_at_once_are_one_act_and_none_is_refused(committed: None) -> None:
    body = Body.objects.create(slug="proef", name="Proef", kind=Body.Kind.PROVINCE)
    organ = add(body=body, slug="staten", actor=OFFICER)

    def send(_number: int) -> object:
        try:
            return rename.performed(organ=organ, wish=Wish("een"), actor=RESIDENT, key="k").repeated
        except Refusal as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(send, range(50)))
    assert sorted(answers, key=str) == [False] + [True] * 49
    organ.refresh_from_db()
    assert organ.name == "staten een"


def every_act(check: Callable[[Act[..., Any]], bool]) -> list[str]:
    """Return the names of the acts of the site that do not pass."""
    # Whoever serves the addresses has loaded every service.
    assert get_resolver().url_patterns
    assert len(acts.ALL) > 5
    return sorted(name for name, one in acts.ALL.items() if not check(one))


def test_every_act_takes_its_arguments_by_name() -> None:
    def by_name(one: Act[..., Any]) -> bool:
        kinds = {parameter.kind for parameter in inspect.signature(one.function).parameters.values()}
        return kinds == {inspect.Parameter.KEYWORD_ONLY}

    assert every_act(by_name) == []


def test_every_act_that_can_be_based_on_an_old_page_holds_the_row_whose_version_it_checks() -> None:
    def held(one: Act[..., Any]) -> bool:
        return "seen" not in inspect.signature(one.function).parameters or (bool(one.on) and one.lock)

    assert every_act(held) == []


def test_every_act_says_what_it_does() -> None:
    assert every_act(lambda one: bool((one.__doc__ or "").strip())) == []
