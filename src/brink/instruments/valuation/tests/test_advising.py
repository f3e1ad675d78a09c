"""A resident composes an advice, changes, withdraws and reads it back; what cannot count keeps what was typed."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.builders import make_process, make_round
from tests.form_client import read, send

from brink.domain.contributions.models import Contribution
from brink.domain.contributions.services.self_service import withdraw
from brink.domain.journal.services import SYSTEM, Actor
from brink.domain.participation.paper_entry import Sheet, read_row
from brink.domain.participation.paper_services import enter_sheet, paper_form
from brink.domain.processes.models import Round
from brink.domain.processes.services.printing import print_sheets
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow
from brink.instruments.valuation.models import Advice, FoundGroups, FrozenTask
from brink.instruments.valuation.tests.conftest import Seat, make_seat, make_task, option

pytestmark = pytest.mark.django_db
KEY = "k" * 22
SEND = {"key": KEY, "door": "compose", "doe": "advies"}


def _sheet(seat: Seat, code: str = "") -> Sheet:
    officer = seat.world.officer
    return Sheet(code, clock.today(), officer, Actor(id=officer.pk, role="officer"), None)


def test_an_advice_is_given_without_script_changed_and_read_back(seat: Seat) -> None:
    client = Client()
    form = next(one for one in read(client.get(seat.url())).forms if one.action == seat.url())
    data = {**form.filled(""), "level-1": "on", "level-2": "2", "why-1": "Ik heb geen auto.", "doe": "advies"}
    receipt = " ".join(send(client, form, data).content.decode().split())
    assert "Verander mijn advies" in receipt
    page = client.get(seat.url()).content.decode()
    assert "Hier staat uw advies." in page
    assert "Uw keuzes kosten € 90.000 van de € 100.000. Er blijft € 10.000 over." in page
    assert "Dat gaat naar: het onderhoud van wegen." in page
    assert "90 – 180 per dag" in page
    assert "Ik heb geen auto." in page
    form = next(one for one in read(client.get(seat.url())).forms if one.action == seat.url())
    send(
        client, form, {**form.filled(""), "level-1": "", "level-2": "0", "level-5": "on", "why-1": "", "doe": "advies"}
    )
    row = Advice.objects.get(round=seat.round)
    assert (row.levels, row.reasons) == ({"5": 1}, {})
    assert Contribution.objects.filter(round=seat.round).count() == 1


def test_adding_up_stores_nothing_and_too_much_is_said_calmly(seat: Seat) -> None:
    typed = {"level-3": "on", "level-5": "on", "why-5": "De trein is snel.", "overall": "Ik mis een plan."}
    for act, status in (("reken", 200), ("advies", 422)):
        answer = Client().post(seat.url(), {**SEND, **typed, "doe": act})
        page = answer.content.decode()
        assert answer.status_code == status
        assert "U zit € 20.000 boven het budget. Haal iets weg of kies een kleinere stap." in page
        assert page.count("checked") == 3, "both boxes, and the way"
        assert "De trein is snel." in page
        assert "Ik mis een plan." in page
    assert not Advice.objects.exists()


def test_nothing_chosen_is_asked_once_and_may_be_meant(seat: Seat) -> None:
    answer = Client().post(seat.url(), SEND)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "U heeft niets gekozen. Bedoelt u dat er niets moet gebeuren, of wilt u zo niet kiezen?" in page
    assert Client().post(seat.url(), {**SEND, "nothing": "on"}).status_code == 302
    assert Advice.objects.get().levels == {}


@pytest.mark.parametrize(("door", "words"), [("delegate", "overgelaten"), ("refuse", "niet kiezen")])
def test_leaving_it_to_experts_and_not_choosing_are_ways_of_their_own(seat: Seat, door: str, words: str) -> None:
    client = Client()
    typed = {**SEND, "door": door, "level-3": "on", "level-5": "on", "overall": "Dit is te moeilijk."}
    assert client.post(seat.url(), typed).status_code == 302
    row = Advice.objects.get()
    assert (row.door, row.reasons) == (door, {"0": "Dit is te moeilijk."})
    assert "Uw keuzes kosten € 120.000" in client.get(seat.url()).content.decode(), "nothing typed is lost"
    for number in range(12):
        seat.advise(f"mens-{number}", 1)
    data = seat.close().details
    assert data["options"][0]["levels"][1]["count"] == 10
    assert data["exact"] is False


def test_what_is_too_long_or_unknown_is_said_at_its_field(seat: Seat) -> None:
    answer = Client().post(seat.url(), {**SEND, "level-2": "9", "level-1": "on", "why-1": "x" * 301})
    assert answer.status_code == 422
    assert "Kies een stap uit de lijst." in answer.content.decode()
    with pytest.raises(BadInput, match="korter dan 300"):
        seat.advise("iemand", 1, why={1: "x" * 301})
    with pytest.raises(BadInput, match="niet in de lijst"):
        seat.advise("iemand", 1, why={8: "Waarom niet?"})
    assert not Contribution.objects.exists()


def test_before_opening_after_closing_and_without_a_frozen_question_nothing_counts(seat: Seat) -> None:
    Round.objects.filter(pk=seat.round.pk).update(opens_at=clock.now() + timedelta(days=2))
    seat.round.refresh_from_db()
    with pytest.raises(NotNow):
        seat.advise("vroeg", 1)
    assert Client().post(seat.url(), {**SEND, "level-1": "on"}).status_code == 422
    page = Client().get(seat.url()).content.decode()
    assert "U kunt advies geven vanaf" in page
    assert "De trein" in page, "what will be asked is read before it opens"
    Round.objects.filter(pk=seat.round.pk).update(opens_at=clock.now() - timedelta(days=2))
    seat.round.refresh_from_db()
    seat.close()
    with pytest.raises(NotNow):
        seat.advise("laat", 1)
    bare = make_round(make_process(seat.world, "anders"), "valuation", settings={"task": make_task().as_data()})
    with pytest.raises(NotNow, match="staat nog niet vast"):
        Seat(seat.world, bare).advise("iemand", 1)
    assert not Advice.objects.exists()


def test_who_withdraws_is_not_counted_and_leaves_no_choice_and_no_word(seat: Seat) -> None:
    receipt = seat.advise("iemand", 1, overall="Dit blijft niet staan.", why={1: "Dit ook niet."})
    withdraw(contribution=receipt.contribution, code=receipt.code)
    row = Advice.objects.get()
    assert (row.door, row.levels, row.reasons) == ("", {}, {})
    with pytest.raises(NotNow):
        seat.advise("iemand", 1)
    assert seat.close().reach.people == 0


def test_a_code_of_another_round_counts_on_no_sheet(seat: Seat) -> None:
    other = make_round(make_process(seat.world, "anders"), "valuation", settings={"task": make_task().as_data()})
    (code,) = print_sheets(round=other, copies=1, actor=SYSTEM, key=None)
    with pytest.raises(BadInput):
        enter_sheet(round=seat.round, answers={"1": "1"}, sheet=_sheet(seat, code))
    assert not Advice.objects.exists()


def test_a_sheet_over_the_limit_is_not_repaired_and_its_giver_reads_that(seat: Seat) -> None:
    form = paper_form(seat.round)
    answers = read_row(form, {"hoe": "1", "3": "1", "5": "1", "waarom": "Trein en hub horen bij elkaar."})
    receipt = enter_sheet(round=seat.round, answers=answers, sheet=_sheet(seat))
    row = Advice.objects.get()
    assert (row.levels, row.reasons) == ({"3": 1, "5": 1}, {"0": "Trein en hub horen bij elkaar."})
    page = Client().post("/volg/", {"code": receipt.code}, follow=True).content.decode()
    assert "Deze keuzes passen niet binnen de grens." in page
    assert "De trein" in page
    with pytest.raises(BadInput, match="kan alleen"):
        read_row(form, {"3": "7"})


def test_two_that_exclude_each_other_and_a_goal_stand_on_the_page() -> None:
    seat = make_seat(options=(option(1, 30_000, not_with=(2,)), *make_task().options[1:]))
    page = Client().post(seat.url(), {**SEND, "level-1": "on", "level-2": "1"}).content.decode()
    assert "U heeft gekozen: ‘De bus’ en ‘Het fietspad’. Die twee kunnen niet samen. Haal er een weg." in page


def test_the_database_keeps_question_and_groups_as_they_were(seat: Seat) -> None:
    FoundGroups.objects.create(
        tenant=seat.round.tenant, created_at=clock.now(), round=seat.round, data={"found": "none"}
    )
    seat.advise("iemand", 1)
    for attempt, reason in (
        (lambda: FrozenTask.objects.update(content={}), "do not change"),
        (lambda: FoundGroups.objects.update(data={}), "do not change"),
        (lambda: Advice.objects.update(door="raad"), "valuation_advice_door"),
    ):  # fmt: skip
        with pytest.raises(IntegrityError, match=reason), transaction.atomic():
            attempt()


def test_the_pages_cost_as_many_queries_however_many_give_advice(seat: Seat) -> None:
    def cost(page: str) -> int:
        client = Client()
        client.get(seat.url(page))
        with CaptureQueriesContext(connection) as seen:
            assert client.get(seat.url(page)).status_code == 200
        return len(seen)

    seat.advise("een", 1)
    few = cost("")
    for number in range(12):
        seat.advise(f"mens-{number}", 1, 4)
    assert cost("") == few <= 15
    seat.close()
    assert cost("uitkomst/") <= 15


def test_each_page_stays_small_on_a_phone() -> None:
    options = tuple(
        option(1, 10_000, 20_000, 30_000, labels=("beetje", "meer", "veel")).__class__(
            at, f"Optie {at}", "Wij leggen iets aan waar u elke dag iets aan heeft. " * 4,
            option(1, 10_000, 20_000, 30_000, labels=("beetje", "meer", "veel")).steps, "raming 2026", "rekenkamer",
        )
        for at in range(1, 17)
    )  # fmt: skip
    seat = make_seat(options=options)
    assert len(Client().get(seat.url()).content) < 150_000
