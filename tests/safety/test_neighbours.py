"""Class: an act that takes along more than its own, or counts, tells or finds something of a neighbour.

Each act is done twice: alone, and with neighbours that are alike in all but one thing: everything of another body,
everything of another question, and words that were taken back. What it did to each row, what it wrote and what it said
beforehand is the same both times. Members: every act that is told first, and every form of the desk.
"""

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client

from brink.domain.contributions.models import Contribution, Giver
from brink.domain.people.models import Body
from brink.domain.processes.models import Event, Process
from brink.foundation import clock
from tests.builders import World, make_world
from tests.desk_forms import Form, filled
from tests.form_client import read
from tests.neighbours import MOMENTS, UUIDS, Place, Stored, copies, stored, what_was_done
from tests.safety.test_stepping_back import CASES, KEY, TOLD, Pressed, clerk
from tests.sampling import drawn
from tests.test_desk_forms import Desk
from tests.unlocked import unlocked

pytestmark = pytest.mark.django_db
NOBODY = {"people.Person": {"account_id": None}}


def add_neighbours(world: World) -> None:
    """Let there be one more of everything, which nobody works at."""
    own, now = {"tenant": world.body}, clock.now()
    gone = {"withdrawn_at": now, "text": "", "title": ""}
    taken_back = {"contributions.Contribution": gone, "contributions.BundleItem": {"removed_at": now}}
    with unlocked():
        copies(list(Body.objects.all()), Place.BODY, NOBODY)
        copies(list(Contribution.objects.filter(**own, withdrawn_at=None)), Place.VOICE, taken_back)
        copies(list(Process.objects.filter(**own, standing=False)), Place.QUESTION)


def furnish(world: World) -> None:
    """Let every question have meetings, and every voice a giver that can be reached, so that something can go wrong."""
    now = clock.now()
    # Where there are several, an address that is made ends in the name of its body.
    Body.objects.create(slug="elders", name="Gemeente Elders", kind=Body.Kind.MUNICIPALITY)
    for process in Process.objects.filter(tenant=world.body):
        for days, called_off in ((-3, None), (5, None), (6, now)):
            start = now + timedelta(days=days)
            Event.objects.create(
                tenant=world.body, created_at=now, process=process, title="Inloop", venue="Dorpshuis", starts_at=start,
                ends_at=start + timedelta(hours=2), cancelled_at=called_off,
            )  # fmt: skip
    for voice in Contribution.objects.filter(tenant=world.body, giver=None):
        Giver.objects.create(tenant=world.body, created_at=now, contribution=voice, email="g@voorbeeld.invalid")


def press(client: Client, pressed: Pressed, before: Stored) -> tuple[str, Any]:
    """Press a button and say yes; return what was said beforehand and what was done, and let it be undone."""
    point = transaction.savepoint()
    cache.clear()
    page = read(client.post(pressed.address, {"key": KEY, **pressed.data}))
    (form,) = [one for one in page.forms if any(field.name == "doorgaan" for field in one.fields)]
    answer = client.post(form.action, form.filled(""))
    assert answer.status_code == 302, read(answer).text[:600]
    done = what_was_done(before)
    transaction.savepoint_rollback(point)
    # Above it stands the menu, with how much waits at this desk in all.
    told = page.text.partition(TOLD)[2]
    return MOMENTS.sub("moment", UUIDS.sub("key", told)), done


@pytest.mark.parametrize("kind", sorted(CASES))
def test_an_act_does_the_same_to_its_own_whatever_is_next_to_it(kind: str) -> None:
    world = make_world()
    pressed, client = CASES[kind](world), clerk(world)
    if pressed.by is not None:
        client.force_login(pressed.by)
    furnish(world)
    said, done = press(client, pressed, stored())
    add_neighbours(world)
    said_beside, done_beside = press(client, pressed, stored())
    assert (sorted((done - done_beside).items()), sorted((done_beside - done).items())) == ([], [])
    assert said_beside == said


def test_every_form_of_the_desk_does_the_same_to_its_own_whatever_is_next_to_it() -> None:
    world = make_world()
    desk = Desk(world)
    forms, alone = drawn("desk forms with neighbours", desk.forms(), share=0.06, least=8), dict[str, Any]()
    before = stored()
    for form in forms:
        alone[form.name] = send(desk.client, form, before)
    assert sum(1 for status, _done in alone.values() if status == 302) >= len(forms) / 3
    add_neighbours(world)
    before, wrong = stored(), list[str]()
    for form in forms:
        status, done = send(desk.client, form, before)
        if (status, done) != alone[form.name]:
            more, less = done - alone[form.name][1], alone[form.name][1] - done
            wrong.append(f"{form.name}: {alone[form.name][0]} then {status}, more {sorted(more)}, less {sorted(less)}")
    assert wrong == []


def send(client: Client, form: Form, before: Stored) -> tuple[int, Any]:
    """Send a form; return how it was answered and what was done, and let it be undone."""
    point = transaction.savepoint()
    cache.clear()
    status = client.post(form.action, filled(form, "Mijn zin")).status_code
    done = what_was_done(before)
    transaction.savepoint_rollback(point)
    return status, done
