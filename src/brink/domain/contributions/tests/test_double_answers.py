"""A second answer about the same thing to the same giver is seen before it is sent, and whose answer it is (W32)."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.test import Client
from tests.builders import World, make_process, make_round, make_world

from brink.domain.contributions.models import Answer, Contribution
from brink.domain.contributions.services import answers, landing, replying, self_service
from brink.domain.contributions.services.answers import AnswerDraft
from brink.domain.contributions.services.giving import Receipt, Words, give
from brink.domain.journal.services import RESIDENT, Actor
from brink.domain.processes.models import Dossier, Process, Round
from brink.foundation import clock

pytestmark = pytest.mark.django_db
STAFF = Actor(role="officer")
MAIL = "fatima@voorbeeld.invalid"


@pytest.fixture
def world() -> World:
    return make_world()


def say(round: Round, text: str, **fields: object) -> Receipt:
    words = Words(kind="idea", text=text, **fields)  # type: ignore[arg-type]
    return give(round=round, words=words, actor=RESIDENT, key=None)


def land(given: Receipt, reason: str) -> None:
    process = given.contribution.process
    draft = AnswerDraft(
        "adopted", reason, destination=answers.named_place(process=process, kind="round", title="Besluit")
    )
    landing.land(process=process, draft=draft, contributions=[given.contribution], actor=STAFF)


def send_page(world: World, process: Process) -> str:
    client = Client()
    client.force_login(world.officer)
    return " ".join(client.get(f"/balie/antwoorden/{process.slug}/versturen/").content.decode().split())


def answered(given: Receipt, reason: str) -> None:
    land(given, reason)
    replying.send(process=given.contribution.process, actor=STAFF)


def test_it_says_who_said_what_and_when_before_it_is_sent(world: World) -> None:
    round = make_round(make_process(world))
    answered(say(round, "Een bus elk uur.", email=MAIL), "De bus gaat elk uur rijden.")
    land(say(round, "Een bus, zei ik.", email=MAIL.upper()), "De bus gaat niet rijden.")
    page = send_page(world, round.process)
    assert "De gever van ‘Een bus, zei ik.’ heeft op" in page
    owner = round.process.owner.name
    assert f"al antwoord gekregen van {owner}: ‘De bus gaat elk uur rijden.’" in page
    assert "spreek af wie antwoordt" in page
    assert "Wie over dit antwoord gaat" in page
    desk = Client()
    desk.force_login(world.officer)
    assert f"{owner} gaat over dit antwoord." in desk.get(f"/balie/antwoorden/{round.process.slug}/").content.decode()
    Answer.objects.filter(sent_at=None).update(handler=world.clerk)
    assert world.clerk.name in send_page(world, round.process)


def test_two_that_are_both_about_to_go_are_seen_too_and_told_once(world: World) -> None:
    round = make_round(make_process(world))
    for text, phone in (("De weg is glad.", "0592 123456"), ("Strooi de weg.", "+31 592 12 34 56")):
        land(say(round, text, phone=phone), f"Over de weg: {text}")
    page = send_page(world, round.process)
    assert page.count("ligt nog een antwoord klaar") == 1


def test_questions_of_one_dossier_are_about_the_same_thing_and_others_not(world: World) -> None:
    dossier = Dossier.objects.create(tenant=world.body, created_at=clock.now(), slug="wonen", title="Wonen")
    first, second, other = (make_process(world, slug) for slug in ("een", "twee", "drie"))
    Process.objects.filter(pk__in=[first.pk, second.pk]).update(dossier=dossier)
    rounds = [make_round(Process.objects.get(pk=one.pk)) for one in (first, second, other)]
    answered(say(rounds[0], "Bouw meer.", email=MAIL), "Wij bouwen tien huizen.")
    for round in rounds[1:]:
        land(say(round, "Bouw toch meer.", email=MAIL), "Wij bouwen niets meer.")
    assert "Wij bouwen tien huizen." in send_page(world, rounds[1].process)
    assert "Wij bouwen tien huizen." not in send_page(world, rounds[2].process)


def test_one_answer_for_two_and_words_that_were_taken_back_are_no_second_answer(world: World) -> None:
    round = make_round(make_process(world))
    given = [say(round, text, email=MAIL) for text in ("Een bank.", "Een boom.")]
    process = round.process
    draft = AnswerDraft(
        "adopted", "Er komt een bank.", destination=answers.named_place(process=process, kind="round", title="Besluit")
    )
    landing.land(process=process, draft=draft, contributions=[one.contribution for one in given], actor=STAFF)
    assert "spreek af wie antwoordt" not in send_page(world, process)
    replying.send(process=process, actor=STAFF)
    for one in given:
        self_service.withdraw(contribution=Contribution.objects.get(pk=one.contribution.pk), code=one.code)
    land(say(round, "Een hek.", email=MAIL), "Er komt geen hek.")
    assert "spreek af wie antwoordt" not in send_page(world, process)


def test_another_giver_and_another_body_are_left_alone(world: World) -> None:
    round = make_round(make_process(world))
    elsewhere = make_round(make_process(make_world("assen", "municipality"), "daar"))
    answered(say(elsewhere, "Een bus.", email=MAIL), "De bus van Assen rijdt.")
    answered(say(round, "Een bus.", email="ander@voorbeeld.invalid"), "De bus van een ander rijdt.")
    land(say(round, "Een bus hier.", email=MAIL), "De bus rijdt niet.")
    assert "spreek af wie antwoordt" not in send_page(world, round.process)


def test_it_costs_the_same_for_many_givers(
    world: World, django_assert_max_num_queries: Callable[[int], AbstractContextManager[None]]
) -> None:
    from brink.domain.contributions.models import Landing
    from brink.domain.contributions.queries.double_answers import double_answers

    round = make_round(make_process(world))
    for number in range(6):
        answered(say(round, f"Eerst {number}.", email=f"{number}@voorbeeld.invalid"), "Dat gaat zo gebeuren.")
    for number in range(6):
        land(say(round, f"Later {number}.", email=f"{number}@voorbeeld.invalid"), "Dat gaat niet gebeuren.")
    ready = list(Landing.objects.filter(current=True, sent_at=None).select_related("contribution"))
    with django_assert_max_num_queries(3):
        found = double_answers(round.process, ready)
    assert len(found) == 6
