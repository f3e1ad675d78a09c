"""A resident votes, changes, withdraws and reads it back; what does not fit is refused with everything kept."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.builders import make_process, make_round
from tests.form_client import read, send

from brink.domain.contributions.models import Contribution
from brink.domain.contributions.services.self_service import withdraw
from brink.domain.processes.models import Round
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow
from brink.instruments.budget.models import Ballot, Plan, Tally, Terms
from brink.instruments.budget.services.opening import freeze_terms
from brink.instruments.budget.services.voting import cast
from brink.instruments.budget.tests.conftest import Village, make_village

pytestmark = pytest.mark.django_db
KEY = "k" * 22


def test_a_ballot_is_given_without_script_changed_and_read_back(village: Village) -> None:
    client = Client()
    form = next(one for one in read(client.get(village.url())).forms if one.action == village.url())
    data = {**form.filled(""), "plan-1": "on", "plan-3": "on", "doe": "stem"}
    receipt = send(client, form, data).content.decode()
    assert "Verander mijn stem" in receipt
    page = client.get(village.url()).content.decode()
    assert "Hier staat uw stem" in page
    assert "U heeft 2 plannen gekozen: € 80.000." in page
    form = next(one for one in read(client.get(village.url())).forms if one.action == village.url())
    send(client, form, {**form.filled(""), "plan-2": "on", "plan-1": "", "plan-3": "", "doe": "stem"})
    assert Ballot.objects.get(round=village.round).choices == {"2": 1}
    assert Contribution.objects.filter(round=village.round).count() == 1


def test_adding_up_stores_nothing(village: Village) -> None:
    answer = Client().post(village.url(), {"key": KEY, "plan-1": "on", "plan-2": "on", "doe": "reken"})
    assert answer.status_code == 200
    assert "U heeft 2 plannen gekozen: € 70.000." in answer.content.decode()
    assert not Ballot.objects.exists()


def test_what_is_over_the_amount_is_said_and_the_choices_stay(db: None) -> None:
    village = make_village(within=True)
    for act, status in (("stem", 422), ("reken", 200)):
        answer = Client().post(village.url(), {"key": KEY, "plan-2": "on", "plan-3": "on", "doe": act})
        page = answer.content.decode()
        assert answer.status_code == status
        assert "U heeft voor € 110.000 gekozen. Dat is € 10.000 te veel." in page
        assert page.count("checked") == 2
    assert not Ballot.objects.exists()


def test_no_number_is_said_at_its_plan(db: None) -> None:
    village = make_village(form="points")
    answer = Client().post(village.url(), {"key": KEY, "plan-1": "veel", "plan-2": "-3", "plan-3": "11", "doe": "stem"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Vul een heel getal in, of laat het leeg." in page
    assert "Minder dan 0 kan niet." in page
    assert "Zo hoog kan niet. Vul hooguit 10 in." in page
    assert not Contribution.objects.exists()


def test_before_opening_after_closing_and_in_another_round_nothing_counts(village: Village) -> None:
    Round.objects.filter(pk=village.round.pk).update(opens_at=clock.now() + timedelta(days=2))
    village.round.refresh_from_db()
    with pytest.raises(NotNow):
        village.vote("vroeg", 1)
    page = Client().post(village.url(), {"key": KEY, "plan-1": "on", "doe": "stem"})
    assert page.status_code == 422
    assert "U kunt stemmen vanaf" in Client().get(village.url()).content.decode()
    Round.objects.filter(pk=village.round.pk).update(opens_at=clock.now() - timedelta(days=2))
    village.round.refresh_from_db()
    village.close()
    with pytest.raises(NotNow):
        village.vote("laat", 1)
    other = make_round(make_process(village.world, "anders"), "budget", settings={"amount_cents": 100})
    freeze_terms(other)
    with pytest.raises(BadInput, match="staat niet meer op de lijst"):
        cast(round=other, token="iemand", marks={1: 1})
    assert not Ballot.objects.exists()


def test_a_code_of_another_round_counts_on_no_sheet(village: Village) -> None:
    from brink.domain.journal.services import SYSTEM, Actor
    from brink.domain.participation.paper_entry import Sheet
    from brink.domain.participation.paper_services import enter_sheet
    from brink.domain.processes.services.printing import print_sheets

    other = make_round(make_process(village.world, "anders"), "budget", settings={"amount_cents": 100})
    (code,) = print_sheets(round=other, copies=1, actor=SYSTEM, key=None)
    officer = village.world.officer
    sheet = Sheet(code, clock.today(), officer, Actor(id=officer.pk, role="officer"), None)
    with pytest.raises(BadInput):
        enter_sheet(round=village.round, answers={"1": "1"}, sheet=sheet)
    assert not Ballot.objects.exists()


def test_a_sheet_over_the_rule_is_refused_and_not_repaired(db: None) -> None:
    from brink.domain.journal.services import Actor
    from brink.domain.participation.paper_entry import Sheet
    from brink.domain.participation.paper_services import enter_sheet

    village = make_village(most=2)
    officer = village.world.officer
    sheet = Sheet("", clock.today(), officer, Actor(id=officer.pk, role="officer"), None)
    with pytest.raises(BadInput, match="hooguit 2"):
        enter_sheet(round=village.round, answers={"1": "1", "2": "1", "3": "1", "4": "0"}, sheet=sheet)
    assert not Contribution.objects.exists()


def test_points_on_paper_are_written_and_typed_as_numbers(db: None) -> None:
    from brink.domain.journal.services import Actor
    from brink.domain.participation.paper_entry import Sheet, read_row
    from brink.domain.participation.paper_services import enter_sheet, paper_form

    village = make_village(form="points")
    officer, form = village.world.officer, paper_form(village.round)
    sheet = Sheet("", clock.today(), officer, Actor(id=officer.pk, role="officer"), None)
    for typed, sentence in (({"1": "veel"}, "Typ hier een heel getal"), ({"1": "8", "2": "3"}, "U heeft 11 punten")):
        with pytest.raises(BadInput, match=sentence):
            enter_sheet(round=village.round, answers=read_row(form, typed), sheet=sheet)
    enter_sheet(round=village.round, answers=read_row(form, {"1": "8", "2": "2"}), sheet=sheet)
    assert Ballot.objects.get().choices == {"1": 8, "2": 2}


def test_who_withdraws_is_not_counted_and_leaves_no_choice(village: Village) -> None:
    receipt = village.vote("iemand", 1, 2)
    withdraw(contribution=receipt.contribution, code=receipt.code)
    assert Ballot.objects.get().choices == {}
    with pytest.raises(NotNow):
        village.vote("iemand", 1)
    assert village.close().reach.people == 0


def test_a_plan_that_leaves_is_told_to_who_chose_it_and_counts_no_more(village: Village) -> None:
    from tests.contract.filled_round import OFFICER

    from brink.instruments.budget.services.plans import remove_plan

    client = Client()
    client.post(village.url(), {"key": KEY, "plan-3": "on", "doe": "stem"})
    bus = Plan.objects.get(title="De bus")
    remove_plan(plan=bus, reason="De bus rijdt al.", actor=OFFICER, key=None)
    page = client.get(village.url()).content.decode()
    assert "‘De bus’ koos u, en dat is nu van de lijst." in page
    assert "De bus rijdt al." in Client().get(village.url()).content.decode()
    for number in range(12):
        village.vote(f"mens-{number}", 1)
    assert [one["number"] for one in village.close().details["plans"]] == [1, 2, 4]


def test_the_database_keeps_rule_list_and_count(village: Village) -> None:
    village.vote("iemand", 1)
    village.close()
    tries = (
        lambda: Plan.objects.filter(number=1).update(cost_cents=1),
        lambda: Plan.objects.filter(number=1).update(feasibility="", feasibility_reason="Toch niet."),
        lambda: Plan.objects.create(
            tenant=village.round.tenant, created_at=clock.now(), round=village.round, number=9, code="9", title="Laat"
        ),
        lambda: Terms.objects.update(amount_cents=1),
        lambda: Tally.objects.update(election=""),
    )
    for attempt in tries:
        with pytest.raises(IntegrityError, match="do not change"), transaction.atomic():
            attempt()
    Plan.objects.filter(number=1).update(title="Beter gezegd")


def test_the_pages_cost_as_many_queries_however_many_vote(village: Village) -> None:
    def cost(page: str) -> int:
        client = Client()
        client.get(village.url(page))
        with CaptureQueriesContext(connection) as seen:
            assert client.get(village.url(page)).status_code == 200
        return len(seen)

    village.vote("een", 1)
    few = cost("")
    for number in range(12):
        village.vote(f"mens-{number}", 1, 2)
    assert cost("") == few <= 15
    village.close()
    assert cost("uitslag/") <= 15
