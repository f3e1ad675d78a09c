"""A document that is a plan holds back the open start of its question, and nothing else (W20)."""

from typing import Any

import pytest
from tests.builders import World, make_process, make_room, make_round

from brink.domain.framework.models import Phase
from brink.domain.journal.services import Actor
from brink.domain.processes.models import Process, Round
from brink.domain.processes.queries.readiness_findings import open_findings, room_in_force
from brink.domain.processes.services.rooms import choose_fit, publish_room
from brink.domain.processes.services.rounds import release_round
from brink.domain.processes.steps import Step, findings
from brink.foundation import clock
from brink.foundation.errors import NotNow
from brink.registers.documents import services
from brink.registers.documents.services import Labels, Openness
from brink.registers.documents.tests.test_documents import (  # noqa: F401  fixtures
    CLERK,
    OFFICER,
    _uploads,
    added,
    client,
    world,
)

pytestmark = pytest.mark.django_db
PLAN = Labels("plan", "2j")


def phase_of(world: World, key: str, name: str) -> Phase:  # noqa: F811
    found = world.framework.phases.filter(key=key).first()
    return found or Phase.objects.create(
        tenant=world.body, created_at=clock.now(), framework=world.framework, key=key, number=20 + int(key[1]),
        name=name, purpose="Zien wat er is.", origin="P",
    )  # fmt: skip


def at_the_start(world: World) -> Process:  # noqa: F811
    """Return a draft at the open start, with a room that waits."""
    process = make_process(world, "wonen", room=False, ground="De verordening.", motivation="Zij wonen er.")
    process.phase = phase_of(world, "F3", "beginspraak")
    process.save(update_fields=("phase",))
    make_room(world, process, published_at=None, all_open=True, decider=world.executive)
    return process


def held(step: Step, process: Process) -> list[str]:
    return [one.message for one in findings(step, process) if one.key == "plan"]


def test_a_plan_holds_back_the_open_start_until_another_phase_is_chosen(world: World) -> None:  # noqa: F811
    process = at_the_start(world)
    added(world, process, labels=Labels("policy", "2j"))
    assert held(Step.PUBLISH_ROOM, process) == [], "policy that others made may be what the talk is about"
    row = added(world, process, title="Plan voor het plein", labels=PLAN)
    room = process.rooms.get()
    with pytest.raises(NotNow, match=r"ligt al een stuk dat een plan is\. Dan kan de fase .* niet meer"):
        publish_room(room=room, actor=OFFICER, key=None)
    desk = client(world)
    check = f"/balie/processen/{process.slug}/controle/"
    assert "Er ligt al een stuk dat een plan is." in desk.get(check).content.decode()
    later = phase_of(world, "F4", "ontwerpen")
    choose_fit(process=process, phase=later, scale=process.scale, level="advise", actor=OFFICER, key=None)
    assert "Er ligt al een stuk dat een plan is." not in desk.get(check).content.decode()
    assert held(Step.PUBLISH_ROOM, Process.objects.get(pk=process.pk)) == []
    Process.objects.filter(pk=process.pk).update(phase=phase_of(world, "F3", ""))
    again = Process.objects.get(pk=process.pk)
    assert held(Step.PUBLISH_ROOM, again) != []
    services.withdraw(row=row, note="Het was een oud plan.", actor=OFFICER, key=None)
    assert held(Step.PUBLISH_ROOM, again) == [], "what was taken back holds nothing back"


@pytest.mark.parametrize(
    ("openness", "actor", "told"),
    [(Openness("desk"), OFFICER, True), (Openness("secret", ground="Artikel 87."), CLERK, False)],
)
def test_a_plan_at_the_desk_counts_and_a_secret_one_is_told_to_nobody(
    world: World, openness: Any, actor: Actor, told: bool  # noqa: F811
) -> None:
    process = at_the_start(world)
    added(world, process, openness, labels=PLAN, actor=actor)
    assert bool(held(Step.PUBLISH_ROOM, process)) is told


def test_a_round_at_the_open_start_does_not_open_beside_a_plan_and_one_that_was_held_stays(
    world: World,  # noqa: F811
) -> None:
    process = make_process(world, "wonen")
    round = make_round(process, "ideas", opened=False)
    Round.objects.filter(pk=round.pk).update(phase=phase_of(world, "F3", "beginspraak"))
    round.refresh_from_db()
    assert held(Step.OPEN_ROUND, process) == []
    added(world, process, labels=PLAN)
    assert "plan" in [one.key for one in open_findings(round)]
    with pytest.raises(NotNow):
        release_round(round=round, actor=OFFICER, key=None)
    Round.objects.filter(pk=round.pk).update(opened_at=clock.now(), room=room_in_force(process))
    assert held(Step.OPEN_ROUND, process) == [], "the plan may well have come of it"
