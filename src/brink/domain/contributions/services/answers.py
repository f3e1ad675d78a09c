"""What a body may say about a voice, as a draft and checked, and the one way in which voices are tied to an answer."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import F
from django.utils.translation import gettext as _

from brink.domain.contributions.landing_modes import before_landing, rounds_with
from brink.domain.contributions.models import (
    Answer,
    Bundle,
    Contribution,
    Destination,
    Giver,
    Landing,
    OutcomeCode,
)
from brink.domain.contributions.services.bundling import chunks
from brink.domain.processes.models import Process, Round
from brink.domain.processes.services.preconditions import hold_back
from brink.domain.processes.states import RoundState, round_state
from brink.foundation import clock
from brink.foundation.errors import BadInput, NotNow
from brink.foundation.text import clean

if TYPE_CHECKING:
    from uuid import UUID

    from brink.domain.people.models import Person

REASON_LIMIT = 4_000
PLACED = frozenset({OutcomeCode.ADOPTED, OutcomeCode.PARTLY, OutcomeCode.PLANNED, OutcomeCode.WEIGHED})


@dataclass(frozen=True, slots=True)
class AnswerDraft:
    """What the body says: outcome code, reason of at least one sentence, place, and what the outcome asks beside it."""

    outcome: str
    reason: str
    not_adopted: str = ""
    destination: Destination | None = None
    parked_until: date | None = None
    signed_by: "Person | None" = None


def _sentence(text: str, field: str, empty: str) -> str:
    """Return a cleaned text of at least one real sentence (domain.md §3.9), or raise BadInput."""
    text = clean(
        text, limit=REASON_LIMIT, field=field, empty=empty, too_long=_("Maak deze tekst korter dan 4.000 tekens.")
    )
    if text and len(text.split()) < 3:
        raise BadInput(_("Schrijf minstens één hele zin. De gever moet het kunnen begrijpen."), field=field)
    return text


def checked(draft: AnswerDraft, tenant_id: "UUID") -> AnswerDraft:
    """Return the draft cleaned and complete for its outcome; raises BadInput naming the field to mend."""
    if draft.outcome not in OutcomeCode.values:
        raise BadInput(_("Kies wat er met deze woorden gebeurde."), field="outcome")
    draft = replace(
        draft,
        reason=_sentence(draft.reason, "reason", _("Schrijf de reden op, in minstens één zin.")),
        not_adopted=_sentence(draft.not_adopted, "not_adopted", ""),
    )
    if draft.outcome == OutcomeCode.PARTLY and not draft.not_adopted:
        raise BadInput(_("Schrijf ook op wat niet lukt, en waarom."), field="not_adopted")
    if draft.destination is not None and draft.destination.tenant_id != tenant_id:
        raise BadInput(_("Deze plek hoort bij een andere organisatie."), field="destination")
    if draft.outcome in PLACED and draft.destination is None:
        raise BadInput(_("Wijs aan waar deze woorden terug te lezen zijn."), field="destination")
    if draft.outcome == OutcomeCode.PARKED and (
        draft.parked_until is None or draft.parked_until <= clock.today()
    ):
        raise BadInput(_("Kies een dag in de toekomst waarop u hierop terugkomt."), field="parked_until")
    return draft


def named_place(*, process: Process, kind: str, title: str) -> Destination:
    """Find or make a destination by its title, inside the transaction of another act (so without an own entry)."""
    title = clean(
        title, limit=200, field="destination", empty=_("Schrijf op waar het te vinden is."),
        too_long=_("Maak de naam van de plek korter dan 200 tekens."),
    )  # fmt: skip
    return Destination.objects.get_or_create(
        tenant_id=process.tenant_id,
        process=process,
        kind=kind,
        title=title,
        defaults={"created_at": clock.now()},
    )[0]


def write_answer(process: Process, draft: AnswerDraft) -> Answer:
    """Write the answer row of a checked draft."""
    return Answer.objects.create(
        tenant_id=process.tenant_id,
        created_at=clock.now(),
        process=process,
        outcome=draft.outcome,
        reason=draft.reason,
        not_adopted=draft.not_adopted,
        destination=draft.destination,
        parked_until=draft.parked_until,
        signed_by=draft.signed_by,
    )


def _ready(answer: Answer, ids: "Sequence[UUID]") -> None:
    """Hold back voices that land with their round while that runs, or while something in it must be answered first.

    Asked here, where every landing is made, so that no road goes round it. Only of a first landing: who had an answer
    may always get a better one. A question that was stopped owes no answer per signal any more.
    """
    if answer.outcome == OutcomeCode.STOPPED:
        return
    rounds: dict[UUID, Round] = {}
    for piece in chunks(ids):
        fresh = Contribution.objects.filter(tenant_id=answer.tenant_id, pk__in=piece, landed_at=None)
        rounds |= {row.pk: row for row in rounds_with(fresh)}
    going_on = (RoundState.PLANNED, RoundState.OPEN, RoundState.PAUSED)
    if any(round_state(row, clock.now()) in going_on for row in rounds.values()):
        raise NotNow(_("Deze ronde loopt nog. Geef antwoord als de ronde voorbij is."))
    hold_back(before_landing(rounds.values()))


def tie(answer: Answer, ids: "Sequence[UUID]", *, bundle: Bundle | None = None, change_reason: str = "") -> int:
    """Lay `answer` ready for these contributions, as their current landing; return how many landed for the first time.

    A draft till it is sent: whoever has an answer keeps that one, and whoever waits goes on waiting. Raises NotNow for
    voices that land with their round when that may not land yet.
    """
    now = clock.now()
    voices = Contribution.objects.filter(tenant_id=answer.tenant_id)
    _ready(answer, ids)
    # A part of words that were split is no voice of its own.
    parts = voices.filter(process=answer.process_id, landed_at=None, split_from__isnull=False)
    first = -len(set(parts.order_by().values_list("pk", flat=True)) & set(ids))
    for piece in chunks(ids):
        batch = voices.filter(pk__in=piece)
        first_landed = batch.filter(landed_at=None).update(landed_at=now)
        first += first_landed
        if first_landed < len(piece):
            before = Landing.objects.filter(tenant_id=answer.tenant_id, contribution_id__in=piece, current=True)
            before.update(current=False)
            # Who got an answer before is owed the new one: the address is kept until that was sent.
            Giver.objects.filter(tenant_id=answer.tenant_id, contribution_id__in=piece).update(erase_after=None)
        Landing.objects.bulk_create(
            Landing(
                tenant_id=answer.tenant_id,
                created_at=now,
                contribution_id=pk,
                answer=answer,
                bundle=bundle,
                change_reason=change_reason,
            )
            for pk in piece
        )
        batch.update(landed_at=now, drafted_at=now)
    Process.objects.filter(pk=answer.process_id).update(landed_count=F("landed_count") + first)
    return first


def also(answer: Answer, ids: "Sequence[UUID]", bundle: Bundle) -> None:
    """Note for voices that landed elsewhere that this bundle of theirs is answered too; their landing stays."""
    now = clock.now()
    Landing.objects.bulk_create(
        (
            Landing(
                tenant_id=answer.tenant_id,
                created_at=now,
                contribution_id=pk,
                answer=answer,
                bundle=bundle,
                current=False,
                beside=True,
            )
            for pk in ids
        ),
        batch_size=500,
    )
