"""Somebody who is away has their work taken over: what waits for them waits for a colleague, as long as it lasts."""

from datetime import timedelta

import pytest
from django.test import Client

from brink.domain.contributions.models import Contribution
from brink.domain.contributions.services.giving import Words, give
from brink.domain.journal.services import RESIDENT
from brink.domain.people.models import Absence
from brink.foundation import clock
from brink.foundation.visibility import Role
from tests.builders import make_account, make_process, make_round, make_world

pytestmark = pytest.mark.django_db
PAGE = "/balie/afwezig/"


def test_a_colleague_sees_the_work_of_who_is_away_until_it_is_taken_back() -> None:
    world = make_world()
    round = make_round(make_process(world))
    voice = give(round=round, words=Words(kind="idea", text="Een bus."), actor=RESIDENT, key=None).contribution
    Contribution.objects.filter(pk=voice.pk).update(handler=world.officer, reply_due_on=clock.today())
    bea, _person = make_account(world.body, world.office, Role.OFFICER, "Bea")
    aziz, other = Client(), Client()
    aziz.force_login(world.officer)
    other.force_login(bea)
    mine = "/balie/inbreng/?person=mij"
    assert "1 bijdrage is voor u" in aziz.get("/balie/").content.decode()
    assert "1 bijdrage is voor u" not in other.get("/balie/").content.decode()
    today, later = clock.today(), clock.today() + timedelta(days=7)
    sent = {"substitute": str(bea.pk), "starts": today.isoformat(), "ends": later.isoformat(), "key": "k" * 22}
    for wrong, said in (
        ({"ends": (today - timedelta(days=1)).isoformat()}, "Kies een laatste dag"),
        ({"substitute": str(world.officer.pk)}, "Fout:"),
    ):
        answer = aziz.post(PAGE, {**sent, **wrong})
        assert (answer.status_code, said in answer.content.decode()) == (422, True), wrong
    aziz.post(PAGE, sent)
    aziz.post(PAGE, sent)
    away = Absence.objects.get()
    assert "1 bijdrage is voor u" in other.get("/balie/").content.decode()
    assert str(voice.pk) in other.get(mine).content.decode()
    with clock.frozen(clock.now() + timedelta(days=9)):
        other.force_login(bea)
        assert str(voice.pk) not in other.get(mine).content.decode()
    other.force_login(bea)
    refused = other.post(f"{PAGE}{away.pk}/weg/", {"key": "b" * 22}, follow=True)
    assert "Alleen wie afwezig is" in refused.content.decode()
    aziz.post(f"{PAGE}{away.pk}/weg/", {"key": "c" * 22})
    assert not Absence.objects.exists()
    assert str(voice.pk) not in other.get(mine).content.decode()
