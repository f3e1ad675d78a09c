"""Staff are mailed what waits: as often as they want, once a day at most, in plural and without anybody's words."""

from datetime import UTC, datetime, timedelta
from unittest import mock

import pytest
from django.core import mail
from django.test import Client
from tests.builders import World, make_process, make_round, make_world

from brink.domain.contributions.services.giving import Words, give
from brink.domain.journal.services import RESIDENT
from brink.domain.notifications.digest import send_digests
from brink.domain.people.models import Membership
from brink.foundation import clock

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 30, 8, 0, tzinfo=UTC)
AZIZ, MARJA = "aziz@drenthe.invalid", "marja@drenthe.invalid"


@pytest.fixture
def world() -> World:
    with clock.frozen(MONDAY - timedelta(days=10)):
        world = make_world()
        round = make_round(make_process(world), "ideas")
        for text in ("Kanarievogel een.", "Kanarievogel twee."):
            words = Words(kind="idea", text=text)
            give(round=round, words=words, actor=RESIDENT, key=None, hold_for_moderation=True)
        return world


def sent_at(moment: datetime) -> list[str]:
    mail.outbox.clear()
    with clock.frozen(moment):
        send_digests()
        send_digests()
    return sorted(one.to[0] for one in mail.outbox)


def wish(world: World, rhythm: str) -> None:
    client = Client()
    client.force_login(world.officer)
    assert client.post("/balie/mail/", {"rhythm": rhythm, "key": f"wens-{rhythm}"}).status_code == 302


def test_each_working_day_once_and_not_before_seven_or_on_a_sunday(world: World) -> None:
    assert sent_at(MONDAY - timedelta(days=1)) == [], "a Sunday"
    assert sent_at(MONDAY - timedelta(hours=3)) == [], "before seven"
    assert sent_at(MONDAY) == [AZIZ, MARJA]
    assert sent_at(MONDAY + timedelta(hours=2)) == []
    assert sent_at(MONDAY + timedelta(days=1)) == [AZIZ, MARJA]


def test_it_says_what_waits_with_the_question_and_nothing_that_anybody_wrote(world: World) -> None:
    sent_at(MONDAY)
    letter = mail.outbox[0]
    assert "op u aan de balie" in letter.subject
    assert "- 2 bijdragen wachten op controle (Vraag over wonen), uiterlijk" in letter.body
    assert "te laat" in letter.body
    assert "/balie/mail/" in letter.body
    assert "anarievogel" not in letter.body + letter.subject


def test_weekly_comes_once_a_week_and_never_does_not_come(world: World) -> None:
    wish(world, "weekly")
    assert AZIZ in sent_at(MONDAY)
    for days in (1, 2, 3, 4):
        assert sent_at(MONDAY + timedelta(days=days)) == [MARJA]
    assert AZIZ in sent_at(MONDAY + timedelta(days=7))
    wish(world, "never")
    assert sent_at(MONDAY + timedelta(days=8)) == [MARJA]


def test_whoever_has_no_role_any_more_gets_none_and_neither_when_nothing_waits(world: World) -> None:
    Membership.objects.filter(person__account=world.officer).update(ends=(MONDAY - timedelta(days=5)).date())
    assert sent_at(MONDAY) == [MARJA]
    with mock.patch("brink.domain.notifications.digest.queue_items", return_value=[]):
        assert sent_at(MONDAY + timedelta(days=1)) == []


def test_a_mail_server_that_is_away_is_tried_again_the_same_day(world: World) -> None:
    away = mock.patch("django.core.mail.EmailMessage.send", side_effect=ConnectionRefusedError)
    with clock.frozen(MONDAY), away:
        assert send_digests() == 0
    assert sent_at(MONDAY + timedelta(hours=1)) == [AZIZ, MARJA]


def test_a_wish_that_is_none_is_said(world: World) -> None:
    client = Client()
    client.force_login(world.officer)
    assert client.post("/balie/mail/", {"rhythm": "soms"}).status_code == 422
    assert Client().get("/balie/mail/").status_code == 302
