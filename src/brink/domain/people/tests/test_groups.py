"""Fracties: whatever is said of them, nobody is in two on one day, and none has more seats or members than it can."""

from datetime import date, timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.test import Client
from tests.builders import World, make_account, make_world

from brink.domain.journal.services import SYSTEM
from brink.domain.people.group_queries import counted_seats, groups_on, seats_on, sitting
from brink.domain.people.member_lists import read_members
from brink.domain.people.models import CouncilGroup, Membership, Organ, Person
from brink.domain.people.services import (
    add_group,
    add_member,
    add_organ,
    add_person,
    bring_members,
    change_group,
    move_member,
    remove_group,
)
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow
from brink.foundation.visibility import Role

START, LATER = date(2023, 3, 29), date(2025, 1, 1)
pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def heide(world: World) -> CouncilGroup:
    return add_group(organ=world.council, name="Heide", starts=START, seats=2, actor=SYSTEM)


def somebody(world: World, name: str = "Cor") -> Person:
    return add_person(body=world.body, name=name, actor=SYSTEM)


def seat(person: Person, organ: Organ, group: str, starts: date = START, ends: date | None = None) -> Membership:
    return add_member(
        person=person, organ=organ, role=Role.COUNCIL, starts=starts, ends=ends, group=group, actor=SYSTEM
    )


def test_a_member_in_two_fracties_on_one_day_is_one_plain_sentence(world: World, heide: CouncilGroup) -> None:
    cor = somebody(world)
    seat(cor, world.council, "Heide", ends=LATER)
    committee = add_organ(body=world.body, name="Commissie", role="committee", actor=SYSTEM)
    for organ in (world.council, committee):
        with pytest.raises(BadInput, match="Deze persoon zit op deze dagen al in de fractie Heide"):
            seat(cor, organ, "Veen", starts=LATER)
    # Nothing half-written: no fractie was made for it either.
    assert list(CouncilGroup.objects.values_list("name", flat=True)) == ["Heide"]
    assert seat(cor, world.council, "Veen", starts=LATER + timedelta(days=1)).group == CouncilGroup.objects.get(
        name="Veen"
    )


def test_the_database_refuses_it_too(world: World, heide: CouncilGroup) -> None:
    cor, veen = somebody(world), add_group(organ=world.council, name="Veen", starts=START, actor=SYSTEM)
    first = seat(cor, world.council, "Heide", ends=LATER)
    second = Membership(
        tenant=world.body, created_at=clock.now(), person=cor, organ=world.executive, role=Role.EXECUTIVE, group=veen,
        starts=LATER,
    )  # fmt: skip
    with pytest.raises(IntegrityError, match="two groups"), transaction.atomic():
        Membership.objects.bulk_create([second])
    second.starts = LATER + timedelta(days=1)
    Membership.objects.bulk_create([second])
    with pytest.raises(IntegrityError, match="two groups"), transaction.atomic():
        Membership.objects.filter(pk=first.pk).update(ends=None)
    # Somebody else's fractie is no clash, nor is the same one in another organ.
    Membership.objects.filter(pk=second.pk).update(group=heide, starts=START)


def test_a_fractie_has_no_more_members_than_seats_and_none_outside_its_days(world: World, heide: CouncilGroup) -> None:
    for name in ("Cor", "Dina"):
        seat(somebody(world, name), world.council, "Heide")
    evert = somebody(world, "Evert")
    with pytest.raises(BadInput, match="De fractie Heide heeft 2 zetels en die zijn op deze dagen bezet"):
        seat(evert, world.council, "Heide")
    with pytest.raises(BadInput, match="is er niet op al deze dagen"):
        seat(evert, world.council, "heide", starts=START - timedelta(days=1))
    with pytest.raises(BadInput, match="Er zitten 2 leden in deze fractie"):
        change_group(group=heide, name="Heide", starts=START, seats=1, actor=SYSTEM)
    with pytest.raises(BadInput, match="Dan zitten 2 leden in een fractie die er niet is"):
        change_group(group=heide, name="Heide", starts=START, ends=LATER, seats=2, actor=SYSTEM)
    with pytest.raises(NotNow, match="hangen leden of stemmen"):
        remove_group(group=heide, actor=SYSTEM)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"name": "heide"}, "Deze fractie staat er al op deze dagen"),
        ({"name": "  "}, "Vul de naam van de fractie in"),
        ({"ends": START - timedelta(days=1)}, "De laatste dag ligt voor de eerste"),
        ({"seats": 0}, "als heel getal"),
        ({"seats": 42}, "Samen hebben de fracties dan 44 zetels. Provinciale Staten hebben 43 zetels"),
        ({"seats": 42, "starts": START - timedelta(days=9)}, "Samen hebben de fracties dan 44 zetels"),
        ({"name": "x" * 81}, "korter"),
    ],
)  # fmt: skip
def test_a_fractie_that_cannot_be_is_one_sentence(
    world: World, heide: CouncilGroup, asked: dict[str, object], told: str
) -> None:
    whole = {"organ": world.council, "name": "Veen", "starts": START, "actor": SYSTEM} | asked
    with pytest.raises(BadInput, match=told):
        add_group(**whole)  # type: ignore[arg-type]
    assert CouncilGroup.objects.count() == 1


def test_only_a_council_has_fracties(world: World) -> None:
    with pytest.raises(BadInput, match="Alleen een raad heeft fracties"):
        add_group(organ=world.executive, name="Veen", starts=START, actor=SYSTEM)


def test_a_fractie_that_stopped_makes_room_for_one_of_its_name(world: World, heide: CouncilGroup) -> None:
    change_group(group=heide, name="Heide", starts=START, ends=LATER, seats=2, actor=SYSTEM)
    again = add_group(organ=world.council, name="Heide", starts=LATER + timedelta(days=1), seats=43, actor=SYSTEM)
    assert again.slug == "heide-2"
    assert list(groups_on(world.council, LATER)) == [heide]
    assert list(groups_on(world.council, LATER + timedelta(days=1))) == [again]


def test_seats_are_what_is_written_or_else_the_members_of_that_day(world: World, heide: CouncilGroup) -> None:
    rows = "naam;fractie;vanaf;tot en met\nAa;Veen;1-1-2024;\nBee;Veen;1-6-2024;31-12-2024\nCee;Heide;1-1-2024;"
    bring_members(organ=world.council, rows=read_members(rows, clock.today()), actor=SYSTEM)
    veen = CouncilGroup.objects.get(name="Veen")
    assert (veen.seats, veen.starts, veen.ends) == (None, date(2024, 1, 1), None)
    assert [seats_on(veen, day) for day in (date(2024, 1, 1), date(2024, 6, 1), date(2025, 1, 1))] == [1, 2, 1]
    assert counted_seats([heide, veen], date(2024, 6, 1)) == {heide.pk: 2, veen.pk: 2}
    found, alone = sitting(world.council, date(2024, 6, 1))
    assert [(one.group.name, one.seats, len(one.members)) for one in found] == [("Heide", 2, 1), ("Veen", 2, 2)]
    assert alone == []
    moved = Membership.objects.get(person__name="Aa")
    move_member(membership=moved, group="Heide", starts=LATER, actor=SYSTEM)
    assert seats_on(veen, LATER) == 0


def test_everybody_reads_the_council_its_fracties_and_who_sits_in_them(world: World, heide: CouncilGroup) -> None:
    cor = somebody(world)
    seat(cor, world.council, "Heide", starts=START, ends=clock.today() - timedelta(days=1))
    seat(cor, world.council, "Veen", starts=clock.today())
    base = f"/overheden/{world.body.slug}"
    council = Client().get(f"{base}/raden/{world.council.slug}/").content.decode()
    assert all(one in council for one in ("Heide", "Veen", "Cor", "2 zetels"))
    gone = Client().get(f"{base}/fracties/heide/").content.decode()
    assert "Eerder zaten erin" in gone
    assert "Cor" in gone
    person = Client().get(f"{base}/mensen/{cor.slug}/").content.decode()
    assert f"{base}/fracties/heide/" in person
    assert f"{base}/fracties/veen/" in person
    # Who works at a desk has no seat, so no page.
    clerk = Person.objects.get(account=world.clerk)
    assert Client().get(f"{base}/mensen/{clerk.slug}/").status_code == 404


def test_staff_keep_the_fracties_of_their_own_side(world: World, heide: CouncilGroup) -> None:
    griffie = Client()
    griffie.force_login(make_account(world.body, world.council, Role.CLERK, "Griffie")[0])
    typed = {"organ": world.council.pk, "name": "Bos", "seats": "3", "starts": "2023-03-29", "ends": ""}
    added = griffie.post("/balie/organisatie/fracties/", {**typed, "key": "een-sleutel-van-zestien"}, follow=True)
    assert "Bos staat erbij." in added.content.decode()
    page = f"/balie/organisatie/fracties/{CouncilGroup.objects.get(name='Bos').pk}/"
    shown = griffie.get(page).content.decode()
    version = shown.partition('name="version" value="')[2].partition('"')[0]
    fields = {"name": "Bos en Beek", "seats": "4", "starts": "2023-03-29", "ends": "", "version": version}
    assert griffie.post(page, {**fields, "key": "nog-een-sleutel-van-zestien"}).status_code == 302
    late = griffie.post(page, {**fields, "name": "Bos", "key": "derde-sleutel-van-zestien"})
    assert late.status_code == 409
    assert "Hier staat nu: Bos en Beek" in late.content.decode()
    secretary = Client()
    secretary.force_login(make_account(world.body, world.executive, Role.SECRETARY, "Hiske")[0])
    refused = secretary.post(
        "/balie/organisatie/fracties/", {**typed, "name": "Zand", "key": "vierde-sleutel-van-zestien"}
    )
    assert refused.status_code == 403
    assert "doet alleen de griffie of beheerder dit" in refused.content.decode()


def test_the_triggers_are_there_and_old_names_become_fracties(world: World) -> None:
    query = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'" if connection.vendor == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    )  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(query)
        assert any(name.startswith("people_membership_one_group") for (name,) in cursor.fetchall())
    # What the migration does with rows as they were: read through classes that still have the name.
    moved = import_module("brink.domain.people.migrations.0007_into_groups")
    assert moved._home(world.executive, world.council) == world.council
    assert moved._home(world.executive, None) == world.executive
    assert apps.get_model("people", "CouncilGroup") is CouncilGroup
