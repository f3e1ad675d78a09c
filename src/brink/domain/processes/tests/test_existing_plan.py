"""Is er al een plan? Asked of each new question; with a plan it is no open start any more (W20)."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse
from tests.builders import World

from brink.domain.framework.models import Phase
from brink.domain.journal.services import Actor
from brink.domain.processes.models import ExistingPlan, Process
from brink.domain.processes.services.existing_plans import PlanFacts
from brink.domain.processes.services.processes import create_process, edit_process
from brink.domain.processes.services.rooms import choose_fit
from brink.domain.processes.services.rounds import RoundFacts, plan_round
from brink.domain.processes.tests.conftest import facts
from brink.domain.processes.tests.test_pages import SUBJECT, sent
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow
from brink.foundation.visibility import ANYONE, visible

pytestmark = pytest.mark.django_db
PLAN = PlanFacts(there=True, name="Woonvisie 2026", since=date(2026, 3, 2), by="de gemeente Assen")
TYPED = {"plan": "ja", "plan_name": "Woonvisie 2026", "plan_since": "2026-03-02", "plan_by": "de gemeente Assen"}


@pytest.fixture
def phases(world: World) -> dict[str, Phase]:
    """Return the open start and two other phases of the kader of this body."""
    made = {}
    for number, (key, name) in enumerate((("F3", "beginspraak"), ("F4", "ontwerpen"), ("F5", "besluiten")), start=20):
        found = world.framework.phases.filter(key=key).first()
        made[key] = found or Phase.objects.create(
            tenant=world.body, created_at=clock.now(), framework=world.framework, key=key, number=number, name=name,
            purpose="Zien wat er is.", origin="P",
        )  # fmt: skip
        if made[key].name != name:
            made[key].name = name
            made[key].save()
    return made


def create(world: World, officer: Actor, phase: Phase, plan: PlanFacts | None) -> Process:
    return create_process(
        tenant=world.body, framework=world.framework, facts=facts(world, phase=phase, plan=plan), actor=officer,
        key=None,
    )  # fmt: skip


def test_the_wizard_asks_it_and_takes_no_silence(world: World, phases: dict[str, Phase]) -> None:
    desk = Client()
    desk.force_login(world.officer)
    page = desk.get(reverse("processes:new"))
    asked = {**SUBJECT, "themes": [world.theme.pk]}
    assert "Is er al een plan?" in page.content.decode()
    silent = desk.post(reverse("processes:new"), sent(page, **{**asked, "plan": None}))
    assert (silent.status_code, "Kies of er al een plan is." in silent.content.decode()) == (422, True)
    half = desk.post(reverse("processes:new"), sent(page, **{**asked, **TYPED, "plan_by": ""}))
    text = half.content.decode()
    assert (half.status_code, "Schrijf op van wie het plan is." in text, "Woonvisie 2026" in text) == (422, True, True)
    torn = desk.post(reverse("processes:new"), sent(page, **{**asked, **TYPED, "plan": "nee"}))
    assert "U heeft ook een plan ingevuld." in torn.content.decode()
    assert not Process.objects.exists()
    made = desk.post(reverse("processes:new"), sent(page, **{**asked, **TYPED}))
    assert made.status_code == 302
    process = Process.objects.get()
    assert process.phase.key != "F3"
    assert process.existing_plan.name == "Woonvisie 2026"


def test_with_a_plan_the_open_start_is_refused_with_what_is_left(
    world: World, officer: Actor, phases: dict[str, Phase]
) -> None:
    with pytest.raises(BadInput, match=r"‘beginspraak’ niet meer\. Kies een andere fase: .*ontwerpen, besluiten"):
        create(world, officer, phases["F3"], PLAN)
    process = create(world, officer, phases["F4"], PLAN)
    desk = Client()
    desk.force_login(world.officer)
    where = reverse("processes:choose", args=[process.slug])
    answer = desk.post(where, sent(desk.get(where), phase=phases["F3"].pk, verder="1"))
    text = answer.content.decode()
    assert (answer.status_code, "Er is al een plan." in text, "ontwerpen" in text) == (422, True, True)
    assert Process.objects.get().phase == phases["F4"]
    open_start = create(world, officer, phases["F3"], PlanFacts(there=False))
    with pytest.raises(BadInput, match="Er is al een plan"):
        edit_process(
            process=open_start, facts=facts(world, phase=phases["F3"], plan=PLAN), actor=officer, key=None
        )
    choose_fit(
        process=open_start, scale=world.scale, phase=phases["F3"], level="advise", actor=officer, key=None
    )


def test_everybody_reads_it_with_the_question_and_it_stays(
    world: World, officer: Actor, phases: dict[str, Phase]
) -> None:
    process = create(world, officer, phases["F4"], PLAN)
    assert not visible(ANYONE, ExistingPlan.objects.all()).exists()
    edit_process(
        process=process, facts=facts(world, phase=phases["F4"], plan=PlanFacts(there=False)), actor=officer, key=None
    )
    edit_process(process=process, facts=facts(world, phase=phases["F4"], plan=PLAN), actor=officer, key=None)
    Process.objects.filter(pk=process.pk).update(room_published_at=clock.now(), participation_at=clock.now())
    page = " ".join(Client().get(f"/processen/{process.slug}/").content.decode().split())
    assert "Is er al een plan?" in page
    assert "Ja, sinds 2 maart 2026:" in page
    assert "Woonvisie 2026" in page
    assert "de gemeente Assen" in page
    with pytest.raises(NotNow, match="staat vast"):
        edit_process(
            process=process, facts=facts(world, phase=phases["F4"], plan=PlanFacts(there=False)), actor=officer,
            key=None,
        )  # fmt: skip
    for change in (lambda: ExistingPlan.objects.update(name="Anders"), ExistingPlan.objects.all().delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    desk = Client()
    desk.force_login(world.officer)
    assert 'name="plan"' not in desk.get(reverse("processes:subject", args=[process.slug])).content.decode()


@pytest.mark.parametrize(
    ("plan", "sentence"),
    [
        (PlanFacts(there=True, since=date(2026, 3, 2), by="ons"), "welk plan"),
        (PlanFacts(there=True, name="Visie", by="ons"), "sinds welke dag"),
        (PlanFacts(there=True, name="Visie", since=date(2199, 1, 1), by="ons"), "nog niet geweest"),
    ],
)
def test_a_plan_without_its_facts_is_mended(
    world: World, officer: Actor, phases: dict[str, Phase], plan: PlanFacts, sentence: str
) -> None:
    with pytest.raises(BadInput, match=sentence):
        create(world, officer, phases["F4"], plan)
    assert not Process.objects.exists()


def test_no_round_stands_at_the_open_start_beside_a_plan(
    world: World, officer: Actor, phases: dict[str, Phase]
) -> None:
    process = create(world, officer, phases["F4"], PLAN)
    planned = RoundFacts(
        instrument="ideas", phase=phases["F3"], title="Ideeën", opens_on=date(2030, 1, 7), closes_on=date(2030, 2, 4)
    )
    with pytest.raises(BadInput, match="Er is al een plan"):
        plan_round(process=process, facts=planned, actor=officer, key=None)
    other = create(world, officer, phases["F4"], PlanFacts(there=False))
    plan_round(process=other, facts=planned, actor=officer, key=None)
    with pytest.raises(BadInput, match="Kies voor die ronde eerst een andere fase"):
        edit_process(process=other, facts=facts(world, phase=phases["F4"], plan=PLAN), actor=officer, key=None)
