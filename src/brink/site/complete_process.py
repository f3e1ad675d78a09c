"""Take a process whose rounds are over the whole way: weigh, decide, land, reply. Used by the demo and by imports.

Every step goes through the same services and guards as the desk; nothing here writes a row of its own.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from brink.domain.contributions.landing_modes import with_round
from brink.domain.contributions.models import Contribution, OutcomeCode
from brink.domain.contributions.services import bundling, landing, replying
from brink.domain.contributions.services.answers import AnswerDraft
from brink.domain.decisions import commitments, queries
from brink.domain.decisions import services as deciding
from brink.domain.decisions.models import Decision
from brink.domain.decisions.services import Choice, HardChoice, Vote
from brink.domain.journal.services import Actor
from brink.domain.people.models import Organ, Person
from brink.domain.processes.instrument import Lands, SignalDraft, registry
from brink.domain.processes.models import Process, Round
from brink.domain.processes.queries.frozen_outcomes import frozen_outcome
from brink.domain.processes.services import processes as moving
from brink.domain.processes.services.rounds import close_round
from brink.foundation.disclosure import publishable


@dataclass(frozen=True, slots=True)
class Ending:
    """How a process ends: the texts of its decision and of its answers."""

    title: str
    text: str
    explanation: str
    competence: str
    options: tuple[Choice, ...]
    votes: tuple[tuple[str, int, int], ...]
    advice: str
    adopted: str
    not_further: str
    softening: str
    dilemma: tuple[str, str]
    promise: str
    collective: str
    lesson: tuple[str, str]
    verdicts: tuple[tuple[str, str, str], ...]
    """Outcome code, reason, and what not; taken in turn by the words of a contribution."""
    argument: str = ""
    """The strongest argument of the minority in its own words; empty takes the words that the round found."""


@dataclass(frozen=True, slots=True)
class Hands:
    """Who does what on the way."""

    clerk: Actor
    officer: Actor
    decider: Organ
    contact: Person


def close_rounds(process: Process, by: Actor) -> None:
    """Freeze the tally of every round that is over."""
    for round in Round.objects.filter(tenant_id=process.tenant_id, process=process, closed_at=None):
        close_round(round=round, actor=by, key=None)


def bundle_up(process: Process, by: Actor, titles: tuple[str, ...]) -> None:
    """Lay what lands one by one in bundles: replies go with what they reply to.

    What people gave in a round that also lands as a whole is answered through its instrument, see `land_all`.
    """
    whole = [one.card.key for one in registry if one.card.landing(Lands.WITH_ROUND)]
    rows = Contribution.objects.filter(
        tenant_id=process.tenant_id, process=process, parent=None, withdrawn_at=None, landed_at=None
    ).exclude(round__instrument__in=whole)
    heads = list(rows.order_by("id"))
    for place, title in enumerate(titles):
        mine = heads[place :: len(titles)]
        if not mine:
            continue
        replies = Contribution.objects.filter(
            tenant_id=process.tenant_id, parent__in=[one.pk for one in mine], withdrawn_at=None
        )
        bundling.make(process=process, title=title, contributions=[*mine, *replies], actor=by)


def _weigh(decision: Decision, ending: Ending, by: Actor) -> None:
    """Give every interest, bundle and dissenting group its line."""
    weights = ("high", "middle", "low")
    for place, start in enumerate(queries.initial_lines(decision)):
        deciding.weigh(
            decision=decision,
            norm_side="De regels laten dit toe, binnen het geld dat er is.",
            value_side="Voor deze mensen gaat het om hun eigen plek.",
            weight=weights[place % 3],
            done=ending.adopted if place % 2 == 0 else ending.softening,
            reason="Zo past het bij de ruimte die vooraf was afgesproken.",
            actor=by,
            **start,
        )


def _minority(decision: Decision, ending: Ending, by: Actor) -> None:
    """Write the minority note from what the rounds found, or say how was searched."""
    views = [
        view
        for round in Round.objects.filter(tenant_id=decision.tenant_id, process_id=decision.process_id)
        if (outcome := frozen_outcome(round)) is not None
        for view in outcome.minority
        if publishable(view.size)
    ]
    if not views:
        method = "Brink rekende uit of er groepen zijn die anders denken. Die waren er niet duidelijk."
        deciding.set_minority(decision=decision, fields={"none_found": True, "method": method}, actor=by)
        return
    smallest = min(views, key=lambda view: view.size)
    fields = {
        "argument": ending.argument or smallest.argument,
        "holders": f"{smallest.title}, {smallest.size} mensen",
        "adopted": ending.adopted,
        "not_further": ending.not_further,
        "softening": ending.softening,
    }
    deciding.set_minority(decision=decision, fields=fields, actor=by)


def decide(process: Process, hands: Hands, ending: Ending, on: date, *, publish: bool = True) -> Decision:
    """Make the decision record complete and publish it."""
    if process.weighing_at is None:
        moving.start_weighing(process=process, actor=hands.officer, key=None)
        process.refresh_from_db()
    decision = deciding.draft(process=process, organ=hands.decider, title=ending.title, on=on, actor=hands.officer)
    fields = {
        "competence": ending.competence,
        "text": ending.text,
        "explanation": ending.explanation,
        "evaluation_on": on + timedelta(days=730),
    }
    deciding.edit(decision=decision, fields=fields, actor=hands.officer)
    deciding.set_options(decision=decision, choices=ending.options, actor=hands.officer)
    _weigh(decision, ending, hands.officer)
    deciding.set_dilemmas(decision=decision, dilemmas=[HardChoice(*ending.dilemma)], actor=hands.officer)
    _minority(decision, ending, hands.officer)
    deciding.set_advice(decision=decision, followed=False, reason=ending.advice, actor=hands.officer)
    if decision.organ.seats:
        deciding.set_votes(decision=decision, votes=[Vote(*one) for one in ending.votes], actor=hands.clerk)
    if not publish:
        return decision
    decision = deciding.publish(decision=Decision.objects.get(pk=decision.pk), actor=hands.clerk)
    commitments.promise(
        decision=decision,
        title=ending.promise,
        receiver="Iedereen die meedacht over deze vraag",
        owner=hands.contact,
        due_on=on + timedelta(days=180),
        actor=hands.officer,
    )
    process.refresh_from_db()
    return decision


def _chooser(ending: Ending, destination: UUID) -> Callable[[str], SignalDraft]:
    """Return what picks an answer by the words, the same words always the same answer."""

    def choose(text: str) -> SignalDraft:
        place = sum(text.encode()) % len(ending.verdicts)
        outcome, reason, missing = ending.verdicts[place]
        return SignalDraft(outcome, reason, missing, destination)

    return choose


def land_all(process: Process, decision: Decision, hands: Hands, ending: Ending) -> None:
    """Give every voice its landing: signals by their instrument, bundles together, the rest one by one."""
    choose = _chooser(ending, decision.destination_id)
    for round in Round.objects.filter(tenant_id=process.tenant_id, process=process, closed_at__isnull=False):
        registry[round.instrument].answer_signals(round, choose=choose, reason=ending.collective, by=hands.officer)

    def answer_to(text: str) -> AnswerDraft:
        chosen = choose(text)
        placed = chosen.outcome in (OutcomeCode.ADOPTED, OutcomeCode.PARTLY, OutcomeCode.PLANNED, OutcomeCode.WEIGHED)
        return AnswerDraft(
            outcome=chosen.outcome,
            reason=chosen.reason,
            not_adopted=chosen.not_adopted,
            destination=decision.destination if placed else None,
            signed_by=hands.contact,
        )

    for bundle in process.bundles.filter(merged_into=None, item_count__gt=0):
        landing.land(process=process, draft=answer_to(bundle.title), bundle=bundle, actor=hands.officer)
    left = Contribution.objects.filter(
        tenant_id=process.tenant_id, process=process, landed_at=None, withdrawn_at=None
    ).exclude(with_round())
    for contribution in left:
        landing.land(
            process=process, draft=answer_to(contribution.text), contributions=[contribution], actor=hands.officer
        )


def answer(process: Process, hands: Hands, ending: Ending, *, evaluate: bool = False) -> None:
    """Send all answers, close the process as answered, and look back when asked."""
    replying.send(process=process, actor=hands.officer)
    process.refresh_from_db()
    moving.mark_answered(process=process, actor=hands.clerk, key=None)
    if evaluate:
        process.refresh_from_db()
        moving.add_lesson(
            process=process, happened=ending.lesson[0], change=ending.lesson[1], actor=hands.clerk, key=None
        )
        moving.evaluate(process=process, actor=hands.clerk, key=None)
