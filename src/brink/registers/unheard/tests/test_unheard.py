"""Who is missed: acts in any order, and effects before and after that are computed from counted rounds."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from tests.builders import World, make_process, make_round, make_world
from tests.form_client import Page

from brink.domain.journal.services import Actor
from brink.domain.processes.models import Process, Round, RoundOutcome
from brink.domain.processes.outcome import Outcome, ReachCount
from brink.domain.reach.models import RoundReach
from brink.domain.records.basics import Basics
from brink.domain.records.tests.machine import run
from brink.foundation import clock
from brink.foundation.errors import BadInput
from brink.registers.unheard import services
from brink.registers.unheard.card import CARD
from brink.registers.unheard.models import UnheardGroup

pytestmark = pytest.mark.django_db
STAFF = Actor(role="officer")


@pytest.fixture
def world() -> World:
    return make_world()


def missed(world: World, measured_by: str = "age:18", **more: object) -> UnheardGroup:
    basics = Basics(title="Jongeren", owner=world.contact, due_on=clock.today() + timedelta(days=10), **more)
    return services.name_group(
        tenant=world.body, basics=basics, why="Ze werken op die avond.", measured_by=measured_by, actor=STAFF, key=None
    )


def counted(
    process: Process, number: int, days: int, ages: dict[str, int], areas: dict[str, int] | None = None
) -> Round:
    """Let a round close so many days from now, with these cells."""
    round = make_round(process, number=number)
    moment = clock.now() + timedelta(days=days)
    Round.objects.filter(pk=round.pk).update(
        opens_at=moment - timedelta(days=9), closes_at=moment, closed_at=moment, opened_at=moment - timedelta(days=9)
    )
    outcome = Outcome("Kort.", (), (), ReachCount(200, {}, areas or {}), minority_reason="Niemand zag het anders.")
    common = {"tenant": process.tenant, "created_at": moment, "round": round}
    RoundOutcome.objects.create(**common, data=outcome.as_data(), content_hash="0" * 64)
    RoundReach.objects.create(**common, ages=ages)
    return round


def facts(client: Client, row: UnheardGroup) -> dict[str, str]:
    page = Page(client.get(reverse("unheardgroup:page", args=[row.record.slug])).content.decode())
    names, values = page.root.all("dt"), page.root.all("dd")
    return {name.words: value.words for name, value in zip(names, values, strict=True)}


def test_the_acts_in_any_order(world: World) -> None:
    run(CARD, lambda: missed(world), {
        "aanpak": lambda _row, _today, wish: {"intervention": f"Wij gaan langs, {wish}."},
        "aanpak-veranderen": lambda _row, _today, wish: {"intervention": f"Wij bellen, {wish}."},
        "afronden": lambda _row, _today, wish: {
            "ended": ("heard", "same", "unknown")[wish % 3], "learned": f"Kom vaker, {wish}.",
        },
    })  # fmt: skip


def test_what_it_changed_is_computed_from_the_rounds_before_and_after(world: World, client: Client) -> None:
    process = make_process(world)
    counted(process, 1, -30, {"18": 10, "65": 90})
    counted(process, 2, -20, {"18": 10, "65": 90})
    row = missed(world, process=process)
    assert facts(client, row)["Tot nu toe"] == "20 van de 200 keer (10%), in 2 rondes"
    with clock.frozen(clock.now() - timedelta(days=10)):
        row = services.begin(row=row, intervention="Wij gaan naar de kantine.", actor=STAFF, key=None)
    before = next(name for name in facts(client, row) if name.startswith("Tot en met"))
    assert facts(client, row)["Daarna"] == "niet gemeten: er is nog geen ronde geteld"
    counted(process, 3, -5, {"18": 30, "65": 70})
    shown = facts(client, row)
    assert (shown[before], shown["Daarna"]) == (
        "20 van de 200 keer (10%), in 2 rondes", "30 van de 100 keer (30%), in 1 ronde"
    )
    counted(process, 4, -4, {"65": 70})
    assert facts(client, row)["Daarna"] == "30 van de 170 keer (18%), in 2 rondes"


def test_a_group_without_a_figure_is_not_measured_and_too_few_are_not_told(world: World, client: Client) -> None:
    process = make_process(world)
    counted(process, 1, -30, {}, {"Proefdorp": 40, "Elders": 60})
    assert facts(client, missed(world, ""))["Tot nu toe"] == "niet gemeten"
    assert facts(client, missed(world))["Tot nu toe"] == "niet gemeten: te weinig mensen hebben het gezegd"
    place = missed(world, "place", areas=(world.village,))
    assert facts(client, place)["Tot nu toe"] == "40 van de 100 keer (40%), in 1 ronde"
    counted(make_process(world, "verkeer"), 1, -3, {"65": 50})
    assert facts(client, missed(world))["Tot nu toe"] == "te weinig om te tellen, in 2 rondes"
    draft = make_process(world, "geheim", room=False)
    assert facts(client, missed(world, process=draft))["Tot nu toe"] == "niet gemeten: er is nog geen ronde geteld"


def test_it_stands_in_the_list_on_its_question_and_in_open_data(world: World, client: Client) -> None:
    process = make_process(world)
    row = missed(world, process=process)
    for address in (
        reverse("unheardgroup:list"), reverse("unheardgroup:feed"), reverse("unheardgroup:table"),
        reverse("web:process", args=[process.slug]),
    ):  # fmt: skip
        assert "Jongeren" in client.get(address).content.decode(), address
    assert row.record.slug.startswith("jongeren")


def test_what_cannot_be_is_one_sentence_and_the_database_refuses_it_too(world: World) -> None:
    for measured_by, field in (("age:7", "measured_by"), ("place", "areas")):
        with pytest.raises(BadInput) as refused:
            missed(world, measured_by)
        assert refused.value.field == field
    row = missed(world)
    with pytest.raises(BadInput, match="niets geprobeerd"):
        services.end(row=row, ended="heard", learned="Niets.", actor=STAFF, key=None)
    for wrong in (
        {"ended": "heard", "ended_at": clock.now(), "learned": "Wel."}, {"begun_at": clock.now()}, {"why": ""},
        {"ended": "unknown", "ended_at": clock.now()},
    ):  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            UnheardGroup.objects.filter(pk=row.pk).update(**wrong)
