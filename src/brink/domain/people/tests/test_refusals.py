"""What can never be right about bodies, people and roles is refused at its field, and nothing is stored."""

from datetime import date, timedelta

import pytest
from tests.builders import World, make_account, make_world

from brink.domain.journal.models import Entry
from brink.domain.journal.services import SYSTEM, Actor
from brink.domain.people.models import Account, Body, Membership, Organ, Person, RoleGrant, TeamMember
from brink.domain.people.periods import overlaps
from brink.domain.people.services import (
    add_member,
    add_organ,
    add_person,
    add_team,
    appoint_first_admins,
    change_team,
    confirm_role,
    end_membership,
    found_body,
    link_account,
    request_role,
    withdraw_role,
)
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotAllowed, NotNow
from brink.foundation.permissions import acting_role, actions
from brink.foundation.visibility import ANYONE, DESK, Role, Viewer

pytestmark = pytest.mark.django_db
START = date(2026, 1, 1)
DAY = timedelta(days=1)
C, S, O, M, A = Role.CLERK, Role.SECRETARY, Role.OFFICER, Role.MODERATOR, Role.ADMIN  # noqa: E741  as the columns of a table
WRITERS, MODERATORS = {C, S, O}, {C, S, O, M}
# Which roles may do what at the desk. An act that is not in the table fails the test below.
MAY: dict[str, set[Role]] = {
    "bundle.write": WRITERS, "commitment.write": WRITERS, "contact.assign": {S}, "contribution.enter": MODERATORS,
    "contribution.moderate": MODERATORS, "decision.publish": {C, S}, "decision.write": WRITERS,
    "framework.adopt": {C, S}, "giver.read": WRITERS, "landing.write": WRITERS, "people.write": {C, S, A},
    "process.write": WRITERS,
    "reply.write": WRITERS, "role.confirm": {A}, "role.end": {A}, "role.request": {A},
}  # fmt: skip


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def stranger(world: World) -> World:
    return make_world("emmen", "municipality")


@pytest.fixture
def admins(world: World) -> list[Actor]:
    accounts = [make_account(world.body, world.office, Role.ADMIN, name)[0] for name in ("Bea", "Cor")]
    return [Actor(id=account.pk, role="admin") for account in accounts]


def refused(field: str, act, by: Actor = SYSTEM, **asked) -> str:
    """Assert that this act is refused at this field and writes nothing; return the sentence."""
    before = Entry.objects.count()
    with pytest.raises(BadInput) as refusal:
        act(**asked, actor=by)
    assert (refusal.value.field or "", Entry.objects.count()) == (field, before)
    return str(refusal.value)


def test_each_act_at_the_desk_is_open_to_its_own_roles_and_to_nobody_elses() -> None:
    """Acts of added folders may say who; those of the house stand in the table."""
    named = actions.named()
    assert set(MAY) <= set(named)
    assert {key: set(named[key].roles) for key in MAY} == MAY
    body, other = make_world().body.pk, make_world("emmen").body.pk
    for key, roles in MAY.items():
        for role in Role:
            viewer = Viewer(roles=frozenset({(body, role)}))
            assert acting_role(viewer, named[key], body) == (role if role in roles else None), (key, role)
            assert acting_role(viewer, named[key], other) is None
        assert acting_role(ANYONE, named[key], body) is None


@pytest.mark.parametrize(
    ("starts", "ends", "other_starts", "other_ends", "meet"),
    [
        (1, 5, 6, 9, False), (1, 5, 5, 9, True), (6, 9, 1, 5, False), (5, 9, 1, 5, True), (1, None, 5, 9, True),
        (9, None, 5, 9, True), (10, None, 5, 9, False), (5, 9, 1, None, True), (5, 9, 9, None, True),
        (5, 9, 10, None, False), (1, None, 9, None, True), (3, 4, 1, 9, True),
    ],
)  # fmt: skip
def test_periods_share_a_day_when_one_begins_before_the_other_is_over(starts, ends, other_starts, other_ends, meet):
    first, second, third, fourth = (
        None if day is None else START + day * DAY for day in (starts, ends, other_starts, other_ends)
    )
    assert overlaps(first, second, third, fourth) is meet


def test_a_body_has_a_name_a_kind_and_an_address_of_its_own(world: World) -> None:
    refused("name", found_body, name=" ", kind="municipality")
    refused("kind", found_body, name="Gemeente Proef", kind="koninkrijk")
    refused("email", found_body, name="Gemeente Proef", kind="municipality", email="geen adres")
    asked = {"name": "Gemeente Proef", "email": "Post@Proef.invalid", "theme": "heide"}
    made = found_body(**asked, kind="municipality", actor=SYSTEM)
    assert (made.slug, made.email, made.theme) == ("gemeente-proef", "post@proef.invalid", "heide")
    plain = found_body(name="Gemeente-Proef", kind="municipality", actor=SYSTEM)
    assert (plain.slug, plain.email, plain.theme) == ("gemeente-proef-2", "", Body._meta.get_field("theme").default)


@pytest.mark.parametrize(("seats", "fits"), [(None, True), (0, False), (1, True), (999, True), (1000, False)])
def test_an_organ_has_a_role_seats_and_a_name_of_its_own(world: World, stranger: World, seats, fits) -> None:
    asked = {"body": world.body, "name": "De raad", "role": Role.COUNCIL}
    refused("role", add_organ, **{**asked, "role": "koning"})
    refused("name", add_organ, **{**asked, "name": world.council.name.upper()})
    add_organ(**{**asked, "body": stranger.body}, actor=SYSTEM)
    if fits:
        assert add_organ(**asked, seats=seats, actor=SYSTEM).seats == seats
        refused("name", add_organ, **asked)
    else:
        refused("seats", add_organ, **asked, seats=seats)
        assert not Organ.objects.filter(tenant=world.body, name="De raad").exists()


def test_a_person_is_shown_as_written_and_comes_in_by_an_own_address(world: World, stranger: World) -> None:
    refused("email", add_person, body=world.body, name="Anna", email="geen adres")
    refused("phone", add_person, body=world.body, name="Anna", phone="0" * 31)
    refused("login", add_person, body=world.body, name="Anna", login="geen adres")
    ways = {"email": "Anna@Huis.invalid", "phone": "0592", "login": "a@x.nl"}
    anna = add_person(body=world.body, name="Anna", **ways, actor=SYSTEM)
    assert (anna.email, anna.phone, anna.account.email) == ("anna@huis.invalid", "0592", "a@x.nl")
    assert anna.account.name == "Anna"
    refused("login", add_person, body=world.body, name="Bea", login="A@x.nl")
    assert add_person(body=stranger.body, name="Anna", login="a@x.nl", actor=SYSTEM).account == anna.account
    assert link_account(person=anna, email="a@x.nl", actor=SYSTEM) == anna.account
    assert link_account(person=anna, email="ander@x.nl", actor=SYSTEM).email == "ander@x.nl"


def test_whoever_has_a_role_at_the_desk_keeps_the_account_that_was_looked_at(world: World) -> None:
    with pytest.raises(NotNow, match="heeft een rol aan de balie") as refusal:
        link_account(person=world.contact, email="ander@x.nl", actor=SYSTEM)
    assert refusal.value.field == "login"
    account = Person.objects.get(pk=world.contact.pk).account
    assert link_account(person=world.contact, email=account.email, actor=SYSTEM) == account


def test_a_team_is_of_the_own_people_each_once(world: World, stranger: World) -> None:
    asked = {"tenant": world.body, "name": "Team Bus", "key": None}
    refused("name", add_team, **{**asked, "name": " "}, members=[])
    refused("members", add_team, **asked, members=[world.contact, stranger.contact])
    other = add_team(**{**asked, "tenant": stranger.body}, members=[stranger.contact], actor=SYSTEM)
    team = add_team(**asked, members=[world.contact, world.contact], actor=SYSTEM)
    refused("name", add_team, **asked, members=[])
    refused("members", change_team, team=team, name="Team Bus", members=[stranger.contact], key=None)
    anna = add_person(body=world.body, name="Anna", actor=SYSTEM)
    change_team(team=team, name="Team Bus", members=[anna], actor=SYSTEM, key=None)
    assert set(TeamMember.objects.values_list("team", "person")) == {
        (team.pk, anna.pk), (other.pk, stranger.contact.pk),
    }  # fmt: skip


def test_a_seat_is_in_the_own_body_on_days_in_order_and_not_twice_at_once(world: World, stranger: World) -> None:
    anna = add_person(body=world.body, name="Anna", actor=SYSTEM)
    seat = {"person": anna, "organ": world.council, "role": Role.COUNCIL, "starts": START + 10 * DAY}
    refused("person", add_member, **{**seat, "organ": stranger.council})
    refused("ends", add_member, **seat, ends=START + 9 * DAY)
    refused("group", add_member, **seat, group="x" * 81)
    for role in DESK:
        refused("", add_member, **{**seat, "role": role})
    add_member(**seat, ends=START + 20 * DAY, actor=SYSTEM)
    for starts, ends in ((0, 10), (0, None), (20, 30), (12, 14), (20, None)):
        days = {"starts": START + starts * DAY, "ends": None if ends is None else START + ends * DAY}
        assert "al op deze dagen" in refused("starts", add_member, **{**seat, **days})
    for starts, ends in ((0, 9), (21, None)):
        days = {"starts": START + starts * DAY, "ends": None if ends is None else START + ends * DAY}
        add_member(**{**seat, **days}, actor=SYSTEM)
    add_member(**{**seat, "organ": world.executive, "role": Role.EXECUTIVE}, actor=SYSTEM)
    assert Membership.objects.filter(person=anna).count() == 4


def test_a_role_is_asked_for_somebody_of_the_body_who_can_come_in(world, stranger, admins) -> None:
    dirk = add_person(body=world.body, name="Dirk", actor=SYSTEM)
    asked = {"person": dirk, "organ": world.office, "role": Role.OFFICER, "reason": "Werk.", "starts": START}
    refused("person", request_role, **asked, by=admins[0])
    link_account(person=dirk, email="dirk@x.nl", actor=SYSTEM)
    dirk.refresh_from_db()
    refused("person", request_role, **{**asked, "organ": stranger.office}, by=admins[0])
    refused("reason", request_role, **{**asked, "reason": "x" * 201}, by=admins[0])
    for who in (SYSTEM, Actor(id=world.officer.pk, role="officer")):
        with pytest.raises(NotAllowed, match=r"Alleen een beheerder|niet met uw rol"):
            request_role(**asked, actor=who)
    grant = request_role(**asked, ends=START + DAY, actor=admins[0])
    with pytest.raises(NotNow, match="al aangevraagd"):
        request_role(**asked, actor=admins[1])
    request_role(**{**asked, "role": Role.CLERK}, actor=admins[0])
    with pytest.raises(NotAllowed):
        withdraw_role(grant=grant, actor=Actor(id=world.officer.pk, role="officer"))
    made = confirm_role(grant=grant, actor=admins[1])
    grant.refresh_from_db()
    assert (made.person, made.organ, made.role, made.starts, made.ends) == (
        dirk, world.office, Role.OFFICER, START, START + DAY,
    )  # fmt: skip
    assert (grant.membership, grant.confirmed_by_id) == (made, admins[1].id)
    assert RoleGrant.objects.filter(confirmed_at=None).count() == 1


def test_the_first_administrators_are_two_of_the_own_people_who_can_come_in(world: World, stranger: World) -> None:
    body, office = world.body, world.office
    anna, bea = (add_person(body=body, name=name, login=f"{name}@x.nl", actor=SYSTEM) for name in ("Anna", "Bea"))
    bare = add_person(body=body, name="Zonder adres", actor=SYSTEM)
    asked = {"body": body, "organ": office, "starts": START}
    for persons in ([], [anna], [anna, anna], [anna, bare]):
        with pytest.raises(BadInput, match="twee verschillende beheerders"):
            appoint_first_admins(**asked, persons=persons)
    with pytest.raises(BadInput, match="andere organisatie"):
        appoint_first_admins(**asked, persons=[anna, bea, stranger.contact])
    made = appoint_first_admins(**asked, persons=[anna, bea])
    assert {(one.person, one.role, one.starts, one.ends) for one in made} == {
        (anna, Role.ADMIN, START, None), (bea, Role.ADMIN, START, None),
    }  # fmt: skip


def test_a_role_ends_after_it_began_and_two_administrators_who_can_come_in_stay(world: World, admins) -> None:
    first, second = (Membership.objects.get(person__account=one.id) for one in admins)
    officer = Membership.objects.get(person=world.contact)
    refused("ends", end_membership, membership=officer, last_day=officer.starts - DAY, by=admins[0])
    ended = end_membership(membership=officer, last_day=officer.starts, actor=admins[0])
    ended.refresh_from_db()
    assert ended.ends == officer.starts
    refused("", end_membership, membership=first, last_day=clock.today(), by=admins[0])
    account, person = make_account(world.body, world.office, Role.ADMIN, "Eef")
    Account.objects.filter(pk=account.pk).update(is_active=False)
    refused("", end_membership, membership=first, last_day=clock.today(), by=admins[0])
    Account.objects.filter(pk=account.pk).update(is_active=True)
    third = Membership.objects.get(person=person)
    end_membership(membership=third, last_day=clock.today() + 9 * DAY, actor=admins[0])
    end_membership(membership=first, last_day=clock.today(), actor=admins[0])
    refused("", end_membership, membership=second, last_day=clock.today(), by=admins[0])
