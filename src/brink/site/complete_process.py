"""Take a process whose rounds are over the whole way: weigh, decide, land, reply. The demo and tests use it.

Every step goes through the same services and guards as the desk; nothing here writes a row of its own. Nothing here
invents a word either: what is said of an interest, a bundle or somebody's words is written beforehand, by its title or
by the words themselves, and what was not written is missed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from brink.domain.accountability.services import fit_decision
from brink.domain.contributions.landing_modes import with_round
from brink.domain.contributions.models import Bundle, Contribution
from brink.domain.contributions.services import bundling, landing, replying
from brink.domain.contributions.services.answers import PLACED, AnswerDraft
from brink.domain.decisions import commitments, queries
from brink.domain.decisions import services as deciding
from brink.domain.decisions.models import Decision
from brink.domain.decisions.principles import all_hold
from brink.domain.decisions.services import Choice, HardChoice, Vote
from brink.domain.journal.services import Actor
from brink.domain.people.group_queries import groups_on
from brink.domain.people.models import Organ, Person
from brink.domain.people.services import add_group
from brink.domain.processes.instrument import Lands, SignalDraft, registry
from brink.domain.processes.models import Process, Round
from brink.domain.processes.queries.frozen_outcomes import frozen_outcome
from brink.domain.processes.services import processes as moving
from brink.domain.processes.services.rounds import close_round
from brink.foundation import clock
from brink.foundation.disclosure import publishable
from brink.foundation.organs import OrganKind


@dataclass(frozen=True, slots=True)
class Reply:
    """What is said of somebody's words: outcome code, reason, and what did not happen."""

    outcome: str
    reason: str
    not_adopted: str = ""
    parked_days: int = 0


@dataclass(frozen=True, slots=True)
class Weighing:
    """How one thing at stake was weighed. `about` are sentences by which a group is known: its name is computed."""

    norm: str
    value: str
    weight: str
    done: str
    reason: str
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Minority:
    """What the minority brought; without `quotes` none was found, and `method` says how was searched.

    Of the quotes, words that people gave, the first one is taken that the group stands behind.
    """

    quotes: tuple[str, ...] = ()
    holders: str = ""
    adopted: str = ""
    not_further: str = ""
    softening: str = ""
    method: str = ""


@dataclass(frozen=True, slots=True)
class Fit:
    """How a decision lies in what council and executive left to each other."""

    euros: int
    touched: Sequence[int] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Closing:
    """How a process ends: its decision, what was weighed, and what everybody hears."""

    title: str
    text: str
    explanation: str
    competence: str
    options: tuple[Choice, ...]
    advice: str
    minority: Minority
    dilemma: tuple[str, str]
    promise: str = ""
    collective: str = ""
    followed: bool = False
    votes: tuple[tuple[str, int, int], ...] = ()
    said: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By the name of a fractie that was against: why, and what came of what it proposed."""
    not_everywhere: Mapping[str, str] = field(default_factory=dict)
    """By the key of a principle of good government: where it does not hold, and why."""
    lesson: tuple[str, str] = ("", "")
    fit: Fit | None = None
    weighings: Mapping[str, Weighing] = field(default_factory=dict)
    """By the title of the interest or the bundle."""
    groups: tuple[Weighing, ...] = ()
    """Of the groups that a round finds."""
    replies: Mapping[str, Reply] = field(default_factory=dict)
    """By the title of the bundle, or by the words."""


@dataclass(frozen=True, slots=True)
class Heap:
    """A bundle to make: its title, what these people say, and their words."""

    title: str
    summary: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Actors:
    """Who does what on the way."""

    clerk: Actor
    secretary: Actor
    officer: Actor
    decider: Organ
    contact: Person


def close_rounds(process: Process, by: Actor) -> None:
    """Freeze the tally of every round that is over."""
    for round in Round.objects.filter(tenant_id=process.tenant_id, process=process, closed_at=None):
        close_round(round=round, actor=by, key=None)


def bundle_up(process: Process, by: Actor, heaps: Sequence[Heap]) -> list[Bundle]:
    """Lay what lands one by one in bundles: replies go with what they reply to.

    What people gave in a round that also lands as a whole is answered through its instrument, see `land_all`.
    """
    whole = [one.card.key for one in registry if one.card.landing(Lands.WITH_ROUND)]
    rows = Contribution.objects.filter(
        tenant_id=process.tenant_id, process=process, parent=None, withdrawn_at=None, landed_at=None
    ).exclude(round__instrument__in=whole)
    made = []
    for heap in heaps:
        heads = list(rows.filter(text__in=heap.texts).order_by("id"))
        made.append(
            bundling.make(
                process=process,
                title=heap.title,
                summary=heap.summary,
                contributions=[*heads, *_replies(heads)],
                actor=by,
            )
        )
    return made


def _replies(heads: Sequence[Contribution]) -> list[Contribution]:
    found = Contribution.objects.filter(parent__in=[one.pk for one in heads], withdrawn_at=None)
    return list(found.order_by("id"))


def _of_group(groups: list[Weighing], said: str) -> Weighing:
    """Take out the weighing whose sentences stand most in what a group says."""
    best = max(groups, key=lambda one: sum(sentence in said for sentence in one.about))
    groups.remove(best)
    return best


def weigh(decision: Decision, closing: Closing, by: Actor, *, partly: bool = False) -> None:
    """Give every interest, bundle and dissenting group the line that is written for it.

    `partly` leaves out what nobody wrote yet; else that is missed with a KeyError.
    """
    groups = list(closing.groups)
    said = {view.title: view.argument for view in _views(decision)}
    for start in queries.initial_lines(decision):
        who = start["who"]
        if partly and who not in closing.weighings:
            continue
        named = groups and start.get("round_id")
        written = _of_group(groups, f"{who} {said.get(who, '')}") if named else closing.weighings[who]
        deciding.weigh(
            decision=decision,
            norm_side=written.norm,
            value_side=written.value,
            weight=written.weight,
            done=written.done,
            reason=written.reason,
            actor=by,
            **start,
        )


def _views(decision: Decision) -> list[Any]:
    """Return what the frozen rounds of a decision say of groups that see it otherwise."""
    rounds = Round.objects.filter(tenant_id=decision.tenant_id, process_id=decision.process_id)
    return [view for row in rounds if (outcome := frozen_outcome(row)) is not None for view in outcome.minority]


def _minority(decision: Decision, closing: Closing, by: Actor) -> None:
    """Write the minority note with a quote from what people gave, or say how was searched."""
    note = closing.minority
    if not note.quotes:
        deciding.set_minority(decision=decision, fields={"none_found": True, "method": note.method}, actor=by)
        return
    views = _views(decision)
    behind = {source for view in views for source in view.sources}
    rows = Contribution.objects.filter(tenant_id=decision.tenant_id, process_id=decision.process_id)
    found = [row for quote in note.quotes if (row := rows.filter(text=quote).first()) is not None]
    quoted = next((row for row in found if str(row.pk) in behind), found[0])
    group = min((view.size for view in views if publishable(view.size)), default=0)
    fields = {
        "argument": quoted.text,
        "holders": f"{note.holders}, {group} mensen" if group else note.holders,
        "adopted": note.adopted,
        "not_further": note.not_further,
        "softening": note.softening,
    }
    deciding.set_minority(decision=decision, fields=fields, actor=by)


def prepare(process: Process, actors: Actors, closing: Closing, on: date) -> Decision:
    """Begin the decision record: what is decided and which choices there were."""
    if process.weighing_at is None:
        moving.start_weighing(process=process, actor=actors.officer, key=None)
        process.refresh_from_db()
    decision = deciding.draft(process=process, organ=actors.decider, title=closing.title, on=on, actor=actors.officer)
    fields = {
        "competence": closing.competence,
        "text": closing.text,
        "explanation": closing.explanation,
        "evaluation_on": on + timedelta(days=730),
    }
    deciding.edit(decision=decision, fields=fields, actor=actors.officer)
    deciding.set_options(decision=decision, choices=closing.options, actor=actors.officer)
    return decision


def _vote(decision: Decision, closing: Closing, by: Actor) -> None:
    """Count the votes of the fracties, which are added where nobody wrote them down, and tell why some were against."""
    there = set(groups_on(decision.organ, decision.on).values_list("name", flat=True))
    for name, in_favour, against in closing.votes:
        if name not in there:
            since = decision.on - timedelta(days=900)
            add_group(organ=decision.organ, name=name, seats=in_favour + against, starts=since, actor=by)
    deciding.set_votes(decision=decision, votes=[Vote(*one) for one in closing.votes], actor=by)
    for vote in decision.votes.filter(against__gt=0):
        said = closing.said.get(vote.group, {"argument": _("Wij stemden tegen. Dit voorstel gaat ons te ver.")})
        minutes = {"minutes": _("verslag van deze vergadering")}
        deciding.note_group(decision=decision, vote=vote, fields={**minutes, **said}, actor=by)


def decide(process: Process, actors: Actors, closing: Closing, on: date) -> Decision:
    """Make the decision record complete and publish it."""
    decision = prepare(process, actors, closing, on)
    weigh(decision, closing, actors.officer)
    deciding.set_dilemmas(decision=decision, dilemmas=[HardChoice(*closing.dilemma)], actor=actors.officer)
    _minority(decision, closing, actors.officer)
    deciding.set_advice(decision=decision, followed=closing.followed, reason=closing.advice, actor=actors.officer)
    deciding.set_principles(
        decision=decision, answers={**all_hold(), **closing.not_everywhere}, actor=actors.officer
    )
    if closing.fit is not None:
        fit_decision(
            decision=decision, amount_cents=closing.fit.euros * 100, touched=closing.fit.touched,
            reason=closing.fit.reason, actor=actors.officer, key=None,
        )  # fmt: skip
    if decision.organ.seats:
        _vote(decision, closing, actors.clerk)
    of_executive = decision.organ.role == OrganKind.EXECUTIVE
    publisher = actors.secretary if of_executive else actors.clerk
    decision = deciding.publish(decision=Decision.objects.get(pk=decision.pk), actor=publisher)
    if closing.promise:
        commitments.promise(
            decision=decision,
            title=closing.promise,
            receiver="Iedereen die meedacht over deze vraag",
            owner=actors.contact,
            due_on=on + timedelta(days=180),
            actor=actors.officer,
        )
    process.refresh_from_db()
    return decision


def _draft(said: Reply, decision: Decision, actors: Actors) -> AnswerDraft:
    return AnswerDraft(
        outcome=said.outcome,
        reason=said.reason,
        not_adopted=said.not_adopted,
        destination=decision.destination if said.outcome in PLACED else None,
        parked_until=clock.today() + timedelta(days=said.parked_days) if said.parked_days else None,
        signed_by=actors.contact,
    )


def land_all(process: Process, decision: Decision, actors: Actors, closing: Closing) -> None:
    """Give every voice its landing: signals by their instrument, bundles together, the rest one by one."""

    def signal(text: str) -> SignalDraft:
        said = closing.replies[text]
        place = decision.destination_id if said.outcome in PLACED else None
        return SignalDraft(said.outcome, said.reason, said.not_adopted, place)

    for round in Round.objects.filter(tenant_id=process.tenant_id, process=process, closed_at__isnull=False):
        registry[round.instrument].answer_signals(round, choose=signal, reason=closing.collective, by=actors.officer)
    for bundle in process.bundles.filter(merged_into=None, item_count__gt=0):
        draft = _draft(closing.replies[bundle.title], decision, actors)
        landing.land(process=process, draft=draft, bundle=bundle, actor=actors.officer)
    left = Contribution.objects.filter(
        tenant_id=process.tenant_id, process=process, parent=None, landed_at=None, withdrawn_at=None
    ).exclude(with_round())
    for voice in left:
        voices = [voice, *_replies([voice])]
        draft = _draft(closing.replies[voice.text], decision, actors)
        landing.land(process=process, draft=draft, contributions=voices, actor=actors.officer)


def answer(process: Process, actors: Actors, closing: Closing, *, evaluate: bool = False) -> None:
    """Send all answers, close the process as answered, and look back when asked."""
    replying.send(process=process, actor=actors.officer)
    process.refresh_from_db()
    moving.mark_answered(process=process, actor=actors.clerk, key=None)
    if evaluate:
        process.refresh_from_db()
        moving.add_lesson(
            process=process, happened=closing.lesson[0], change=closing.lesson[1], actor=actors.clerk, key=None
        )
        moving.evaluate(process=process, actor=actors.clerk, key=None)
