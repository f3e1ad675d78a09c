"""Positions: taken with one's own login, public at the question; a change of mind says why and keeps the old one."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from tests.builders import World, make_account, make_process, make_world

from brink.domain.decisions import services
from brink.domain.decisions.models import Position
from brink.domain.decisions.tests.test_publishing import fracties
from brink.domain.journal.services import Actor
from brink.domain.people.models import Account, CouncilGroup, Membership
from brink.domain.processes.models import Process
from brink.foundation.errors import BadInput, Conflict, NotAllowed, NotNow
from brink.foundation.visibility import Role

pytestmark = pytest.mark.django_db
FIRST, NEXT = "Voorrang voor iedereen uit het dorp.", "Voorrang voor de helft."
WHY = "In Sleen wacht de school op gezinnen."


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def process(world: World) -> Process:
    return make_process(world)


def seat(world: World, group: str = "", who: str = "Anne", role: Role = Role.COUNCIL) -> Membership:
    organ = world.council if role is Role.COUNCIL else world.executive
    account, _person = make_account(world.body, organ, role, who)
    found = Membership.objects.get(person__account=account)
    if group:
        fracties(world.council)
        found.group = CouncilGroup.objects.get(name=group)
        found.save()
    return found


def take(process: Process, seat: Membership, **more: object) -> Position:
    by = Actor(seat.person.account_id, "council")
    asked = {"as_group": False, "stance": "for", "text": FIRST, "actor": by, **more}
    return services.take_position(process=process, seat=seat, **asked)  # type: ignore[arg-type]


def logged_in(seat: Membership) -> Client:
    client = Client()
    account = seat.person.account
    assert isinstance(account, Account)
    client.force_login(account)
    return client


def test_a_change_of_mind_says_why_and_keeps_the_old_one(process: Process, world: World) -> None:
    anne = seat(world, "A")
    take(process, anne, as_group=True)
    with pytest.raises(BadInput, match="Schrijf op waarom u van mening veranderde"):
        take(process, anne, as_group=True, text=NEXT)
    with pytest.raises(BadInput, match="Dit staat er al zo"):
        take(process, anne, as_group=True)
    second = take(process, anne, as_group=True, text=NEXT, stance="undecided", reason=WHY)
    assert (second.number, second.reason, second.group, second.person) == (2, WHY, anne.group, None)
    for address in (f"/processen/{process.slug}/", f"/overheden/{world.body.slug}/fracties/a/"):
        page = Client().get(address).content.decode()
        assert page.index(NEXT) < page.index(WHY) < page.index(FIRST), address
        assert "Van mening veranderd op" in page
        assert "nog niet zeker" in page


def test_nobody_speaks_from_a_seat_of_somebody_else_or_for_no_fractie(process: Process, world: World) -> None:
    anne, bert = seat(world), seat(world, who="Bert")
    with pytest.raises(NotAllowed, match="Alleen wie hier zelf een zetel heeft"):
        take(process, anne, actor=Actor(bert.person.account_id, "council"))
    with pytest.raises(NotAllowed, match="U zit in geen fractie"):
        take(process, anne, as_group=True)
    with pytest.raises(NotAllowed, match="Dit mag u niet met uw rol"):
        take(process, anne, actor=Actor(anne.person.account_id, "officer"))
    elsewhere = make_process(make_world("emmen"), "elders")
    with pytest.raises(NotNow, match="Deze vraag staat niet op de site"):
        take(elsewhere, anne)
    with pytest.raises(BadInput, match="Kies waar u staat"):
        take(process, anne, stance="zomaar")
    with pytest.raises(BadInput, match="ten hoogste 80 woorden"):
        take(process, anne, text="nee " * 81)
    assert not Position.objects.exists()


def test_of_two_people_of_one_fractie_the_second_reads_who_was_first(process: Process, world: World) -> None:
    anne, bert = seat(world, "A"), seat(world, "A", "Bert")
    first = take(process, anne, as_group=True)
    address = f"/mijn/standpunten/{process.slug}/fractie/"
    client = logged_in(bert)
    shown = client.get(address).content.decode()
    assert FIRST in shown
    take(process, anne, as_group=True, text=NEXT, reason=WHY)
    fields = {
        "stance": "against", "text": "Nee.", "reason": "Ik hoorde de buren.", "key": "sleutel-van-zestien-en-meer",
        "version": shown.partition('name="version" value="')[2].partition('"')[0],
    }  # fmt: skip
    late = client.post(address, fields)
    assert late.status_code == 409
    assert "Ik hoorde de buren." in late.content.decode()
    with pytest.raises(Conflict):
        take(process, bert, as_group=True, text="Nee.", reason="Ik hoorde het.", checked=True, before=first)
    again = late.content.decode().partition('name="version" value="')[2].partition('"')[0]
    assert client.post(address, {**fields, "key": "tweede-sleutel-van-zestien", "version": again}).status_code == 302
    assert list(Position.objects.order_by("number").values_list("number", flat=True)) == [1, 2, 3]


def test_an_executive_has_positions_of_their_own_on_their_own_page(process: Process, world: World) -> None:
    jan = seat(world, who="Jan", role=Role.EXECUTIVE)
    client = logged_in(jan)
    address = f"/mijn/standpunten/{process.slug}/"
    assert address in client.get("/mijn/onderwerpen/").content.decode()
    assert client.get(f"{address}fractie/").status_code == 404
    typed = {"stance": "for", "text": FIRST, "key": "sleutel-van-zestien-en-meer", "version": "none:0"}
    assert client.post(address, typed).status_code == 302
    assert FIRST in Client().get(f"/overheden/{world.body.slug}/mensen/{jan.person.slug}/").content.decode()
    assert "voor" in client.get("/mijn/onderwerpen/").content.decode()
    # Whoever works at the desk has no seat to speak from.
    officer = Client()
    officer.force_login(world.officer)
    assert officer.get(address).status_code == 404


def test_the_database_changes_and_removes_none(process: Process, world: World) -> None:
    row = take(process, seat(world))
    for act in (
        lambda: Position.objects.filter(pk=row.pk).update(text="Anders."),
        lambda: Position.objects.filter(pk=row.pk)._raw_delete("default"),
    ):
        with pytest.raises(IntegrityError, match="published decision"), transaction.atomic():
            act()
