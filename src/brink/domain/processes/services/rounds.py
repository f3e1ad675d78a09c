"""Rounds: planned, released inside a published room, closed once with a frozen outcome."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _

from brink.domain.framework.models import Phase
from brink.domain.journal.services import Actor, fingerprint
from brink.domain.processes.checks import never_ends
from brink.domain.processes.instrument import registry
from brink.domain.processes.models import Process, Round, RoundExtension, RoundOutcome
from brink.domain.processes.queries.readiness import open_findings, room_in_force
from brink.domain.processes.rules import RoundState, is_public, round_state
from brink.domain.processes.services.acts import Asked, Done, hold_back, line, lock, perform, running
from brink.domain.processes.timing import in_words
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow
from brink.foundation.locks import alone, beside

RESERVED = frozenset({"agenda", "wegwijzer", "kaart", "besluit", "speelruimte"})


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
    if facts.instrument not in registry:
        raise BadInput(_("Dit instrument kent Brink niet. Kies een ander instrument."), field="instrument")
    if facts.assurance not in Round.Assurance.values:
        raise BadInput(_("Kies hoe zeker u wilt weten wie meedoet."), field="assurance")
    if facts.closes_on < facts.opens_on:
        raise BadInput(_("De laatste dag ligt vóór de eerste dag. Kies een latere laatste dag."), field="closes_on")
    return {
        "instrument": facts.instrument,
        "phase": facts.phase,
        "title": line(facts.title, limit=160, field="title", empty=_("Geef de ronde een titel.")),
        "prompt": line(facts.prompt, limit=2_000, field="prompt"),
        "opens_at": clock.start_of_day(facts.opens_on),
        "closes_at": clock.end_of_day(facts.closes_on),
        "assurance": facts.assurance,
        "settings": dict(facts.settings),
    }


def _slug(title: str, process: Process) -> str:
    stem = slugify(title)[:50].strip("-") or "ronde"
    taken = set(process.rounds.values_list("slug", flat=True)) | RESERVED
    return next(slug for slug in (stem, *(f"{stem}-{number}" for number in range(2, 200))) if slug not in taken)


def _held(round: Round) -> Round:
    """Return the round as it is now, with its process held."""
    process = running(lock(round.process_id))
    now = Round.objects.select_for_update().get(pk=round.pk)
    now.process = process
    return now


def _planned(round: Round) -> Round:
    now = _held(round)
    if now.opened_at is not None:
        raise NotNow(_("Deze ronde is al vrijgegeven. Begin een nieuwe ronde."))
    return now


def follow_dates(process: Process) -> None:
    """Keep the first opening and last closing of a process in step with its released rounds."""
    released = list(process.rounds.filter(opened_at__isnull=False))
    opened = [max(one.opens_at, one.opened_at) for one in released if one.opened_at is not None]
    process.opens_at = min(opened, default=None)
    # A standing question has no last day, whatever rounds with days were held on it.
    process.closes_at = None if process.standing else max((one.closes_at for one in released), default=None)
    process.save(update_fields=("opens_at", "closes_at"))


def plan_round(*, process: Process, facts: RoundFacts, actor: Actor, key: str | None) -> Round:
    """Plan a round; only staff see it until it is released."""

    def act() -> Done:
        now = running(lock(process.pk))
        columns = _checked(facts, now)
        numbers = now.rounds.values_list("number", flat=True)
        round = Round.objects.create(
            tenant_id=now.tenant_id,
            created_at=clock.now(),
            process=now,
            number=max(numbers, default=0) + 1,
            slug=_slug(str(columns["title"]), now),
            seed=secrets.randbits(48),
            **columns,
        )
        return Done(round, {"process": str(now.pk), "instrument": round.instrument})

    body = {"process": process, **asdict_shallow(facts)}
    return perform(Asked(process.tenant_id, "round.planned", actor, key, body), Round, act)


def asdict_shallow(facts: RoundFacts) -> dict[str, Any]:
    """Return the fields of `facts` without copying the rows in it."""
    return {name: getattr(facts, name) for name in RoundFacts.__dataclass_fields__}


def edit_round(*, round: Round, facts: RoundFacts, actor: Actor, key: str | None) -> Round:
    """Change a round that is still planned."""

    def act() -> Done:
        now = _planned(round)
        columns = _checked(facts, now.process)
        changed = sorted(name for name, value in columns.items() if getattr(now, name) != value)
        for name, value in columns.items():
            setattr(now, name, value)
        now.save(update_fields=list(columns))
        return Done(now, {"process": str(now.process_id), "changed": changed})

    body = {"round": round, **asdict_shallow(facts)}
    return perform(Asked(round.tenant_id, "round.edited", actor, key, body), Round, act)


def drop_round(*, round: Round, actor: Actor, key: str | None) -> Process:
    """Take away a round that was planned and never released; returns its process."""

    def act() -> Done:
        now = _planned(round)
        number, instrument = now.number, now.instrument
        now.delete()
        return Done(now.process, {"number": number, "instrument": instrument})

    body = {"round": str(round.pk)}
    return perform(Asked(round.tenant_id, "round.dropped", actor, key, body), Process, act)


def release_round(*, round: Round, actor: Actor, key: str | None) -> Round:
    """Let a round open on its first day (today, if that day is behind us). Raises NotNow with what is missing."""

    def act() -> Done:
        now = _planned(round)
        hold_back(open_findings(now))
        now.room = room_in_force(now.process)
        now.opened_at = clock.now()
        now.save(update_fields=("room", "opened_at"))
        follow_dates(now.process)
        registry[now.instrument].open(now, by=actor, at=now.opened_at)
        data = {
            "process": str(now.process_id), "instrument": now.instrument, "room": now.room.version if now.room else 0,
            "opens_at": now.opens_at.isoformat(), "closes_at": now.closes_at.isoformat(), "seed": now.seed,
        }  # fmt: skip
        return Done(now, data, public=True)

    return perform(Asked(round.tenant_id, "round.opened", actor, key, {"round": round}), Round, act)


def extend_round(*, round: Round, closes_on: date, reason: str, actor: Actor, key: str | None) -> Round:
    """Keep a released round open longer, with a reason that everybody reads. Earlier is impossible; so is too late."""

    def act() -> Done:
        now = _held(round)
        if now.opened_at is None:
            raise NotNow(_("Deze ronde is nog niet vrijgegeven. U kunt de dagen gewoon aanpassen."))
        if round_state(now, clock.now()) in (RoundState.OVER, RoundState.CLOSED):
            raise NotNow(_("Deze ronde is voorbij. Begin een nieuwe ronde."))
        if now.endless:
            raise NotNow(_("Deze ronde heeft geen laatste dag. Verlengen hoeft niet."))
        closes_at = clock.end_of_day(closes_on)
        if closes_at <= now.closes_at:
            message = _("Kies een dag na %(day)s: een ronde kan alleen langer duren, niet korter.")
            raise BadInput(message % {"day": in_words(now.last_day)}, field="closes_on")
        room = room_in_force(now.process)
        if room is not None and room.decision_on is not None and room.decision_on <= closes_on:
            message = _("Op %(day)s valt het besluit. Kies een eerdere dag, of pas eerst de speelruimte aan.")
            raise BadInput(message % {"day": in_words(room.decision_on)}, field="closes_on")
        extension = RoundExtension.objects.create(
            tenant_id=now.tenant_id,
            created_at=clock.now(),
            round=now,
            closed_before=now.closes_at,
            closes_at=closes_at,
            reason=line(reason, limit=2_000, field="reason", empty=_("Schrijf op waarom de ronde langer duurt.")),
        )
        now.closes_at = closes_at
        now.save(update_fields=("closes_at",))
        follow_dates(now.process)
        moments = {"from": extension.closed_before.isoformat(), "to": closes_at.isoformat()}
        return Done(now, {"process": str(now.process_id), **moments}, public=True)

    body = {"round": round, "closes_on": closes_on, "reason": reason}
    return perform(Asked(round.tenant_id, "round.extended", actor, key, body), Round, act)


def still_open(round: Round) -> bool:
    """Tell whether signals may still be written in this round, and keep it so until the transaction ends.

    A request reads the clock once, at its start; one that began in time and is slow either comes before the closing,
    and is counted, or finds the round closed. Take it first in a transaction that writes signals of an instrument.
    """
    beside(round.pk)
    return Round.objects.filter(pk=round.pk, closed_at=None).exists()


def freeze(round: Round, *, by: Actor, at: datetime) -> Round:
    """Freeze the outcome of a released round, inside the transaction of the act that ends it. Writes no journal.

    The act holds the round `alone` from its start: who is still writing signals in it is waited for.
    """
    instrument = registry.get(round.instrument)
    if instrument is None:
        raise NotNow(_("Het instrument van deze ronde is niet geladen. Vraag de beheerder om hulp."))
    data = instrument.close(round, by=by, at=at).as_data()
    RoundOutcome.objects.create(
        tenant_id=round.tenant_id, created_at=at, round=round, data=data, content_hash=fingerprint(data)
    )
    round.closed_at = at
    round.save(update_fields=("closed_at",))
    return round


def close_round(*, round: Round, actor: Actor, key: str | None) -> Round:
    """Close a round after its last day: its outcome is counted and frozen now, once and for good."""

    def act() -> Done:
        alone(round.pk)
        now, moment = _held(round), clock.now()
        if now.closed_at is not None:
            raise NotNow(_("Deze ronde is al gesloten. Begin een nieuwe ronde."))
        if now.opened_at is None:
            raise NotNow(_("Deze ronde is nooit vrijgegeven. U kunt hem weghalen."))
        if now.endless:
            hold_back(never_ends(now.process))
        if moment < now.closes_at:
            message = _("Deze ronde is open tot en met %(day)s. Eerder sluiten kan niet: dat beloofde u.")
            raise NotNow(message % {"day": in_words(now.last_day)})
        freeze(now, by=actor, at=moment)
        data = {
            "process": str(now.process_id), "contributions": now.contribution_count,
            "hash": now.frozen_outcome.content_hash,
        }  # fmt: skip
        return Done(now, data, public=is_public(now.process))

    return perform(Asked(round.tenant_id, "round.closed", actor, key, {"round": round}), Round, act)
