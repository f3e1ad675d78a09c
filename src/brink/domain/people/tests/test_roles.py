"""Four eyes on roles."""

from datetime import date

import pytest
from django.db import IntegrityError
from tests.builders import World, make_account, make_world

from brink.domain.journal.models import Entry
from brink.domain.journal.services import SYSTEM, Actor
from brink.domain.people.models import Account, Membership, Person, RoleGrant
from brink.domain.people.queries import desk_items, open_grants, viewer_for
from brink.domain.people.services import (
    add_member,
    add_organ,
    add_person,
    appoint_first_admins,
    confirm_role,
    end_membership,
    found_body,
    link_account,
    request_role,
    withdraw_role,
)
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotAllowed, NotNow
from brink.foundation.visibility import Role, visible

pytestmark = pytest.mark.django_db
START = date(2026, 1, 1)


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def admins(world: World) -> list[Actor]:
    accounts = [make_account(world.body, world.office, Role.ADMIN, name)[0] for name in ("Bea", "Cor")]
    return [Actor(id=account.pk, role="admin") for account in accounts]


@pytest.fixture
def newcomer(world: World) -> Person:
    return add_person(body=world.body, name="Dirk (voorbeeld)", login="Dirk@voorbeeld.invalid", actor=SYSTEM)


def ask(world: World, person: Person, actor: Actor) -> RoleGrant:
    return request_role(
        person=person, organ=world.office, role=Role.OFFICER, reason="Neemt het werk over.", starts=START, actor=actor
    )


def test_a_role_counts_after_a_second_administrator_confirms(
    world: World, admins: list[Actor], newcomer: Person
) -> None:
    grant = ask(world, newcomer, admins[0])
    assert newcomer.account is not None
    assert viewer_for(newcomer.account).roles == frozenset()
    confirm_role(grant=grant, actor=admins[1])
    assert viewer_for(newcomer.account).roles == {(world.body.pk, Role.OFFICER)}
    assert list(Entry.objects.filter(kind__startswith="role.").order_by("id").values_list("kind", flat=True)) == [
        "role.requested",
        "role.granted",
    ]


def test_whoever_asked_cannot_confirm(world: World, admins: list[Actor], newcomer: Person) -> None:
    grant = ask(world, newcomer, admins[0])
    with pytest.raises(NotAllowed, match="U heeft deze rol zelf aangevraagd"):
        confirm_role(grant=grant, actor=admins[0])
    assert Membership.objects.filter(person=newcomer).count() == 0


def test_the_database_refuses_two_eyes(world: World, admins: list[Actor], newcomer: Person) -> None:
    grant = ask(world, newcomer, admins[0])
    with pytest.raises(IntegrityError):
        RoleGrant.objects.filter(pk=grant.pk).update(confirmed_by=admins[0].id, confirmed_at=clock.now())


def test_whoever_gets_the_role_cannot_confirm(world: World, admins: list[Actor]) -> None:
    person = Person.objects.get(account=admins[1].id)
    grant = ask(world, person, admins[0])
    with pytest.raises(NotAllowed, match="Deze rol is voor uzelf"):
        confirm_role(grant=grant, actor=admins[1])


def test_only_administrators_of_this_body_ask_and_confirm(world: World, admins: list[Actor], newcomer: Person) -> None:
    elsewhere = make_world("emmen")
    stranger = Actor(id=make_account(elsewhere.body, elsewhere.office, Role.ADMIN, "Vreemd")[0].pk, role="admin")
    for actor in (Actor(id=world.officer.pk, role="admin"), stranger, SYSTEM):
        with pytest.raises(NotAllowed):
            ask(world, newcomer, actor)
    grant = ask(world, newcomer, admins[0])
    with pytest.raises(NotAllowed):
        confirm_role(grant=grant, actor=stranger)


def test_a_request_is_settled_once(world: World, admins: list[Actor], newcomer: Person) -> None:
    grant = ask(world, newcomer, admins[0])
    with pytest.raises(NotNow, match="al aangevraagd"):
        ask(world, newcomer, admins[1])
    withdraw_role(grant=grant, actor=admins[1])
    with pytest.raises(NotNow, match="al beslist"):
        confirm_role(grant=grant, actor=admins[1])
    again = ask(world, newcomer, admins[1])
    confirm_role(grant=again, actor=admins[0])
    with pytest.raises(NotNow, match="al beslist"):
        withdraw_role(grant=again, actor=admins[0])


def test_a_role_at_the_desk_cannot_be_written_down_directly(world: World, newcomer: Person) -> None:
    with pytest.raises(BadInput, match="tweede beheerder"):
        add_member(person=newcomer, organ=world.office, role=Role.OFFICER, starts=START, actor=SYSTEM)
    seat = add_member(
        person=newcomer, organ=world.council, role=Role.COUNCIL, starts=START, actor=SYSTEM, group="Lijst 1"
    )
    assert seat.group is not None
    assert seat.group.name == "Lijst 1"
    with pytest.raises(BadInput, match="al op deze dagen"):
        add_member(person=newcomer, organ=world.council, role=Role.COUNCIL, starts=date(2027, 1, 1), actor=SYSTEM)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"role": Role.COUNCIL}, "Kies een rol aan de balie."),
        ({"reason": " "}, "Schrijf op waarom deze persoon de rol nodig heeft."),
        ({"ends": date(2025, 1, 1)}, "De laatste dag ligt voor de eerste. Kies een latere dag."),
    ],
)
def test_a_wrong_request_says_what_to_mend(
    world: World, admins: list[Actor], newcomer: Person, change: dict[str, object], sentence: str
) -> None:
    request = {"role": Role.OFFICER, "reason": "Werk.", "starts": START, **change}
    with pytest.raises(BadInput) as refusal:
        request_role(person=newcomer, organ=world.office, actor=admins[0], **request)
    assert (str(refusal.value), RoleGrant.objects.count()) == (sentence, 0)


def test_two_administrators_stay(world: World, admins: list[Actor]) -> None:
    membership = Membership.objects.get(person__account=admins[0].id)
    with pytest.raises(BadInput, match="minder dan twee beheerders"):
        end_membership(membership=membership, last_day=clock.today(), actor=admins[1])
    make_account(world.body, world.office, Role.ADMIN, "Eef")
    end_membership(membership=membership, last_day=date(2025, 1, 1), actor=admins[1])
    account = Account.objects.get(pk=admins[0].id)
    assert viewer_for(account).roles == frozenset()


def test_the_first_administrators_of_a_body() -> None:
    body = found_body(name="Gemeente Proef", kind="municipality", actor=SYSTEM)
    office = add_organ(body=body, name="Griffie", role=Role.CLERK, actor=SYSTEM)
    persons = [add_person(body=body, name="Zelfde Naam", actor=SYSTEM) for _ in range(2)]
    assert [person.slug for person in persons] == ["zelfde-naam", "zelfde-naam-2"]
    with pytest.raises(BadInput, match="twee verschillende beheerders"):
        appoint_first_admins(body=body, organ=office, persons=persons, starts=START)
    for number, person in enumerate(persons):
        person.account = link_account(person=person, email=f"{number}@proef.invalid", actor=SYSTEM)
    appoint_first_admins(body=body, organ=office, persons=persons, starts=START)
    with pytest.raises(NotNow, match="heeft al beheerders"):
        appoint_first_admins(body=body, organ=office, persons=persons, starts=START)
    with pytest.raises(BadInput, match="hoort al bij iemand anders"):
        add_person(body=body, name="Een derde", login="1@PROEF.invalid", actor=SYSTEM)
    with pytest.raises(BadInput, match="staat er al"):
        found_body(name="gemeente proef", kind="municipality", actor=SYSTEM)


def test_requests_are_seen_by_administrators_of_the_body_alone(
    world: World, admins: list[Actor], newcomer: Person
) -> None:
    grant = ask(world, newcomer, admins[0])
    viewers = [viewer_for(Account.objects.get(pk=actor.id)) for actor in admins]
    assert [list(open_grants(viewer)) for viewer in viewers] == [[grant], [grant]]
    assert list(open_grants(viewer_for(world.officer))) == []
    assert [[item.act for item in desk_items(viewer) if item.key.startswith("grant")] for viewer in viewers] == [
        [],
        ["Bekijk de rol"],
    ]


def test_roles_at_the_desk_are_not_public(world: World) -> None:
    seat = add_member(person=world.contact, organ=world.council, role=Role.COUNCIL, starts=START, actor=SYSTEM)
    assert list(visible(viewer_for(Account()), Membership.objects.all())) == [seat]
    assert visible(viewer_for(world.officer), Membership.objects.all()).count() == 3
