"""A hall: a question at a time on phones and a screen, put and closed by a host; nobody is read out of a result."""

import re
from datetime import datetime, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.http import HttpResponse
from django.test import Client
from tests.form_client import read

from brink.domain.contributions.models import Contribution
from brink.domain.journal.models import Entry
from brink.domain.participation.hall_queries import told_of
from brink.domain.participation.models import Hall, HallQuestion
from brink.domain.processes.hall_part import HallResult
from brink.foundation import clock
from brink.foundation.disclosure import K
from brink.instruments.dialogue.hall import Statements
from brink.instruments.dialogue.models import Vote
from brink.instruments.dialogue.services.mapping import refresh_due
from brink.instruments.dialogue.tests.conftest import Village

pytestmark = pytest.mark.django_db


def host(village: Village) -> Client:
    made = Client()
    made.force_login(village.world.officer)
    return made


def opened(village: Village, desk: Client, *, smaller_first: bool = True) -> Hall:
    """Open a hall as staff do, and end on the page of the host."""
    sent = {"name": "Dorpshuis De Brink", "hours": "3", "key": "zaal-open-sleutel-1"}
    answer = desk.post(
        f"/balie/rondes/{village.round.pk}/aansluitingen/", sent | ({"smaller_first": "on"} if smaller_first else {})
    )
    hall = Hall.objects.get()
    assert answer["Location"] == f"/balie/rondes/zalen/{hall.pk}/bord/"
    return hall


def press(desk: Client, hall: Hall, words: str) -> HttpResponse:
    """Press the first button on the page of the host that says this."""
    here = f"/balie/rondes/zalen/{hall.pk}/bord/"
    form = next(one for one in read(desk.get(here)).root.all("form") if words in one.words)
    sent = {one.attributes["name"]: one.attributes.get("value", "") for one in form.all("input")}
    return desk.post(form.attributes.get("action", here), sent, follow=True)


def walk_in(hall: Hall) -> tuple[Client, str]:
    """Come in with a phone, by the code on the screen."""
    phone = Client()
    answer = phone.get("/zaal/", {"code": f" {hall.code.lower()} "}, follow=True)
    return phone, answer.redirect_chain[-1][0]


def give(phone: Client, address: str, value: str) -> HttpResponse:
    (form,) = [one for one in read(phone.get(address)).forms if "asked" in one.filled("")]
    return phone.post(address, form.filled("") | {"antwoord": value})


def crowd(hall: Hall, agree: int, disagree: int) -> list[tuple[Client, str]]:
    phones = [walk_in(hall) for _one in range(agree + disagree)]
    for number, (phone, address) in enumerate(phones):
        assert give(phone, address, "agree" if number < agree else "disagree").status_code == 302
    return phones


def screen(hall: Hall) -> str:
    text = Client().get(f"/processen/{hall.round.process.slug}/{hall.round.slug}/zaal/{hall.code}/scherm/")
    assert text["Refresh"] == "5"
    return " ".join(read(text).root.words.split())


def edition(after: timedelta) -> None:
    with clock.frozen(clock.now() + after):
        refresh_due(at=clock.now())


def test_a_hall_answers_one_question_from_code_to_who_speaks_first(village: Village) -> None:
    desk = host(village)
    hall = opened(village, desk)
    assert re.fullmatch("[BCDFGHJKLMNPRSTVWXZ]{4}", hall.code)
    phone, address = walk_in(hall)
    waiting = phone.get(address)
    assert "Wacht op de eerste vraag" in waiting.content.decode()
    assert waiting["Refresh"] == "5"
    assert hall.code in screen(hall)
    assert "praat de kleinste groep eerst" in screen(hall)
    assert "op de telefoons en op het scherm" in press(desk, hall, "Vraag dit").content.decode()
    asked = phone.get(address)
    assert village.statements[0].text in asked.content.decode()
    assert "Refresh" not in asked
    assert len(read(asked).select("button[name]")) == 3
    crowd(hall, 24, 12)
    assert "Al 30 mensen hebben antwoord gegeven" in screen(hall)
    edition(timedelta(0))
    # Never while a question is open: what others said would steer who still has to press.
    assert "De meesten" not in screen(hall)
    press(desk, hall, "Sluit deze vraag")
    told = screen(hall)
    assert "De meesten zeggen: Eens." in told
    assert "Ziet u het anders? U mag eerst praten." in told
    assert "Eens 24 Oneens 12 Weet ik niet 0 Van 36 mensen" in told
    assert "open voor iedereen" in told
    assert "De meesten zeggen: Eens." in desk.get(f"/balie/rondes/zalen/{hall.pk}/bord/").content.decode()
    assert Vote.objects.count() == Contribution.objects.filter(kind="session").count() == 36
    kinds = list(Entry.objects.filter(kind__startswith="hall.").order_by("at").values_list("kind", "public"))
    assert kinds == [("hall.opened", False), ("hall.asked", False), ("hall.question_closed", False)]


def test_an_answer_can_be_changed_till_the_question_is_closed_and_counts_once(village: Village) -> None:
    desk = host(village)
    hall = opened(village, desk)
    press(desk, hall, "Vraag dit")
    phone, address = walk_in(hall)
    give(phone, address, "agree")
    mine = phone.get(address)
    assert "Uw antwoord: Eens." in mine.content.decode()
    assert mine["Refresh"] == "5"
    (form,) = [one for one in read(mine).forms if "asked" in one.filled("")]
    give(phone, address, "disagree")
    assert "Uw antwoord: Oneens." in phone.get(address).content.decode()
    assert list(Vote.objects.values_list("value", flat=True)) == [-1]
    assert "Vul" not in mine.content.decode()
    press(desk, hall, "Sluit deze vraag")
    late = phone.post(address, form.filled("") | {"antwoord": "agree"})
    assert "Deze vraag is net gesloten. U doet mee met de volgende." in late.content.decode()
    assert late.status_code >= 400
    assert list(Vote.objects.values_list("value", flat=True)) == [-1]


def test_a_stranger_sends_what_is_no_answer(village: Village) -> None:
    desk = host(village)
    hall = opened(village, desk)
    press(desk, hall, "Vraag dit")
    phone, address = walk_in(hall)
    assert "Kies eens, oneens of weet ik niet." in give(phone, address, "misschien").content.decode()
    assert not Vote.objects.exists()
    for code in ("ZZZZ", "", "12", "QQQQQ"):
        answer = Client().get("/zaal/", {"code": code})
        assert "Kijk op het scherm" in answer.content.decode() or "Vul de vier letters in" in answer.content.decode()
    assert Client().get("/zaal/ZZZZ/")["Location"] == "/zaal/?code=ZZZZ"


def test_fewer_than_ten_are_told_nothing_and_fewer_than_thirty_words_alone(village: Village) -> None:
    desk = host(village)
    hall = opened(village, desk, smaller_first=False)
    press(desk, hall, "Vraag dit")
    crowd(hall, 5, K - 6)
    assert "antwoord gegeven" not in screen(hall)
    edition(timedelta(0))
    press(desk, hall, "Sluit deze vraag")
    assert "Wij noemen nooit minder dan tien mensen" in screen(hall)
    press(desk, hall, "Vraag dit opnieuw")
    crowd(hall, 6, 6)
    press(desk, hall, "Sluit deze vraag")
    edition(timedelta(minutes=2))
    told = screen(hall)
    assert "De mensen zijn verdeeld" in told
    assert "mag eerst" not in told
    assert "Eens 11" not in told


@pytest.mark.parametrize(("counts", "shown"), [((24, 12, 0), 3), ((24, 12, 3), 0), ((20, 0, 0), 0), ((40, 0, 0), 3)])
def test_no_answer_of_fewer_than_ten_is_told_also_not_by_subtraction(counts: tuple[int, ...], shown: int) -> None:
    result = HallResult(tuple(zip(("agree", "disagree", "unsure"), counts, strict=True)), clock.now())
    told = told_of(Statements(), result, smaller_first=True)
    assert len(told.sides) == shown
    assert told.others_first


def test_a_hall_that_is_closed_leads_home_and_its_code_is_gone(village: Village) -> None:
    desk = host(village)
    hall = opened(village, desk)
    press(desk, hall, "Vraag dit")
    phone, address = walk_in(hall)
    press(desk, hall, "Doe de zaal dicht")
    answer = phone.get(address)
    assert (answer.status_code, answer["Location"]) == (302, f"/processen/{village.round.process.slug}/")
    assert Hall.objects.get().code == ""
    assert HallQuestion.objects.get().closed_at is not None
    assert "Kijk op het scherm" in Client().get("/zaal/", {"code": hall.code}).content.decode()


def test_one_question_at_a_time_and_a_closed_one_stays_closed(village: Village) -> None:
    desk = host(village)
    hall = opened(village, desk)
    here = f"/balie/rondes/zalen/{hall.pk}/bord/"
    first, second = (str(one.pk) for one in village.statements[:2])
    desk.post(here, {"asked": first, "key": "vraag-een-sleutel"})
    again = desk.post(here, {"asked": second, "key": "vraag-twee-sleutel"}, follow=True)
    assert "Er staat nog een vraag open" in again.content.decode()
    press(desk, hall, "Sluit deze vraag")
    with pytest.raises(DatabaseError), transaction.atomic():
        HallQuestion.objects.update(closed_at=None)
    with pytest.raises(DatabaseError), transaction.atomic():
        HallQuestion.objects.update(number=7)
    assert HallQuestion.objects.count() == 1
    for number in range(2, 10):
        desk.post(here, {"asked": second, "key": f"vraag-sleutel-nummer-{number}"})
        HallQuestion.objects.filter(closed_at=None).update(closed_at=datetime(2026, 1, 1, tzinfo=clock.AMSTERDAM))
    assert HallQuestion.objects.count() == 8


def test_a_phone_loads_a_few_kilobytes(village: Village) -> None:
    import gzip

    desk = host(village)
    hall = opened(village, desk)
    press(desk, hall, "Vraag dit")
    phone, address = walk_in(hall)
    assert len(gzip.compress(phone.get(address).content)) < 6 * 1024
