"""Class: an act done by somebody whose it is not. Drawn from the register of acts × all roles × all kinds of organs."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from inspect import signature
from itertools import product
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from tests.builders import World, make_account, make_world

from brink.domain.journal.acts import ALL, Done, _perform
from brink.domain.journal.services import RESIDENT, Actor
from brink.domain.people.roles_page import by_organ, table
from brink.foundation.errors import NotAllowed, NotNow
from brink.foundation.organs import SEATED, OrganKind
from brink.foundation.permissions import SIDES, actions, check_act, lines, not_allowed
from brink.foundation.visibility import BESIDE, DESK, ELECTED, STAFF, Role

KINDS = sorted({one.kind for one in ALL.values() if one.function.__module__.startswith("brink.")})
# Dualism, once more by hand: which acts look at the organ, and who may for which side.
PUBLISH: Mapping[str, set[str]] = {
    "council": {"clerk"}, "committee": {"clerk"}, "presidium": {"clerk"}, "executive": {"secretary"},
}  # fmt: skip
MEMBERS: Mapping[str, set[str]] = {
    "council": {"clerk", "admin"}, "committee": {"clerk", "admin"}, "presidium": {"clerk", "admin"},
    "working_group": {"clerk", "admin"}, "executive": {"secretary", "admin"},
}  # fmt: skip
DECIDED: Mapping[str, Mapping[str, set[str]]] = {
    "decision.published": PUBLISH,
    "decision.corrected": PUBLISH,
    "framework.adopted": {"council": {"clerk"}, "executive": {"secretary"}},
    "internal_room.adopted": {"council": {"clerk"}, "executive": {"secretary"}},
    "member.added": MEMBERS,
    "member.moved": MEMBERS,
    "group.added": MEMBERS,
    "group.changed": MEMBERS,
    "group.removed": MEMBERS,
    "group.themes_chosen": MEMBERS,
    "person.seated": MEMBERS,
    "decision.group_asked": {kind: {"clerk"} for kind in ("council", "committee", "presidium")},
    "decision.group_noted": {kind: {"clerk"} for kind in ("council", "committee", "presidium")},
    "members.brought": MEMBERS,
    "assembly.replied": PUBLISH,
    "assembly.followed_up": PUBLISH,
}
# What somebody says from a seat of their own: the act itself asks whether it is theirs.
OF_A_SEAT = {"answer.cosign", "decision.speak", "gathering.taken", "position.take", "talk.answer"}


@dataclass
class Organ:
    """An organ as the table reads it."""

    role: str
    told: str = "het orgaan"


@pytest.fixture
def world(db: None) -> World:
    return make_world()


def test_every_act_has_a_line_and_no_line_is_of_nothing() -> None:
    named = {one.kind for one in lines.all()}
    assert sorted(set(KINDS) - named) == [], "a new act: say in permissions.py of its app whose it is"
    assert sorted(named - {one.kind for one in ALL.values()}) == []


def test_every_action_is_of_some_act_or_page() -> None:
    used = {one.key for line in lines.all() for one in line.actions}
    assert {one.key for one in actions.all()} - used == set()


def test_the_organ_decides_where_dualism_asks_it_and_nowhere_else() -> None:
    sided = {line.kind: by_organ(line) for line in lines.all() if by_organ(line) and len(line.actions) == 1}
    told = {
        kind: {organ: {role.value for role in roles} for organ, roles in one.items() if roles}
        for kind, one in sided.items()
    }
    assert told == DECIDED
    asked = {one.kind for one in ALL.values() if one.for_organ is not None}
    assert asked == set(DECIDED), "an act whose line asks for an organ says for which it is done, and no other"


def test_each_role_may_do_an_act_for_each_organ_or_is_refused_as_the_line_says() -> None:
    wrong = []
    for line, role, kind in product(lines.all(), [*Role, "resident"], [None, *OrganKind]):
        organ = Organ(kind) if kind else None
        try:
            check_act(line.kind, role, organ)
            passed = True
        except NotAllowed:
            passed = False
        if passed != line.may(role, organ):
            wrong.append((line.kind, role, kind))
    assert wrong == []


@pytest.mark.django_db
def test_the_kernel_asks_the_line_of_every_act() -> None:
    """Each is driven through the kernel by somebody who may and somebody who may not, for each organ it asks for."""
    wrong = []
    for act in ALL.values():
        line = lines.get(act.kind)
        organs: list[Organ | None] = [Organ(kind) for kind in OrganKind] if act.for_organ else [None]
        for organ in organs if line else ():
            roles = [*(role.value for role in Role), "resident"]
            may = [role for role in roles if line and line.may(role, organ)]
            for role in (*may[:1], *[one for one in roles if one not in may][:1]):
                actor = RESIDENT if role == "resident" else Actor(uuid4(), role)
                if _reaches(act, actor, organ) != (role in may):
                    wrong.append((act.kind, role, organ))
    assert wrong == []


def _reaches(act: Any, actor: Actor, organ: Organ | None) -> bool:
    """Tell whether an act of this kind comes to its function, in the kernel itself, without its rows."""

    def reach(**_arguments: object) -> Done[None]:
        raise NotNow("reached")

    bare = replace(
        act, on=(), lock=False, before=None, tenant=lambda _all: uuid4(), function=reach, for_organ=lambda _all: organ
    )
    try:
        _perform(bare, {"actor": actor, "key": None})
    except NotNow:
        return True
    except NotAllowed:
        return False
    raise AssertionError("neither")


def test_no_role_without_a_desk_may_do_anything_of_the_desk() -> None:
    assert {one.key for one in actions.all() if one.roles - DESK} == OF_A_SEAT
    assert STAFF == DESK | ELECTED | BESIDE
    assert len(DESK) + len(ELECTED) + len(BESIDE) == len(STAFF)


def test_no_role_publishes_on_both_sides() -> None:
    assert not SIDES[OrganKind.COUNCIL] & SIDES[OrganKind.EXECUTIVE]


def test_a_refusal_for_an_organ_says_in_one_sentence_who_may() -> None:
    organ = Organ("executive", "Gedeputeerde Staten")
    told = str(not_allowed(frozenset({Role.SECRETARY}), organ))
    assert told == "Voor Gedeputeerde Staten doet alleen de bestuurssecretaris dit."
    assert set(SEATED) < set(OrganKind)


def test_the_page_names_every_act_with_whose_it_is(world: World, client: Client) -> None:
    client.force_login(world.officer)
    shown = client.get("/balie/mensen/rollen/").content.decode()
    rows = table()
    assert {one.key for one in rows} == {line.kind for line in lines.all()}
    assert [one.key for one in rows if f">{one.key}<" not in shown or not one.whose] == []
    publishing = next(one for one in rows if one.key == "decision.published")
    assert publishing.whose[:2] == (
        "voor raad of Staten, commissie, presidium: griffie", "voor bestuur: bestuurssecretaris",
    )  # fmt: skip
    sitting, _person = make_account(world.body, world.council, Role.COUNCIL, "Anne")
    client.force_login(sitting)
    assert client.get("/balie/mensen/rollen/").status_code == 404


def test_what_residents_do_by_themselves_is_theirs_in_the_table() -> None:
    """Members: acts that are a resident's unless somebody else is named, and what they print at home."""
    own = {one.kind for one in ALL.values() if signature(one.function).parameters["actor"].default == RESIDENT}
    own |= {"contribution.received", "idea.supported", "sheets.printed"}
    assert len(own) > 12
    assert sorted(kind for kind in own if not lines.named()[kind].residents) == []
