"""Every road to a landing passes the guard: services found in the source, addresses from the register of addresses."""

import ast
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from brink.domain.contributions.models import Contribution, Landing
from brink.domain.contributions.permissions import LANDING_WRITE
from brink.domain.contributions.services import bundling, handover, landing
from brink.domain.contributions.services.answers import AnswerDraft
from brink.domain.contributions.services.giving import Words, give
from brink.domain.journal.services import RESIDENT
from brink.domain.processes.models import Process, Round
from brink.domain.processes.services.processes import mark_answered, withdraw_process
from brink.domain.processes.steps import Step, findings
from brink.foundation import clock
from brink.foundation.errors import NotNow
from brink.instruments.dialogue.models import Statement
from brink.instruments.dialogue.services.body_answers import answer_statements, land_sessions
from tests.safety.addresses import TABLE
from tests.safety.filled_body import STAFF, FilledBody, Things, client_of, fill_body

pytestmark = pytest.mark.django_db
SOURCE = Path(__file__).parents[2] / "src" / "brink"
SAID = AnswerDraft("outside", "Dat mag niet van de wet.")
WAITS = "Nog 3 zinnen wachten op een antwoord"


@pytest.fixture
def things(filled: FilledBody) -> Things:
    """Return a question whose dialogue is over: one voice lands with the round, and no statement has an answer."""
    round = filled.shown.dialogue
    voice = give(round=round, words=Words(kind="session", wordless=True), actor=RESIDENT, key=None).contribution
    Statement.objects.filter(round=round).update(view_count=1)
    bundle = bundling.make(process=round.process, title="Meningen", contributions=[voice], actor=STAFF)
    now = clock.now()
    Round.objects.filter(process=round.process).update(closes_at=now, closed_at=now)
    round.refresh_from_db()
    return replace(filled.shown, dialogue=round, idea=voice, bundle=bundle)


def callers(name: str) -> set[str]:
    """Return the functions of the source that call one by this name, outside tests."""
    found = set()
    for path in SOURCE.rglob("*.py"):
        if "tests" in path.parts:
            continue
        source = path.read_text("utf-8")
        for node in ast.walk(ast.parse(source)) if name in source else ():
            if isinstance(node, ast.FunctionDef):
                calls = [one.func for one in ast.walk(node) if isinstance(one, ast.Call)]
                if any(isinstance(one, ast.Name) and one.id == name for one in calls):
                    found.add(node.name)
    return found


def written(model: str) -> set[str]:
    """Return the files that write rows of a model of contributions."""
    return {
        str(path.relative_to(SOURCE))
        for path in SOURCE.rglob("*.py")
        if "tests" not in path.parts and f"{model}(\n" in path.read_text("utf-8").replace(f"class {model}(", "")
    }


# Each service that ties a voice to an answer, and how it is called with one that may not land yet.
ROADS: dict[str, Any] = {
    "land": lambda one: landing.land(
        process=one.process, draft=SAID, contributions=[one.idea], actor=STAFF
    ),
    "link_late": lambda one: landing.link_late(bundle=one.bundle, actor=STAFF),
    "land_round": lambda one: landing.land_round(round=one.dialogue, reason="Zie elk antwoord.", actor=STAFF),
    "_answer_now": lambda one: handover.hand_over(
        contribution=one.idea, to_body=fill_body("emmen").world.body, reason="Dat is van de gemeente.",
        receiver="Ali", actor=STAFF,
    ),
    # These give another answer to who had one, or tell that the question was stopped: nothing is asked of them.
    "change": None,
    "reland_round": None,
    "land_stopped": None,
}  # fmt: skip


def test_every_service_that_ties_a_voice_is_known_here() -> None:
    assert callers("tie") == set(ROADS)
    assert callers("_answer_now") == {"hand_over", "give_back"}
    assert written("Landing") == {"domain/contributions/services/answers.py"}


@pytest.mark.parametrize("road", [name for name, call in ROADS.items() if call])
def test_no_service_lands_what_must_wait(things: Things, road: str) -> None:
    if road == "link_late":  # somebody else in the bundle was answered before
        early = give_early(things)
        landing.land(process=things.process, draft=SAID, contributions=[early], actor=STAFF)
        Landing.objects.filter(contribution=early).update(bundle=things.bundle)
    before = Landing.objects.count()
    with pytest.raises(NotNow, match=WAITS):
        ROADS[road](things)
    assert Landing.objects.count() == before
    assert findings(Step.ANSWER, things.process)


def give_early(things: Things) -> Contribution:
    return Contribution.objects.filter(process=things.process).exclude(pk=things.idea.pk).order_by("pk")[0]


def test_a_bundle_is_a_road_too(things: Things) -> None:
    with pytest.raises(NotNow, match=WAITS):
        landing.land(process=things.process, draft=SAID, bundle=things.bundle, actor=STAFF)


def test_the_round_must_be_over_on_every_road(filled: FilledBody) -> None:
    round = filled.shown.dialogue
    voice = give(round=round, words=Words(kind="session", wordless=True), actor=RESIDENT, key=None).contribution
    things = replace(filled.shown, idea=voice)
    for road in ("land", "land_round", "_answer_now"):
        with pytest.raises(NotNow, match="Deze ronde loopt nog"):
            ROADS[road](things)


def landing_addresses() -> list[str]:
    return sorted(name for name, line in TABLE.items() if line.post and line.action is LANDING_WRITE)


def test_no_address_lands_what_must_wait(filled: FilledBody, things: Things) -> None:
    client = client_of(filled, "clerk")
    for number, name in enumerate(landing_addresses()):
        post(client, name, things, number)
        assert Contribution.objects.get(pk=things.idea.pk).landed_at is None, name
    # The same posts land once nothing holds them back, so it was not the posts that failed.
    statements = list(Statement.objects.filter(round=things.dialogue))
    answer_statements(round=things.dialogue, statements=statements, draft=SAID, actor=STAFF)
    for number, name in enumerate(landing_addresses()):
        Contribution.objects.filter(pk=things.idea.pk).update(landed_at=None, drafted_at=None, replied_at=None)
        Landing.objects.filter(contribution=things.idea).delete()
        post(client, name, things, 100 + number)
        landed = Contribution.objects.get(pk=things.idea.pk).landed_at is not None
        ways = {"answer_round", "answer_bundle", "answer_voice"}
        assert landed == (name.split(":")[1] in ways), name


def post(client: Client, name: str, things: Things, number: int) -> None:
    line = TABLE[name]
    kwargs = line.thing(things) if line.thing else {}
    data = {**(line.data or {}), "key": f"sleutel-van-zestien-{number}", "doe": "vast"}
    client.post(reverse(name, kwargs={key: str(one) if isinstance(one, UUID) else one for key, one in kwargs.items()}),
                data)  # fmt: skip


def test_after_the_answers_the_whole_round_lands_and_the_process_may_be_answered(things: Things) -> None:
    with pytest.raises(NotNow, match=WAITS):
        land_sessions(round=things.dialogue, reason="Zie elk antwoord.", actor=STAFF)
    statements = list(Statement.objects.filter(round=things.dialogue))
    answer_statements(round=things.dialogue, statements=statements, draft=SAID, actor=STAFF)
    land_sessions(round=things.dialogue, reason="Zie elk antwoord.", actor=STAFF)
    assert [one.key for one in findings(Step.ANSWER, things.process)][-1] == "contributions.unsent"


def test_what_landed_by_an_older_road_still_holds_the_process_back(things: Things) -> None:
    """Sessions that landed before this guard existed, with statements that never got an answer."""
    now = clock.now()
    Contribution.objects.filter(process=things.process).update(landed_at=now, replied_at=now)
    Process.objects.filter(pk=things.process.pk).update(decided_at=now)
    with pytest.raises(NotNow, match=WAITS):
        mark_answered(process=things.process, actor=STAFF, key=None)


def test_a_stopped_question_owes_no_answer_per_statement(things: Things) -> None:
    withdraw_process(process=things.process, reason="Er is geen geld.", actor=STAFF, key=None)
    landing.land_stopped(process=things.process, reason="Er is geen geld meer.", actor=STAFF)
    assert Landing.objects.get(contribution=things.idea, current=True).answer.outcome == "stopped"
