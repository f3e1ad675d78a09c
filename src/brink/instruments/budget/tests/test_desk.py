"""The desk: plans with their feasibility, a table at once, what is fixed from the release on, and a ballot by phone."""

from datetime import timedelta

import pytest
from django.test import Client
from tests.contract.filled_round import OFFICER

from brink.domain.contributions.models import Contribution
from brink.domain.people.act_forms import token_of
from brink.domain.processes.models import Round
from brink.domain.processes.services.rounds import RoundFacts, edit_round
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow
from brink.instruments.budget.forms import SetupForm
from brink.instruments.budget.instrument import BudgetInstrument
from brink.instruments.budget.models import Ballot, Plan, PlanVersion, Terms
from brink.instruments.budget.plan_file import preview
from brink.instruments.budget.services.plans import PlanFacts, add_plan, bring_in, change_plan, remove_plan
from brink.instruments.budget.tests.conftest import Village, make_village

pytestmark = pytest.mark.django_db
KEY = "k" * 22


@pytest.fixture
def planned(db: None) -> Village:
    return make_village(opened=False)


def desk(village: Village) -> Client:
    client = Client()
    client.force_login(village.world.officer)
    return client


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        (PlanFacts(""), "title"),
        (PlanFacts("x" * 201), "title"),
        (PlanFacts("Bank", cost_cents=-100), "cost_cents"),
        (PlanFacts("Bank", cost_cents=0), "cost_cents"),
        (PlanFacts("Bank", feasibility="feasible"), "cost_cents"),
        (PlanFacts("Bank", feasibility="infeasible"), "feasibility_reason"),
        (PlanFacts("Bank", feasibility="misschien"), "feasibility"),
        (PlanFacts("Bank", position=61), "position"),
    ],
)
def test_a_plan_that_is_not_right_is_refused_at_its_field(planned: Village, facts: PlanFacts, field: str) -> None:
    with pytest.raises(BadInput) as refused:
        add_plan(round=planned.round, facts=facts, actor=OFFICER, key=None)
    assert refused.value.field == field
    assert Plan.objects.count() == 4


def test_what_cannot_be_done_is_shown_with_the_reason_and_is_not_on_the_ballot(planned: Village) -> None:
    facts = PlanFacts("Zwemsteiger", feasibility="infeasible", feasibility_reason="De plas is nog in gebruik.")
    add_plan(round=planned.round, facts=facts, actor=OFFICER, key=None)
    make_village_released(planned)
    page = Client().get(planned.url()).content.decode()
    assert "De plas is nog in gebruik." in page
    assert 'name="plan-5"' not in page
    assert 'name="plan-4"' in page


def test_a_changed_plan_keeps_how_it_read_and_after_the_release_only_words_change(planned: Village) -> None:
    plan = Plan.objects.get(number=1)
    facts = PlanFacts("Acht bankjes", cost_cents=25_000_00, feasibility="feasible")
    plan = change_plan(plan=plan, facts=facts, why="", actor=OFFICER, key=None)
    assert (plan.title, plan.version) == ("Acht bankjes", 2)
    old = PlanVersion.objects.get()
    assert (old.title, old.cost_cents, old.version) == ("Bankjes", 20_000_00, 1)
    village = make_village_released(planned)
    plan = Plan.objects.get(number=1)
    with pytest.raises(NotNow, match="liggen vast sinds het vrijgeven"):
        change_plan(
            plan=plan,
            facts=PlanFacts("Acht bankjes", cost_cents=1_00, feasibility="feasible"),
            why="Fout.",
            actor=OFFICER,
            key=None,
        )
    with pytest.raises(BadInput) as refused:
        change_plan(plan=plan, facts=facts, why="", actor=OFFICER, key=None)
    assert refused.value.field == "why"
    change_plan(
        plan=plan,
        facts=PlanFacts("Negen bankjes", cost_cents=25_000_00, feasibility="feasible"),
        why="Telfout.",
        actor=OFFICER,
        key=None,
    )
    with pytest.raises(NotNow, match="Er komt geen plan meer bij"):
        add_plan(round=village.round, facts=PlanFacts("Laat"), actor=OFFICER, key=None)
    day = village.round.opens_at.date()
    less = RoundFacts("budget", village.world.phase, "Minder", day, day, settings={"amount_cents": 1})
    with pytest.raises(NotNow, match="al vrijgegeven"):
        edit_round(round=village.round, actor=OFFICER, key=None, facts=less)
    assert Terms.objects.get().amount_cents == 100_000_00


def make_village_released(village: Village) -> Village:
    room = village.round.process.rooms.get()
    Round.objects.filter(pk=village.round.pk).update(opened_at=clock.now(), room=room)
    village.round.refresh_from_db()
    BudgetInstrument().open(village.round, by=OFFICER, at=clock.now())
    return village


def test_the_desk_page_adds_changes_and_removes(planned: Village) -> None:
    client = desk(planned)
    sent = {"key": KEY, "title": "Lampjes", "cost_cents": "5.000", "feasibility": "feasible"}
    assert client.post(planned.url("balie/"), sent).status_code == 302
    plan = Plan.objects.get(title="Lampjes")
    assert plan.cost_cents == 5_000_00
    page = client.post(planned.url("balie/"), {**sent, "key": "m" * 22, "cost_cents": "-5"}).content.decode()
    assert "Vul een bedrag in zoals 150.000 of 12,50." in page
    where = planned.url(f"balie/{plan.pk}/")
    assert "Verander het plan" in client.get(where).content.decode()
    asked = client.post(
        where, {"act": "remove", "weg-key": "n" * 22, "weg-reason": "Te donker.", "weg-version": token_of(plan)}
    )
    assert "Iedereen leest bij het plan waarom: Te donker." in asked.content.decode()
    plan = remove_plan(plan=plan, reason="Te donker.", actor=OFFICER, key=None)
    with pytest.raises(NotNow, match="al van de lijst"):
        remove_plan(plan=plan, reason="Nog eens.", actor=OFFICER, key=None)


def test_a_table_comes_in_as_a_whole_or_not_at_all(planned: Village) -> None:
    table = "titel;kosten;haalbaar;uitleg\nSchommel;1.500,50;ja;\nZwembad;;nee;Te duur.\n"
    seen = preview(table)
    assert seen.faults == []
    bring_in(round=planned.round, facts=seen.facts, actor=OFFICER, key=None)
    assert Plan.objects.get(title="Schommel").cost_cents == 1_500_50
    assert Plan.objects.get(title="Zwembad").feasibility_reason == "Te duur."
    wrong = "titel,kosten,haalbaar\nBank,-5,ja\n,100,ja\nPad,100,soms\n"
    said = desk(planned).post(planned.url("balie/tabel/"), {"key": KEY, "content": wrong}).content.decode()
    for sentence in (
        "Regel 2: Vul een bedrag in",
        "Regel 3: Geef het plan een titel",
        "Regel 4: Schrijf bij ‘haalbaar’",
    ):
        assert sentence in said
    assert Plan.objects.count() == 6
    assert preview("titel,kosten\n").faults == ["Er staat geen plan in deze tabel."]
    assert "kleur" in preview("titel,kosten,kleur\nBank,5,rood\n").faults[0]


def test_a_round_opens_with_an_amount_two_plans_and_a_word_on_each(planned: Village) -> None:
    ready = BudgetInstrument().readiness
    assert ready(planned.round, None) == ()
    add_plan(round=planned.round, facts=PlanFacts("Nog na te gaan"), actor=OFFICER, key=None)
    assert [one.key for one in ready(planned.round, None)] == ["budget.unseen"]
    planned.round.settings = {}
    for plan in Plan.objects.exclude(number=1):
        remove_plan(plan=plan, reason="Weg.", actor=OFFICER, key=None)
    assert [one.key for one in ready(planned.round, None)] == ["budget.amount", "budget.plans"]
    planned.round.settings = {"amount_cents": 100}
    assert [one.key for one in ready(planned.round, None)] == ["budget.plans", "budget.dear"]


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"amount_cents": "-60.000"}, "amount_cents"),
        ({"amount_cents": "0"}, "amount_cents"),
        ({"amount_cents": ""}, "amount_cents"),
        ({"least": "4", "most": "3"}, "least"),
        ({"form": "points", "points": "2", "least": "3"}, "points"),
        ({"points": "21"}, "points"),
        ({"form": "dobbelen"}, "form"),
    ],
)
def test_a_setup_that_cannot_be_is_refused_at_its_field(typed: dict[str, str], field: str) -> None:
    good = {
        "amount_cents": "60.000",
        "form": "approval",
        "counting": "greedy",
        "least": "1",
        "most": "5",
        "points": "10",
    }
    assert SetupForm(good).is_valid()
    form = SetupForm({**good, **typed})
    assert list(form.errors) == [field]


def test_a_ballot_by_phone_counts_once_and_gives_a_code(village: Village) -> None:
    client = desk(village)
    sent = {"key": KEY, "channel": "phone", "heard_on": clock.today().isoformat(), "plan-2": "on"}
    for _twice in range(2):
        assert client.post(village.url("balie/telefoon/"), sent).status_code == 302
    assert Ballot.objects.get().choices == {"2": 1}
    assert Contribution.objects.get().channel == "phone"
    assert "Deze stem is geteld." in client.get(village.url("balie/telefoon/?net=1")).content.decode()
    later = (clock.today() + timedelta(days=1)).isoformat()
    said = client.post(village.url("balie/telefoon/"), {**sent, "key": "m" * 22, "heard_on": later}).content.decode()
    assert "Deze dag moet nog komen." in said
