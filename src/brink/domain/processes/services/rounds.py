"""Rounds: planned, released inside a published room, closed once with a frozen outcome."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _

from brink.domain.framework.models import Phase
from brink.domain.journal.acts import Done, act
from brink.domain.journal.services import Actor, fingerprint
from brink.domain.processes.dates import in_words
from brink.domain.processes.instrument import registry
from brink.domain.processes.models import Process, Round, RoundExtension, RoundOutcome
from brink.domain.processes.queries.readiness_findings import open_findings, room_in_force
from brink.domain.processes.services.existing_plans import OPEN_START, fit_for_plan, has_plan
from brink.domain.processes.services.preconditions import clean_line, hold_back, running
from brink.domain.processes.states import RoundState, is_public, round_state
from brink.domain.processes.step_findings import never_ends
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow
from brink.foundation.locks import hold_exclusive, hold_shared
from brink.foundation.quotations import tied
from brink.foundation.slugs import free_slug

RESERVED = frozenset({"agenda", "bundels", "wegwijzer", "kaart", "besluit", "speelruimte"})


@dataclass(frozen=True)
class RoundFacts:
    """One planned use of an instrument. Both days count: open from `opens_on` up to and including `closes_on`.

    `settings` is what the instrument's setup form made of it, as plain JSON data.
    """

    instrument: str
    phase: Phase
    title: str
    opens_on: date
    closes_on: date
    prompt: str = ""
    assurance: str = Round.Assurance.OPEN
    settings: Mapping[str, Any] = field(default_factory=dict)


def _checked(facts: RoundFacts, process: Process) -> dict[str, Any]:
    """Return the cleaned columns, or raise one sentence at the field that needs mending."""
    if facts.phase.framework_id != process.framework_id:
        raise BadInput(_("Kies een fase uit het kader van dit proces."), field="phase")
    fit_for_plan(facts.phase, facts.phase.key == OPEN_START and has_plan(process), "phase")
    if facts.instrument not in registry:
        raise BadInput(_("Dit instrument kent Brink niet. Kies een ander instrument."), field="instrument")
    if facts.assurance not in Round.Assurance.values:
        raise BadInput(_("Kies hoe zeker u wilt weten wie meedoet."), field="assurance")
    if facts.closes_on < facts.opens_on:
        raise BadInput(_("De laatste dag ligt vóór de eerste dag. Kies een latere laatste dag."), field="closes_on")
    return {
        "instrument": facts.instrument,
        "phase": facts.phase,
        "title": clean_line(facts.title, limit=160, field="title", empty=_("Geef de ronde een titel.")),
        "prompt": clean_line(facts.prompt, limit=2_000, field="prompt"),
        "opens_at": clock.start_of_day(facts.opens_on),
        "closes_at": clock.end_of_day(facts.closes_on),
        "assurance": facts.assurance,
        "settings": dict(facts.settings),
    }


def _slug(title: str, process: Process) -> str:
    stem = slugify(title)[:50].strip("-") or "ronde"
    taken = set(process.rounds.values_list("slug", flat=True)) | RESERVED
    return free_slug(stem, taken)


def _planned(round: Round) -> Round:
    """Return the round, which the act holds with its process; raises NotNow when it was released."""
    running(round.process)
    if round.opened_at is not None:
        raise NotNow(_("Deze ronde is al vrijgegeven. Begin een nieuwe ronde."))
    return round


def follow_dates(process: Process) -> None:
    """Keep the first opening and last closing of a process in step with its released rounds."""
    released = list(process.rounds.filter(opened_at__isnull=False))
    opened = [max(one.opens_at, one.opened_at) for one in released if one.opened_at is not None]
    process.opens_at = min(opened, default=None)
    # A standing question has no last day, whatever rounds with days were held on it.
    process.closes_at = None if process.standing else max((one.ended_at for one in released), default=None)
    process.save(update_fields=("opens_at", "closes_at"))


@act("round.planned", Round, on="process")
def plan_round(*, process: Process, facts: RoundFacts, actor: Actor, key: str | None) -> Done[Round]:
    """Plan a round; only staff see it until it is released."""
    running(process)
    columns = _checked(facts, process)
    numbers = process.rounds.values_list("number", flat=True)
    round = Round.objects.create(
        tenant_id=process.tenant_id,
        created_at=clock.now(),
        process=process,
        number=max(numbers, default=0) + 1,
        slug=_slug(str(columns["title"]), process),
        seed=secrets.randbits(48),
        **columns,
    )
    return Done(round, {"process": str(process.pk), "instrument": round.instrument})


@act("round.edited", Round, on=("round.process", "round"))
def edit_round(
    *, round: Round, facts: RoundFacts, actor: Actor, key: str | None, seen: int | None = None
) -> Done[Round]:
    """Change a round that is still planned."""
    columns = _checked(facts, _planned(round).process)
    changed = sorted(name for name, value in columns.items() if getattr(round, name) != value)
    for name, value in columns.items():
        setattr(round, name, value)
    round.save(update_fields=list(columns))
    return Done(round, {"process": str(round.process_id), "changed": changed})


@act("round.dropped", Process, on=("round.process", "round"))
def drop_round(*, round: Round, actor: Actor, key: str | None) -> Done[Process]:
    """Take away a round that was planned and never released; returns its process."""
    process, number, instrument = _planned(round).process, round.number, round.instrument
    round.delete()
    return Done(process, {"number": number, "instrument": instrument})


@act("round.opened", Round, on=("round.process", "round"))
def release_round(*, round: Round, actor: Actor, key: str | None) -> Done[Round]:
    """Let a round open on its first day (today, if that day is behind us). Raises NotNow with what is missing."""
    hold_back(open_findings(_planned(round)))
    round.room = room_in_force(round.process)
    round.opened_at = clock.now()
    round.save(update_fields=("room", "opened_at"))
    follow_dates(round.process)
    registry[round.instrument].open(round, by=actor, at=round.opened_at)
    data = {
        "process": str(round.process_id), "instrument": round.instrument,
        "room": round.room.version if round.room else 0, "opens_at": round.opens_at.isoformat(),
        "closes_at": round.closes_at.isoformat(), "seed": round.seed,
    }  # fmt: skip
    return Done(round, data, public=True)


@act("round.extended", Round, on=("round.process", "round"))
def extend_round(
    *, round: Round, closes_on: date, reason: str, actor: Actor, key: str | None, seen: int | None = None
) -> Done[Round]:
    """Keep a released round open longer, with a reason that everybody reads. Earlier is impossible; so is too late."""
    running(round.process)
    if round.opened_at is None:
        raise NotNow(_("Deze ronde is nog niet vrijgegeven. U kunt de dagen gewoon aanpassen."))
    if round_state(round, clock.now()) in (RoundState.OVER, RoundState.CLOSED):
        raise NotNow(_("Deze ronde is voorbij. Begin een nieuwe ronde."))
    if round.endless:
        raise NotNow(_("Deze ronde heeft geen laatste dag. Verlengen hoeft niet."))
    closes_at = clock.end_of_day(closes_on)
    if closes_at <= round.closes_at:
        message = _("Kies een dag na %(day)s: een ronde kan alleen langer duren, niet korter.")
        raise BadInput(message % {"day": in_words(round.last_day)}, field="closes_on")
    room = room_in_force(round.process)
    if room is not None and room.decision_on is not None and room.decision_on <= closes_on:
        message = _("Op %(day)s valt het besluit. Kies een eerdere dag, of pas eerst de speelruimte aan.")
        raise BadInput(message % {"day": in_words(room.decision_on)}, field="closes_on")
    extension = RoundExtension.objects.create(
        tenant_id=round.tenant_id,
        created_at=clock.now(),
        round=round,
        closed_before=round.closes_at,
        closes_at=closes_at,
        reason=clean_line(reason, limit=2_000, field="reason", empty=_("Schrijf op waarom de ronde langer duurt.")),
    )
    round.closes_at, round.changed_at = closes_at, extension.created_at
    round.save(update_fields=("closes_at", "changed_at"))
    follow_dates(round.process)
    moments = {"from": extension.closed_before.isoformat(), "to": closes_at.isoformat()}
    return Done(round, {"process": str(round.process_id), **moments}, public=True)


def still_open(round: Round) -> bool:
    """Tell whether signals may still be written in this round, and keep it so until the transaction ends.

    A request reads the clock once, at its start; one that began in time and is slow either comes before the closing,
    and is counted, or finds the round closed. Take it first in a transaction that writes signals of an instrument.
    """
    hold_shared(round.pk)
    return Round.objects.filter(pk=round.pk, closed_at=None, paused_at=None).exists()


def freeze(round: Round, *, by: Actor, at: datetime) -> Round:
    """Freeze the outcome of a released round, inside the transaction of the act that ends it. Writes no journal.

    The act holds the round exclusively from its start: who is still writing signals in it is waited for.
    """
    instrument = registry.get(round.instrument)
    if instrument is None:
        raise NotNow(_("Het instrument van deze ronde is niet geladen. Vraag de beheerder om hulp."))
    # Counted before the row is made: a round that has its row is read from it.
    made = instrument.close(round, by=by, at=at)
    made = replace(made, assurance={"level": round.assurance, "people": made.reach.people})
    outcome = RoundOutcome(tenant_id=round.tenant_id, created_at=at, round=round)
    # What is frozen, and the hash of it, holds nobody's words: they can be taken back (`foundation.quotations`).
    outcome.data = tied(made.as_data(), outcome)
    outcome.content_hash = fingerprint(outcome.data)
    outcome.save()
    round.closed_at = at
    round.save(update_fields=("closed_at",))
    return round


def wait_for_writers(arguments: Mapping[str, Any]) -> None:
    """Wait for whoever still gives an answer in the round, and let nobody new in."""
    hold_exclusive(arguments["round"].pk)


@act("round.closed", Round, on=("round.process", "round"), before=wait_for_writers)
def close_round(*, round: Round, actor: Actor, key: str | None) -> Done[Round]:
    """Close a round after its last day: its outcome is counted and frozen now, once and for good."""
    running(round.process)
    moment = clock.now()
    if round.closed_at is not None:
        raise NotNow(_("Deze ronde is al gesloten. Begin een nieuwe ronde."))
    if round.opened_at is None:
        raise NotNow(_("Deze ronde is nooit vrijgegeven. U kunt hem weghalen."))
    if round.endless:
        hold_back(never_ends(round.process))
    if moment < round.closes_at:
        message = _("Deze ronde is open tot en met %(day)s. Eerder sluiten kan alleen met een reden.")
        raise NotNow(message % {"day": in_words(round.last_day)})
    freeze(round, by=actor, at=moment)
    data = {
        "process": str(round.process_id), "contributions": round.contribution_count,
        "hash": round.frozen_outcome.content_hash,
    }  # fmt: skip
    return Done(round, data, public=is_public(round.process))
