"""Many at once in the moderator's queue: one reason, what it does said with a number, and a way back."""

import re

import pytest
from django.test import Client
from tests.builders import World, make_process, make_round, make_world

from brink.domain.contributions.models import Contribution, Moderation, ModerationAct
from brink.domain.contributions.services.giving import Words, give
from brink.domain.journal.services import RESIDENT
from brink.foundation import clock

pytestmark = pytest.mark.django_db
CHECK, MANY, UNDO = "/balie/inbreng/controle/", "/balie/inbreng/controle/samen/", "/balie/inbreng/controle/terug/"


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def waiting(world: World) -> list[str]:
    round = make_round(make_process(world), "ideas")
    return [
        str(
            give(
                round=round, words=Words(kind="idea", text=f"Idee {n}."), actor=RESIDENT, key=None,
                hold_for_moderation=True,
            ).contribution.pk
        )
        for n in range(22)
    ]  # fmt: skip


@pytest.fixture
def desk(world: World) -> Client:
    client = Client()
    client.force_login(world.officer)
    return client


def states() -> list[str]:
    return sorted(Contribution.objects.values_list("moderation", flat=True))


def test_all_of_a_page_go_with_one_reason_after_it_was_said_what_that_does(desk: Client, waiting: list[str]) -> None:
    html = desk.get(f"{CHECK}?alles=1").content.decode()
    assert len(re.findall(r'<input type="checkbox" name="voice" value="[^"]+" form="samen" checked>', html)) == 22
    sent = {"voice": waiting, "to": "hidden", "reason": "Dit is reclame.", "key": "een-sleutel"}
    said = desk.post(MANY, sent).content.decode()
    assert "U verbergt 22 bijdragen" in said
    assert "Alle 22 gevers lezen uw reden" in said
    assert states() == [Moderation.WAITING] * 22, "nothing was done yet"
    answer = desk.post(MANY, {**sent, "sure": "yes"}, follow=True)
    assert "22 bijdragen zijn verborgen." in answer.content.decode()
    assert states() == [Moderation.HIDDEN] * 22
    assert set(ModerationAct.objects.values_list("reason", flat=True)) == {"Dit is reclame."}
    assert "Draai de laatste keer terug (22 bijdragen)" in answer.content.decode()
    answer = desk.post(UNDO, {"key": "terug"}, follow=True)
    assert "22 bijdragen zijn teruggezet." in answer.content.decode()
    assert states() == [Moderation.WAITING] * 22
    assert "Er was niets meer om terug te draaien." in desk.post(UNDO, follow=True).content.decode()


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"voice": []}, "Vink eerst aan"),
        ({"voice": ["geen sleutel"]}, "Vink eerst aan"),
        ({"reason": " "}, "Schrijf de reden op."),
        ({"to": "iets"}, "Nog niet verstuurd"),
    ],
)
def test_what_is_missing_is_said_and_the_reason_stays(
    desk: Client, waiting: list[str], more: dict[str, object], said: str
) -> None:
    sent = {"voice": waiting[:2], "to": "hidden", "reason": "Dit is reclame.", "key": "een-sleutel", "sure": "yes"}
    answer = desk.post(MANY, {**sent, **more})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert ("Dit is reclame." in answer.content.decode()) or "reason" in more
    assert states() == [Moderation.WAITING] * 22


def test_what_a_colleague_or_the_giver_did_meanwhile_does_not_stop_the_others(
    desk: Client, waiting: list[str]
) -> None:
    Contribution.objects.filter(pk=waiting[0]).update(moderation=Moderation.HIDDEN)
    Contribution.objects.filter(pk=waiting[1]).update(withdrawn_at=clock.now(), text="")
    sent = {"voice": waiting[:4], "to": "hidden", "reason": "Dit is reclame.", "key": "een-sleutel", "sure": "yes"}
    answer = desk.post(MANY, sent, follow=True)
    text = answer.content.decode()
    assert "2 bijdragen zijn verborgen. 2 waren intussen al afgehandeld of ingetrokken." in text
    assert ModerationAct.objects.count() == 2
    again = desk.post(MANY, sent, follow=True)
    assert again.status_code == 200
    assert ModerationAct.objects.count() == 2


def test_new_words_on_the_site_are_looked_over_together(desk: Client, waiting: list[str]) -> None:
    Contribution.objects.filter(pk__in=waiting[:3]).update(moderation=Moderation.SHOWN)
    html = desk.get(f"{CHECK}?lijst=nieuw").content.decode()
    assert len(re.findall(r'name="voice" value="', html)) == 3
    sent = {"voice": waiting[:3], "to": "shown", "reason": "", "key": "een-sleutel", "sure": "yes"}
    desk.post(MANY, sent)
    assert 'name="voice" value="' not in desk.get(f"{CHECK}?lijst=nieuw").content.decode()


def test_nobody_from_elsewhere_moves_anything(waiting: list[str]) -> None:
    other = Client()
    other.force_login(make_world("elders").officer)
    sent = {"voice": waiting, "to": "hidden", "reason": "Zo.", "key": "een-sleutel", "sure": "yes"}
    assert other.post(MANY, sent).status_code == 422
    assert Client().post(MANY, sent).status_code == 404
    assert states() == [Moderation.WAITING] * 22
