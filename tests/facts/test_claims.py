"""One fact, one source: what page, path, mail, calendar and export say of a question is the same, and true.

Every situation is made by the acts that make it; what is true then is written here by hand. The figure: claims found
untrue by a walk over every representation: 0.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from brink.domain.contributions.services import deadlines, moderating, self_service
from brink.domain.decisions.services import correcting
from brink.domain.journal.services import Actor
from brink.domain.processes.models import Process, Round
from brink.domain.processes.services import pausing
from brink.domain.processes.services.processes import withdraw_process
from brink.domain.processes.services.rounds import extend_round
from brink.domain.processes.services.timeline import EventFacts, cancel_event, change_event
from brink.foundation import clock
from tests.facts import claims
from tests.facts.claims import Claim, Reading
from tests.safety.filled_body import STAFF, FilledBody, fill_body
from tests.sampling import drawn

pytestmark = pytest.mark.django_db

ON = "calendar of one"


@pytest.fixture(autouse=True)
def _uploads(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "uploads"


# The day of the decision that was made; and of a round that closed no session, no comment, and five ideas that count,
# of which three are not for everybody.
ALWAYS = {
    "decided": date(2026, 12, 16), "answering": 0, "answers given": 0, "counted sessions": 0, "counted comments": 0,
    "counted ideas": 5,
}  # fmt: skip


@dataclass(frozen=True)
class Truth:
    """What is true of a question; None where nothing may be claimed."""

    reply: date | None
    own_reply: date
    decision: date | None
    join: date | None
    event: date
    stopped: bool = False
    shown: bool = True
    off: bool = False
    moved: bool = False
    ideas: int = 2
    hidden_ideas: int = 1
    lying: int = 1
    few: bool = True

    def of(self, fact: str) -> Any:
        """Return what is true of a fact as claims name it."""
        return {**ALWAYS, "event off": self.off, "event moved": self.moved, "own reply": self.own_reply,
                "hidden ideas": self.hidden_ideas}.get(
            fact, getattr(self, fact, None)
        )  # fmt: skip


def _first(filled: FilledBody) -> Truth:
    today, things = clock.today(), filled.shown
    return Truth(
        reply=today + timedelta(days=88),
        own_reply=today + timedelta(days=88),
        decision=today + timedelta(days=60),
        join=things.ideas.last_day,
        event=things.event.starts_at.astimezone(clock.AMSTERDAM).date(),
    )


def _as(truth: Truth, **changed: Any) -> Truth:
    return Truth(**{**vars(truth), **changed})


def as_planned(filled: FilledBody) -> Truth:
    """Leave all as it was said."""
    return _first(filled)


def longer(filled: FilledBody) -> Truth:
    """Keep the round of ideas open for a week more."""
    last = filled.shown.ideas.last_day + timedelta(days=7)
    extend_round(round=filled.shown.ideas, closes_on=last, reason="Het was druk.", actor=STAFF, key=None)
    return _as(_first(filled), join=last)


def moved(filled: FilledBody) -> Truth:
    """Move the meeting to another day."""
    event = filled.shown.event
    facts = EventFacts(
        event.title, event.starts_at + timedelta(days=2), event.ends_at + timedelta(days=2), event.venue, event.area
    )
    change_event(event=event, facts=facts, actor=STAFF, key=None)
    return _as(_first(filled), event=facts.starts_at.astimezone(clock.AMSTERDAM).date(), moved=True)


def called_off(filled: FilledBody) -> Truth:
    """Call the meeting off."""
    cancel_event(event=filled.shown.event, reason="De zaal is dicht.", actor=STAFF, key=None)
    return _as(_first(filled), off=True)


def decided(filled: FilledBody) -> Truth:
    """Decide long before the day that was promised: the body's own days after a decision end sooner."""
    process = filled.shown.process
    Process.objects.filter(pk=process.pk).update(decided_at=clock.now())
    process.refresh_from_db()
    deadlines.reset_due(process=process, actor=STAFF)
    sooner = clock.today() + timedelta(days=filled.world.body.reply_days)
    return _as(_first(filled), reply=sooner, own_reply=sooner)


def stopped(filled: FilledBody) -> Truth:
    """Stop the question: nothing is decided, nobody can join, and its meetings are off."""
    withdraw_process(process=filled.shown.process, reason="Er is geen geld.", actor=STAFF, key=None)
    due = deadlines.working_days_after(clock.today(), 10)
    return _as(_first(filled), reply=None, own_reply=due, decision=None, join=None, stopped=True, off=True)


def hidden(filled: FilledBody) -> Truth:
    """Hide the idea."""
    moderating.hide(contribution=filled.shown.idea, reason="Een naam.", actor=STAFF)
    return _as(_first(filled), shown=False, ideas=1, hidden_ideas=2)


def paused(filled: FilledBody) -> Truth:
    """Hold the round of ideas back: its last day stays as it was announced."""
    pausing.pause_round(round=filled.shown.ideas, reason="De zaal is dicht.", actor=STAFF, key=None)
    return _first(filled)


def closed_early(filled: FilledBody) -> Truth:
    """Close all rounds today, which is their last day then; what was given is shown and counted as before."""
    for round in Round.objects.filter(process=filled.shown.process, opened_at__isnull=False, closed_at=None):
        pausing.close_early(round=round, reason="Wij weten genoeg.", actor=STAFF, key=None)
    return _as(_first(filled), join=clock.today())


def corrected(filled: FilledBody) -> Truth:
    """Correct the text of the decision: the day on which it was made stays."""
    decision, world = filled.shown.decision, filled.world
    fault = correcting.propose_correction(
        decision=decision, texts={"text": "Elk dorp mag tien woningen bouwen, aan de rand."}, reason="Een fout.",
        remark="", actor=Actor(id=world.clerk.pk, role="clerk"), key=None,
    )  # fmt: skip
    correcting.publish_correction(erratum=fault, actor=Actor(id=world.officer.pk, role="clerk"), key=None)
    return _first(filled)


def taken_back(filled: FilledBody) -> Truth:
    """Let the giver take the words back: they are shown and counted nowhere, and nobody owes an answer."""
    receipt = filled.shown.receipt
    self_service.withdraw(contribution=filled.shown.idea, code=receipt.code)
    return _as(_first(filled), shown=False, ideas=1)


SITUATIONS: tuple[Callable[[FilledBody], Truth], ...] = (
    as_planned, longer, moved, called_off, decided, stopped, hidden, paused, closed_early, corrected, taken_back,
)  # fmt: skip
# Which representations must speak of a fact, in the first situation: a walk that reads nothing finds nothing.
SPEAK = {
    "reply": {"web:process", "processes:signpost", "calendar of all", ON, "export"},
    "own reply": {"path contributions:path"},
    "decision": {"web:process", "web:home", "web:processes", "processes:signpost", "calendar of all", ON, "export"},
    "join": {"processes:signpost", "calendar of all", ON},
    "event": {"web:process", "calendar of all", ON, "web:calendar"},
    "shown": {"path contributions:path", "ideas:list"},
    "ideas": {"ideas:list", "web:process", "open table"},
    "hidden ideas": {"ideas:list"},
    "lying": {"contributions:bundle"},
    "few": {"web:process"},
}  # fmt: skip


def reading(filled: FilledBody) -> Reading:
    giver = Client()
    giver.post("/volg/", {"code": filled.shown.receipt.code})
    return Reading(filled, giver)


def untrue(told: list[Claim], truth: Truth) -> list[Claim]:
    return [one for one in told if one.value != truth.of(one.fact)]


WALKED = drawn("situations of the claims", SITUATIONS, share=0.8)


@pytest.mark.parametrize("situation", WALKED, ids=lambda one: one.__name__)
def test_every_representation_says_the_same_and_it_is_true(situation: Callable[[FilledBody], Truth]) -> None:
    filled = fill_body()
    truth = situation(filled)
    mail.outbox.clear()
    told = claims.read(reading(filled))
    assert untrue(told, truth) == []
    if situation is as_planned:
        speaking = {fact: {one.where for one in told if one.fact == fact} for fact in SPEAK}
        assert {fact: sorted(where - speaking[fact]) for fact, where in SPEAK.items() if where - speaking[fact]} == {}
    for fact, where in {"stopped": "mail", "event off": "mail", "event moved": "mail", "shown": "mail"}.items():
        # Who takes their own words back needs no mail about it.
        own = (fact == "event off" and truth.stopped) or situation is taken_back
        if truth.of(fact) != as_planned(filled).of(fact) and not own:
            assert (fact, where) in {(one.fact, one.where) for one in told}
