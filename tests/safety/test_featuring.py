"""New words are shown and not featured before a human saw them or enough people answered: every feature."""

import re

import pytest
from django.test import Client

from brink.domain.contributions.models import Contribution
from brink.domain.contributions.services import moderating
from brink.domain.contributions.services.giving import Words, give
from brink.domain.journal.services import RESIDENT, Actor
from brink.domain.participation.featuring import features
from brink.domain.participation.models import OneLine
from brink.domain.processes.models import Round
from brink.foundation import clock
from brink.instruments.dialogue.models import Statement
from brink.instruments.dialogue.services.statements import add_own
from tests.builders import World, make_process, make_round, make_world

pytestmark = pytest.mark.django_db
NEW = "<b>hoi</b> zei de kanarievogel"


@pytest.fixture
def world() -> World:
    return make_world()


def new_words(world: World, name: str) -> Contribution:
    """Give words that nobody saw yet to a round of the instrument that has this feature."""
    instrument = name.partition(" ")[0]
    round = make_round(make_process(world), instrument)
    if instrument == "dialogue":
        return add_own(round=round, text=NEW, key=None).contribution
    return give(round=round, words=Words(kind="idea", text=NEW), actor=RESIDENT, key=None).contribution


def featured(name: str, voice: Contribution) -> bool:
    assert voice.round is not None
    return voice.pk in list(features.named()[name](voice.round))


@pytest.mark.parametrize("name", sorted(features.named()))
def test_new_words_are_shown_and_not_featured_until_a_human_saw_them(world: World, name: str) -> None:
    voice = new_words(world, name)
    assert not featured(name, voice)
    moderating.show(contribution=voice, reason="Nagekeken.", actor=Actor(role="clerk"))
    assert featured(name, voice)
    moderating.hide(contribution=voice, reason="Toch niet.", actor=Actor(role="clerk"))
    assert not featured(name, voice)


@pytest.mark.parametrize("name", sorted(features.named()))
def test_words_that_enough_people_answered_may_be_featured_but_not_by_those_of_one_line(
    world: World, name: str
) -> None:
    voice = new_words(world, name)
    if name.startswith("dialogue"):
        Statement.objects.update(told_count=20)
        Contribution.objects.update(moderation="shown")
        what, subject = "contribution.received session", voice.round_id
    else:
        Contribution.objects.update(support_count=20)
        what, subject = "idea.supported", voice.pk
    assert featured(name, voice)
    OneLine.objects.create(
        tenant=world.body, created_at=clock.now(), round=voice.round, what=what, subject=subject, count=15, told=10
    )
    assert not featured(name, voice)


def page(round: Round) -> str:
    return Client().get(f"/processen/{round.process.slug}/").content.decode()


def test_the_page_of_a_question_leads_with_nothing_new_and_links_to_all(world: World) -> None:
    voice = new_words(world, "ideas panel")
    assert voice.round is not None
    assert "kanarievogel" not in page(voice.round)
    assert "Lees het idee" in page(voice.round)
    assert "kanarievogel" in Client().get(f"/processen/wonen/{voice.round.slug}/ideeen/").content.decode()
    assert "kanarievogel" not in Client().get("/").content.decode()
    moderating.show(contribution=voice, reason="Nagekeken.", actor=Actor(role="clerk"))
    assert "kanarievogel" in page(voice.round)


def test_a_preview_of_a_link_says_nothing_of_new_words(world: World) -> None:
    voice = new_words(world, "ideas panel")
    assert voice.round is not None
    html = Client().get(f"/processen/wonen/{voice.round.slug}/ideeen/{voice.pk}/").content.decode()
    start = html.index('name="description"')
    assert "kanarievogel" not in html[start : start + 300]
    previews = re.findall(r'<meta property="og:\w+" content="([^"]*)"', html)
    assert len(previews) > 3
    assert [one for one in previews if "kanarievogel" in one] == []


def test_staff_say_once_that_they_saw_new_words(world: World) -> None:
    voice = new_words(world, "ideas panel")
    desk = Client()
    desk.force_login(world.officer)
    url = f"/balie/inbreng/{voice.pk}/"
    assert "Gezien: dit mag vooraan staan" in desk.get(url).content.decode()
    assert desk.post(f"{url}zichtbaarheid/", {"key": "gezien", "to": "shown"}).status_code == 302
    assert "Gezien: dit mag vooraan staan" not in desk.get(url).content.decode()
    assert desk.post(f"{url}zichtbaarheid/", {"key": "nog-eens", "to": "shown"}).status_code == 409
    assert page(voice.round).count("kanarievogel") == 1  # type: ignore[arg-type]
